"""Which column each figure belongs to, as sums, other tables and the text prove it."""

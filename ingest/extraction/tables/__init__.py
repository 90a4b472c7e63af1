"""Tables: found by their titles, read by the meaning of their headings, placed by identities."""

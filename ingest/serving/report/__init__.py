"""The report: a static site over the marts of a published warehouse, that opens offline."""

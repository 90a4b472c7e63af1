"""The rows of a table: what each is, its name and code, its figures and how deep it lies."""

"""The head of a table: the columns under its headings, and the groups that stand side by side."""

"""Extracted rows: the border between Python and dbt, their schema, files, editions and holdings."""

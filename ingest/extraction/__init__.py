"""Extraction: one document in, its rows by record out."""

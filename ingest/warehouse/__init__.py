"""Warehouse: extracted rows in, a tested database of raw rows, models and marts out."""

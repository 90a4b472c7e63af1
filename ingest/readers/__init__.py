"""Readers: a file of some format in, the one document model out."""

"""Measurements: the corpus that they run over and what they compare with."""

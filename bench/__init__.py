"""Measurements of each step, and the limits they are compared with."""

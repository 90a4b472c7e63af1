"""Colours by role, as names of CSS properties that the page resolves for the theme in force."""

INK, DIM, LINE, PAPER = "var(--ink)", "var(--dim)", "var(--line)", "var(--paper)"
ON_DATA = "var(--on-data)"
COLOURS = tuple(f"var(--c{number})" for number in range(1, 9))
REST = "var(--c9)"
"""The grey of what is beyond the first eight."""

PHASES = {"final": COLOURS[0], "initial_budget": COLOURS[1], "adjusted_budget": COLOURS[2]}

"""Showing a figure in its place: the page that prints it, with the figure framed."""

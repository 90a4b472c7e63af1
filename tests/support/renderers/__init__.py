"""Renderers: the tabbed text of a disclosure, written out in other formats for the tests."""

"""Scans: pictures of pages in, glyphs and ruling lines out, as a PDF's own text would give them."""

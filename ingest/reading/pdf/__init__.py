"""PDF: glyphs and ruling lines in, lines and tables with their cells out."""

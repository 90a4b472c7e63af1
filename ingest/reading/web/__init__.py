"""Web pages: elements in, lines and tables with their cells out."""

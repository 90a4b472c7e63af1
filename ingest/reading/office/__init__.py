"""Word and Excel: packages of XML or of records in, lines and tables with their cells out."""

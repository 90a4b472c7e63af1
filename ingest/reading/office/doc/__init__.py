"""Word 97-2003 ([MS-DOC]) and WPS Writer: pieces of text and their properties in, tables out."""

"""Text and page text in JSON: lines in, a document out."""

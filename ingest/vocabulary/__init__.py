"""Vocabulary: seeds that people edit in, known titles, headings, names and classes out."""

"""What the words and numbers printed in and around tables mean: titles, notes, headings, codes."""

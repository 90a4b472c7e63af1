"""Publication: a tested database and its exports in, a warehouse folder replaced as a whole out."""

"""Reading: the bytes of a file in, one document model out, whatever the format."""

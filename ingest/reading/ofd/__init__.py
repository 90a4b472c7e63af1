"""OFD (GB/T 33190-2016): positioned text and paths in, the lines of PDF pages out."""

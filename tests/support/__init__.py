"""What tests of several folders share: made-up documents and rows, renderers, comparisons."""

"""Archives of files (zip, tar, 7z, rar): their members out, within bounds."""

"""Builds in processes of their own that can be stopped anywhere, and readers beside them."""

"""Serving: a published warehouse in; report, documentation, metrics and a summary of checks out."""

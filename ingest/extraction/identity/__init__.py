"""Whose disclosure a document is, of which year, and whether budget or final accounts."""

from ingest.extraction.identity.identify import identify
from ingest.extraction.identity.manifest import read_manifest
from ingest.extraction.identity.model import Identity, Overrule, Source, Stage

__all__ = ["Identity", "Overrule", "Source", "Stage", "identify", "read_manifest"]

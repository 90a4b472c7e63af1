"""Whose disclosure a document is, of which year, and whether budget or final accounts."""

from ingest.extraction.identity.identify import identify
from ingest.extraction.identity.manifest import read_manifest
from ingest.extraction.identity.model import Identity, Overrule, Source, Stage
from ingest.extraction.identity.origin import Origin, origin
from ingest.extraction.identity.standing import Standing, standing

__all__ = [
    "Identity",
    "Origin",
    "Overrule",
    "Source",
    "Stage",
    "Standing",
    "identify",
    "origin",
    "read_manifest",
    "standing",
]

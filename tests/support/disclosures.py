"""Where the published documents are, for tests that read them; they are not in the repository."""

import os
from pathlib import Path

import pytest

from ingest.base.settings import PROJECT


def folder() -> Path:
    """The folder of the documents; the test is skipped where they are not at hand."""
    named = os.environ.get("MINGZHANG_DISCLOSURES")
    found = Path(named) if named else PROJECT.parent / "shared" / "disclosures"
    if not found.is_dir():
        pytest.skip(f"the published documents are not in {found}: set MINGZHANG_DISCLOSURES")
    return found

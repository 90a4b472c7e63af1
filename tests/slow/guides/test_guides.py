"""Every command and query of the READMEs and guides, each page in a fresh clone of its own.

PAGES names pages, separated by commas, where not all are to be run.
"""

import os
from pathlib import Path

import pytest

from ingest.base.settings import PROJECT
from tests.support import listings

PAGES = list(filter(None, os.environ.get("PAGES", "").split(","))) or listings.PAGES
AFTER_A_BUILD = {"docs/exports.md", "docs/operations.md"}


def _make(target: str, clone: Path) -> None:
    """Run what a page supposes done; whatever it says is no answer of the page."""
    listings.run(listings.Listing("sh", f"make {target}", None, 0), clone)


@pytest.mark.parametrize("page", PAGES)
def test_each_listing_gives_what_the_page_shows(page: str, tmp_path: Path) -> None:
    clone = tmp_path / "mingzhang"
    listings.fresh_clone(PROJECT, clone)
    _make("setup", clone)
    if page in AFTER_A_BUILD:
        _make("build", clone)
    assert listings.run_page(page, clone, slow=True) >= 2

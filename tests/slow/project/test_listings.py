"""Commands and queries of the READMEs and guides, run in order in a clone of its own.

The clone takes the warehouse that the tests have built. What a page marks slow, and the setting up,
is run by `make test-guides` (tests/slow/guides).
"""

from pathlib import Path

import pytest

from ingest.base.settings import PROJECT
from tests.support import listings, needs

READY = PROJECT / ".venv/.mingzhang-ready"
# The Chinese README has the listings of the English one, see tests/unit/test_guides.py.
PAGES = [page for page in listings.PAGES if page != "README.zh-CN.md"]


@needs.program("git", "make")
@pytest.mark.skipif(not READY.exists(), reason="needs .venv, which `make setup` makes")
@pytest.mark.parametrize("page", PAGES)
def test_each_listing_gives_what_the_page_shows(page: str, warehouse: Path, tmp_path: Path) -> None:
    clone = tmp_path / "mingzhang"
    listings.fresh_clone(PROJECT, clone)
    listings.with_environment(PROJECT, clone, warehouse)
    assert listings.run_page(page, clone, slow=False) >= 2

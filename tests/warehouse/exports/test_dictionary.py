"""The data dictionary of the shipped marts, as a page."""

import re
from pathlib import Path

from tests.support.report_pages import tree


def test_the_page_needs_nothing_else_and_its_links_lead_somewhere(warehouse: Path) -> None:
    path = warehouse / "exports/dictionary.html"
    page = tree(path)

    assert not page.xpath("//script | //link | //img | //iframe | //object")
    assert not re.findall(r"https?:|url\(|@import", path.read_text(encoding="utf-8"))
    links = {str(link).removeprefix("#") for link in page.xpath("//@href")}
    assert links
    assert links <= set(page.xpath("//@id"))

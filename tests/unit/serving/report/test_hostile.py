"""Texts that would be markup, and keys and places that would be paths."""

import json

import pytest

from ingest.base.errors import WarehouseError
from ingest.serving.report.markup import script_json
from ingest.serving.report.places import documents_base, source_place, unit_page

HOSTILE = (
    "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}{% raw %}\u2028&lt;"
)


def test_json_in_a_page_holds_no_character_that_html_knows() -> None:
    text = script_json({"label": HOSTILE, HOSTILE: [None, True, 1.5]})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"label": HOSTILE, HOSTILE: [None, True, 1.5]}


@pytest.mark.parametrize("key", ["../x", "a/b", "", ".hidden", "a b", "x\n", "é"])
def test_a_key_that_is_no_file_name_names_no_page(key: str) -> None:
    with pytest.raises(WarehouseError, match="cannot name a page"):
        unit_page(key)


@pytest.mark.parametrize("base", ["javascript:alert(1)//", "data:text/html,x", "ftp://x/y"])
def test_documents_lie_in_folders_or_on_the_web(base: str) -> None:
    with pytest.raises(WarehouseError, match="neither a folder nor an http"):
        documents_base(base)


def test_a_source_is_linked_by_page_where_it_has_pages() -> None:
    base = documents_base("https://example.org/filings")
    assert source_place(base, "a b#?.pdf", 4) == (
        "https://example.org/filings/a%20b%23%3F.pdf#page=4"
    )
    assert source_place(base, "a.txt", 1) == "https://example.org/filings/a.txt"
    assert source_place("", "a.txt", 1) is None

"""A disclosure of several files is one document whose places run on from part to part."""

from ingest.model import Document, Layout, Line
from ingest.parts import are_parts, merge


def _part(name: str, *texts: str, pages: int = 1) -> Document:
    lines = tuple(Line(min(n, pages), n, text) for n, text in enumerate(texts, start=1))
    layout: Layout = "tabbed" if any("\t" in text for text in texts) else "flat"
    return Document(name, f"sha of {name}", "utf-8", layout, pages, lines)


def test_places_run_on() -> None:
    whole = merge([_part("a.pdf", "说明", "数额", pages=2), _part("b.pdf", "合计\t1.00")])
    assert whole.source_file == "a.pdf + b.pdf"
    assert whole.page_count == 3
    assert whole.layout == "tabbed"
    assert whole.encoding == "utf-8"
    assert [(line.page, line.number, line.text) for line in whole.lines] == [
        (1, 1, "说明"),
        (2, 2, "数额"),
        (3, 3, "合计\t1.00"),
    ]


def test_the_hash_is_of_all_parts_in_order() -> None:
    one, other = _part("a.pdf", "x"), _part("b.pdf", "y")
    assert merge([one, other]).sha256 != merge([other, one]).sha256
    assert merge([one, other]).sha256 == merge([one, other]).sha256


def test_only_one_part_may_hold_tables() -> None:
    assert are_parts([0, 31])
    assert are_parts([31, 0, 0])
    assert not are_parts([12, 31])
    assert not are_parts([0, 0])
    assert not are_parts([31])

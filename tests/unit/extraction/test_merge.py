"""A disclosure of several files is one document whose places run on from part to part."""

from pathlib import Path

import pytest

from ingest.extraction.merge import merge
from ingest.intake.paths import in_order
from ingest.intake.take import take_in
from ingest.reading.model import Document, Layout, Line
from ingest.rows.holdings import PARTS
from ingest.rows.parts import UNKNOWN, are_parts
from tests.support.table_text import BUDGET, WAN


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


def test_parts_hold_no_table_of_the_same_type() -> None:
    none, one, other = frozenset[str](), frozenset({"a", "b"}), frozenset({"c"})
    assert are_parts([none, one])
    assert are_parts([one, none, none])
    assert are_parts([one, other])
    assert not are_parts([one, other | {"b"}])
    assert not are_parts([one, one])
    assert not are_parts([none, none])
    assert not are_parts([one])
    # A Parquet file of many does not say.
    assert are_parts([frozenset({UNKNOWN}), none])
    assert not are_parts([frozenset({UNKNOWN}), one])


_TEXT = """甘泉县民政局2024年部门预算

目录
部门支出总表
政府采购预算表

2024年支出预算2.00万元，比2023年预算数增加0.50万元，增长33.33%，主要是人员增加。
"""
_TABLES = f"""{BUDGET}部门支出总表
{WAN}科目编码\t科目名称\t合计\t基本支出
\t合计\t2.00\t2.00
208\t社会保障和就业支出\t2.00\t2.00
"""


def _state(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Path, Path]:
    text, tables = tmp_path / "1-text.txt", tmp_path / "2-tables.txt"
    text.write_text(_TEXT, encoding="utf-8")
    tables.write_text(_TABLES, encoding="utf-8")
    return text, tables


def test_a_part_that_arrives_later_makes_what_both_in_one_run_make(
    parts: tuple[Path, Path], tmp_path: Path
) -> None:
    text, tables = parts
    for name, runs in (
        ("together", [in_order([tables, text])]),
        ("text first", [[text], [tables]]),
        ("tables first", [[tables], [text]]),
        ("all again", [[tables], [text], [text], [tables], [text, tables]]),
        ("then whole", [[text], [text, tables]]),
    ):
        for paths in runs:
            assert take_in(paths, tmp_path / name).failures == []
    whole = _state(tmp_path / "together")
    assert [name.split("/")[0] for name in whole].count("documents") == 1
    assert PARTS in whole
    # One table stands in the other part; the one that neither has is missing.
    (rows,) = (data for name, data in whole.items() if name.startswith("tables/"))
    assert rows.decode().count("present") == 1
    assert rows.decode().count("announced_missing") == 1
    for name in ("text first", "tables first", "all again", "then whole"):
        assert _state(tmp_path / name) == whole, name


def test_a_part_filed_anew_is_an_edition(parts: tuple[Path, Path], tmp_path: Path) -> None:
    take_in(list(parts), tmp_path / "rows")
    parts[1].write_text(_TABLES.replace("2.00", "3.00"), encoding="utf-8")
    take_in(list(parts), tmp_path / "rows")
    names = sorted(path.stem[-8:] for path in (tmp_path / "rows/documents").iterdir())
    assert names == ["4-budget", "budget-2"]

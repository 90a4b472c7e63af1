"""Two published filings: every amount that was read by eye from their pages stands in a cell.

The expectations were transcribed from pictures of the pages; the filings are not in the
repository.
"""

import csv
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.base.settings import PROJECT
from ingest.base.text import read_cell
from ingest.reading.model import Line
from ingest.reading.pdf.reader import read_pdf_pages

EXPECTED = PROJECT / "tests/fixtures/expected/filings"
COLUMNS = [
    "page",
    "table_type",
    "side",
    "phase",
    "code",
    "label",
    "measure",
    "amount",
    "money_unit",
]
REVIEWED = sorted(path.stem for path in EXPECTED.glob("*.csv"))

Printed = tuple[int, str, str, tuple[str, ...]]
"""A printed row: page, code, label and the amounts, from left to right."""


def filings() -> Path:
    """The folder of the filings; the test is skipped where they are not at hand."""
    named = os.environ.get("MINGZHANG_FILINGS")
    found = Path(named) if named else PROJECT.parent / "shared" / "filings"
    if not found.is_dir():
        pytest.skip(f"the filings are not in {found}: set MINGZHANG_FILINGS")
    return found


def expected(name: str) -> list[Printed]:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        rows: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for row in reader:
            key = (row["page"], row["table_type"], row["side"], row["code"], row["label"])
            rows[key].append(row["amount"])
    return sorted((int(k[0]), k[3].replace(" ", ""), k[4], tuple(v)) for k, v in rows.items())


def groups(line: Line) -> Iterator[Printed]:
    """The codes, the label and the amounts of a row, and again where a second group begins."""
    codes, label, amounts = "", "", list[str]()
    for cell in line.text.split("\t"):
        is_code = cell.isdigit()
        if amounts and cell and (is_code or read_cell(cell)[2] is None):
            yield line.page, codes, label, tuple(amounts)
            codes, label, amounts = "", "", []
        if is_code:
            codes += cell
        elif cell and read_cell(cell)[2] is None:
            codes = codes if not label else ""
            label = cell
        elif cell:
            amounts.append(cell.replace(",", ""))
    if amounts:
        yield line.page, codes, label, tuple(amounts)


@pytest.mark.parametrize("name", REVIEWED)
def test_every_amount_stands_where_it_is_printed(name: str) -> None:
    reading = read_pdf_pages(filings() / f"{name}.pdf")
    rows = [line for line in reading.document.lines if "\t" in line.text]
    # The list of units that one of them prints numbers its rows; it holds no money.
    found = sorted(printed for line in rows for printed in groups(line))
    assert found == expected(name)
    assert reading.pages_without_text == ()


def test_there_are_reviewed_filings() -> None:
    assert len(REVIEWED) >= 2


def test_characters_that_a_page_scales_down_do_not_run_into_its_title() -> None:
    (path,) = filings().glob("national/西安-国有资产监督管理委员会_*.pdf")
    titles = [line.text for line in read_pdf_pages(path).document.lines if "三公" in line.text]
    title = "一般公共预算拨款“三公”经费、会议费、培训费表（不含上年结转）"
    assert f"2022年部门综合预算{title}" in titles

"""Lines with a label and no amount: of forms with blank lines, and of the five disclosures."""

import csv
from decimal import Decimal

import pytest

from ingest.extraction.tables.model import Figure, Grid, Row, RowKind, Value
from ingest.extraction.tables.rows.lines import lines_without_amount
from ingest.reading.model import Cell
from tests.support.shipped import SHIPPED

EXTRACTED = SHIPPED / "lines"


def _cell(text: str, line: int, column: int) -> Cell:
    return Cell.of(column, text, 1, line, 1 + 10 * column)


def _row(line: int, label: str | None, column: int, *, figures: int = 0, segment: int = 0) -> Row:
    cell = _cell(label, line, column) if label else None
    kind: RowKind = "line"
    figure = Figure(_cell("1", line, 9), Value(Decimal(1), Decimal(1)))
    return Row(line, segment, kind, None, label, 0, (figure,) * figures, place=cell)


def test_lines_without_an_amount_are_kept_with_their_places() -> None:
    rows = (
        _row(1, "一、甲", 0, figures=1),
        _row(1, "一、乙", 2, segment=1),
        _row(2, "二、丙", 0),
        _row(3, None, 0),
    )
    found = list(lines_without_amount(Grid((), rows, ())))

    assert [(row.row_no, row.segment, row.label) for row, _ in found] == [
        (1, 1, "一、乙"),
        (2, 0, "二、丙"),
    ]
    assert [(place.line, place.char) for _, place in found] == [(1, 21), (2, 1)]


def test_label_whose_figure_stands_in_the_next_group_is_no_blank_line() -> None:
    rows = (_row(1, "合计", 0), _row(1, "合计", 0, figures=1, segment=1))

    assert list(lines_without_amount(Grid((), rows, ()))) == []


def test_label_that_lost_its_column_must_be_known() -> None:
    rows = (_row(1, "外交支出", -1), _row(2, "交通运输支出农林水支出", -1))
    found = lines_without_amount(Grid((), rows, ()))

    assert [row.label for row, _ in found] == ["外交支出"]


@pytest.mark.parametrize(
    ("document_id", "places"),
    [
        # Read by eye: the revenue side of the first table, its blank lines.
        (
            "sichuan-hrss-ic-2023-budget",
            [(82, "二"), (83, "三"), (84, "四"), (85, "五"), (86, "六"), (111, "八")],
        ),
    ],
)
def test_blank_lines_of_the_disclosures(document_id: str, places: list[tuple[int, str]]) -> None:
    with (EXTRACTED / f"{document_id}.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    found = [
        (int(row["line"]), row["label_printed"].partition("、")[0])
        for row in rows
        if (row["table_index"], row["side"]) == ("1", "revenue")
    ]

    assert found == places

"""Performance tables made of a few lines, and what is read of them."""

from collections.abc import Mapping

from ingest.extraction.performance.model import Indicator, PerformanceTable
from ingest.extraction.performance.reader import read_performance
from ingest.extraction.performance.text import Field, Text, fields
from ingest.extraction.tables.model import TableSpan
from ingest.reading.model import Layout, Line

YEAR = 2031


def span(
    text: str,
    title: str = "项目支出绩效目标表",
    money_unit: str | None = "万元",
    covers: Mapping[int, tuple[int, ...]] | None = None,
) -> TableSpan:
    lines = tuple(
        Line(3, number, line, covers=(covers or {}).get(number - 11, ()))
        for number, line in enumerate(text.split("\n"), start=11)
    )
    return TableSpan(
        table_no=None,
        table_type="performance_targets",
        scope=None,
        title=title,
        status="present",
        money_unit=money_unit,
        page=3,
        line=10,
        line_end=lines[-1].number,
        body=lines,
        empty_terms=(),
    )


def read(
    text: str,
    layout: Layout = "tabbed",
    stage: str = "budget",
    title: str = "项目支出绩效目标表",
    money_unit: str | None = "万元",
) -> PerformanceTable:
    """Read a table whose columns are parted by `|` in place of tab stops."""
    made = span(text.replace("|", "\t").strip("\n"), title, money_unit)
    return read_performance(made, layout, YEAR, stage)


def read_covered(text: str, covers: Mapping[int, tuple[int, ...]]) -> PerformanceTable:
    """Read such a table with merged cells: the `covers` of some of its lines, by number from 0."""
    made = span(text.replace("|", "\t").strip("\n"), covers=covers)
    return read_performance(made, "tabbed", YEAR, "budget")


def cell(text: str) -> Text:
    (field,) = fields(Line(1, 1, text))
    return field.text


def cells(text: str) -> list[Field]:
    return fields(Line(1, 1, text.replace("|", "\t")))


def names(indicators: list[Indicator]) -> list[tuple[str | None, str | None, str]]:
    return [(i.level_1, i.level_2, i.level_3) for i in indicators]


def uses(table: PerformanceTable) -> dict[str, list[str]]:
    """Numbers as printed by what became of them."""
    found: dict[str, list[str]] = {}
    for token in table.numbers:
        found.setdefault(token.disposition, []).append(token.printed_text)
    return found

"""The charts that compare units: by share, on the year before, and by single expenses."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from ingest.serving.report.cells import inferred, percent, wan_text
from ingest.serving.report.charts import (
    MOST,
    Context,
    change_legend,
    change_pair,
    charts,
    cut,
    ordered_colours,
)
from ingest.serving.report.charts_years import years
from ingest.serving.report.palette import COLOURS, REST
from ingest.serving.report.plots import (
    PARTIAL,
    Drawing,
    Key,
    Panel,
    bases,
    funds_label,
    legend,
    number,
    unique,
    year_label,
)
from ingest.serving.report.plots_bars import Part, amounts, by_phase, changes, shares
from ingest.serving.report.query import Row
from ingest.serving.report.words import class_name, note, word

_WHOLE = 100
_NAMED_UNITS = 3

Names = Callable[[Row], tuple[str, str]]
Tint = Callable[[str], str]


def _shares(
    rows: Sequence[Row], headline: tuple[str, str], key: str, names: Names, tint: Tint
) -> Drawing:
    """Rows that make 100 per cent, a panel a phase.

    Args:
        rows: Parts of wholes, with `share_percent`.
        headline: What is seen in them, in both languages.
        key: The column of the part's code.
        names: The part's name in both languages.
        tint: The colour of a code.
    """
    panels = []
    for phase, group in by_phase(rows):
        labels = set(unique(funds_label(row) for row in group)[:MOST])
        parts = [
            Part(
                funds_label(row),
                names(row)[0],
                number(row["share_percent"]),
                percent(row["share_percent"], 1),
                tint(str(row[key])),
                inferred(row["basis"]),
                _is_partial(row),
            )
            for row in group
            if funds_label(row) in labels
        ]
        panels.append(Panel(shares(parts), word("phase", phase).zh, word("phase", phase).en))
    pale = (PARTIAL,) if any(map(_is_partial, rows)) else ()
    keys = (*_legend(rows, key, names, tint), *bases(rows, "basis"), *pale)
    return Drawing(*headline, tuple(panels), keys, cut(len(unique(map(year_label, rows)))))


def _is_partial(row: Row) -> bool:
    return row.get("coverage", "complete") not in {"complete", None}


def _legend(rows: Sequence[Row], key: str, names: Names, tint: Tint) -> tuple[Key, ...]:
    seen: dict[str, Key] = {}
    for row in rows:
        code = str(row[key])
        if tint(code) != REST:
            seen.setdefault(code, Key(tint(code), *names(row)))
    if any(tint(str(row[key])) == REST for row in rows):
        seen["rest"] = Key(REST, "其他", "Other")
    order = [*COLOURS, REST]
    return tuple(sorted(seen.values(), key=lambda entry: order.index(entry.colour)))


def _class_names(row: Row) -> tuple[str, str]:
    name = class_name(row)
    return name.zh, name.en


def _leaders(rows: Sequence[Row]) -> list[Row]:
    """The largest part of each unit, year and phase."""
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = (row["unit_id"], row["fiscal_year"], row["phase"])
        if key not in found or number(row["share_percent"]) > number(found[key]["share_percent"]):
            found[key] = row
    return list(found.values())


def _range(rows: Sequence[Row]) -> tuple[str, str]:
    """The smallest and the largest share of rows."""
    sizes = [number(row["share_percent"]) for row in rows]
    return percent(min(sizes), 0), percent(max(sizes), 0)


def _function_share(rows: Sequence[Row], context: Context) -> Drawing:
    first = max(rows, key=lambda row: (number(row["share_percent"]), str(row["code"])))
    count = len(_leaders(rows))
    leaders = [row for row in _leaders(rows) if row["code"] == first["code"]]
    low, high = _range(leaders)
    zh, en = _class_names(first)
    largest = len(leaders)
    seen = f"{en} is the largest in {largest:,} of {count:,} unit-years"
    headline = (
        f"{count:,} 个年度中有 {largest:,} 个以{zh}为最大，占 {low} 至 {high}",
        f"{seen}, with {low} to {high} of expenditure",
    )
    return _shares(rows, headline, "code", _class_names, context.colour)


def _nature_share(rows: Sequence[Row], _: Context) -> Drawing:
    low, high = _range([row for row in rows if row["nature"] == "project"])
    headline = (f"项目支出占 {low} 至 {high}", f"Projects take {low} to {high} of expenditure")
    tint = {"basic": COLOURS[0], "project": COLOURS[1]}

    def names(row: Row) -> tuple[str, str]:
        name = word("spending_nature", row["nature"])
        return name.zh, name.en

    return _shares(rows, headline, "nature", names, lambda code: tint.get(code, REST))


def _economic_share(rows: Sequence[Row], _: Context) -> Drawing:
    low, high = _range(_leaders(rows))
    headline = (
        f"基本支出中最大的一类占 {low} 至 {high}",
        f"The largest economic class takes {low} to {high} of basic expenditure",
    )
    return _shares(rows, headline, "code", _class_names, ordered_colours(rows, "code").__getitem__)


def _revenue_share(rows: Sequence[Row], _: Context) -> Drawing:
    single = sum(1 for row in rows if number(row["share_percent"]) == _WHOLE)
    count = len(_leaders(rows))
    headline = (
        f"{count:,} 个年度中有 {single:,} 个只有一种收入来源",
        f"In {single:,} of {count:,} unit-years all revenue comes from one source",
    )
    key = "revenue_source"

    def names(row: Row) -> tuple[str, str]:
        name = word(key, row[key])
        return name.zh, name.en

    return _shares(rows, headline, key, names, ordered_colours(rows, key).__getitem__)


def _change(rows: Sequence[Row], _: Context) -> Drawing:
    pairs = [
        change_pair(
            row,
            f"{row['unit']} {row['compared_year']}→{row['fiscal_year']} "
            f"{word('phase', row['phase']).zh}",
        )
        for row in rows
    ]
    down = sum(1 for row in rows if number(row["change_yuan"]) < 0)
    return Drawing(
        f"{len(rows):,} 个年度中 {down:,} 个支出比上年减少",
        f"Expenditure fell on the year before in {down:,} of {len(rows):,} unit-years",
        (changes(pairs[:MOST], COLOURS[0]),),
        change_legend(rows),
        (note("change"), *cut(len(pairs))),
    )


def _three_public(rows: Sequence[Row], _: Context) -> Drawing:
    """“三公”经费 by category, a row per unit, year and phase, whatever source gives them."""
    order = unique(str(row["category"]) for row in rows if number(row["amount_yuan"]))
    tint = dict(zip(order, COLOURS, strict=False))
    parts = [
        Part(
            year_label(row),
            word("three_public_category", row["category"]).zh,
            number(row["amount_yuan"]),
            wan_text(row["amount_yuan"]),
            tint.get(str(row["category"]), REST),
            inferred(row["basis"]),
        )
        for row in rows
    ]
    totals: dict[str, Decimal] = {}
    for part in parts:
        totals[part.label] = totals.get(part.label, Decimal(0)) + part.size
    label = max(totals, key=lambda name: (totals[name], name))
    shown = set(list(totals)[:MOST])
    booked = unique(str(row["unit"]) for row in rows if row["told_by"] == "economic_items")
    least = note("booked", count=len(booked), units="、".join(booked[:_NAMED_UNITS]))
    return Drawing(
        f"最多的是{label.replace(chr(10), ' ')}：{wan_text(totals[label])} 万元",
        f"At most {wan_text(totals[label])} 万元 in a year",
        (Panel(amounts([part for part in parts if part.label in shown])),),
        (*legend("three_public_category", tint), *bases(rows, "basis")),
        (*((least,) if booked else ()), *cut(len(totals))),
    )


COMPARISON = charts(
    {
        "function_share": _function_share,
        "nature_share": _nature_share,
        "economic_share": _economic_share,
        "revenue_share": _revenue_share,
        "years": years,
        "change": _change,
        "three_public": _three_public,
    }
)

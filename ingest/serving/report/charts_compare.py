"""The charts that compare units: by share, on the year before, and by single expenses."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from ingest.serving.report.cells import inferred, percent, wan_text
from ingest.serving.report.charts import Chart, Context, ordered_colours
from ingest.serving.report.charts_overview import MOST, cut
from ingest.serving.report.plots import (
    COLOURS,
    DIM,
    PARTIAL,
    REST,
    Drawing,
    Key,
    Panel,
    bases,
    funds_label,
    number,
    unique,
    year_label,
)
from ingest.serving.report.plots_bars import (
    Pair,
    Part,
    amounts,
    by_phase,
    change_text,
    dumbbells,
    shares,
)
from ingest.serving.report.query import Answer, Row
from ingest.serving.report.words import word

_WHOLE = 100


def share_panels(
    rows: Sequence[Row], key: str, name: Callable[[Row], str], tint: Callable[[str], str]
) -> tuple[Panel, ...]:
    """A panel a phase of rows that make 100 per cent."""
    panels = []
    for phase, group in by_phase(rows):
        labels = set(unique(funds_label(row) for row in group)[:MOST])
        parts = [
            Part(
                funds_label(row),
                name(row),
                number(row["share_percent"]),
                percent(row["share_percent"], 1),
                tint(str(row[key])),
                inferred(row["basis"]),
                row.get("coverage", "complete") not in {"complete", None},
            )
            for row in group
            if funds_label(row) in labels
        ]
        panels.append(Panel(shares(parts), word("phase", phase).zh, word("phase", phase).en))
    return tuple(panels)


def _named(row: Row) -> str:
    return str(row["name"] or row["code"])


def _legend(
    rows: Sequence[Row],
    key: str,
    names: Callable[[Row], tuple[str, str]],
    tint: Callable[[str], str],
) -> tuple[Key, ...]:
    seen: dict[str, Key] = {}
    for row in rows:
        code = str(row[key])
        if tint(code) != REST:
            seen.setdefault(code, Key(tint(code), *names(row)))
    if any(tint(str(row[key])) == REST for row in rows):
        seen["rest"] = Key(REST, "其他", "Other")
    order = [*COLOURS, REST]
    return tuple(sorted(seen.values(), key=lambda entry: order.index(entry.colour)))


def _pale(rows: Sequence[Row]) -> tuple[Key, ...]:
    return (PARTIAL,) if any(row["coverage"] not in {"complete", None} for row in rows) else ()


def _function_share(answer: Answer, context: Context) -> Drawing | None:
    rows = answer.rows
    if not rows:
        return None
    first = max(rows, key=lambda row: (number(row["share_percent"]), str(row["code"])))
    leaders = [row for row in _leaders(rows) if row["code"] == first["code"]]
    lows = [number(row["share_percent"]) for row in leaders]
    count = len(_leaders(rows))
    return Drawing(
        f"{count} 个年度中有 {len(leaders)} 个以{_named(first)}为最大，占 "
        f"{percent(min(lows), 0)} 至 {percent(max(lows), 0)}",
        f"Class {first['code']} is the largest in {len(leaders)} of {count} unit-years, with "
        f"{percent(min(lows), 0)} to {percent(max(lows), 0)} of expenditure",
        share_panels(rows, "code", _named, context.colour),
        (
            *_legend(rows, "code", lambda r: (_named(r), str(r["code"])), context.colour),
            *bases(rows, "basis"),
            *_pale(rows),
        ),
        cut(unique(year_label(row) for row in rows)),
    )


def _leaders(rows: Sequence[Row]) -> list[Row]:
    """The largest part of each unit, year and phase."""
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = (row["unit_id"], row["fiscal_year"], row["phase"])
        if key not in found or number(row["share_percent"]) > number(found[key]["share_percent"]):
            found[key] = row
    return list(found.values())


def _nature_share(answer: Answer, _: Context) -> Drawing | None:
    rows = answer.rows
    if not rows:
        return None
    projects = [row for row in rows if row["nature"] == "project"]
    sizes = [number(row["share_percent"]) for row in projects]
    tint = {"basic": COLOURS[0], "project": COLOURS[1]}
    return Drawing(
        f"项目支出占 {percent(min(sizes), 0)} 至 {percent(max(sizes), 0)}",
        f"Projects take {percent(min(sizes), 0)} to {percent(max(sizes), 0)} of expenditure",
        share_panels(
            rows, "nature", lambda r: word("nature", r["nature"]).zh, lambda c: tint.get(c, REST)
        ),
        (
            *(Key(tint[c], word("nature", c).zh, word("nature", c).en) for c in tint),
            *bases(rows, "basis"),
        ),
        cut(unique(year_label(row) for row in rows)),
    )


def _economic_share(answer: Answer, _: Context) -> Drawing | None:
    rows = answer.rows
    if not rows:
        return None
    tint = ordered_colours(rows, "code")
    wages = [number(row["share_percent"]) for row in _leaders(rows)]
    return Drawing(
        f"基本支出中最大的一类占 {percent(min(wages), 0)} 至 {percent(max(wages), 0)}",
        f"The largest economic class takes {percent(min(wages), 0)} to {percent(max(wages), 0)} "
        "of basic expenditure",
        share_panels(rows, "code", _named, lambda c: tint.get(c, REST)),
        (
            *_legend(rows, "code", lambda r: (_named(r), str(r["code"])), lambda c: tint[c]),
            *bases(rows, "basis"),
        ),
        cut(unique(year_label(row) for row in rows)),
    )


def _revenue_share(answer: Answer, _: Context) -> Drawing | None:
    rows = answer.rows
    if not rows:
        return None
    tint = ordered_colours(rows, "revenue_source")
    single = sum(1 for row in rows if number(row["share_percent"]) == _WHOLE)
    count = len(_leaders(rows))

    def name(row: Row) -> str:
        return word("revenue_source", row["revenue_source"]).zh

    return Drawing(
        f"{count} 个年度中有 {single} 个只有一种收入来源",
        f"In {single} of {count} unit-years all revenue comes from one source",
        share_panels(rows, "revenue_source", name, lambda c: tint.get(c, REST)),
        (
            *_legend(
                rows,
                "revenue_source",
                lambda r: (name(r), word("revenue_source", r["revenue_source"]).en),
                lambda c: tint[c],
            ),
            *bases(rows, "basis"),
        ),
        cut(unique(year_label(row) for row in rows)),
    )


def _change(answer: Answer, _: Context) -> Drawing | None:
    rows = answer.rows
    if not rows:
        return None
    pairs = [
        Pair(
            f"{row['unit']} {row['compared_year']}→{row['fiscal_year']} "
            f"{word('phase', row['phase']).zh}",
            number(row["compared_yuan"]),
            number(row["amount_yuan"]),
            change_text(row["change_rate"], row["change_yuan"]),
            inferred(row["compared_basis"]),
            inferred(row["basis"]),
        )
        for row in rows
    ]
    down = sum(1 for row in rows if number(row["change_yuan"]) < 0)
    return Drawing(
        f"{len(rows)} 个年度中 {down} 个支出比上年减少",
        f"Expenditure fell on the year before in {down} of {len(rows)} unit-years",
        (dumbbells(pairs[:MOST], "上年", "本年", COLOURS[0]),),
        (
            Key(DIM, "上年", "year before", "circle"),
            Key(COLOURS[0], "本年", "this year", "circle"),
            *bases(rows, "basis", "compared_basis"),
        ),
        cut([pair.name for pair in pairs]),
    )


def three_public_drawing(rows: Sequence[Row]) -> Drawing | None:
    """“三公”经费 by category, a row a unit, year and phase."""
    if not rows:
        return None
    order = unique(str(row["category"]) for row in rows)
    tint = dict(zip(order, COLOURS, strict=False))
    parts = [
        Part(
            year_label(row),
            word("three_public", row["category"]).zh,
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
    labels = unique(part.label for part in parts)
    shown = set(labels[:MOST])
    return Drawing(
        f"最多的是{label.replace(chr(10), ' ')}：{wan_text(totals[label])} 万元",
        f"At most {wan_text(totals[label])} 万元 in a year",
        (Panel(amounts([part for part in parts if part.label in shown])),),
        (
            *(Key(tint[c], word("three_public", c).zh, word("three_public", c).en) for c in tint),
            *bases(rows, "basis"),
        ),
        cut(labels),
    )


def _three_public(answer: Answer, _: Context) -> Drawing | None:
    return three_public_drawing(answer.rows)


COMPARISON = (
    Chart(
        "function-share",
        "function_share",
        "支出用在哪些功能类",
        "Shares of functional classes",
        _function_share,
    ),
    Chart(
        "nature-share",
        "nature_share",
        "基本支出与项目支出",
        "Basic and project expenditure",
        _nature_share,
    ),
    Chart(
        "economic-share",
        "economic_share",
        "基本支出的经济分类",
        "Basic expenditure by economic class",
        _economic_share,
    ),
    Chart("revenue-share", "revenue_share", "钱从哪里来", "Sources of revenue", _revenue_share),
    Chart("change", "change", "同上年比", "Change on the year before", _change),
    Chart("three-public", "three_public", "“三公”经费", "Three public expenses", _three_public),
)

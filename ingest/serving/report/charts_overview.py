"""The charts of the overview: what is known, how much, and what can be compared with what."""

from collections.abc import Sequence
from decimal import Decimal

import altair as alt

from ingest.serving.report.cells import inferred, percent, wan_text
from ingest.serving.report.charts import MOST, Context, charts, cut, phase_bar, phase_legend
from ingest.serving.report.palette import COLOURS, DIM, LINE, ON_DATA
from ingest.serving.report.plots import (
    Datum,
    Drawing,
    Key,
    Panel,
    band,
    colour,
    legend,
    number,
    rows_named,
    spec,
    tooltip,
    unique,
    year_label,
)
from ingest.serving.report.plots_bars import bars
from ingest.serving.report.query import Row
from ingest.serving.report.words import note, word

_GRID = 30


def _totals(rows: Sequence[Row], _: Context) -> Drawing:
    largest = max(rows, key=lambda row: (number(row["amount_yuan"]), str(row["unit"])))
    given = [phase_bar(row, year_label(row)) for row in _by_size(rows)]
    units = len({row["unit_id"] for row in rows})
    years = len({(row["unit_id"], row["fiscal_year"], row["phase"]) for row in rows})
    said = wan_text(largest["amount_yuan"])
    name, year = largest["unit"], largest["fiscal_year"]
    is_hollow = inferred(largest["basis"])
    return Drawing(
        f"{units:,} 个单位、{years:,} 个年度与阶段有本年支出，"
        f"最大的是{name} {year} 年的 {said} 万元{'（推算）' if is_hollow else ''}",
        f"{units:,} units with expenditure of the year in {years:,} years and phases; "
        f"the largest is {said} 万元 (10,000 yuan) in {year}{', derived' if is_hollow else ''}",
        (bars(given[:MOST]),),
        phase_legend(rows),
        (
            note("funds_differ"),
            *cut(len(unique(bar.label for bar in given))),
        ),
    )


def _by_size(rows: Sequence[Row]) -> list[Row]:
    """Rows of a unit together, the unit with the largest amount first."""
    sizes: dict[object, Decimal] = {}
    for row in rows:
        size = number(row["amount_yuan"])
        sizes[row["unit_id"]] = max(size, sizes.get(row["unit_id"], size))
    return sorted(rows, key=lambda row: (-sizes[row["unit_id"]], str(row["unit_id"])))


_ON_PAPER = {"test": "datum.hollow", "value": "var(--paper)"}
_SHAPES = {"table": "square", "text": "circle", "derived": "diamond", "implied": "triangle-up"}


def _coverage(rows: Sequence[Row], _: Context) -> Drawing:
    labels = unique(year_label(row) for row in rows)[:MOST]
    data: list[Datum] = [
        {
            "label": year_label(row),
            "measure": _short(word("unit_measure", row["measure"]).zh),
            "colour": DIM if inferred(row["basis"]) else COLOURS[0],
            "shape": _SHAPES.get(str(row["basis"]), "stroke"),
            "basis": word("basis", row["basis"]).zh if row["basis"] else "未公开",
            "hollow": inferred(row["basis"]),
            "known": row["basis"] is not None,
        }
        for row in rows
        if year_label(row) in labels
    ]
    axis = alt.Axis(
        orient="top",
        title=None,
        labelExpr="split(datum.label, '\\n')",
        ticks=False,
        domain=False,
        labelAngle=0,
        labelPadding=6,
    )
    x = alt.X("measure:N", sort=unique(str(d["measure"]) for d in data), axis=axis)
    base = alt.Chart(rows_named()).encode(
        x=x,
        y=band(labels, is_of_points=True),
        tooltip=tooltip(("label", "行 Row"), ("basis", "依据 Basis")),
    )
    known = (
        base.transform_filter("datum.known")
        .mark_point(size=150, strokeWidth=1.8, filled=True, opacity=1)
        .encode(
            shape=alt.Shape("shape:N", scale=None, legend=None),
            stroke=alt.Stroke("colour:N", scale=None, legend=None),
            fill=alt.Fill("colour:N", scale=None, legend=None, condition=_ON_PAPER),
        )
    )
    absent = base.transform_filter("!datum.known").mark_text(text="·", fontSize=16, color=DIM)
    known_count = sum(1 for row in rows if row["basis"] is not None)
    share = percent(Decimal(100 * known_count) / len(rows), 0)
    return Drawing(
        f"{len(unique(year_label(row) for row in rows))} 个年度与阶段、8 项指标中，{share} 有数",
        f"Of 8 measures in each year and phase, {share} are known",
        (Panel(spec([absent, known], data, len(labels) * 38 + 30)),),
        (
            *(
                Key(colour, word("basis", basis).zh, word("basis", basis).en.lower(), form)
                for basis, colour, form in (
                    ("table", COLOURS[0], "square"),
                    ("text", COLOURS[0], "circle"),
                    ("derived", DIM, "diamond"),
                    ("implied", DIM, "triangle"),
                )
            ),
            Key(DIM, "未公开", "not published", "dot"),
        ),
        cut(len(unique(map(year_label, rows)))),
    )


def _short(zh: str) -> str:
    """A name of four or five characters in two lines."""
    name = zh.replace("“", "").replace("”", "")
    return f"{name[:2]}\n{name[2:]}"


_COMPARABLE = {
    "like_for_like": (COLOURS[0], "●", ON_DATA),
    "comparable": (COLOURS[1], "◐", ON_DATA),
    "not_comparable": (LINE, "", DIM),
}


def _state(row: Row) -> str:
    if row["is_like_for_like"]:
        return "like_for_like"
    return "comparable" if row["is_comparable"] else "not_comparable"


def _comparability(rows: Sequence[Row], _: Context) -> Drawing:
    ends = sorted({_end(row, "") for row in rows} | {_end(row, "other_") for row in rows})
    shown = {end: place + 1 for place, end in enumerate(ends[:_GRID])}
    names = {end: f"{shown[end]} {end[1]}\n{end[2]} {word('phase', end[3]).zh}" for end in shown}
    data: list[Datum] = []
    for row in rows:
        pair = sorted((_end(row, ""), _end(row, "other_")))
        if pair[0] in shown and pair[1] in shown:
            state = _state(row)
            tint, sign, on = _COMPARABLE[state]
            why = "、".join(
                word("comparability_reason", r).zh for r in str(row["reasons"] or "").split()
            )
            data.append(
                {
                    "label": names[pair[1]],
                    "x": shown[pair[0]],
                    "colour": tint,
                    "sign": sign,
                    "on": on,
                    "state": word("comparable", state).zh,
                    "why": why or "无",
                    "other": names[pair[0]].replace("\n", " "),
                }
            )
    data += [
        {
            "label": names[end],
            "x": place,
            "colour": "transparent",
            "sign": "＼",
            "on": LINE,
            "state": "同一年度",
            "why": "—",
            "other": "—",
        }
        for end, place in shown.items()
    ]
    labels = [names[end] for end in shown]
    x = alt.X(
        "x:O", axis=alt.Axis(title=None, orient="top", labelAngle=0, ticks=False, domain=False)
    )
    base = alt.Chart(rows_named()).encode(x=x, y=band(labels))
    cells = base.mark_rect(stroke="var(--paper)", strokeWidth=2, cornerRadius=3).encode(
        color=colour(),
        tooltip=tooltip(
            ("label", "行 Row"),
            ("other", "列 Column"),
            ("state", "判断 Verdict"),
            ("why", "差异 Differences"),
        ),
    )
    signs = base.mark_text(fontSize=13).encode(
        text=alt.Text("sign:N"), color=alt.Color("on:N", scale=None, legend=None)
    )
    states = [_state(row) for row in rows]
    like, other = states.count("like_for_like"), states.count("comparable")
    compared, known = len({end[0] for end in ends}), int(str(rows[0]["units_known"]))
    notes = [note("units_compared", count=compared)] if compared < known else []
    if len(ends) > _GRID:
        notes.append(
            (f"图中为前 {_GRID} 个，其余见表", f"The first {_GRID}; the rest are in the table")
        )
    return Drawing(
        f"{len(rows):,} 对年度中，{like:,} 对可直接比较，{other:,} 对须注明差异，其余不可比",
        f"Of {len(rows):,} pairs of unit-years, {like:,} are like for like, {other:,} comparable "
        "with a caveat, the rest not",
        (Panel(spec([cells, signs], data, max(1, len(labels)) * 36 + 24)),),
        legend("comparable", {state: tint for state, (tint, _, _) in _COMPARABLE.items()}),
        tuple(notes),
    )


def _end(row: Row, prefix: str) -> tuple[str, str, int, str]:
    return (
        str(row[f"{prefix}unit_id"]),
        str(row[f"{prefix}unit"]),
        int(str(row[f"{prefix}fiscal_year"])),
        str(row[f"{prefix}phase"]),
    )


OVERVIEW = charts({"totals": _totals, "coverage": _coverage, "comparability": _comparability})

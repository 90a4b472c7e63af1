"""The charts on findings and on the quality of the data."""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal

import altair as alt

from ingest.serving.report.cells import percent
from ingest.serving.report.charts import MOST, Context, charts, cut
from ingest.serving.report.palette import COLOURS, INK, REST
from ingest.serving.report.plots import (
    Datum,
    Drawing,
    Key,
    Panel,
    band,
    legend,
    number,
    rows_named,
    spec,
    tooltip,
)
from ingest.serving.report.plots_bars import Part, counts
from ingest.serving.report.query import Row
from ingest.serving.report.words import word

_TINTS = {
    "check_status": {
        "agrees": COLOURS[0],
        "agrees_within_rounding": COLOURS[5],
        "differs": COLOURS[3],
        "not_checkable": REST,
    },
    "number_kind": {
        "amounts": COLOURS[0],
        "statements": COLOURS[1],
        "indicators": COLOURS[2],
        "non_figures": REST,
        "figures_unaccounted": COLOURS[3],
    },
}
_GRID = 12


def _document(row: Row) -> str:
    return f"{row['unit']}\n{row['fiscal_year']} {word('stage', row['stage']).zh}"


def _counted(
    rows: Sequence[Row],
    headline: tuple[str, str],
    domain: str,
    label: Callable[[Row], str] = _document,
) -> Drawing:
    """The things of each row by kind, a colour each, under a headline in both languages."""
    tints = _TINTS[domain]
    parts = [
        Part(label(row), word(domain, name).zh, number(row[name]), f"{row[name]:,}", tint)
        for row in rows[:MOST]
        for name, tint in tints.items()
        if number(row[name])
    ]
    return Drawing(*headline, (Panel(counts(parts)),), legend(domain, tints), cut(len(rows)))


def _sum(rows: Sequence[Row], name: str) -> Decimal:
    return sum((number(row[name]) for row in rows), Decimal(0))


def _checks(rows: Sequence[Row], _: Context) -> Drawing:
    checks, differs = _sum(rows, "checks"), _sum(rows, "differs")
    share = percent(100 * (checks - differs) / checks if checks else 0, 1)
    headline = (
        f"{checks:,} 项核对中 {differs:,} 项不符，{_sum(rows, 'explained'):,} 项已有解释",
        f"Of {checks:,} checks {differs:,} differ; {share} do not",
    )
    return _counted(rows, headline, "check_status")


def _numbers(rows: Sequence[Row], _: Context) -> Drawing:
    printed, lost = _sum(rows, "numbers_printed"), _sum(rows, "figures_unaccounted")
    zh = "全部有着落" if not lost else f"{lost:,} 个没有着落"
    headline = (
        f"文件中印出的 {printed:,} 个数字，{zh}",
        f"Of {printed:,} numbers printed, {lost:,} are unaccounted for",
    )
    return _counted(rows, headline, "number_kind")


def _by_severity(rows: Sequence[Row], _: Context) -> Drawing:
    totals, documents = Counter[str](), Counter[str]()
    for row in rows:
        totals[str(row["severity"])] += int(str(row["findings"]))
        documents[_document(row)] += int(str(row["findings"]))
    kinds = sorted(totals, key=lambda name: (-totals[name], name))
    shown = sorted(documents, key=lambda name: (-documents[name], name))[:_GRID]
    numbers = {name: str(place + 1) for place, name in enumerate(shown)}
    labels = {name: f"{word('severity', name).zh}\n{totals[name]} 项" for name in kinds}
    data: list[Datum] = [
        {
            "label": labels[str(row["severity"])],
            "x": numbers[_document(row)],
            "count": row["findings"],
            "document": _document(row).replace("\n", " "),
            "kind": word("severity", row["severity"]).zh,
        }
        for row in rows
        if _document(row) in numbers
    ]
    axis = alt.Axis(title=None, orient="top", labelAngle=0, ticks=False, domain=False)
    x = alt.X("x:O", sort=list(numbers.values()), axis=axis)
    base = alt.Chart(rows_named()).encode(x=x, y=band([*labels.values()], is_of_points=True))
    top = max(int(str(row["findings"])) for row in rows)
    bubbles = base.mark_circle(color=COLOURS[3], opacity=0.85).encode(
        size=alt.Size("count:Q", scale=alt.Scale(domain=[0, top], range=[0, 620]), legend=None),
        tooltip=tooltip(
            ("document", "文件 Document"), ("kind", "程度 Severity"), ("count", "项 Faults")
        ),
    )
    figures = base.mark_text(dx=20, color=INK, fontSize=12).encode(text=alt.Text("count:Q"))
    first, most = word("severity", kinds[0]), totals[kinds[0]]
    return Drawing(
        f"{sum(totals.values())} 项差错，最多的是{first.zh}：{most} 项",
        f"{sum(totals.values())} faults; the most frequent kind is {first.en.lower()}: {most}",
        (Panel(spec([bubbles, figures], data, len(labels) * 42 + 24)),),
        tuple(
            Key("", f"{place} {name}".replace("\n", " "), "", "none")
            for name, place in numbers.items()
        ),
        ((f"图中为事项最多的 {_GRID} 个文件", f"The {_GRID} documents with the most faults"),)
        if len(documents) > _GRID
        else (),
    )


def _built(row: Row) -> str:
    day, time = str(row["built_at"]).split()
    return f"{day}\n{time} · {row['documents']:,} 个文件"


def _builds(rows: Sequence[Row], _: Context) -> Drawing | None:
    """The checks of each build that has them, the newest first."""
    checked = [row for row in rows if row["checks"]]
    if not checked:
        return None
    newest, *before = checked
    said, said_en = "", ""
    if before:
        change = int(str(newest["findings"])) - int(str(before[0]["findings"]))
        said, said_en = (
            (f"，比上一次 {change:+,}", f", {change:+,} on the one before")
            if change
            else ("，与上一次相同", ", as many as the one before")
        )
    return _counted(
        checked,
        (
            f"{len(rows):,} 次构建；最近一次 {newest['findings']:,} 项差错{said}".replace("-", "−"),
            f"{len(rows):,} builds; the newest has {newest['findings']:,} faults{said_en}",
        ),
        "check_status",
        _built,
    )


FINDINGS = charts({"findings_by_severity": _by_severity})

QUALITY = charts({"checks": _checks, "numbers": _numbers})

BUILDS = charts({"builds": _builds})

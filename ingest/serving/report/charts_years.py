"""The chart of many units over their years: a small picture of each, whatever its size."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from ingest.serving.report.cells import inferred, wan_text
from ingest.serving.report.charts import Context, phase_legend
from ingest.serving.report.palette import PHASES
from ingest.serving.report.plots import Drawing, Panel, number
from ingest.serving.report.plots_small import Column, small
from ingest.serving.report.query import Row
from ingest.serving.report.words import how_known, note, word

PICTURES = 24
"""The units that have a picture; the table has the rest."""

YEARS = 8
"""The latest years that a picture shows."""


def years(rows: Sequence[Row], _: Context) -> Drawing:
    """Expenditure over the years, a picture a unit, all of a unit in the same funds."""
    latest = sorted({str(row["fiscal_year"]) for row in rows})[-YEARS:]
    units = [list(group) for _, group in groupby(rows, key=lambda row: row["unit_id"])]
    shown = [row for row in rows if str(row["fiscal_year"]) in latest]
    phases = [phase for phase in reversed(PHASES) if any(row["phase"] == phase for row in shown)]
    panels = [_panel(unit, latest, phases) for unit in units[:PICTURES]]
    more = ((note("years_cut", count=PICTURES)),) if len(units) > PICTURES else ()
    return Drawing(*_headline(units), tuple(panels), phase_legend(shown), (note("years"), *more))


def _panel(unit: Sequence[Row], latest: Sequence[str], phases: Sequence[str]) -> Panel:
    columns = [
        Column(
            year=str(row["fiscal_year"]),
            place=phases.index(str(row["phase"])),
            yuan=number(row["amount_yuan"]),
            colour=PHASES[str(row["phase"])],
            text=f"{wan_text(row['amount_yuan'])} 万元",
            detail=f"{row['fiscal_year']} {word('phase', row['phase']).zh}，{how_known(row).zh}",
            is_hollow=inferred(row["basis"]),
        )
        for row in unit
        if str(row["fiscal_year"]) in latest
    ]
    title = f"{unit[0]['unit']}　{word('scope', unit[0]['scope']).zh}"
    return small(title, columns, latest, len(phases))


def _headline(units: Sequence[Sequence[Row]]) -> tuple[str, str]:
    """How many units spent more, or less, than in the year before, where both are of one phase."""
    steps = [step for step in map(_latest_step, units) if step is not None]
    up, down = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    if not steps:
        return (
            f"{len(units):,} 个单位，没有前后两年同阶段的数",
            f"{len(units):,} units, none with two consecutive years in the same phase",
        )
    return (
        (
            f"{len(units):,} 个单位中 {len(steps):,} 个有前后两年，"
            f"最近一年 {up:,} 个增加、{down:,} 个减少"
        ),
        (
            f"Of {len(units):,} units {len(steps):,} have two consecutive years; "
            f"{up:,} spent more, {down:,} less"
        ),
    )


def _latest_step(unit: Sequence[Row]) -> Decimal | None:
    """By how much the latest year with a year before it, in one phase, differs from that."""
    known = {(str(row["phase"]), int(str(row["fiscal_year"]))): row for row in unit}
    pairs = [(year, phase) for phase, year in known if (phase, year - 1) in known]
    if not pairs:
        return None
    year, phase = max(pairs)
    before, after = known[phase, year - 1], known[phase, year]
    return number(after["amount_yuan"]) - number(before["amount_yuan"])

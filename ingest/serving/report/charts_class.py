"""The chart of one class across units: what each unit, year and phase spends on it."""

from collections.abc import Sequence

from ingest.serving.report.cells import percent
from ingest.serving.report.charts import MOST, Context, charts, cut, phase_bar, phase_legend
from ingest.serving.report.plots import Drawing, number, unique, year_label
from ingest.serving.report.plots_bars import bars
from ingest.serving.report.query import Row
from ingest.serving.report.words import note


def _class(rows: Sequence[Row], _: Context) -> Drawing:
    units = len(unique(str(row["unit_id"]) for row in rows))
    known = [row["share_percent"] for row in rows if row["share_percent"] is not None]
    shares = sorted(map(number, known))
    said_zh, said_en = "", ""
    if shares:
        low, high = percent(shares[0], 1), percent(shares[-1], 1)
        to_zh, to_en = (f" 至 {high}", f" to {high}") if high != low else ("", "")
        said_zh, said_en = f"，占 {low}{to_zh}", f", at {low}{to_en} of expenditure"
    given = [phase_bar(row, year_label(row)) for row in rows]
    return Drawing(
        f"{units:,} 个单位、{len(rows):,} 个年度与阶段有此项{said_zh}",
        f"{units:,} units report it in {len(rows):,} years and phases{said_en}",
        (bars(given[:MOST]),),
        phase_legend(rows),
        (note("class_funds"), *cut(len(given))),
    )


CLASS = {
    classification: charts({f"class_{classification}": _class})[0]
    for classification in ("functional", "economic")
}
"""The chart of a class, by classification."""

"""The charts of one unit: where its money comes from and goes, and its years side by side."""

from collections.abc import Sequence
from decimal import Decimal

from ingest.serving.report.cells import inferred, percent, wan_text
from ingest.serving.report.charts import (
    Context,
    amount_bar,
    change_legend,
    change_pair,
    charts,
    phase_bar,
    phase_legend,
)
from ingest.serving.report.charts_flow import flow_drawing, functions_drawing, scope
from ingest.serving.report.palette import COLOURS
from ingest.serving.report.plots import Drawing, bases, legend, number, unique, year_label
from ingest.serving.report.plots_bars import (
    Bar,
    Pair,
    bars,
    change_text,
    changes,
    completions,
    named_bars,
)
from ingest.serving.report.query import Row
from ingest.serving.report.words import Word, class_name, note, word

ITEMS = 14
"""The items that a chart of one unit shows; its table has the rest."""

_GROUPS = {"personnel": COLOURS[0], "public": COLOURS[1]}


def _cut(count: int) -> tuple[tuple[str, str], ...]:
    if count <= ITEMS:
        return ()
    zh, en = f"图中为最大的 {ITEMS} 项，其余见表", f"The largest {ITEMS}; the rest are in the table"
    return ((zh, en),)


def _economic(rows: Sequence[Row], _: Context) -> Drawing:
    order = unique(str(row["class_code"]) for row in rows)
    given = [
        Bar(
            class_name(row).zh,
            number(row["amount_yuan"]),
            _GROUPS.get(str(row["expense_group"]), COLOURS[3]),
            f"{wan_text(row['amount_yuan'])} · {percent(row['share_percent'], 1)}",
            inferred(row["basis"]),
            str(row["code"]),
        )
        for row in rows[:ITEMS]
    ]
    found = unique(str(row["expense_group"]) for row in rows)
    first = rows[0]
    name = class_name(first)
    share = percent(first["share_percent"], 0)
    return Drawing(
        f"最大的是{name.zh}，占基本支出的 {share}",
        f"The largest of {len(rows):,} items in {len(order)} classes is {name.en}, with {share} of "
        "basic expenditure",
        (named_bars(given),),
        legend("expense_group", {group: _GROUPS.get(group, COLOURS[3]) for group in found}),
        (
            (
                f"口径：{scope(rows)}，仅基本支出",
                f"Funds: {word('scope', first['scope']).en}; basic expenditure only",
            ),
            *_cut(len(rows)),
        ),
    )


def _years(rows: Sequence[Row], _: Context) -> Drawing | None:
    rows = [row for row in rows if row["measure"] == "current_expenditure"]
    if not rows:
        return None
    labels = ("\n".join(year_label({"unit": "", **row}).split("\n")[1:]) for row in rows)
    given = [phase_bar(row, label) for row, label in zip(rows[:ITEMS], labels, strict=False)]
    first = rows[0]
    said = wan_text(first["amount_yuan"])
    unlike = (
        "阶段或资金口径不同的数不可直接比较",
        "Amounts of different phases or funds are not directly comparable",
    )
    return Drawing(
        f"{first['fiscal_year']} {word('phase', first['phase']).zh}，本年支出 {said} 万元",
        f"{said} 万元 in {first['fiscal_year']} ({word('phase', first['phase']).en})",
        (bars(given),),
        phase_legend(rows),
        (unlike,),
    )


def _change(rows: Sequence[Row], _: Context) -> Drawing:
    latest = (rows[0]["fiscal_year"], rows[0]["phase"])
    shown = [row for row in rows if (row["fiscal_year"], row["phase"]) == latest]
    pairs = [change_pair(row, _item(row).zh) for row in shown[:ITEMS]]
    first = shown[0]
    text = change_text(pairs[0])
    return Drawing(
        f"{first['compared_year']} 至 {first['fiscal_year']} 年，{_item(first).zh} {text}",
        f"{_item(first).en}, {first['compared_year']} to {first['fiscal_year']}: {text}",
        (changes(pairs, COLOURS[0]),),
        change_legend(shown),
        (note("change"), *_scopes(shown), *_cut(len(shown))),
    )


def _scopes(rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """The funds of the rows, by kind of item where they differ."""
    found = unique(f"{row['item_type']} {row['scope']}" for row in rows)
    pairs = [entry.split(" ") for entry in found]
    zh = "；".join(f"{word('item_type', t).zh}：{word('scope', s).zh}" for t, s in pairs)
    en = "; ".join(f"{word('item_type', t).en}: {word('scope', s).en}" for t, s in pairs)
    return ((f"口径：{zh}", f"Funds: {en}"),)


def _item(row: Row) -> Word:
    if row["item_type"] == "unit_total":
        return word("unit_measure", "current_expenditure")
    return class_name(row)


def _execution(rows: Sequence[Row], _: Context) -> Drawing | None:
    rows = [row for row in rows if row["initial_yuan"] is not None]
    if not rows:
        return None
    latest = rows[0]["fiscal_year"]
    shown = [row for row in rows if row["fiscal_year"] == latest]
    pairs = [
        Pair(
            _item(row).zh,
            number(row["initial_yuan"]),
            number(row["final_yuan"]),
            inferred(row["initial_basis"]),
        )
        for row in shown[:ITEMS]
    ]
    items = [row for row in shown if row["item_type"] == "functional_item"]
    known = [row for row in items or shown if row["completion_rate_computed"] is not None]
    lowest = min(known, key=lambda row: number(row["completion_rate_computed"]), default=shown[0])
    low = percent(lowest["completion_rate_computed"], 1)
    return Drawing(
        f"{latest} 年完成率最低的是{_item(lowest).zh}：年初预算的 {low}",
        f"Lowest completion in {latest}: {_item(lowest).en}, at {low} of the initial budget",
        (completions(pairs, COLOURS[0]),),
        bases(shown, "initial_basis", "final_basis"),
        (note("completion"), *_scopes(shown), *_cut(len(shown))),
    )


def _projects(rows: Sequence[Row], _: Context) -> Drawing | None:
    rows = [row for row in rows if row["amount_yuan"] is not None]
    if not rows:
        return None
    # A project booked under several classes is one project, of the sum of its amounts.
    sizes: dict[tuple[object, object, str], Decimal] = {}
    for row in rows:
        project = (row["fiscal_year"], row["phase"], str(row["project_name"]))
        sizes[project] = sizes.get(project, Decimal(0)) + number(row["amount_yuan"])
    largest, name = max((size, name) for (_, _, name), size in sizes.items())
    count, said = len({name for _, _, name in sizes}), wan_text(largest)
    zh = f"{count:,} 个项目，最大的是{name}：{said} 万元"
    en = f"{count:,} projects; the largest has {said} 万元"
    executed = [row for row in rows if row["executed_yuan"] is not None]
    if not executed:
        names = [f"{row['fiscal_year']} {row['project_name']}" for row in rows[:ITEMS]]
        given = [
            amount_bar(row, name, COLOURS[0], word("phase", row["phase"]).zh)
            for row, name in zip(rows, names, strict=False)
        ]
        return Drawing(zh, en, (named_bars(given),), (), _cut(len(rows)))
    pairs = [
        Pair(
            str(row["project_name"]),
            number(row["amount_yuan"]),
            number(row["executed_yuan"]),
            inferred(row["basis"]),
        )
        for row in executed[:ITEMS]
    ]
    panel = completions(pairs, COLOURS[0])
    return Drawing(zh, en, (panel,), (), (note("completion"), *_cut(len(executed))))


VIEW = charts(
    {"unit_flow": flow_drawing, "unit_functions": functions_drawing, "unit_economic": _economic}
)
"""Charts of one unit in one year and phase."""

UNIT = charts(
    {
        "unit_totals": _years,
        "unit_change": _change,
        "unit_execution": _execution,
        "unit_projects": _projects,
    }
)
"""Charts of one unit over all its years."""

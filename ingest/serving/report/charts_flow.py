"""The two pictures of where a unit's money comes from and goes: a flow and an icicle."""

from collections.abc import Sequence
from decimal import Decimal

from ingest.serving.report.cells import inferred, percent, wan_text
from ingest.serving.report.charts import Context
from ingest.serving.report.palette import COLOURS, DIM, REST
from ingest.serving.report.plots import DIFFERENCE, Drawing, Key, bases, number, unique
from ingest.serving.report.plots_flow import LEVELS, Flow, Node, flow, icicle
from ingest.serving.report.query import Row
from ingest.serving.report.words import class_name, word

_NATURE_COLOURS = {"basic": COLOURS[6], "project": COLOURS[4]}


def scope(rows: Sequence[Row]) -> str:
    """The funds of rows that are all of the same."""
    return word("scope", rows[0]["scope"]).zh


def flow_drawing(rows: Sequence[Row], context: Context) -> Drawing:
    """From source to economic class, of rows of `unit_flow`."""
    nodes: dict[str, Node] = {}
    flows = []
    for row in rows:
        stage = int(str(row["step"]))
        source = f"{row['source_kind']}:{row['source']}"
        target = f"{row['target_kind']}:{row['target']}"
        nodes.setdefault(source, _node(stage - 1, row, "source", context))
        nodes.setdefault(target, _node(stage, row, "target", context))
        is_hollow = row["basis"] is None or inferred(row["basis"])
        flows.append(Flow(stage, source, target, number(row["amount_yuan"]), is_hollow))
    order = sorted(nodes, key=lambda key: (nodes[key].column, key.startswith("balance")))
    nodes = {key: nodes[key] for key in order}
    sources = [row for row in rows if row["step"] == 1]
    main = max(sources, key=lambda row: (number(row["amount_yuan"]), str(row["source"])))
    total = sum((number(row["amount_yuan"]) for row in sources), Decimal(0))
    share = percent(100 * number(main["amount_yuan"]) / total, 0) if total else "—"
    name = word(str(main["source_kind"]), main["source"])
    last = max(int(str(row["step"])) for row in rows)
    notes = [
        (
            f"口径：{scope(rows)}；依据：{_basis_zh(rows)}；没有按比例分摊",
            f"Funds: {word('scope', rows[0]['scope']).en}; no flow is apportioned",
        )
    ]
    if last < 4:  # noqa: PLR2004 - the four steps of unit_flow.sql
        notes.append(
            (
                "文件没有在此口径下区分基本与项目支出或经济分类，流向止于最后公布的一级",
                "The documents do not break these funds down further, so the flow ends here",
            )
        )
    others = unique(str(row["scope"]) for row in rows if row["scope"] != rows[0]["scope"])
    if others:
        funds = word("scope", others[0])
        notes.append(
            (
                f"经济分类按{funds.zh}口径公开，合计与上述基本支出在舍入内相等",
                f"Economic classes are of {funds.en}, where basic expenditure has the same total",
            )
        )
    return Drawing(
        f"{wan_text(total)} 万元中，{name.zh}占 {share}",
        f"{name.en} makes up {share} of {wan_text(total)} 万元",
        (flow(flows, nodes),),
        (DIFFERENCE,) if any(entry.is_hollow for entry in flows) else (),
        tuple(notes),
    )


def _node(column: int, row: Row, end: str, context: Context) -> Node:
    kind, code = str(row[f"{end}_kind"]), str(row[end])
    if kind == "function":
        name = str(row["target_name"] or code) if end == "target" else code
        return Node(column, name, context.colour(code))
    if kind == "economic":
        return Node(column, str(row["target_name"] or code), COLOURS[6])
    tint = {"spending_nature": _NATURE_COLOURS.get(code, REST), "revenue_source": COLOURS[5]}
    return Node(column, word(kind, code).zh, tint.get(kind, DIM))


def functions_drawing(rows: Sequence[Row], context: Context) -> Drawing | None:
    """Class, section and item, of rows of `unit_functions`."""
    rows = [row for row in rows if str(row["level"]) in LEVELS]
    if not rows:
        return None
    classes = [row for row in rows if row["level"] == "class"]
    items = [row for row in rows if row["level"] == "item"] or classes
    first = max(items, key=lambda row: (number(row["amount_yuan"]), str(row["code"])))
    name = class_name(first)
    share = percent(first["share_percent"], 0)
    legend = [
        Key(context.colour(str(row["code"])), class_name(row).zh, class_name(row).en)
        for row in sorted(classes, key=lambda row: -number(row["amount_yuan"]))
    ]
    notes = [
        (
            f"口径：{scope(rows)}；依据：{_basis_zh(rows)}",
            f"Funds: {word('scope', rows[0]['scope']).en}; from left to right class, section, item",
        )
    ]
    if len(items) == len(classes):
        notes.append(("文件在此口径下只到类一级", "The documents do not go below class level"))
    return Drawing(
        f"最大的是{name.zh}，占 {share}",
        f"The largest is {name.en}, with {share} of expenditure",
        (icicle(rows, {str(row["code"]): context.colour(str(row["code"])) for row in classes}),),
        (*legend, *bases(rows, "basis")),
        tuple(notes),
    )


def _basis_zh(rows: Sequence[Row]) -> str:
    codes = unique(code for row in rows for code in str(row["basis"] or "").split())
    return "、".join(word("basis", code).zh for code in codes)

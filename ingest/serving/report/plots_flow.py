"""Two pictures of a whole: an icicle of class, section and item, and a flow from source to use."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from ingest.serving.report.cells import percent, wan_text
from ingest.serving.report.palette import INK, ON_DATA, PAPER
from ingest.serving.report.plots import (
    Datum,
    Panel,
    colour,
    number,
    rows_named,
    spec,
    tooltip,
    when,
)
from ingest.serving.report.query import Row

LEVELS = ("class", "section", "item")
_ICICLE, _FLOW = 430, 400
_NARROW, _LETTERS = 150, 8
_LEGIBLE = Decimal("0.043")
"""The part of the height from which a block has room for its name."""

_GAP = Decimal("0.02")
_NAMED = Decimal("0.085")
_TRIES = 1000
_CROWDED = 3
_STEPS = 16
_NODE = Decimal("0.10")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the icicle: its place in the hierarchy, from 0 to 1 downwards."""

    level: int
    top: Decimal
    bottom: Decimal


def icicle(rows: Sequence[Row], colours: dict[str, str]) -> Panel:
    """Class, section and item side by side, each block as high as its share.

    Args:
        rows: Rows of `unit_functions`: level, code, name, amount_yuan, share_percent.
        colours: The colour of a class, by its code.
    """
    blocks = _blocks(rows)
    data: list[Datum] = []
    for row in rows:
        code = str(row["code"])
        if code not in blocks:
            continue
        block = blocks[code]
        share = percent(row["share_percent"], 1)
        data.append(
            {
                "x": block.level,
                "x2": block.level + 1,
                "y": block.top,
                "y2": block.bottom,
                "colour": colours[code[:3]],
                "fade": 1 - Decimal("0.09") * block.level,
                "name": row["name"] or code,
                "told": f"{wan_text(row['amount_yuan'])} 万元，{share}",
                "code": code,
                "share": share,
                "legible": block.bottom - block.top >= _LEGIBLE,
                "tall": block.bottom - block.top >= 2 * _LEGIBLE,
            }
        )
    depth = max((int(str(entry["x"])) for entry in data), default=0) + 1
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, depth], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, 1], reverse=True, nice=False))
    base = alt.Chart(rows_named()).encode(x=x)
    mark = base.mark_rect(stroke=PAPER, strokeWidth=1.5).encode(
        y=y,
        x2=alt.X2("x2:Q"),
        y2=alt.Y2("y2:Q"),
        color=colour(),
        opacity=alt.Opacity("fade:Q", scale=None, legend=None),
        tooltip=tooltip(("name", "科目 Item"), ("code", "编码 Code"), ("told", "金额 Amount")),
    )
    narrow = f"width / {depth} < {_NARROW}"
    cut = f"slice(datum.name, 0, {_LETTERS}) + '\\n' + slice(datum.name, {_LETTERS})"
    label = (
        f"datum.tall && {narrow} && length(datum.name) > {_LETTERS} ? {cut}"
        f" : datum.legible ? datum.name + ({narrow} ? '' : '  ' + datum.share) : ''"
    )
    told = (
        base.transform_calculate(label=label)
        .mark_text(
            align="left",
            baseline="top",
            dx=7,
            dy=5,
            color=ON_DATA,
            fontSize=12,
            lineBreak="\n",
            lineHeight=15,
            limit=alt.ExprRef(f"width / {depth} - 10"),
        )
        .encode(y=y, text=alt.Text("label:N"))
    )
    return Panel(spec([mark, told], data, _ICICLE))


def _blocks(rows: Sequence[Row]) -> dict[str, Block]:
    """Where each code stands: the largest first within what contains it."""
    amounts = {str(row["code"]): number(row["amount_yuan"]) for row in rows}
    levels = {str(row["code"]): LEVELS.index(str(row["level"])) for row in rows}
    whole = sum((amounts[c] for c in amounts if levels[c] == 0), Decimal(0)) or Decimal(1)
    blocks: dict[str, Block] = {}
    for level in range(len(LEVELS)):
        reached: dict[str, Decimal] = {}
        of_level = [code for code in amounts if levels[code] == level and amounts[code] > 0]
        for code in sorted(of_level, key=lambda code: (-amounts[code], code)):
            parent = code[: 3 + 2 * (level - 1)] if level else ""
            if level and parent not in blocks:
                continue
            top = reached.get(parent, blocks[parent].top if level else Decimal(0))
            bottom = top + amounts[code] / whole
            reached[parent] = bottom
            blocks[code] = Block(level, top, bottom)
    return blocks


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount that goes from one node to another, in yuan; nodes are named by their keys."""

    stage: int
    source: str
    target: str
    yuan: Decimal
    is_hollow: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the flow: column, name, colour."""

    column: int
    name: str
    colour: str


def flow(flows: Sequence[Flow], nodes: dict[str, Node]) -> Panel:
    """Bands from column to column, as wide as their amounts.

    Args:
        flows: The bands, in the order in which they leave and reach a node.
        nodes: The nodes by key, in the order of their columns from above.
    """
    sizes = {key: _size(key, flows) for key in nodes}
    scale = _scale(nodes, sizes)
    tops = _tops(nodes, sizes, scale)
    data: list[Datum] = []
    for place, entry in enumerate(_bands(flows, nodes, tops, scale)):
        data += [point | {"band": place} for point in entry]
    boxes = [_box(key, node, tops[key], sizes[key], scale) for key, node in nodes.items()]
    last = max(node.column for node in nodes.values())
    return Panel(_flow_spec(data + boxes, last), is_wide=last >= _CROWDED)


def _size(key: str, flows: Sequence[Flow]) -> Decimal:
    given = sum((flow.yuan for flow in flows if flow.source == key), Decimal(0))
    taken = sum((flow.yuan for flow in flows if flow.target == key), Decimal(0))
    return max(given, taken)


def _scale(nodes: dict[str, Node], sizes: dict[str, Decimal]) -> Decimal:
    """The height of one yuan at which the fullest column just fits, to a thousandth."""
    columns = [
        [sizes[key] for key, node in nodes.items() if node.column == column]
        for column in sorted({node.column for node in nodes.values()})
    ]
    whole = max(sum(column, Decimal(0)) for column in columns) or Decimal(1)
    for step in range(_TRIES, 0, -1):
        scale = Decimal(step) / _TRIES / whole
        if all(sum(_slot(size * scale) for size in column) <= 1 for column in columns):
            return scale
    return 1 / whole / _TRIES


def _slot(height: Decimal) -> Decimal:
    """The room that a node takes: its height and a gap, or what the two lines of its name need."""
    return max(height + _GAP, _NAMED)


def _tops(nodes: dict[str, Node], sizes: dict[str, Decimal], scale: Decimal) -> dict[str, Decimal]:
    """Where each node begins: columns stand in the middle of the height."""
    tops: dict[str, Decimal] = {}
    for column in {node.column for node in nodes.values()}:
        keys = [key for key, node in nodes.items() if node.column == column]
        y = (1 - sum((_slot(sizes[key] * scale) for key in keys), Decimal(0))) / 2
        for key in keys:
            height = sizes[key] * scale
            tops[key] = y + (_slot(height) - height) / 2
            y += _slot(height)
    return tops


def _bands(
    flows: Sequence[Flow], nodes: dict[str, Node], tops: dict[str, Decimal], scale: Decimal
) -> list[list[Datum]]:
    left, right = dict(tops), dict(tops)
    bands = []
    order = list(nodes)
    for entry in sorted(flows, key=lambda f: (order.index(f.source), order.index(f.target))):
        height = entry.yuan * scale
        y, z = left[entry.source], right[entry.target]
        left[entry.source] += height
        right[entry.target] += height
        source, target = nodes[entry.source], nodes[entry.target]
        told = f"{source.name} → {target.name}：{wan_text(entry.yuan)} 万元"
        tint = source.colour if entry.stage > 1 and source.column != 1 else target.colour
        tint = source.colour if entry.stage == 1 else tint
        points: list[Datum] = []
        for step in range(_STEPS + 1):
            t = Decimal(step) / _STEPS
            eased = t * t * (3 - 2 * t)
            x = source.column + _NODE + (target.column - source.column - _NODE) * t
            top = y + (z - y) * eased
            points.append(
                {
                    "kind": "band",
                    "x": x.quantize(_FINE),
                    "y": top.quantize(_FINE),
                    "y2": (top + height).quantize(_FINE),
                    "colour": tint,
                    "told": told,
                    "hollow": entry.is_hollow,
                }
            )
        bands.append(points)
    return bands


_FINE = Decimal("0.0001")


def _box(key: str, node: Node, top: Decimal, size: Decimal, scale: Decimal) -> Datum:
    bottom = top + size * scale
    return {
        "kind": "node",
        "x": node.column,
        "x2": node.column + _NODE,
        "y": top.quantize(_FINE),
        "y2": bottom.quantize(_FINE),
        "middle": ((top + bottom) / 2).quantize(_FINE),
        "colour": node.colour,
        "name": node.name,
        "amount": wan_text(size),
        "told": f"{node.name}：{wan_text(size)} 万元",
        "key": key,
    }


def _flow_spec(data: list[Datum], last: int) -> dict[str, object]:
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, last + 1], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, 1], reverse=True, nice=False))
    base = alt.Chart(rows_named()).encode(x=x)
    bands = (
        base.transform_filter("datum.kind == 'band'")
        .mark_area(line=False)
        .encode(
            y=y,
            y2=alt.Y2("y2:Q"),
            color=colour(),
            stroke=alt.Stroke("colour:N", scale=None),
            strokeOpacity=when(alt.StrokeOpacityValue, 0, ("datum.hollow", 0.9)),
            fillOpacity=when(alt.FillOpacityValue, 0.38, ("datum.hollow", 0.1)),
            detail=alt.Detail("band:O"),
            tooltip=tooltip(("told", "流向 Flow")),
        )
    )
    nodes = base.transform_filter("datum.kind == 'node'")
    boxes = nodes.mark_rect().encode(
        y=y,
        x2=alt.X2("x2:Q"),
        y2=alt.Y2("y2:Q"),
        color=colour(),
        tooltip=tooltip(("told", "合计 Total")),
    )
    room = alt.ExprRef(f"width / {last + 1} * 0.86")
    names = nodes.mark_text(align="left", dx=5, dy=-7, color=INK, fontSize=12, limit=room).encode(
        x=alt.X("x2:Q"), y=alt.Y("middle:Q", axis=None), text="name:N"
    )
    figures = nodes.mark_text(align="left", dx=5, dy=8, color=INK, fontSize=11).encode(
        x=alt.X("x2:Q"), y=alt.Y("middle:Q", axis=None), text="amount:N"
    )
    return spec([bands, boxes, names, figures], data, _FLOW)

"""Columns of figures in the head of a performance table, and the figures that stand under them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.extraction.performance.text import Field, figure, is_figure, says_nothing
from ingest.vocabulary.performance import Label, vocabulary

_FIGURES = frozenset({"figure", "score"})
_HEADS_A_TABLE = "block"
_WHOLE = "合计"


@dataclass(frozen=True, slots=True)
class Known:
    """A cell and what it is; `label` is None for a cell that labels nothing."""

    cell: Field
    label: Label | None


def are_columns(known: Sequence[Known]) -> bool:
    """Whether a row heads columns of figures: several different ones, and no figure."""
    labels = [each.label for each in known if each.label and each.label.role in _FIGURES]
    heads = {label.text for label in labels if label.place == "column"}
    if heads and _HEADS_A_TABLE in {each.label.role for each in known if each.label}:
        # A part of a sum may stand beside it: 预算支出总额, 财政拨款, 其他资金.
        heads = {label.text for label in labels}
    return len(heads) > 1 and not any(is_figure(each.cell.text) for each in known)


def parted_columns(columns: Sequence[Known], cells: Sequence[Field]) -> list[Known]:
    """The columns that a row right below splits: 财政拨款 over 合计, 基本支出 and 项目支出.

    Returns:
        All columns in order; none where the row does not split them.
    """
    below = vocabulary().below
    labels = [below.get(cell.text.folded) for cell in cells]
    if len(cells) <= 1:
        return []
    parts: list[Known] = []
    for cell, label in zip(cells, labels, strict=True):
        over = [c for c in columns if c.label and c.cell.column <= cell.column]
        if label is None or not over or over[-1].label is None:
            return []
        parts.append(Known(cell, _part(over[-1].label, label)))
    first = min(cell.column for cell in cells)
    whole = [c for c in columns if c.cell.column < first and not _is_parted(c, columns, first)]
    return [*whole, *parts]


def _is_parted(column: Known, columns: Sequence[Known], first: int) -> bool:
    """Whether the first of the parts stands under a column that begins before it."""
    return column.cell.column == max(c.cell.column for c in columns if c.cell.column <= first)


def _part(over: Label, label: Label) -> Label:
    """The label of a column below another: the whole is what the heading above it says."""
    name = over.text if label.text == _WHOLE else f"{over.text}/{label.text}"
    return replace(over, standard=name, phase=label.phase)


def is_row_of_figures(known: Sequence[Known]) -> bool:
    """Whether a row is one of words and then of several figures."""
    kinds = [is_figure(k.cell.text) for k in known if not says_nothing(k.cell.text)]
    runs = [kind for kind, _ in groupby(kinds)]
    first = known[0].label
    is_total = first is not None and first.role == "total_score"
    return not is_total and runs in ([True], [False, True]) and sum(kinds) > 1


def columns_of(cells: Sequence[Field], columns: Sequence[Known]) -> list[tuple[Known, Field]]:
    """The column of each figure: by order where the counts agree, else by its place.

    Figures that stand together off their headings are moved together, as little as can be;
    where that leaves two ways, none is taken.
    """
    heads = [c for c in columns if c.label and c.label.role in _FIGURES | {"points"}]
    if len(heads) == len(cells):
        pairs = list(zip(heads, cells, strict=True))
        return pairs if all(map(_suits, pairs)) else []
    ways: dict[int, list[tuple[Known, Field]]] = {}
    for shift in range(-len(heads), len(heads) + 1):
        at = {head.cell.column + shift: head for head in heads}
        pairs = [(at[cell.column], cell) for cell in cells if cell.column in at]
        if len(pairs) == len(cells) and all(map(_suits, pairs)):
            ways[shift] = pairs
    least = min(map(abs, ways), default=0)
    nearest = [pairs for shift, pairs in ways.items() if abs(shift) == least]
    return nearest[0] if len(nearest) == 1 else []


def _suits(pair: tuple[Known, Field]) -> bool:
    """Whether a figure can stand under a heading: per cents under rates alone."""
    head, cell = pair
    found = figure(cell.text)
    metric = head.label.metric if head.label else None
    return found is not None and (found[1] != "%" or metric in {"completion_rate", "share"})

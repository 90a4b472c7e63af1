"""Headings of flattened tables: words in a row, parted into segments of slots without columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, dropwhile, pairwise

from ingest.model import Cell
from ingest.normalise import fold, parse_amount
from ingest.tables.codes import is_flat_code
from ingest.tables.columns import Named, nested_slots
from ingest.tables.headings import SIDES, split_headings
from ingest.tables.model import Context, Segment
from ingest.tables.titles import is_number
from ingest.vocabulary import measure_identities, row_kinds

_UNIT_LINE = re.compile(r"(?:单位|部门|编制单位)[^:]{0,6}:|(?:金额)?单位:")
_LONGEST_NUMBERING = 3
"""Column numbers and the class of a code have up to three digits; a bare amount has more."""
ORDINAL_START = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]")


@dataclass(frozen=True, slots=True)
class Heads:
    """What the headings say: the segments, which of them number their rows, and words unknown.

    `coded` is whether any of them names codes; without, a number before words is no code.
    """

    segments: tuple[Segment, ...]
    numbered: tuple[bool, ...]
    coded: bool
    unknown: tuple[Cell, ...]


def is_row(tokens: Sequence[Cell]) -> bool:
    """A line that can be no heading: it has an amount, or begins as the lines of a summary do."""
    if ORDINAL_START.match(tokens[0].text):
        return True
    if _UNIT_LINE.match("".join(fold(token.text) for token in tokens)):
        return False
    behind = list(dropwhile(lambda token: is_flat_code(fold(token.text)), tokens))
    numbers = [fold(token.text) for token in behind if parse_amount(token.text) is not None]
    if not numbers or _numbers_columns(numbers):
        return False
    amounts = [n for n in numbers if not n.isdigit() or len(n) > _LONGEST_NUMBERING]
    label = "".join(fold(token.text) for token in behind if fold(token.text) not in numbers)
    return bool(amounts) or row_kinds().get(label) == "total"


def _numbers_columns(numbers: Sequence[str]) -> bool:
    """Whether numbers are those of a numbering row: 1, 2, 3, ... and perhaps 1, 2, ... again."""
    values = [int(n) for n in numbers if n.isdigit()]
    runs = all(b in {a + 1, 1} for a, b in pairwise(values))
    return len(values) == len(numbers) and values[0] == 1 and runs


def read_heads(lines: Sequence[Sequence[Cell]], context: Context) -> Heads:
    """Read the lines of words above the rows."""
    tokens = [token for line in lines for token in line]
    named = [line for line in lines if not is_number("".join(fold(t.text) for t in line))]
    texts = ["".join(fold(t.text) for t in line if not t.text.isdigit()) for line in named]
    texts = [text for text in texts if not _UNIT_LINE.match(text)]
    breaks = set(accumulate(len(text) for text in texts))
    pieces = split_headings("".join(texts), context.table_type, breaks)
    known = [(text, term) for text, term in pieces if term]
    groups = _side_by_side(known)
    sides = [SIDES[text] for text, _ in pieces if text in SIDES]
    segments = tuple(
        Segment(
            index,
            sides[index] if len(sides) == len(groups) > 1 else None,
            nested_slots([g for g in _in_place(group) if g[1].role == "measure"], context),
            0,
            0,
        )
        for index, group in enumerate(groups)
    )
    numbered = tuple(any(term.role == "row_no" for _, term in group) for group in groups)
    unknown = tuple(
        Cell(-1, text, tokens[0].page, tokens[0].line, tokens[0].char)
        for text, term in pieces
        if term is None and tokens and text not in context.unit_names
    )
    coded = any(term.role == "code" for _, term in known)
    return Heads(segments, numbered, coded, unknown)


def _in_place(group: Sequence[Named]) -> list[Named]:
    """Headings with the columns of a plain group brought to where the group stands.

    Where 本年支出 stands between two headings, and 小计 基本支出 项目支出 in the line below, these
    stand under it, as it has no measure of its own. A group that has one takes its columns in
    `nest`.
    """
    measures = [term.measure for _, term in group]
    if "subtotal" not in measures:
        return list(group)
    at = measures.index("subtotal")
    place = max((i for i in range(at) if group[i][1].role == "group"), default=at)
    parts = {
        i.part for i in measure_identities() if i.whole in measures[:at] and i.whole != "total"
    }
    is_owned = bool(parts.intersection(measures[at + 1 : at + 2]))
    if is_owned or not any(measures[place + 1 : at]):
        return list(group)
    return [*group[:place], *group[at:], *group[place + 1 : at]]


def _side_by_side(known: Sequence[Named]) -> list[list[Named]]:
    """Part headings into the groups that stand side by side, as a naming heading that repeats.

    What stands before the first one names the groups: each its own, and the last all that are left.
    """
    naming = [text for text, term in known if term.role in {"code", "label"} and len(text) > 1]
    marker = next((text for text in naming if naming.count(text) > 1), None)
    starts = [i for i, (text, _) in enumerate(known) if text == marker]
    if not starts:
        return [list(known)]
    ends = [*starts[1:], len(known)]
    groups = [list(known[a:b]) for a, b in zip(starts, ends, strict=True)]
    if not all(_has_measure(group) for group in groups):
        return [list(known)]
    over = [item for item in known[: starts[0]] if item[1].role == "measure"]
    if not over:
        return groups
    return [
        [over[min(index, len(over) - 1)], *(i for i in group if not _is_plain(i))]
        for index, group in enumerate(groups)
    ]


def _is_plain(item: Named) -> bool:
    """A heading of figures that says nothing of what they measure: 金额, 预算数, 决算数."""
    return item[1].measure == "total"


def _has_measure(group: Sequence[Named]) -> bool:
    return any(term.role == "measure" for _, term in group)

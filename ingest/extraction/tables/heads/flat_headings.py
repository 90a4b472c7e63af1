"""Headings of flattened tables: words in a row, split into segments of slots without columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, dropwhile, groupby, pairwise

from ingest.base.ordinals import has_chinese_ordinal
from ingest.extraction.tables.heads.renesting import Named, nested_slots
from ingest.extraction.tables.model import Context, Segment
from ingest.extraction.tables.words.codes import is_flat_code
from ingest.extraction.tables.words.headings import SIDES, of_time, side_of, split_headings
from ingest.extraction.tables.words.titles import is_number
from ingest.reading.model import NO_COLUMN, Cell
from ingest.vocabulary.headings import HeadingTerm, row_kinds
from ingest.vocabulary.identities import measure_identities

_UNIT_LINE = re.compile(
    r"(?:编制|填制|填报|报送|公开|预算|主管)?(?:单位|部门)[^:]{0,6}:|(?:金额)?单位:"
)
"""The line that says who made a table and its unit of money: 编制部门:... 单位:元."""

_LEAST_NAME = 4
_LONGEST_NUMBERING = 3
"""Column numbers and the class of a code have up to three digits; a bare amount has more."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What the headings say: the segments, which of them number their rows, and words unknown.

    `coded` is whether any of them names codes; without, a number before words is not a code.
    """

    segments: tuple[Segment, ...]
    numbered: tuple[bool, ...]
    coded: bool
    unknown: tuple[Cell, ...]


def is_row(tokens: Sequence[Cell]) -> bool:
    """A line that can be no heading: it has an amount, or begins as the lines of a summary do."""
    if has_chinese_ordinal(tokens[0].folded):
        return True
    if _UNIT_LINE.match(_joined(tokens)):
        return False
    behind = list(dropwhile(lambda token: is_flat_code(token.folded), tokens))
    numbers = [token.folded for token in behind if token.amount is not None]
    if not numbers or _numbers_columns(numbers):
        return False
    amounts = [n for n in numbers if not n.isdigit() or len(n) > _LONGEST_NUMBERING]
    label = "".join(token.folded for token in behind if token.folded not in numbers)
    # A word of its own with figures after it, however small: 公务接待费 5 4.
    is_named = len(label) >= _LEAST_NAME and len(behind) == 1 + len(numbers)
    return bool(amounts) or row_kinds().get(label) == "total" or is_named


def _numbers_columns(numbers: Sequence[str]) -> bool:
    """Whether numbers are those of a numbering row: 1, 2, 3, ... and perhaps 1, 2, ... again."""
    values = [int(n) for n in numbers if n.isdigit()]
    runs = all(b in {a + 1, 1} for a, b in pairwise(values))
    return len(values) == len(numbers) and values[0] == 1 and runs


def read_heads(lines: Sequence[Sequence[Cell]], context: Context) -> Heads:
    """Read the lines of words above the rows."""
    named = [line for line in lines if not is_number(_joined(line))]
    words = [[t for t in line if not t.text.isdigit()] for line in named]
    words = [line for line in words if not _UNIT_LINE.match(_joined(line))]
    texts = [_joined(line) for line in words]
    breaks = set(accumulate(len(text) for text in texts))
    ends = list(accumulate(len(word.folded) for line in words for word in line))
    spans = dict(zip([0, *ends], ends, strict=False))
    year = context.fiscal_year if _name_other_years(words, context) else None
    pieces = split_headings("".join(texts), context.table_type, breaks, spans, year)
    known = [(text, term) for text, term in pieces if term]
    groups, over = _side_by_side(known)
    sides = over or _once(SIDES[text] for text, _ in pieces if text in SIDES)
    cells = list(_placed(pieces, words))
    line_of = {cell.text: cell.line for cell in reversed(cells)}
    slots = [
        nested_slots([g for g in _in_place(group) if g[1].role == "measure"], context)
        for group in groups
    ]
    segments = tuple(
        Segment(
            index,
            sides[index] if len(sides) == len(groups) > 1 else None,
            own,
            0,
            0,
            tuple(line_of.get(slot.heading) for slot in own),
        )
        for index, own in enumerate(slots)
    )
    numbered = tuple(any(term.role == "row_no" for _, term in group) for group in groups)
    unknown = tuple(
        cell
        for cell, (text, term) in zip(cells, pieces, strict=True)
        if term is None and text not in context.unit_names
    )
    coded = any(term.role == "code" for _, term in known)
    return Heads(segments, numbered, coded, unknown)


def _name_other_years(words: Sequence[Sequence[Cell]], context: Context) -> bool:
    """Whether a word names the phase of another year than the document's: 2017年预算数."""
    named = (
        of_time(word.folded, context.table_type, context.fiscal_year)
        for line in words
        for word in line
    )
    return any(term is not None and term.year is not None for term in named)


def _joined(line: Sequence[Cell]) -> str:
    return "".join(token.folded for token in line)


def _placed(
    pieces: Sequence[tuple[str, HeadingTerm | None]], words: Sequence[Sequence[Cell]]
) -> Iterator[Cell]:
    """Each piece of the heading text as a cell, at the word and character where it begins."""
    chars = [(word, at) for line in words for word in line for at in range(len(word.folded))]
    begins = accumulate((len(text) for text, _ in pieces), initial=0)
    for (text, _), begin in zip(pieces, begins, strict=False):
        word, at = chars[begin]
        yield Cell.of(NO_COLUMN, text, word.page, word.line, word.char + at)


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


def _side_by_side(known: Sequence[Named]) -> tuple[list[list[Named]], list[str]]:
    """Split headings into the groups that stand side by side, by the naming heading that repeats.

    What stands before the first one names the groups: each its own, and the last all that are
    left. Where it says the sides (财政拨款收入, 财政拨款支出), it measures nothing.

    Returns:
        The groups, and the side of each where the headings over them say it.
    """
    naming = [text for text, term in known if term.role in {"code", "label"} and len(text) > 1]
    marker = next((text for text in naming if naming.count(text) > 1), None)
    starts = [i for i, (text, _) in enumerate(known) if text == marker]
    own = [] if starts else _sides_named(known)
    starts = starts or own
    if not starts:
        return [list(known)], []
    ends = [*starts[1:], len(known)]
    groups = [list(known[a:b]) for a, b in zip(starts, ends, strict=True)]
    if not all(_has_measure(group) for group in groups):
        return [list(known)], []
    if own:
        return groups, [SIDES[known[i][0][: len("收入")]] for i in own]
    sides = _once(side for text, _ in known[: starts[0]] if (side := side_of(text)))
    if len(sides) == len(groups) == len(set(sides)):
        return groups, sides
    over = [item for item in known[: starts[0]] if item[1].role == "measure"]
    if not over:
        return groups, []
    named = [
        [over[min(index, len(over) - 1)], *(i for i in group if not _is_plain(i))]
        for index, group in enumerate(groups)
    ]
    return named, []


def _sides_named(known: Sequence[Named]) -> list[int]:
    """Where headings of names begin that are of one side each: 收入项目 预算数 支出项目 预算数."""
    starts = [i for i, (text, term) in enumerate(known) if term.role == "label" and _begins(text)]
    return starts if len({known[i][0][:2] for i in starts}) > 1 else []


def _begins(text: str) -> bool:
    """Whether a heading of names begins with its side."""
    return text[: len("收入")] in SIDES


def _once(sides: Iterable[str]) -> list[str]:
    """The sides in order, each once where a heading is printed over every column it spans."""
    return [side for side, _ in groupby(sides)]


def _is_plain(item: Named) -> bool:
    """A heading of figures that says nothing of what they measure: 金额, 预算数, 决算数."""
    return item[1].measure == "total"


def _has_measure(group: Sequence[Named]) -> bool:
    return any(term.role == "measure" for _, term in group)

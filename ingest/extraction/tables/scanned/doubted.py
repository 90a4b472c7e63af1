"""Rows of scans of which it is in doubt what class they are: their amounts are in no fact.

A digit of a code that is misread makes another class of it. The name beside it tells: it bears the
code out that is one of its own, or of the name that is most like it. Of any other code the
recogniser must be sure, on a page that is not poor; publishers do print codes of other names. What
stands under the heading of codes and is none was one that could not be read. Where rules are lost,
rows are torn: they have no name, no code, or the names of several. And what tells a row of figures
from one of numbers of columns, a unit's total from a line, or revenue from spending may be lost.
"""

from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from ingest.base.text import label_key
from ingest.extraction.tables.model import Doubt, Row, Segment
from ingest.extraction.tables.scanned.recognised import SURE
from ingest.extraction.tables.words.codes import CodedLabel, is_code_token
from ingest.extraction.tables.words.headings import THREE_PUBLIC
from ingest.reading.model import Cell
from ingest.vocabulary.classes import codes_by_name

UNREAD = "\ufffd"
"""What stands for the part of a code that could not be read."""

_CERTAIN = 0.999
"""Confidence under which a code is in doubt that its name contradicts."""

_MOSTLY = 0.5
"""Of the lines of a table, how many have a code where all do."""

_SOME = 0.1
"""Of the rows of a table, how many are torn where no row of it is sure."""

_SHORTEST = 2
"""Characters of a name."""

_FEW = 5
_ALIKE = 0.6
"""How like a name is at least to one that was misread: of five characters two may be others."""

_NUMBERED = 2
"""Columns from which on a row may number them."""

_UNIT_ALIKE = 0.8
"""How like a line's name is to that of a unit where it may be the unit's, misread."""

_OF_BOTH_SIDES = {"revenue_expenditure_summary", "appropriation_summary"}
"""Types of tables that have revenue on one side and spending on the other."""


def doubt_of(
    code: str | None, label: Cell | None, named: CodedLabel, under_code: Sequence[Cell]
) -> Doubt:
    """When it is in doubt of which class a line of a scan is.

    Args:
        code: The code of the line, as printed.
        label: The cell that names it.
        named: What that cell says.
        under_code: The other cells that stand under headings of codes.
    """
    cells = [*under_code, label] if label and named.code else under_code
    if code is None:
        return "always" if any(cell.confidence is not None for cell in cells) else "if_poor"
    digits = code.replace(" ", "")
    name = label_key(named.name)
    codes = codes_by_name().get(name) or _codes_like(name)
    if digits.startswith(tuple(codes)):
        return "never"
    least = min((cell.confidence for cell in cells if cell.confidence is not None), default=1.0)
    return "always" if least < (_CERTAIN if codes else SURE) else "if_poor"


def with_doubted_rows(
    rows: Sequence[Row], segments: Sequence[Segment], table_type: str | None
) -> list[Row]:
    """The rows of a table, those of a scan in doubt of which it is not told what they are.

    Args:
        rows: The rows of the table.
        segments: Its groups of columns.
        table_type: Its type.
    """
    own = [row for row in rows if row.figures and row.figures[0].cell.confidence is not None]
    units = {label_key(row.label) for row in own if row.kind == "unit" and row.label}
    sideless = _sideless(segments) if table_type in _OF_BOTH_SIDES else set()
    doubted = _torn(own, table_type) | {
        id(row)
        for row in own
        if row.segment in sideless or _is_numbering(row) or _may_be_of_unit(row, units)
    }
    return [row._replace(doubt="always") if id(row) in doubted else row for row in rows]


def _sideless(segments: Sequence[Segment]) -> set[int]:
    """The groups of columns that may be of revenue, where no heading says which one is."""
    if any(segment.side == "revenue" for segment in segments):
        return set()
    return {segment.index for segment in segments if segment.side is None}


def _is_numbering(row: Row) -> bool:
    """Whether figures are 1, 2, 3 from the left, as numbers of columns are, whatever names them."""
    read = [cell.folded for cell in sorted((f.cell for f in row.figures), key=lambda c: c.column)]
    return len(read) >= _NUMBERED and read == [str(n) for n in range(1, len(read) + 1)]


def _may_be_of_unit(row: Row, units: Collection[str]) -> bool:
    """Whether the name of a line is nearly that of a unit whose total the table has, too."""
    if row.kind != "line" or row.label is None:
        return False
    return bool(get_close_matches(label_key(row.label), units, n=1, cutoff=_UNIT_ALIKE))


def _torn(own: Sequence[Row], table_type: str | None) -> set[int]:
    """The rows (by identity) that have lost their name or code.

    Where rules are lost, as on a fax, a cell holds what is printed in several, and others nothing;
    where that is so of more than a few rows, headings may be lost as well, and all are in doubt. A
    table of 三公 spending may name its items by its columns alone.
    """
    lines = [row for row in own if row.kind == "line" and row.label]
    is_coded = sum(row.code is not None for row in lines) > _MOSTLY * len(lines)
    torn = {
        id(row)
        for row in own
        if (row.label is None and (lines or THREE_PUBLIC not in (table_type or "")))
        or (row.kind == "line" and row.code is None and is_coded)
        or (row.label is not None and _is_run_of_names(label_key(row.label)))
    }
    return {id(row) for row in own} if len(torn) > max(_SOME * len(own), 1) else torn


@lru_cache(maxsize=8192)
def _is_run_of_names(key: str) -> bool:
    """Whether a name is the names of several classes, one behind the other."""
    names = codes_by_name()
    if key in names:
        return False
    reached = {0}
    for end in range(_SHORTEST, len(key) + 1):
        if any(key[begin:end] in names for begin in reached if end - begin >= _SHORTEST):
            reached.add(end)
    return len(key) in reached


@lru_cache(maxsize=1024)
def _codes_like(name: str) -> tuple[str, ...]:
    """The codes of the classes whose names are most like one that was misread; none if none is."""
    names = codes_by_name()
    alike = get_close_matches(name, names, n=_FEW, cutoff=_ALIKE)
    matcher = SequenceMatcher(b=name)
    ratios = {}
    for other in alike:
        matcher.set_seq1(other)
        ratios[other] = matcher.ratio()
    best = max(ratios.values(), default=0.0)
    return tuple(
        sorted(c for other, ratio in ratios.items() if ratio == best for c in names[other])
    )


def forget_unread(cells: Sequence[Cell], columns: Mapping[int, int], parts: dict[int, str]) -> None:
    """Note that a part of a code could not be read, so that no line below takes an older one.

    Args:
        cells: The cells of a row.
        columns: The columns that hold one part of a code each, with its level.
        parts: The parts that were printed last, by level.
    """
    for cell in cells:
        level = columns.get(cell.column)
        is_unread = level is not None and cell.confidence is not None
        if level is not None and is_unread and not is_code_token(cell.folded):
            for lower in [own for own in parts if own >= level]:
                del parts[lower]
            parts[level] = UNREAD

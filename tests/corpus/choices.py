"""Which lines of a flattened table can be read in one way only, found by trying all ways.

Blank cells vanish in flattened text, so that two figures under three headings may stand in several
columns. A line is forced where the sums across it, and the sums of the lines under a forced line,
leave one way. It is found here without any of the searches that extraction uses, and says less:
what other tables prove is not looked at.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product
from math import prod

from ingest.extraction.tables.model import Slot, Value
from ingest.extraction.tables.placing.identities import BLANK, SlotIdentity, agrees, slot_identities
from tests.corpus.model import Line, Part, Table

Way = tuple[int, ...]
"""The column of each figure of a line."""

_MOST = 4096
"""Ways to print lines together that are looked at; of more than these nothing is said."""


def forced(table: Table) -> set[int]:
    """The lines, by identity of the object, whose figures can stand in one way only."""
    return {id(line) for part in table.parts for line in _forced_of(part, table.table_type)}


def _forced_of(part: Part, table_type: str) -> Iterator[Line]:
    slots = [Slot(n, None, c.measure, c.phase, "") for n, c in enumerate(part.columns)]
    identities = slot_identities(slots, table_type)
    lines = [line for line in part.lines if any(line.cells)]
    known = {}
    for line in lines:
        ways = list(_ways(line, identities, range(len(slots))))
        if len(ways) == 1 or None not in line.cells:
            known[id(line)] = _printed(line)
    for parent, children in _families(lines):
        if id(parent) in known:
            _settle(parent, children, identities, known)
    yield from (line for line in lines if id(line) in known)


def _printed(line: Line) -> Way:
    return tuple(n for n, cell in enumerate(line.cells) if cell is not None)


def _values(line: Line) -> list[Value]:
    found = (Decimal(cell.replace(",", "")) for cell in line.cells if cell is not None)
    return [Value(v, Decimal(1).scaleb(int(v.as_tuple().exponent))) for v in found]


def _ways(line: Line, identities: Sequence[SlotIdentity], columns: Sequence[int]) -> Iterator[Way]:
    """Every way to give a line's figures to columns, in order, under which it adds across."""
    values = _values(line)
    for way in combinations(columns, len(values)):
        placed = dict(zip(way, values, strict=True))
        if all(
            agrees(placed.get(i.whole, BLANK), [placed.get(p, BLANK) for p in i.parts])
            for i in identities
        ):
            yield way


def _families(lines: Sequence[Line]) -> Iterator[tuple[Line, list[Line]]]:
    """The total over the uppermost lines, then each code over those right under it."""
    coded = {(line.code or "").replace(" ", ""): line for line in lines if line.code}
    parents = {
        code: next((code[:n] for n in range(len(code) - 1, 0, -1) if code[:n] in coded), None)
        for code in coded
    }
    total = next((line for line in lines if line.kind == "total"), None)
    tops = [coded[code] for code, parent in parents.items() if parent is None]
    if total is not None:
        yield total, tops or [line for line in lines if line.kind == "line"]
    for code in sorted(coded, key=len):
        if children := [coded[c] for c, parent in parents.items() if parent == code]:
            yield coded[code], children


def _settle(
    parent: Line,
    children: Sequence[Line],
    identities: Sequence[SlotIdentity],
    known: dict[int, Way],
) -> None:
    """Note the children that stand alike in every way in which the columns add up."""
    target = dict(zip(known[id(parent)], _values(parent), strict=True))
    choices = [
        [known[id(child)]] if id(child) in known else list(_ways(child, identities, sorted(target)))
        for child in children
    ]
    if not children or prod(map(len, choices)) > _MOST:
        return
    values = [_values(child) for child in children]
    solutions = [ways for ways in product(*choices) if _adds_up(ways, values, target)]
    for number, child in enumerate(children):
        if len({ways[number] for ways in solutions}) == 1:
            known.setdefault(id(child), _printed(child))


def _adds_up(
    ways: Sequence[Way], values: Sequence[Sequence[Value]], target: dict[int, Value]
) -> bool:
    columns: dict[int, list[Value]] = {column: [] for column in target}
    for way, own in zip(ways, values, strict=True):
        for column, value in zip(way, own, strict=True):
            columns.setdefault(column, []).append(value)
    return all(agrees(target.get(column, BLANK), parts) for column, parts in columns.items())

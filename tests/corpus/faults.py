"""Faults as sources print them, put into the tables of a disclosure and noted with their place."""

from collections.abc import Callable
from random import Random

from tests.corpus.model import Disclosure, Fault, Line, Part, Table
from tests.corpus.register import functional_name

_TOTALS = {"total", "subtotal"}
_ITEM = 7
_FUNCTIONAL = {
    "expenditure_statement",
    "general_budget_expenditure",
    "revenue_statement",
}
_CODED = {*_FUNCTIONAL, "general_budget_basic_expenditure"}


def _note(  # noqa: PLR0913, PLR0917 - what a note is made of
    kind: str,
    table: Table,
    line: Line | None,
    measure: str | None,
    was: str | None,
    now: str | None,
) -> Fault:
    code, label = (line.code, line.label) if line else (None, None)
    return Fault(kind, table.table_type, code, label, measure, now, was)


def _coded_lines(table: Table, length: int | None = None) -> list[tuple[Part, Line]]:
    """The lines with a code and a figure; where a length is given, with such a code."""
    return [
        (part, line)
        for part in table.parts
        for line in part.lines
        if line.code and any(line.cells)
        if length is None or len(line.code.replace(" ", "")) == length
    ]


def _cells(line: Line) -> list[int]:
    return [index for index, cell in enumerate(line.cells) if cell and _is_above_zero(cell)]


def _is_above_zero(cell: str) -> bool:
    return any(char in "123456789" for char in cell)


def wrong_digit(table: Table, random: Random) -> Fault | None:
    """One digit of a figure is another one."""
    lines = [(p, line) for p, line in _coded_lines(table) if _cells(line)]
    if not lines:
        return None
    part, line = random.choice(lines)
    index = random.choice(_cells(line))
    was = line.cells[index] or ""
    at = random.choice([i for i, char in enumerate(was) if char.isdigit()])
    # A leading zero would be no figure as printed.
    other = random.choice([d for d in "123456789" if d != was[at]])
    line.cells[index] = was[:at] + other + was[at + 1 :]
    return _note("wrong_digit", table, line, part.columns[index].measure, was, line.cells[index])


def dropped_row(table: Table, random: Random) -> Fault | None:
    """A line is left out; its sums still count it."""
    lines = _coded_lines(table, _ITEM)
    if not lines or len(table.parts) > 1:
        return None
    part, line = random.choice(lines)
    part.lines.remove(line)
    return _note("dropped_row", table, line, None, line.cells[0], None)


def swapped_rows(table: Table, random: Random) -> Fault | None:
    """Two neighbouring lines have each other's figures."""
    pairs = [
        (one, other)
        for (_, one), (_, other) in zip(
            _coded_lines(table, _ITEM), _coded_lines(table, _ITEM)[1:], strict=False
        )
        if one.cells != other.cells and one.code != other.code
    ]
    if not pairs or len(table.parts) > 1:
        return None
    one, other = random.choice(pairs)
    one.cells, other.cells = other.cells, one.cells
    return _note("swapped_rows", table, one, None, other.cells[0], one.cells[0])


def unit_slip(table: Table, random: Random) -> Fault | None:
    """A figure in 元 among figures in 万元: ten thousand times as large."""
    lines = [(p, line) for p, line in _coded_lines(table) if _cells(line)]
    if not lines:
        return None
    part, line = random.choice(lines)
    index = random.choice(_cells(line))
    was = line.cells[index] or ""
    digits = was.replace(",", "").replace(".", "")
    places = len(was.partition(".")[2])
    line.cells[index] = f"{int(digits) * 10_000 / 10**places:.{places}f}"
    return _note("unit_slip", table, line, part.columns[index].measure, was, line.cells[index])


def blank_parent(table: Table, random: Random) -> Fault | None:
    """A class is printed without its figures."""
    lines = _coded_lines(table, len("201"))
    if not lines or len(table.parts) > 1 or table.table_type not in _CODED:
        return None
    _, line = random.choice(lines)
    was = line.cells[0]
    line.cells = [None] * len(line.cells)
    return _note("blank_parent", table, line, None, was, None)


def wrong_total(table: Table, random: Random) -> Fault | None:
    """The total of a table is another one."""
    lines = [
        (p, line) for p in table.parts for line in p.lines if line.kind in _TOTALS and _cells(line)
    ]
    if not lines:
        return None
    part, line = random.choice(lines)
    index = _cells(line)[0]
    was = line.cells[index] or ""
    at = next(i for i, char in enumerate(was) if char in "123456789")
    line.cells[index] = was[:at] + str(int(was[at]) % 9 + 1) + was[at + 1 :]
    return _note("wrong_total", table, line, part.columns[index].measure, was, line.cells[index])


def code_of_another(table: Table, random: Random, year: int) -> Fault | None:
    """A line has the name of another code."""
    lines = _coded_lines(table, _ITEM)
    if len(lines) < len("12") or table.table_type not in _FUNCTIONAL:
        return None
    (_, line), (_, other) = random.sample(lines, 2)
    if line.label == other.label:
        return None
    was = functional_name((line.code or "").replace(" ", ""), year)
    line.label = other.label
    line.names = (*line.names[:-1], other.label or "")
    return _note("code_of_another", table, line, None, was, other.label)


def missing_table(table: Table, _: Random) -> Fault | None:
    """The contents announce a table that is not there."""
    if table.is_empty:
        return None
    table.is_missing = True
    return _note("missing_table", table, None, None, None, None)


_KINDS: tuple[Callable[[Table, Random], Fault | None], ...] = (
    wrong_digit,
    dropped_row,
    swapped_rows,
    unit_slip,
    blank_parent,
    wrong_total,
    missing_table,
)


def inject(disclosure: Disclosure, random: Random, number: int) -> None:
    """Put up to this many faults into a disclosure, each into a table that has none yet."""
    free = [table for table in disclosure.tables if not table.is_empty]
    random.shuffle(free)
    for table in free[:number]:
        kind = random.randrange(len(_KINDS) + 1)
        fault = (
            _KINDS[kind](table, random)
            if kind < len(_KINDS)
            else code_of_another(table, random, disclosure.year)
        )
        if fault:
            disclosure.faults.append(fault)

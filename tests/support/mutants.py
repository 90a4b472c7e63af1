"""Documents with one thing wrong: single figures, rows and units changed at random in real rows."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import duckdb

Cell = tuple[int, int, int]
"""A table, a row and a column."""
_MONEY = {"元", "千元", "万元", "亿元"}
RowName = tuple[str | None, str | None, str, int | None, str | None]
"""What a row is: its code, label, kind, depth, and line of the summary form."""


@dataclass(frozen=True)
class Amount:
    """An amount of a table as extracted, with its key in the warehouse."""

    cell: Cell
    side: str | None
    row: RowName
    text: str
    key: str


@dataclass(frozen=True)
class Statement:
    """A figure of the text as extracted, with its key in the warehouse."""

    number: int
    value: str
    unit: str | None
    key: str


@dataclass(frozen=True)
class Document:
    """The figures of one document and the checks that each of them stands under.

    A check within a row says nothing of the row's name.
    """

    document_id: str
    amounts: Sequence[Amount]
    statements: Sequence[Statement]
    checks_of: dict[str, frozenset[tuple[str, str]]]
    within_rows: frozenset[str]

    def is_checked(self, key: str) -> bool:
        """Whether the figure takes part in any check."""
        return key in self.checks_of


@dataclass
class Mutant:
    """One change: which cells, statements or rows are other than in the document."""

    kind: str
    said: str
    cells: dict[Cell, str] = field(default_factory=dict)
    statements: dict[int, str] = field(default_factory=dict)
    rows: dict[tuple[int, int, str | None], RowName] = field(default_factory=dict)
    dropped: tuple[int, int, str | None] | None = None
    is_checked: bool = True
    figure: tuple[str, str, str] | None = None
    """The key of the one figure that is other, its text and its new text."""
    absent: tuple[str, ...] = ()
    """The keys of the figures that are not there any more."""


def documents(connection: duckdb.DuckDBPyConnection) -> list[Document]:
    """Every document of a warehouse that has checks."""
    checks: dict[str, dict[str, set[tuple[str, str]]]] = {}
    for document_id, figure_id, check_id, place in connection.execute(
        """
        select document_id, figure_id, check_id, term_role || ' ' || weight::varchar
        from steps.intermediate.int_checks__terms where figure_id is not null
        union all
        select document_id, unnest(string_split(evidence_figure_ids, ' ')), check_id, 'rate'
        from steps.intermediate.int_checks__narrative_arithmetic where status <> 'not_checkable'
        """
    ).fetchall():
        checks.setdefault(document_id, {}).setdefault(figure_id, set()).add((check_id, place))
    within_rows = frozenset(
        check_id
        for (check_id,) in connection.execute(
            """
            select distinct check_id from steps.intermediate.int_checks__terms
            where check_class = 'row_identity' or rule_id in ('formula_column', 'parts_blank')
            """
        ).fetchall()
    )
    return [
        Document(
            document_id,
            list(_amounts(connection, document_id)),
            list(_statements(connection, document_id)),
            {key: frozenset(found) for key, found in sorted(of_document.items())},
            within_rows,
        )
        for document_id, of_document in sorted(checks.items())
    ]


def _amounts(connection: duckdb.DuckDBPyConnection, document_id: str) -> Iterator[Amount]:
    for *cell, side, code, label, kind, depth, line_code, text, key in connection.execute(
        """
        select table_index, row_no, column_no, side, code_printed, label_printed, row_kind,
            row_depth, line_code, printed_text, amount_id
        from staging.stg_raw__amounts where document_id = ?
        order by table_index, row_no, column_no
        """,
        [document_id],
    ).fetchall():
        name = (code, label, kind, depth, line_code)
        yield Amount((cell[0], cell[1], cell[2]), side, name, text, key)


def _statements(connection: duckdb.DuckDBPyConnection, document_id: str) -> Iterator[Statement]:
    for row in connection.execute(
        """
        select raw.statement_no, raw.value_text, raw.unit, staged.statement_id
        from raw.statements as raw
        inner join staging.stg_raw__statements as staged using (document_id, statement_no)
        where document_id = ? order by statement_no
        """,
        [document_id],
    ).fetchall():
        yield Statement(*row)


def mutate(document: Document, counts: dict[str, int], seed: int) -> list[Mutant]:
    """As many mutants of each kind as asked for; the same seed gives the same mutants."""
    # The seed makes the run repeatable; nothing here is a secret.
    chance = random.Random(f"{document.document_id} {seed}")  # noqa: S311
    return [
        mutant
        for kind, count in counts.items()
        for mutant in (_KINDS[kind](document, chance) for _ in range(count))
    ]


def _digit_of_amount(document: Document, chance: random.Random) -> Mutant:
    amount = chance.choice(document.amounts)
    text = _other_digit(amount.text, chance)
    return Mutant(
        "digit of an amount",
        f"{amount.cell} {amount.text} -> {text}",
        cells={amount.cell: text},
        is_checked=document.is_checked(amount.key),
        figure=(amount.key, amount.text, text),
    )


def _digit_of_statement(document: Document, chance: random.Random) -> Mutant:
    statement = chance.choice(document.statements)
    text = _other_digit(statement.value, chance)
    return Mutant(
        "digit of a statement",
        f"{statement.number} {statement.value} -> {text}",
        statements={statement.number: text},
        is_checked=document.is_checked(statement.key),
        figure=(statement.key, statement.value, text),
    )


def _other_digit(text: str, chance: random.Random) -> str:
    place = chance.choice([n for n, char in enumerate(text) if char.isdigit()])
    digit = chance.choice([d for d in "0123456789" if d != text[place]])
    return text[:place] + digit + text[place + 1 :]


def _slip(document: Document, chance: random.Random) -> Mutant:
    """Ten thousand times an amount: yuan printed where the table or the text has 万元."""
    figures = [("cell", a.cell, a.text, a.key) for a in document.amounts]
    money = [s for s in document.statements if s.unit in _MONEY]
    figures += [("statement", (s.number, 0, 0), s.value, s.key) for s in money]
    figures = [f for f in figures if _number(f[2])]
    where, place, text, key = chance.choice(figures)
    slipped = f"{_number(text) * 10_000:f}"
    mutant = Mutant(
        "ten thousand times",
        f"{place} {text}",
        is_checked=document.is_checked(key),
        figure=(key, text, slipped),
    )
    if where == "cell":
        mutant.cells[place] = slipped
    else:
        mutant.statements[place[0]] = slipped
    return mutant


def _number(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return Decimal(0)


def _rows(document: Document) -> dict[tuple[int, int, str | None], list[Amount]]:
    rows: dict[tuple[int, int, str | None], list[Amount]] = {}
    for amount in document.amounts:
        rows.setdefault((amount.cell[0], amount.cell[1], amount.side), []).append(amount)
    return rows


def _dropped(document: Document, chance: random.Random) -> Mutant:
    rows = _rows(document)
    row = chance.choice(sorted(rows, key=str))
    checked = any(document.is_checked(a.key) and _number(a.text) for a in rows[row])
    absent = tuple(a.key for a in rows[row])
    return Mutant("dropped row", str(row), dropped=row, is_checked=checked, absent=absent)


def _swapped(document: Document, chance: random.Random) -> Mutant:
    """The figures of two rows of a table change places: each row gets the other's name."""
    rows = _rows(document)
    tables: dict[tuple[int, str | None], list[tuple[int, int, str | None]]] = {}
    for row in rows:
        tables.setdefault((row[0], row[2]), []).append(row)
    wide = [table for table, own in sorted(tables.items(), key=str) if len(own) > 1]
    one, other = chance.sample(tables[chance.choice(wide)], 2)
    names = {one: rows[other][0].row, other: rows[one][0].row}
    checked = _changes_a_sum(document, rows[one], rows[other])
    return Mutant("swapped rows", f"{one} {other}", rows=names, is_checked=checked)


def _changes_a_sum(document: Document, one: list[Amount], other: list[Amount]) -> bool:
    """Whether the exchange alters what any check adds up: parts of one sum may change places."""
    columns = {a.cell[2] for a in (*one, *other)}
    inside = document.within_rows
    for column in columns:
        here, there = (next((a for a in row if a.cell[2] == column), None) for row in (one, other))
        if here is None or there is None:
            return True
        same_value = _number(here.text) == _number(there.text)
        none: frozenset[tuple[str, str]] = frozenset()
        downward = [
            {check for check in document.checks_of.get(a.key, none) if check[0] not in inside}
            for a in (here, there)
        ]
        if not same_value and downward[0] != downward[1]:
            return True
    return False


_KINDS: dict[str, Callable[[Document, random.Random], Mutant]] = {
    "digit of an amount": _digit_of_amount,
    "digit of a statement": _digit_of_statement,
    "ten thousand times": _slip,
    "dropped row": _dropped,
    "swapped rows": _swapped,
}

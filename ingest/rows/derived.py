"""The columns of extracted rows that follow from the printed text beside them.

Each is made here, by the functions that make the same of the texts of seeds, when rows are written,
so that whoever joins rows and seeds compares texts that are equal and folds none. Rows that are
read are held to it: a text that was changed, or folded by another version, is an error.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from ingest.base.text import fold, label_key, own_unit, parse_number, read_cell
from ingest.rows.schema import PATH_JOINED, Record, Row

Cell = str | int | None
Rule = Callable[[str], str | None]

_PLAIN = r"^(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:[.][0-9]+)?$"
"""A figure printed with its separators in their places: all but a few are."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A column, the column of the printed text that it follows from, and how; empty of empty."""

    column: str
    printed: str
    rule: Rule

    def of(self, printed: Cell) -> str | None:
        """What follows from a printed text; nothing from none."""
        return self.rule(printed) if isinstance(printed, str) else None


def _folded(text: str) -> str | None:
    return fold(text) or None


def _key(text: str) -> str | None:
    return label_key(text) or None


def _path_key(path: str) -> str | None:
    return PATH_JOINED.join(map(label_key, path.split(PATH_JOINED))) or None


def _amount(text: str) -> str | None:
    return _plain(read_cell(text)[2])


def _points(text: str) -> str | None:
    """The number of a weight or a score, which may be printed with its unit (10%, 9.5分)."""
    folded = fold(text)
    return _plain(parse_number(folded.replace("%", "").replace("分", "")))


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


DERIVED: Mapping[str, tuple[Derived, ...]] = {
    "documents": (Derived("unit_name_folded", "unit_name_printed", _folded),),
    "amounts": (
        Derived("code_folded", "code_printed", _folded),
        Derived("economic_code_folded", "economic_code_printed", _folded),
        Derived("label_folded", "label_printed", _folded),
        Derived("label_key", "label_printed", _key),
        Derived("heading_folded", "heading_printed", _folded),
        Derived("value_text", "printed_text", _amount),
        Derived("money_unit", "printed_text", own_unit),
    ),
    "lines": (Derived("label_folded", "label_printed", _folded),),
    "blocks": (Derived("unit_name_folded", "unit_name_printed", _folded),),
    "statements": (
        Derived("project_name_folded", "project_name", _folded),
        Derived("subject_key", "subject", _key),
        Derived("subject_path_key", "subject_path", _path_key),
    ),
    "names": (
        Derived("name_folded", "name_printed", _folded),
        Derived("name_key", "name_printed", _key),
    ),
    "indicators": (
        Derived("weight_value", "weight_text", _points),
        Derived("score_value", "score_text", _points),
    ),
    "unmapped": (Derived("folded_text", "printed_text", _folded),),
}
"""By record, what follows from its printed text."""


def printed_columns(record: Record) -> list[str]:
    """The columns of a record but for those that follow from others."""
    made = {derived.column for derived in DERIVED.get(record.name, ())}
    return [name for name in record.names if name not in made]


def with_derived(record: str, rows: Iterable[Mapping[str, Cell]]) -> list[Row]:
    """Rows of a record with the columns that follow from their printed text, whatever they had."""
    derived = DERIVED.get(record, ())
    return [{**row, **{d.column: d.of(row.get(d.printed)) for d in derived}} for row in rows]


def first_stale(table: pa.Table, record: str) -> tuple[int, str] | None:
    """The first row of a table in which a column is not what follows from its printed text.

    Args:
        table: Rows of the record.
        record: Its name.

    Returns:
        The index of the row and what is wrong with it; None where all is well.
    """
    for derived in DERIVED.get(record, ()):
        for printed, found in _distinct(table, derived):
            wanted = derived.of(printed)
            if found != wanted:
                said = f"{derived.column} is {found!r}"
                problem = f"{said}, but {derived.printed} {printed!r} gives {wanted!r}."
                return _place(table, {derived.printed: printed, derived.column: found}), problem
    return None


def _distinct(table: pa.Table, derived: Derived) -> Iterable[tuple[Cell, Cell]]:
    """Each printed text with what was made of it, once; amounts that are plainly right left out."""
    pairs = table.select([derived.printed, derived.column])
    if derived.rule is _amount:
        printed, value = pairs.columns
        is_plain = pc.match_substring_regex(printed, _PLAIN)
        is_same = pc.equal(pc.replace_substring(printed, ",", ""), value)
        is_right = pc.fill_null(pc.and_(is_plain, is_same), fill_value=False)
        pairs = pairs.filter(pc.invert(is_right))
    distinct = pairs.group_by(pairs.column_names).aggregate([])
    return zip(*(column.to_pylist() for column in distinct.columns), strict=True)


def _place(table: pa.Table, cells: Mapping[str, Cell]) -> int:
    """The first row that holds these cells."""
    rows = zip(*(table.column(name).to_pylist() for name in cells), strict=True)
    return list(rows).index(tuple(cells.values()))

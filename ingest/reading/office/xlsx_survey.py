"""What an XLSX workbook says of its sheets before its values are read: bounds and formats.

The reader of values lays a sheet out as a block from its first to its last cell, so a sheet is
measured first. It does not say how numbers are shown, so formats are gathered here: a reader
sees 404.80 where the cell holds 404.8.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn, cast

from lxml import etree

from ingest.reading.archive import Archive, local, parse_part, refuse_entities
from ingest.reading.office.calamine_child import MAX_CELLS, MAX_TEXT
from ingest.reading.source import MAX_CELL, Source
from ingest.reading.spans import MAX_AREA, MAX_COLUMNS

MAX_SHEETS = 256
MAX_ROWS = 100_000
MAX_TAGS = 2_500_000
"""Tags of all sheets; cells with a style and nothing else are most of them."""

_SHORT = 80
_ROW_DIGITS = 7
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
}
_SMALLER = "Delete what the sheet does not print and save it again."

Cell = tuple[int, int]
"""Row and column of a cell, from 0."""


@dataclass(slots=True)
class Sheet:
    """What is known of one sheet, all places from 0.

    Attributes:
        formats: Number formats by cell.
        errors: Texts of errors by row and column.
        hidden_rows: Rows that are not shown.
        hidden_columns: Columns that are not shown.
        unsolved: Cells of formulas whose results are not stored.
    """

    formats: dict[Cell, str] = field(default_factory=dict)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unsolved: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class _Count:
    """How much of the bounds a workbook has used up."""

    cells: int = 0
    tags: int = 0
    text: int = 0


@dataclass(frozen=True, slots=True)
class _Styles:
    """What cells refer to: number formats by style, and the lengths of shared strings."""

    formats: Mapping[str, str]
    lengths: Sequence[int]


def survey(archive: Archive) -> dict[int, Sheet]:
    """Measure every visible sheet and gather how its numbers are shown.

    Args:
        archive: The workbook.

    Returns:
        The sheets by their place in the workbook, from 0.

    Raises:
        UnreadableDocumentError: A part is damaged or declares entities, a sheet is larger than
            any printed one, or a cell holds more than a cell may; the message names them.
    """
    count = _Count()
    styles = _Styles(_formats(archive), _string_lengths(archive))
    sheets = {}
    for place, (name, part) in enumerate(_sheet_parts(archive)):
        if place >= MAX_SHEETS:
            archive.source.refuse(f"It has more than {MAX_SHEETS} sheets.", _SMALLER)
        data = archive.part(part) if part else None
        if part and data is not None:
            refuse_entities(archive.source, part, data)
            sheets[place] = _measured(_Survey(archive.source, name, place, styles, count), data)
    return sheets


def hidden_sheets(archive: Archive) -> list[tuple[int, str]]:
    """Place, from 0, and name of each sheet that the workbook hides."""
    parts = enumerate(_sheet_parts(archive))
    return [(place, name) for place, (name, part) in parts if part is None]


def _sheet_parts(archive: Archive) -> Iterator[tuple[str, str | None]]:
    """The name and the part of every sheet, in the order of the workbook; no part if hidden."""
    workbook = parse_part(archive, "xl/workbook.xml")
    relations = parse_part(archive, "xl/_rels/workbook.xml.rels")
    targets = {r.get("Id"): r.get("Target") or "" for r in ([] if relations is None else relations)}
    for sheet in [] if workbook is None else workbook.iterdescendants("{*}sheet"):
        ids = (str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id"))
        target = targets.get(next(ids, ""), "")
        part = posixpath.normpath(target[1:] if target.startswith("/") else f"xl/{target}")
        is_hidden = (sheet.get("state") or "visible") != "visible"
        yield sheet.get("name") or "", None if is_hidden else part


def _string_lengths(archive: Archive) -> list[int]:
    """The length of each shared string."""
    root = parse_part(archive, "xl/sharedStrings.xml")
    if root is None:
        return []
    items = (item for item in root if local(item) == "si")
    return [sum(len(t.text or "") for t in item.iterdescendants("{*}t")) for item in items]


def _formats(archive: Archive) -> dict[str, str]:
    """The number format of each cell style, by its index as cells name it."""
    root = parse_part(archive, "xl/styles.xml")
    if root is None:
        return {}
    codes = {str(number): code for number, code in BUILT_IN.items()}
    for own in root.iterdescendants("{*}numFmt"):
        codes[own.get("numFmtId") or ""] = own.get("formatCode") or ""
    styles = root.find("{*}cellXfs")
    ids = [style.get("numFmtId") or "" for style in ([] if styles is None else styles)]
    return {str(at): codes[number] for at, number in enumerate(ids) if codes.get(number)}


def _measured(target: "_Survey", data: bytes) -> Sheet:
    parser = etree.XMLParser(
        target=cast("Any", target),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = "".join(c if c.isprintable() else "?" for c in str(error)[:80])
        target.refuse(f"is not valid XML ({reason})", "Download the workbook again.")
    return target.found


class _Survey:
    """The survey of one sheet, the target that the parser calls for every tag: no tree is built."""

    def __init__(
        self, source: Source, name: str, place: int, styles: _Styles, count: _Count
    ) -> None:
        self.found = Sheet()
        self._source, self._name, self._place = source, name, place
        self._styles, self._count = styles, count
        self._row = self._column = -1
        self._box: list[int] = []
        self._cell: Mapping[str, str] = {}
        self._value = ""
        self._length = 0
        self._is_valued = self._is_text = self._is_formula = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag opens: a row and a cell move the place, a value and a text hold text."""
        kind = tag.rpartition("}")[2]
        self._count.tags += 1
        if self._count.tags > MAX_TAGS:
            self.refuse(f"brings the workbook to more than {MAX_TAGS} tags", _SMALLER)
        if kind == "row":
            self._row, self._column = _row(attributes.get("r") or "", self._row), -1
            if _is_hidden(attributes, "ht"):
                self.found.hidden_rows.add(self._row)
        elif kind == "c":
            reference = attributes.get("r") or ""
            self._row, self._column = _place(reference, self._row, self._column)
            self._cell, self._value, self._length = attributes, "", 0
            self._is_valued = self._is_formula = False
        elif kind == "f":
            self._is_formula = True
        elif kind in {"v", "t"}:
            self._is_text = self._is_valued = True
        elif kind == "col" and _is_hidden(attributes, "width"):
            self.found.hidden_columns.update(_columns(attributes))

    def data(self, text: str) -> None:
        """Text of a tag, in pieces."""
        if self._is_text:
            self._length += len(text)
            self._value = (self._value + text)[:_SHORT]

    def end(self, tag: str) -> None:
        """A tag closes; a cell is known then."""
        self._is_text = False
        if tag.rpartition("}")[2] == "c":
            self._end_cell()

    def close(self) -> None:
        """The sheet is read."""

    def _end_cell(self) -> None:
        kind, value, count = self._cell.get("t") or "n", self._value.strip(), self._count
        if self._is_formula and kind == "n" and not value:
            self.found.unsolved.append((self._row, self._column))
        if kind == "s" and value.isascii() and value.isdigit():
            at = int(value)
            self._length = self._styles.lengths[at] if at < len(self._styles.lengths) else 0
        if self._length > MAX_CELL:
            where = reference((self._row, self._column))
            self.refuse(
                f"holds {self._length} characters in {where}, more than {MAX_CELL}", _SMALLER
            )
        count.text += self._length
        count.cells += self._is_valued
        if count.cells > MAX_CELLS:
            self.refuse(f"brings the workbook to more than {MAX_CELLS} cells", _SMALLER)
        if count.text > MAX_TEXT:
            self.refuse(f"brings the workbook to more than {MAX_TEXT} characters", _SMALLER)
        if self._is_valued:
            self._note(kind, value)

    def _note(self, kind: str, value: str) -> None:
        """Widen the box of the cells that hold something, and note how this one is shown."""
        row, column, box = self._row, self._column, self._box or [self._row, self._column] * 2
        box = [min(box[0], row), min(box[1], column), max(box[2], row), max(box[3], column)]
        rows, columns = box[2] - box[0] + 1, box[3] - box[1] + 1
        if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_AREA:
            where = reference((row, column))
            self.refuse(f"spans {rows} rows and {columns} columns up to {where}", _SMALLER)
        self._box = box
        if kind == "e":
            self.found.errors.setdefault(row, {})[column] = value
        elif kind == "n" and (code := self._styles.formats.get(self._cell.get("s") or "0")):
            self.found.formats[row, column] = code

    def refuse(self, problem: str, remedy: str) -> NoReturn:
        """Refuse the workbook for this sheet.

        Raises:
            UnreadableDocumentError: Always.
        """
        name = "".join(char if char.isprintable() else "?" for char in self._name[:40])
        self._source.refuse(f"Sheet {name!r} {problem}.", remedy, page=self._place + 1)


def _is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    """Whether a row or column is hidden, or has no height or width."""
    return attributes.get("hidden") in {"1", "true"} or attributes.get(size) in {"0", "0.0"}


def _columns(attributes: Mapping[str, str]) -> range:
    """The columns, from 0, that a `col` speaks of; none beyond what a sheet may have."""
    first, last = (attributes.get(name) or "" for name in ("min", "max"))
    if not (first.isdecimal() and last.isdecimal()):
        return range(0)
    return range(int(first[:_ROW_DIGITS]) - 1, min(int(last[:_ROW_DIGITS]), MAX_COLUMNS))


def _row(named: str, before: int) -> int:
    """The row that a row tag stands for: the one it names, else the next."""
    is_number = named.isascii() and named.isdigit() and len(named) <= _ROW_DIGITS
    return int(named) - 1 if is_number else before + 1


def _place(reference: str, row: int, column: int) -> Cell:
    """Where a cell stands: as stated, else after the one before it."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return max(row, 0), column + 1
    at = 0
    for letter in found[1]:
        at = at * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, at - 1


def reference(cell: Cell) -> str:
    """A cell as people name it: A1."""
    letters, at = "", cell[1] + 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{cell[0] + 1}"

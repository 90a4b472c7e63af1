"""From a document to its extracted rows: identify, find the tables, read, place, write down."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.base.errors import MingzhangError
from ingest.base.settings import MANIFEST
from ingest.base.text import fold
from ingest.extraction.identity import Identity, Overrule, Stage, identify, read_manifest
from ingest.extraction.ledger import Taken, account
from ingest.extraction.merge import merge
from ingest.extraction.narrative import read_narrative
from ingest.extraction.performance import PerformanceTable, read_performance
from ingest.extraction.rows import (
    Cells,
    figure_rows,
    formula_rows,
    indicator_rows,
    name_rows,
    statement_rows,
)
from ingest.extraction.tables.evidence import are_tied, form_lines, tied_lines
from ingest.extraction.tables.find import TableSpan, find_tables
from ingest.extraction.tables.flat import read_flat
from ingest.extraction.tables.formulas import read_formulas
from ingest.extraction.tables.headings import default_phase, labelled_measure
from ingest.extraction.tables.lines import line_rows
from ingest.extraction.tables.model import Context, Grid, Placed, Table
from ingest.extraction.tables.nesting import row_depths
from ingest.extraction.tables.stated import Stated, in_table, stated_totals
from ingest.extraction.tables.tabbed import read_tabbed
from ingest.extraction.tables.together import place_tables
from ingest.extraction.worklist import worklist_rows
from ingest.reading.document import read_document
from ingest.reading.model import Document, Line
from ingest.rows.parts import are_of_one_disclosure, are_parts
from ingest.vocabulary.terms import units

_PERFORMANCE = "performance_"
_REVENUE = {"revenue_statement"}
_UNCODED = {"procurement"}


@dataclass(frozen=True, slots=True)
class Extraction:
    """What became of a disclosure: its rows by record, or the error that kept them out.

    `path` is its first file; `parts` are all of them where it was filed in several, and
    `part_hashes` the SHA-256 of each.
    """

    path: Path
    document_id: str | None
    rows: dict[str, list[Cells]] | None
    error: MingzhangError | None
    parts: tuple[Path, ...] = ()
    part_hashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _ReadTable:
    """A table with its grid, and the lines of the summary form that its rows are of."""

    span: TableSpan
    stage: Stage
    grid: Grid
    sides: tuple[str | None, ...]
    form_lines: dict[int, str]


def extract_documents(paths: Iterable[Path], manifest: Path | None = None) -> Iterator[Extraction]:
    """Extract disclosures one by one; an error is told with its document and ends no other.

    Args:
        paths: Files of disclosures.
        manifest: What overrules the documents' own identity; by default the `manifest.csv`
            that lies beside a document.
    """
    yield from join_parts((extract_file(path, manifest) for path in paths), manifest)


def extract_file(path: Path, manifest: Path | None = None) -> Extraction:
    """Extract one file; bad input is told in the result, never raised."""
    return _extraction((path,), manifest)


def _extraction(paths: tuple[Path, ...], manifest: Path | None) -> Extraction:
    try:
        documents = [read_document(path) for path in paths]
        document = documents[0] if len(documents) == 1 else merge(documents)
        rows = extract(document, _manifest(paths[0], manifest))
    except MingzhangError as error:
        return Extraction(paths[0], None, None, error)
    document_id = str(rows["documents"][0]["document_id"])
    if len(paths) == 1:
        return Extraction(paths[0], document_id, rows, None)
    hashes = tuple(part.sha256 for part in documents)
    return Extraction(paths[0], document_id, rows, None, paths, hashes)


def join_parts(
    extractions: Iterable[Extraction], manifest: Path | None = None
) -> Iterator[Extraction]:
    """Join the parts of disclosures that were filed in several files.

    Args:
        extractions: Files in the order of their names, in which parts are neighbours.
        manifest: As for `extract_documents`.

    Yields:
        The extractions in order, neighbours of one disclosure of which one alone holds tables as
        one. Where their whole cannot be read, its error.
    """
    held: Extraction | None = None
    for extraction in extractions:
        if held is not None and _are_one(held, extraction):
            held = _extraction((*_files(held), *_files(extraction)), manifest)
            continue
        if held is not None:
            yield held
        held = extraction
    if held is not None:
        yield held


def _files(extraction: Extraction) -> tuple[Path, ...]:
    return extraction.parts or (extraction.path,)


def _are_one(one: Extraction, other: Extraction) -> bool:
    if not one.rows or not other.rows:
        return False
    if not are_of_one_disclosure(one.rows["documents"][0], other.rows["documents"][0]):
        return False
    return are_parts([len(rows["amounts"]) for rows in (one.rows, other.rows)])


def _manifest(path: Path, manifest: Path | None) -> Mapping[str, Overrule]:
    where = manifest or path.with_name(MANIFEST)
    return read_manifest(where) if where.is_file() else {}


def extract(
    document: Document, manifest: Mapping[str, Overrule] | None = None
) -> dict[str, list[Cells]]:
    """Extract every table of `document` as rows of the records of `ingest.rows.schema`.

    What follows from a printed text alone is added where the rows are written.

    Raises:
        MingzhangError: The document is of no known unit, year or stage, or a figure is none.
    """
    identity = identify(document, manifest)
    spans = find_tables(document)
    tables = [_read(document, identity, span) for span in spans]
    narrative = read_narrative(document, _ranges(spans), identity.fiscal_year, identity.stage)
    stated = stated_totals(narrative.statements, identity.fiscal_year, identity.stage)
    placed = _place_all(tables, stated)
    document_id = identity.document_id
    amounts: list[Cells] = []
    table_rows: list[Cells] = []
    for index, (table, items) in enumerate(zip(tables, placed, strict=True), start=1):
        rows = list(_amount_rows(document_id, index, table, items))
        amounts += rows
        table_rows.append(_table_row(document_id, index, table, len(rows)))
    performance = _performance(document, identity, spans)
    heads = (head for _, table in performance for head in table.headers)
    taken = Taken(
        [_place_of(row) for row in amounts],
        [number for _, table in performance for number in table.numbers],
        [cell for table in tables for cell in table.grid.row_numbers],
    )
    ledger = account(document, narrative.entries, spans, taken)
    formulas = [
        (index, list(read_formulas(_lines(document, span))))
        for index, span in enumerate(spans, start=1)
    ]
    return {
        "documents": [_document_row(document, identity, spans)],
        "tables": table_rows,
        "amounts": amounts,
        "lines": [
            row
            for index, table in enumerate(tables, start=1)
            for row in line_rows(document_id, index, table.grid, table.sides)
        ],
        "formulas": list(formula_rows(document_id, formulas)),
        "statements": list(statement_rows(document_id, narrative.statements, heads)),
        "names": list(name_rows(document_id, narrative.names)),
        "indicators": list(indicator_rows(document_id, performance)),
        "figures": list(figure_rows(document_id, ledger)),
        "unmapped": list(
            worklist_rows(
                document,
                identity,
                spans,
                [table.grid.unknown_headings for table in tables],
                performance,
            )
        ),
    }


def _ranges(spans: Sequence[TableSpan]) -> list[tuple[int, int]]:
    """The lines that tables take from the narrative: title and body, not the notes under them."""
    return [(span.line, span.body[-1].number if span.body else span.line) for span in spans]


def _lines(document: Document, span: TableSpan) -> Sequence[Line]:
    """The lines of a table with its notes."""
    return document.lines[span.line - 1 : span.line_end]


def _place_of(row: Cells) -> tuple[int, int, int]:
    line, first, last = row["line"], row["char_from"], row["char_to"]
    assert isinstance(line, int)
    assert isinstance(first, int)
    assert isinstance(last, int)
    return line, first, last


def _performance(
    document: Document, identity: Identity, spans: Sequence[TableSpan]
) -> list[tuple[int, PerformanceTable]]:
    """The performance tables, each with its index among the tables of the document."""
    return [
        (index, read_performance(span, document.layout, identity.fiscal_year, identity.stage))
        for index, span in enumerate(spans, start=1)
        if span.body and (span.table_type or "").startswith(_PERFORMANCE)
    ]


def _read(document: Document, identity: Identity, span: TableSpan) -> _ReadTable:
    context = Context(
        document.source_file,
        span.table_type,
        identity.stage,
        identity.fiscal_year,
        _unit_names(identity),
    )
    is_read = span.table_type is not None and not span.table_type.startswith(_PERFORMANCE)
    if not is_read or not span.body:
        return _ReadTable(span, identity.stage, Grid((), (), ()), (), {})
    reader = read_tabbed if document.layout == "tabbed" else read_flat
    grid = reader(span.body, context)
    sides = tuple(segment.side or _natural_side(span) for segment in grid.segments)
    return _ReadTable(span, identity.stage, grid, sides, form_lines(grid, sides))


def _unit_names(identity: Identity) -> tuple[str, ...]:
    known = (unit.names for unit in units() if unit.unit_id == identity.unit_id)
    return (fold(identity.unit_name), *next(known, ()))


def _natural_side(span: TableSpan) -> str:
    """The side of a table that has one: revenue statements are revenue, the rest is spending."""
    return "revenue" if span.table_type in _REVENUE else "expenditure"


def _place_all(tables: Sequence[_ReadTable], stated: Stated) -> list[list[Placed]]:
    """Place the figures of all tables with what they and the text say of each other."""
    tied = are_tied(
        [
            (table.span.table_type, table.span.scope, any(row.figures for row in table.grid.rows))
            for table in tables
        ]
    )
    described = [
        _described(table, stated, is_tied=is_tied)
        for table, is_tied in zip(tables, tied, strict=True)
    ]
    spans = (table.span for table in tables)
    empty = [s.table_type for s in spans if s.status == "declared_empty" and s.table_type]
    return place_tables(described, empty)


def _described(table: _ReadTable, stated: Stated, *, is_tied: bool) -> Table:
    """What placement is told of a table."""
    span = table.span
    kind = span.table_type or ""
    told = in_table(stated, kind, span.money_unit)
    phase = default_phase(table.stage)
    lines = tied_lines(table.grid, table.form_lines)
    return Table(kind, table.grid, lines, span.empty_terms, phase, told, is_tied)


def _amount_rows(
    document_id: str, table_index: int, table: _ReadTable, placed: Sequence[Placed]
) -> Iterator[Cells]:
    depth = row_depths(placed) if table.span.table_type in _UNCODED else {}
    ordered = sorted(placed, key=lambda p: (p.row.row_no, p.row.segment, p.figure.cell.char))
    taken: set[tuple[int, int]] = set()
    widths = [len(segment.slots) for segment in table.grid.segments]
    for item in ordered:
        cell, slot, row = item.figure.cell, item.slot, item.row
        yield {
            "document_id": document_id,
            "table_index": table_index,
            "row_no": row.row_no,
            "column_no": _column_no(item, widths, taken),
            "side": table.sides[row.segment],
            "phase": slot.phase if slot else default_phase(table.stage),
            "row_kind": row.kind,
            "row_depth": depth.get(row.row_no),
            "code_printed": row.code,
            "label_printed": row.label,
            "heading_printed": slot.heading if slot else None,
            "measure": _measure(item, table.span.table_type),
            "printed_text": cell.text,
            "placement": item.placement,
            "page": cell.page,
            "line": cell.line,
            "char_from": cell.char,
            "char_to": cell.char + len(cell.text) - 1,
            "form_row_no": row.form_no,
            "form_column_no": slot.form_no if slot else None,
            "line_code": table.form_lines.get(id(row)),
        }


def _measure(item: Placed, table_type: str | None) -> str | None:
    """The measure that the column names or, in a table of rows, the row."""
    measure = item.slot.measure if item.slot else None
    return labelled_measure(measure, item.row.label, table_type)


def _column_no(item: Placed, widths: Sequence[int], taken: set[tuple[int, int]]) -> int:
    """The printed column, from 1; where columns were lost, the slots' order over the segments.

    A figure without a slot comes behind all slots, of which `widths` has the number by segment;
    `taken` are the places of a row given so far.
    """
    if item.figure.cell.column >= 0:
        column = item.figure.cell.column + 1
    elif item.slot:
        column = sum(widths[: item.row.segment]) + item.slot.order + 1
    else:
        column = sum(widths) + 1
    while (item.row.row_no, column) in taken:
        column += 1
    taken.add((item.row.row_no, column))
    return column


def _table_row(document_id: str, index: int, table: _ReadTable, amounts: int) -> Cells:
    span = table.span
    return {
        "document_id": document_id,
        "table_index": index,
        "table_no": span.table_no,
        "table_type": span.table_type,
        "scope": span.scope,
        "title": span.title,
        # Figures speak against a note that says there are none.
        "status": "present" if amounts else span.status,
        "money_unit": span.money_unit,
        "page": span.page,
        "line": span.line,
        "line_end": span.line_end,
        "row_count": len({row.row_no for row in table.grid.rows}),
        "amount_count": amounts,
    }


def _document_row(document: Document, identity: Identity, spans: Sequence[TableSpan]) -> Cells:
    money = Counter(span.money_unit for span in spans if span.money_unit)
    return {
        "document_id": identity.document_id,
        "unit_id": identity.unit_id,
        "unit_name_printed": identity.unit_name,
        "fiscal_year": identity.fiscal_year,
        "stage": identity.stage,
        "edition": 1,
        "title": identity.title,
        "source_file": document.source_file,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "layout": document.layout,
        "page_count": document.page_count,
        "line_count": len(document.lines),
        "money_unit": money.most_common(1)[0][0] if money else None,
        "reporting_level": identity.reporting_level,
        "pages_without_text": " ".join(map(str, document.pages_without_text)) or None,
    }

"""From a document to its extracted rows: identify, find the tables, read, place, write down."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ingest.base.errors import MingzhangError
from ingest.base.settings import MANIFEST, data_folder
from ingest.base.text import fold
from ingest.extraction.filing import Filing, filing_remarks
from ingest.extraction.identity import (
    Identity,
    Overrule,
    identify,
    origin,
    read_manifest,
    standing,
)
from ingest.extraction.joining import Extraction, joined
from ingest.extraction.ledger import Taken, account
from ingest.extraction.merge import merge
from ingest.extraction.narrative import read_narrative
from ingest.extraction.performance.model import PerformanceTable
from ingest.extraction.performance.reader import read_performance
from ingest.extraction.refusal import no_disclosure
from ingest.extraction.rows import (
    ReadTable,
    amount_rows,
    block_rows,
    document_row,
    figure_rows,
    formula_rows,
    indicator_rows,
    line_rows,
    name_rows,
    recognised_lines,
    remark_rows,
    statement_rows,
    table_row,
    unmapped_rows,
)
from ingest.extraction.tables.finding.find import find_tables
from ingest.extraction.tables.model import Context, Grid, Placed, Table, TableSpan
from ingest.extraction.tables.placing.evidence import are_tied, form_lines, tied_lines
from ingest.extraction.tables.placing.stated import Stated, in_table, stated_totals
from ingest.extraction.tables.placing.together import place_tables
from ingest.extraction.tables.rows.flat import read_flat
from ingest.extraction.tables.rows.items import item_lines
from ingest.extraction.tables.rows.tabbed import read_tabbed
from ingest.extraction.tables.scanned.recognised import judge
from ingest.extraction.tables.words.formulas import read_formulas
from ingest.extraction.tables.words.headings import default_phase
from ingest.extraction.worklist import worklist
from ingest.reading.document import read_document
from ingest.reading.model import Document, Line
from ingest.reading.source import UNPACKED
from ingest.rows.schema import Row
from ingest.vocabulary.units import units

__all__ = ["Extraction", "extract", "extract_documents", "extract_file", "join_parts"]

_PERFORMANCE = "performance_"
_REVENUE = {"revenue_statement"}


def extract_documents(paths: Iterable[Path], manifest: Path | None = None) -> Iterator[Extraction]:
    """Extract disclosures one by one; an error is returned with its document and ends no other.

    Args:
        paths: Files of disclosures.
        manifest: What overrules the documents' own identity; by default the `manifest.csv`
            that lies beside a document.
    """
    yield from join_parts((extract_file(path, manifest) for path in paths), manifest)


def extract_file(path: Path, manifest: Path | None = None) -> Extraction:
    """Extract one file; bad input is returned in the result, never raised."""
    return _extraction((path,), manifest)


def _extraction(paths: tuple[Path, ...], manifest: Path | None) -> Extraction:
    try:
        documents = [read_document(path) for path in paths]
        document = documents[0] if len(documents) == 1 else merge(documents)
        rows = extract(document, _manifest(paths[0], manifest))
    except MingzhangError as error:
        return Extraction(paths[0], None, None, error)
    document_id = str(rows["documents"][0]["document_id"])
    refusal = no_disclosure(document, rows)
    if len(paths) == 1:
        return Extraction(paths[0], document_id, rows, None, refusal=refusal)
    hashes = tuple(part.sha256 for part in documents)
    return Extraction(paths[0], document_id, rows, None, paths, hashes, refusal)


def join_parts(
    extractions: Iterable[Extraction], manifest: Path | None = None
) -> Iterator[Extraction]:
    """Join the parts of disclosures that were filed in several files.

    Args:
        extractions: Files in the order of their names, in which parts are neighbours.
        manifest: As for `extract_documents`.

    Yields:
        As `ingest.extraction.joining.joined`.
    """
    yield from joined(extractions, lambda paths: _extraction(paths, manifest))


def _manifest(path: Path, manifest: Path | None) -> Mapping[str, Overrule]:
    """What overrules a document's identity: the manifest beside it, else the steward's."""
    if manifest:
        return read_manifest(manifest) if manifest.is_file() else {}
    found: dict[str, Overrule] = {}
    for where in (data_folder() / MANIFEST, _beside(path)):
        if where.is_file():
            found |= read_manifest(where)
    return found


def _beside(path: Path) -> Path:
    """The manifest beside a file; of one out of an archive the one beside the archive."""
    unpacked = next((up for up in path.parents if up.name.endswith(UNPACKED)), path.parent)
    return unpacked / MANIFEST


def extract(
    document: Document, manifest: Mapping[str, Overrule] | None = None
) -> dict[str, list[Row]]:
    """Extract every table of `document` as rows of the records of `ingest.rows.schema`.

    What follows from a printed text alone is added where the rows are written.

    Raises:
        MingzhangError: Its unit, year or stage is unknown, or a figure is not a number.
    """
    identity = identify(document, manifest)
    document_id = identity.document_id
    spans = find_tables(document)
    tables = [_read(document, identity, index, span) for index, span in enumerate(spans, start=1)]
    narrative = read_narrative(
        document, _ranges(spans), identity.fiscal_year, identity.stage, identity.unit_name
    )
    stated = stated_totals(narrative.statements, identity.fiscal_year, identity.stage)
    described, figures = _place_all(tables, stated)
    amounts = [
        list(amount_rows(document_id, table, placed, judged))
        for table, placed, judged in zip(tables, figures, judge(described, figures), strict=True)
    ]
    performance = _performance(document, identity, spans)
    heads = (head for _, table in performance for head in table.headers)
    taken = Taken(
        [_place_of(row) for own in amounts for row in own],
        [number for _, table in performance for number in table.numbers],
        [cell for table in tables for cell in table.grid.row_numbers],
        [cell for table in tables for cell in table.grid.counts],
        [cell for table in tables for cell in table.grid.texts],
    )
    printed = [len(own) for own in amounts]
    filing = Filing(document, spans, printed, len(narrative.statements), identity.fiscal_year)
    ledger = account(document, narrative.entries, spans, taken)
    formulas = ((table.index, read_formulas(_lines(document, table.span))) for table in tables)
    # A table without a type needs no known headings.
    headings = (table.grid.unknown_headings if table.span.table_type else () for table in tables)
    unmapped = worklist(document, identity, spans, headings, performance)
    return {
        "documents": [
            document_row(
                document, identity, spans, origin(document, manifest), standing(document, identity)
            )
        ],
        "tables": [
            table_row(document_id, table, len(own))
            for table, own in zip(tables, amounts, strict=True)
        ],
        "amounts": [row for own in amounts for row in own],
        "lines": [row for table in tables for row in line_rows(document_id, table)],
        "blocks": [row for table in tables for row in block_rows(document_id, identity, table)],
        "formulas": list(formula_rows(document_id, formulas)),
        "statements": list(
            statement_rows(document_id, narrative.statements, heads, recognised_lines(document))
        ),
        "names": list(name_rows(document_id, narrative.names)),
        "remarks": list(remark_rows(document_id, [*narrative.remarks, *filing_remarks(filing)])),
        "indicators": list(indicator_rows(document_id, performance)),
        "figures": list(figure_rows(document_id, ledger)),
        "unmapped": list(unmapped_rows(document_id, unmapped)),
    }


def _ranges(spans: Sequence[TableSpan]) -> list[tuple[int, int]]:
    """The lines that tables take from the narrative: title and body, not the notes under them."""
    return [(span.line, span.body[-1].number if span.body else span.line) for span in spans]


def _lines(document: Document, span: TableSpan) -> Sequence[Line]:
    """The lines of a table with its notes."""
    return document.lines[span.line - 1 : span.line_end]


def _place_of(row: Row) -> tuple[int, int, int]:
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


def _read(document: Document, identity: Identity, index: int, span: TableSpan) -> ReadTable:
    context = Context(
        document.source_file,
        span.table_type,
        identity.stage,
        identity.fiscal_year,
        _unit_names(identity),
    )
    is_read = span.title is not None and not (span.table_type or "").startswith(_PERFORMANCE)
    if not is_read or not span.body:
        return ReadTable(index, span, identity.stage, Grid((), (), ()), (), {})
    # A table whose columns were not found is read by its words, whatever the others are.
    has_columns = document.layout == "tabbed" and any("\t" in line.text for line in span.body)
    grid = (read_tabbed if has_columns else read_flat)(span.body, context)
    sides = tuple(segment.side or _natural_side(span) for segment in grid.segments)
    lines = form_lines(grid, sides) | item_lines(grid, span.table_type)
    return ReadTable(index, span, identity.stage, grid, sides, lines)


def _unit_names(identity: Identity) -> tuple[str, ...]:
    known = (unit.names for unit in units() if unit.unit_id == identity.unit_id)
    return (fold(identity.unit_name), *next(known, ()))


def _natural_side(span: TableSpan) -> str:
    """The side of a table that has one: revenue statements are revenue, the rest is spending."""
    return "revenue" if span.table_type in _REVENUE else "expenditure"


def _place_all(
    tables: Sequence[ReadTable], stated: Stated
) -> tuple[list[Table], list[list[Placed]]]:
    """Place the figures of all tables with what they and the text say of each other.

    Returns:
        What placement knows of each table, and the figures of each.
    """
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
    return described, place_tables(described, empty)


def _described(table: ReadTable, stated: Stated, *, is_tied: bool) -> Table:
    """The input of placement for a table."""
    span = table.span
    kind = span.table_type or ""
    told = in_table(stated, kind, span.money_unit)
    phase = default_phase(table.stage)
    lines = tied_lines(table.grid, table.form_lines)
    return Table(kind, table.grid, lines, span.empty_terms, phase, told, is_tied, span.money_unit)

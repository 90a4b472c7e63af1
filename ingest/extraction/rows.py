"""What was read in a document, as its extracted rows: each column of a record is filled here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.base.text import fold
from ingest.extraction.identity import Identity, Origin, Stage, Standing
from ingest.extraction.ledger import LedgerRow
from ingest.extraction.narrative import Name, Remark, Statement
from ingest.extraction.performance.model import HeaderFigure, PerformanceTable
from ingest.extraction.tables.model import Grid, Placed, TableSpan
from ingest.extraction.tables.rows.items import measure_in_row
from ingest.extraction.tables.rows.lines import lines_without_amount
from ingest.extraction.tables.rows.listed import unit_blocks
from ingest.extraction.tables.rows.nesting import row_depths
from ingest.extraction.tables.scanned.recognised import Judged
from ingest.extraction.tables.words.formulas import Formula
from ingest.extraction.tables.words.headings import default_phase
from ingest.reading.model import Document
from ingest.rows.derived import printed_columns
from ingest.rows.schema import INDICATORS, REMARKS, STATEMENTS, Record, Row
from ingest.vocabulary.unit_names import unit_id_of

_NOT_OF_HEADS = dict.fromkeys(
    (
        *("subject_path", "subject_code", "whole", "direction", "scope"),
        *("compared_year", "compared_phase"),
        *("base_statement_no", "earlier_statement_no", "whole_statement_no"),
    )
)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as read: its place among the tables (from 1), its grid, and what its rows are.

    `sides` are those of its column groups, `form_lines` the lines of the summary form that its rows
    are of, by identity of the row.
    """

    index: int
    span: TableSpan
    stage: Stage
    grid: Grid
    sides: tuple[str | None, ...]
    form_lines: dict[int, str]


def _row(record: Record, found: object, **given: str | int | None) -> Row:
    """A row of a record: the cells given, and for each other column the attribute of its name."""
    names = printed_columns(record)
    return {name: given[name] if name in given else getattr(found, name) for name in names}


def document_row(
    document: Document,
    identity: Identity,
    spans: Sequence[TableSpan],
    origin: Origin,
    standing: Standing,
) -> Row:
    """The row of the record `documents`."""
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
        "identity_source": identity.source,
        "reader": document.reader,
        "published_printed": origin.published_printed,
        "published_on": origin.published_on,
        "published_line": origin.published_line,
        "source_url": origin.source_url,
        "retrieved_on": origin.retrieved_on,
        "added_on": None,
        "unit_kind_printed": standing.kind_printed,
        "unit_kind_line": standing.kind_line,
        "parent_name_printed": standing.parent_printed,
        "parent_unit_id": standing.parent_unit_id,
        "parent_line": standing.parent_line,
    }


def table_row(document_id: str, table: ReadTable, amounts: int) -> Row:
    """The row of the record `tables` of one table, of which so many amounts were read."""
    span = table.span
    return {
        "document_id": document_id,
        "table_index": table.index,
        "table_no": span.table_no,
        "table_type": span.table_type,
        "scope": span.scope,
        "title": span.title,
        # Figures speak against a note that says there are none.
        "status": "present" if amounts and span.table_type else span.status,
        "money_unit": span.money_unit,
        "page": span.page,
        "line": span.line,
        "line_end": span.line_end,
        "row_count": len({row.row_no for row in table.grid.rows}),
        "amount_count": amounts,
    }


def amount_rows(
    document_id: str, table: ReadTable, placed: Sequence[Placed], judged: Sequence[Judged]
) -> Iterator[Row]:
    """Rows of the record `amounts` of one table, in printed order.

    Args:
        document_id: The document.
        table: The table.
        placed: Its figures.
        judged: How each of them was read.
    """
    depth = row_depths(placed, table.span.table_type)
    ordered = sorted(
        zip(placed, judged, strict=True),
        key=lambda p: (p[0].row.row_no, p[0].row.segment, p[0].figure.cell.char),
    )
    taken: set[tuple[int, int]] = set()
    widths = [len(segment.slots) for segment in table.grid.segments]
    for item, (reading, repaired) in ordered:
        cell, slot, row = item.figure.cell, item.slot, item.row
        line = table.form_lines.get(id(row))
        phase, year = _time(item, table.stage)
        yield {
            "document_id": document_id,
            "table_index": table.index,
            "row_no": row.row_no,
            "column_no": _column_no(item, widths, taken),
            "side": table.sides[row.segment],
            "phase": phase,
            "row_kind": row.kind,
            "row_depth": depth.get(row.row_no),
            "code_printed": row.code,
            "label_printed": row.label,
            "heading_printed": slot.heading if slot else None,
            "measure": measure_in_row(
                slot.measure if slot else None, row, line, table.span.table_type
            ),
            "printed_text": cell.text,
            "placement": item.placement,
            "reading": reading,
            "confidence": None if cell.confidence is None else f"{cell.confidence:.2f}",
            "repaired_text": None if repaired is None else f"{repaired:f}",
            "page": cell.page,
            "line": cell.line,
            "char_from": cell.char,
            "char_to": cell.char + len(cell.text) - 1,
            "box": cell.box or None,
            "form_row_no": row.form_no,
            "form_column_no": slot.form_no if slot else None,
            "line_code": line,
            "classification": table.grid.segments[row.segment].classification,
            "year_printed": year,
            "economic_code_printed": row.economic_code,
        }


def _time(item: Placed, stage: Stage) -> tuple[str | None, int | None]:
    """The phase of a figure and its year, if it is another than the document's."""
    slot, time = item.slot, item.row.time
    year = (slot.year if slot else None) or (time.year if time else None)
    if time and not time.change:
        return time.phase, year
    return slot.phase if slot else default_phase(stage), year


def _column_no(item: Placed, widths: Sequence[int], taken: set[tuple[int, int]]) -> int:
    """The printed column, from 1; where columns were lost, the slots' order over the segments.

    A figure without a slot comes after all slots, of which `widths` has the number by segment;
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


def line_rows(document_id: str, table: ReadTable) -> Iterator[Row]:
    """Rows of the record `lines` of one table, in printed order."""
    for row, place in lines_without_amount(table.grid):
        yield {
            "document_id": document_id,
            "table_index": table.index,
            "row_no": row.row_no,
            "group_no": row.segment + 1,
            "side": table.sides[row.segment],
            "row_kind": row.kind,
            "code_printed": row.code,
            "label_printed": row.label,
            "form_row_no": row.form_no,
            "page": place.page,
            "line": place.line,
            "char_from": place.char,
        }


def block_rows(document_id: str, identity: Identity, table: ReadTable) -> Iterator[Row]:
    """Rows of the record `blocks` of one table: the units it lists, but for the document's own."""
    for block in unit_blocks(table.grid.rows):
        unit_id, _ = unit_id_of(block.name, identity.fiscal_year, "unit")
        if unit_id != identity.unit_id:
            yield {
                "document_id": document_id,
                "table_index": table.index,
                "row_first": block.row_first,
                "row_last": block.row_last,
                "listed_unit_id": unit_id,
                "unit_name_printed": block.name,
                "page": block.place.page,
                "line": block.place.line,
                "char_from": block.place.char,
            }


def formula_rows(
    document_id: str, formulas: Iterable[tuple[int, Iterable[Formula]]]
) -> Iterator[Row]:
    """Rows of the record `formulas`: an operand each, from the formulas under each table."""
    for index, listed in formulas:
        for number, formula in enumerate(listed, start=1):
            for place, operand in enumerate(formula.operands, start=1):
                yield {
                    "document_id": document_id,
                    "table_index": index,
                    "formula_no": number,
                    "operand_place": place,
                    "axis": formula.axis,
                    "result_no": formula.result,
                    "operand_no": operand.number,
                    "sign": operand.sign,
                    "printed_text": formula.text,
                    "page": formula.page,
                    "line": formula.line,
                }


def figure_rows(document_id: str, ledger: Iterable[LedgerRow]) -> Iterator[Row]:
    """Rows of the record `figures`: every number of the document with what became of it."""
    for number, use in ledger:
        yield {
            "document_id": document_id,
            "page": number.page,
            "line": number.line,
            "char_from": number.char_from,
            "char_to": number.char_to,
            "printed_text": number.printed_text,
            "disposition": use.disposition,
            "reason": use.reason,
        }


def recognised_lines(document: Document) -> frozenset[int]:
    """The numbers of the lines whose text was recognised from a picture."""
    return frozenset(line.number for line in document.lines if line.is_recognised)


def statement_rows(
    document_id: str,
    statements: Sequence[Statement],
    heads: Iterable[HeaderFigure],
    recognised: frozenset[int] = frozenset(),
) -> Iterator[Row]:
    """Rows of the record `statements`: the narrative's, then those of performance tables' heads.

    Args:
        document_id: The document.
        statements: What the narrative states.
        heads: The figures in the heads of performance tables.
        recognised: The lines that were recognised from pictures.
    """

    def reading(line: int) -> str:
        return "recognised" if line in recognised else "printed"

    for statement in statements:
        yield _row(
            STATEMENTS,
            statement,
            document_id=document_id,
            source="narrative",
            project_name=None,
            subject=fold(statement.subject),
            unit=statement.unit or None,
            reading=reading(statement.line),
        )
    for number, head in enumerate(heads, start=len(statements) + 1):
        yield _row(
            STATEMENTS,
            head,
            document_id=document_id,
            statement_no=number,
            source="performance",
            subject=fold(head.subject),
            heading=head.row_label,
            bound="exact",
            char_to=head.char_from + len(head.printed_text) - 1,
            reading=reading(head.line),
            **_NOT_OF_HEADS,
        )


def remark_rows(document_id: str, remarks: Iterable[Remark]) -> Iterator[Row]:
    """Rows of the record `remarks`: what the text shows of how it was made."""
    for number, remark in enumerate(remarks, start=1):
        yield _row(REMARKS, remark, document_id=document_id, remark_no=number)


def name_rows(document_id: str, names: Iterable[Name]) -> Iterator[Row]:
    """Rows of the record `names`: what the narrative lists, and what it calls its unit."""
    for number, name in enumerate(names, start=1):
        is_open = None if name.is_open is None else "yes" if name.is_open else "no"
        yield {
            "document_id": document_id,
            "name_no": number,
            "kind": name.kind,
            "list_no": name.list_no,
            "subject": name.subject,
            "statement_no": name.statement_no,
            "is_open": is_open,
            "name_printed": name.name,
            "page": name.page,
            "line": name.line,
            "char_from": name.char_from,
        }


def indicator_rows(
    document_id: str, tables: Iterable[tuple[int, PerformanceTable]]
) -> Iterator[Row]:
    """Rows of the record `indicators`, from performance tables with their index."""
    listed = [(index, indicator) for index, table in tables for indicator in table.indicators]
    for number, (index, indicator) in enumerate(listed, start=1):
        yield _row(
            INDICATORS, indicator, document_id=document_id, indicator_no=number, table_index=index
        )


class Unmapped(NamedTuple):
    """A text that no vocabulary knows: where it begins, and the table it stands in."""

    kind: str
    text: str
    place: tuple[int, int, int]
    """Page, line and character, from 1."""
    table_index: int | None = None


def unmapped_rows(document_id: str, unmapped: Iterable[Unmapped]) -> Iterator[Row]:
    """Rows of the record `unmapped`."""
    for kind, text, (page, line, char), table_index in unmapped:
        yield {
            "document_id": document_id,
            "kind": kind,
            "printed_text": text,
            "table_index": table_index,
            "page": page,
            "line": line,
            "char_from": char,
        }

"""Statements, indicators and the ledger as extracted rows."""

from collections.abc import Iterable, Iterator, Sequence

from ingest.base.text import fold
from ingest.extraction.ledger import LedgerRow
from ingest.extraction.narrative import Name, Statement
from ingest.extraction.performance import HeaderFigure, Indicator, PerformanceTable, Unknown
from ingest.extraction.tables.formulas import Formula

Cells = dict[str, str | int | None]
"""One extracted row, by column."""


def statement_rows(
    document_id: str, statements: Sequence[Statement], heads: Iterable[HeaderFigure]
) -> Iterator[Cells]:
    """Rows of the record `statements`: the narrative's, then those of performance tables' heads."""
    for statement in statements:
        yield _narrative_row(document_id, statement)
    first = len(statements) + 1
    for number, head in enumerate(heads, start=first):
        yield _head_row(document_id, number, head)


def _narrative_row(document_id: str, statement: Statement) -> Cells:
    return {
        "document_id": document_id,
        "statement_no": statement.statement_no,
        "source": "narrative",
        "project_name": None,
        "subject": fold(statement.subject),
        "subject_path": statement.subject_path,
        "heading": statement.heading,
        "whole": statement.whole,
        "metric": statement.metric,
        "printed_text": statement.printed_text,
        "value_text": statement.value_text,
        "bound": statement.bound,
        "unit": statement.unit or None,
        "fiscal_year": statement.fiscal_year,
        "phase": statement.phase,
        "scope": statement.scope,
        "compared_year": statement.compared_year,
        "compared_phase": statement.compared_phase,
        "base_statement_no": statement.base_statement_no,
        "whole_statement_no": statement.whole_statement_no,
        "page": statement.page,
        "line": statement.line,
        "char_from": statement.char_from,
        "char_to": statement.char_to,
    }


def _head_row(document_id: str, number: int, head: HeaderFigure) -> Cells:
    return {
        "document_id": document_id,
        "statement_no": number,
        "source": "performance",
        "project_name": head.project_name,
        "subject": fold(head.subject),
        "subject_path": None,
        "heading": head.row_label,
        "whole": None,
        "metric": head.metric,
        "printed_text": head.printed_text,
        "value_text": head.value_text,
        "bound": "exact",
        "unit": head.unit,
        "fiscal_year": head.fiscal_year,
        "phase": head.phase,
        "scope": None,
        "compared_year": None,
        "compared_phase": None,
        "base_statement_no": None,
        "whole_statement_no": None,
        "page": head.page,
        "line": head.line,
        "char_from": head.char_from,
        "char_to": head.char_from + len(head.printed_text) - 1,
    }


def name_rows(document_id: str, names: Iterable[Name]) -> Iterator[Cells]:
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
) -> Iterator[Cells]:
    """Rows of the record `indicators`, from performance tables with their index."""
    listed = [(index, indicator) for index, table in tables for indicator in table.indicators]
    for number, (index, indicator) in enumerate(listed, start=1):
        yield _indicator_row(document_id, number, index, indicator)


def _indicator_row(document_id: str, number: int, index: int, indicator: Indicator) -> Cells:
    return {
        "document_id": document_id,
        "indicator_no": number,
        "table_index": index,
        "project_name": indicator.project_name,
        "level_1": indicator.level_1,
        "level_2": indicator.level_2,
        "level_3": indicator.level_3,
        "operator": indicator.operator,
        "target_text": indicator.target_text,
        "target_value": indicator.target_value,
        "actual_text": indicator.actual_text,
        "actual_value": indicator.actual_value,
        "indicator_unit": indicator.indicator_unit,
        "weight_text": indicator.weight_text,
        "direction": indicator.direction,
        "score_text": indicator.score_text,
        "period": indicator.period,
        "part": indicator.part,
        "page": indicator.page,
        "line": indicator.line,
        "char_from": indicator.char_from,
    }


def formula_rows(
    document_id: str, formulas: Iterable[tuple[int, Sequence[Formula]]]
) -> Iterator[Cells]:
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


def figure_rows(document_id: str, ledger: Iterable[LedgerRow]) -> Iterator[Cells]:
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


def unknown_row(document_id: str, index: int, unknown: Unknown) -> Cells:
    """A row of the record `unmapped` for a cell of a performance table that nothing explains."""
    return {
        "document_id": document_id,
        "kind": f"performance_{unknown.kind}",
        "printed_text": unknown.text,
        "table_index": index,
        "page": unknown.page,
        "line": unknown.line,
        "char_from": unknown.char_from,
    }

"""What the text says of a table places a figure only where the checks hold it to the same place."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import count, product
from pathlib import Path

import pyarrow as pa

from ingest.base.text import label_key
from ingest.extraction.narrative import Statement
from ingest.extraction.tables.placing.stated import stated_totals
from ingest.vocabulary.seeds import read_seed
from tests.support.model_sql import Session

PHASES = {"budget": "initial_budget", "final": "final"}
_YEAR = 2023
_TIES = read_seed("rules/text_ties.csv", "table_type", "table_side", "line_key", "measure")
_CONCEPTS = read_seed("mapping/statement_concepts.csv", "pattern")
# What a wildcard stands for is a noun of money: 公务用车购置%, 公务用车购置%运行%; of what a
# regular expression fits one name stands for all.
SUBJECTS = sorted(
    {row["pattern"].replace("%", "费") for row in _CONCEPTS if row["pattern"][0] != "^"}
    | {'财政拨款"三公"经费支出合计'}
)
SCOPES = [None, *sorted({row["scope"] for row in _TIES if row["scope"]})]
PLACES = sorted(
    {
        (row["table_type"], row["table_side"], row["line_key"], row["measure"])
        for row in _TIES
        if row["line_key"] != "*"
    }
)
_STATEMENTS = {
    **dict.fromkeys(("project_name", "project_name_folded", "subject_path"), pa.string()),
    **dict.fromkeys(("subject_path_key", "heading", "whole", "printed_text"), pa.string()),
    **dict.fromkeys(("unit", "scope", "compared_phase"), pa.string()),
    **dict.fromkeys(("subject_code", "part_of", "direction"), pa.string()),
    **dict.fromkeys(("base_statement_id", "earlier_statement_id"), pa.string()),
    "whole_statement_id": pa.string(),
    **dict.fromkeys(("statement_no", "fiscal_year", "compared_year", "page"), pa.int32()),
    **dict.fromkeys(("line", "char_from", "char_to"), pa.int32()),
    **dict.fromkeys(("value", "value_step"), pa.decimal128(20, 6)),
    **dict.fromkeys(("amount_yuan", "rounding_unit_yuan"), pa.decimal128(20, 2)),
    "bound_step_yuan": pa.decimal128(20, 2),
}
_FIGURES = {
    **dict.fromkeys(("table_index", "line"), pa.int32()),
    **dict.fromkeys(("value", "low", "high"), pa.decimal128(24, 6)),
    "scope": pa.string(),
    "line_key": pa.int64(),
    "is_finest_code": pa.bool_(),
}


def test_the_text_places_figures_where_it_is_held_against_them(warehouse: Path) -> None:
    """Every subject that names a total or a source, in every scope, at both stages."""
    statements = {
        str(number): _statement(number, subject, scope, stage)
        for number, (subject, scope, stage) in zip(
            count(1), product(SUBJECTS, SCOPES, PHASES), strict=False
        )
    }
    checked = _checked(warehouse, statements)
    placed = {
        (number, *place)
        for number, (statement, stage) in statements.items()
        for place in stated_totals([statement], _YEAR, stage)
    }
    assert len(placed) > len(SUBJECTS)
    assert placed - checked == set()


def _statement(number: int, subject: str, scope: str | None, stage: str) -> tuple[Statement, str]:
    statement = Statement(
        statement_no=number,
        subject=subject,
        subject_path=None,
        subject_code=None,
        part_of=None,
        heading=None,
        whole=None,
        metric="amount",
        printed_text="1",
        value_text="1",
        direction=None,
        bound="exact",
        unit="元",
        fiscal_year=_YEAR,
        phase=PHASES[stage],
        scope=scope,
        compared_year=None,
        compared_phase=None,
        base_statement_no=None,
        earlier_statement_no=None,
        whole_statement_no=None,
        page=1,
        line=1,
        char_from=1,
        char_to=1,
    )
    return statement, stage


def _checked(
    warehouse: Path, statements: Mapping[str, tuple[Statement, str]]
) -> set[tuple[str, str, str, str]]:
    """Each statement with the places that it is held against where a document has only that one."""
    session = Session(warehouse)
    session.give_rows(
        "stg_raw__documents",
        [
            {"document_id": stage, "unit_id": stage, "fiscal_year": _YEAR, "stage": stage}
            for stage in PHASES
        ],
        fiscal_year=pa.int32(),
        is_current=pa.bool_(),
    )
    session.give_rows(
        "stg_raw__statements",
        [
            {
                "statement_id": number,
                "document_id": stage,
                "statement_no": statement.statement_no,
                "source": "narrative",
                "subject": statement.subject,
                "subject_key": label_key(statement.subject),
                "metric": "amount",
                "bound": "exact",
                "value": Decimal(1),
                "value_step": Decimal(1),
                "amount_yuan": Decimal(1),
                "rounding_unit_yuan": Decimal(1),
                "fiscal_year": _YEAR,
                "phase": statement.phase,
                "scope": statement.scope,
            }
            for number, (statement, stage) in statements.items()
        ],
        **_STATEMENTS,
    )
    session.give_nothing("int_amounts__classified")
    session.make("int_statements__named", "int_statements__resolved")
    found = set()
    for table_type, side, line, measure in PLACES:
        session.give_rows(
            "int_checks__places",
            [
                {
                    "document_id": stage,
                    "table_index": 1,
                    "table_type": table_type,
                    "side": side,
                    "phase": phase,
                    "place_kind": "line",
                    "place": line,
                    "measure": measure,
                    "figure_id": "figure",
                    **dict.fromkeys(("value", "low", "high"), Decimal(1)),
                }
                for stage, phase in PHASES.items()
            ],
            **_FIGURES,
        )
        session.make("int_checks__text_ties")
        rows = session.rows("select distinct statement_id from {int_checks__text_ties}")
        found |= {(number, table_type, line, measure) for (number,) in rows}
    return found

"""Ties speak of the same places where figures are placed and where they are checked."""

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pytest

pytest.importorskip("hypothesis")

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ingest.extraction.tables.model import Value
from ingest.extraction.tables.placing.evidence import Evidence, are_tied
from ingest.vocabulary.identities import ties
from ingest.vocabulary.seeds import read_seed
from ingest.vocabulary.titles import fact_scopes
from tests.support.examples import examples
from tests.support.model_sql import Session

Place = tuple[str, str, str]


class Table(NamedTuple):
    """A table with one figure at each of its places: (line, measure)."""

    kind: str
    scope: str | None
    places: frozenset[tuple[str, str]]


_TIES = {
    row["tie_id"]: row
    for row in read_seed("rules/ties.csv", "tie_id", "used_to", "left_table_type", "holds")
    if row["used_to"] == "place_and_check"
}
_ENDS: dict[str, set[tuple[str, str]]] = {}
for _tie in ties():
    for _kind, *_place in (_tie.left, _tie.right):
        _ENDS.setdefault(_kind, set()).add((_place[0], _place[1]))
_AMOUNTS = {
    **dict.fromkeys(("line_key", "group_key"), pa.int64()),
    **dict.fromkeys(("table_index", "line"), pa.int32()),
    **dict.fromkeys(("value", "low", "high"), pa.decimal128(24, 6)),
    **dict.fromkeys(("code", "line_code", "label_key", "table_classification"), pa.string()),
    "scope": pa.string(),
    "is_of_table": pa.bool_(),
}


@st.composite
def _documents(draw: st.DrawFn) -> list[Table]:
    kinds = draw(st.lists(st.sampled_from(sorted(_ENDS)), min_size=1, max_size=6))
    tables = []
    for kind in kinds:
        scope = draw(st.sampled_from([None, None, fact_scopes()[kind], "another"]))
        places = draw(st.sets(st.sampled_from(sorted(_ENDS[kind])), min_size=1))
        tables.append(Table(kind, scope, frozenset(places)))
    return tables


def test_a_type_of_table_has_one_scope() -> None:
    scopes: dict[str, set[str]] = {}
    for row in read_seed("mapping/table_roles.csv", "table_type", "fact_scope"):
        scopes.setdefault(row["table_type"], set()).add(row["fact_scope"])
    assert all(len(own) == 1 for own in scopes.values())


@settings(
    max_examples=examples(15), suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(st.lists(_documents(), min_size=12, max_size=12))
def test_what_is_checked_is_what_places_figures(
    warehouse: Path, documents: list[list[Table]]
) -> None:
    session = Session(warehouse)
    session.give_rows(
        "stg_raw__documents",
        [{"document_id": str(number), "stage": "budget"} for number in range(len(documents))],
    )
    session.give_nothing("int_totals__carried")
    session.give_nothing("int_checks__line_tree")
    session.give_rows("ties", [{k: v or None for k, v in row.items()} for row in _TIES.values()])
    session.give_rows(
        "int_checks__amounts",
        [
            _figure(number, index, table, *place)
            for number, document in enumerate(documents)
            for index, table in enumerate(document, start=1)
            for place in sorted(table.places)
        ],
        **_AMOUNTS,
    )
    session.make("int_checks__places", "int_checks__tied_lines")
    found: dict[tuple[int, str], dict[str, str]] = {}
    for document, tie, role, figure in session.rows(
        "select document_id, rule_id, term_role, figure_id from {int_checks__tied_lines}"
    ):
        found.setdefault((int(document), tie), {})[role] = figure
    checked = {key: (ends["printed"], ends["part"]) for key, ends in found.items()}
    told = {
        (number, tie): ends
        for number, document in enumerate(documents)
        for tie, ends in _told(document).items()
    }
    # A tie of a condition is checked where the document meets it, and may place figures anywhere.
    assert checked.items() <= told.items()
    unchecked = {tie for _, tie in told.keys() - checked.keys()}
    assert all(_TIES[tie]["holds"] != "always" for tie in unchecked)


def _figure(number: int, index: int, table: Table, line: str, measure: str) -> dict[str, object]:
    return {
        "document_id": str(number),
        "table_index": index,
        "table_type": table.kind,
        "scope": table.scope or fact_scopes()[table.kind],
        "side": "revenue" if table.kind == "revenue_statement" else "expenditure",
        "phase": "final",
        "is_of_table": True,
        "group_key": 1000 * number + index,
        "line_key": 1000 * number + index,
        "line": index,
        "row_kind": "line",
        "line_code": None if line == "total" else line,
        "tree_path": "/" if line == "total" else f"/{line}/",
        "measure": measure,
        "figure_id": f"{index} {line} {measure}",
        "value": Decimal(1),
        "low": Decimal(1),
        "high": Decimal(1),
    }


def _told(document: list[Table]) -> dict[str, tuple[str, str]]:
    """The ties that placement goes by, each with its figures: every step tells its place."""
    evidence = Evidence()
    figures: dict[Decimal, str] = {}
    own: dict[Place, str] = {}
    tied = are_tied([(table.kind, table.scope, True) for table in document])
    for index, (table, is_tied) in enumerate(zip(document, tied, strict=True), start=1):
        for line, measure in sorted(table.places) if is_tied else ():
            step = Decimal(len(figures) + 1)
            figures[step] = own[table.kind, line, measure] = f"{index} {line} {measure}"
            evidence.add((table.kind, line, measure), Value(Decimal(1), step))
    expected = {
        (own[kind, line, measure], figures[value.step])
        for kind, line, measure in own
        for its, value in evidence.expected(kind, line)
        if its == measure
    }
    told = {}
    for tie_id, row in _TIES.items():
        left, right = (
            (row[f"{side}_table_type"], row[f"{side}_line"], row[f"{side}_measure"])
            for side in ("left", "right")
        )
        if left in own and right in own:
            assert {(own[left], own[right]), (own[right], own[left])} <= expected
            told[tie_id] = (own[left], own[right])
    return told

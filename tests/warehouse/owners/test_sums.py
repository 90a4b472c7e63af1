"""Sums agree alike where figures are placed and where they are checked."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

pytest.importorskip("hypothesis")

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ingest.extraction.tables.model import Slot
from ingest.extraction.tables.placing.identities import slot_identities
from ingest.vocabulary.identities import measure_identities
from tests.support.examples import examples
from tests.support.model_sql import Session

_SLOW = {"suppress_health_check": list(HealthCheck), "phases": [Phase.generate]}
_AMOUNTS = {
    **dict.fromkeys(("document_id", "table_type", "measure"), pa.string()),
    **dict.fromkeys(("figure_key", "line_key", "group_key"), pa.int64()),
    "table_index": pa.int32(),
    **dict.fromkeys(("value", "low", "high"), pa.decimal128(24, 6)),
}
_PHASES = ("initial_budget", "final")
_MEASURES = sorted(
    {m for i in measure_identities() for m in (i.whole, i.part, i.unless) if m} | {"other"}
)
_TYPES = sorted({i.table_type for i in measure_identities() if i.table_type} | {"another"})
_TABLES = st.tuples(
    st.sampled_from(_TYPES),
    st.sets(st.tuples(st.sampled_from(_PHASES), st.sampled_from(_MEASURES))),
)


@settings(max_examples=examples(25), **_SLOW)  # type: ignore[arg-type]
@given(st.lists(_TABLES, min_size=10, max_size=10))
def test_rows_add_up_by_the_same_identities_when_placed_and_when_checked(
    warehouse: Path, tables: list[tuple[str, set[tuple[str, str]]]]
) -> None:
    session = Session(warehouse)
    session.give_rows(
        "int_checks__amounts",
        [
            {
                "figure_key": _MEASURES.index(measure),
                **dict.fromkeys(("line_key", "group_key"), 2 * index + _PHASES.index(phase)),
                "document_id": str(index),
                "table_index": 1,
                "table_type": table_type,
                "measure": measure,
                **dict.fromkeys(("value", "low", "high"), Decimal(1)),
            }
            for index, (table_type, measures) in enumerate(tables)
            for phase, measure in sorted(measures)
        ],
        **_AMOUNTS,
    )
    session.make("int_checks__row_identity")
    checked = {
        (int(document), _PHASES[head % 2], whole, frozenset(_MEASURES[part] for part in parts))
        for document, head, whole, parts in session.rows(
            "select document_id, head_key, measure, list(figure_key) filter (term_role = 'part')"
            " from {int_checks__row_identity}"
            " group by document_id, head_key, measure, rule_id"
        )
        # One part alone is a sum by what the other lines of the table show.
        if len(parts) > 1
    }
    placed = set()
    for index, (table_type, measures) in enumerate(tables):
        slots = [
            Slot(order, None, measure, phase, "")
            for order, (phase, measure) in enumerate(sorted(measures))
        ]
        for whole, parts in slot_identities(slots, table_type):
            names = frozenset(slots[part].measure for part in parts)
            placed.add((index, slots[whole].phase, slots[whole].measure, names))
    assert checked == placed

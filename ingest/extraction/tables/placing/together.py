"""The tables of a document placed together: what one proves settles figures of another."""

from collections.abc import Iterable, Sequence

from ingest.extraction.tables.model import Placed, Table, Value
from ingest.extraction.tables.placing.evidence import Evidence, Place, learn
from ingest.extraction.tables.placing.place import TablePlacer


def place_tables(tables: Sequence[Table], empty: Iterable[str]) -> list[list[Placed]]:
    """Place all tables, and again while what one proves settles figures of another.

    Args:
        tables: The tables of one document, in order.
        empty: The types of tables that the document declares empty.

    Returns:
        The figures of each table with their slots.
    """
    evidence = Evidence()
    for table_type in empty:
        evidence.add((table_type, "total", "total"), Value())
    placers = list(map(TablePlacer, tables))
    placed: list[list[Placed]] = [[] for _ in tables]
    told: list[frozenset[Place] | None] = [None for _ in tables]
    open_before = -1
    while True:
        for index, table in enumerate(tables):
            about = evidence.about(table.table_type)
            # A known amount never changes: told nothing new, a table is placed as before.
            if about != told[index]:
                items = placers[index].place(evidence)
                learn(evidence, table, items)
                placed[index], told[index] = items, about
        open_now = sum(p.placement == "ambiguous" for items in placed for p in items)
        if open_now in {0, open_before}:
            return placed
        open_before = open_now

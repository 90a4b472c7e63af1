"""Where in a document the rows stand that a node of dbt's fails by."""

from collections.abc import Sequence

import duckdb

from ingest.warehouse.failed_node import BY_ERROR, Node

Position = tuple[int | None, int | None]
"""A page and a line, where they are known."""

_NOWHERE: Position = (None, None)

# Columns of failing rows that name places of a record, one or several in a text.
_IDS = (
    ("amount_id", "amount_id", "stg_raw__amounts"),
    ("statement_id", "statement_id", "stg_raw__statements"),
    ("indicator_id", "indicator_id", "stg_raw__indicators"),
    ("evidence_amount_ids", "amount_id", "stg_raw__amounts"),
    ("evidence_statement_ids", "statement_id", "stg_raw__statements"),
)
_CODES = ("functional_code", "economic_code", "code")
_FIRST = "order by page, line limit 1"


def position_of(node: Node, invariant: str, document: str, picked: Sequence[str]) -> Position:
    """The first place in a document by which a node fails, as far as its rows show.

    Args:
        node: The node, which has just been asked over `picked`.
        invariant: What it said.
        document: The document, one of `picked`.
        picked: The documents.

    Returns:
        Page and line.
    """
    if invariant == BY_ERROR:
        return _of_error(node, document, picked)
    columns = set(node.columns())
    if {"page", "line"} <= columns:
        return _first(node.rows("select page, line", document))
    for column, key, relation in _IDS:
        if column in columns:
            texts = [row[0] for row in node.rows(f"select {column}", document)]
            ids = [name for text in texts for name in str(text or "").split()]
            query = f"select page, line from staging.{relation} where {key} in (select unnest(?))"  # noqa: S608 - our own names
            found = _asked(node, query, [ids])
            if found != _NOWHERE:
                return found
    if "table_index" in columns:
        indexes = [row[0] for row in node.rows("select table_index", document)]
        query = "select page, line from raw.tables where document_id = ? and table_index = ?"
        return _asked(node, query, [document, min(filter(None, indexes), default=None)])
    return _of_codes(node, document, columns)


def _of_codes(node: Node, document: str, columns: set[str]) -> Position:
    """The first amount of a class that the failing rows name."""
    for column in _CODES:
        if column in columns:
            codes = [row[0] for row in node.rows(f"select {column}", document) if row[0]]
            query = (
                "select page, line from raw.amounts where document_id = ?"
                " and exists (from unnest(?::varchar[]) as codes (code)"
                " where starts_with(code_folded, code))"
            )
            return _asked(node, query, [document, codes])
    return _NOWHERE


def _of_error(node: Node, document: str, picked: Sequence[str]) -> Position:
    """The line up to which there must be rows for a query to end with an error."""
    if node.broken(picked, line_to=0) is not None:
        return _NOWHERE
    query = "select max(line) from failed.raw.figures where document_id = ?"
    [(last,)] = node.connection.execute(query, [document]).fetchall()
    low, high = 0, int(last or 0) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if node.broken(picked, middle) else (middle, high)
    query = "select page, line from failed.raw.figures where document_id = ? and line = ?"
    return _asked(node, query, [document, high])


def _asked(node: Node, query: str, values: list[object]) -> Position:
    try:
        return _first(node.connection.execute(f"{query} {_FIRST}", values).fetchall())
    except duckdb.Error:  # A relation that the failed run did not make.
        return _NOWHERE


def _first(rows: Sequence[tuple[int | None, ...]]) -> Position:
    known = [(page, line) for page, line in rows if page is not None and line is not None]
    return min(known, default=_NOWHERE)

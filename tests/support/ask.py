"""Questions of one value to a database."""

from decimal import Decimal

import duckdb


def one(connection: duckdb.DuckDBPyConnection, query: str) -> Decimal | None:
    """The only value of the only row that a query gives."""
    ((value,),) = connection.execute(query).fetchall()
    return None if value is None else Decimal(str(value))

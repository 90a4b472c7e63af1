"""The first sheet of the workbook: the totals of each unit, year and phase, from the tidy views."""

import duckdb
import pyarrow as pa

from ingest.base.sql import statements_of
from ingest.exports.published import Published

FAULTS, REMARK = "金额差错（处）", "备注"

_sql = statements_of(__file__)

_VIEWS = (
    *("tidy_revenue", "tidy_expenditure", "tidy_three_public", "tidy_project"),
    "tidy_procurement",
)
_COUNTS = "counts_in_total"
_SCHEMA = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ("unit_id", "unit_name", "admin_level")),
        *(pa.field(name, pa.string()) for name in ("region_name", "contained_in_unit_id")),
        pa.field("fiscal_year", pa.int32()),
        *(pa.field(name, pa.string()) for name in ("phase", "scope", "basis", "coverage")),
        *(pa.field(name, pa.string()) for name in ("spending_nature", "spending_nature_parent")),
        *(pa.field(name, pa.string()) for name in ("document_id", "source_file")),
        pa.field("amount_wan", pa.decimal128(20, 6)),
        pa.field(_COUNTS, pa.bool_()),
    ]
)


def overview(published: Published, codes: pa.Table) -> pa.Table:
    """The totals of units by year and phase, in order of unit, year and phase.

    Args:
        published: The exports.
        codes: The codes with vocabulary, code, name and place.

    Returns:
        A row per unit, fiscal year and phase that any view has, under Chinese headings.
    """
    rows = pa.concat_tables(_rows(published, view) for view in _VIEWS)
    with duckdb.connect() as connection:
        connection.register("told", rows)
        connection.execute(f"create view counted as from told where coalesce({_COUNTS}, true)")
        connection.register("codes", codes)
        connection.register("dim_unit", published.table("dim_unit", ["unit_id", "unit_name"]))
        faults = published.table("dq_fault", ["document_id", "severity"])
        connection.register("dq_fault", faults)
        return connection.sql(_sql("finance_overview")).to_arrow_table()


def _rows(published: Published, view: str) -> pa.Table:
    """What the totals need of a view, in the columns that all of them get."""
    has = published.schema(view).names
    rows = published.table(view, [name for name in _SCHEMA.names if name in has])
    columns = {
        field.name: rows.column(field.name).cast(field.type)
        if field.name in has
        else pa.nulls(len(rows), field.type)
        for field in _SCHEMA
    }
    return pa.table(columns).append_column("measure", pa.array([view] * len(rows), pa.string()))

"""A manifest of dbt as far as exports read it, and a database with the marts that it names."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

Node = dict[str, Any]


def column(name: str, description: str = "", **changes: Any) -> Node:  # noqa: ANN401 - as json has it
    return {"name": name, "description": description, **changes}


def node(name: str, *columns: Node, **changes: Any) -> Node:  # noqa: ANN401 - as json has it
    made = {
        "resource_type": "model",
        "schema": "marts",
        "name": name,
        "alias": name,
        "description": "Amounts (金额); additive.\nOne row\nper amount.",
        "columns": {each["name"]: each for each in columns},
        "constraints": [],
        "primary_key": [],
        "config": {"materialized": "table", "meta": {}},
    }
    return made | changes


def key(*columns: str) -> list[Node]:
    return [{"type": "primary_key", "columns": list(columns)}]


def write_manifest(path: Path, *nodes: Node) -> Path:
    path.write_text(json.dumps({"nodes": {f"model.m.{n['name']}": n for n in nodes}}))
    return path


AMOUNT = node(
    "fct_amount",
    column("document_id", "The document (公开文件).", constraints=[{"type": "not_null"}]),
    column("row_no", "Row (行).", data_type="integer"),
    column("amount_yuan", "Exact (金额,\n元).", data_type="decimal(20,2)"),
    column("fiscal_year", "Year (年度).", data_type="integer"),
    column("is_leaf", "Whether <b>it</b> & its like add up (最细项)."),
    constraints=key("document_id", "row_no"),
)
UNIT = node("dim_unit", description="Units (单位).")


def write_database(path: Path, order: str = "asc") -> Path:
    """Two marts whose rows stand in an order of no meaning."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.fct_amount as"
            " select document_id, row_no::integer as row_no,"
            " amount_yuan::decimal(20,2) as amount_yuan, fiscal_year::integer as fiscal_year,"
            " row_no > 1 as is_leaf"
            " from (values ('b', 1, 1.50, 2022), ('a', 2, 0.01, 2023), ('a', 10, null, 2023))"
            f" as v(document_id, row_no, amount_yuan, fiscal_year) order by row_no {order}"
        )
        connection.execute(
            "create table marts.dim_unit as"
            " select * from (values ('x', null), ('x', 'a'), ('a', 'b')) as v(unit_id, name)"
            f" order by 1 {order}, 2 {order}"
        )
    return path


def write_mart(path: Path, select: str) -> Path:
    """A database with the one mart `m`."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute(f"create table marts.m as {select}")
    return path


def package(exports: Path) -> dict[str, Any]:
    """The descriptor of exports."""
    read: dict[str, Any] = json.loads((exports / "datapackage.json").read_text("utf-8"))
    return read


def resources(exports: Path) -> dict[str, dict[str, Any]]:
    """The resources of the descriptor by name."""
    return {resource["name"]: resource for resource in package(exports)["resources"]}


def amounts(rows: list[dict[str, Any]]) -> list[Decimal | None]:
    return [row["amount_yuan"] for row in rows]

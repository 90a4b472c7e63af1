"""The steps that are measured, each with the limit that it is held against.

`python -m bench.steps <step> <arguments>` runs one in a process of its own.
"""

import json
import re
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from bench.measure import Told, report
from bench.nodes import compiled, make_catalogs, statement
from bench.queries import OF_ONE, OVER_ALL
from ingest.base.processes import spare_threads, without_pandas
from ingest.rows.schema import RECORDS
from tests.corpus.__main__ import write_texts
from tests.corpus.landing import write_landing

PROJECT = Path(__file__).resolve().parent.parent
_TOKEN = re.compile(r"\S+")
_RUNS = 5
_SHOWN = 12


def make_texts(folder: str, documents: str, seed: str) -> Told:
    """Documents as text."""
    return {
        "documents": int(documents),
        "bytes": write_texts(Path(folder), int(documents), int(seed)),
    }


def make_rows(folder: str, first: str, documents: str, seed: str) -> Told:
    """Documents as extracted rows, without faults, which are for the tests of checks."""
    made = write_landing(Path(folder), int(documents), int(seed), first=int(first), faulty=0.0)
    return {**made.rows, "faults": made.faults}


def tokenise(folder: str) -> Told:
    """The limit of extraction: the same bytes read and cut into words."""
    from ingest.reading.document import read_document  # noqa: PLC0415 - a step loads what it measures

    words = sum(
        len(_TOKEN.findall(line.text))
        for path in sorted(Path(folder).glob("*.txt"))
        for line in read_document(path).lines
    )
    return {"words": words}


def extract(folder: str) -> Told:
    """Extraction on all processors, without writing."""
    from ingest.extraction.pool import extract_documents  # noqa: PLC0415 - a step loads what it measures

    amounts = failed = 0
    for found in extract_documents(sorted(Path(folder).glob("*.txt"))):
        failed += found.error is not None
        amounts += len(found.rows["amounts"]) if found.rows else 0
    return {"amounts": amounts, "failed": failed}


def extract_alone(folder: str) -> Told:
    """Extraction in one process: what a document costs a processor, however busy the machine."""
    from ingest.extraction.extract import extract_documents  # noqa: PLC0415 - a step loads what it measures

    paths = sorted(Path(folder).glob("*.txt"))
    begun = time.process_time()
    amounts = sum(len(f.rows["amounts"]) for f in extract_documents(paths) if f.rows)
    return {"amounts": amounts, "used": time.process_time() - begun}


def extract_and_write(folder: str, extracted: str) -> Told:
    """The command: extraction on all processors, and files of rows for review."""
    from ingest.extraction.pool import extract_documents  # noqa: PLC0415
    from ingest.rows.editions import as_edition  # noqa: PLC0415 - a step loads what it measures
    from ingest.rows.write import write_records  # noqa: PLC0415

    documents = 0
    for found in extract_documents(sorted(Path(folder).glob("*.txt"))):
        if found.rows is not None and found.document_id is not None:
            rows = as_edition(found.rows, found.document_id, 1)
            write_records(Path(extracted), found.document_id, rows)
            documents += 1
    return {"documents": documents}


def load(extracted: str, database: str) -> Told:
    """Extracted rows into schema raw."""
    from ingest.warehouse.load import load as load_rows  # noqa: PLC0415 - a step loads what it measures

    return {"rows": sum(load_rows(Path(extracted), Path(database)).rows.values())}


def read_parquet(extracted: str, database: str) -> Told:
    """The limit of loading: the same files read by DuckDB."""
    with duckdb.connect(database) as connection:
        for record in RECORDS:
            files = Path(extracted, record.name, "*.parquet")
            connection.execute(
                f"create table {record.name} as select * from read_parquet('{files}')"  # noqa: S608
            )
        return {"rows": _rows(connection)}


def read_csv(loaded: str, folder: str) -> Told:
    """Another limit of loading: the same rows read by DuckDB from CSV."""
    Path(folder).mkdir(exist_ok=True)
    with duckdb.connect(loaded, read_only=True) as connection:
        for record in RECORDS:
            connection.execute(f"copy raw.{record.name} to '{folder}/{record.name}.csv'")
    begun = time.perf_counter()
    with duckdb.connect(f"{folder}/csv.duckdb") as connection:
        for record in RECORDS:
            types = {c.name: "varchar" if c.kind == "text" else "integer" for c in record.columns}
            connection.execute(
                f"create table {record.name} as select * from read_csv("  # noqa: S608
                f"'{folder}/{record.name}.csv', auto_detect = false, header = true, "
                f"""delim = ',', quote = '"', escape = '"', columns = """
                f"{json.dumps({**types, 'content_sha256': 'varchar'})})"
            )
        rows = _rows(connection)
    return {"rows": rows, "seconds": time.perf_counter() - begun}


def _rows(connection: duckdb.DuckDBPyConnection) -> int:
    return sum(len(connection.table(record.name)) for record in RECORDS)


def dbt(database: str, private: str) -> Told:
    """Seeds, models and tests, by dbt."""
    from ingest.base.errors import BuildError  # noqa: PLC0415
    from ingest.warehouse.dbt_run import run_dbt  # noqa: PLC0415 - a step loads what it measures

    failed = ""
    try:
        run_dbt("build", PROJECT, Path(database), Path(private))
    except BuildError as error:
        # What fails on injected faults is told, and all that was built is measured.
        failed = f"{error.place.file}: {error.problem}"
        sys.stderr.write(f"{failed}\n")
    results = json.loads(Path(private, "target", "run_results.json").read_text(encoding="utf-8"))
    slowest = sorted(results["results"], key=lambda r: -float(r["execution_time"]))[:_SHOWN]
    return {
        "nodes": len(results["results"]),
        "failed": failed,
        "slowest": [
            {"node": r["unique_id"], "seconds": round(float(r["execution_time"]), 2)}
            for r in slowest
        ],
    }


def straight(loaded: str, built: str, private: str, database: str) -> Told:
    """The limit of the models: the SQL that dbt compiled, run by DuckDB alone."""
    shutil.copyfile(loaded, database)
    failed = 0
    begun = time.perf_counter()
    with duckdb.connect(database) as connection:
        connection.execute(f"attach '{built}' as built (read_only)")
        make_catalogs(connection)
        nodes = list(compiled(Path(private, "target"), Path(database)))
        for node, sql in nodes:
            try:
                connection.execute(statement(node, sql))
            except duckdb.Error as error:
                failed += 1
                sys.stderr.write(f"{node['name']}: {error}\n")
    return {"nodes": len(nodes), "failed": failed, "seconds": time.perf_counter() - begun}


def export(database: str, private: str, folder: str) -> Told:
    """The marts as Parquet with dictionary and checksums."""
    from ingest.exports.export import export as export_marts  # noqa: PLC0415 - a step loads what it measures

    manifest = Path(private, "target", "manifest.json")
    with duckdb.connect(database, read_only=True) as connection:
        there = {row[0] for row in connection.execute(_MARTS).fetchall()}
    export_marts(Path(database), _only(manifest, there), Path(folder))
    files = [path for path in Path(folder).rglob("*") if path.is_file()]
    return {"bytes": sum(path.stat().st_size for path in files)}


_MARTS = """
    select table_name from information_schema.tables
    where table_schema = 'marts' and table_type = 'BASE TABLE'
"""


def _only(manifest: Path, names: set[str]) -> Path:
    """The manifest with the marts that were built, where a test failed before the others."""
    whole = json.loads(manifest.read_text(encoding="utf-8"))
    whole["nodes"] = {
        key: node
        for key, node in whole["nodes"].items()
        if node["schema"] != "marts" or node["alias"] in names
    }
    path = manifest.with_name("manifest-built.json")
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def copy(database: str, folder: str) -> Told:
    """The limit of export: the same tables copied to Parquet by DuckDB."""
    Path(folder).mkdir()
    with duckdb.connect(database, read_only=True) as connection:
        for (name,) in connection.execute(_MARTS).fetchall():
            connection.execute(
                f"copy marts.\"{name}\" to '{folder}/{name}.parquet' (compression zstd)"
            )
    return {"bytes": sum(path.stat().st_size for path in Path(folder).iterdir())}


def build(extracted: str, warehouse: str) -> Told:
    """The command: load, models, tests, exports and publication, or what of it is needed."""
    from ingest.publication.build import build as build_warehouse  # noqa: PLC0415 - a step loads what it measures
    from ingest.publication.site import Site  # noqa: PLC0415

    build_warehouse(Path(extracted), Path(warehouse))
    history = Site(Path(warehouse).resolve()).history.read_text(encoding="utf-8")
    last = json.loads(history.splitlines()[-1])
    steps: list[dict[str, float | str]] = [
        {"step": step, "seconds": float(seconds)} for step, seconds in last["steps"].items()
    ]
    return {"outcome": last["outcome"], "steps": steps}


def queries(database: str) -> Told:
    """Questions of analysts: the median of some runs of each."""
    times: list[dict[str, float | str]] = []
    with duckdb.connect(database, read_only=True) as connection:
        unit = connection.execute(
            "select unit_id, max(fiscal_year) from raw.documents group by 1 order by 1 limit 1"
        ).fetchone()
        assert unit is not None
        for asked, names in ((OVER_ALL, ()), (OF_ONE, ("unit", "year"))):
            for question, sql in asked.items():
                given = {n: v for n, v in zip(names, unit, strict=False) if f"${n}" in sql}
                times.append(_timed(connection, question, sql, given))
    return {"queries": times}


def _timed(
    connection: duckdb.DuckDBPyConnection, question: str, sql: str, given: dict[str, object]
) -> dict[str, float | str]:
    runs = []
    try:
        for _ in range(_RUNS):
            begun = time.perf_counter()
            connection.execute(sql, given).fetchall()
            runs.append(time.perf_counter() - begun)
    except duckdb.CatalogException as error:
        return {"question": question, "seconds": -1.0, "error": str(error).splitlines()[0]}
    return {"question": question, "seconds": round(statistics.median(runs), 4)}


STEPS: dict[str, Callable[..., Told]] = {
    step.__name__: step
    for step in (
        make_texts,
        make_rows,
        tokenise,
        extract,
        extract_alone,
        extract_and_write,
        load,
        read_parquet,
        read_csv,
        dbt,
        straight,
        export,
        copy,
        build,
        queries,
    )
}

if __name__ == "__main__":
    spare_threads()  # As the command does.
    with without_pandas():
        report(lambda: STEPS[sys.argv[1]](*sys.argv[2:]))

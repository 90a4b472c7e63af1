"""A dbt project of one table, and extracted rows for it: what a build needs, in a second."""

import shutil
from pathlib import Path

from ingest.base.settings import PROJECT
from tests.support.shipped import SHIPPED

_PROJECT = {
    "dbt_project.yml": """\
name: tiny
version: "1.0"
profile: mingzhang
flags: {send_anonymous_usage_stats: false}
models:
  tiny: {+schema: marts, +materialized: table}
""",
    "macros/generate_schema_name.sql": (
        "{% macro generate_schema_name(name, node) %}{{ name or target.schema }}{% endmacro %}\n"
    ),
    "models/fct_amount.sql": "select document_id, printed_text from raw.amounts\n",
    "models/dim_document.sql": (
        "select document_id, unit_id, fiscal_year, stage, edition, title, source_file, source_url,"
        " content_sha256 from raw.documents\n"
    ),
}


def make_project(folder: Path) -> Path:
    """Write the project."""
    for name, text in _PROJECT.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    shutil.copy(PROJECT / "profiles.yml", folder)
    return folder


def documents() -> list[str]:
    """The ids of the shipped documents."""
    return sorted(path.stem for path in (SHIPPED / "documents").glob("*.csv"))


def make_rows(folder: Path, chosen: int, serial: int) -> Path:
    """Copy the shipped rows of the documents whose bit is set in `chosen`, or of the first.

    The name of each source holds the serial number, so that no two builds are the same.
    """
    ids = documents()
    wanted = [name for bit, name in enumerate(ids) if chosen >> bit & 1] or ids[:1]
    shutil.rmtree(folder, ignore_errors=True)
    for record in SHIPPED.iterdir():
        (folder / record.name).mkdir(parents=True)
        for name in wanted:
            source = record / f"{name}.csv"
            if source.is_file():
                text = source.read_text(encoding="utf-8").replace(".txt", f".{serial}.txt")
                (folder / record.name / source.name).write_text(text, encoding="utf-8")
    return folder

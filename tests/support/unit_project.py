"""A dbt project of one model local to a unit and one across units, and documents of units."""

from collections.abc import Sequence
from pathlib import Path

from ingest.rows.write import write_records
from tests.support.landing_rows import rows_of
from tests.support.tiny_project import write_tiny

_MODELS = {
    "models/sources.yml": """\
sources:
  - name: raw
    tables: [{name: amounts}, {name: documents}]
""",
    "models/fct_amount.sql": """\
select a.document_id, a.row_no, a.printed_text, d.unit_id, d.fiscal_year
from {{ source('raw', 'amounts') }} as a join {{ source('raw', 'documents') }} as d
  on a.document_id = d.document_id
""",
    "models/fct_all.sql": """\
{{ config(tags=['across_units']) }} select count(*) as amounts from {{ ref('fct_amount') }}
""",
    "models/models.yml": """\
models:
  - name: fct_amount
    columns:
      - name: printed_text
        data_tests: [not_null]
""",
}


def write_project(folder: Path) -> Path:
    """Write the project; the folder."""
    return write_tiny(folder, _MODELS)


def forbid_few(project: Path, amounts: int) -> None:
    """Write a test that fails where there are fewer amounts, also where there is no document."""
    path = project / "tests/dbt/assert_not_few.sql"
    path.parent.mkdir(parents=True)
    counted = "select count(*) as amounts from {{ ref('fct_amount') }}"
    path.write_text(f"select * from ({counted}) as counted where amounts < {amounts}")


def write_document(
    folder: Path,
    document: str,
    amounts: int = 2,
    listed: Sequence[str] = (),
    parent: str | None = None,
) -> None:
    """Write the rows of a document, whose id begins with its unit's in six letters.

    Args:
        folder: The landing folder.
        document: The document's id.
        amounts: How many amounts it has.
        listed: The units that it lists.
        parent: The unit that it puts its own under.
    """
    rows = rows_of(document, amounts)
    own: dict[str, str | int | None] = {
        "unit_id": document[:6],
        "fiscal_year": int(document.split("-")[2]),
        "parent_unit_id": parent,
    }
    rows["documents"] = [{**rows["documents"][0], **own}]
    block = rows["blocks"][0]
    rows["blocks"] = [
        {**block, "row_first": row, "row_last": row, "listed_unit_id": unit}
        for row, unit in enumerate(listed, start=1)
    ]
    write_records(folder, document, rows)

"""A dbt project whose models rows can break in each way, and documents that do."""

from pathlib import Path

from ingest.base.settings import PROJECT
from ingest.rows.write import write_records
from tests.support.landing_rows import rows_of
from tests.support.tiny_project import write_tiny

_MODELS = {
    "models/sources.yml": """\
sources:
  - name: raw
    tables: [{name: amounts}, {name: documents}, {name: set_aside}]
""",
    "models/stg_raw__amounts.sql": """\
{{ config(schema='staging', materialized='view') }}
select a.*, d.unit_id, d.document_id || a.row_no as amount_id
from {{ source('raw', 'amounts') }} as a join {{ source('raw', 'documents') }} as d
  on a.document_id = d.document_id
""",
    "models/fct_amount.sql": """\
select amount_id, document_id, unit_id, heading_printed, code_printed, measure, label_printed
from {{ ref('stg_raw__amounts') }}
""",
    "models/fct_value.sql": """\
select document_id, unit_id, printed_text::decimal(9, 2) as amount_yuan
from {{ ref('stg_raw__amounts') }}
""",
    "models/fct_code.sql": """\
{{ config(tags=['across_units']) }}
select code_printed as code, unit_id from {{ ref('fct_amount') }} group by all
""",
    "models/fct_total.sql": """\
{{ config(tags=['across_units']) }}
select count(*) filter (where heading_printed = 'odd') as odd from {{ ref('fct_amount') }}
""",
    "models/dq_set_aside.sql": "select * from {{ source('raw', 'set_aside') }}",
    "models/models.yml": """\
models:
  - name: fct_amount
    config: {contract: {enforced: true}}
    columns:
      - {name: amount_id, data_type: varchar, constraints: [{type: primary_key}]}
      - {name: document_id, data_type: varchar}
      - {name: unit_id, data_type: varchar}
      - {name: heading_printed, data_type: varchar, constraints: [{type: not_null}]}
      - {name: code_printed, data_type: varchar}
      - name: measure
        data_type: varchar
        data_tests: [{accepted_values: {arguments: {values: [a measure]}}}]
      - {name: label_printed, data_type: varchar, data_tests: [unique]}
  - name: fct_total
    columns:
      - {name: odd, data_tests: [{accepted_values: {arguments: {values: ["0"]}}}]}
  - name: fct_code
    config: {contract: {enforced: true}}
    columns:
      - {name: code, data_type: varchar, constraints: [{type: primary_key}]}
      - {name: unit_id, data_type: varchar}
""",
    "tests/assert_values_are_printed_small.sql": """\
select v.document_id, s.page, s.line from {{ ref('fct_value') }} as v
join {{ ref('stg_raw__amounts') }} as s on v.document_id = s.document_id
where v.amount_yuan > 50 and s.printed_text = v.amount_yuan::varchar
""",
    "tests/assert_labels_are_short.sql": """\
select a.document_id, 'fct_amount' as model_name from {{ ref('fct_amount') }} as a
where length(a.label_printed) > 50 and exists (select 1 from {{ ref('fct_value') }})
""",
    "macros/constraints.sql": (PROJECT / "macros/constraints.sql").read_text(encoding="utf-8"),
}


def write_project(folder: Path) -> Path:
    """Write the project; the folder."""
    return write_tiny(folder, _MODELS, '+post-hook: "{{ check_primary_key() }}"')


def write_document(folder: Path, document: str, **changes: str | None) -> None:
    """Write the rows of a document of two amounts, on lines 11 and 12 of its page 3.

    Args:
        folder: The landing folder.
        document: Its id, which begins with its unit's in six letters.
        changes: What the amount on line 12 has instead of what a sound one has.
    """
    rows = rows_of(document)
    own = {"unit_id": document[:6], "source_file": f"{document}.txt", "parent_unit_id": None}
    rows["documents"] = [{**rows["documents"][0], **own}]
    for number, changed in enumerate(({}, changes)):
        said: dict[str, str | None] = {
            "printed_text": "1.00",
            "label_printed": f"{document} {number + 1}",
        }
        said |= {"code_printed": document[:6], **changed}
        rows["amounts"][number] = {
            **rows["amounts"][number],
            **said,
            "page": 3,
            "line": 11 + number,
        }
    rows["figures"] = [{**rows["figures"][0], "page": 3, "line": line} for line in (11, 12)]
    write_records(folder, document, rows)

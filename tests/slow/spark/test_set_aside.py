"""What breaks a model on Spark is set aside there too, and everything else is published."""

from pathlib import Path

import duckdb
import pytest

from ingest.base.errors import BuildError
from ingest.base.settings import DATABASE, ENGINE_VARIABLE
from ingest.publication.build import build
from tests.support.faulty import write_document
from tests.support.tiny_project import write_tiny

SOUND, BROKEN = "unit-a-2023-budget", "unit-k-2023-budget"
_MODELS = {
    "models/sources.yml": """\
sources:
  - name: raw
    tables: [{name: amounts}, {name: documents}, {name: set_aside}]
""",
    "models/fct_amount.sql": """\
select a.document_id, d.unit_id, a.row_no, a.heading_printed
from {{ source('raw', 'amounts') }} as a join {{ source('raw', 'documents') }} as d
  on a.document_id = d.document_id
""",
    "models/dq_set_aside.sql": """\
select document_id, unit_id, reason from {{ source('raw', 'set_aside') }}
""",
    "models/models.yml": """\
models:
  - name: fct_amount
    columns: [{name: heading_printed, data_tests: [not_null]}]
""",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a project and the rows of a sound document."""
    monkeypatch.setenv(ENGINE_VARIABLE, "spark")
    write_tiny(tmp_path / "project", _MODELS)
    write_document(tmp_path / "extracted", SOUND)
    return tmp_path


def _build(home: Path) -> None:
    build(home / "extracted", home / "warehouse", home / "project")


def test_what_breaks_a_model_is_set_aside_and_the_rest_is_published(home: Path) -> None:
    write_document(home / "extracted", BROKEN, heading_printed=None)
    _build(home)
    with duckdb.connect(str(home / "warehouse" / DATABASE), read_only=True) as connection:
        documents = connection.sql("select distinct document_id from marts.fct_amount").fetchall()
        aside = connection.sql("select document_id, reason from marts.dq_set_aside").fetchall()
    assert documents == [(SOUND,)]
    [(document, reason)] = aside
    assert document == BROKEN
    assert "1 row breaks not_null (heading_printed) of fct_amount." in reason


def test_what_duckdb_finds_sound_is_a_failure(home: Path) -> None:
    test = home / "project/tests/assert_engine.sql"
    test.parent.mkdir()
    test.write_text(
        "{% if target.type == 'spark' %}select 1 as failure from {{ ref('fct_amount') }}"
        "{% else %}select * from {{ ref('fct_amount') }} where row_no < 0{% endif %}"
    )
    with pytest.raises(BuildError, match="assert_engine"):
        _build(home)
    assert not (home / "warehouse").exists()

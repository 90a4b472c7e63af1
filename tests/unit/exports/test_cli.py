"""`export` on the command line: to a folder, in a form, and what it says."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.cli import app
from ingest.exports.export import export
from tests.support.export_manifest import AMOUNT, UNIT, write_database, write_manifest

RUN = CliRunner()


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    manifest = write_manifest(tmp_path / "manifest.json", AMOUNT, UNIT)
    (tmp_path / "warehouse").mkdir()
    export(write_database(tmp_path / "a.duckdb"), manifest, tmp_path / "warehouse/exports")
    return tmp_path / "warehouse"


def test_a_folder_is_written_in_the_form_that_is_named(warehouse: Path, tmp_path: Path) -> None:
    arguments = ["--warehouse", str(warehouse), "--dest", str(tmp_path / "out")]
    result = RUN.invoke(app, ["export", *arguments, "--format", "csv", "--bom"])

    assert result.exit_code == 0
    assert result.stdout == f"exported: 7 files to {tmp_path / 'out'}\n"
    data = (tmp_path / "out/fct_amount.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfdocument_id,")


def test_a_folder_without_a_form_is_parquet(warehouse: Path, tmp_path: Path) -> None:
    arguments = ["--warehouse", str(warehouse), "--dest", str(tmp_path / "out")]
    assert RUN.invoke(app, ["export", *arguments]).exit_code == 0
    assert (tmp_path / "out/fct_amount.parquet").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "csv"], "make export DEST=<folder> FORMAT=csv"),
        (["--format", "json", "--dest", "out"], "Take one of: parquet, csv, xlsx, workbook."),
    ],
)
def test_a_form_that_cannot_be_written_ends_with_2(
    warehouse: Path, arguments: list[str], said: str
) -> None:
    result = RUN.invoke(app, ["export", "--warehouse", str(warehouse), *arguments])
    assert result.exit_code == 2
    assert said in result.stderr

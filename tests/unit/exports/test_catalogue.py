"""What the exports say of themselves as a whole: version, licence, sources, and for catalogues."""

import hashlib
import json
import tomllib
from pathlib import Path

import duckdb
import pytest

from ingest import __version__
from ingest.base.settings import PROJECT
from ingest.exports import datapackage
from ingest.exports.catalogue import Disclosure
from ingest.exports.datapackage import package
from ingest.exports.export import export
from tests.support.export_manifest import (
    column,
    node,
    write_manifest,
    write_mart,
)

DOCUMENTS = (
    "select * from (values"
    " ('b', 'u', 2024, 'final', 1, '决算', 'b.pdf', 'https://example.org/b'),"
    " ('a', 'u', 2022, 'budget', 1, null, 'a.pdf', null))"
    " as v(document_id, unit_id, fiscal_year, stage, edition, title, source_file, source_url)"
)


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    manifest = write_manifest(
        tmp_path / "manifest.json",
        node("dim_document", column("document_id"), alias="dim_document"),
    )
    database = write_mart(tmp_path / "m.duckdb", DOCUMENTS)
    with duckdb.connect(str(database)) as connection:
        connection.execute("alter table marts.m rename to dim_document")
    export(database, manifest, tmp_path / "exports")
    return tmp_path / "exports"


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    assert project["license"] == "Apache-2.0"


def test_the_package_says_version_licence_and_sources(exports: Path) -> None:
    told = json.loads((exports / "datapackage.json").read_text("utf-8"))
    assert told["version"] == __version__
    assert [licence["name"] for licence in told["licenses"]] == ["Apache-2.0"]
    assert told["sources"] == [
        {"title": "a.pdf"},
        {"title": "决算", "path": "https://example.org/b"},
    ]


def test_very_many_sources_are_those_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datapackage, "_MOST_SOURCES", 1)
    told = package([], [Disclosure("a", None, 2022), Disclosure("b", None, 2023)])
    assert told["sources"] == [
        {"title": "2 disclosures, listed in dim_document", "path": "dim_document.parquet"}
    ]


def test_a_catalogue_finds_every_file_with_its_checksum(exports: Path) -> None:
    told = json.loads((exports / "dataset.jsonld").read_text("utf-8"))
    assert told["@type"] == ["Dataset", "dcat:Dataset"]
    assert told["temporalCoverage"] == "2022/2024"
    assert told["license"] == told["dct:license"]["@id"]
    files = {each["contentUrl"]: each["sha256"] for each in told["distribution"]}
    assert set(files) == {"dim_document.parquet", "dictionary.parquet"}
    for name, digest in files.items():
        assert hashlib.sha256((exports / name).read_bytes()).hexdigest() == digest

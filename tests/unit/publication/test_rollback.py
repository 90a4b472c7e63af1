"""Rollback: to the build before, to a named one, and never to one that is not whole."""

import json
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from ingest.base.errors import WarehouseError
from ingest.cli import app
from ingest.publication.history import read
from ingest.publication.publish import locked, private_folder, publish_new, seal
from ingest.publication.rollback import rollback
from ingest.publication.site import Site, new_id
from ingest.warehouse.provenance import identity, stamp


def _publish(warehouse: Path, text: str) -> str:
    with locked(warehouse) as site:
        build_id = new_id(site)
        with private_folder(site, build_id) as private:
            new = private / "warehouse"
            (new / "exports").mkdir()
            (new / "exports/m.parquet").write_text(text)
            digest = sha256(text.encode()).hexdigest()
            (new / "exports/SHA256SUMS").write_text(f"{digest}  m.parquet\n")
            with duckdb.connect(str(new / "mingzhang.duckdb")) as connection:
                connection.execute("create schema raw")
            stamp(new / "mingzhang.duckdb", {"build_id": build_id})
            seal(new, {"build_id": build_id})
            publish_new(site, new)
    return build_id


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse"


@pytest.fixture
def builds(warehouse: Path) -> list[str]:
    """Three builds, the last of them published."""
    return [_publish(warehouse, text) for text in ("one", "two", "three")]


def _published(warehouse: Path) -> tuple[str, str]:
    text = (warehouse / "exports/m.parquet").read_text()
    return identity(warehouse)["build_id"], text


def test_it_returns_to_the_build_before_and_on_to_the_one_before_that(
    warehouse: Path, builds: list[str]
) -> None:
    rollback(warehouse)
    assert _published(warehouse) == (builds[1], "two")

    rollback(warehouse)
    assert _published(warehouse) == (builds[0], "one")

    with pytest.raises(WarehouseError, match="There is no earlier warehouse"):
        rollback(warehouse)
    rows = [(r["kind"], r["build_id"], r["replaces"]) for r in read(Site(warehouse).history)]
    assert rows == [
        ("rollback", builds[1], builds[2]),
        ("rollback", builds[0], builds[1]),
    ]


def test_it_returns_to_a_named_build_and_forward_again(warehouse: Path, builds: list[str]) -> None:
    rollback(warehouse, builds[0])
    rollback(warehouse, builds[2])

    assert _published(warehouse) == (builds[2], "three")
    assert sorted(p.name for p in Site(warehouse).kept.iterdir()) == builds


@pytest.mark.parametrize("to", ["20000101T000000.000Z", "../warehouse", "published"])
def test_a_build_that_is_not_kept_is_refused(warehouse: Path, builds: list[str], to: str) -> None:
    with pytest.raises(WarehouseError, match=f"There is no kept warehouse.*{builds[0]}"):
        rollback(warehouse, builds[2] if to == "published" else to)

    assert _published(warehouse) == (builds[2], "three")


def _damage(kept: Path, part: str) -> None:
    match part:
        case "export":
            (kept / "exports/m.parquet").write_text("another")
        case "sums":
            digest = sha256(b"another").hexdigest()
            (kept / "exports/m.parquet").write_text("another")
            (kept / "exports/SHA256SUMS").write_text(f"{digest}  m.parquet\n")
        case "no database":
            (kept / "mingzhang.duckdb").unlink()
        case "database":
            stamp(kept / "mingzhang.duckdb", {"build_id": "another"})


def test_where_nothing_was_built_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="No warehouse was built here"):
        rollback(tmp_path / "mistyped/warehouse")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("part", ["export", "sums", "no database", "database"])
def test_a_kept_warehouse_that_is_not_whole_is_refused(
    warehouse: Path, builds: list[str], part: str
) -> None:
    _damage(Site(warehouse).kept / builds[1], part)

    with pytest.raises(WarehouseError, match=r"differs from what was published|to another build"):
        rollback(warehouse)

    assert _published(warehouse) == (builds[2], "three")


def test_the_commands_end_with_the_status_that_is_documented(
    warehouse: Path, builds: list[str]
) -> None:
    run = CliRunner()
    where = ["--warehouse", str(warehouse)]
    assert run.invoke(app, ["rollback", *where, "--to", builds[0]]).exit_code == 0
    assert run.invoke(app, ["rollback", *where, "--to", "never"]).exit_code == 2
    with locked(warehouse):
        busy = run.invoke(app, ["build", *where])
    assert busy.exit_code == 3
    assert "Built by another process" in busy.stderr
    listed = run.invoke(app, ["history", *where], env={"LOG": "json"})
    assert listed.exit_code == 0
    (row,) = map(json.loads, listed.stdout.splitlines())
    assert (row["build_id"], row["state"]) == (builds[0], "published")

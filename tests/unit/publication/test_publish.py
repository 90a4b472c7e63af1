"""Publication: what stands where after a switch, after a failure, and after a crash."""

import json
import os
from pathlib import Path

import duckdb
import pytest

from ingest.base import atomic
from ingest.base.errors import BuildError, BusyError, WarehouseError
from ingest.publication.publish import locked, private_folder, publish_new, seal
from ingest.publication.site import Site, kept_ids, new_id
from ingest.warehouse.provenance import identity

BUILDS = ".warehouse.builds"


@pytest.fixture(params=["exchange", "two renames"])
def warehouse(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A warehouse to be, on a file system that exchanges folders and on one that does not."""
    if request.param == "two renames":
        monkeypatch.setattr(atomic, "exchange", lambda _one, _other: False)
    return tmp_path / "out/warehouse"


def _fill(folder: Path, text: str) -> None:
    (folder / "exports").mkdir(parents=True)
    (folder / "mingzhang.duckdb").write_text(f"database {text}")
    (folder / "exports/m.parquet").write_text(text)
    (folder / "exports/SHA256SUMS").write_text(f"{text}  m.parquet\n")


def _publish(warehouse: Path, text: str, keep: int = 3, content: str = "") -> str:
    with locked(warehouse) as site:
        build_id = new_id(site)
        with private_folder(site, build_id) as private:
            _fill(private / "warehouse", text)
            facts = {"build_id": build_id, "inputs": {"sha256": content}, "code": {"sha256": "c"}}
            seal(private / "warehouse", facts if content else {"build_id": build_id})
            publish_new(site, private / "warehouse", keep)
    return build_id


def _read(warehouse: Path) -> str:
    text = (warehouse / "exports/m.parquet").read_text()
    assert (warehouse / "mingzhang.duckdb").read_text() == f"database {text}"
    return text


def _kept(warehouse: Path) -> list[str]:
    return [_read(Site(warehouse).kept / name) for name in kept_ids(Site(warehouse))]


def test_a_warehouse_takes_the_place_of_the_one_before_which_is_kept(warehouse: Path) -> None:
    first, second = _publish(warehouse, "one"), _publish(warehouse, "two")

    assert first < second
    assert _read(warehouse) == "two"
    assert identity(warehouse)["build_id"] == second
    assert _kept(warehouse) == ["one", "two"]
    assert sorted(p.name for p in (warehouse.parent / BUILDS).iterdir()) == [
        "kept",
        "lock",
        "logs",
        "work",
    ]


def test_the_published_files_are_those_of_the_kept_folder_and_take_no_room(
    warehouse: Path,
) -> None:
    name = _publish(warehouse, "one")

    kept = Site(warehouse).kept / name
    for file in ("mingzhang.duckdb", "exports/m.parquet", "build.json"):
        assert (kept / file).samefile(warehouse / file)


def test_a_database_that_a_reader_has_resolved_outlives_a_switch(warehouse: Path) -> None:
    _publish(warehouse, "one")
    resolved = (warehouse / "mingzhang.duckdb").resolve()
    _publish(warehouse, "two")

    assert resolved.read_text() == "database one"
    assert (warehouse / "mingzhang.duckdb").resolve() != resolved
    _publish(warehouse, "three")
    assert not resolved.exists()


def test_duckdb_reads_all_of_a_database_from_the_path_it_resolved_first(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    with duckdb.connect(str(tmp_path / "1/mingzhang.duckdb")) as connection:
        connection.execute("create table t as select 1 as a")
    (tmp_path / "mingzhang.duckdb").symlink_to("1/mingzhang.duckdb")

    with duckdb.connect(str(tmp_path / "mingzhang.duckdb"), read_only=True) as connection:
        found = connection.execute("select database_name, path from duckdb_databases()").fetchall()

    assert ("mingzhang", str((tmp_path / "1/mingzhang.duckdb").resolve())) in found


def test_an_empty_folder_is_taken_and_keeps_its_mode(warehouse: Path) -> None:
    warehouse.mkdir(parents=True)
    warehouse.chmod(0o750)

    _publish(warehouse, "one")

    assert _read(warehouse) == "one"
    assert warehouse.stat().st_mode & 0o777 == 0o750
    assert _kept(warehouse) == ["one"]


def test_a_warehouse_of_before_builds_had_ids_is_kept(warehouse: Path) -> None:
    _fill(warehouse, "old")
    os.utime(warehouse / "mingzhang.duckdb", (0, 0))

    _publish(warehouse, "new")

    assert kept_ids(Site(warehouse))[0] == "19700101T000000.000Z"
    assert _kept(warehouse) == ["old", "new"]


def test_a_warehouse_put_there_by_hand_is_kept_once(warehouse: Path) -> None:
    first = _publish(warehouse, "one")
    _publish(warehouse, "two")
    for path in (Site(warehouse).kept / first).rglob("*"):
        if path.is_file():
            target = warehouse / path.relative_to(Site(warehouse).kept / first)
            target.unlink()
            target.write_bytes(path.read_bytes())

    _publish(warehouse, "three")

    assert _kept(warehouse) == ["one", "two", "three"]


def test_a_path_through_a_link_is_switched_where_it_leads(warehouse: Path, tmp_path: Path) -> None:
    warehouse.parent.mkdir()
    (tmp_path / "link").symlink_to(warehouse)

    _publish(tmp_path / "link", "one")
    _publish(tmp_path / "link", "two")

    assert (tmp_path / "link").is_symlink()
    assert _read(warehouse) == "two"


def test_as_many_are_kept_as_asked_for(warehouse: Path) -> None:
    for text in ("one", "two", "three", "four"):
        _publish(warehouse, text, keep=2)
    assert _kept(warehouse) == ["two", "three", "four"]

    _publish(warehouse, "five", keep=0)
    assert _kept(warehouse) == ["five"]


def test_repetitions_go_before_the_last_one_that_was_different(warehouse: Path) -> None:
    _publish(warehouse, "one", content="a")
    for _ in range(4):
        _publish(warehouse, "two", keep=2, content="b")

    assert _kept(warehouse) == ["one", "two", "two"]


def test_the_one_just_replaced_stays_for_its_readers(warehouse: Path) -> None:
    for text in ("one", "two", "three", "two", "two"):
        last = kept_ids(Site(warehouse))[-1:]
        _publish(warehouse, text, keep=2, content=text)
        assert set(last) <= set(kept_ids(Site(warehouse)))

    assert _kept(warehouse) == ["three", "two", "two"]


def test_ids_rise_where_the_clock_does_not(warehouse: Path) -> None:
    (Site(warehouse).kept / "29991231T235959.999Z").mkdir(parents=True)

    assert new_id(Site(warehouse)) == "30000101T000000.000Z"


def test_a_folder_that_is_no_whole_warehouse_is_not_sealed(tmp_path: Path) -> None:
    _fill(tmp_path, "one")
    (tmp_path / "mingzhang.duckdb.wal").touch()

    with pytest.raises(BuildError, match=r"mingzhang\.duckdb\.wal"):
        seal(tmp_path, {"build_id": "1"})


def test_a_failed_switch_leaves_the_old_warehouse(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _publish(warehouse, "one")

    def fail(*_: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("ingest.publication.publish.switch", fail)
    with pytest.raises(OSError, match="Input/output"):
        _publish(warehouse, "two")

    assert _read(warehouse) == "one"
    assert _kept(warehouse) == ["one"]


def test_a_second_rename_that_fails_puts_the_old_one_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "exchange", lambda _one, _other: False)
    (tmp_path / "place").mkdir()

    with pytest.raises(FileNotFoundError):
        atomic.switch(tmp_path / "never-made", tmp_path / "place", tmp_path / "aside")

    assert [p.name for p in tmp_path.iterdir()] == ["place"]


def test_folders_are_exchanged_here_in_one_step(tmp_path: Path) -> None:
    (tmp_path / "a/in-a").mkdir(parents=True)
    (tmp_path / "b").mkdir()

    if not atomic.exchange(tmp_path / "a", tmp_path / "b"):
        pytest.skip("this file system does not exchange folders; two renames are tested instead")

    assert (tmp_path / "b/in-a").is_dir()
    with pytest.raises(FileNotFoundError):
        atomic.exchange(tmp_path / "a", tmp_path / "nowhere")


def test_a_warehouse_set_aside_by_a_crash_comes_back(warehouse: Path) -> None:
    _publish(warehouse, "one")
    warehouse.rename(Site(warehouse).aside)

    with locked(warehouse):
        assert _read(warehouse) == "one"
        assert not Site(warehouse).aside.exists()


def test_what_a_killed_build_left_is_removed_and_what_it_never_published(warehouse: Path) -> None:
    _publish(warehouse, "one")
    site = Site(warehouse)
    _fill(site.kept / "20990101T000000.000Z", "finished, but not published")
    (site.work / "20990101T000000.000Z/target").mkdir(parents=True)
    _fill(site.aside, "links of a switch that was done")
    announced = {"kind": "build", "build_id": "20990101T000000.000Z", "outcome": None}
    (site.folder / "lock").write_text(json.dumps(announced))

    with locked(warehouse) as found:
        assert found.abandoned == announced
        assert _kept(warehouse) == ["one"]
        assert list(site.work.iterdir()) == []
        assert not site.aside.exists()


def test_one_builder_at_a_time_and_the_second_hears_of_the_first(warehouse: Path) -> None:
    by = {"pid": 7, "user": "someone", "host": "here"}
    with locked(warehouse) as site:
        site.announce({"by": by, "started_at": "2024-02-29T00:00:00+00:00"})
        with (
            pytest.raises(
                BusyError, match="process 7 of someone on here since 2024-02-29T00:00:00"
            ),
            locked(warehouse),
        ):
            pass
        site.announce(None)
        with pytest.raises(BusyError, match="another process"), locked(warehouse):
            pass
    with locked(warehouse):
        pass


@pytest.mark.parametrize("name", ["notes.md", "exports/mine.parquet"])
def test_nothing_is_made_beside_a_folder_of_someone_else(tmp_path: Path, name: str) -> None:
    _fill(tmp_path / "warehouse", "one")
    (tmp_path / "warehouse" / name).write_text("mine")

    with pytest.raises(WarehouseError, match=Path(name).name), locked(tmp_path / "warehouse"):
        pass

    assert [p.name for p in tmp_path.iterdir()] == ["warehouse"]


def test_a_mount_point_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.ismount", lambda path: path == tmp_path)

    with pytest.raises(WarehouseError, match="mount point"), locked(tmp_path):
        pass

"""Where a report stands: with the build it is of, whole, and gone with it."""

import stat
import sys
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

from ingest.base import atomic
from ingest.base.errors import BusyError, WarehouseError
from ingest.publication.publish import (
    locked,
    private_folder,
    publish,
    publish_new,
    publish_report,
    rollback_target,
    seal,
)
from ingest.publication.site import Site, new_id
from ingest.serving.report.publish import drawing, publish_site
from ingest.serving.report.wanted import WANTED, Wanted, wanted_of


@pytest.fixture(params=["exchange", "two renames"])
def warehouse(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A warehouse to be, on a file system that exchanges folders and on one that does not."""
    if request.param == "two renames":
        monkeypatch.setattr(atomic, "exchange", lambda _one, _other: False)
    return tmp_path / "out/warehouse"


def _build(warehouse: Path, text: str) -> str:
    with locked(warehouse) as site:
        build_id = new_id(site)
        with private_folder(site, build_id) as private:
            new = private / "warehouse"
            (new / "exports").mkdir(parents=True)
            (new / "mingzhang.duckdb").write_text(text)
            seal(new, {"build_id": build_id})
            publish_new(site, new)
    return build_id


def _report(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text)
    digest = sha256(text.encode()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  index.html\n")
    return folder


def _put(warehouse: Path, build_id: str, folder: Path) -> None:
    with locked(warehouse) as site:
        publish_report(site, build_id, folder)


def test_it_stands_in_the_warehouse_and_a_new_one_takes_its_place(
    warehouse: Path, tmp_path: Path
) -> None:
    build_id = _build(warehouse, "data")
    for text in ("one", "two"):
        _put(warehouse, build_id, _report(tmp_path / text, text))
        assert (warehouse / "report/index.html").read_text() == text
    assert list(Site(warehouse).work.iterdir()) == []
    assert (warehouse / "mingzhang.duckdb").read_text() == "data"


def test_it_goes_with_its_build_and_comes_back_with_it(warehouse: Path, tmp_path: Path) -> None:
    first = _build(warehouse, "one")
    _put(warehouse, first, _report(tmp_path / "made", "of one"))

    _build(warehouse, "two")
    assert not (warehouse / "report").exists()

    with locked(warehouse) as site:
        publish(site, rollback_target(site))
    assert (warehouse / "mingzhang.duckdb").read_text() == "one"
    assert (warehouse / "report/index.html").read_text() == "of one"


def test_a_report_of_another_build_is_refused(warehouse: Path, tmp_path: Path) -> None:
    first = _build(warehouse, "one")
    _build(warehouse, "two")
    with pytest.raises(WarehouseError, match=r"not .* any more.*make report"):
        _put(warehouse, first, _report(tmp_path / "made", "of one"))
    assert not (warehouse / "report").exists()


def test_a_failed_switch_leaves_the_report_before(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_id = _build(warehouse, "data")
    _put(warehouse, build_id, _report(tmp_path / "one", "one"))
    with monkeypatch.context() as broken:
        broken.setattr("ingest.publication.publish.sync_tree", _fail)
        with pytest.raises(OSError, match="disk"):
            _put(warehouse, build_id, _report(tmp_path / "two", "two"))
    assert (warehouse / "report/index.html").read_text() == "one"
    _put(warehouse, build_id, _report(tmp_path / "three", "three"))
    assert (warehouse / "report/index.html").read_text() == "three"


def _fail(_folder: Path) -> None:
    raise OSError("disk")


def test_a_file_of_someone_else_in_it_stops_a_build(warehouse: Path, tmp_path: Path) -> None:
    build_id = _build(warehouse, "data")
    _put(warehouse, build_id, _report(tmp_path / "made", "one"))
    (warehouse / "report/notes.txt").write_text("mine")
    with pytest.raises(WarehouseError, match=r"no build made: .*notes\.txt"):
        _build(warehouse, "two")


def test_a_damaged_report_is_not_returned_to(warehouse: Path, tmp_path: Path) -> None:
    first = _build(warehouse, "one")
    made = _report(tmp_path / "made", "of one")
    (made / "SHA256SUMS").write_text(f"{'0' * 64}  index.html\n")
    _put(warehouse, first, made)
    _build(warehouse, "two")
    with (
        locked(warehouse) as site,
        pytest.raises(WarehouseError, match=r"index\.html differs from what was published"),
    ):
        rollback_target(site)


def test_the_command_publishes_for_every_reader(tmp_path: Path, warehouse: Path) -> None:
    """Without a database to draw from, the writer is a stand-in: what counts is where it goes."""
    build_id = _build(warehouse, "data")

    def write(_database: Path, folder: Path, *_rest: object) -> str:
        _report(folder, "drawn")
        return build_id

    with pytest.MonkeyPatch.context() as patch:
        # In place of the module, which draws with what is in the report group.
        writer = SimpleNamespace(write_site=write)
        patch.setitem(sys.modules, "ingest.serving.report.write", writer)
        publish_site(warehouse)
        with locked(warehouse), pytest.raises(BusyError):
            publish_site(warehouse)

    usual = tmp_path / "usual"
    usual.mkdir()
    assert (warehouse / "report/index.html").read_text() == "drawn"
    mode = stat.S_IMODE((warehouse / "report").stat().st_mode)
    assert mode == stat.S_IMODE(usual.stat().st_mode)


def test_without_a_warehouse_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"There is no warehouse.*make build"):
        publish_site(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def _drawn(monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> list[tuple[object, ...]]:
    """What every report is asked for, where reports are a file each."""
    asked: list[tuple[object, ...]] = []

    def write_site(_database: Path, folder: Path, units: tuple[str, ...], documents: str) -> str:
        asked.append((units, documents))
        if fails:
            raise WarehouseError("mingzhang.duckdb", "It holds no unit x.", "Name another.")
        (folder / WANTED).write_text(Wanted(units, documents).text())
        return "id"

    module = SimpleNamespace(write_site=write_site)
    monkeypatch.setitem(sys.modules, "ingest.serving.report.write", module)
    return asked


def test_a_warehouse_without_a_report_stays_without_unless_asked(tmp_path: Path) -> None:
    assert drawing(tmp_path, is_wanted=False) is None
    assert drawing(tmp_path, is_wanted=True) is not None


def test_the_next_report_is_asked_for_as_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _drawn(monkeypatch)
    report = tmp_path / "warehouse/report"
    report.mkdir(parents=True)
    wanted = Wanted(("a", "b"), "https://example.org/files")
    (report / WANTED).write_text(wanted.text())

    draw = drawing(tmp_path / "warehouse", is_wanted=False)

    assert draw is not None
    draw(tmp_path / "mingzhang.duckdb", tmp_path / "report")
    assert asked == [(("a", "b"), "https://example.org/files")]
    assert wanted_of(tmp_path / "report") == wanted


def test_a_report_that_kept_nothing_is_of_all_units(tmp_path: Path) -> None:
    assert wanted_of(tmp_path / "report") is None
    assert wanted_of(tmp_path) == Wanted()


def test_a_report_that_can_be_kept_no_longer_does_not_keep_a_build_from_being_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _drawn(monkeypatch, fails=True)
    (tmp_path / "warehouse/report").mkdir(parents=True)
    kept = drawing(tmp_path / "warehouse", is_wanted=False)
    asked = drawing(tmp_path / "warehouse", is_wanted=True)

    assert kept is not None
    kept(tmp_path / "mingzhang.duckdb", tmp_path / "report")

    assert not (tmp_path / "report").exists()
    assert asked is not None
    with pytest.raises(WarehouseError):
        asked(tmp_path / "mingzhang.duckdb", tmp_path / "report")

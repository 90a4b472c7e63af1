"""Adding filings: all of it or nothing, whatever fails, hangs or ends in between."""

import json
import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.base.atomic import switch
from ingest.base.errors import BuildError, BusyError, LandingError, Place
from ingest.cli import app
from ingest.extraction import extract
from ingest.extraction.extract import Extraction
from ingest.intake import add, settling
from ingest.intake.paths import list_documents
from ingest.intake.report import aligned
from ingest.intake.take import take_in
from ingest.rows.holdings import locked
from ingest.rows.quarantine import QUARANTINE
from ingest.rows.read import read_landing
from ingest.warehouse import provenance
from tests.support.added import BOTH, UNIT, hashes, write_filing

RUN = CliRunner()


def _publish(rows: Path, warehouse: Path, *, keep: int, draw: object) -> None:
    """In place of a build: a warehouse that says which rows it is of."""
    assert keep >= 0
    assert draw is None
    warehouse.mkdir(exist_ok=True)
    facts = {"inputs": provenance.inputs(hashes(rows), {})}
    (warehouse / "build.json").write_text(json.dumps(facts))


def _read(paths: Iterable[Path], *, seconds: float) -> Iterator[Extraction]:
    assert seconds > 0
    return extract.extract_documents(paths)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a build nor processes: what is done with folders is what is tested."""
    monkeypatch.setattr("ingest.intake.add.build", _publish)
    monkeypatch.setattr("ingest.intake.take.extract_documents", _read)


@pytest.fixture
def begun(tmp_path: Path, quick: None) -> Path:  # noqa: ARG001 - a fixture of a fixture
    """A folder with rows and a warehouse of one filing."""
    first = write_filing(tmp_path / "in", "a.txt", "2.00")
    add.add([first], tmp_path / "rows", tmp_path / "warehouse")
    assert list(hashes(tmp_path / "rows")) == [f"{UNIT}-2024-budget"]
    return tmp_path


def _state(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _whole(folder: Path) -> tuple[list[str], bool]:
    """The documents of the rows, and whether the warehouse is of them; nothing else is left."""
    assert sorted(path.name for path in folder.iterdir()) == ["in", "rows", "warehouse"]
    assert not (folder / "rows" / settling.STAGED).exists()
    found = hashes(folder / "rows")
    published = json.loads((folder / "warehouse/build.json").read_text())["inputs"]["sha256"]
    return sorted(found), published == provenance.inputs(found, {})["sha256"]


def test_a_filing_published_again_is_added_beside_the_first(begun: Path) -> None:
    intake = add.add(
        [write_filing(begun / "in", "b.txt", "3.00")], begun / "rows", begun / "warehouse"
    )
    assert [(taken.document_id, taken.outcome) for taken in intake.taken] == [
        (f"{UNIT}-2024-budget-2", "edition")
    ]
    assert _whole(begun) == (BOTH, True)


def test_the_same_bytes_again_change_nothing_and_build_nothing(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _state(begun / "rows")
    monkeypatch.setattr("ingest.intake.add.build", None)
    intake = add.add(
        [write_filing(begun / "in", "renamed.txt", "2.00")], begun / "rows", begun / "warehouse"
    )
    assert not intake.changed
    assert _state(begun / "rows") == before
    assert _whole(begun) == (BOTH[:1], True)


def _say_unit(begun: Path, name: str, unit: str) -> None:
    text = f"source_file,unit_id,fiscal_year,stage\n{name},{unit},,\n"
    (begun / "in/manifest.csv").write_text(text)


def test_a_file_that_is_read_as_of_another_unit_moves_and_is_not_counted_twice(begun: Path) -> None:
    (before,) = read_landing(begun / "rows")["documents"].to_pylist()
    _say_unit(begun, "a.txt", "archive")
    first = begun / "in/a.txt"
    intake = add.add([first], begun / "rows", begun / "warehouse", added_on="2030-01-01")
    taken = [(taken.document_id, taken.outcome) for taken in intake.taken]
    assert taken == [("archive-2024-budget", "moved")]
    assert _whole(begun) == (["archive-2024-budget"], True)
    assert list((begun / "rows").rglob(f"{UNIT}*")) == []
    (moved,) = read_landing(begun / "rows")["documents"].to_pylist()
    assert moved["added_on"] == before["added_on"]
    again = add.add([first], begun / "rows", begun / "warehouse")
    assert [taken.outcome for taken in again.taken] == ["unchanged"]


def test_the_same_bytes_under_another_name_may_be_of_another_unit(
    begun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _say_unit(begun, "b.txt", "archive")
    second = write_filing(begun / "in", "b.txt", "2.00")
    intake = add.add([second], begun / "rows", begun / "warehouse")
    assert [taken.outcome for taken in intake.taken] == ["added"]
    assert _whole(begun) == (sorted(["archive-2024-budget", BOTH[0]]), True)
    assert f"identical to {BOTH[0]}: withdraw the wrong one" in capsys.readouterr().out


def test_the_day_on_which_a_document_was_added_stays(tmp_path: Path, quick: None) -> None:  # noqa: ARG001
    rows, warehouse = tmp_path / "rows", tmp_path / "warehouse"
    first = write_filing(tmp_path / "in", "a.txt", "2.00")
    manifest = first.with_name("manifest.csv")
    manifest.write_text(
        "source_file,unit_id,fiscal_year,stage,source_url\na.txt,,,,https://example.gov.cn/a\n"
    )
    add.add([first], rows, warehouse, added_on="2024-03-01")
    manifest.unlink()
    add.add([first], rows, warehouse, added_on="2025-06-30")
    (row,) = read_landing(rows)["documents"].to_pylist()
    assert (row["added_on"], row["source_url"]) == ("2024-03-01", "https://example.gov.cn/a")


def test_a_build_that_fails_leaves_rows_and_warehouse(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _state(begun)

    def fail(*_: Path, keep: int, draw: object) -> None:
        assert draw is None
        raise BuildError(Place("models/a.sql"), f"It failed with {keep}.", "Correct it.")

    monkeypatch.setattr("ingest.intake.add.build", fail)
    second = write_filing(begun / "in", "b.txt", "3.00")
    with pytest.raises(BuildError):
        add.add([second], begun / "rows", begun / "warehouse")
    second.unlink()
    assert _state(begun) == before


def test_rows_that_someone_changes_meanwhile_stay_as_changed(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit(rows: Path, warehouse: Path, *, keep: int, draw: object) -> None:
        _publish(rows, warehouse, keep=keep, draw=draw)
        path = begun / f"rows/tables/{UNIT}-2024-budget.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("万元", "元"), encoding="utf-8")

    monkeypatch.setattr("ingest.intake.add.build", edit)
    second = write_filing(begun / "in", "b.txt", "3.00")
    with pytest.raises(LandingError, match="they stay as changed"):
        add.add([second], begun / "rows", begun / "warehouse")
    assert _whole(begun) == (BOTH[:1], False)
    monkeypatch.setattr("ingest.intake.add.build", _publish)
    add.add([second], begun / "rows", begun / "warehouse")
    assert _whole(begun) == (BOTH, True)
    assert "元" in (begun / f"rows/tables/{BOTH[0]}.csv").read_text(encoding="utf-8")


def _die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_after(work: Callable[..., object]) -> Callable[..., None]:
    def run(*arguments: object, **named: object) -> None:
        work(*arguments, **named)
        _die()

    return run


@pytest.mark.parametrize(
    ("name", "replacement", "documents"),
    [
        ("take_in", _die, BOTH[:1]),
        ("take_in", _die_after(take_in), BOTH[:1]),
        ("build", _die, BOTH[:1]),
        ("build", _die_after(_publish), BOTH),
        ("switch", _die_after(switch), BOTH),
    ],
)
def test_a_killed_run_is_put_right_by_the_next(
    begun: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    replacement: Callable[..., None],
    documents: list[str],
) -> None:
    paths = [write_filing(begun / "in", "b.txt", "3.00")]
    with monkeypatch.context() as patched:
        patched.setattr(add, name, replacement)
        process = multiprocessing.get_context("fork").Process(
            target=add.add, args=(paths, begun / "rows", begun / "warehouse")
        )
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
    # The filing before it is whole throughout, under the path of the rows.
    assert BOTH[0] in hashes(begun / "rows")
    with locked(begun / "rows"):
        left = sorted(path.name for path in begun.iterdir())
        settling.settle_left(begun / "rows", begun / "warehouse")
        assert sorted(path.name for path in begun.iterdir()) == left
    settling.settle_left(begun / "rows", begun / "warehouse")
    assert _whole(begun) == (documents, True)
    add.add(paths, begun / "rows", begun / "warehouse")
    assert _whole(begun) == (BOTH, True)


def test_rows_that_were_changed_after_a_kill_stay(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def publish_and_stop(rows: Path, warehouse: Path, *, keep: int, draw: object) -> None:
        _publish(rows, warehouse, keep=keep, draw=draw)
        # What a kill leaves at this moment.
        shutil.copytree(rows, begun / "left", copy_function=shutil.copy2)
        raise BuildError(Place("here"), "It stops.", "Go on.")

    monkeypatch.setattr("ingest.intake.add.build", publish_and_stop)
    with pytest.raises(BuildError):
        add.add([write_filing(begun / "in", "b.txt", "3.00")], begun / "rows", begun / "warehouse")
    (begun / "left").rename(begun / ".rows.new")
    take_in([write_filing(begun / "in", "c.txt", "4.00")], begun / "rows")
    settling.settle_left(begun / "rows", begun / "warehouse")
    assert _whole(begun) == (BOTH, False)
    assert "4.00" in (begun / f"rows/amounts/{BOTH[1]}.csv").read_text(encoding="utf-8")


def test_rows_set_aside_by_a_killed_switch_come_back(begun: Path) -> None:
    (begun / "rows").rename(begun / ".rows.old")
    add.add([write_filing(begun / "in", "b.txt", "3.00")], begun / "rows", begun / "warehouse")
    assert _whole(begun) == (BOTH, True)


def test_rows_have_one_writer(begun: Path) -> None:
    with locked(begun / "rows"), pytest.raises(BusyError, match="Another process"):
        add.add([begun / "in/a.txt"], begun / "rows", begun / "warehouse")


def test_nothing_but_failures_says_so_and_builds_nothing(tmp_path: Path, quick: None) -> None:  # noqa: ARG001
    (tmp_path / "torn.txt").write_bytes(b"")
    arguments = ["--extracted", str(tmp_path / "rows"), "--warehouse", str(tmp_path / "w")]
    result = RUN.invoke(app, ["add", "--disclosures", str(tmp_path / "torn.txt"), *arguments])
    assert result.exit_code == 5
    assert result.stdout.splitlines()[-1] == "nothing added; 1 files: 1 quarantined"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows", "torn.txt"]
    assert [path.name for path in (tmp_path / "rows").iterdir()] == [QUARANTINE]


def test_columns_begin_under_each_other_in_cells() -> None:
    rows = [("合计", "1"), ("total", "2"), ("住房公积金", "3"), ("a\x1b[31m", "4")]
    assert aligned(rows, "  ") == [
        "  合计        1",
        "  total       2",
        "  住房公积金  3",
        "  a [31m      4",
    ]


def test_paths_are_listed_by_name_whatever_their_folder(tmp_path: Path) -> None:
    for name in ("z/a-10.txt", "y/a-2.txt", "x/a.txt", "x/b.txt"):
        write_filing(tmp_path / name.split("/")[0], name.split("/")[1], name)
    listed = [str(path.relative_to(tmp_path)) for path in list_documents(tmp_path)]
    assert listed == ["x/a.txt", "y/a-2.txt", "z/a-10.txt", "x/b.txt"]

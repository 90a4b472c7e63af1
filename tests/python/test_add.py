"""Adding filings: all of it or nothing, whatever fails, hangs or ends in between."""

import json
import multiprocessing
import os
import resource
import shutil
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import duckdb
import pytest
from table_text import BUDGET, WAN
from typer.testing import CliRunner

from ingest.base.atomic import switch
from ingest.base.errors import BuildError, BusyError, LandingError, Place
from ingest.cli import app
from ingest.extraction import extract, pool
from ingest.extraction.extract import Extraction
from ingest.intake import add
from ingest.intake.paths import list_documents
from ingest.intake.report import aligned
from ingest.intake.take import take_in
from ingest.rows.holdings import locked
from ingest.rows.quarantine import QUARANTINE
from ingest.rows.read import CONTENT_HASH, read_landing
from ingest.vocabulary.unit_names import stable_unit_id
from ingest.warehouse import provenance

RUN = CliRunner()
UNIT = stable_unit_id("甘泉县民政局")
_FEW = "fewer than ten checks could be made: nothing proves that it was read right"
_ROWS = "科目编码¦科目名称¦合计¦基本支出\n¦合计¦{0}¦{0}\n208¦社会保障和就业支出¦{0}¦{0}\n"


def _text(amount: str) -> str:
    return f"{BUDGET}部门支出总表\n{WAN}{_ROWS.format(amount)}".replace("¦", "\t")


def _write(folder: Path, name: str, amount: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(_text(amount), encoding="utf-8")
    return path


def _hashes(rows: Path) -> dict[str, str]:
    documents = read_landing(rows)["documents"].to_pylist()
    return {row["document_id"]: row[CONTENT_HASH] for row in documents}


def _publish(rows: Path, warehouse: Path, *, keep: int) -> None:
    """In place of a build: a warehouse that says which rows it is of."""
    assert keep >= 0
    warehouse.mkdir(exist_ok=True)
    facts = {"inputs": provenance.inputs(_hashes(rows), {})}
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
    first = _write(tmp_path / "in", "a.txt", "2.00")
    add.add([first], tmp_path / "rows", tmp_path / "warehouse")
    assert list(_hashes(tmp_path / "rows")) == [f"{UNIT}-2024-budget"]
    return tmp_path


def _state(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _whole(folder: Path) -> tuple[list[str], bool]:
    """The documents of the rows, and whether the warehouse is of them; nothing else is left."""
    assert sorted(path.name for path in folder.iterdir()) == ["in", "rows", "warehouse"]
    assert not (folder / "rows" / add.STAGED).exists()
    hashes = _hashes(folder / "rows")
    published = json.loads((folder / "warehouse/build.json").read_text())["inputs"]["sha256"]
    return sorted(hashes), published == provenance.inputs(hashes, {})["sha256"]


BOTH = [f"{UNIT}-2024-budget", f"{UNIT}-2024-budget-2"]


def test_a_filing_published_again_is_added_beside_the_first(begun: Path) -> None:
    intake = add.add([_write(begun / "in", "b.txt", "3.00")], begun / "rows", begun / "warehouse")
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
        [_write(begun / "in", "renamed.txt", "2.00")], begun / "rows", begun / "warehouse"
    )
    assert not intake.changed
    assert _state(begun / "rows") == before
    assert _whole(begun) == (BOTH[:1], True)


def test_a_build_that_fails_leaves_rows_and_warehouse(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _state(begun)

    def fail(*_: Path, keep: int) -> None:
        raise BuildError(Place("models/a.sql"), f"It failed with {keep}.", "Correct it.")

    monkeypatch.setattr("ingest.intake.add.build", fail)
    second = _write(begun / "in", "b.txt", "3.00")
    with pytest.raises(BuildError):
        add.add([second], begun / "rows", begun / "warehouse")
    second.unlink()
    assert _state(begun) == before


def test_rows_that_someone_changes_meanwhile_stay_as_changed(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit(rows: Path, warehouse: Path, *, keep: int) -> None:
        _publish(rows, warehouse, keep=keep)
        path = begun / f"rows/tables/{UNIT}-2024-budget.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("万元", "元"), encoding="utf-8")

    monkeypatch.setattr("ingest.intake.add.build", edit)
    second = _write(begun / "in", "b.txt", "3.00")
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
    paths = [_write(begun / "in", "b.txt", "3.00")]
    with monkeypatch.context() as patched:
        patched.setattr(add, name, replacement)
        process = multiprocessing.get_context("fork").Process(
            target=add.add, args=(paths, begun / "rows", begun / "warehouse")
        )
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
    # The filing before it is whole throughout, under the path of the rows.
    assert BOTH[0] in _hashes(begun / "rows")
    with locked(begun / "rows"):
        left = sorted(path.name for path in begun.iterdir())
        add.settle_left(begun / "rows", begun / "warehouse")
        assert sorted(path.name for path in begun.iterdir()) == left
    add.settle_left(begun / "rows", begun / "warehouse")
    assert _whole(begun) == (documents, True)
    add.add(paths, begun / "rows", begun / "warehouse")
    assert _whole(begun) == (BOTH, True)


def test_rows_that_were_changed_after_a_kill_stay(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def publish_and_stop(rows: Path, warehouse: Path, *, keep: int) -> None:
        _publish(rows, warehouse, keep=keep)
        # What a kill leaves at this moment.
        shutil.copytree(rows, begun / "left", copy_function=shutil.copy2)
        raise BuildError(Place("here"), "It stops.", "Go on.")

    monkeypatch.setattr("ingest.intake.add.build", publish_and_stop)
    with pytest.raises(BuildError):
        add.add([_write(begun / "in", "b.txt", "3.00")], begun / "rows", begun / "warehouse")
    (begun / "left").rename(begun / ".rows.new")
    take_in([_write(begun / "in", "c.txt", "4.00")], begun / "rows")
    add.settle_left(begun / "rows", begun / "warehouse")
    assert _whole(begun) == (BOTH, False)
    assert "4.00" in (begun / f"rows/amounts/{BOTH[1]}.csv").read_text(encoding="utf-8")


def test_rows_set_aside_by_a_killed_switch_come_back(begun: Path) -> None:
    (begun / "rows").rename(begun / ".rows.old")
    add.add([_write(begun / "in", "b.txt", "3.00")], begun / "rows", begun / "warehouse")
    assert _whole(begun) == (BOTH, True)


def test_rows_have_one_writer(begun: Path) -> None:
    with locked(begun / "rows"), pytest.raises(BusyError, match="Another process"):
        add.add([begun / "in/a.txt"], begun / "rows", begun / "warehouse")


def _hang(path: Path, manifest: Path | None) -> Extraction:
    """In place of extraction: one file hangs."""
    if path.stem == "hangs":
        time.sleep(600)
    return _EXTRACT_FILE(path, manifest)


_EXTRACT_FILE = extract.extract_file


def test_what_fails_or_hangs_is_quarantined_and_the_rest_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only a forked process has what is put in place here.
    context = multiprocessing.get_context("fork")
    monkeypatch.setattr(pool, "_context", lambda: context)
    # It also has all the memory of the tests, which the limit of a process of its own would end.
    monkeypatch.setattr(pool, "_MEMORY", resource.RLIM_INFINITY)
    monkeypatch.setattr("ingest.extraction.extract.extract_file", _hang)
    folder = tmp_path / "in"
    _write(folder, "good.txt", "2.00")
    _write(folder, "hangs.txt", "3.00")
    (folder / "torn.txt").write_bytes(b"")
    arguments = ["add", "--disclosures", str(folder), "--extracted", str(tmp_path / "rows")]
    arguments += ["--warehouse", str(tmp_path / "warehouse"), "--seconds", "6"]

    result = RUN.invoke(app, arguments)

    assert result.exit_code == 5
    assert _hashes(tmp_path / "rows").keys() == {BOTH[0]}
    listed = (tmp_path / "rows" / QUARANTINE).read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in listed] == ["source_file", "hangs.txt", "torn.txt"]
    assert "It takes longer than 6 s to read." in listed[1]
    report = result.stdout.split("\n\n", 1)[1].splitlines()
    assert report == [
        "甘泉县民政局 2024 预算",
        f"  document     {BOTH[0]} (edition 1); good.txt: added",
        "  tables       1 found, 0 missing",
        "  figures      4 of 6 numbers",
        "  unaccounted  0",
        report[5],
        "  unmapped     1",
        "  placements   4 printed, 0 by identity, 0 ambiguous",
        "  fit for use  no",
        f"    checks_few  {_FEW}",
        "  unmapped:",
        "    unit  甘泉县民政局  line 1",
        "",
        "quarantined: 2",
        "  hangs.txt  ReadingError             It takes longer than 6 s to read.",
        "  torn.txt   UnreadableDocumentError  The file is empty.",
        "",
        "3 files: 1 added, 2 quarantined, 1 not fit for use",
    ]
    assert report[5].startswith("  checks       ")
    assert ", 0 differ, " in report[5]
    with duckdb.connect(str(tmp_path / "warehouse/mingzhang.duckdb"), read_only=True) as marts:
        query = "select sum(amount_yuan) from marts.fct_functional_expenditure where is_current"
        assert marts.execute(query).fetchall() == [(20_000,)]

    # The same again: the two fail again, nothing is new, and nothing is built.
    monkeypatch.setattr("ingest.intake.add.build", None)
    monkeypatch.setenv("LOG", "json")
    again = RUN.invoke(app, [*arguments[:2], str(folder / "good.txt"), *arguments[3:]])

    assert again.exit_code == 0
    lines = [json.loads(line) for line in again.stdout.splitlines()]
    events = {line["event"]: line for line in lines}
    assert events["document_report"]["unfit_reasons"] == ["checks_few"]
    assert events["document_report"]["placed_printed"] == 4
    assert events["nothing_added"]["text"] == (
        "nothing added; 1 files: 1 unchanged, 1 not fit for use"
    )


def test_nothing_but_failures_says_so_and_builds_nothing(tmp_path: Path, quick: None) -> None:  # noqa: ARG001
    (tmp_path / "torn.txt").write_bytes(b"")
    arguments = ["--extracted", str(tmp_path / "rows"), "--warehouse", str(tmp_path / "w")]
    result = RUN.invoke(app, ["add", "--disclosures", str(tmp_path / "torn.txt"), *arguments])
    assert result.exit_code == 5
    assert result.stdout.splitlines()[-1] == "nothing added; 1 files: 1 quarantined"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows", "torn.txt"]
    assert [path.name for path in (tmp_path / "rows").iterdir()] == [QUARANTINE]


def test_the_shipped_documents_are_fit_for_use(warehouse: Path) -> None:
    """By eye: each has its tables, every number is accounted for, and few checks differ."""
    query = "select document_id, is_fit_for_use, unfit_reasons from marts.dq_document order by all"
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as marts:
        assert marts.execute(query).fetchall() == [
            ("anhui-hrss-ic-2022-budget", True, None),
            ("dazhou-hrss-ic-2025-budget", True, None),
            ("mohrss-ic-2022-final", True, None),
            ("sichuan-hrss-ic-2023-budget", True, None),
            ("wuhan-hrss-ic-2022-final", True, None),
        ]


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
        _write(tmp_path / name.split("/")[0], name.split("/")[1], name)
    listed = [str(path.relative_to(tmp_path)) for path in list_documents(tmp_path)]
    assert listed == ["x/a.txt", "y/a-2.txt", "z/a-10.txt", "x/b.txt"]

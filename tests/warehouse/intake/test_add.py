"""Adding filings from the command line, with the build, and its report."""

import json
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from ingest.cli import app
from ingest.extraction import extract
from ingest.extraction.extract import Extraction
from ingest.rows.quarantine import QUARANTINE
from tests.support.added import BOTH, hashes, write_filing
from tests.support.hanging import hang, hanging_in

RUN = CliRunner()
_FEW = "fewer than ten checks could be made: nothing proves that it was read right"


def _hang(path: Path, manifest: Path | None) -> Extraction:
    """In place of extraction: one file hangs."""
    if path.stem == "hangs":
        hang(path)
    return _EXTRACT_FILE(path, manifest)


_EXTRACT_FILE = extract.extract_file


def test_what_fails_or_hangs_is_quarantined_and_the_rest_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging_in(tmp_path / "in", monkeypatch)
    monkeypatch.setattr("ingest.extraction.extract.extract_file", _hang)
    folder = tmp_path / "in"
    write_filing(folder, "good.txt", "2.00")
    write_filing(folder, "hangs.txt", "3.00")
    (folder / "torn.txt").write_bytes(b"")
    arguments = ["add", "--disclosures", str(folder), "--extracted", str(tmp_path / "rows")]
    arguments += ["--warehouse", str(tmp_path / "warehouse"), "--seconds", "1"]

    result = RUN.invoke(app, arguments)

    assert result.exit_code == 5
    assert hashes(tmp_path / "rows").keys() == {BOTH[0]}
    listed = (tmp_path / "rows" / QUARANTINE).read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in listed] == ["source_file", "hangs.txt", "torn.txt"]
    assert "It takes longer than 1 s to read." in listed[1]
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
        "  hangs.txt  ReadingError             It takes longer than 1 s to read.",
        "  torn.txt   UnreadableDocumentError  The file is empty.",
        "",
        "3 files: 1 added, 2 quarantined, 1 not fit for use",
    ]
    assert report[5].startswith("  checks       ")
    assert ", 0 differ, " in report[5]
    with duckdb.connect(str(tmp_path / "warehouse/mingzhang.duckdb"), read_only=True) as marts:
        query = "select sum(amount_yuan) from marts.fct_functional_expenditure where is_best_source"
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

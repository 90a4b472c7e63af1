"""The ledger is complete: every number that a document prints is in it, with its place."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.extraction.ledger import Taken, account
from ingest.extraction.narrative import ledger
from ingest.reading.model import Document, Line
from tests.support import disclosures
from tests.support.shipped import SHIPPED
from tests.support.table_text import BUDGET, WAN, read

EXTRACTED = SHIPPED
DOCUMENTS = sorted(path.stem for path in (EXTRACTED / "documents").glob("*.csv"))


def _rows(record: str, document_id: str) -> list[dict[str, str]]:
    path = EXTRACTED / record / f"{document_id}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _digits(path: Path) -> Iterator[tuple[int, int]]:
    """Line and character, from 1, of every digit of a document, whatever its width."""
    text = path.read_bytes().decode("utf-8")
    for number, line in enumerate(text.split("\n"), start=1):
        for place, char in enumerate(line, start=1):
            if char.isdecimal():
                yield number, place


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_every_printed_digit_stands_in_the_ledger(document_id: str) -> None:
    """Read with a tokenizer of its own, which knows nothing but digits and places."""
    path = disclosures.folder() / _rows("documents", document_id)[0]["source_file"]
    held = {
        (int(row["line"]), char)
        for row in _rows("figures", document_id)
        for char in range(int(row["char_from"]), int(row["char_to"]) + 1)
    }
    missing = [place for place in _digits(path) if place not in held]
    assert missing == []


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_nothing_is_unaccounted(document_id: str) -> None:
    left = [row for row in _rows("figures", document_id) if row["disposition"] == "unaccounted"]
    assert left == []


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_amounts_and_statements_are_in_the_ledger_as_such(document_id: str) -> None:
    """What the ledger calls an amount or statement is one, and none of them is missing from it."""
    ledger = {
        (int(row["line"]), int(row["char_from"])): row["disposition"]
        for row in _rows("figures", document_id)
    }
    for record, disposition in (("amounts", "amount"), ("statements", "statement")):
        # 持平 states a zero without a digit, so it has no number to account for.
        places = {
            (int(row["line"]), int(row["char_from"]))
            for row in _rows(record, document_id)
            if any(char.isdecimal() for char in row["printed_text"])
        }
        wrong = {place: ledger.get(place) for place in places if ledger.get(place) != disposition}
        assert wrong == {}


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_every_non_figure_has_its_reason(document_id: str) -> None:
    without = [
        row
        for row in _rows("figures", document_id)
        if row["disposition"] == "non_figure" and not row["reason"]
    ]
    assert without == []


def test_codes_of_column_groups_side_by_side_are_classification_codes() -> None:
    """The table of economic classes of Wuhan: three groups a line, of which some are blank."""
    reasons = {
        row["reason"]
        for row in _rows("figures", "wuhan-hrss-ic-2022-final")
        if 278 <= int(row["line"]) <= 305 and row["disposition"] == "non_figure"
    }
    assert reasons == {"classification code"}


def test_shares_in_a_note_are_no_code_of_a_unit() -> None:
    units = {
        row["printed_text"]
        for document_id in DOCUMENTS
        for row in _rows("figures", document_id)
        if row["reason"] == "unit code"
    }
    # 321001 and 302 are the faults of the Dazhou document.
    assert units == {"302", "302002", "313603", "321001"}


def test_codes_of_another_classification_stand_behind_that_of_the_row() -> None:
    """A row of procurement: its functional class, the economic ones in parts; a unit's."""
    row = "201¦08¦04¦采购服务¦302¦27¦502¦05¦3.00\n201¦08¦04¦502¦某市某局¦¦¦¦3.00"
    text = BUDGET + "政府采购预算表\n" + WAN + "类¦款¦项¦采购项目¦类¦款¦类¦款¦金额\n" + row
    reasons = [
        (record["printed_text"], record["reason"])
        for record in read(text)["figures"]
        if record["disposition"] == "non_figure" and str(record["line"]) in {"6", "7"}
    ]
    code, unit = "classification code", "unit code"
    assert reasons[3:7] == [("302", code), ("27", code), ("502", code), ("05", code)]
    assert reasons[-1] == ("502", unit)


@pytest.mark.parametrize(
    ("head", "reasons"), [("序号\t单位名称", ["row number"] * 2), ("甲\t乙", [None] * 2)]
)
def test_column_headed_as_row_numbers_counts_rows_however_few(
    head: str, reasons: list[str | None]
) -> None:
    texts = (head, "1\t某市某局", "2\t某市某中心")
    lines = tuple(Line(1, number, text) for number, text in enumerate(texts, start=1))
    document = Document("made.txt", "0" * 64, "utf-8", "tabbed", 1, lines)
    entries = ledger(document, (), 2022, "budget")

    assert [row.use.reason for row in account(document, entries, [], Taken())] == reasons


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("奖金1,250.00", None),
        ("奖金 1250.50 其他", None),
        ("奖金5万元", None),
        ("12345热线", "part of a label"),
        ("增长12.50%的项目", "part of a label"),
        ("二期3号楼", "part of a label"),
    ],
)
def test_a_label_takes_no_number_that_looks_like_money(label: str, reason: str | None) -> None:
    text = BUDGET + "一般公共预算支出表\n" + WAN + f"科目编码¦科目名称¦合计\n208¦{label}¦2.00"
    (own,) = [row for row in read(text)["figures"] if row["line"] == 6][1:-1]
    assert (own["disposition"], own["reason"]) == (
        ("non_figure", reason) if reason else ("unaccounted", None)
    )


@pytest.mark.parametrize("end", ["12", "- 12 -", "12/30", "第3页 共10页", "注：无。\n12"])
def test_a_page_number_at_the_end_of_a_document_is_a_margin(end: str) -> None:
    table = "支出总表\n单位：万元\n科目编码¦科目名称¦合计\n208¦社会保障和就业支出¦3.00\n"
    rows = read(f"{BUDGET}{table}{end}")["figures"]
    assert {row["reason"] for row in rows if row["line"] == rows[-1]["line"]} == {"page_number"}

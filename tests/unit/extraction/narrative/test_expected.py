"""Statements of the five disclosures against the reviewed expectation files.

The two were written apart. Where they differ after review, the difference stands here with its
reason, and one that is no more fails: nothing is passed over in silence.
"""

import csv
import os
from collections import defaultdict
from pathlib import Path

import pytest

from ingest.base.settings import PROJECT
from ingest.extraction.narrative import Statement, read_narrative, read_statements
from ingest.reading.document import read_document
from ingest.reading.model import Document

EXPECTED = PROJECT / "tests/fixtures/expected/statements"
DISCLOSURES = Path(
    os.environ.get("MINGZHANG_DISCLOSURES", PROJECT.parent / "shared" / "disclosures")
)

TABLES = {
    "anhui-hrss-ic-2022-budget": ((80, 315), (424, 445), (463, 486), (504, 526)),
    "dazhou-hrss-ic-2025-budget": ((38, 781),),
    "mohrss-ic-2022-final": ((128, 188),),
    "sichuan-hrss-ic-2023-budget": ((67, 328),),
    "wuhan-hrss-ic-2022-final": ((72, 360), (564, 571), (607, 697)),
}
"""Lines of tables, read by eye: the reader of the narrative is tested without that of tables."""

COLUMNS = ("metric", "value", "unit", "fiscal_year", "phase", "scope", "whole")

TARGET = "a target set from above is no count reached: metric target"
RATE = "a coverage is a rate of its own, not a share of an amount"
PLAIN = "the sentence does not say that the sum is of budgets: phase of the document"

DIFFERENCES = {
    ("wuhan-hrss-ic-2022-final", 540, "1110", "metric"): TARGET,
    ("wuhan-hrss-ic-2022-final", 540, "46", "metric"): TARGET,
    ("wuhan-hrss-ic-2022-final", 540, "61.5", "metric"): RATE,
    ("mohrss-ic-2022-final", 396, "1760.43", "phase"): PLAIN,
}
"""(document, line, figure, column) and why the reading stands."""

THRESHOLD = "a value from which things are counted, no figure of the unit: metric threshold"

MORE_THAN_EXPECTED = {
    ("sichuan-hrss-ic-2023-budget", 425, "200"): THRESHOLD,
    ("dazhou-hrss-ic-2025-budget", 914, "200"): THRESHOLD,
    ("anhui-hrss-ic-2022-budget", 538, "50"): THRESHOLD,
    ("anhui-hrss-ic-2022-budget", 538, "100"): THRESHOLD,
    ("anhui-hrss-ic-2022-budget", 540, "50"): THRESHOLD,
    ("anhui-hrss-ic-2022-budget", 540, "100"): THRESHOLD,
    ("wuhan-hrss-ic-2022-final", 498, "100"): THRESHOLD,
    ("wuhan-hrss-ic-2022-final", 70, "6"): "a count of offices, which the expectations leave out",
}

EVALUATED = {
    ("绩效自评项目", "项目"),
    ("绩效自评资金", "项目"),
    ("整体支出绩效自评单位", "单位"),
    ("整体支出绩效自评资金", "单位"),
    ("项目支出自评项目", "项目"),
    ("绩效自评二级项目", "二级项目"),
    ("绩效自评资金规模", "二级项目"),
    ("绩效目标管理项目", "项目"),
}
"""Labels that the expectations complete from the heading, and the label printed at the figure."""

DOCUMENTS = sorted(TABLES)


def _document(document_id: str) -> Document:
    path = DISCLOSURES / f"{document_id}.txt"
    if not path.is_file():
        pytest.skip(f"no disclosure {path.name} there: set MINGZHANG_DISCLOSURES to their folder")
    return read_document(path)


def _identity(document_id: str) -> tuple[int, str]:
    _, year, stage = document_id.rsplit("-", 2)
    return int(year), stage


def _expected(document_id: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{document_id}.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if not row["part"].startswith("performance")]
    assert rows
    return rows


def _figure(text: str) -> str:
    return text.replace(",", "")


def _label(text: str) -> str:
    """A label without quotes and without the noun that only says what kind of amount it is."""
    bare = text.translate(str.maketrans("", "", '“”"'))
    for suffix in ("总额", "支出", "预算", "财政拨款"):
        bare = bare.removesuffix(suffix) or bare
    return bare


def _same_label(expected: str, read: str) -> bool:
    one, other = _label(expected), _label(read)
    return one.endswith(other) or other.endswith(one) or (expected, read) in EVALUATED


def _pairs(
    expected: list[dict[str, str]], found: list[Statement]
) -> tuple[list[tuple[dict[str, str], Statement]], list[dict[str, str]], list[Statement]]:
    """Expected and read statements joined by line and figure, in printed order; the rest."""
    queues: dict[tuple[int, str], list[Statement]] = defaultdict(list)
    for statement in found:
        queues[statement.line, _figure(statement.printed_text)].append(statement)
    pairs, missing = [], []
    for row in expected:
        queue = queues[int(row["line"]), _figure(row["figure"])]
        if queue:
            pairs.append((row, queue.pop(0)))
        else:
            missing.append(row)
    return pairs, missing, [statement for queue in queues.values() for statement in queue]


def _row(statement: Statement) -> dict[str, str]:
    return {
        "metric": statement.metric,
        "value": statement.value_text,
        "unit": statement.unit,
        "fiscal_year": str(statement.fiscal_year),
        "phase": statement.phase or "",
        "scope": statement.scope or "",
        "whole": statement.whole or "",
    }


def _differs(column: str, expected: str, read: str) -> bool:
    if column == "whole" and expected and read:
        return not _same_label(expected, read)
    return _figure(expected) != read if column == "value" else expected != read


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_statements_are_those_expected(document_id: str) -> None:
    year, stage = _identity(document_id)
    found = read_statements(_document(document_id), TABLES[document_id], year, stage)
    pairs, missing, extra = _pairs(_expected(document_id), found)
    differing = {
        (document_id, int(row["line"]), _figure(row["figure"]), column): (row[column], read[column])
        for row, statement in pairs
        for read in [_row(statement)]
        for column in COLUMNS
        if _differs(column, row[column], read[column])
    }
    labels = [
        (row["line"], row["figure"], row["subject"], statement.subject)
        for row, statement in pairs
        if not _same_label(row["subject"], statement.subject)
    ]
    known = {key for key in DIFFERENCES if key[0] == document_id}
    more = {(document_id, s.line, _figure(s.printed_text)) for s in extra}

    assert missing == []
    assert labels == []
    assert {key: value for key, value in differing.items() if key not in known} == {}
    assert known <= set(differing)
    assert more == {key for key in MORE_THAN_EXPECTED if key[0] == document_id}


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_no_number_of_the_narrative_is_unaccounted(document_id: str) -> None:
    document = _document(document_id)
    year, stage = _identity(document_id)
    entries = read_narrative(document, TABLES[document_id], year, stage).entries

    assert [entry for entry in entries if entry.disposition == "unaccounted"] == []


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_every_number_is_in_the_ledger_with_its_place(document_id: str) -> None:
    document = _document(document_id)
    year, stage = _identity(document_id)
    entries = read_narrative(document, TABLES[document_id], year, stage).entries
    covered = {
        (entry.line, char)
        for entry in entries
        for char in range(entry.char_from, entry.char_to + 1)
    }
    printed = {
        (line.number, at)
        for line in document.lines
        for at, character in enumerate(line.text, start=1)
        if character.isdecimal()
    }

    assert printed <= covered
    assert len(printed) > 500


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_places_lead_back_to_the_figure(document_id: str) -> None:
    document = _document(document_id)
    year, stage = _identity(document_id)
    for statement in read_statements(document, TABLES[document_id], year, stage):
        line = document.lines[statement.line - 1]
        assert line.text[statement.char_from - 1 : statement.char_to] == statement.printed_text
        assert line.page == statement.page


def test_expectations_are_enough_to_prove_anything() -> None:
    assert sum(len(_expected(document_id)) for document_id in DOCUMENTS) >= 150

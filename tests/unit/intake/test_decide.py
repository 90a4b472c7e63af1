"""Answers and corrections are checked, tried and shown before a row is written, or are refused."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.base.errors import AnswerError, CorrectionError
from ingest.base.settings import DATA_VARIABLE, DATABASE
from ingest.intake import decide
from ingest.intake.decide import Answer, Correction, answer, correct
from ingest.intake.trial import Change, Outcome
from tests.support.own_seeds import Seeds

A = "unit-a-2024-budget"
_WAREHOUSE = f"""
create schema raw;
create schema intermediate;
create schema marts;
create table raw.documents as select '{A}' as document_id, 'a.pdf' as source_file;
create table intermediate.int_unmapped__listed as
select * from (values
    ('{A}', 'heading', '日常运转类支出', '日常运转类支出', 2, 7),
    ('{A}', 'label', '文 化馆', '文化馆', 3, 9),
    ('{A}', 'money_unit', '万圆', '万圆', 2, 5)
) as t (document_id, kind, printed_text, folded_text, page, line);
create table marts.fct_reported_amount as
select * from (values
    ('{A}', 9, 3, 20, 'expenditure_statement', '208', 'total', '12.00', null::decimal(9, 2)),
    ('{A}', 9, 3, 30, 'expenditure_statement', '208', 'project', '12.00', null),
    ('{A}', 10, 3, 20, 'expenditure_statement', '208', 'total', '7.00', 60000)
) as t (
    document_id, line, page, char_from, table_type, code, measure, printed_text, corrected_yuan
);
"""
_CHANGE = Change("a.pdf", 3, 9, "文 化馆 [合计] 12.00", {"code": None}, {"code": "207"})


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    folder = tmp_path / "warehouse"
    folder.mkdir()
    with duckdb.connect(str(folder / DATABASE)) as connection:
        connection.execute(_WAREHOUSE)
    return folder


@pytest.fixture
def trials(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was tried; no entry of the worklist is left."""
    asked: list[tuple[Any, ...]] = []

    def tried(_: Path, documents: list[str], added: tuple[str, str], **__: object) -> Outcome:
        asked.append((documents, *added))
        return Outcome([_CHANGE], 0)

    monkeypatch.setattr(decide, "tried", tried)
    return asked


def _rows(seeds: Seeds, seed: str) -> list[str]:
    """What a steward has written of their own."""
    own = seeds.folder.parent / "data/seeds" / seed
    return own.read_text(encoding="utf-8").splitlines()[1:] if own.exists() else []


@pytest.fixture
def own(seeds: Seeds, monkeypatch: pytest.MonkeyPatch) -> Seeds:
    monkeypatch.setenv(DATA_VARIABLE, str(seeds.folder.parent / "data"))
    return seeds


def _said(kind: str, text: str, value: str) -> Answer:
    return Answer(kind, text, value, "steward", "its note, says so")


def test_an_answer_is_tried_shown_and_written(
    own: Seeds, warehouse: Path, trials: list[tuple[Any, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    before = len(_rows(own, "mapping/unmapped_answers.csv"))
    answer(_said("label", "文化馆", "2070101"), warehouse)
    (documents, seed, row) = trials[0]
    assert (documents, seed) == ([A], "mapping/unmapped_answers.csv")
    written = _rows(own, "mapping/unmapped_answers.csv")
    assert written[before:] == [row]
    assert row.startswith("label,文化馆,2070101,steward,")
    assert row.endswith(',"its note, says so"')
    said = capsys.readouterr().out
    assert "a.pdf, page 3, line 9: 文 化馆 [合计] 12.00: code — → 207" in said
    assert "1 rows change" in said


def test_a_dry_run_writes_nothing(
    own: Seeds, warehouse: Path, trials: list[tuple[Any, ...]]
) -> None:
    before = _rows(own, "mapping/unmapped_answers.csv")
    answer(_said("label", "文化馆", "2070101"), warehouse, dry=True)
    assert len(trials) == 1
    assert _rows(own, "mapping/unmapped_answers.csv") == before


def test_what_readers_apply_is_written_and_names_what_to_read_again(
    own: Seeds,
    warehouse: Path,
    trials: list[tuple[Any, ...]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer(_said("money_unit", "万圆", "万元"), warehouse)
    assert trials == []
    assert "`make add`: a.pdf" in capsys.readouterr().out
    assert _rows(own, "mapping/unmapped_answers.csv")[-1].startswith("money_unit,万圆,万元,")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (("label", "文化站", "2070101"), "The worklist has no label '文化站'."),
        (
            ("heading", "日常运转类支出", "没有的栏目"),
            "a.pdf, page 2, line 7: '没有的栏目' is no known",
        ),
        (("label", "文化馆", "留抵退税"), "a.pdf, page 3, line 9: '留抵退税' is no name"),
    ],
)
def test_an_answer_that_cannot_be_applied_is_refused_with_its_place(
    own: Seeds, warehouse: Path, said: tuple[str, str, str], problem: str
) -> None:
    before = _rows(own, "mapping/unmapped_answers.csv")
    with pytest.raises(AnswerError) as refused:
        answer(_said(*said), warehouse)
    assert problem in str(refused.value)
    assert _rows(own, "mapping/unmapped_answers.csv") == before


def test_an_answer_that_leaves_its_entry_is_refused(
    own: Seeds, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decide, "tried", lambda *_, **__: Outcome([], 1))
    before = _rows(own, "mapping/unmapped_answers.csv")
    with pytest.raises(AnswerError, match="文化馆 is still unknown with '国防支出'"):
        answer(_said("label", "文化馆", "国防支出"), warehouse)
    assert _rows(own, "mapping/unmapped_answers.csv") == before


def test_a_text_is_answered_once(own: Seeds, warehouse: Path) -> None:
    own.answer("label", "文化  馆", "国防支出")
    seed = own.folder / "mapping/unmapped_answers.csv"
    line = len(seed.read_text(encoding="utf-8").splitlines())
    with pytest.raises(
        AnswerError, match=rf"unmapped_answers.csv, line {line}: .* answered already"
    ):
        answer(_said("label", "文化馆", "2070101"), warehouse)


def _correction(**how: Any) -> Correction:  # noqa: ANN401
    said: dict[str, Any] = {"document": A, "line": 9, "value": "10.00", "carries": "corrected"}
    return Correction(**(said | {"reason": "confirmed", "by": "publisher"} | how))


def test_a_correction_is_of_the_amount_that_its_line_prints(
    own: Seeds, warehouse: Path, trials: list[tuple[Any, ...]]
) -> None:
    correct(_correction(measure="project"), warehouse)
    row = _rows(own, "corrections.csv")[-1]
    number, rest = row.split(",", 1)
    assert number == "own-1"
    assert rest.startswith(
        f"{A},expenditure_statement,9,208,project,12.00,10.00,corrected,confirmed,publisher,20"
    )
    assert trials == [([A], "corrections.csv", row)]
    correct(_correction(measure="total"), warehouse)
    assert [r.split(",")[0] for r in _rows(own, "corrections.csv")] == ["own-1", "own-2"]


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ({}, "2 amounts are meant, of total 12.00; project 12.00."),
        ({"line": 8}, "0 amounts are meant."),
        ({"measure": "project", "value": "12.0"}, "'12.0' corrects nothing: 12.00 is printed."),
        ({"measure": "project", "value": "ten"}, "'ten' corrects nothing"),
        ({"measure": "project", "by": "L. Chen"}, "decided by 'L. Chen'"),
        ({"measure": "project", "reason": ""}, "has no reason"),
        ({"line": 10}, "corrected already"),
    ],
)
def test_a_correction_of_nothing_is_refused(
    own: Seeds, warehouse: Path, how: dict[str, Any], problem: str
) -> None:
    before = _rows(own, "corrections.csv")
    with pytest.raises(CorrectionError) as refused:
        correct(_correction(**how), warehouse)
    assert problem in str(refused.value)
    assert _rows(own, "corrections.csv") == before

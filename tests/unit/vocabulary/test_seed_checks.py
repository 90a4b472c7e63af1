"""Seeds are held against their yaml before a load; a steward's own rows follow those that ship."""

from pathlib import Path

import pytest

from ingest.base.errors import SeedError
from ingest.base.settings import DATA_VARIABLE, PROJECT
from ingest.vocabulary.seed_checks import check_seeds
from ingest.vocabulary.seeds import read_seed
from ingest.warehouse.project import compose, project_of_data
from tests.support.own_seeds import Seeds, forget

ANSWERS = "mapping/unmapped_answers.csv"
HEADER = "kind,printed_text,answer,answered_by,answered_on,reason\n"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    forget()
    return tmp_path / "data"


def _own(data: Path, relative: str, text: str) -> None:
    (data / "seeds" / relative).parent.mkdir(parents=True, exist_ok=True)
    (data / "seeds" / relative).write_text(text, encoding="utf-8")
    forget()


def _refused() -> str:
    with pytest.raises(SeedError) as caught:
        check_seeds()
    return str(caught.value)


def test_the_seeds_that_ship_are_sound(data: Path) -> None:
    assert not data.exists()
    check_seeds()


def test_own_rows_follow_those_that_ship(data: Path) -> None:
    before = read_seed("units/units.csv")
    header = (PROJECT / "seeds/units/units.csv").read_text(encoding="utf-8").splitlines()[0]
    cells = ["x-ic" if name == "unit_id" else "" for name in header.split(",")]
    _own(data, "units/units.csv", f"{header}\n{','.join(cells)}\n")

    after = read_seed("units/units.csv")
    assert after[:-1] == before
    assert after[-1]["unit_id"] == "x-ic"


@pytest.mark.parametrize(
    ("relative", "text", "said"),
    [
        (
            ANSWERS,
            f"{HEADER}heading,甲,没有的,a,2026-01-31,\n",
            f"{ANSWERS}, line 2: '没有的' is no",
        ),
        (ANSWERS, f"{HEADER}heading,甲,基本支出,a,soon,\n", "answered_on is 'soon', no day such"),
        (ANSWERS, f"{HEADER}heading,甲\n", f"{ANSWERS}, line 2: A cell is empty, or there are"),
        (ANSWERS, "kind,text\n", f"{ANSWERS}, line 1: Its columns are kind,text. Begin it with"),
        ("mapping/answers.csv", HEADER, "mapping/answers.csv: There is no seed of this name"),
        ("rules/ties.csv", "", "rules/ties.csv, line 1: Its columns are . Begin it with"),
    ],
)
def test_a_fault_is_told_by_file_and_line(data: Path, relative: str, text: str, said: str) -> None:
    _own(data, relative, text)
    assert _refused().startswith(f"data/seeds/{relative}")
    assert said in _refused()


def test_a_second_answer_names_the_first(data: Path) -> None:
    row = "heading,甲 项,基本支出,a,2026-01-31,\n"
    _own(data, ANSWERS, f"{HEADER}{row}{row.replace(' ', '')}")
    assert "line 3: 甲项 is answered already, at data/seeds/mapping/" in _refused()


def test_faults_of_a_correction(data: Path) -> None:
    header, first = (PROJECT / "seeds/corrections.csv").read_text("utf-8").splitlines()[:2]
    cells = first.replace('"', "").split(",")
    row = ",".join(
        ["1", "", *cells[2:3], "x", *cells[4:7], "ten", "printed", "", "a", "2026-01-31"]
    )
    _own(data, "corrections.csv", f"{header}\n{row}\n")
    said = _refused()
    for fault in (
        "correction_id is '1', as at seeds/corrections.csv, line 2",
        "line is 'x', no whole number",
        "corrected_text is 'ten', no number",
        "document_id is empty",
        "reason is empty",
        "decided_by is 'a', none of steward, publisher",
    ):
        assert fault in said


def test_a_seed_that_ships_is_checked_too(seeds: Seeds) -> None:
    seeds.answer("heading", "甲", "没有的")
    lines = (seeds.folder / ANSWERS).read_text(encoding="utf-8").splitlines()
    assert _refused().startswith(
        f"seeds/{ANSWERS}, line {len(lines)}: '没有的' is no known heading"
    )


def test_without_own_seeds_the_project_is_the_checkout(data: Path) -> None:
    assert project_of_data() == PROJECT
    assert not data.exists()


def test_a_composed_project_has_own_rows_and_links_the_rest(data: Path) -> None:
    row = 'heading,甲,基本支出,a,2026-01-31,"so, said"\n'
    _own(data, ANSWERS, f"{HEADER}{row}")

    project = project_of_data()

    assert project == data / ".project"
    shipped = (PROJECT / "seeds" / ANSWERS).read_text(encoding="utf-8")
    composed = project / "seeds" / ANSWERS
    assert composed.read_text(encoding="utf-8") == shipped + row
    assert (project / "models").resolve() == PROJECT / "models"
    linked = [p for p in (project / "seeds").rglob("*.csv") if p != composed]
    assert linked
    assert all(p.is_symlink() for p in linked)

    before = composed.stat().st_mtime_ns
    compose(project)
    assert composed.stat().st_mtime_ns == before
    (data / "seeds" / ANSWERS).unlink()
    compose(project)
    assert composed.is_symlink()

"""What the report finds and lays side by side in headless browsers, by links that ask again."""

from pathlib import Path

import pytest

from tests.support import needs

pytest.importorskip("altair", reason=needs.REPORT)

from ingest.serving.report.bounds import Bounds
from ingest.serving.report.write import write_site
from tests.support.replicas import replicate
from tests.support.visits import visit

_FOUND = "[...document.querySelectorAll('#found li')].map((entry) => entry.innerText)"


@pytest.mark.parametrize("browser", ["chrome", "firefox"])
@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("words=武汉", "武汉市人力资源和社会保障信息中心"),
        ("words=informatization&kind=classes", "2080108 信息化建设"),
        ("kind=faults&severity=money&words=公务用车", "公务用车购置及运行费小计"),
        ("kind=documents&year=2025", "达州市"),
    ],
)
def test_search_finds_what_its_link_asks(
    site: Path, tmp_path: Path, browser: str, asked: str, wanted: str
) -> None:
    page = f"{site / 'find.html'}#{asked}"
    link = {"page": page, "width": 390, "click": "h1", "evaluate": _FOUND}
    (seen,) = visit(tmp_path, link, browser=browser)
    assert seen["errors"] == []
    assert seen["remote"] == []
    assert len(seen["evaluated"]) == 1
    assert wanted in seen["evaluated"][0]


def test_what_is_asked_stands_in_the_address(site: Path, tmp_path: Path) -> None:
    ask = """(() => {
      const form = document.getElementById("find");
      form.elements.kind.value = "faults";
      form.elements.severity.value = "money";
      form.dispatchEvent(new Event("input"));
      return location.hash;
    })()"""
    (seen,) = visit(tmp_path, {"page": str(site / "find.html"), "width": 1440, "evaluate": ask})
    assert seen["evaluated"] == "#kind=faults&severity=money"


@pytest.mark.parametrize("browser", ["chrome", "firefox"])
def test_two_unit_years_are_compared_by_a_link(site: Path, tmp_path: Path, browser: str) -> None:
    """武汉 2022: 1,777.50 spent of 3,227.02 budgeted of the general public budget, 55.1 %."""
    asked = "one=wuhan-hrss-ic.2022.initial_budget&other=wuhan-hrss-ic.2022.final"
    page = f"{site / 'pair.html'}#{asked}"
    shown = "[...document.querySelectorAll('#side tbody tr')].map((row) => row.innerText)"
    link = {"page": page, "width": 1440, "click": "h1", "evaluate": shown}
    (seen,) = visit(tmp_path, link, browser=browser)
    assert seen["errors"] == []
    (spent,) = [row for row in seen["evaluated"] if "本年支出合计" in row]
    assert spent.split("\t")[1:] == ["3,227.02", "1,777.50", "55.1%"]
    assert "只有武汉人社信息中心 2022 决算列出" in seen["text"]


def test_two_unit_years_stand_side_by_side_on_a_phone(site: Path, tmp_path: Path) -> None:
    asked = "one=wuhan-hrss-ic.2022.initial_budget&other=wuhan-hrss-ic.2022.final"
    room = """(() => {
      const frame = document.querySelector("#side .scroll");
      return frame.scrollWidth - frame.clientWidth;
    })()"""
    page = f"{site / 'pair.html'}#{asked}"
    (seen,) = visit(tmp_path, {"page": page, "width": 390, "click": "h1", "evaluate": room})
    assert seen["evaluated"] == 0


@pytest.fixture(scope="session")
def many(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the shipped units forty times over, bounded as one of many more would be."""
    folder = tmp_path_factory.mktemp("many")
    database = replicate(warehouse, folder, 40)
    (folder / "report").mkdir()
    bounds = Bounds(units=5, documents=5, entries=50, units_of_pair=20)
    write_site(database, folder / "report", bounds=bounds)
    return folder / "report"


def test_search_reads_file_after_file_until_it_has_found(many: Path, tmp_path: Path) -> None:
    """One unit of two hundred; and of faults only the files that hold that severity."""
    loaded = "[...document.querySelectorAll('script[data-name]')].map((file) => file.dataset.name)"
    asked = ("words=武汉市人力资源和社会保障信息中心39", "kind=faults&severity=money")
    visits = [
        {"page": f"{many / 'find.html'}#{one}", "width": 1440, "click": "h1", "evaluate": what}
        for one, what in ((asked[0], _FOUND), (asked[1], loaded))
    ]
    found, files = visit(tmp_path, *visits)
    assert len(found["evaluated"]) == 1
    assert found["errors"] == files["errors"] == []
    money = [name for name in files["evaluated"] if name.startswith("faults")]
    assert 0 < len(money) < len(list((many / "data").glob("faults*.js")))


def test_units_without_a_page_are_laid_side_by_side(many: Path, tmp_path: Path) -> None:
    asked = "one=wuhan-hrss-ic-r3.2022.initial_budget&other=wuhan-hrss-ic-r38.2022.final"
    page = f"{many / 'pair.html'}#{asked}"
    narrow = """new Promise((done) => {
      const form = document.getElementById("pair");
      form.elements["one-words"].value = "武汉 2022 决算";
      form.elements["one-words"].dispatchEvent(new Event("input", { bubbles: true }));
      setTimeout(() => done([form.elements.one.options.length,
        document.querySelectorAll("#side tbody tr").length, location.hash]), 1000);
    })"""
    (seen,) = visit(tmp_path, {"page": page, "width": 1440, "click": "h1", "evaluate": narrow})
    assert seen["errors"] == []
    assert "3,227.02" in seen["text"]
    assert "1,777.50" in seen["text"]
    options, rows, address = seen["evaluated"]
    assert options == 40
    assert rows > 5
    assert "one=wuhan-hrss-ic" in address

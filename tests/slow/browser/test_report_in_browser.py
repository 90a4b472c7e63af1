"""The report in headless browsers, from the file system: charts drawn, no complaint, no request.

`make test-browser` installs what is needed.
"""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.support import needs
from tests.support.visits import UNIT, visit

pytest.importorskip("altair", reason=needs.REPORT)

from ingest.serving.report.write import write_site

FIRST_CHART_MS = 2000
"""Twice what is promised, since tests run on busy machines."""

HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def _pages(site: Path) -> list[str]:
    """Every page, but of those of classes, which are all drawn alike, the first and the last."""
    left_out = set(sorted((site / "classes").iterdir())[1:-1])
    return [str(path) for path in sorted(site.rglob("*.html")) if path not in left_out]


@pytest.mark.parametrize(
    ("browser", "width", "dark"),
    [
        ("chrome", 1440, False),
        ("chrome", 1440, True),
        ("chrome", 390, False),
        ("chrome", 390, True),
        ("firefox", 1440, False),
        ("firefox", 390, False),
    ],
)
def test_every_page_is_drawn_without_a_complaint_or_a_request(
    site: Path, tmp_path: Path, browser: str, width: int, *, dark: bool
) -> None:
    pages = _pages(site)
    assert len(pages) == 20

    visits = ({"page": page, "width": width, "dark": dark} for page in pages)
    told = visit(tmp_path, *visits, browser=browser)

    for page, seen in zip(pages, told, strict=True):
        assert seen["errors"] == [], page
        assert seen["remote"] == [], page
        assert seen["drawn"] == seen["plots"], page
        assert seen["outside"] == 0, page
        assert seen["width"] <= width, page
    assert sum(seen["plots"] for seen in told) > 35


@pytest.mark.parametrize("browser", ["chrome", "firefox"])
def test_the_first_chart_is_there_within_two_seconds(
    site: Path, tmp_path: Path, browser: str
) -> None:
    visits = [{"page": str(site / name), "width": 1440} for name in ("index.html", UNIT)]
    for seen in visit(tmp_path, *visits, browser=browser):
        assert 0 < seen["first"] < FIRST_CHART_MS


def test_a_link_to_a_fault_opens_it(site: Path, tmp_path: Path) -> None:
    page = "documents/wuhan-hrss-ic-2022-final.html"
    text = (site / page).read_text(encoding="utf-8")
    fault = re.findall(r'<details class="fault" id="(F\w+)"', text)[-1]
    shown = f"""(() => {{
      const fold = document.getElementById("{fault}");
      return [fold.open, fold.getBoundingClientRect().top < innerHeight,
        document.querySelectorAll("details.fault[open]").length];
    }})()"""
    link = {"page": f"{site / page}#{fault}", "width": 1440, "evaluate": shown}
    (seen,) = visit(tmp_path, link)
    assert seen["evaluated"] == [True, True, 1]


def test_the_button_turns_light_to_dark_and_draws_anew(site: Path, tmp_path: Path) -> None:
    page = str(site / "index.html")
    label = "document.querySelector('.plot svg text').getAttribute('fill')"
    light, dark = visit(
        tmp_path,
        {"page": page, "width": 1440, "evaluate": label},
        {"page": page, "width": 1440, "evaluate": label, "click": "#theme"},
    )
    assert light["paper"] == "rgb(252, 251, 249)"
    assert dark["paper"] == "rgb(21, 24, 29)"
    assert light["evaluated"] != dark["evaluated"]
    assert dark["errors"] == []
    assert dark["drawn"] == dark["plots"]


def test_a_table_is_sorted_by_its_headings(site: Path, tmp_path: Path) -> None:
    column = """[...document.querySelectorAll('#units tbody tr')]
        .map((row) => Number(row.cells[row.cells.length - 2].dataset.key))"""
    heading = "#units thead th:nth-last-child(2) button"
    (seen,) = visit(
        tmp_path,
        {"page": str(site / "index.html"), "width": 1440, "click": heading, "evaluate": column},
    )
    assert seen["evaluated"] == sorted(seen["evaluated"])
    assert len(set(seen["evaluated"])) > 2


def test_the_table_of_a_chart_is_taken_as_csv(site: Path, tmp_path: Path) -> None:
    take = """new Promise((done) => {
      HTMLAnchorElement.prototype.click = () => {};
      URL.createObjectURL = (blob) => { blob.text().then(done); return "blob:of-the-test"; };
      document.querySelector('#functions [data-take="csv"]').click();
    })"""
    (seen,) = visit(tmp_path, {"page": str(site / UNIT), "width": 1440, "evaluate": take})
    lines = seen["evaluated"].lstrip("\ufeff").splitlines()
    assert lines[0].startswith('"资金口径","科目级次","科目编码","科目名称","金额（元）"')
    (item,) = [line for line in lines if '"2080108"' in line]
    assert '"信息化建设","7840500.00"' in item


def test_many_small_pictures_are_taken_as_one(site: Path, tmp_path: Path) -> None:
    take = """new Promise((done) => {
      const saved = [];
      HTMLAnchorElement.prototype.click = function () {
        saved.push([this.download, this.href.slice(0, 22), this.href.length]);
        done(saved);
      };
      document.querySelector("#years [data-take=png]").click();
    })"""
    page = str(site / "compare.html")
    (seen,) = visit(tmp_path, {"page": page, "width": 1440, "evaluate": take})
    [[name, kind, length]] = seen["evaluated"]
    assert (name, kind) == ("mingzhang-compare-years.png", "data:image/png;base64,")
    assert length > 20_000
    assert seen["errors"] == []


def test_a_hostile_label_is_text(warehouse: Path, tmp_path: Path) -> None:
    copy = tmp_path / "mingzhang.duckdb"
    shutil.copy(warehouse / "mingzhang.duckdb", copy)
    with duckdb.connect(str(copy)) as connection:
        for table, column in (("dim_unit", "short_name"), ("cmp_function_share", "name")):
            connection.execute(f"update marts.{table} set {column} = ?", [HOSTILE])
    (tmp_path / "report").mkdir()
    write_site(copy, tmp_path / "report", ["wuhan-hrss-ic"])

    pages = [str(tmp_path / "report" / name) for name in ("index.html", UNIT)]
    for seen in visit(tmp_path, *({"page": page, "width": 1440} for page in pages)):
        assert seen["errors"] == []
        assert seen["drawn"] == seen["plots"]
        assert "alert(1)" in seen["text"]


def test_what_stands_in_a_page_is_enough_without_javascript(site: Path) -> None:
    text = (site / "compare.html").read_text(encoding="utf-8")
    assert text.count("<table") == text.count('<section class="figure"')

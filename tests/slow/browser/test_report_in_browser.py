"""The report in headless Chromium, from the file system: charts drawn, no complaint, no request.

`make test-browser` installs what is needed.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.support import needs

pytest.importorskip("altair", reason=needs.REPORT)

from ingest.serving.report.bounds import Bounds
from ingest.serving.report.write import write_site
from tests.support.replicas import replicate

HERE = Path(__file__).resolve().parent
FIRST_CHART_MS = 2000
"""Twice what is promised, since tests run on busy machines."""

UNIT = "units/wuhan-hrss-ic.html"
HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"

Told = dict[str, Any]


def _visit(tmp: Path, *visits: dict[str, object], browser: str = "chrome") -> list[Told]:
    """What each visit saw; see look_at_report.mjs."""
    found = subprocess.run(
        [HERE / "program.sh", browser], check=False, capture_output=True, text=True
    )
    if found.returncode:
        pytest.skip(f"needs {browser}: run `make test-browser`")
    path = tmp / "visits.json"
    path.write_text(json.dumps(visits))
    done = subprocess.run(
        ["node", HERE / "look_at_report.mjs", browser, found.stdout.strip(), str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    told: list[Told] = json.loads(done.stdout)
    return told


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
    told = _visit(tmp_path, *visits, browser=browser)

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
    for seen in _visit(tmp_path, *visits, browser=browser):
        assert 0 < seen["first"] < FIRST_CHART_MS


KINDS_OF_PAGES = [
    "index.html",
    "find.html#words=武汉",
    "compare.html",
    "pair.html#one=wuhan-hrss-ic",
    "findings.html",
    "quality.html",
    "builds.html",
    "method.html",
    UNIT,
    "classes/functional-2080108.html",
    "documents/wuhan-hrss-ic-2022-final.html",
]


@pytest.mark.parametrize(
    ("browser", "width", "dark"),
    [
        ("chrome", 1440, False),
        ("chrome", 1440, True),
        ("chrome", 390, False),
        ("firefox", 1440, False),
    ],
)
def test_nothing_serious_keeps_people_out(
    site: Path, tmp_path: Path, browser: str, width: int, *, dark: bool
) -> None:
    """As axe-core sees it: contrast, names, roles, headings, and what the keyboard reaches."""
    visits = [
        {"page": str(site / page), "width": width, "dark": dark, "axe": True}
        for page in KINDS_OF_PAGES
    ]
    told = _visit(tmp_path, *visits, browser=browser)
    for page, seen in zip(KINDS_OF_PAGES, told, strict=True):
        assert seen["violations"] == [], page
        assert seen["errors"] == [], page
        assert seen["remote"] == [], page


def test_the_keyboard_sees_where_it_is_and_skips_to_the_text(site: Path, tmp_path: Path) -> None:
    page = str(site / "index.html")
    at = """(() => {
      const here = document.activeElement;
      return [here.className, getComputedStyle(here).outlineStyle, location.hash];
    })()"""
    keys = (["Tab"], ["Tab", "Enter"], ["Tab", "Enter", "Tab", "Tab"])
    visits = [{"page": page, "width": 1440, "keys": pressed, "evaluate": at} for pressed in keys]
    skip, main, inside = (seen["evaluated"] for seen in _visit(tmp_path, *visits))
    assert skip[0] == "skip"
    assert skip[1] == "solid"
    assert main[2] == "#main"
    assert inside[1] == "solid"


def test_nothing_moves_for_who_asks_for_stillness(site: Path, tmp_path: Path) -> None:
    moving = """[...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      return [style.transitionDuration, style.animationDuration].some((time) =>
        time.split(", ").some((part) => parseFloat(part) > 0.01));
    }).length"""
    visits = [
        {"page": str(site / page), "width": 1440, "still": True, "evaluate": moving}
        for page in ("index.html", UNIT)
    ]
    assert [seen["evaluated"] for seen in _visit(tmp_path, *visits)] == [0, 0]


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
    (seen,) = _visit(tmp_path, link)
    assert seen["evaluated"] == [True, True, 1]


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
    found, files = _visit(tmp_path, *visits)
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
    (seen,) = _visit(tmp_path, {"page": page, "width": 1440, "click": "h1", "evaluate": narrow})
    assert seen["errors"] == []
    assert "3,227.02" in seen["text"]
    assert "1,777.50" in seen["text"]
    options, rows, address = seen["evaluated"]
    assert options == 40
    assert rows > 5
    assert "one=wuhan-hrss-ic" in address


def _light(colour: str) -> float:
    """How light a colour `rgb(...)` is, as WCAG measures it."""
    parts = [int(part) / 255 for part in colour[4:-1].split(",")]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# Text on paper, dim text on paper, links on paper, and text on each colour of the charts.
_CONTRASTS = """(() => {
  const probe = document.createElement("span");
  document.body.append(probe);
  const value = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const charts = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"];
  return [
    ...["ink", "dim", "link", "accent"].map((name) => [name, value(name), value("paper")]),
    ...["ink", "dim"].map((name) => [name, value(name), value("card")]),
    ...charts.map((name) => [name, value("on-data"), value(name)]),
    ...charts.map((name) => [name, value("paper"), value(name)]),
  ];
})()"""


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_from_what_is_behind_it(site: Path, tmp_path: Path, *, dark: bool) -> None:
    page = str(site / "index.html")
    (seen,) = _visit(tmp_path, {"page": page, "width": 1440, "dark": dark, "evaluate": _CONTRASTS})
    for name, one, other in seen["evaluated"]:
        dimmer, lighter = sorted((_light(one), _light(other)))
        assert (lighter + 0.05) / (dimmer + 0.05) >= 4.5, (name, one, other)


def test_the_button_turns_light_to_dark_and_draws_anew(site: Path, tmp_path: Path) -> None:
    page = str(site / "index.html")
    label = "document.querySelector('.plot svg text').getAttribute('fill')"
    light, dark = _visit(
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
    (seen,) = _visit(
        tmp_path,
        {"page": str(site / "index.html"), "width": 1440, "click": heading, "evaluate": column},
    )
    assert seen["evaluated"] == sorted(seen["evaluated"])
    assert len(set(seen["evaluated"])) > 2


def test_chinese_is_drawn_in_a_font_that_has_it(site: Path, tmp_path: Path) -> None:
    """Boxes for missing glyphs are all of one width and shape; these characters are not."""
    differ = """(() => {
      const font = getComputedStyle(document.body).fontFamily;
      const drawn = ["账", "一", "龘"].map((character) => {
        const canvas = document.createElement("canvas");
        const context = canvas.getContext("2d");
        context.font = `40px ${font}`;
        context.fillText(character, 10, 60);
        return canvas.toDataURL();
      });
      return new Set(drawn).size;
    })()"""
    (seen,) = _visit(
        tmp_path, {"page": str(site / "index.html"), "width": 1440, "evaluate": differ}
    )
    assert seen["evaluated"] == 3


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
    visit = {"page": page, "width": 390, "click": "h1", "evaluate": _FOUND}
    (seen,) = _visit(tmp_path, visit, browser=browser)
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
    (seen,) = _visit(tmp_path, {"page": str(site / "find.html"), "width": 1440, "evaluate": ask})
    assert seen["evaluated"] == "#kind=faults&severity=money"


@pytest.mark.parametrize("browser", ["chrome", "firefox"])
def test_two_unit_years_are_compared_by_a_link(site: Path, tmp_path: Path, browser: str) -> None:
    """武汉 2022: 1,777.50 spent of 3,227.02 budgeted of the general public budget, 55.1 %."""
    asked = "one=wuhan-hrss-ic.2022.initial_budget&other=wuhan-hrss-ic.2022.final"
    page = f"{site / 'pair.html'}#{asked}"
    shown = "[...document.querySelectorAll('#side tbody tr')].map((row) => row.innerText)"
    visit = {"page": page, "width": 1440, "click": "h1", "evaluate": shown}
    (seen,) = _visit(tmp_path, visit, browser=browser)
    assert seen["errors"] == []
    (spent,) = [row for row in seen["evaluated"] if "本年支出合计" in row]
    assert spent.split("\t")[1:] == ["3,227.02", "1,777.50", "55.1%"]
    assert "只有武汉人社信息中心 2022 决算列出" in seen["text"]


def test_the_table_of_a_chart_is_taken_as_csv(site: Path, tmp_path: Path) -> None:
    take = """new Promise((done) => {
      HTMLAnchorElement.prototype.click = () => {};
      URL.createObjectURL = (blob) => { blob.text().then(done); return "blob:of-the-test"; };
      document.querySelector('#functions [data-take="csv"]').click();
    })"""
    (seen,) = _visit(tmp_path, {"page": str(site / UNIT), "width": 1440, "evaluate": take})
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
    (seen,) = _visit(tmp_path, {"page": page, "width": 1440, "evaluate": take})
    [[name, kind, length]] = seen["evaluated"]
    assert (name, kind) == ("mingzhang-compare-years.png", "data:image/png;base64,")
    assert length > 20_000
    assert seen["errors"] == []


def test_a_number_in_a_bar_has_room_on_a_phone(site: Path, tmp_path: Path) -> None:
    """10.4% once read 0.4%: its first digit lay under the edge of its bar."""
    over = """[...document.querySelectorAll('#nature-share .plot')].flatMap((plot) => {
      const paths = [...plot.querySelectorAll('.mark-rect path')];
      const bars = paths.map((path) => path.getBoundingClientRect());
      return [...plot.querySelectorAll('.mark-text.role-mark text')].filter((text) => {
        if (!text.textContent) return false;
        const box = text.getBoundingClientRect();
        return !bars.some((bar) => bar.left <= box.left + 1 && box.right <= bar.right + 1);
      }).map((text) => text.textContent);
    })"""
    page = str(site / "compare.html")
    for width in (390, 1440):
        (seen,) = _visit(tmp_path, {"page": page, "width": width, "evaluate": over})
        assert seen["evaluated"] == [], width


def test_a_screen_reader_hears_what_a_chart_shows(site: Path, tmp_path: Path) -> None:
    """Every chart once was named "Vega visualization", whatever its page said of it."""
    names = "[...document.querySelectorAll('.plot')].map((plot) => plot.getAttribute('aria-label'))"
    (seen,) = _visit(tmp_path, {"page": str(site / UNIT), "width": 1440, "evaluate": names})
    assert len(seen["evaluated"]) == seen["plots"] > 3
    for name in seen["evaluated"]:
        assert re.search("[一-鿿].*：", name), name


_LAST_LINES = """[...document.querySelectorAll("h1, h2, h3")].flatMap((heading) => {
  const text = heading.firstChild;
  const lines = new Map();
  for (let place = 0; place < text.data.trim().length; place += 1) {
    const range = document.createRange();
    range.setStart(text, place);
    range.setEnd(text, place + 1);
    const top = Math.round(range.getBoundingClientRect().top);
    lines.set(top, (lines.get(top) ?? "") + text.data[place]);
  }
  return lines.size > 1 ? [[...lines.values()].pop()] : [];
})"""


@pytest.mark.parametrize("width", [390, 1440])
def test_no_headline_leaves_a_character_alone(site: Path, tmp_path: Path, width: int) -> None:
    pages = {site / page.partition("#")[0] for page in KINDS_OF_PAGES}
    visits = [
        {"page": str(page), "width": width, "evaluate": _LAST_LINES}
        for page in sorted(filter(Path.is_file, pages))  # A report of an older build has fewer.
    ]
    ends = [line for seen in _visit(tmp_path, *visits) for line in seen["evaluated"]]
    assert len(ends) > 3
    assert [line for line in ends if len(line.strip()) < 3] == []


@pytest.mark.parametrize("width", [390, 1440])
def test_what_a_finding_says_is_on_the_screen(site: Path, tmp_path: Path, width: int) -> None:
    """What was found and why once stood beyond the right edge of the list."""
    beyond = """[...document.querySelectorAll("#findings td")].filter((cell) =>
      cell.getBoundingClientRect().right > document.documentElement.clientWidth
      || cell.getBoundingClientRect().right
        > cell.closest(".scroll").getBoundingClientRect().right).length"""
    page = str(site / "findings.html")
    (seen,) = _visit(tmp_path, {"page": page, "width": width, "evaluate": beyond})
    assert seen["evaluated"] == 0


def test_two_unit_years_stand_side_by_side_on_a_phone(site: Path, tmp_path: Path) -> None:
    asked = "one=wuhan-hrss-ic.2022.initial_budget&other=wuhan-hrss-ic.2022.final"
    room = """(() => {
      const frame = document.querySelector("#side .scroll");
      return frame.scrollWidth - frame.clientWidth;
    })()"""
    page = f"{site / 'pair.html'}#{asked}"
    (seen,) = _visit(tmp_path, {"page": page, "width": 390, "click": "h1", "evaluate": room})
    assert seen["evaluated"] == 0


def test_a_hostile_label_is_text(warehouse: Path, tmp_path: Path) -> None:
    copy = tmp_path / "mingzhang.duckdb"
    shutil.copy(warehouse / "mingzhang.duckdb", copy)
    with duckdb.connect(str(copy)) as connection:
        for table, column in (("dim_unit", "short_name"), ("cmp_function_share", "name")):
            connection.execute(f"update marts.{table} set {column} = ?", [HOSTILE])
    (tmp_path / "report").mkdir()
    write_site(copy, tmp_path / "report", ["wuhan-hrss-ic"])

    pages = [str(tmp_path / "report" / name) for name in ("index.html", UNIT)]
    for seen in _visit(tmp_path, *({"page": page, "width": 1440} for page in pages)):
        assert seen["errors"] == []
        assert seen["drawn"] == seen["plots"]
        assert "alert(1)" in seen["text"]


def test_what_stands_in_a_page_is_enough_without_javascript(site: Path) -> None:
    text = (site / "compare.html").read_text(encoding="utf-8")
    assert text.count("<table") == text.count('<section class="figure"')

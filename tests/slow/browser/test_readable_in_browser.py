"""Whether everyone can read the report: contrast, names, the keyboard, room on a phone."""

import re
from pathlib import Path

import pytest

from tests.support import needs
from tests.support.visits import KINDS_OF_PAGES, UNIT, visit

pytest.importorskip("altair", reason=needs.REPORT)


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
    told = visit(tmp_path, *visits, browser=browser)
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
    skip, main, inside = (seen["evaluated"] for seen in visit(tmp_path, *visits))
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
    assert [seen["evaluated"] for seen in visit(tmp_path, *visits)] == [0, 0]


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
    (seen,) = visit(tmp_path, {"page": page, "width": 1440, "dark": dark, "evaluate": _CONTRASTS})
    for name, one, other in seen["evaluated"]:
        dimmer, lighter = sorted((_light(one), _light(other)))
        assert (lighter + 0.05) / (dimmer + 0.05) >= 4.5, (name, one, other)


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
    (seen,) = visit(tmp_path, {"page": str(site / "index.html"), "width": 1440, "evaluate": differ})
    assert seen["evaluated"] == 3


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
        (seen,) = visit(tmp_path, {"page": page, "width": width, "evaluate": over})
        assert seen["evaluated"] == [], width


def test_a_screen_reader_hears_what_a_chart_shows(site: Path, tmp_path: Path) -> None:
    """Every chart once was named "Vega visualization", whatever its page said of it."""
    names = "[...document.querySelectorAll('.plot')].map((plot) => plot.getAttribute('aria-label'))"
    (seen,) = visit(tmp_path, {"page": str(site / UNIT), "width": 1440, "evaluate": names})
    assert len(seen["evaluated"]) == seen["plots"] > 3
    for name in seen["evaluated"]:
        assert re.search("[一-鿿].*：", name), name


def test_what_is_printed_from_the_dark_is_dark_on_white(site: Path, tmp_path: Path) -> None:
    """Charts are drawn in the colours of the screen, of which paper is none."""
    letters = """(() => {
      const fill = (text) => getComputedStyle(text).fill;
      return [...new Set([...document.querySelectorAll(".plot svg text")].map(fill))];
    })()"""
    page = {"page": str(site / "index.html"), "width": 1000, "print": True, "evaluate": letters}
    paper, ink = "rgb(255, 255, 255)", "rgb(29, 34, 43)"
    light, dark, chosen = visit(tmp_path, page, page | {"dark": True}, page | {"click": "#theme"})
    for seen in (light, dark, chosen):
        assert (seen["paper"], seen["ink"]) == (paper, ink)
        assert ink in seen["evaluated"]
        assert set(seen["evaluated"]) <= {ink, *light["evaluated"]}


def test_a_printed_list_is_whole_and_its_headings_are_text(site: Path, tmp_path: Path) -> None:
    """A heading within a button is left blank on every page of paper but the first."""
    shown = """(() => {
      const frame = document.querySelector("#findings .scroll");
      const heads = [...frame.querySelectorAll("thead th")];
      return [frame.scrollHeight - frame.clientHeight,
        heads.map((head) => getComputedStyle(head, "::before").content),
        heads.map((head) => getComputedStyle(head.querySelector("button")).display)];
    })()"""
    page = {"page": str(site / "findings.html"), "width": 1000, "print": True, "evaluate": shown}
    (seen,) = visit(tmp_path, page)
    hidden, heads, buttons = seen["evaluated"]
    assert hidden == 0
    assert '"严重程度"' in heads
    assert set(buttons) == {"none"}


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
    ends = [line for seen in visit(tmp_path, *visits) for line in seen["evaluated"]]
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
    (seen,) = visit(tmp_path, {"page": page, "width": width, "evaluate": beyond})
    assert seen["evaluated"] == 0

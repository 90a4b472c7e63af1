"""What the tests see of a page: its elements, its texts, and whether its tags are in order."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from lxml import html

_VOID = {"meta", "link", "br", "img", "input", "hr", "path", "rect", "circle"}


@dataclass
class _Tags(HTMLParser):
    """Open tags, and those that closed another than the last one."""

    open: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.wrong.append(f"<{tag}> repeats an attribute at {self.getpos()}")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")


def tags_out_of_order(text: str) -> list[str]:
    """The end tags that close nothing or another element, and the elements left open."""
    parser = _Tags()
    parser.feed(text)
    parser.close()
    return parser.wrong + parser.open


def paths(site: Path) -> list[Path]:
    """Every page of a site."""
    return sorted(site.rglob("*.html"))


def tree(path: Path) -> html.HtmlElement:
    """A page as a tree."""
    return html.fromstring(path.read_text(encoding="utf-8"))


def specs(page: html.HtmlElement) -> list[dict[str, Any]]:
    """The charts of a page, as Vega-Lite with their rows."""
    return [json.loads(script.text or "") for script in page.iterfind(".//script[@class='spec']")]


def rows(section: html.HtmlElement) -> list[list[str]]:
    """The texts of a table's cells."""
    return [
        [cell.text_content() for cell in row.iterfind("td")]
        for row in section.iterfind(".//table/tbody/tr")
    ]


def table(page: html.HtmlElement, name: str) -> list[dict[str, str]]:
    """The table of a figure, each row by its Chinese headings."""
    (section,) = page.findall(f".//section[@id='{name}']")
    headings = [heading.text or "" for heading in section.iterfind(".//thead/tr/th/button")]
    return [dict(zip(headings, row, strict=True)) for row in rows(section)]

"""What codes, columns and pages are called, in Chinese and English.

Codes by the seed of codes, columns by the registry of columns, heads and texts of pages by the CSV
files beside this.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.base.csv_text import read_rows
from ingest.base.settings import PROJECT
from ingest.exports.codes import read_codes
from ingest.exports.registry import label_of, meaning, name_of, read_registry

_MODEL = "report"
"""What the registry calls the pages, where a name means another thing on them than in the marts."""

_SUFFIXES = {"_yuan": "yuan", "_year": "year"}
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Word:
    """A name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: its name, how its values are written, and its heading.

    `kind` is text, code, year, count, number, yuan, percent, flag, both (with its English
    in the column `<name>_en`), `word:<domain>` for a code, or `words:<domain>` for several with
    blanks between them.
    """

    name: str
    kind: str
    zh: str
    en: str


@cache
def _registry() -> dict[str, str]:
    return read_registry(PROJECT)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a page."""

    page: str
    title_zh: str
    title_en: str
    lead_zh: str
    lead_en: str


@dataclass(frozen=True, slots=True)
class ChartText:
    """What a chart is called, by its query, and the text where it has nothing to show."""

    query: str
    name: str
    zh: str
    en: str
    absent_zh: str
    absent_en: str


@dataclass(frozen=True, slots=True)
class ListText:
    """What a list is called, by its query, and what is seen in it, with `{count}` for its rows."""

    query: str
    zh: str
    en: str
    said_zh: str
    said_en: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the page of method: what it is called and what it means, in both languages."""

    id: str
    zh: str
    en: str
    text_zh: str
    text_en: str


@cache
def _words() -> dict[tuple[str, str], Word]:
    return {(row.vocabulary, row.code): Word(row.name, row.name_en) for row in read_codes(PROJECT)}


@cache
def _rows(name: str) -> dict[str, dict[str, str]]:
    """The rows of a file, by their first column."""
    return {next(iter(row.values())): row for row in read_rows(_HERE / f"{name}.csv")}


def word(domain: str, code: object) -> Word:
    """What a code of a domain is called; an unknown one is called by its code, a null `—`."""
    if code is None:
        return Word("—", "—")
    return _words().get((domain, str(code)), Word(str(code), str(code)))


@cache
def column(name: str) -> Column:
    """How a column is headed and written; one that the registry has not is under its own name."""
    row = _rows("kinds").get(name)
    kind = (
        row["kind"]
        if row
        else next((kind for suffix, kind in _SUFFIXES.items() if name.endswith(suffix)), "text")
    )
    text = meaning(_registry(), name, _MODEL) or name
    zh, en = label_of(text) or name, name_of(text)
    if kind == "yuan":
        zh, en = f"{zh}（元）", f"{en} (yuan)"
    return Column(name, kind, zh, en)


_NUMBER = re.compile(r"(?<=\d) (?=[一-鿿])")


def unbroken(text: str) -> str:
    """A Chinese text in which no line ends between a number and what it counts."""
    return _NUMBER.sub("\u00a0", text)


_COUNTED = "unit|document|build|fault|project|check|pair|item|year|row"
_ONE = re.compile(rf"(?<![\d.,])1 ({_COUNTED})s\b")


def singular(text: str) -> str:
    """An English text with the singular for a count of one: `1 unit`."""
    return _ONE.sub(r"1 \1", text)


def class_name(row: Mapping[str, object]) -> Word:
    """What the class of a row is called: by `name` and `name_en`, else by its code."""
    code = str(row["code"])
    return Word(str(row["name"] or code), str(row["name_en"] or code))


def how_known(row: Mapping[str, object]) -> Word:
    """How an amount is known: by its derivation where it was derived, else by its basis."""
    if row.get("derivation"):
        return word("derivation", row["derivation"])
    return word("basis", row["basis"])


def terms() -> tuple[Term, ...]:
    """The terms of the page of method, in their order."""
    rows = _rows("glossary").values()
    return tuple(
        Term(f"term-{place}", row["term"], row["term_en"], row["zh"], row["en"])
        for place, row in enumerate(rows, 1)
    )


def head(page: str) -> Head:
    """The head of a page."""
    return Head(**_rows("heads")[page])


def chart_text(query: str) -> ChartText:
    """The texts of a chart."""
    return ChartText(**_rows("charts")[query])


def note(name: str, **said: object) -> tuple[str, str]:
    """A note of a chart in both languages, with what it says of the chart's rows."""
    row = _rows("notes")[name]
    return row["zh"].format(**said), row["en"].format(**said)


def list_text(query: str) -> ListText:
    """The texts of a list."""
    return ListText(**_rows("lists")[query])

"""What codes, columns and pages are called, in Chinese and English: the CSV files beside this."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.base.csv_text import read_rows

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Word:
    """A name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: its name, how its values are written, and its heading.

    `kind` is text, code, year, count, number, yuan, percent, flag, `word:<domain>` for a code, or
    `words:<domain>` for several with blanks between them.
    """

    name: str
    kind: str
    zh: str
    en: str


@cache
def _words() -> dict[tuple[str, str], Word]:
    rows = read_rows(_HERE / "words.csv")
    return {(row["domain"], row["code"]): Word(row["zh"], row["en"]) for row in rows}


@cache
def _columns() -> dict[str, Column]:
    return {row["name"]: Column(**row) for row in read_rows(_HERE / "columns.csv")}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a page."""

    page: str
    title_zh: str
    title_en: str
    lead_zh: str
    lead_en: str


@cache
def head(page: str) -> Head:
    """The head of a page, by its name in `heads.csv`."""
    return next(Head(**row) for row in read_rows(_HERE / "heads.csv") if row["page"] == page)


@dataclass(frozen=True, slots=True)
class ChartText:
    """What a chart is called, by its query, and the text where it has nothing to show."""

    query: str
    name: str
    zh: str
    en: str
    absent_zh: str
    absent_en: str


@cache
def _chart_texts() -> dict[str, ChartText]:
    return {row["query"]: ChartText(**row) for row in read_rows(_HERE / "charts.csv")}


def chart_text(query: str) -> ChartText:
    """The texts of a chart."""
    return _chart_texts()[query]


@dataclass(frozen=True, slots=True)
class ListText:
    """What a list is called, by its query, and what is seen in it, with `{count}` for its rows."""

    query: str
    zh: str
    en: str
    said_zh: str
    said_en: str


@cache
def _list_texts() -> dict[str, ListText]:
    return {row["query"]: ListText(**row) for row in read_rows(_HERE / "lists.csv")}


def list_text(query: str) -> ListText:
    """The texts of a list."""
    return _list_texts()[query]


def word(domain: str, code: object) -> Word:
    """What a code of a domain is called; an unknown one is called by its code, a null `—`."""
    if code is None:
        return Word("—", "—")
    return _words().get((domain, str(code)), Word(str(code), str(code)))


def column(name: str) -> Column:
    """How a column is headed and written; one that nobody named is text under its own name."""
    return _columns().get(name) or Column(name, "text", name, name)

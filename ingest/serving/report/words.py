"""What codes, columns and pages are called, in Chinese and English.

Codes and pages by the CSV files beside this, columns by the registry of columns.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.base.csv_text import read_rows
from ingest.base.settings import PROJECT
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
def _registry() -> dict[str, str]:
    return read_registry(PROJECT)


@cache
def _kinds() -> dict[str, str]:
    return {row["name"]: row["kind"] for row in read_rows(_HERE / "kinds.csv")}


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


def word(domain: str, code: object) -> Word:
    """What a code of a domain is called; an unknown one is called by its code, a null `—`."""
    if code is None:
        return Word("—", "—")
    return _words().get((domain, str(code)), Word(str(code), str(code)))


@cache
def column(name: str) -> Column:
    """How a column is headed and written; one that the registry has not is under its own name."""
    kind = _kinds().get(name) or next(
        (kind for suffix, kind in _SUFFIXES.items() if name.endswith(suffix)), "text"
    )
    text = meaning(_registry(), name, _MODEL) or name
    zh, en = label_of(text) or name, name_of(text)
    if kind == "yuan":
        zh, en = f"{zh}（元）", f"{en} (yuan)"
    return Column(name, kind, zh, en)

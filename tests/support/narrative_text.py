"""Documents made of a few lines, and what is read of them."""

from ingest.extraction.narrative import LedgerEntry, Statement, read_narrative, read_statements
from ingest.reading.model import Document, Layout, Line

YEAR = 2022


def document(text: str, layout: Layout = "tabbed") -> Document:
    lines = tuple(Line(1, number, line) for number, line in enumerate(text.split("\n"), start=1))
    return Document("made.txt", "0" * 64, "utf-8", layout, 1, lines)


def read(text: str, stage: str = "final", layout: Layout = "tabbed") -> list[Statement]:
    return read_statements(document(text, layout), (), YEAR, stage)


def account(text: str, stage: str = "final") -> list[LedgerEntry]:
    return read_narrative(document(text), (), YEAR, stage).entries


def facts(statements: list[Statement]) -> list[tuple[str, str, str, str]]:
    return [(s.subject, s.metric, s.value_text, s.unit) for s in statements]

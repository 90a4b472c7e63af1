"""Disclosures made of a few lines, and what is read of them. In made tables ¦ is a tab stop."""

from ingest.extraction.extract import extract
from ingest.reading.model import Document, Layout, Line
from ingest.rows.schema import Row

BUDGET = "甘泉县民政局2024年部门预算\n\n"
FINAL = "甘泉县民政局2024年度部门决算\n\n"
WAN = "单位：万元\n"


def document(text: str, source_file: str = "made.txt") -> Document:
    printed = text.replace("¦", "\t")
    lines = tuple(Line(1, n, line) for n, line in enumerate(printed.split("\n"), start=1))
    layout: Layout = "tabbed" if "\t" in printed else "flat"
    return Document(source_file, "0" * 64, "utf-8", layout, 1, lines)


def read(text: str) -> dict[str, list[Row]]:
    return extract(document(text))


def tables(text: str, *columns: str) -> list[tuple[str | int | None, ...]]:
    """The tables read of a made document, these columns of each."""
    return [tuple(row[column] for column in columns) for row in read(text)["tables"]]


def amounts(text: str, *columns: str) -> list[tuple[str | int | None, ...]]:
    """The amounts read of a made document, these columns of each."""
    return [tuple(row[column] for column in columns) for row in read(text)["amounts"]]


def placed(text: str) -> list[str]:
    """`code measure figure placement` of every amount read of a made document."""
    columns = ("code_printed", "measure", "printed_text", "placement")
    return [" ".join(str(cell) for cell in row) for row in amounts(text, *columns)]


def measured(text: str) -> list[str]:
    """`label measure figure` of every amount read of a made document."""
    columns = ("label_printed", "measure", "printed_text")
    return [" ".join(str(cell) for cell in row) for row in amounts(text, *columns)]

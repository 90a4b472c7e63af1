"""Pages of the report that show a document, made without a warehouse, and the frames on them."""

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
from lxml import html

from ingest.extraction.extract import extract
from ingest.reading.document import read_document
from ingest.serving.report.charts import Context
from ingest.serving.report.figures import Desk
from ingest.serving.report.originals import Originals, Shown
from ingest.serving.report.places import anchor
from ingest.serving.report.sources import Sources

DOCUMENT = "d-2024-budget"

MARTS = """
create schema marts;
create table marts.dim_document (document_id text, source_file text, sha256 text, reader text);
create table marts.dq_reconciliation (document_id text, page integer, line integer);
create table marts.fct_reported_amount (
    document_id text, page integer, line integer, char_from integer, box text,
    printed_text text, reading text
);
create table marts.fct_statement (
    document_id text, page integer, line integer, char_from integer, printed_text text,
    reading text
);
"""
_PLACE = ("page", "line", "char_from")
_TEXT = ("printed_text", "reading")


class Found(NamedTuple):
    """What is shown of a document, its figures by the places of their lines, and what is wrong."""

    shown: Shown
    figures: Mapping[str, Sequence[str]]
    wrong: str


def shown_of(path: Path, folder: Path, wrong: str) -> Found:
    """What the report shows of a file.

    Args:
        path: The file.
        folder: Where the report looks for it.
        wrong: The figure that a check questions, with all of its line.
    """
    document = read_document(path)
    found = extract(document)
    amounts, statements = found["amounts"], found["statements"]
    lines = {(row["page"], row["line"]) for row in amounts if row["printed_text"] == wrong}
    assert len(lines) == 1
    with duckdb.connect() as connection:
        connection.execute(MARTS)
        document_row = [DOCUMENT, document.source_file, document.sha256, document.reader]
        connection.execute("insert into marts.dim_document values (?, ?, ?, ?)", document_row)
        for page, line in lines:
            connection.execute(
                "insert into marts.dq_reconciliation values (?, ?, ?)", [DOCUMENT, page, line]
            )
        for row in amounts:
            values = [DOCUMENT, *(row[name] for name in (*_PLACE, "box", *_TEXT))]
            connection.execute(
                "insert into marts.fct_reported_amount values (?, ?, ?, ?, ?, ?, ?)", values
            )
        for row in statements:
            values = [DOCUMENT, *(row[name] for name in (*_PLACE, *_TEXT))]
            connection.execute("insert into marts.fct_statement values (?, ?, ?, ?, ?, ?)", values)
        desk = Desk(connection, {}, Context())
        with Sources(folder) as sources:
            shown = Originals(sources).shown(desk, DOCUMENT)
    figures: dict[str, list[str]] = {}
    for row in (*amounts, *statements):
        figures.setdefault(anchor(row["page"], row["line"]), []).append(str(row["printed_text"]))
    return Found(shown, figures, anchor(*lines.pop()))


class Frame(NamedTuple):
    """A frame on a picture: the place of its line, and its sides in shares of the picture."""

    place: str
    left: float
    top: float
    right: float
    bottom: float
    is_in_question: bool


def frames(text: str) -> Iterator[Frame]:
    """The frames on a page with a picture."""
    for line in html.fromstring(text).iterfind(".//a[@id]"):
        outer = _sides(line)
        width, height = outer[2] - outer[0], outer[3] - outer[1]
        for frame in line.iterfind("i"):
            left, top, right, bottom = _sides(frame)
            yield Frame(
                line.get("id", ""),
                outer[0] + left * width,
                outer[1] + top * height,
                outer[0] + right * width,
                outer[1] + bottom * height,
                frame.get("class") == "in-question",
            )


def _sides(element: html.HtmlElement) -> tuple[float, float, float, float]:
    style = dict(re.findall(r"(\w+):(-?[\d.]+)%", element.get("style") or ""))
    left, top, width, height = (
        float(style.get(name, "0")) / 100 for name in ("left", "top", "width", "height")
    )
    return left, top, left + width, top + height


def picture(text: str) -> tuple[str, bytes]:
    """The picture on a page, and of which type it is."""
    source = next(html.fromstring(text).iter("img")).get("src", "")
    media, _, data = source.removeprefix("data:").partition(";base64,")
    return media, b64decode(data)

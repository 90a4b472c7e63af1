"""The places of figures in the documents themselves, as pages of the report that need no network.

Of each page that prints figures there is the picture; those on whose lines a check differs, or that
were misread, are framed there, and all others as soon as a link leads to their line. Of a sheet, a
web page, a Word file or a text there are the lines as a table instead. What is in question has room
first.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from itertools import groupby
from pathlib import Path

from ingest.base.errors import MingzhangError
from ingest.extraction.merge import merge
from ingest.reading.document import read_document
from ingest.reading.model import Document, Line
from ingest.serving.report.figures import Desk
from ingest.serving.report.places import anchor, document_page, original_page
from ingest.serving.report.query import Row
from ingest.serving.report.sources import Sources
from ingest.serving.show.page import Box
from ingest.serving.show.small import SmallPage, small_page
from ingest.serving.show.table import Figure, framed_lines
from ingest.serving.show.write import box_of, file_and_page, kind_of

MAX_BYTES = 64 * 1024 * 1024
"""Of all pages of originals of a report that print what is in question; later ones have none."""

MAX_MORE = 32 * 1024 * 1024
"""Likewise of those that print nothing that is."""

MAX_PAGES = 40
"""Of one document."""

LINES = 200
"""Lines of a document without pages that stand on one page of the report."""

_OF_PAGES = {"pdf", "ofd", "image"}

_PAGE = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 0; background: #888; color: #222; font: 14px/1.5 sans-serif; }}
p {{ position: sticky; top: 0; z-index: 1; margin: 0; padding: .5em 1em; background: #fff; \
box-shadow: 0 1px 3px #0006; }}
.sheet {{ position: relative; width: min(100%, {width}px); margin: 1em auto; background: #fff; }}
img {{ display: block; width: 100%; }}
.sheet a, .sheet i {{ position: absolute; box-sizing: border-box; scroll-margin: 40vh; }}
.sheet i.in-question, .sheet a:target i {{ border: 2px solid #d01020; }}
.sheet a:target {{ background: #d0102018; outline: 2px dashed #d01020; }}
</style></head><body>
<p>{title}　<a href="{back}">读出的数 <span lang="en">What was read</span></a></p>
<div class="sheet"><img alt="{title}" src="data:{media};base64,{data}">
{frames}
</div></body></html>
"""
_PIXELS = 2.0
"""Pixels of the screen for a point of the page at most."""

_AROUND = 2.5
"""Points between a figure and its frame; what was recognised has a box that is wide enough."""

_LINE = 1.5
"""Points between the frames of figures and that of their line."""

_IN_QUESTION = ' class="in-question"'
_WIDE_FROM = 0x2E80


@dataclass(frozen=True, slots=True)
class Original:
    """A page of the report that shows a place of a document: its path and its text."""

    path: str
    text: str


@dataclass(slots=True)
class Shown:
    """What is shown of a document: the pages, and where the report's lines lead to in them."""

    pages: list[Original] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)


@dataclass
class Originals:
    """The source documents, and how much of them the report may still show.

    Attributes:
        sources: Where they lie.
        left: Bytes of pages that print what is in question.
        more: Bytes of pages that do not.
    """

    sources: Sources
    left: int = MAX_BYTES
    more: int = MAX_MORE

    def shown(self, desk: Desk, document_id: str) -> Shown:
        """Show the places of a document; nothing where its files are gone or others by now."""
        shown = Shown()
        if self.sources.folder is None or max(self.left, self.more) <= 0:
            return shown
        rows = desk.ask("document_places", document_id=document_id).rows
        if not rows:
            return shown
        document = {"document_id": document_id, **rows[0]}
        links: dict[str, str] = {}
        try:
            files = self.sources.files(str(document["source_file"]), str(document["sha256"]))
            for sheet in _sheets(document, files, rows) if files else ():
                if not self._has_room(sheet.is_in_question):
                    continue
                text = sheet.drawn()
                if text and self._take(len(text.encode()), sheet.is_in_question):
                    shown.pages.append(Original(sheet.path, text))
                    links |= {place: f"{sheet.path}#{place}" for place in sheet.places}
        except MingzhangError:
            pass  # What can be read no more, or not without what recognises it, is not shown.
        shown.links = links
        return shown

    def _has_room(self, is_in_question: bool) -> bool:  # noqa: FBT001
        return (self.left if is_in_question else self.more) > 0

    def _take(self, size: int, is_in_question: bool) -> bool:  # noqa: FBT001
        """Whether a page has room, which it takes."""
        if is_in_question:
            self.left -= size
        else:
            self.more -= size
        return min(self.left if is_in_question else self.more, 0) == 0


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page of the report before it is drawn: its path, and the lines of figures that it shows."""

    path: str
    places: Sequence[str]
    is_in_question: bool
    drawn: Callable[[], str]


def _sheets(document: Row, files: Sequence[Path], rows: Sequence[Row]) -> list[_Sheet]:
    """The pages of the report that show a document; those with what is in question come first."""
    paged = _paged(files, {int(str(row["page"])) for row in rows})
    seen = [row for row in rows if row["page"] in paged]
    others = [row for row in rows if row["page"] not in paged]
    made = [*_pictures(document, files, seen), *_tables(document, files, others)]
    return sorted(made, key=lambda sheet: not sheet.is_in_question)[:MAX_PAGES]


def _paged(files: Sequence[Path], pages: set[int]) -> set[int]:
    """Those of a document's pages that can be shown as pictures: its parts may differ in format."""
    found = {page: file_and_page(files, page) for page in sorted(pages)}
    kinds = {path: kind_of(path) for path in files}
    return {page for page, at in found.items() if at and kinds[at[0]] in _OF_PAGES}


def _pictures(document: Row, files: Sequence[Path], rows: Sequence[Row]) -> Iterator[_Sheet]:
    """The pages of a document with its figures framed."""
    for page, own in groupby(_located(rows, files), key=lambda row: row["page"]):
        places = list(own)
        yield _Sheet(
            original_page(document["document_id"], page),
            _anchors(places),
            any(row["is_in_question"] for row in places),
            partial(_picture, document, files, page, places),
        )


def _anchors(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(anchor(row["page"], row["line"]) for row in rows))


def _located(rows: Sequence[Row], files: Sequence[Path]) -> Sequence[Row]:
    """The rows, those of the text with the boxes of their figures, as the files are read again.

    A scan takes too long for it: its pages are shown without those frames.
    """
    if all(row["box"] for row in rows) or any(row["is_recognised"] for row in rows):
        return rows
    lines = _read(files).lines
    return [row if row["box"] else {**row, "box": _box_in(lines, row)} for row in rows]


def _box_in(lines: Sequence[Line], row: Row) -> str | None:
    """The box of a figure in its line, or in the cell of it: by the width of the text before."""
    number, at = int(str(row["line"])), int(str(row["char_from"])) - 1
    if number > len(lines):
        return None
    line = lines[number - 1]
    column = line.text[:at].count("\t")
    box = box_of(line.boxes[column]) if column < len(line.boxes) else None
    if box is None:
        return None
    text = line.text.split("\t")[column]
    start = at - line.text.rfind("\t", 0, at) - 1
    x0, y0, x1, y1 = box
    whole = _width(text) or 1.0
    left, right = _width(text[:start]), _width(text[: start + len(str(row["printed_text"]))])
    sides = x0 + (x1 - x0) * left / whole, y0, x0 + (x1 - x0) * right / whole, y1
    return ",".join(f"{side:.1f}" for side in sides)


def _width(text: str) -> float:
    """How wide a text is set: 汉字 and their marks take twice the width of digits."""
    return sum(1.0 if ord(char) >= _WIDE_FROM else 0.5 for char in text)


def _read(files: Sequence[Path]) -> Document:
    parts = [read_document(path) for path in files]
    return parts[0] if len(parts) == 1 else merge(parts)


def _picture(document: Row, files: Sequence[Path], page: object, rows: Sequence[Row]) -> str:
    """A page of the report with a page of the document, and its figures framed."""
    found = file_and_page(files, int(str(page)))
    if found is None:
        return ""
    is_recognised = any(row["is_recognised"] for row in rows)
    picture = small_page(*found, is_recognised=is_recognised)
    by_line = groupby(rows, key=lambda row: row["line"])
    return _PAGE.format(
        title=escape(f"{document['source_file']}，第 {page} 页"),
        back=escape(_back(document), quote=True),
        width=round(picture.width * _PIXELS),
        media=picture.media,
        data=b64encode(picture.data).decode(),
        frames="\n".join(_frames(list(own), picture) for _, own in by_line),
    )


def _back(document: Row) -> str:
    """Where the pages of a document lead back to: what was read in it."""
    return f"../{document_page(document['document_id'])}"


def _frames(rows: Sequence[Row], picture: SmallPage) -> str:
    """The frame of a line, which links lead to, and in it one for each of its figures."""
    place = anchor(rows[0]["page"], rows[0]["line"])
    in_question: dict[Box, bool] = {}
    for row in rows:
        if row["box"] and (box := box_of(str(row["box"]))):
            in_question[box] = in_question.get(box, False) or bool(row["is_in_question"])
    if not in_question:
        return f'<a id="{place}" style="top:0"></a>'
    margin = 0.0 if any(row["is_recognised"] for row in rows) else _AROUND
    framed = {_around(box, margin): is_marked for box, is_marked in in_question.items()}
    x0, y0, x1, y1 = zip(*framed, strict=True)
    whole = _around((min(x0), min(y0), max(x1), max(y1)), _LINE)
    page = (0.0, 0.0, picture.width, picture.height)
    frames = "".join(
        f'<i{_IN_QUESTION if is_marked else ""} style="{_within(box, whole)}"></i>'
        for box, is_marked in framed.items()
    )
    return f'<a id="{place}" style="{_within(whole, page)}">{frames}</a>'


def _around(box: Box, margin: float) -> Box:
    x0, y0, x1, y1 = box
    return x0 - margin, y0 - margin, x1 + margin, y1 + margin


def _within(box: Box, outer: Box) -> str:
    """A box as style, in shares of the one that it stands in, whatever its size on the screen."""
    width, height = outer[2] - outer[0], outer[3] - outer[1]
    sides = {
        "left": (box[0] - outer[0]) / width,
        "top": (box[1] - outer[1]) / height,
        "width": (box[2] - box[0]) / width,
        "height": (box[3] - box[1]) / height,
    }
    return ";".join(f"{name}:{100 * share:.2f}%" for name, share in sides.items())


def _tables(document: Row, files: Sequence[Path], rows: Sequence[Row]) -> Iterator[_Sheet]:
    """The lines of a document as tables, where the files print the figures as they were read."""
    if not rows:
        return
    whole = _read(files)
    printed = [row for row in rows if _prints(whole, row)]
    for _, own in groupby(printed, key=lambda row: int(str(row["line"])) // LINES):
        places = list(own)
        yield _Sheet(
            original_page(document["document_id"], places[0]["line"]),
            _anchors(places),
            any(row["is_in_question"] for row in places),
            partial(
                framed_lines,
                whole.lines,
                [_figure(row) for row in places],
                file=str(document["source_file"]),
                back=_back(document),
            ),
        )


def _figure(row: Row) -> Figure:
    return Figure(
        int(str(row["line"])),
        int(str(row["char_from"])),
        str(row["printed_text"]),
        is_framed=bool(row["is_in_question"]),
        place=anchor(row["page"], row["line"]),
    )


def _prints(document: Document, row: Row) -> bool:
    number, start, text = int(str(row["line"])), int(str(row["char_from"])), row["printed_text"]
    if number > len(document.lines):
        return False
    return document.lines[number - 1].text[start - 1 : start - 1 + len(str(text))] == text

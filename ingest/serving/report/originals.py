"""The places of figures in the documents themselves, as pages of the report that need no network.

Of each page on which a check differs, or a figure was misread, there is the picture with these
figures framed; of a sheet, a web page, a Word file or a text the table around them.
"""

import os
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from itertools import groupby
from pathlib import Path

from ingest.base.checksums import file_sha256
from ingest.base.errors import MingzhangError
from ingest.extraction.merge import merge
from ingest.reading.document import read_document
from ingest.reading.model import PARTS_JOINED, Document, Line
from ingest.reading.source import source_name
from ingest.rows.parts import hash_of_parts
from ingest.serving.report.figures import Desk
from ingest.serving.report.places import anchor, document_page, original_page
from ingest.serving.report.query import Row
from ingest.serving.show.page import Box
from ingest.serving.show.small import SmallPage, small_page
from ingest.serving.show.table import Figure, framed_table
from ingest.serving.show.write import box_of, file_and_page

MAX_BYTES = 64 * 1024 * 1024
"""Of all pages of originals of a report; what comes after has none."""

MAX_PAGES = 40
"""Of one document."""

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
.sheet i {{ border: 2px solid #d01020; }}
.sheet a:target {{ background: #d0102026; outline: 2px dashed #d01020; }}
</style></head><body>
<p>{title}　<a href="{back}">读出的数 <span lang="en">What was read</span></a></p>
<div class="sheet"><img alt="{title}" src="data:{media};base64,{data}">
{frames}
</div></body></html>
"""
_PIXELS = 2.0
"""Pixels of the screen for a point of the page at most."""

_AROUND = 2.5


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
    """The folder of the source documents, and how much of them the report may still show.

    `folder` is None where nobody said where they lie.
    """

    folder: Path | None
    left: int = MAX_BYTES

    @cached_property
    def _named(self) -> dict[str, list[Path]]:
        """The files below the folder by name, in the order of their paths."""
        found: dict[str, list[Path]] = {}
        for parent, _, names in os.walk(self.folder or ""):
            for name in names:
                path = Path(parent, name)
                found.setdefault(source_name(path), []).append(path)
        return {name: sorted(paths) for name, paths in found.items()}

    def shown(self, desk: Desk, document_id: str) -> Shown:
        """Show the places of a document; nothing where its files are gone or others by now."""
        shown = Shown()
        if self.folder is None:
            return shown
        rows = desk.ask("document_places", document_id=document_id).rows
        document = {"document_id": document_id, **(rows[0] if rows else {})}
        files = self._files(str(document["source_file"]), str(document["sha256"])) if rows else []
        if not files:
            return shown
        try:
            for page in _pages(document, files, _located(rows, files)):
                self.left -= len(page.text.encode())
                if self.left < 0:
                    break
                shown.pages.append(page)
        except MingzhangError:
            pass  # What can be read no more, or not without what recognises it, is not shown.
        written = {page.path for page in shown.pages}
        links = _links(document_id, rows)
        shown.links = {place: to for place, to in links.items() if to.partition("#")[0] in written}
        return shown

    def _files(self, source_file: str, sha256: str) -> list[Path]:
        """The files of a document, if they are those that were read."""
        parts = [self._named.get(name, []) for name in source_file.split(PARTS_JOINED)]
        if len(parts) == 1:
            return [path for path in parts[0] if file_sha256(path) == sha256][:1]
        if not all(parts):
            return []
        first = [own[0] for own in parts]
        return first if hash_of_parts([file_sha256(path) for path in first]) == sha256 else []


def _located(rows: Sequence[Row], files: Sequence[Path]) -> Sequence[Row]:
    """The rows, those of the text with the boxes of their lines, as the files are read again.

    A scan takes too long for it: its pages are shown without those frames.
    """
    if not any(row["box"] is None and not row["is_recognised"] for row in rows):
        return rows
    if any(row["is_recognised"] for row in rows):
        return rows
    lines = _read(files).lines
    return [row if row["box"] else {**row, "box": _box_in(lines, row)} for row in rows]


def _box_in(lines: Sequence[Line], row: Row) -> str | None:
    """The box of the line, or of the cell in it, that prints a figure."""
    number, at = int(str(row["line"])), int(str(row["char_from"])) - 1
    if number > len(lines):
        return None
    boxes, column = lines[number - 1].boxes, lines[number - 1].text[:at].count("\t")
    return boxes[column] or None if column < len(boxes) else None


def _read(files: Sequence[Path]) -> Document:
    parts = [read_document(path) for path in files]
    return parts[0] if len(parts) == 1 else merge(parts)


def _is_paged(rows: Sequence[Row]) -> bool:
    return any(_box(row) for row in rows)


def _box(row: Row) -> Box | None:
    return box_of(str(row["box"])) if row["box"] else None


def _links(document_id: str, rows: Sequence[Row]) -> dict[str, str]:
    """Where each line leads to, by its place on the page of its document."""
    links: dict[str, str] = {}
    for row in rows:
        place = anchor(row["page"], row["line"])
        number = row["page"] if _is_paged(rows) else row["line"]
        links.setdefault(place, f"{original_page(document_id, number)}#{place}")
    return links


def _pages(document: Row, files: Sequence[Path], rows: Sequence[Row]) -> Iterator[Original]:
    """The pages that show the places of a document, one by one."""
    if not _is_paged(rows):
        yield from _tables(document, files, rows)
        return
    by_page = groupby(rows, key=lambda row: row["page"])
    for count, (page, own) in enumerate(by_page):
        found = file_and_page(files, int(str(page)))
        if count >= MAX_PAGES or found is None:
            return
        places = list(own)
        is_recognised = any(row["is_recognised"] for row in places)
        picture = small_page(*found, is_recognised=is_recognised)
        path = original_page(document["document_id"], page)
        yield Original(path, _sheet(document, page, picture, places))


def _sheet(document: Row, page: object, picture: SmallPage, rows: Sequence[Row]) -> str:
    """A page of the report with a page of the document, and its figures framed."""
    return _PAGE.format(
        title=escape(f"{document['source_file']}，第 {page} 页"),
        back=escape(_back(document), quote=True),
        width=round(picture.width * _PIXELS),
        media=picture.media,
        data=b64encode(picture.data).decode(),
        frames="\n".join(
            _frames(list(own), picture) for _, own in groupby(rows, key=lambda row: row["line"])
        ),
    )


def _back(document: Row) -> str:
    """Where the pages of a document lead back to: what was read in it."""
    return f"../{document_page(document['document_id'])}"


def _frames(rows: Sequence[Row], picture: SmallPage) -> str:
    """The frames of a line: one around its figures, which links lead to, and one for each."""
    boxes = [box for row in rows if (box := _box(row))]
    if not boxes:
        return ""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    place = anchor(rows[0]["page"], rows[0]["line"])
    whole = _within((min(x0), min(y0), max(x1), max(y1)), picture, 2 * _AROUND)
    return f'<a class="line" id="{place}" style="{whole}"></a>' + "".join(
        f'<i style="{_within(box, picture, _AROUND)}"></i>' for box in boxes
    )


def _within(box: Box, picture: SmallPage, around: float) -> str:
    """A box as style: in shares of the picture, whatever its size on the screen."""
    x0, y0, x1, y1 = box
    sides = {
        "left": (x0 - around) / picture.width,
        "top": (y0 - around) / picture.height,
        "width": (x1 - x0 + 2 * around) / picture.width,
        "height": (y1 - y0 + 2 * around) / picture.height,
    }
    return ";".join(f"{name}:{100 * share:.2f}%" for name, share in sides.items())


def _tables(document: Row, files: Sequence[Path], rows: Sequence[Row]) -> Iterator[Original]:
    """The table around the first figure of each line, where the files print it as it was read."""
    whole = _read(files)
    for count, (_, own) in enumerate(groupby(rows, key=lambda row: row["line"])):
        row = next(own)
        if count >= MAX_PAGES:
            return
        if not _prints(whole, row):
            continue
        figure = Figure(int(str(row["line"])), int(str(row["char_from"])), str(row["printed_text"]))
        page = framed_table(
            whole.lines, figure, file=str(document["source_file"]), back=_back(document)
        )
        yield Original(original_page(document["document_id"], row["line"]), page)


def _prints(document: Document, row: Mapping[str, object]) -> bool:
    number, start, text = int(str(row["line"])), int(str(row["char_from"])), row["printed_text"]
    if number > len(document.lines):
        return False
    return document.lines[number - 1].text[start - 1 : start - 1 + len(str(text))] == text

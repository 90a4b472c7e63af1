"""An amount of a published warehouse shown in its place: a file that a browser opens."""

from collections.abc import Sequence
from pathlib import Path

from ingest.base.errors import ShowError
from ingest.extraction.merge import merge
from ingest.reading.document import read_document
from ingest.reading.sniff import Kind, sniff
from ingest.reading.source import read_source
from ingest.serving.show.amount import Shown, find_amount, find_files
from ingest.serving.show.page import Box, framed_page, page_count
from ingest.serving.show.table import Figure, framed_table

_SHORT = 16
_SIDES = 4


def show_amount(warehouse: Path, amount_id: str, documents: Sequence[Path], dest: Path) -> Path:
    """Write the page or the table that prints an amount, with the figure framed.

    Args:
        warehouse: The published warehouse.
        amount_id: The amount, or the beginning of its id.
        documents: Where its document may lie; an archive that it came out of is unpacked by then.
        dest: The folder to write to.

    Returns:
        The file: PNG for a PDF or a picture, SVG for an OFD, HTML for a sheet, a web page, a Word
        file or a text.

    Raises:
        ShowError: There is no such amount, or its file is not there or another one by now.
        UnreadableDocumentError: Its file can no longer be read.
    """
    shown = find_amount(warehouse, amount_id)
    files = find_files(shown, documents)
    name, content = _page(shown, files) or _table(shown, files)
    dest.mkdir(parents=True, exist_ok=True)
    path = dest / name
    path.write_bytes(content)
    return path


def _page(shown: Shown, files: Sequence[Path]) -> tuple[str, bytes] | None:
    """The page as a picture, where a file of pages prints the amount and its box is known."""
    box = box_of(shown.box)
    if box is None:
        return None
    found = file_and_page(files, shown.page)
    if found is None:
        raise ShowError(shown.source_file, f"It has no page {shown.page}.", "Add it again.")
    path, page = found
    ending, content = _framed(path, page, box, is_recognised=shown.reading != "printed")
    return f"{shown.amount_id[:_SHORT]}.{ending}", content


def _framed(path: Path, page: int, box: Box, *, is_recognised: bool) -> tuple[str, bytes]:
    """A page with a figure framed, and the extension of its format."""
    kind = kind_of(path)
    if kind == "ofd":
        from ingest.serving.show.ofd_page import framed_ofd_page  # noqa: PLC0415 - its own library

        return "svg", framed_ofd_page(path, page, [box])
    if kind == "image":
        from ingest.serving.show.picture_file import framed_picture  # noqa: PLC0415

        return "png", framed_picture(path, page, box)
    return "png", framed_page(path, page, box, is_recognised=is_recognised)


def file_and_page(files: Sequence[Path], page: int) -> tuple[Path, int] | None:
    """The file that a page is of, and its number there; None where they have fewer pages.

    The pages of a disclosure of several files are numbered on from file to file.
    """
    for path in files:
        if path == files[-1]:
            return path, page
        count = page_count(path) if kind_of(path) == "pdf" else read_document(path).page_count
        if page <= count:
            return path, page
        page -= count
    return None


def kind_of(path: Path) -> Kind:
    """The format of a file."""
    return sniff(read_source(path))


def _table(shown: Shown, files: Sequence[Path]) -> tuple[str, bytes]:
    parts = [read_document(path) for path in files]
    document = parts[0] if len(parts) == 1 else merge(parts)
    end = shown.char_from - 1 + len(shown.printed_text)
    line = document.lines[shown.line - 1] if shown.line <= len(document.lines) else None
    if line is None or line.text[shown.char_from - 1 : end] != shown.printed_text:
        raise ShowError(
            shown.source_file,
            f"Its line {shown.line} does not print {shown.printed_text!r} as it is read now.",
            "Add it again: its rows are of another version of the reader.",
        )
    figure = Figure(shown.line, shown.char_from, shown.printed_text)
    page = framed_table(document.lines, figure, file=shown.source_file)
    return f"{shown.amount_id[:_SHORT]}.html", page.encode()


def box_of(text: str | None) -> Box | None:
    """A box in points; none where the place is a cell of a sheet or of a table."""
    try:
        sides = tuple(map(float, (text or "").split(",")))
    except ValueError:
        return None
    return (sides[0], sides[1], sides[2], sides[3]) if len(sides) == _SIDES else None

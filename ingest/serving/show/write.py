"""An amount of a published warehouse shown in its place: a file that a browser opens."""

from collections.abc import Sequence
from pathlib import Path

from ingest.base.errors import ShowError
from ingest.extraction.merge import merge
from ingest.reading.document import read_document
from ingest.reading.sniff import PDF_HEAD, is_pdf
from ingest.reading.source import read_source
from ingest.serving.show.amount import Shown, find_amount, find_files
from ingest.serving.show.page import Box, framed_page, page_count
from ingest.serving.show.table import framed_table

_SHORT = 16
_SIDES = 4


def show_amount(warehouse: Path, amount_id: str, documents: Sequence[Path], dest: Path) -> Path:
    """Write the page or the table that prints an amount, with the figure framed.

    Args:
        warehouse: The published warehouse.
        amount_id: The amount, or the beginning of its id.
        documents: Where its document may lie.
        dest: The folder to write to.

    Returns:
        The file: PNG for a PDF, HTML for a sheet, a web page, a Word file or a text.

    Raises:
        ShowError: There is no such amount, or its file is not there or another one by now.
        UnreadableDocumentError: Its file can no longer be read.
    """
    shown = find_amount(warehouse, amount_id)
    files = find_files(shown, documents)
    name, content = _picture(shown, files) or _table(shown, files)
    dest.mkdir(parents=True, exist_ok=True)
    path = dest / name
    path.write_bytes(content)
    return path


def _picture(shown: Shown, files: Sequence[Path]) -> tuple[str, bytes] | None:
    """The page as PNG, where a PDF prints the amount and its box is known."""
    box = _box(shown.box)
    if box is None or not all(_is_pdf(path) for path in files):
        return None
    page = shown.page
    for path in files:
        # The pages of a disclosure of several files are numbered on from file to file.
        if len(files) == 1 or page <= (count := page_count(path)):
            is_recognised = shown.reading != "printed"
            content = framed_page(path, page, box, is_recognised=is_recognised)
            return f"{shown.amount_id[:_SHORT]}.png", content
        page -= count
    raise ShowError(shown.source_file, f"It has no page {shown.page}.", "Add it again.")


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
    place = ", ".join(
        [shown.source_file, f"{shown.page}", f"{shown.line}", *([shown.box] if shown.box else [])]
    )
    page = framed_table(
        document.lines, shown.line, shown.char_from, heading=shown.printed_text, place=place
    )
    return f"{shown.amount_id[:_SHORT]}.html", page.encode()


def _is_pdf(path: Path) -> bool:
    return is_pdf(read_source(path, PDF_HEAD))


def _box(text: str | None) -> Box | None:
    """A box in points; none where the place is a cell of a sheet or of a table."""
    try:
        sides = tuple(map(float, (text or "").split(",")))
    except ValueError:
        return None
    return (sides[0], sides[1], sides[2], sides[3]) if len(sides) == _SIDES else None

"""A small disclosure with a fault, in each format that is read."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support.made_pdf import Page, pdf
from tests.support.pdf_renderer import Printer, print_text, rendered
from tests.support.renderers.packed import zipped
from tests.support.renderers.xls import xls
from tests.support.roundtrip import MADE, RENDERERS

WRONG = "1,357.44"
"""The total of the table of expenditure; its parts are 404.80 and 942.64."""

FAULTY = MADE.replace("合 计\t1,347.44", f"合 计\t{WRONG}")


def flattened(text: str) -> str:
    """A text whose columns are separated by blanks alone, as text copied from a page."""
    return "\n".join(" ".join(line.split("\t")).strip() for line in text.split("\n"))


def _flat(text: str) -> bytes:
    return flattened(text).encode()


def _zip(text: str) -> bytes:
    return zipped({"附件/预算.xls": xls(text)})


PRINTED: Mapping[str, Callable[[str], bytes]] = {
    **RENDERERS,
    "pdf": rendered,
    "txt": str.encode,
    "flat.txt": _flat,
    "zip": _zip,
}
"""The formats that print their text, by the ending of a file; a zip holds one of them."""


def sheets(folder: Path, text: str) -> Path:
    """The pages of a text as a PDF whose font is the machine's, so that they can be looked at."""
    printer = Printer()
    print_text(printer, text)
    path = folder / "sheets.pdf"
    pages = [page for page in printer.pages if isinstance(page, Page)]
    path.write_bytes(pdf(*pages, has_font=False))
    return path


def scanned(folder: Path, text: str) -> dict[str, bytes]:
    """A text as a scanner gives it, in each format of pictures; needs the extra ocr."""
    import pypdfium2  # noqa: PLC0415

    from tests.support.scans import Scanner, scanned_pdf, sheet  # noqa: PLC0415 - of the extra

    path = sheets(folder, text)
    scanner = Scanner(200, skew=0.7)
    document = pypdfium2.PdfDocument(path)
    pictures = [sheet(document[at], scanner, at) for at in range(len(document))]
    document.close()
    found = {"scan.pdf": scanned_pdf(path, range(1, len(pictures) + 1), scanner)}
    for ending, form in (("png", "PNG"), ("jpg", "JPEG"), ("tiff", "TIFF")):
        written = io.BytesIO()
        first, *others = pictures
        more = {"save_all": True, "append_images": others} if form == "TIFF" else {}
        first.save(written, form, dpi=(scanner.dpi, scanner.dpi), **more)
        found[ending] = written.getvalue()
    return found

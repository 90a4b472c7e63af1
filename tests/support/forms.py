"""Made-up filings in the forms that places of the country print, and what is to be read of them.

A form is a text of `tests/slow/forms`: a line with `|` is a row of a table, `<` a cell that belongs
to the one on its left and `^` to the one above, a form feed a new page. The name says the format
that it is written out in. The values of `expected.csv` were set by hand, in yuan.
"""

from collections.abc import Callable
from pathlib import Path

from ingest.base.settings import PROJECT
from tests.support.pdf_renderer import rendered
from tests.support.renderers.blocks import ABOVE, LEFT
from tests.support.renderers.docx import docx
from tests.support.renderers.html import html
from tests.support.renderers.xls import xls
from tests.support.renderers.xlsx import xlsx

FORMS = PROJECT / "tests/slow/forms"


def _plain(text: str) -> bytes:
    """The cells at tab stops, the merged ones blank, as a copied table leaves them."""
    lines = (line.split("\t") for line in text.split("\n"))
    return "\n".join(
        "\t".join("" if cell in (LEFT, ABOVE) else cell for cell in line) for line in lines
    ).encode()


def _flat(text: str) -> bytes:
    """The cells with blanks between, the empty ones lost."""
    lines = (line.split("\t") for line in text.split("\n"))
    return "\n".join(
        " ".join(cell for cell in line if cell not in (LEFT, ABOVE, "")) for line in lines
    ).encode()


def _by_line(text: str) -> bytes:
    """Every cell on a line of its own, the empty ones lost."""
    cells = (cell for line in text.split("\n") for cell in line.split("\t"))
    return "\n".join(cell for cell in cells if cell not in (LEFT, ABOVE)).encode()


def _nested(text: str) -> bytes:
    """A page that is laid out as a table, with the site's links beside the filing."""
    page = html(text).decode()
    head, body = page.split("<body>\n")
    filing = body.removesuffix("\n</body></html>\n")
    links = "".join(f"<li><a href='{n}'>{name}</a></li>" for n, name in enumerate(_LINKS))
    layout = f"<table><tr><td><ul>{links}</ul></td><td><div>{filing}</div></td></tr></table>"
    return f"{head}<body>\n{layout}\n</body></html>\n".encode()


_LINKS = ("首页", "政务公开", "财政预决算", "青山市财政局2016年部门预算", "网站地图")
_WRITERS: dict[str, Callable[[str], bytes]] = {
    "docx": docx,
    "flat": _flat,
    "html": html,
    "lines": _by_line,
    "nested": _nested,
    "numbers": lambda text: xlsx(text, numbers=True),
    "pdf": rendered,
    "txt": _plain,
    "unruled": lambda text: rendered(text, is_ruled=False),
    "xls": xls,
    "xlsx": xlsx,
}
_SUFFIXES = {"flat": "txt", "lines": "txt", "nested": "html", "numbers": "xlsx", "unruled": "pdf"}


def write_forms(folder: Path) -> dict[str, Path]:
    """Write every form out into a folder: the files by the names of the forms."""
    found = {}
    for source in sorted(FORMS.glob("*.txt")):
        form = source.stem
        name, _, kind = form.rpartition(".")
        path = folder / f"{name}.{_SUFFIXES.get(kind, kind)}"
        text = source.read_text(encoding="utf-8").replace("|", "\t")
        path.write_bytes(_WRITERS[kind](text))
        found[form] = path
    return found

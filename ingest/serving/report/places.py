"""Where things stand: pages of the site, places on them, and places in the source documents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from ingest.base.errors import WarehouseError
from ingest.serving.report.query import Row

PAIR = "pair.html"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SCHEMES = {"http", "https", "file"}


def unit_page(unit_id: object) -> str:
    """The page of a unit."""
    return f"units/{_name(unit_id)}.html"


def document_page(document_id: object) -> str:
    """The page of what was read in a document."""
    return f"documents/{_name(document_id)}.html"


def original_page(document_id: object, number: object) -> str:
    """The page that shows a page of a document, or the lines around one of its lines."""
    return f"originals/{_name(document_id)}-{_name(number)}.html"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which units and documents have a page of their own; of the others figures are found alone."""

    units: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()

    def unit(self, unit_id: object) -> str:
        """Where a unit is shown: its page, else its figures side by side."""
        if unit_id in self.units:
            return unit_page(unit_id)
        return f"{PAIR}#one={_name(unit_id)}&other={_name(unit_id)}"

    def document(self, document_id: object) -> str:
        """The page of a document, empty where it has none."""
        return document_page(document_id) if document_id in self.documents else ""


def class_page(classification: object, code: object) -> str:
    """The page of a functional or economic class."""
    return f"classes/{_name(classification)}-{_name(code)}.html"


def _name(key: object) -> str:
    """A key as the name of a file, which it is made to be; anything else is a fault upstream."""
    if not _NAME.fullmatch(str(key)):
        problem = f"The key {key!r} cannot name a page."
        raise WarehouseError("mingzhang.duckdb", problem, "Correct the id in the manifest.")
    return str(key)


def anchor(page: object, line: object) -> str:
    """The place of a line on the page of its document."""
    return f"L{page}-{line}"


def documents_base(given: str) -> str:
    """Where the source documents lie, as the beginning of a link: of a folder, its URI.

    Args:
        given: A folder, or an http(s) or file address; empty for none.

    Raises:
        WarehouseError: It is an address of another kind.
    """
    if not given:
        return ""
    scheme = urlsplit(given).scheme.lower()
    if scheme in _SCHEMES:
        return given.rstrip("/") + "/"
    if scheme and not Path(given).exists():
        raise WarehouseError(
            given,
            "This is neither a folder nor an http(s) address.",
            "Name the folder or address of the documents.",
        )
    return Path(given).resolve().as_uri() + "/"


def documents_folder(given: str) -> Path | None:
    """The folder in which the source documents lie; None where it is an address, or not known."""
    return Path(given) if given and Path(given).is_dir() else None


def source_place(base: str, source_file: object, page: object = None) -> str | None:
    """A link to a page of a source document; none where it is not known where documents lie."""
    if not base or not source_file:
        return None
    fragment = f"#page={page}" if page and str(source_file).lower().endswith(".pdf") else ""
    # A file out of an archive is opened from there.
    archive, _, member = str(source_file).partition("/")
    return f"{base}{quote(archive)}{'' if member else fragment}"


def fault_anchor(fault_id: object) -> str:
    """The place of a fault on the page of its document."""
    return f"F{str(fault_id)[:12]}"


def finding_links(rows: Iterable[Row], drawn: Drawn, root: str = "") -> list[dict[str, str]]:
    """Where the cells of faults lead: the fault to its checks, the line to its place."""
    links: list[dict[str, str]] = []
    for row in rows:
        if not drawn.document(row["document_id"]):
            links.append({})
            continue
        page = root + drawn.document(row["document_id"])
        place = f"{page}#{anchor(row['page'], row['line'])}" if row["line"] else page
        fault = f"{page}#{fault_anchor(row['fault_id'])}"
        links.append({"document_id": page, "line": place, "fault": fault})
    return links

"""The reader of page text in JSON, as tools that convert documents leave it.

Shapes: a list of pages, an object by page number, or either one under a name such as `pages`; a
page is its text, its lines, or an object that holds them beside its number. Tables of cells that
stand beside the text, by page (`page_tables`) or in the page's object (`tables`), take the place of
their lines.
"""

import json
import re
from collections.abc import Mapping
from typing import NoReturn

from ingest.reading.model import Document, Layout
from ingest.reading.plain.json_tables import Table, with_tables
from ingest.reading.plain.text import decode, without_pipes
from ingest.reading.source import Source, blanked, document_of

MAX_JSON = 16 * 1024 * 1024
"""Bytes of a file: a page of text has 3 kB, and values take many times their text in memory."""

MAX_VALUES = 500_000
"""Objects and lists of a file; page text has a few for each page."""

MAX_PAGES = 10_000

_WRAPPERS = (
    "pages",
    "page_texts",
    "data",
    "result",
    "results",
    "document",
    "documents",
    "content",
    "output",
)
_TEXTS = ("text", "content", "page_content", "page_text", "markdown", "md", "body", "lines")
_TABLES = "tables"
_PAGE_TABLES = "page_tables"
_NUMBERS = ("page", "page_number", "page_no", "page_num", "pageNumber", "pageNo", "number", "index")
_MAX_WRAPPED = 4
_PAGE_KEY = re.compile(r"\s*(?:第|page|p)?[\s_-]*([0-9]{1,9})\s*页?\s*", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")

_KINDS = {dict: "an object", list: "a list", str: "a text", type(None): "null"}

Json = object
Pages = list[tuple[int | None, str]]


class _RepeatedNameError(ValueError):
    """An object that holds one name twice: one of the two values would be lost."""


def json_document(source: Source) -> Document:
    """Read the pages of one document from its bytes.

    Args:
        source: The file.

    Returns:
        The document, its pages numbered as the file says, else in its order.

    Raises:
        UnreadableDocumentError: It is not JSON, too large or nested too deep,
            holds no pages in a known shape, or numbers them in an unknown way.
    """
    if len(source.data) > MAX_JSON:
        source.refuse(
            f"The file is larger than {MAX_JSON // 1024 // 1024} MB.",
            "Split it into its disclosures.",
        )
    if source.data.count(b"[") + source.data.count(b"{") > MAX_VALUES:
        _refuse_shape(source, f"it holds more than {MAX_VALUES} objects and lists")
    text, encoding = decode(source)
    pages = _numbered(source, _pages(source, _parsed(source, text)))
    flat = [(number, line) for number, text in pages for line in _LINE_ENDS.split(text)]
    # Tables of pipes go on over pages without a rule, so all pages are looked at together.
    rows = without_pipes([line for _, line in flat])
    layout: Layout = "tabbed" if any("\t" in row for row in rows) else "flat"
    lines = zip((number for number, _ in flat), map(_cells, rows), strict=True)
    return document_of(source, lines, encoding=encoding, layout=layout, page_count=pages[-1][0])


def _cells(row: str) -> str:
    """A line without control characters but the tabs between its cells."""
    return "\t".join(blanked(cell) for cell in row.split("\t"))


def _parsed(source: Source, text: str) -> Json:
    try:
        value: Json = json.loads(text, object_pairs_hook=_unique)
    except RecursionError:
        _refuse_shape(source, "it is nested too deep")
    except json.JSONDecodeError as error:
        source.refuse(
            f"It is not valid JSON ({error.msg}, column {error.colno}).",
            "It may be truncated: export it again from its source.",
            line=error.lineno,
        )
    except ValueError as error:
        _refuse_shape(source, str(error)[:80])
    return value


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise _RepeatedNameError("an object holds a name twice")
    return names


def _refuse_shape(source: Source, found: str) -> NoReturn:
    source.refuse(
        f"Its JSON is not page text: {found}.",
        'Write it as {"pages": [{"page": 1, "text": "..."}]}.',
    )


def _pages(source: Source, value: Json, level: int = 0) -> Pages:
    """The pages below a value, through the names that wrap them."""
    if isinstance(value, str):
        return [(None, page) for page in value.split("\f")]
    if isinstance(value, list):
        return [_page(source, item, place) for place, item in enumerate(value, start=1)]
    if not isinstance(value, dict):
        _refuse_shape(source, f"it is {_kind(value)}")
    if value and all(_PAGE_KEY.fullmatch(name) for name in value):
        return [(_key_number(name), _page(source, item, name)[1]) for name, item in value.items()]
    for name in _WRAPPERS:
        inner = value.get(name)
        if isinstance(inner, list | dict) and level < _MAX_WRAPPED:
            pages = _pages(source, inner, level + 1)
            return _with_tables(pages, value.get(_PAGE_TABLES))
    if (text := _text(value)) is not None:
        return [(None, page) for page in text.split("\f")]
    _refuse_shape(source, f"none of {', '.join(_WRAPPERS[:3])} holds pages")


def _with_tables(pages: Pages, tables: Json) -> Pages:
    """The pages with the tables that stand beside them, where there is a list for each page."""
    if not isinstance(tables, list) or len(tables) != len(pages):
        return pages
    return [
        (number, with_tables(text, _tables(own)))
        for (number, text), own in zip(pages, tables, strict=True)
    ]


def _tables(value: Json) -> list[Table]:
    """The tables of a page: rows of texts and blanks; anything else is not a table of cells."""
    return [table for table in value if _is_table(table)] if isinstance(value, list) else []


def _is_table(value: Json) -> bool:
    return isinstance(value, list) and all(
        isinstance(row, list) and all(cell is None or isinstance(cell, str) for cell in row)
        for row in value
    )


def _page(source: Source, item: Json, place: object) -> tuple[int | None, str]:
    """One page: its number, where it has one, and its text, with its tables if it has some."""
    text = _text(item)
    if text is not None and isinstance(item, Mapping):
        text = with_tables(text, _tables(item.get(_TABLES)))
    if text is None:
        _refuse_shape(source, f"page {str(place)[:20]!r} is {_kind(item)} without a text")
    number = None
    if isinstance(item, Mapping):
        given = next((item[name] for name in _NUMBERS if item.get(name) is not None), None)
        number = _page_number(given)
        if number is None and given is not None:
            _refuse_shape(source, f"{str(given)[:20]!r} is not a page number")
    return number, text


def _text(item: Json) -> str | None:
    """The text of a page: its own, one of its names, or its lines; null is an empty page."""
    if item is None:
        return ""
    if isinstance(item, str):
        return item
    if isinstance(item, list):
        lines = [_line(line) for line in item]
        good = [line for line in lines if line is not None]
        return "\n".join(good) if len(good) == len(lines) else None
    if isinstance(item, Mapping):
        name = next((name for name in _TEXTS if name in item), None)
        return None if name is None else _inner_text(item[name])
    return None


def _inner_text(value: Json) -> str | None:
    return None if isinstance(value, Mapping) else _text(value)


def _line(item: Json) -> str | None:
    value = item.get("text") if isinstance(item, Mapping) else item
    return value if isinstance(value, str) else None


def _page_number(value: Json) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return _key_number(value) if isinstance(value, str) else None


def _key_number(name: str) -> int | None:
    found = _PAGE_KEY.fullmatch(name)
    return int(found[1]) if found else None


def _numbered(source: Source, pages: Pages) -> list[tuple[int, str]]:
    """Every page with its number, in ascending order; counted from 0, they are moved to 1."""
    if not pages:
        _refuse_shape(source, "it holds no page")
    given = [number for number, _ in pages if number is not None]
    if not given:
        return [(place, text) for place, (_, text) in enumerate(pages, start=1)]
    if len(given) < len(pages):
        _refuse_shape(source, "some of its pages have a number and some have none")
    first = 1 if min(given) == 0 else 0
    if min(given) < 0 or max(given) > MAX_PAGES:
        _refuse_shape(source, f"pages are numbered from {min(given)} to {max(given)}")
    numbered = zip(given, (text for _, text in pages), strict=True)
    return sorted(((n + first, text) for n, text in numbered), key=lambda page: page[0])


def _kind(value: Json) -> str:
    return _KINDS.get(type(value), "a number")

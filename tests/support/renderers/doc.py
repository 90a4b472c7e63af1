"""A disclosure as a Word 97-2003 document ([MS-DOC]): one piece of text, rows that define cells."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tests.support.renderers.blocks import Box, Table, blocks, boxes
from tests.support.renderers.compound import compound_of

COLUMN = 500
"""Width of every column in twentieths of a point."""

TEXT_AT = 0x800
_PAGE = 512
_PAIRS = 0x9A
_BX_PAP = 13
_HUGE = 300
"""Properties longer than this lie in the data stream, as a page has no room for them."""

IN_TABLE = struct.pack("<HBHI", 0x2416, 1, 0x6649, 1)
ROW_END = IN_TABLE + struct.pack("<HB", 0x2417, 1)
DELETED, HIDDEN = struct.pack("<HB", 0x0800, 1), struct.pack("<HB", 0x083C, 1)


@dataclass(frozen=True)
class Made:
    """A paragraph with its end mark, and its properties; those of its characters, if any."""

    text: str
    properties: bytes = b""
    characters: bytes = b""


def doc(text: str) -> bytes:
    return doc_of(made(text))


def made(text: str) -> list[Made]:
    """The paragraphs of a text, those of its tables with their marks."""
    return [one for block in blocks(text) for one in _block(block)]


def doc_of(
    paragraphs: Sequence[Made], boxes: Mapping[int, str] | None = None, **facts: int
) -> bytes:
    """A document of these paragraphs.

    Args:
        paragraphs: Its body.
        boxes: Text boxes by the place of the character that anchors each.
        facts: What its head says (`flags`, `version`).
    """
    boxed = [f"{text}\r" for text in (boxes or {}).values()]
    length = sum(len(made.text) for made in paragraphs)
    paragraphs = [*paragraphs, *map(Made, boxed), *([Made("\r")] if boxed else [])]
    text = "".join(made.text for made in paragraphs)
    data = bytearray(b"\0" * 2)
    runs, at = [], TEXT_AT
    for made in paragraphs:
        end = at + 2 * len(made.text)
        runs.append((at, end, _papx(made.properties, data)))
        at = end
    main = bytearray(TEXT_AT)
    main += text.encode("utf-16-le")
    characters, at = [], TEXT_AT
    for made in paragraphs:
        # The end of a paragraph keeps none of the properties of its text.
        end = at + 2 * len(made.text)
        marked = end - 2 if made.text[-1:] in "\r\x07" else end
        if made.characters and at < marked:
            sprms = made.characters
            characters.append((at, marked, bytes([len(sprms)]) + sprms))
            characters.append((marked, end, b""))
        else:
            characters.append((at, end, b""))
        at = end
    tables = bytearray()
    pairs: dict[int, tuple[int, int]] = {}
    for number, found, step in ((12, characters, 1), (13, runs, _BX_PAP)):
        _put(pairs, tables, number, _plc(main, found, step))
    piece = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, TEXT_AT, 0)
    _put(pairs, tables, 33, b"\x02" + struct.pack("<I", len(piece)) + piece)
    _put_boxes(pairs, tables, boxes or {}, boxed)
    flags = facts.get("flags", 0x0200)
    struct.pack_into("<HH", main, 0, 0xA5EC, facts.get("version", 0x00C1))
    struct.pack_into("<H", main, 0x0A, flags)
    struct.pack_into("<HxxH", main, 0x18, TEXT_AT, 0)
    struct.pack_into("<H", main, 0x20, 14)
    struct.pack_into("<H", main, 0x3E, 22)
    struct.pack_into("<I", main, 0x40, len(main))
    struct.pack_into("<I", main, 0x4C, length)
    struct.pack_into("<I", main, 0x64, len(text) - length)
    struct.pack_into("<H", main, 0x98, 93)
    for number, (start, size) in pairs.items():
        struct.pack_into("<II", main, _PAIRS + 8 * number, start, size)
    return compound_of({"WordDocument": bytes(main), "1Table": bytes(tables), "Data": bytes(data)})


def _put(pairs: dict[int, tuple[int, int]], tables: bytearray, number: int, data: bytes) -> None:
    pairs[number] = len(tables), len(data)
    tables += data


def _put_boxes(
    pairs: dict[int, tuple[int, int]],
    tables: bytearray,
    boxes: Mapping[int, str],
    boxed: Sequence[str],
) -> None:
    """The anchors of text boxes, and where the text of each lies; a shape is its number."""
    if not boxes:
        return
    places = [*boxes, max(boxes) + 1]
    numbers = range(1, len(boxes) + 1)
    anchors = struct.pack(f"<{len(places)}I", *places)
    _put(pairs, tables, 40, anchors + b"".join(struct.pack("<I22x", n) for n in numbers))
    ends = [0, *accumulate(map(len, boxed))]
    starts = struct.pack(f"<{len(ends)}I", *ends)
    _put(pairs, tables, 56, starts + b"".join(struct.pack("<14xI4x", n) for n in numbers))


def _papx(properties: bytes, data: bytearray) -> bytes:
    """Properties as a page holds them, those that are long in the data stream."""
    if len(properties) > _HUGE:
        huge = struct.pack("<HI", 0x6646, len(data))
        data += struct.pack("<H", len(properties)) + properties
        properties = huge
    whole = b"\0\0" + properties
    if len(whole) % 2:
        return bytes([(len(whole) + 1) // 2]) + whole
    return bytes([0, len(whole) // 2]) + whole


def _plc(main: bytearray, runs: Sequence[tuple[int, int, bytes]], step: int) -> bytes:
    """Pages of runs, put behind the text; the table of these pages."""
    pages: list[list[tuple[int, int, bytes]]] = [[]]
    for run in runs:
        own = [*pages[-1], run]
        size = 4 * (len(own) + 1) + step * len(own) + sum(len(r[2]) + len(r[2]) % 2 for r in own)
        if size >= _PAGE - 2:
            pages.append([])
        pages[-1].append(run)
    numbers = []
    for page in pages:
        main += b"\0" * (-len(main) % _PAGE)
        numbers.append(len(main) // _PAGE)
        main += _page(page, step)
    starts = [page[0][0] for page in pages] + [pages[-1][-1][1]]
    return struct.pack(f"<{len(starts)}I", *starts) + struct.pack(f"<{len(numbers)}I", *numbers)


def _page(runs: Sequence[tuple[int, int, bytes]], step: int) -> bytes:
    page = bytearray(_PAGE)
    page[-1] = len(runs)
    struct.pack_into(f"<{len(runs) + 1}I", page, 0, *(r[0] for r in runs), runs[-1][1])
    at = _PAGE - 2
    for number, (_, _, properties) in enumerate(runs):
        if properties:
            at -= len(properties) + len(properties) % 2
            at -= at % 2
            page[at : at + len(properties)] = properties
            page[4 * (len(runs) + 1) + step * number] = at // 2
    return bytes(page)


def _block(block: str | Table) -> Iterator[Made]:
    if isinstance(block, str):
        yield Made(block + "\r")
        return
    yield from table_of([list(row) for row in _rows(block)])


def _rows(table: Table) -> Iterator[list[tuple[Box, int]]]:
    """The cells of each row with how far below the first row of their box they are."""
    rows: list[list[tuple[Box, int]]] = [[] for _ in table]
    for box in boxes(table):
        for down in range(box.rows):
            rows[box.row + down].append((box, down))
    yield from (sorted(row, key=lambda cell: cell[0].column) for row in rows)


def table_of(rows: Sequence[Sequence[tuple[Box, int]]]) -> Iterator[Made]:
    for row in rows:
        for box, down in row:
            yield Made(("" if down else box.text) + "\x07", IN_TABLE)
        yield Made("\x07", ROW_END + defined(row))


def defined(row: Sequence[tuple[Box, int]]) -> bytes:
    """The definition of a row: the edges of its cells, and which go on a cell above."""
    edges = [row[0][0].column * COLUMN, *((b.column + b.columns) * COLUMN for b, _ in row)]
    flags = [0 if b.rows == 1 else 1 << 5 if down else 3 << 5 for b, down in row]
    body = bytes([len(row)]) + struct.pack(f"<{len(edges)}h", *edges)
    body += b"".join(struct.pack("<H18x", flag) for flag in flags)
    return struct.pack("<HH", 0xD608, len(body) + 1) + body

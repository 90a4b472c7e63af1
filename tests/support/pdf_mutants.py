"""Mutants of PDFs, read one after another in a process of its own.

    python -m tests.support.pdf_mutants FIRST LAST

Each seed gives one mutant. The process ends with the seed on its last line of output when it does
not come through: pdfium may end it, a limit of memory or the watch on one mutant's time may.
"""

import faulthandler
import os
import random
import re
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.base.errors import UnreadableDocumentError
from ingest.reading.pdf.reader import read_pdf_pages
from tests.support.made_pdf import Page, pdf

SECONDS = 20
MEMORY = 1536 * 1024 * 1024
"""Address space of the process: of it some 400 MB are code and libraries."""

_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_ODD = (b"0", b"-1", b"1e9", b"99999999999", b"-0.0001", b"2147483648", b"NaN", b"4294967295")
_TOKENS = (
    b"re",
    b"m",
    b"l",
    b"S",
    b"f",
    b"cm",
    b"q",
    b"Q",
    b"BT",
    b"ET",
    b"Tj",
    b"Tf",
    b"Tm",
    b"Do",
)
_NAMES = (b"obj", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"/Kids", b"/Length")


def sources() -> list[bytes]:
    """The whole documents that mutants are made of."""
    rows: list[list[str | None]] = [
        ["科目", "合计", "基本支出"],
        ["教育支出", "1.00", None],
        [None, "2.00", "2.00"],
    ]
    ruled = Page().text(100, 40, "支出表").table(rows, (50, 150, 250, 350), 60, 30)
    loose = Page()
    for number in range(6):
        loose.text(50, 60 + 20 * number, "教育支出").text(200, 60 + 20 * number, "1,234.00")
        loose.text(300, 60 + 20 * number, "34.00")
    turned = Page(rotate=90).text(100, 700, "Basic 5.00", turn=1).picture(0, 0, 300, 300)
    boxes = Page().box(50, 50, 200, 90).box(200, 50, 300, 90).text(60, 70, "甲").text(210, 70, "1")
    return [pdf(ruled, ruled), pdf(loose), pdf(turned, boxes)]


def mutant(data: bytes, chance: random.Random) -> bytes:
    """A changed copy of a document; most keep their end mark, so that they are read at all."""
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        data = chance.choice(_CHANGES)(data, chance)
    return data if chance.random() < 0.1 else data + b"\n%%EOF\n"


def _flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) or 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) or 1)
    return data[:at] + data[at + chance.randrange(1, 200) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) or 1)
    return data[:at] + data[at : at + chance.randrange(1, 400)] * 2 + data[at:]


def _number(data: bytes, chance: random.Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    new = chance.choice((*_ODD, b"%d" % chance.randrange(-1000, 1000)))
    return data[: one.start()] + new + data[one.end() :]


def _swap(tokens: Sequence[bytes]) -> Callable[[bytes, random.Random], bytes]:
    pattern = re.compile(b"|".join(re.escape(token) for token in tokens))

    def change(data: bytes, chance: random.Random) -> bytes:
        found = list(pattern.finditer(data))
        if not found:
            return data
        one = chance.choice(found)
        return data[: one.start()] + chance.choice(tokens) + data[one.end() :]

    return change


_CHANGES = (_flip, _cut, _repeat, _number, _number, _swap(_TOKENS), _swap(_TOKENS), _swap(_NAMES))


def main(first: int, last: int) -> None:
    """Read the mutants of these seeds, and say how many were read and how many refused."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    whole = sources()
    folder = os.environ.get("FUZZ_SOURCES")
    whole += [path.read_bytes() for path in sorted(Path(folder).glob("*.pdf"))] if folder else []
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "mutant.pdf"
        for seed in range(first, last):
            sys.stdout.write(f"{seed}\n")
            sys.stdout.flush()
            chance = random.Random(seed)  # noqa: S311
            path.write_bytes(mutant(chance.choice(whole), chance))
            faulthandler.dump_traceback_later(SECONDS, exit=True)
            try:
                read_pdf_pages(path)
                counts["read"] += 1
            except UnreadableDocumentError:
                counts["refused"] += 1
    faulthandler.cancel_dump_traceback_later()
    sys.stdout.write(f"done {counts['read']} {counts['refused']}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

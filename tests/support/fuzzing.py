"""Mutants of documents, and what the readers make of them; run as a script, in its own process.

A mutant is made from a number alone, so a failure is repeated by its number. A crash, a hang or
memory beyond the bound ends the process, and the number that it was at is the last one said.
"""

import faulthandler
import io
import random
import resource
import sys
import tempfile
import zipfile
from pathlib import Path

from ingest.base.errors import UnreadableDocumentError
from ingest.reading.document import read_document
from ingest.reading.packed.kinds import archive_kind
from ingest.reading.packed.unpack import unpack_here
from tests.support.renderers.archives import packed
from tests.support.renderers.doc import Made, doc_of, made
from tests.support.renderers.docx import docx
from tests.support.renderers.html import html
from tests.support.renderers.json_pages import json_pages
from tests.support.renderers.mhtml import mhtml
from tests.support.renderers.ofd import ofd
from tests.support.renderers.packed import ARCHIVES
from tests.support.renderers.spreadsheet_xml import spreadsheet_xml
from tests.support.renderers.xls import xls
from tests.support.renderers.xlsx import xlsx

MEMORY = 1536 * 1024 * 1024
"""Bytes of address space, libraries included; about 200 MB of it are taken before the first."""

PATIENCE = 120
"""Seconds for one mutant; the slowest takes less than one."""

TEXT = (
    "甘泉县民政局2024年部门预算\n\n部门收支总表\n单位：万元\n\n"
    "收 入\t\t支 出\t\n项 目\t预算数\t项 目\t预算数\n"
    "一、一般公共预算拨款收入\t1,347.44\t八、社会保障和就业支出\t1,322.37\n"
    "\t\t九、卫生健康支出\t25.07\n收入总计\t1,347.44\t支出总计\t1,347.44\n\n注：无。\n"
)
SEEDS = {
    "doc": doc_of([*made(TEXT), Made("\x08\r")], {len(TEXT) // 2: "单位：万元"}),
    "docx": docx(TEXT),
    "et": xls(TEXT),
    "html": html(TEXT),
    "json": json_pages(TEXT + "\f" + TEXT),
    "mht": mhtml(TEXT),
    "ofd": ofd(TEXT),
    "txt": TEXT.encode(),
    "xls": xls(TEXT),
    "xlsx": xlsx(TEXT),
    "xml": spreadsheet_xml(TEXT),
}
TOKENS = (
    *(b"<", b">", b"/>", b"</", b"&", b"&#0;", b"&#x10ffff;", b"<!--", b"<![CDATA[", b"]]>"),
    *(b"<!DOCTYPE a [", b"<?xml ", b'"', b"'", b"=", b"\0", b"\xff\xfe", b"\xef\xbb\xbf"),
    *(b"{", b"}", b"[", b"]", b":", b",", b"\\u0000", b"\\ud800", b"1e999", b"-1", b"null"),
    *(b"999999999999", b"4294967295", b"65535", b"A1:XFD1048576", b"XFD1048576", b"NaN"),
    *(b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\t", b"\n", b"\r", b"\f", b"\x1a", b"%s"),
    *(b"colspan=9999", b"rowspan=99999", b"<table>", b"<tr>", b"<td>", b"<w:tbl>", b"<c t='s'>"),
    *(b"\xe4\xb8", b"\x81\x30", b"\xd4\xa4", b"\xff\xff\xff\xff", b"\x7f\xff", b"\x09\x08\x10\x00"),
)


def mutant(kind: str, number: int) -> bytes:
    """One mutant of a document; of archives every other is mutated in a part, packed again."""
    source = random.Random(f"{kind}-{number}")  # noqa: S311 - chosen to be repeatable
    data = SEEDS[kind]
    if kind not in {"docx", "ofd", "xlsx"} or number % 2:
        return mutated(data, source)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    chosen = source.choice(sorted(parts))
    part = parts[chosen]
    assert isinstance(part, bytes)
    parts[chosen] = mutated(part, source)
    return packed(parts)


def mutated(data: bytes, source: random.Random) -> bytes:
    """`data` with a few bytes or spans changed, lost, repeated, moved or put in."""
    changed = bytearray(data)
    for _ in range(source.choice((1, 1, 2, 4, 16))):
        at = source.randrange(len(changed) + 1)
        end = min(len(changed), at + source.choice((1, 2, 4, 16, 256)))
        span = bytes(changed[at:end])
        way = source.randrange(7)
        if way == 0:
            changed[at:end] = source.randbytes(end - at)
        elif way == 1:
            del changed[at:end]
        elif way == 2:
            changed[at:at] = span * source.choice((1, 2, 64))
        elif way == 3:
            changed[at:at] = source.choice(TOKENS)
        elif way == 4:
            changed[at:end] = source.choice(TOKENS)
        elif way == 5:
            to = source.randrange(len(changed) + 1)
            changed[to:to] = span
        elif source.randrange(8) == 0:
            del changed[at:]
    return bytes(changed)


def run_archives(kind: str, count: int) -> tuple[int, int]:
    """Unpack `count` mutants of an archive of two texts: of how many something comes out."""
    whole = ARCHIVES[kind]({"a/一.txt": TEXT.encode(), "a/二.txt": TEXT.encode() * 50})
    read = refused = 0
    for number in range(count):
        sys.stdout.write(f"{kind} {number}\n")
        source = random.Random(f"{kind}-{number}")  # noqa: S311 - chosen to be repeatable
        with tempfile.TemporaryDirectory() as folder:
            path, out = Path(folder, f"a.{kind}"), Path(folder, "out")
            path.write_bytes(mutated(whole, source))
            out.mkdir()
            faulthandler.dump_traceback_later(PATIENCE, exit=True)
            found = unpack_here(path, out) if archive_kind(path) else {"whole": True}
            faulthandler.cancel_dump_traceback_later()
            assert [item.name for item in Path(folder).iterdir() if item not in {path, out}] == []
            read += not found["whole"] and any(item.is_file() for item in out.rglob("*"))
            refused += bool(found["whole"] or found["refused"])
    return read, refused


PICTURES = ("png", "jpg", "tiff")


def picture(kind: str) -> bytes:
    """A small picture of two strokes, in one of the formats; a TIFF has two pages."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - of the extra ocr

    image = Image.new("L", (160, 90), 255)
    ImageDraw.Draw(image).line((10, 20, 150, 70), fill=0, width=3)
    written = io.BytesIO()
    more = {"save_all": True, "append_images": [image]} if kind == "tiff" else {}
    image.save(written, {"jpg": "JPEG"}.get(kind, kind.upper()), dpi=(200, 200), **more)
    return written.getvalue()


def run_pictures(kind: str, count: int) -> tuple[int, int]:
    """Open `count` mutants of a picture file, without recognising what they show."""
    from ingest.reading.scan.picture import file_pictures  # noqa: PLC0415 - of the extra ocr
    from ingest.reading.source import Source  # noqa: PLC0415

    whole, read, refused = picture(kind), 0, 0
    for number in range(count):
        sys.stdout.write(f"{kind} {number}\n")
        source = random.Random(f"{kind}-{number}")  # noqa: S311 - chosen to be repeatable
        data = mutated(whole, source)
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        try:
            for shown, points in file_pictures(Source(f"a.{kind}", data)):
                assert shown.size
                assert points > 0
        except UnreadableDocumentError:
            refused += 1
        else:
            read += 1
        finally:
            faulthandler.cancel_dump_traceback_later()
    return read, refused


def run(kind: str, count: int) -> tuple[int, int]:
    """Read `count` mutants, and some again without an ending: how many read, how many refused."""
    read = refused = 0
    with tempfile.TemporaryDirectory() as folder:
        for ending in (kind, "dat"):
            path = Path(folder, f"a.{ending}")
            # Under its own ending a mutant must be of its kind; under none it may be any.
            for number in range(count) if ending == kind else range(0, count, 8):
                sys.stdout.write(f"{kind} {number}\n")
                path.write_bytes(mutant(kind, number))
                faulthandler.dump_traceback_later(PATIENCE, exit=True)
                try:
                    document = read_document(path)
                except UnreadableDocumentError:
                    refused += 1
                    continue
                finally:
                    faulthandler.cancel_dump_traceback_later()
                read += 1
                assert all("\n" not in line.text for line in document.lines)
                "".join(line.text for line in document.lines).encode()
    return read, refused


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    kind, count = sys.argv[1], int(sys.argv[2])
    ways = dict.fromkeys(ARCHIVES, run_archives) | dict.fromkeys(PICTURES, run_pictures)
    read, refused = ways.get(kind, run)(kind, count)
    sys.stdout.write(f"read {read} refused {refused}\n")


if __name__ == "__main__":
    main()

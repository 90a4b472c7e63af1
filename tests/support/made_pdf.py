"""PDFs made of a few lines: text in a Chinese font that is not embedded, rules, pictures.

Places are in points from the top left corner of the page.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

WIDTH, HEIGHT = 595, 842

_FONT = b"<</Type/Font/Subtype/Type0/BaseFont/Boxes/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>"
_DESCENDANT = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Boxes"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500]"
    b"/CIDToGIDMap 6 0 R/FontDescriptor<</Type/FontDescriptor/FontName/Boxes/Flags 4"
    b"/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80"
    b"/FontFile2 7 0 R>>>>"
)
_FONT_ABSENT = _DESCENDANT.replace(b"/CIDToGIDMap 6 0 R", b"").replace(b"/FontFile2 7 0 R", b"")
_PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    b"/Length 1>>\nstream\n\x80\nendstream"
)

_RULES = b" ".join(
    [b"0 %d m 100 %d l S" % (y, y) for y in (0, 10, 20)]
    + [b"%d 0 m %d 20 l S" % (x, x) for x in (0, 50, 100)]
)
_FORM = (
    b"<</Type/XObject/Subtype/Form/BBox[-9 -9 200 200]/Matrix[2 0 0 2 0 0]/Length %d>>\n"
    b"stream\n%s\nendstream" % (len(_RULES), _RULES)
)
"""A form: the rules of two rows and two columns, 200 by 40 points."""


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)


def _box_font() -> bytes:
    """A TrueType font with one shape, a box, so that no font of the machine is asked for."""
    box = struct.pack(">hhhhh", 1, 40, -100, 460, 800)
    box += struct.pack(">HH4B", 3, 0, 1, 1, 1, 1)
    box += struct.pack(">4h", 40, 0, 420, 0) + struct.pack(">4h", -100, 900, 0, -900)
    box += b"\0" * (-len(box) % 4)
    head = struct.pack(
        ">IIIIHHQQhhhhHHhhh",
        0x10000,
        0x10000,
        0,
        0x5F0F3CF5,
        0,
        1000,
        0,
        0,
        40,
        -100,
        460,
        800,
        0,
        8,
        2,
        1,
        0,
    )
    tables = {
        b"glyf": box,
        b"head": head,
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, 2
        ),
        b"hmtx": struct.pack(">HhHh", 1000, 0, 1000, 40),
        b"loca": struct.pack(">3I", 0, 0, len(box)),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    data = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32)
    place = len(data) + 16 * len(tables)
    for name, table in tables.items():
        data += name + struct.pack(">III", 0, place, len(table))
        place += len(table) + (-len(table) % 4)
    return data + b"".join(table + b"\0" * (-len(table) % 4) for table in tables.values())


@dataclass
class Page:
    """What is printed on a page, as PDF operators."""

    rotate: int = 0
    ops: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10, turn: int = 0) -> "Page":
        """Print a text whose baseline begins at a place, turned left by so many quarters."""
        shape = ("1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0")[turn]
        code = text.encode("utf-16-be").hex()
        self.ops.append(f"BT /F {size} Tf {shape} {x:.2f} {HEIGHT - y:.2f} Tm <{code}> Tj ET")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float, color: float = 0) -> "Page":
        """Stroke a straight line."""
        self.ops.append(f"{color} G 0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float, paint: str = "S") -> "Page":
        """Draw a rectangle; `paint` is the operator that strokes or fills it."""
        self.ops.append(f"{x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re {paint}")
        return self

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> "Page":
        """Print a grey picture."""
        self.ops.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {HEIGHT - y1} cm /P Do Q")
        return self

    def table(
        self,
        rows: Sequence[Sequence[str | None]],
        xs: Sequence[float],
        top: float,
        height: float = 20,
    ) -> "Page":
        """Print a ruled table; None belongs to the cell on its left, or above in column 0."""
        bottom = top + height * len(rows)
        self.rule(xs[0], top, xs[-1], top).rule(xs[0], bottom, xs[-1], bottom)
        self.rule(xs[0], top, xs[0], bottom).rule(xs[-1], top, xs[-1], bottom)
        for number, row in enumerate(rows):
            y = top + height * number
            for column, text in enumerate(row):
                x0, x1 = xs[column], xs[column + 1]
                if number and not (column == 0 and text is None):
                    self.rule(x0, y, x1, y)
                if column and text is not None:
                    self.rule(x0, y, x0, y + height)
                for index, line in enumerate((text or "").split("\n")):
                    if line:
                        self.text(x0 + 2, y + 12 + 11 * index, line)
        return self


def pdf(*pages: Page, has_font: bool = True) -> bytes:
    """The bytes of a PDF of these pages, the font in it or not."""
    descendant = _DESCENDANT if has_font else _FONT_ABSENT
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _FONT, _PICTURE, descendant]
    objects += [_stream(b"\0\1" * 65536), _stream(_box_font()), _FORM]
    kids = []
    for page in pages:
        content = "\n".join(page.ops).encode()
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>/XObject<</P 4 0 R/X 8 0 R>>>>>>"
            % (WIDTH, HEIGHT, page.rotate, len(objects))
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids).encode()
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), listed)
    return assembled(objects)


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of numbered objects with its table of references; the first one is the catalogue."""
    data = b"%PDF-1.7\n"
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def written(path: Path, *pages: Page) -> Path:
    """The path, with a PDF of these pages written to it."""
    path.write_bytes(pdf(*pages))
    return path

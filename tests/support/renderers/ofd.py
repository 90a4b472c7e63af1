"""A disclosure as an OFD (GB/T 33190-2016): texts with their moves, boxes as paths, in millimetres.

Places are given in points from the top left corner of the page, as those of `made_pdf`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from tests.support.made_pdf import HEIGHT, WIDTH
from tests.support.pdf_renderer import Printer, print_text
from tests.support.renderers.archives import HEAD, packed

NAMESPACE = "http://www.ofdspec.org/2016"
_MM = 25.4 / 72
_ROUND = 4


def mm(*places: float) -> str:
    return " ".join(f"{round(place * _MM, _ROUND):g}" for place in places)


@dataclass
class OfdPage:
    """What is printed on a page, as objects of its one layer."""

    objects: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10) -> "OfdPage":
        """Print a text whose baseline begins at a place; ASCII is half as wide as 汉字."""
        widths = [size / 2 if char.isascii() else size for char in text]
        moves = f' DeltaX="{mm(*widths[:-1])}"' if len(text) > 1 else ""
        self.objects.append(
            f'<ofd:TextObject ID="{len(self.objects) + 9}" Font="3" Size="{mm(size)}"'
            f' Boundary="{mm(x, y - size, sum(widths), 1.2 * size)}">'
            f'<ofd:TextCode X="0" Y="{mm(size)}"{moves}>{escape(text)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float) -> "OfdPage":
        """Stroke a rectangle."""
        right, bottom = mm(x1 - x0), mm(y1 - y0)
        data = f"M 0 0 L {right} 0 L {right} {bottom} L 0 {bottom} C"
        return self.path((x0, y0, x1, y1), data)

    def path(
        self, sides: tuple[float, float, float, float], data: str, more: str = ""
    ) -> "OfdPage":
        """Draw a path within a boundary."""
        x0, y0, x1, y1 = sides
        self.objects.append(
            f'<ofd:PathObject ID="{len(self.objects) + 9}" LineWidth="0.2" {more}'
            f' Boundary="{mm(x0, y0, x1 - x0, y1 - y0)}">'
            f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
        )
        return self


def ofd(text: str) -> bytes:
    """The OFD of a text whose tables have tab stops."""
    printer = Printer(blank=OfdPage)
    print_text(printer, text)
    return ofd_of([page for page in printer.pages if isinstance(page, OfdPage)])


def ofd_of(pages: Sequence[OfdPage]) -> bytes:
    return packed(parts_of(["".join(page.objects) for page in pages]))


def parts_of(pages: Sequence[str], common: str = "") -> dict[str, str | bytes]:
    """The parts of an OFD whose pages hold these objects; `common` goes to its common data."""
    listed = "".join(
        f'<ofd:Page ID="{number + 1}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number in range(len(pages))
    )
    parts: dict[str, str | bytes] = {
        "OFD.xml": xml(
            "OFD",
            "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
            ' Version="1.0" DocType="OFD"',
        ),
        "Doc_0/Document.xml": xml(
            "Document",
            f"<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 {mm(WIDTH, HEIGHT)}"
            f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages>",
        ),
    }
    for number, objects in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = page_xml(objects)
    return parts


def page_xml(objects: str, before: str = "") -> str:
    """A page, or a template, of one layer."""
    layer = f'<ofd:Layer ID="5" Type="Body">{objects}</ofd:Layer>'
    return xml("Page", f"{before}<ofd:Content>{layer}</ofd:Content>")


def xml(kind: str, inner: str, attributes: str = "") -> str:
    return f'{HEAD}<ofd:{kind} xmlns:ofd="{NAMESPACE}"{attributes}>{inner}</ofd:{kind}>'

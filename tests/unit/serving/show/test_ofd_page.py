"""Pages of OFD as SVG: characters where they stand, the figure framed, and no text as markup."""

from pathlib import Path

import pytest
from lxml import etree

from ingest.base.errors import ShowError
from ingest.reading.document import read_document
from ingest.serving.show.ofd_page import framed_ofd_page
from ingest.serving.show.write import box_of
from tests.support.renderers.ofd import OfdPage, ofd_of

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>&amp;"


def made(path: Path) -> Path:
    pages = [
        OfdPage().text(100, 200, "1,234.56").box(90, 180, 200, 210).text(50, 300, HOSTILE),
        OfdPage().text(100, 400, "第二页 7.00"),
    ]
    path.write_bytes(ofd_of(pages))
    return path


def framed(path: Path) -> tuple[etree._Element, tuple[float, ...]]:
    """The page with its first figure framed, and the box of that figure."""
    line = read_document(path).lines[0]
    assert "1,234.56" in line.text
    box = box_of(line.boxes[0])
    assert box is not None
    return etree.fromstring(framed_ofd_page(path, 1, [box])), box


def test_the_figure_is_framed_where_it_is_printed(tmp_path: Path) -> None:
    root, box = framed(made(tmp_path / "made.ofd"))
    frame = root.findall(f"{SVG}rect")[-1]
    x, y = float(frame.get("x") or 0), float(frame.get("y") or 0)
    width, height = float(frame.get("width") or 0), float(frame.get("height") or 0)
    assert (x, y) < (box[0], box[1])
    assert (x + width, y + height) > (box[2], box[3])
    # It was printed 100 points from the left, on a line 200 from the top.
    assert x < 100 < x + width
    assert y < 200 < y + height + 5
    text = next(node for node in root.iter(f"{SVG}text") if node.text == "1,234.56")
    assert float((text.get("x") or "").split()[0]) == pytest.approx(100, abs=0.5)


def test_text_of_the_file_is_no_markup(tmp_path: Path) -> None:
    root, _ = framed(made(tmp_path / "made.ofd"))
    assert {etree.QName(node).localname for node in root.iter()} == {
        *("svg", "g", "rect", "path", "text")
    }
    assert HOSTILE in {node.text for node in root.iter(f"{SVG}text")}


def test_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ShowError, match="no page 3"):
        framed_ofd_page(made(tmp_path / "made.ofd"), 3, [])

"""A figure of every format is shown in its place, the one in question framed and no other."""

from pathlib import Path

import pypdfium2
import pytest
from lxml import etree, html

from ingest.intake.unpacked import unpacked
from ingest.serving.report.originals import Original
from tests.support.every_format import FAULTY, PRINTED, WRONG
from tests.support.originals import Found, Frame, frames, picture, shown_of

PICTURES = {"pdf", "ofd"}
MARGIN = 2.5
"""Points between a figure and its frame."""


def shown(kind: str, folder: Path) -> Found:
    """What is shown of the disclosure in a format."""
    path = folder / f"made.{kind}"
    path.write_bytes(PRINTED[kind](FAULTY))
    with unpacked([path]) as ((one,), _):
        return shown_of(one, folder, WRONG)


def in_question(found: Found) -> tuple[Original, Frame]:
    """The page with frames that are seen at once, and the first of them."""
    marked = [
        (page, frame)
        for page in found.shown.pages
        for frame in frames(page.text)
        if frame.is_in_question
    ]
    # All of its line is in question: 1,357.44, 404.80, 942.64.
    assert [frame.place for _, frame in marked] == [found.wrong] * 3
    return min(marked, key=lambda pair: pair[1].left)


@pytest.mark.parametrize("kind", PRINTED)
def test_every_line_with_a_figure_leads_to_its_place(kind: str, tmp_path: Path) -> None:
    found = shown(kind, tmp_path)
    assert len(found.figures) > 10
    assert found.shown.links.keys() == found.figures.keys()
    ids = {
        f"{page.path}#{node.get('id')}"
        for page in found.shown.pages
        for node in html.fromstring(page.text).iterfind(".//*[@id]")
    }
    assert set(found.shown.links.values()) == ids


@pytest.mark.parametrize("kind", sorted(PRINTED.keys() - PICTURES))
def test_the_figure_is_framed_in_the_table_around_it(kind: str, tmp_path: Path) -> None:
    (page,) = shown(kind, tmp_path).shown.pages
    root = html.fromstring(page.text)
    marked = [node for node in root.iter("td", "mark") if "figure" in node.get("class", "")]
    assert [node.text for node in marked] == [WRONG, "404.80", "942.64"]
    (row,) = {next(node.iterancestors("tr")) for node in marked}
    assert "合 计" in "".join(map(str, row.itertext()))
    assert page.text.count(">1,347.44<") > 3


def test_each_frame_on_the_page_of_a_pdf_is_around_its_figure(tmp_path: Path) -> None:
    found = shown("pdf", tmp_path)
    _, wrong = in_question(found)
    (page,) = found.shown.pages
    media, data = picture(page.text)
    assert (media, data[:4]) == ("image/png", b"\x89PNG")
    framed: dict[str, list[str]] = {}
    pdf = pypdfium2.PdfDocument(tmp_path / "made.pdf")
    width, height = pdf[0].get_size()
    for frame in frames(page.text):
        # Half a character may stand within the margin on either side.
        within = (
            pdf[0]
            .get_textpage()
            .get_text_bounded(
                frame.left * width + MARGIN,
                height - frame.bottom * height,
                frame.right * width - MARGIN,
                height - frame.top * height,
            )
        )
        framed.setdefault(frame.place, []).append(within.strip())
        assert within.strip() == WRONG or frame != wrong
    pdf.close()
    assert framed == found.figures


def test_the_frame_on_the_page_of_an_ofd_is_around_the_figure(tmp_path: Path) -> None:
    page, frame = in_question(shown("ofd", tmp_path))
    media, data = picture(page.text)
    assert media == "image/svg+xml"
    root = etree.fromstring(data)
    width, height = (float(side) for side in str(root.get("viewBox")).split()[2:])
    within = ""
    for node in root.iter("{*}text"):
        y = float(str(node.get("y"))) / height
        xs = [float(x) / width for x in str(node.get("x")).split()]
        for char, x in zip(str(node.text), xs, strict=True):
            if frame.left < x < frame.right and frame.top < y < frame.bottom:
                within += char
    assert within == WRONG

"""OFD: where its characters stand, what is ruled, and what is said of one that is not read."""

from pathlib import Path

import pytest

from ingest.reading.document import read_document
from ingest.reading.model import Document
from tests.support.hostile import refusal, write
from tests.support.renderers.archives import packed
from tests.support.renderers.ofd import OfdPage, ofd_of, page_xml, parts_of, xml


def text(code: str, more: str = "", boundary: str = "20 20 100 10") -> str:
    return f'<ofd:TextObject Size="4" Boundary="{boundary}" {more}>{code}</ofd:TextObject>'


def code(said: str, moves: str = "", x: float = 0) -> str:
    return f'<ofd:TextCode X="{x}" Y="4" {moves}>{said}</ofd:TextCode>'


def read(tmp_path: Path, objects: str, **parts: str) -> Document:
    whole = parts_of([objects], parts.pop("common", ""))
    whole.update({name.replace("__", "/") + ".xml": part for name, part in parts.items()})
    return read_document(write(tmp_path, "a.ofd", packed(whole)))


def lines(document: Document) -> list[str]:
    return [line.text for line in document.lines]


@pytest.mark.parametrize(
    "moves",
    [
        'DeltaX="4 4 4 4 2"',
        'DeltaX="g 4 4 g 1 2"',
        'DeltaX="g 4 4 2"',
        'DeltaX="g 4 4 g 999999999 2"',
        "",
    ],
)
def test_moves_put_characters_beside_each_other(moves: str, tmp_path: Path) -> None:
    assert lines(read(tmp_path, text(code("部门支出123"[:6], moves)))) == ["部门支出12"]


def test_moves_part_words(tmp_path: Path) -> None:
    document = read(tmp_path, text(code("甲乙", 'DeltaX="40"')))
    assert lines(document) == ["甲 乙"]
    # 20 mm from the edge, a character of 4 mm whose baseline is 4 mm down the boundary.
    left, top, right, bottom = map(float, document.lines[0].boxes[0].split(","))
    assert (round(left, 1), round(right - left)) == (56.7, round(44 * 72 / 25.4))
    assert 20 < top * 25.4 / 72 < bottom * 25.4 / 72 < 25


def test_a_matrix_scales_and_moves(tmp_path: Path) -> None:
    large = text(code("甲乙丙", 'DeltaX="1 1"'), 'CTM="4 0 0 4 0 0"', "20 20 100 20")
    assert lines(read(tmp_path, large.replace('Size="4"', 'Size="1"'))) == ["甲乙丙"]


def test_a_page_that_is_turned_is_read_in_its_way(tmp_path: Path) -> None:
    up = "".join(
        text(code(said, 'DeltaX="g 9 4"'), 'CTM="0 -1 1 0 0 100"', f"{20 + 8 * at} 20 10 100")
        for at, said in enumerate(("第一行文字", "第二行文字"))
    )
    assert lines(read(tmp_path, up)) == ["第一行文字", "第二行文字"]


def test_a_watermark_is_passed_over(tmp_path: Path) -> None:
    slanted = text(code("内部", 'DeltaX="4"'), 'CTM="0.7 0.7 -0.7 0.7 0 0"')
    assert lines(read(tmp_path, slanted + text(code("正文", 'DeltaX="4"')))) == ["正文"]


def test_a_template_and_a_composite_are_part_of_the_page(tmp_path: Path) -> None:
    common = (
        '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl.xml"/>'
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    )
    unit = text(code("印", ""), boundary="0 0 9 9")
    parts = parts_of(["", ""], common)
    parts["Doc_0/Tpls/Tpl.xml"] = page_xml(text(code("表头", 'DeltaX="4"')))
    parts["Doc_0/DocumentRes.xml"] = xml(
        "Res",
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8"><ofd:Content>'
        f"{unit}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>",
    )
    used = '<ofd:CompositeObject ResourceID="8" Boundary="20 60 9 9"/>'
    parts["Doc_0/Pages/Page_1/Content.xml"] = page_xml(
        used, '<ofd:Template TemplateID="7" ZOrder="Background"/>'
    )
    document = read_document(write(tmp_path, "a.ofd", packed(parts)))
    assert [(line.page, line.text) for line in document.lines] == [(2, "表头"), (2, "印")]


def ruled(*lines_of: str, more: str = "") -> OfdPage:
    page = OfdPage()
    for data in lines_of:
        page.path((100, 100, 300, 140), data, more)
    for row, cells in enumerate((("项目", "金额"), ("支出", "1.00"))):
        for column, said in enumerate(cells):
            page.text(105 + 100 * column, 114 + 20 * row, said)
    return page


FRAME = [
    *(f"M 0 {y} L 70.55 {y}" for y in (0, 7.06, 14.11)),
    *(f"M {x} 0 L {x} 14.11" for x in (0, 35.28, 70.55)),
]


def test_strokes_and_thin_boxes_rule_a_table(tmp_path: Path) -> None:
    path = write(tmp_path, "a.ofd", ofd_of([ruled(*FRAME)]))
    assert lines(read_document(path)) == ["项目\t金额", "支出\t1.00"]
    boxes = [f"{line} L 70.55 {0.2 + 7.06 * n} L 0 {0.2 + 7.06 * n} C" if n < 3 else line
             for n, line in enumerate(FRAME)]  # fmt: skip
    path = write(tmp_path, "b.ofd", ofd_of([ruled(*boxes, more='Fill="true"')]))
    assert lines(read_document(path)) == ["项目\t金额", "支出\t1.00"]


def test_what_is_not_seen_rules_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "a.ofd", ofd_of([ruled(*FRAME, more='Stroke="false"')]))
    assert lines(read_document(path))[0] == "项目 金额"
    path = write(tmp_path, "b.ofd", ofd_of([ruled(*FRAME, more='Visible="false"')]))
    assert lines(read_document(path))[0] == "项目 金额"


def test_pages_of_pictures_are_told(tmp_path: Path) -> None:
    picture = '<ofd:ImageObject ResourceID="3" Boundary="0 0 210 297"/>'
    whole = parts_of([picture])
    said = refusal(write(tmp_path, "a.ofd", packed(whole)))
    assert "None of its 1 pages has text that can be read. It is a scan" in said
    both = packed(parts_of([text(code("正文")), picture]))
    assert read_document(write(tmp_path, "b.ofd", both)).pages_without_text == (2,)


def test_what_is_not_read_says_why(tmp_path: Path) -> None:
    whole = parts_of([text(code("正文"))])
    locked = packed(whole | {"Encryptions.xml": xml("Encryptions", "")})
    assert "It is encrypted" in refusal(write(tmp_path, "a.ofd", locked))
    page = "Doc_0/Pages/Page_0/Content.xml"
    lost = packed({name: part for name, part in whole.items() if name != page})
    assert "a.ofd, page 1: The page is missing" in refusal(write(tmp_path, "a.ofd", lost))
    entity = (
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY d SYSTEM "file:///etc/hostname">]><a>&d;</a>'
    )
    outside = packed(whole | {page: entity})
    assert "declares XML entities" in refusal(write(tmp_path, "a.ofd", outside))
    none = packed(whole | {"Doc_0/Document.xml": xml("Document", "")})
    assert "has no pages" in refusal(write(tmp_path, "a.ofd", none))


def test_a_part_is_found_wherever_it_is_named_from(tmp_path: Path) -> None:
    whole = parts_of([text(code("正文", 'DeltaX="4"'))])
    entry = str(whole["OFD.xml"]).replace("Doc_0/Document.xml", "/Doc_0/./Document.xml")
    path = write(tmp_path, "a.ofd", packed(whole | {"OFD.xml": entry}))
    assert lines(read_document(path)) == ["正文"]
    out = str(whole["OFD.xml"]).replace("Doc_0/Document.xml", "../../etc/passwd")
    assert "truncated" in refusal(write(tmp_path, "b.ofd", packed(whole | {"OFD.xml": out})))

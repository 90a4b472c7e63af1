"""A disclosure as a Word document."""

from xml.sax.saxutils import escape

from tests.support.renderers.archives import HEAD, package, packed
from tests.support.renderers.blocks import Box, Table, blocks, boxes

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PART = "word/document.xml"


def docx(text: str) -> bytes:
    return docx_of("".join(_block(block) for block in blocks(text)))


def docx_of(body: str) -> bytes:
    """A document whose body is this XML, with `w` as its prefix."""
    parts = package(PART, {PART: "wordprocessingml.document.main"})
    parts[PART] = f'{HEAD}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed(parts)


def paragraph(text: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{run}</w:p>"


def _block(block: str | Table) -> str:
    return paragraph(block) if isinstance(block, str) else _table(block)


def _table(table: Table) -> str:
    rows: list[list[tuple[int, str]]] = [[] for _ in table]
    for box in boxes(table):
        for down in range(box.rows):
            rows[box.row + down].append((box.column, _cell(box, down)))
    body = "".join(f"<w:tr>{''.join(cell for _, cell in sorted(row))}</w:tr>" for row in rows)
    return f"<w:tbl>{body}</w:tbl>"


def _cell(box: Box, down: int) -> str:
    """A cell, or what goes on of it `down` rows below; merged rows repeat their cell."""
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    merge = "" if box.rows == 1 else "<w:vMerge/>" if down else '<w:vMerge w:val="restart"/>'
    inner = paragraph("" if down else box.text)
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inner}</w:tc>"

"""A disclosure as a web page."""

from html import escape

from tests.support.renderers.blocks import Box, Table, blocks, boxes, rows_of


def html(text: str) -> bytes:
    body = "\n".join(_block(block) for block in blocks(text))
    return html_of(body)


def html_of(body: str, charset: str = "utf-8") -> bytes:
    page = f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>t</title></head>'
    return f"{page}<body>\n{body}\n</body></html>\n".encode(charset)


def _block(block: str | Table) -> str:
    if isinstance(block, str):
        return f"<p>{escape(block)}</p>" if block.strip() else "<br>"
    rows = "\n".join(
        f"<tr>{''.join(_cell(box) for box in row)}</tr>" for row in rows_of(boxes(block))
    )
    return f"<table>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _cell(box: Box) -> str:
    columns = f' colspan="{box.columns}"' if box.columns > 1 else ""
    rows = f' rowspan="{box.rows}"' if box.rows > 1 else ""
    return f"<td{columns}{rows}>{escape(box.text)}</td>"

"""The table around a figure of a sheet, a web page, a Word file or a text, as a page of HTML."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from ingest.reading.model import Line

_AROUND = 12
"""Lines above and below the figure; blank ones are left out."""

_CELL_OF_TABLE = re.compile(r"(\d+):(\d+):(\d+)")

_PAGE = """<!DOCTYPE html>
<html lang="zh-Hans"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 14px/1.6 sans-serif; margin: 1.5em; color: #222; background: #fff; }}
h1 {{ font-size: 1.4em; margin: 0; }}
p {{ margin: .3em 0 1em; color: #555; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; margin: 4px; }}
td, th {{ border: 1px solid #bbb; padding: .2em .6em; white-space: pre-wrap; }}
td.number {{ text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }}
td.text {{ max-width: 60em; border-color: #eee; }}
th {{ color: #666; font-weight: normal; text-align: right; border-color: #eee; }}
td.figure {{ outline: 3px solid #d01020; font-weight: bold; }}
mark {{ background: none; color: inherit; outline: 3px solid #d01020; font-weight: bold; \
padding: 0 .15em; margin: 0 .2em; }}
</style></head><body>
<h1>{figure}</h1>
<p>{place}{back}</p>
<div class="wide"><table>
{rows}
</table></div></body></html>
"""
_BACK = '　<a href="{}">读出的数 <span lang="en">What was read</span></a>'


class Figure(NamedTuple):
    """A figure in a line, from 1: its first character there, from 1, and its text as printed."""

    line: int
    char: int
    text: str


def framed_table(lines: Sequence[Line], figure: Figure, *, file: str, back: str = "") -> str:
    """The lines around a figure as a table, with the figure framed; all text is escaped.

    Args:
        lines: The lines of the document.
        figure: The figure and where it stands.
        file: The name of the file.
        back: Where a link back leads to; empty for none.
    """
    number = figure.line
    here = lines[number - 1]
    above = [line for line in lines[: number - 1] if line.text.strip()][-_AROUND:]
    below = [line for line in lines[number : number + 8 * _AROUND] if line.text.strip()][:_AROUND]
    near = [*above, here, *below]
    width = max(line.text.count("\t") for line in near) + 1
    rows = "\n".join(_row(line, figure if line is here else None, width) for line in near)
    return _PAGE.format(
        title=escape(f"{figure.text} · {file}"),
        figure=escape(figure.text),
        place=_place(file, here, figure.char, has_pages=lines[-1].page > 1),
        back=_BACK.format(escape(back, quote=True)) if back else "",
        rows=rows,
    )


def _place(file: str, line: Line, char: int, *, has_pages: bool) -> str:
    """Where a figure stands, for a person with the document in hand, in both languages."""
    column = line.text[: char - 1].count("\t")
    box = line.boxes[column] if column < len(line.boxes) else ""
    words, english = [file], [f"line {line.number}"]
    if has_pages:
        words.append(f"第 {line.page} 页")
        english.insert(0, f"page {line.page}")
    words.append(f"第 {line.number} 行")
    if cell := _CELL_OF_TABLE.fullmatch(box):
        words.append("表 {} 行 {} 列 {}".format(*cell.groups()))
        english.append("table {}, row {}, column {}".format(*cell.groups()))
    elif box:
        words.append(f"单元格 {box}")
        english.append(f"cell {box}")
    return f'{escape("，".join(words))} <span lang="en">{escape(", ".join(english))}</span>'


def _row(line: Line, figure: Figure | None, width: int) -> str:
    if "\t" not in line.text:
        # A line without tab stops is a title or a sentence, and no row.
        text = _marked(line.text, figure.char - 1, figure.text) if figure else escape(line.text)
        return f'<tr><th>{line.number}</th><td class="text" colspan="{width}">{text}</td></tr>'
    cells = list(_cells(line, figure))
    blank = ["<td></td>"] * (width - len(cells))
    return f"<tr><th>{line.number}</th>{''.join([*cells, *blank])}</tr>"


def _cells(line: Line, figure: Figure | None) -> Iterator[str]:
    """The cells of a line between its tab stops, that of the figure framed."""
    at = 1
    amounts = {cell.column for cell in line.cells if cell.amount is not None}
    for column, text in enumerate(line.text.split("\t")):
        names = ["number"] if column in amounts else []
        content = escape(text)
        if figure and at <= figure.char < at + max(len(text), 1):
            if text.strip() == figure.text:
                names.append("figure")
            else:
                content = _marked(text, figure.char - at, figure.text)
        yield f'<td class="{" ".join(names)}">{content}</td>' if names else f"<td>{content}</td>"
        at += len(text) + 1


def _marked(text: str, start: int, figure: str) -> str:
    """A text with the figure in it framed."""
    end = start + len(figure)
    return f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"

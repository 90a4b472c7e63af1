"""The table around a figure of a sheet, a web page, a Word file or a text, as a page of HTML."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
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
h1 {{ font-size: 1.4em; margin: 0; overflow-wrap: anywhere; }}
p {{ margin: .3em 0 1em; color: #555; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; margin: 4px; }}
tr {{ scroll-margin: 40vh; }}
td, th {{ border: 1px solid #bbb; padding: .2em .6em; white-space: pre-wrap; }}
td.number {{ text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }}
td.text {{ max-width: 60em; border-color: #eee; }}
th {{ color: #666; font-weight: normal; text-align: right; border-color: #eee; }}
tr:target > * {{ background: #fdf0ee; }}
td.figure, tr:target td.read {{ outline: 3px solid #d01020; outline-offset: -2px; \
font-weight: bold; }}
mark {{ background: none; color: inherit; }}
mark.figure, tr:target mark {{ outline: 3px solid #d01020; font-weight: bold; \
padding: 0 .15em; margin: 0 .2em; }}
tr:target td[data-at]::after {{ content: attr(data-at); display: block; color: #666; \
font: 11px sans-serif; }}
</style></head><body>
<h1>{head}</h1>
<p>{place}{back}</p>
<div class="wide"><table>
{rows}
</table></div></body></html>
"""
_BACK = '　<a href="{}">读出的数 <span lang="en">What was read</span></a>'


class Figure(NamedTuple):
    """A figure in a line, from 1: its first character there, from 1, and its text as printed.

    One that is not framed at once is as soon as a link leads to `place`, which its line is then.
    """

    line: int
    char: int
    text: str
    is_framed: bool = True
    place: str = ""


def framed_table(lines: Sequence[Line], figure: Figure, *, file: str) -> str:
    """The lines around a figure as a table, with the figure framed; all text is escaped.

    Args:
        lines: The lines of the document.
        figure: The figure and where it stands.
        file: The name of the file.
    """
    here = lines[figure.line - 1]
    return _PAGE.format(
        title=escape(f"{figure.text} · {file}"),
        head=escape(figure.text),
        place=_place(file, here, figure.char, has_pages=lines[-1].page > 1),
        back="",
        rows=_rows(lines, [figure]),
    )


def framed_lines(lines: Sequence[Line], figures: Sequence[Figure], *, file: str, back: str) -> str:
    """Lines with several figures as a table, each of them a place that a link may lead to.

    Args:
        lines: The lines of the document.
        figures: The figures, line by line.
        file: The name of the file.
        back: Where a link back leads to.
    """
    first, last = figures[0].line, figures[-1].line
    return _PAGE.format(
        title=escape(file),
        head=escape(file),
        place=f'第 {first} 至 {last} 行 <span lang="en">lines {first} to {last}</span>',
        back=_BACK.format(escape(back, quote=True)),
        rows=_rows(lines, figures),
    )


def _rows(lines: Sequence[Line], figures: Sequence[Figure]) -> str:
    """The lines of figures, those between them, and some above and below, as rows of a table."""
    first, last = figures[0].line, figures[-1].line
    above = [line for line in lines[: first - 1] if line.text.strip()][-_AROUND:]
    below = [line for line in lines[last : last + 8 * _AROUND] if line.text.strip()][:_AROUND]
    between = [line for line in lines[first - 1 : last] if line.text.strip()]
    near = [*above, *between, *below]
    width = max(line.text.count("\t") for line in near) + 1
    of_line = {number: list(own) for number, own in groupby(figures, key=lambda one: one.line)}
    return "\n".join(_row(line, of_line.get(line.number, []), width) for line in near)


def _place(file: str, line: Line, char: int, *, has_pages: bool) -> str:
    """Where a figure stands, for a person with the document in hand, in both languages."""
    words, english = [file], [f"line {line.number}"]
    if has_pages:
        words.append(f"第 {line.page} 页")
        english.insert(0, f"page {line.page}")
    words.append(f"第 {line.number} 行")
    if found := _cell_of(line, line.text[: char - 1].count("\t")):
        words.append(found[0])
        english.append(found[1])
    return f'{escape("，".join(words))} <span lang="en">{escape(", ".join(english))}</span>'


def _cell_of(line: Line, column: int) -> tuple[str, str] | None:
    """Which cell of its sheet or table a text is, in both languages; None where it is in none."""
    box = line.boxes[column] if column < len(line.boxes) else ""
    if cell := _CELL_OF_TABLE.fullmatch(box):
        chinese = "表 {} 行 {} 列 {}".format(*cell.groups())
        return chinese, "table {}, row {}, column {}".format(*cell.groups())
    return (f"单元格 {box}", f"cell {box}") if box else None


def _row(line: Line, figures: Sequence[Figure], width: int) -> str:
    place = f' id="{escape(figures[0].place, quote=True)}"' if figures and figures[0].place else ""
    if "\t" not in line.text:
        # A line without tab stops is a title or a sentence, and no row.
        text = _marked(line.text, 1, figures)
        cells = f'<td class="text" colspan="{width}">{text}</td>'
    else:
        blank = ["<td></td>"] * (width - line.text.count("\t") - 1)
        cells = "".join([*_cells(line, figures), *blank])
    return f"<tr{place}><th>{line.number}</th>{cells}</tr>"


def _cells(line: Line, figures: Sequence[Figure]) -> Iterator[str]:
    """The cells of a line between its tab stops, those of the figures framed."""
    at = 1
    amounts = {cell.column for cell in line.cells if cell.amount is not None}
    for column, text in enumerate(line.text.split("\t")):
        names = ["number"] if column in amounts else []
        own = [one for one in figures if at <= one.char < at + max(len(text), 1)]
        whole = [one for one in own if text.strip() == one.text]
        content = escape(text) if whole else _marked(text, at, own)
        if whole:
            names.append("figure" if any(one.is_framed for one in whole) else "read")
        classes = f' class="{" ".join(names)}"' if names else ""
        told = _cell_of(line, column) if whole else None
        said = f' data-at="{escape(told[0], quote=True)}"' if told else ""
        yield f"<td{classes}{said}>{content}</td>"
        at += len(text) + 1


def _marked(text: str, first: int, figures: Sequence[Figure]) -> str:
    """A text with the figures in it marked; `first` is the place of its first character."""
    parts, done = [], 0
    for one in sorted(figures, key=lambda one: (one.char, not one.is_framed)):
        start, end = one.char - first, one.char - first + len(one.text)
        if start < done or text[start:end] != one.text:
            continue
        kind = "figure" if one.is_framed else "read"
        parts += [escape(text[done:start]), f'<mark class="{kind}">{escape(one.text)}</mark>']
        done = end
    return "".join([*parts, escape(text[done:])])

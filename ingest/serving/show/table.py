"""The table around a figure of a sheet, a web page, a Word file or a text, as a page of HTML."""

from collections.abc import Iterator, Sequence
from html import escape

from ingest.reading.model import Line

_AROUND = 12
"""Lines above and below the figure."""

_PAGE = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 14px/1.5 sans-serif; margin: 2em; color: #222; }}
table {{ border-collapse: collapse; }}
td, th {{ border: 1px solid #bbb; padding: .2em .6em; white-space: pre-wrap; }}
th {{ color: #888; font-weight: normal; text-align: right; }}
td.figure {{ outline: 3px solid #d01020; font-weight: bold; }}
</style></head><body>
<h1>{heading}</h1>
<p>{place}</p>
<table>
{rows}
</table></body></html>
"""


def framed_table(lines: Sequence[Line], number: int, char: int, *, heading: str, place: str) -> str:
    """The lines around a figure as a table, with its cell framed; all text is escaped.

    Args:
        lines: The lines of the document.
        number: The line that prints the figure, from 1.
        char: Its first character in the line, from 1.
        heading: What stands over the table.
        place: Where the figure stands, for a person with the document in hand.
    """
    near = lines[max(0, number - 1 - _AROUND) : number + _AROUND]
    width = max((line.text.count("\t") for line in near), default=0) + 1
    rows = "\n".join(_row(line, char if line.number == number else 0, width) for line in near)
    return _PAGE.format(
        title=escape(heading), heading=escape(heading), place=escape(place), rows=rows
    )


def _row(line: Line, char: int, width: int) -> str:
    cells = list(_cells(line, char))
    # A line without tab stops is a title or a sentence; of a row the cells behind are blank.
    span = f' colspan="{width}"' if len(cells) == 1 else ""
    blank = [] if span else [("", False)] * (width - len(cells))
    parts = []
    for text, is_figure in [*cells, *blank]:
        mark = ' class="figure"' if is_figure else ""
        parts.append(f"<td{span}{mark}>{escape(text)}</td>")
    return f"<tr><th>{line.number}</th>{''.join(parts)}</tr>"


def _cells(line: Line, char: int) -> Iterator[tuple[str, bool]]:
    """The texts of a line between its tab stops, and whether each holds the character."""
    at = 1
    for text in line.text.split("\t"):
        yield text, bool(char) and at <= char < at + max(len(text), 1)
        at += len(text) + 1

"""A disclosure as text, and where each of its figures stands in it."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, groupby, zip_longest

from ingest.base.text import fold
from ingest.vocabulary.summary_lines import form_codes
from tests.corpus.lines import ordinal
from tests.corpus.model import Disclosure, Line, Table

_WRAP = 30
_NONE = "说明：本单位当年无"
_EXPLAINED = (
    "本单位履行职责，机关运行经费和政府采购在各表中列示。",
    "第四部分 名词解释",
    "一般公共预算拨款收入：指财政当年拨付的资金。",
)
"""What a filing has to explain, without a figure."""

_NUMERIC = set("0123456789.,%")


@dataclass(slots=True)
class Printed:
    """A printed disclosure with its tables and amounts as they are to be read.

    The tuples are rows of the records `tables` and `amounts` in their column order, without the
    document_id and the columns that follow from others.
    """

    lines: list[str] = field(default_factory=list)
    page: int = 1
    tables: list[tuple[str | int | None, ...]] = field(default_factory=list)
    amounts: list[tuple[str | int | None, ...]] = field(default_factory=list)
    statements: list[tuple[int, int, int]] = field(default_factory=list)
    """Line and characters of each figure that the narrative states."""
    none: list[tuple[str, str | None, int, int, int]] = field(default_factory=list)
    """What notes under empty forms say that there is none of: words, scope, page, line, and the
    character of the word that says so."""

    @property
    def text(self) -> str:
        """The text of the file."""
        return "\n".join(self.lines) + "\n"


def printed(disclosure: Disclosure) -> Printed:
    """Print a disclosure."""
    out = Printed()
    is_flat = disclosure.style.layout == "flat"
    announced = _front(out, disclosure)
    for number, table in enumerate(disclosure.tables, start=1):
        if not table.is_missing:
            _table(out, disclosure, table, number)
            # The next line that says anything stands on the next page.
            _say(out, f"- {out.page} -", is_flat=is_flat)
            out.page += 1
    for table in disclosure.tables:
        if table.is_missing:
            _announced(out, table, announced[table.title])
    _narrative(out, disclosure)
    return out


def _say(out: Printed, text: str, *, is_flat: bool) -> int:
    """Print a line, in flattened text with a blank one behind it; its number."""
    out.lines.append(text)
    number = len(out.lines)
    if is_flat:
        out.lines.append("")
    return number


def _front(out: Printed, disclosure: Disclosure) -> dict[str, int]:
    """Cover and contents; the line on which each table is announced."""
    is_flat, kind, year = disclosure.style.layout == "flat", disclosure.kind, disclosure.year_words
    name = disclosure.unit_name
    for text in (
        name,
        f"{year}单位{kind}",
        "目录",
        "第一部分 单位概况",
        f"第二部分 {year}单位{kind}表",
    ):
        _say(out, text, is_flat=is_flat)
    announced = {
        table.title: _say(out, f"{ordinal(number)}、{table.title}", is_flat=is_flat)
        for number, table in enumerate(disclosure.tables, start=1)
    }
    for text in (
        f"第三部分 {year}单位{kind}情况说明",
        "第四部分 名词解释",
        "第一部分 单位概况",
        f"第二部分 {year}单位{kind}表",
    ):
        _say(out, text, is_flat=is_flat)
    return announced


def _table(out: Printed, disclosure: Disclosure, table: Table, number: int) -> None:
    style = disclosure.style
    is_flat = style.layout == "flat"
    title = f"{disclosure.year_words}{table.title}" if disclosure.stage == "final" else table.title
    if not is_flat:
        out.lines.append("")
    start = _say(out, title, is_flat=is_flat)
    table_no = None
    if disclosure.stage == "final":
        table_no = f"{number:02d}"
        _say(out, f"公开{table_no}表", is_flat=is_flat)
    filer = f"单位：{disclosure.unit_name}"
    money = f"金额单位：{style.money_unit}"
    for text in (f"{filer} {money}",) if is_flat else (filer, money):
        _say(out, text, is_flat=is_flat)
    for head in table.heads:
        words = [word for word in head if word]
        _say(out, " ".join(words) if is_flat else "\t".join(head), is_flat=is_flat)
    index = len(out.tables) + 1
    before = len(out.amounts)
    rows = (
        _flat(out, disclosure, table, index) if is_flat else _tabbed(out, disclosure, table, index)
    )
    last = len(out.lines)
    amounts = len(out.amounts) - before
    if table.note:
        last = _say(out, table.note, is_flat=is_flat)
    if table.lacks:
        last = _say(out, f"{_NONE}{table.lacks}", is_flat=is_flat)
        out.none.append((table.lacks, table.scope, out.page, last, len(_NONE)))
    # A declaration stands for the total row of an empty table as well.
    status, rows = ("present", rows) if amounts else ("declared_empty", 0)
    kind = (table_no, table.table_type, table.scope, fold(title), status, style.money_unit)
    out.tables.append((index, *kind, out.page, start, last, rows, amounts))


def _announced(out: Printed, table: Table, line: int) -> None:
    kind = (None, table.table_type, table.scope, fold(table.title), "announced_missing", None)
    out.tables.append((len(out.tables) + 1, *kind, 1, line, line, 0, 0))


_Said = tuple[int, str, str, str, str, int | None]
"""What a column says of its figures: number, side, phase, heading, measure, form number."""


def _said(disclosure: Disclosure, table: Table) -> list[list[_Said]]:
    """What the columns of each part say; they are numbered as printed, or in order."""
    is_flat = disclosure.style.layout == "flat"
    default = disclosure.phase
    found: list[list[_Said]] = []
    at = 1
    for part in table.parts:
        at += 0 if is_flat else part.width
        said: list[_Said] = []
        for number, column in enumerate(part.columns, start=at):
            heading = column.path[-1] if is_flat else " / ".join(dict.fromkeys(column.path))
            form_no = None if is_flat else column.form_no
            phase = column.phase or default
            said.append((number, part.side, phase, heading, column.measure, form_no))
        found.append(said)
        at += len(part.columns)
    return found


def _line_codes(table: Table) -> list[list[str | None]]:
    """The lines of the summary form that the lines of each part are of."""
    return [form_codes([line.label for line in part.lines], part.side) for part in table.parts]


def _rows(table: Table) -> Iterator[tuple[Line | None, ...]]:
    """Row by row, the line of each part."""
    return zip_longest(*(part.lines for part in table.parts))


def _tabbed(out: Printed, disclosure: Disclosure, table: Table, index: int) -> int:
    """Print the body of a table with tab stops; how many rows it has."""
    said = _said(disclosure, table)
    codes = _line_codes(table)
    blanks = [[""] * (part.width + len(part.columns)) for part in table.parts]
    row_no = rows = 0
    for at_row, row in enumerate(_rows(table)):
        cells: list[str] = []
        char, number = 1, len(out.lines) + 1
        is_row = False
        row_no += 1
        for part, line in enumerate(row):
            if line is None:
                cells += blanks[part]
                char += len(blanks[part])
                continue
            cells += line.names
            char += sum(map(len, line.names)) + len(line.names)
            is_row = is_row or line.label is not None or any(line.cells)
            for (column, side, phase, heading, named, form_no), cell in zip(
                said[part], line.cells, strict=True
            ):
                if cell is None:
                    cells.append("")
                    char += 1
                    continue
                cells.append(cell)
                after = char + len(cell)
                out.amounts.append(
                    (
                        index,
                        row_no,
                        column,
                        side,
                        phase,
                        line.kind,
                        line.depth,
                        line.code,
                        line.label,
                        heading,
                        named,
                        cell,
                        "printed",
                        out.page,
                        number,
                        char,
                        after - 1,
                        line.form_no,
                        form_no,
                        codes[part][at_row],
                        None,
                        None,
                        None,
                    )
                )
                char = after + 1
        text = "\t".join(cells)
        out.lines.append(text)
        row_no -= not text.strip("\t")
        rows += is_row
    return rows


def _flat(out: Printed, disclosure: Disclosure, table: Table, index: int) -> int:
    """Print the body of a table of which blank cells have vanished; how many rows it has."""
    said = _said(disclosure, table)
    codes = _line_codes(table)
    rows = 0
    for at_row, row in enumerate(_rows(table)):
        words: list[str] = []
        char, number = 1, len(out.lines) + 1
        for part, line in enumerate(row):
            if line is None:
                continue
            names = [name.replace(" ", "") for name in line.names if name]
            words += names
            char += sum(map(len, names)) + len(names)
            placement = "by_identity" if None in line.cells else "printed"
            label = line.label.replace(" ", "") if line.label else None
            for (column, side, phase, heading, named, form_no), cell in zip(
                said[part], line.cells, strict=True
            ):
                if cell is None:
                    continue
                words.append(cell)
                after = char + len(cell)
                out.amounts.append(
                    (
                        index,
                        rows + 1,
                        column,
                        side,
                        phase,
                        line.kind,
                        line.depth,
                        line.code,
                        label,
                        heading,
                        named,
                        cell,
                        placement,
                        out.page,
                        number,
                        char,
                        after - 1,
                        line.form_no,
                        form_no,
                        codes[part][at_row],
                        None,
                        None,
                        None,
                    )
                )
                char = after + 1
        if words:
            _say(out, " ".join(words), is_flat=True)
            rows += 1
    return rows


def _narrative(out: Printed, disclosure: Disclosure) -> None:
    is_flat = disclosure.style.layout == "flat"
    kind, year = disclosure.kind, disclosure.year_words
    _say(out, f"第三部分 {year}单位{kind}情况说明", is_flat=is_flat)
    by_sentence = {
        number: list(stated)
        for number, stated in groupby(disclosure.stated, key=lambda stated: stated.sentence)
    }
    for number, sentence in enumerate(disclosure.sentences):
        texts = list(_wrapped(sentence)) if is_flat else [sentence]
        # Where each line begins in its sentence, and its number.
        starts = list(accumulate(map(len, texts[:-1]), initial=0))
        lines = [_say(out, text, is_flat=is_flat) for text in texts]
        at = 0
        for stated in by_sentence.get(number, ()):
            at = sentence.index(stated.value + stated.unit, at)
            on = bisect_right(starts, at) - 1
            char = at - starts[on] + 1
            out.statements.append((lines[on], char, char + len(stated.value) - 1))
            at += len(stated.value)
    for text in _EXPLAINED:
        _say(out, text, is_flat=is_flat)


def _wrapped(sentence: str) -> Iterator[str]:
    """A sentence cut into lines, never inside a number."""
    while len(sentence) > _WRAP:
        at = _WRAP
        while sentence[at - 1] in _NUMERIC and sentence[at] in _NUMERIC:
            at -= 1
        yield sentence[:at]
        sentence = sentence[at:]
    if sentence:
        yield sentence

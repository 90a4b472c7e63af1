"""Lines that may begin a table, or announce one: titles of a known type, and table numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.base.ordinals import NUMERAL, strip_ordinal
from ingest.base.text import fold
from ingest.extraction.tables.words.notes import Text, is_note
from ingest.vocabulary.titles import TitleKind, title_kind

_MAX_TITLE = 60
_MAX_PIECE = 40
_NEAR = 5
_TITLE_SHAPE = re.compile(r"表(?:[-—]+[^()]{1,20})?(?:\([^()]*\)|\d{0,2}(?:-\d{1,2})*)*$")
_NO = rf"\d{{1,2}}(?:-\d{{1,2}})*|{NUMERAL}"
_FORM = r"(?:单位|部门|财政)?(?:财决|财预|公开|附|预算|决算)*"
_NUMBER_LINE = re.compile(
    rf"{_FORM}(?:\d{{0,2}}(?=表\d)|)"
    rf"(?:表(?P<behind>{_NO})表?|(?P<before>\d{{1,2}}(?:-\d{{1,2}})*)表)[:、.]?"
)
_NUMBER_IN_TITLE = re.compile(r"\((?:附|公开)?表(\d{1,2}(?:-\d{1,2})*)\)")
_NUMBER_BEFORE = re.compile(
    rf"{_FORM}(?:表(?P<behind>{_NO})|(?P<before>\d{{1,2}})表)[:、.-]?(?=.{{4,}})"
)
_BARE_NUMBER = re.compile(r"(?P<no>\d{1,2}(?:-\d{1,2})+|0\d)(?=[一-鿿\"])")
"""A number before a title that nothing but its own form marks: 01-1部门收支总表, 03三公经费表."""
_NUMBER_BEHIND = re.compile(r"(?<=表)(\d{1,2}(?:-\d{1,2})+|0\d)(?:表)?$")
_PAGE_END = re.compile(
    r"[-—–―]?\d{1,4}[-—–―]?|\d{1,4}/\d{1,4}|第\d{1,4}页(?:[,/]?共\d{1,4}页)?"
    r"|共\d{1,4}页[,/]?第\d{1,4}页"
    r"|[-—–=*#]*page(?:[_-]?break|\d{1,4})[-—–=*#]*",
    re.IGNORECASE,
)
_CONTINUED = re.compile(r"^\(?续(?:上)?表\)?|\((?:续|续表|续上表|接上表|接上页)\d{0,2}\)$")
_SENTENCE = re.compile(r"[,;。]")
_DECLARES_MONEY = re.compile(r"\(?(?:金额|计量|货币)?单位:(?:人民币)?[百千万亿]*元\)?$")
_POINTS = re.compile(r"(?:如下|下|见|附|此|该|本)表$")
_LEAST_UNKNOWN = 5
_LEADER = re.compile(r"(?:[.·…_-]{2,}|—{2,})\(?\d{0,3}\)?$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that may begin a table: its index, folded text, number and what its title says.

    `begin` is the index of the line that a wrapped title begins on.
    """

    index: int
    text: str
    number: str | None
    kind: TitleKind | None
    begin: int


def marks_of(text: Text) -> list[Mark]:
    """Every table number on a line of its own and every title of a known type, in order."""
    holds = ["表" in folded for folded in text.folded]
    return [
        mark
        for index, line in enumerate(text.lines)
        # Titles and numbers all hold a 表; a wrapped one may hold it in the half before.
        if True in holds[max(index - 2, 0) : index + 1] or "\t" in line.text
        if (mark := _mark(text, index))
    ]


def _mark(text: Text, index: int) -> Mark | None:
    folded = text.folded[index] or lone_cell(text, index)
    if not folded or len(folded) > _MAX_TITLE or is_page_break(folded):
        return None
    if number := _NUMBER_LINE.fullmatch(folded):
        return Mark(index, folded, number["behind"] or number["before"], None, index)
    found = _titled(index, folded)
    before = _piece_before(text, index)
    joined = _titled(index, before + folded) if before else None
    # A title wrapped over two lines says what it is only when they are joined.
    if joined and _says_more(joined, found):
        return replace(joined, begin=_before(text, index))
    return found


def _says_more(joined: Mark, found: Mark | None) -> bool:
    if joined.kind is None or not joined.kind.is_known:
        return False
    if found is None or found.kind is None:
        return True
    # What a steward answered to a title holds without its words.
    is_answered = found.kind.table_type is not None and not found.kind.aspects
    return not is_answered and found.kind.aspects < joined.kind.aspects


def lone_cell(text: Text, index: int) -> str:
    """The only cell of a tabbed row: spreadsheets print a title as the first row of its table."""
    line = text.lines[index].text
    if "\t" not in line or "\t" in line.strip():
        return ""
    return fold(next((cell for cell in line.split("\t") if cell.strip()), ""))


def _titled(index: int, folded: str) -> Mark | None:
    if "表" not in folded:
        return None
    text = _DECLARES_MONEY.sub("", _LEADER.sub("", folded))
    if not is_title(text):
        return None
    title = strip_ordinal(text.removeprefix("-"))
    number = _NUMBER_IN_TITLE.search(title)
    no = number[1] if number else None
    if before := _NUMBER_BEFORE.match(title):
        no, title = before["behind"] or before["before"], title[before.end() :]
    elif bare := _BARE_NUMBER.match(title):
        no, title = bare["no"], title[bare.end() :]
    elif behind := _NUMBER_BEHIND.search(title):
        no, title = behind[1], title[: behind.start()]
    kind = title_kind(title)
    if kind is None or (not kind.is_known and _is_no_title(title)):
        return None
    return Mark(index, title, no, kind, index)


def _is_no_title(text: str) -> bool:
    """Whether a text of unknown words only points at a table, or is a piece of a title."""
    return len(text) < _LEAST_UNKNOWN or bool(_POINTS.search(text))


def is_page_break(folded: str) -> bool:
    """Whether a folded line only interrupts a table: a page number, 续表, 支出表(续)."""
    is_continued = ("续" in folded or "接" in folded) and _CONTINUED.search(folded)
    return bool(_PAGE_END.fullmatch(folded) or is_continued)


def is_number(text: str) -> bool:
    """Whether a folded line is nothing but the number of a table: 表1-1, 公开05表."""
    return "表" in text and bool(_NUMBER_LINE.fullmatch(text))


def is_title(text: str) -> bool:
    """Whether a folded line has the form of a title: it ends in 表 and is not a number or note."""
    if "表" not in text or not _TITLE_SHAPE.search(text):
        return False
    return not (_NUMBER_LINE.fullmatch(text) or is_note(text) or _SENTENCE.search(text))


def _before(text: Text, index: int) -> int:
    """The index of the line right before, but for a blank one; -1 where there is none."""
    return next((i for i in (index - 1, index - 2) if i >= 0 and text.folded[i]), -1)


def _piece_before(text: Text, index: int) -> str:
    """The line right before, where it may be the first half of a wrapped title."""
    before = _before(text, index)
    piece = text.folded[before] if before >= 0 else ""
    number = _NUMBER_BEFORE.match(piece)
    words = piece[number.end() :] if number else strip_ordinal(piece)
    return (number[0] if number else "") + words if is_piece(words) else ""


def is_piece(folded: str) -> bool:
    """Whether a folded line may be the first half of a wrapped title."""
    if not folded or len(folded) > _MAX_PIECE or not folded[-1].isalpha():
        return False
    return not (is_note(folded) or is_title(folded) or ":" in folded)


def adjacent(one: int, other: int, folded: Sequence[str]) -> bool:
    """Whether nothing of its own stands between two lines: a number and its title."""
    lines = folded[min(one, other) + 1 : max(one, other)]
    # The number of a table may stand at the foot of the page before it.
    between = [text for text in lines if text and not is_page_break(text)]
    # The first half of a wrapped title may stand between a number and the half that is known.
    is_near = not between or (len(between) == 1 and is_piece(between[0]))
    return is_near and abs(one - other) <= _NEAR


def neighbours(starts: Sequence[Mark], position: int, folded: Sequence[str]) -> Iterator[Mark]:
    """The marks right before and right after one, with nothing but blank lines between."""
    for near in (position - 1, position + 1):
        if 0 <= near < len(starts):
            other = starts[near]
            if adjacent(starts[position].index, other.index, folded):
                yield other


def belongs_to_title(starts: Sequence[Mark], position: int, folded: Sequence[str]) -> bool:
    """Whether a number is that of a title beside it."""
    return any(other.kind is not None for other in neighbours(starts, position, folded))


def number_of(starts: Sequence[Mark], position: int, folded: Sequence[str]) -> str | None:
    """The number in the title, or the one on a line of its own beside it."""
    beside = (o.number for o in neighbours(starts, position, folded) if o.kind is None)
    return starts[position].number or next(beside, None)


def announced(text: Text, marks: Sequence[Mark], first: int) -> Iterator[Mark]:
    """What the contents announce before the first table, each title once."""
    entries = [mark for mark in marks if mark.index < first]
    entries += [mark for index in range(first) for mark in _contents_cells(text, index)]
    seen: set[str] = set()
    for mark in sorted(entries, key=lambda mark: mark.index):
        # What no type is for is missing to nobody.
        if mark.kind and mark.kind.table_type and mark.text not in seen:
            seen.add(mark.text)
            yield mark


def _contents_cells(text: Text, index: int) -> Iterator[Mark]:
    """The title in a tabbed row of the contents: a number, the title, its page."""
    line = text.lines[index].text
    cells = [fold(cell) for cell in line.split("\t")] if "\t" in line else []
    if sum(bool(cell) and not cell.isdigit() for cell in cells) > len(("number", "title")):
        return
    for cell in cells:
        if len(cell) <= _MAX_TITLE and (mark := _titled(index, cell)):
            yield replace(mark, index=index)

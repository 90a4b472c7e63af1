"""Notes and printed formulas under tables: which tables or headings they declare empty."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.base.ordinals import FIRST, PART, SECOND
from ingest.reading.model import Document, Line
from ingest.vocabulary.titles import TitleKind, kind_of_type, note_patterns

_NOTE = ("注:", "说明:", "备注:", "(注:")
_NUMBERED = re.compile(r"\d+\.")
_FORMULA = re.compile(r"[\d()+\-*/.…行栏各=;。]+")
_SECTION = re.compile(rf"{PART}|{FIRST}|{SECOND}")
_PAGE_END = re.compile(r"[-—–―]?\d{1,4}[-—–―]?")
_FILING = re.compile(r"#年度?[^表。]{0,20}(?:预算|决算)[^表。]{0,4}$")
_DIGITS = re.compile(r"\d+")
_HEADER = 40
_AGAIN = 2
_WRAPPED = 20
"""A note line this long that ends no sentence goes on in the next line, where lines are cut."""


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a document, and each folded once; a tabbed row folds to nothing."""

    lines: tuple[Line, ...]
    folded: tuple[str, ...]
    is_tabbed: bool
    running: frozenset[str] = frozenset()

    def is_running(self, index: int) -> bool:
        """Whether a line stands at the head or foot of pages, whatever its numbers."""
        return _masked(self.folded[index]) in self.running


@dataclass(frozen=True, slots=True)
class Saying:
    """What the notes under a table say: headings without data, or that the table has none."""

    empty_terms: tuple[str, ...]
    is_empty: bool


def text_of(document: Document) -> Text:
    """Fold the lines of `document` for finding titles and notes."""
    folded = tuple("" if "\t" in line.text else line.folded for line in document.lines)
    is_tabbed = document.layout == "tabbed"
    running = _running(document.lines, folded) if is_tabbed else frozenset()
    return Text(document.lines, folded, is_tabbed, running)


def _running(lines: Sequence[Line], folded: Sequence[str]) -> frozenset[str]:
    """What is printed again at the head or foot of pages, with its numbers masked.

    Where pages are not told apart, it is what names a budget or an account more than once.
    """
    ends: Counter[str] = Counter()
    said: Counter[str] = Counter()
    printed = [(line, text) for line, text in zip(lines, folded, strict=True) if line.text.strip()]
    for _, page in groupby(printed, key=lambda item: item[0].page):
        texts = [_masked(text) for _, text in page]
        ends.update({text for text in (texts[0], texts[-1]) if text})
        said.update(text for text in texts if _FILING.search(text) and len(text) <= _HEADER)
    return frozenset(text for text in ends | said if max(ends[text], said[text]) >= _AGAIN)


def _masked(folded: str) -> str:
    return _DIGITS.sub("#", folded)


_SENTENCE = 120
"""A sentence that declares a table empty is shorter than this."""


def is_note(text: str) -> bool:
    """Whether a folded line begins a note (注：, 说明：, 备注：)."""
    return text.startswith(_NOTE)


def read_notes(
    text: Text, start: int, stop: int, kind: TitleKind | None = None
) -> tuple[list[str], int]:
    """The notes and printed formulas that stand from `start` on, each joined over its lines.

    Args:
        text: The document's lines.
        start: Index of the first line after the table's body.
        stop: Index of the next table.
        kind: The table's title; a note that declares another type empty stands for that table
            and ends these.

    Returns:
        The notes, folded, and the index after the last of their lines.
    """
    notes: list[str] = []
    last = start
    wrapped = False
    for index in range(start, stop):
        line = text.folded[index]
        if "\t" in text.lines[index].text:
            break
        if not line:
            continue
        if kind and is_note(line) and _speaks_of_other(line, kind):
            break
        is_own = not notes and declares_empty(line)
        if is_note(line) or _is_formula(line) or is_own or (notes and _NUMBERED.match(line)):
            notes.append(line)
        elif wrapped and not (_SECTION.match(line) or _PAGE_END.fullmatch(line)):
            notes[-1] += line
        elif not (notes and _leads_to_note(text, index, stop)):
            break
        last = index + 1
        wrapped = len(line) > _WRAPPED and not line.endswith(("。", ";", ":"))
    return notes, last


def _leads_to_note(text: Text, index: int, stop: int) -> bool:
    """Whether a line only leads over to the note after it (在本表下方作下述说明)."""
    behind = (text.folded[i] for i in range(index + 1, stop) if text.lines[i].text.strip())
    return text.folded[index].endswith(":") and is_note(next(behind, ""))


def _is_formula(text: str) -> bool:
    return "=" in text and bool(_FORMULA.fullmatch(text))


def _speaks_of_other(note: str, kind: TitleKind) -> bool:
    other = untitled_kind(note)
    family = (other.table_type or "").removesuffix("_expenditure") if other else ""
    return other is not None and not (kind.table_type or "").startswith(family)


def declares_empty(text: str) -> bool:
    """Whether a folded sentence says that a table has no figures."""
    is_sentence = text.endswith(("。", "表", "数据")) and len(text) <= _SENTENCE
    return is_sentence and say([text]).is_empty


def say(notes: Iterable[str]) -> Saying:
    """What notes say of the figures to be expected above them (`seeds/mapping/notes.csv`)."""
    terms: list[str] = []
    is_empty = False
    for note in notes:
        for pattern in note_patterns():
            found = pattern.pattern.search(note)
            if found and pattern.kind == "measure_empty":
                terms.append(found[1])
                break
            if found and pattern.kind == "table_empty":
                is_empty = True
                break
    return Saying(tuple(terms), is_empty)


def untitled_kind(note: str) -> TitleKind | None:
    """The table that a note stands for by its own words, where no title does."""
    for pattern in note_patterns():
        if pattern.kind == "untitled_empty" and pattern.pattern.search(note):
            return kind_of_type(pattern.table_type, note) if pattern.table_type else None
    return None


def untitled_notes(text: Text, taken: set[int]) -> list[tuple[int, int, TitleKind]]:
    """Notes that declare a table empty of which nothing else is there.

    Args:
        text: The document's lines.
        taken: Numbers of the lines that belong to tables found.

    Returns:
        For each: the index of its first line, the index after its last, and the table's kind.
    """
    found = []
    for index, line in enumerate(text.folded):
        if not is_note(line) or text.lines[index].number in taken:
            continue
        stop = _next_note(text.folded, index)
        notes, last = read_notes(text, index, stop)
        kind = untitled_kind(notes[0])
        if kind and say(notes[:1]).is_empty:
            found.append((index, last, kind))
    return found


def _next_note(folded: Sequence[str], index: int) -> int:
    following = (i for i in range(index + 1, len(folded)) if is_note(folded[i]))
    return next(following, len(folded))

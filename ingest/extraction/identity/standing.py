"""What a document says its unit is, and which body it belongs to. Nothing is concluded from names.

Three forms of saying it are read: a clause whose subject is the unit (本单位是隶属于…的单位),
the kind in brackets after the unit's name in a list, and a label with its value (单位性质,
主管部门). A document that says two kinds or two superiors is taken to say none.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ingest.base.text import fold
from ingest.extraction.identity.model import Identity
from ingest.reading.model import Document
from ingest.vocabulary.narrative import load_vocabulary
from ingest.vocabulary.seeds import any_of, read_seed
from ingest.vocabulary.unit_names import (
    canonical_name,
    ends_as_body,
    is_no_body,
    unit_id_of,
    without_department_mark,
)
from ingest.vocabulary.units import units

_STOP = re.compile(r"[,。;:!?]")
_VERB = re.compile(r"为|是|系(?!统)|属于?")
_BODY = r"[一-鿿()]{4,40}?"
_ABOVE = re.compile(
    rf"(?:为|是|系)?(?:隶属|归口|直属)于?(?P<under>{_BODY})(?:的.*|管理.*|领导.*)?$"
    rf"|(?:为|是|系|属于?)(?P<of>{_BODY})(?:直属|所属|下属|直接管理|归口管理|主管|管理|领导)的?"
    r".{0,20}(?:单位|机构|中心|院|所|站|部门)(?:\(.*\))?$"
)
_OWN_PART = r"(?:\(?本级\)?|机关|本部)?(?:预算|决算)?"
_ONE_ORGAN = "(?P<organ>行政单位)1[家个],?(?:即|为|是)"
_ABOVE_WORDS = ("隶属", "归口", "直属", "所属", "下属", "管理", "主管")
"""What a clause holds, one of them, that says what its unit belongs to."""
_KIND_LABELS = ("单位性质", "单位类型", "单位类别")
_ABOVE_LABELS = ("主管部门", "主管单位", "预算主管部门", "预算主管单位")
_GOVERNMENT = re.compile(r"政府$|^(?:省|市|区|县|州|盟|旗)?委$")
_ELIDED = re.compile(r"^[省市区县州盟旗]")
_SHORTEST = 4
_GENERIC = "public_institution"
_SPECIFIC = ("public_institution_1", "public_institution_2", "civil_service_managed")


@dataclass(frozen=True, slots=True)
class Standing:
    """The kind of a unit and the body that it belongs to; None where the document says none.

    Attributes:
        kind_printed: The words for its kind, folded: a phrase of `seeds/units/unit_kinds.csv`.
        kind_line: Their line, from 1.
        parent_printed: The name of the body that it belongs to, with the region that the document
            leaves out (市民政局).
        parent_unit_id: The id of the unit of that name.
        parent_line: Its line, from 1.
    """

    kind_printed: str | None = None
    kind_line: int | None = None
    parent_printed: str | None = None
    parent_unit_id: str | None = None
    parent_line: int | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    """The folded text outside of tables: where each of its lines begins, and their numbers."""

    text: str
    begins: tuple[int, ...]
    numbers: tuple[int, ...]

    def line_at(self, place: int) -> int:
        """The number of the line of the character at `place`."""
        return self.numbers[bisect_right(self.begins, place) - 1]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause from one of the places where it may begin, and where in the text that is."""

    text: str
    start: int
    whole: _Text

    def line_at(self, place: int) -> int:
        """The number of the line of its character at `place`."""
        return self.whole.line_at(self.start + place)


def standing(document: Document, identity: Identity) -> Standing:
    """Say what kind of unit a document calls its own, and which body it puts it under."""
    names = _own_names(identity)
    text = _text_of(document)
    kinds = _kinds(_clauses(text, _kind_of()), names)
    kind, kind_line = _one_kind([*kinds, *_labelled_kinds(document)])
    above = [*_parents(_clauses(text, _ABOVE_WORDS), names), *_labelled_parents(document)]
    parent, parent_line = _one_parent(above, names)
    if parent is None:
        return Standing(kind, kind_line, *_department(identity))
    parent_id, _ = unit_id_of(parent, identity.fiscal_year, "department")
    return Standing(kind, kind_line, parent, parent_id, parent_line)


def _department(identity: Identity) -> tuple[str | None, str | None, int | None]:
    """The department of the name of an office that reports by itself (本级)."""
    own = fold(identity.unit_name)
    bare = re.sub(r"\(?(?:机关)?本级\)?$", "", own)
    if bare == own and "本级" not in identity.title:
        return None, None, None
    parent_id, _ = unit_id_of(bare, identity.fiscal_year, "department")
    return (bare, parent_id, None) if parent_id != identity.unit_id else (None, None, None)


def _own_names(identity: Identity) -> tuple[str, ...]:
    known = next((unit.names for unit in units() if unit.unit_id == identity.unit_id), ())
    own = re.sub(r"\(本级\)$", "", without_department_mark(fold(identity.unit_name)))
    return tuple(dict.fromkeys((own, *known)))


def _text_of(document: Document) -> _Text:
    """The text outside of tables; a table ends a sentence."""
    parts: list[str] = []
    begins: list[int] = []
    numbers: list[int] = []
    length = 0
    for line in document.lines:
        said = "。" if "\t" in line.text else line.folded
        if not said or (said == "。" and (not parts or parts[-1].endswith("。"))):
            continue
        parts.append(said)
        begins.append(length)
        numbers.append(line.number)
        length += len(said)
    return _Text("".join(parts), tuple(begins), tuple(numbers))


def _clauses(whole: _Text, words: Iterable[str]) -> Iterator[_Clause]:
    """The clauses that hold one of some words, from each line where they may begin.

    A line may break a clause or begin one, so that a clause is given from each line that it is on.
    """
    text = whole.text
    ends = [-1, *(found.start() for found in _STOP.finditer(text)), len(text)]
    holding = {bisect_right(ends, place) for word in words for place in _places(word, text)}
    for index in sorted(holding):
        first, end = ends[index - 1] + 1, ends[index]
        lines = whole.begins[bisect_right(whole.begins, first) : bisect_left(whole.begins, end)]
        for start in (first, *lines):
            yield _Clause(text[start:end], start, whole)


def _places(word: str, text: str) -> Iterator[int]:
    """Where a word stands in a text."""
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def _subjects(clause: _Clause, names: Iterable[str]) -> Iterator[re.Match[str]]:
    """The verbs of a clause before which its unit stands alone."""
    for verb in _VERB.finditer(clause.text):
        if _is_own(clause.text[: verb.start()], names):
            yield verb


def _is_own(subject: str, names: Iterable[str]) -> bool:
    """Whether a subject is the unit: its name, a word for it (本单位), or its name shortened."""
    if subject in load_vocabulary().words["own_unit"] or subject in names:
        return True
    return len(subject) >= _SHORTEST and any(_is_short_of(subject, name) for name in names)


def _is_short_of(short: str, name: str) -> bool:
    """Whether all characters of `short` stand in `name` in this order, its last two at the end."""
    rest = iter(name)
    return short[-2:] == name[-2:] and all(char in rest for char in short)


@cache
def _kind_of() -> dict[str, str]:
    rows = read_seed("units/unit_kinds.csv", "phrase", "unit_kind")
    return {fold(row["phrase"]): row["unit_kind"] for row in rows}


@cache
def _phrase() -> str:
    return rf"(?<!机关)(?<!企)(?<!行政)(?:{any_of(_kind_of())})"


def _kinds(clauses: Iterable[_Clause], names: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    phrase = _phrase()
    ending = re.compile(rf"(?P<kind>{phrase})(?:\((?P<class>{phrase})\))?$")
    own = "|".join(map(re.escape, names))
    listed = re.compile(
        rf"(?:^|[^一-鿿]|包括|包含)(?:{own}){_OWN_PART}\((?P<kind>{phrase})\)|{_ONE_ORGAN}(?:{own})"
    )
    for clause in clauses:
        said = (ending.search(clause.text, verb.end()) for verb in _subjects(clause, names))
        if found := next(filter(None, said), None):
            group = "class" if found["class"] else "kind"
            yield found[group], clause.line_at(found.start(group))
        for found in listed.finditer(clause.text):
            group = next(name for name, value in found.groupdict().items() if value)
            yield found[group], clause.line_at(found.start(group))


def _labelled_kinds(document: Document) -> Iterator[tuple[str, int]]:
    for value, line in _labelled(document, _KIND_LABELS):
        if value in _kind_of():
            yield value, line


def _labelled(document: Document, labels: Collection[str]) -> Iterator[tuple[str, int]]:
    """The values of a label: what stands after it, in its own cell or in the next."""
    for line in document.lines:
        if not any(label in line.folded for label in labels):
            continue
        filled = [cell for raw in line.text.split("\t") if (cell := fold(raw))]
        for at, cell in enumerate(filled):
            label, _, value = cell.partition(":")
            if label in labels:
                yield value or next(iter(filled[at + 1 : at + 2]), ""), line.number


def _parents(clauses: Iterable[_Clause], names: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for clause in clauses:
        for verb in _subjects(clause, names):
            if found := _ABOVE.match(clause.text, verb.start()):
                group = "under" if found["under"] else "of"
                yield found[group], clause.line_at(found.start(group))
                break


def _labelled_parents(document: Document) -> Iterator[tuple[str, int]]:
    return _labelled(document, _ABOVE_LABELS)


def _one_kind(said: Iterable[tuple[str, int]]) -> tuple[str | None, int | None]:
    """The one kind that is said, the specific before the general."""
    found = {_kind_of()[phrase]: (phrase, line) for phrase, line in reversed(list(said))}
    if any(kind in found for kind in _SPECIFIC):
        found.pop(_GENERIC, None)
    return next(iter(found.values())) if len(found) == 1 else (None, None)


def _one_parent(
    said: Iterable[tuple[str, int]], names: tuple[str, ...]
) -> tuple[str | None, int | None]:
    """The one body above the unit; a department that stands above its units is above itself too."""
    own = {canonical_name(name) for name in names}
    found: dict[str, tuple[str, int]] = {}
    for printed, line in said:
        name = _completed(printed, names)
        if name and ends_as_body(name) and not is_no_body(name) and not _GOVERNMENT.search(name):
            found.setdefault(canonical_name(name), (name, line))
    if len(found) != 1 or own & set(found):
        return None, None
    return next(iter(found.values()))


def _completed(printed: str, names: tuple[str, ...]) -> str | None:
    """A name with the region that the unit's own name has in front of the same level (市…局)."""
    if not _ELIDED.match(printed):
        return printed
    regions = (name[: name.find(printed[0])] for name in names if printed[0] in name)
    region = next(regions, None)
    return f"{region}{printed}" if region else None

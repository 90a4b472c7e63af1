"""The name of the unit that files, as a document says it.

The surest word is that of its tables (部门：). Then come the register, the title, the heading of
the part about the unit, the name that stands most often before a year, and what stands alone above
a title. Each must look like a name of a body (`seeds/units/unit_name_forms.csv`); a title of its
full form may name what no seed knows.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ingest.base.ordinals import PART, strip_ordinal
from ingest.base.text import fold
from ingest.extraction.identity.heads import digit_years
from ingest.reading.model import Document
from ingest.vocabulary.money import money_declaration
from ingest.vocabulary.unit_names import ends_as_body, is_no_body, without_department_mark
from ingest.vocabulary.units import Unit, units

_YEAR = r"20\d\d年度?"
_NAME = r"[一-鿿㐀-䶿()·]{3,40}?"
_CODE = r"(?:[\[(]?\d{3,12}[-—_\])]?(?=[一-鿿]))"
_LABELLED = re.compile(
    r"^(?:编制|填报|公开|预算|编报)?(?:单位|部门)(?:\((?:单位|公章|盖章)\)|名称)*"
    rf"(?::{_CODE}?|(?=\[){_CODE})(.{{3,40}}?)(?:(?:金额)?单位:.*|填报日期.*)?$"
)
_KIND = (
    r'(?:综合|收支|汇总|本级|财政拨款|财务)*(?:"?三公"?经费)?(?:财政拨款|支出)*(?:预算|决算|预决算)'
)
_TITLED = re.compile(
    rf"^(?:附件\d{{0,2}}[:.]?)?(?:关于)?(?:{_YEAR})?({_NAME})"
    rf"(?:(?:{_YEAR})?(?:单位|部门)|{_YEAR}){_KIND}"
)
_BEHIND_YEAR = re.compile(
    rf'^(?:附件\d{{0,2}}[:.]?)?(?:关于)?{_YEAR}({_NAME})(?:{_KIND}|"?三公"?经费)'
)
"""A title whose year alone says where the name begins: 2018年某市质监局"三公"经费预算."""
_PART = re.compile(rf"^{PART}[:、]?")
_ABOUT = re.compile(rf"^{PART}[:、]?({_NAME})(?:的?(?:部门|单位)?(?:基本)?(?:概况|概述|简介|情况))")
_BEFORE_YEAR = re.compile(rf"(?:^|[,。;:、(《\"])({_NAME}){_YEAR}")
_GOVERNMENT = re.compile(
    rf"^(?:{_YEAR})?[一-鿿]{{1,16}}(?:省|市|区|县|州|旗|盟)(?:人民政府|本级)?(?:{_YEAR})?"
    rf"(?:政府|财政|(?:部门)?\"?三公\"?经费)?(?:总|收支|支出)*(?:预算|决算)"
)
_UNNAMED_TITLE = re.compile(rf"^(?:{_YEAR})?[^,。;:]{{0,20}}(?:预算|决算)[^,。;:]{{0,16}}$")
_SHORT = 5
"""A name under a label of so few characters must end as bodies do: 元/克 does not."""


def labelled_name(document: Document) -> str | None:
    """The name that tables give their unit, the most frequent one."""
    found = Counter(name for name in _labelled(document) if _may_be_label(name))
    return next((name for name, _ in found.most_common()), None)


def registered_name(document: Document) -> str | None:
    """The registered name that the text mentions most; of equals the longest."""
    register: Mapping[str, Unit] = {name: unit for unit in units() for name in unit.names}
    text = "".join(line.folded for line in document.lines)
    counts = {name: text.count(name) for name in register}
    best = max(counts, key=lambda name: (counts[name], len(name)), default=None)
    return best if best and counts[best] else None


def said_name(document: Document, titles: Sequence[str], heads: Sequence[str]) -> str | None:
    """The name by title, by the heading about the unit, or by what stands before a year.

    Args:
        document: The document.
        titles: What may be the title on its cover.
        heads: Its headings.
    """
    of_units = [head for head in (*titles, *heads) if not is_of_government([head])]
    ways: tuple[tuple[Iterable[str], Callable[[str], bool]], ...] = (
        (_titled(titles), ends_as_body),
        (_titled(heads), ends_as_body),
        ((found[1] for head in heads if (found := _ABOUT.match(head))), ends_as_body),
        (_titled(of_units, _BEHIND_YEAR), ends_as_body),
        (_most_before_years(document), ends_as_body),
        (_above_title(document), ends_as_body),
        (_titled((*titles, *heads)), _is_long),
    )
    return next((name for names, is_name in ways if (name := _first(names, is_name))), None)


def file_names_unit(stem: str) -> str | None:
    """The name that the name of a file says, its pieces read as titles; None where it says none."""
    pieces = file_titles(stem)
    behind_year = (re.sub(rf"^{_YEAR}", "", piece) for piece in pieces)
    bare = (found[1] for piece in behind_year if (found := re.match(rf"({_NAME}){_YEAR}", piece)))
    return _first((*_titled(pieces), *bare), ends_as_body)


def is_of_government(heads: Iterable[str]) -> bool:
    """Whether a title is of the budget or the final accounts of a region, not of a unit."""
    return any(map(_GOVERNMENT.match, heads))


def file_titles(stem: str) -> list[str]:
    """What the name of a file says, its pieces one by one: some may be titles."""
    return [digit_years(fold(piece)) for piece in re.split(r"[-_:：—\s]+", stem)]


def _first(names: Iterable[str], is_name: Callable[[str], bool]) -> str | None:
    for name in names:
        bare = without_department_mark(name)
        if is_name(bare) and not is_no_body(bare):
            return name
    return None


def _labelled(document: Document) -> Iterator[str]:
    for line in document.lines:
        first, tab, _ = line.text.partition("\t")
        folded = fold(first) if tab else line.folded
        if (found := _LABELLED.match(folded)) and not money_declaration().match(folded):
            yield found[1]


def _may_be_label(name: str) -> bool:
    bare = without_department_mark(name)
    return not is_no_body(bare) and (len(bare) > _SHORT or ends_as_body(bare))


def _titled(heads: Iterable[str], form: re.Pattern[str] = _TITLED) -> Iterator[str]:
    """What titles of a form name."""
    for head in heads:
        if found := form.match(strip_ordinal(_PART.sub("", head))):
            yield found[1]


def _is_long(name: str) -> bool:
    return len(name) > _SHORT - 2


def _above_title(document: Document) -> Iterator[str]:
    """What stands alone above a title that names no unit: 某学院, 政府采购决算公开情况说明."""
    lines = [line.folded for line in document.lines if line.folded]
    if any(map(_UNNAMED_TITLE.match, lines[1:2])) and not is_of_government(lines[1:2]):
        yield lines[0]


def _most_before_years(document: Document) -> list[str]:
    found = Counter(
        name
        for line in document.lines
        for name in _BEFORE_YEAR.findall(digit_years(line.folded))
        if ends_as_body(name)
    )
    return sorted(found, key=lambda name: (-found[name], -len(name), name))

"""Names of classes in prose, in every form that filings give them, and what is spoken of.

公共安全支出(类)司法(款)行政运行(项)         tags, with or without codes in them (204类)
"公共安全支出-司法-行政运行"科目             names joined by dashes or arrows
行政运行(2040601), 2040601-行政运行          a name with its code
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.base.ordinals import FOURTH, NUMERAL, THIRD

LONGEST_LABEL = 40
"""Characters of the longest label taken for a subject: anything longer is a sentence."""

_LEVELS = "类款项"
_CODE = r"[235]\d{2}(?:\d{2}){0,2}"
_JOINS = r"-—–→>"
_POINT = rf"{THIRD}|{FOURTH}"

_TAG = re.compile(rf"\((?P<before>\d{{1,7}})?(?P<level>[{_LEVELS}])(?P<after>\d{{1,7}})?\)")
TAG = rf"\(\d{{0,7}}[{_LEVELS}]\d{{0,7}}\)"
"""A tag, with or without a code in it."""

_NOT_NAME = re.compile(rf"[\s，。；：、()\d%\"{_JOINS}㈠-㈩⑴-⒇①-⑳❶-❿➀-➓⒈-⒛]")
_BRACKET_IN_NAME = re.compile(
    rf"[\u4e00-\u9fff](?P<bracket>\((?![{_LEVELS}]|{NUMERAL}\))[\u4e00-\u9fff]{{1,3}}\))$"
)
"""中医(民族医)药专项, and no ordinal or tag that stands before a name."""

_LONGEST_BRACKET = 6
"""Characters of the longest bracket inside a name, with the one before it."""

_REST_OF_YEAR = re.compile(r"^年度?")
_SAID = r"(?:预算|决算|预算数|决算数|安排|预算安排|共|共计|为)*"
_ENDS = rf"(?={_SAID}(?:\d|$|[，。；：]))"
_NAME = r"[\u4e00-\u9fff()、]{2,40}?"
_BEHIND_NAME = re.compile(
    r"(?P<part>\([一二三]\))?\((?P<code>[235]\d{4}(?:\d\d)?|2\d{5}"
    rf"|[235]\d\d(?=\)\"?(?:科目|支出)?{_SAID}(?:\d|$|[，较比与])))\)"
)
_BEFORE_NAME = re.compile(
    rf"(?<![\d.,%年A-Za-z])(?P<code>{_CODE}(?=-)|[235]\d{{4}}(?:\d\d)?)-?"
    rf"(?P<name>(?![万亿元年个项人]){_NAME}){_ENDS}"
)
_QUOTED = re.compile(rf"\"(?P<names>{_NAME}(?:[{_JOINS}]+{_NAME}){{0,2}})\"(?P<class>科目)?{_ENDS}")
_JOINED = re.compile(
    rf"(?:^|(?<=[，。；：]))(?P<names>{_NAME}(?:[{_JOINS}]+{_NAME}){{2}})(?:科目)?{_ENDS}"
)
_MAY_NAME = re.compile(rf"[(\"]|{_CODE}|[{_JOINS}]")


_PHASE = re.compile(r"(?:预算|决算)(?:数据?)?$")


def without_phase(label: str) -> str:
    """What prose names, without the phase that may stand behind it: 工资福利支出预算."""
    return _PHASE.sub("", label)


@dataclass(frozen=True, slots=True)
class Topic:
    """What is being spoken of: a label, and the class, section and item where they are named.

    Attributes:
        label: The label as folded.
        path: Names of 类, 款 and 项 as far as they are named, outermost first.
        has_class: Whether the first of `path` is a 类.
        code: The code printed with the names, as far as it is whole.
    """

    label: str
    path: tuple[str, ...] = ()
    has_class: bool = False
    code: str | None = None

    @property
    def path_text(self) -> str | None:
        """The names of 类, 款 and 项 as a statement carries them."""
        return " / ".join(self.path) or None


@dataclass(frozen=True, slots=True)
class Naming:
    """A naming of classes: where in its text it begins and ends, and the topic that it names."""

    start: int
    end: int
    topic: Topic


def find_paths(text: str) -> list[Naming]:
    """The namings of classes in `text`, in order; names that follow one another are one naming."""
    if not _MAY_NAME.search(text):
        return []
    found: list[Naming] = []
    for naming in sorted((*_tagged(text), *_coded(text), *_joined(text)), key=_place):
        if not found or naming.start >= found[-1].end:
            found.append(naming)
    return found


def tagged_names(text: str) -> Iterator[tuple[int, str, str]]:
    """The names in `text` that bear a tag: where each begins, the name, and the 类, 款 or 项."""
    for tag in _TAG.finditer(text):
        start = _name_start(text, tag.start(), 0)
        name = _REST_OF_YEAR.sub("", text[start : tag.start()])
        if name:
            yield tag.start() - len(name), name, tag["level"]


def _place(naming: Naming) -> tuple[int, int]:
    return naming.start, -naming.end


def _tagged(text: str) -> Iterator[Naming]:
    names: dict[str, tuple[str, str]] = {}
    first = last = 0
    for tag in _TAG.finditer(text):
        start = _name_start(text, tag.start(), last)
        if names and (text[last:start].strip(f'"{_JOINS}') or tag["level"] in names):
            yield Naming(first, last, _path_topic(names))
            names = {}
        name = _REST_OF_YEAR.sub("", text[start : tag.start()])
        if name:
            first = first if names else start
            names[tag["level"]] = name, tag["before"] or tag["after"] or ""
            last = tag.end()
    if names:
        yield Naming(first, last, _path_topic(names))


def _path_topic(names: dict[str, tuple[str, str]]) -> Topic:
    listed = [names[level] for level in _LEVELS if level in names]
    path = tuple(name for name, _ in listed)
    return Topic(path[-1], path, _LEVELS[0] in names, _joined_code([code for _, code in listed]))


def _joined_code(codes: Sequence[str]) -> str | None:
    """The code that those in the tags make: 204, 06, 01; or the last where it is whole."""
    whole = codes[-1] if len(codes[-1]) > len("204") else "".join(codes)
    return whole if all(codes) and re.fullmatch(_CODE, whole) else None


def _coded(text: str) -> Iterator[Naming]:
    for code in _BEHIND_NAME.finditer(text):
        start = _name_start(text, code.start(), 0)
        if (name := text[start : code.start()]) and len(name) > 1:
            path = (name + (code["part"] or ""),)
            yield _named(start, code.end(), path, code["code"])
    for found in _BEFORE_NAME.finditer(text):
        yield _named(found.start(), found.end(), (found["name"],), found["code"])


def _joined(text: str) -> Iterator[Naming]:
    for pattern in (_QUOTED, _JOINED):
        for found in pattern.finditer(text):
            names = tuple(re.split(f"[{_JOINS}]+", found["names"]))
            is_class = len(names) > 1 or found.groupdict().get("class")
            if is_class and not _TAG.search(found["names"]):
                yield _named(found.start(), found.end(), names, None)


def _named(start: int, end: int, path: tuple[str, ...], code: str | None) -> Naming:
    return Naming(start, end, Topic(path[-1], path, has_class=True, code=code))


def _name_start(text: str, end: int, floor: int) -> int:
    """Where the name that ends at `end` begins."""
    start = end
    while start > floor and end - start < LONGEST_LABEL:
        if not _NOT_NAME.match(text[start - 1]):
            start -= 1
        elif start < end and (
            found := _BRACKET_IN_NAME.search(text, max(floor, start - _LONGEST_BRACKET), start)
        ):
            start = found.start("bracket")
        else:
            break
    return start


def under(topic: Topic, above: Sequence[Topic]) -> Topic:
    """`topic` with the 类 that a head above it names, where it names none itself."""
    if topic.has_class or not topic.path:
        return topic
    for head in reversed(above):
        if head.has_class:
            return replace(topic, path=(head.path[0], *topic.path), has_class=True)
    return topic

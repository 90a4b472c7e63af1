"""The lines of summary tables by their labels, the sections that they stand in, and their sides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from ingest.base.text import fold, label_key
from ingest.vocabulary.answers import answers
from ingest.vocabulary.classes import class_names, classification_names
from ingest.vocabulary.seeds import read_seed

_NUMERALS = frozenset("一二三四五六七八九十")
_LONGEST_NUMERAL = 3


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A line of a summary table: its side, what it stands for, and the section it belongs to.

    A fund's line means one thing under this year's revenue and another under what was carried
    over: `section` says under which (`any`), `opens_section` which one the line itself begins.
    """

    side: str
    line_code: str
    section: str
    opens_section: str | None


@cache
def summary_lines() -> dict[str, tuple[SummaryLine, ...]]:
    """Lines of summary tables by the key of their label (`seeds/mapping/summary_lines.csv`)."""
    lines: dict[str, list[SummaryLine]] = defaultdict(list)
    columns = ("label", "side", "line_code", "section", "opens_section")
    for row in read_seed("mapping/summary_lines.csv", *columns):
        label, side, line_code, section, opens_section = (row[column] for column in columns)
        line = SummaryLine(side, line_code, section, opens_section or None)
        lines[label_key(label)].append(line)
    return {label: tuple(found) for label, found in lines.items()}


def form_codes(labels: Iterable[str | None], side: str | None) -> list[str | None]:
    """The codes of the lines of the summary form that one side of a table prints.

    Args:
        labels: The printed labels of the side from its first row on, those without an amount too.
        side: revenue or expenditure.

    Returns:
        The code for each label, None where it is not a line of the form in its section.
    """
    codes: list[str | None] = []
    section = "current"
    for label in labels:
        known = summary_lines().get(_meant(label), ()) if label else ()
        fitting = (line for line in known if line.side == side and line.section in {"any", section})
        line = next(fitting, None)
        codes.append(line.line_code if line else None)
        section = (line and line.opens_section) or section
    return codes


def _meant(label: str) -> str:
    """The key of a label, or of the one that a steward says it means."""
    return label_key(answers("label").get(fold(label), label))


@lru_cache(maxsize=8192)
def label_side(label: str) -> str | None:
    """The side of a summary on which the printed `label` stands, where it names one alone."""
    key = label_key(without_bare_ordinal(label))
    if key in class_names():
        return "expenditure"
    sides = {line.side for line in summary_lines().get(key, ())}
    return sides.pop() if len(sides) == 1 else None


def without_bare_ordinal(label: str) -> str:
    """A printed label without an ordinal that has lost its mark: 五教育支出, 一一般公共服务支出.

    A name may itself begin with a numeral (一般公共服务支出): it is an ordinal only where the rest
    is a name and the whole is none.
    """
    if label[:1] not in _NUMERALS or is_name(label_key(label)):
        return label
    ends = takewhile(lambda end: label[end - 1 : end] in _NUMERALS, range(1, _LONGEST_NUMERAL + 1))
    rests = (label[end:] for end in ends)
    return next((rest for rest in rests if is_name(label_key(rest))), label)


def is_name(key: str) -> bool:
    """Whether the key of a label is the name of a class of any year, or a line of the form.

    Aliases are not asked: a short one may be the rest of a name that is broken over lines.
    """
    return key in classification_names() or key in summary_lines()


@cache
def known_labels() -> frozenset[str]:
    """The keys of every name and alias of both registers, of any year, and of every form line."""
    seeds = ("functional_aliases", "economic_aliases")
    aliases = (row for seed in seeds for row in read_seed(f"classification/{seed}.csv", "label"))
    names = frozenset(label_key(row["label"]) for row in aliases)
    return names | classification_names() | summary_lines().keys()

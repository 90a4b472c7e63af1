"""The lines of summary tables: revenue, expenditure and balances."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.base.text import fold, strip_ordinal
from ingest.vocabulary.classes import class_names
from ingest.vocabulary.seeds import read_seed


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
    """Lines of summary tables by folded label (`seeds/mapping/summary_lines.csv`)."""
    lines: dict[str, list[SummaryLine]] = defaultdict(list)
    columns = ("label", "side", "line_code", "section", "opens_section")
    for row in read_seed("mapping/summary_lines.csv", *columns):
        label, side, line_code, section, opens_section = (row[column] for column in columns)
        line = SummaryLine(side, line_code, section, opens_section or None)
        lines[fold(label)].append(line)
    return {label: tuple(found) for label, found in lines.items()}


@lru_cache(maxsize=8192)
def label_side(label: str) -> str | None:
    """The side of a summary on which the printed `label` stands, where it names one alone."""
    folded = strip_ordinal(fold(label))
    if folded in class_names():
        return "expenditure"
    sides = {line.side for line in summary_lines().get(folded, ())}
    return sides.pop() if len(sides) == 1 else None

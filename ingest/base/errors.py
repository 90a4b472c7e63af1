"""The errors that a user of the ingest may see: what is wrong, where, and what to do.

All share one root, so that a caller can distinguish bad input (`MingzhangError`) from an internal
error.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Place:
    """A file, and the page and line in it where they are known (from 1)."""

    file: str
    page: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        """The place as a person would look it up: `file, page 3, line 14`."""
        parts = [self.file]
        if self.page is not None:
            parts.append(f"page {self.page}")
        if self.line is not None:
            parts.append(f"line {self.line}")
        return ", ".join(parts)


class MingzhangError(Exception):
    """Bad input, with a message to act on: `place: what is wrong. Remedy.`."""

    def __init__(self, place: Place | Path | str, problem: str, remedy: str) -> None:
        """Keep the three parts apart for reports and join them for people.

        Args:
            place: Where it is; a path or a name alone is that of a file or setting as a whole.
            problem: What is wrong, as a sentence.
            remedy: What to do about it, as a sentence.
        """
        super().__init__(f"{place}: {problem} {remedy}")
        self.place = place if isinstance(place, Place) else Place(str(place))
        self.problem = problem
        self.remedy = remedy

    @property
    def fields(self) -> dict[str, str | int | None]:
        """Its parts for machines: error, file, page, line, problem, remedy."""
        return {
            "error": type(self).__name__,
            **asdict(self.place),
            "problem": self.problem,
            "remedy": self.remedy,
        }

    def __reduce__(self) -> tuple[type[Self], tuple[Place, str, str]]:
        """Its three parts, so that it travels from one process to another."""
        return type(self), (self.place, self.problem, self.remedy)


class UnreadableDocumentError(MingzhangError):
    """A document that is missing, empty, binary, truncated, too large or wrongly encoded."""


class ReadingError(MingzhangError):
    """A document whose reading took too long, or ended in a crash or an internal error."""


class NoDisclosureError(MingzhangError):
    """A file that is read and is not a unit's disclosure: a list of links, a rule, a catalogue."""


class UnknownUnitError(MingzhangError):
    """A document that does not name the unit that files it."""


class UnknownYearError(MingzhangError):
    """A document whose fiscal year is missing or ambiguous."""


class UnknownStageError(MingzhangError):
    """A document that does not say whether it is a budget or final accounts."""


class LandingError(MingzhangError):
    """A file of extracted rows that does not have the schema of its record."""


class SeedError(MingzhangError):
    """A seed that lacks a column that the ingest reads, or holds an invalid value."""


class AnswerError(MingzhangError):
    """An answer to a text of the worklist that cannot be applied, or changes nothing."""


class CorrectionError(MingzhangError):
    """A correction of an amount that is not printed so, or is not an amount."""


class BuildError(MingzhangError):
    """A build that did not reach publication."""


class WarehouseError(MingzhangError):
    """A folder that cannot be a warehouse, or that holds files no build made."""


class BusyError(MingzhangError):
    """A warehouse or a folder of rows that another process is writing."""


class DiskError(MingzhangError):
    """A disk that is full, read-only, without write permission, or failing."""


class ShowError(MingzhangError):
    """An amount that cannot be shown: it is unknown, or its file is gone or another by now."""


class MetricError(MingzhangError):
    """A question that names a metric, column or condition that does not exist."""

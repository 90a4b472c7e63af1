"""Every error that a user of the ingest may meet: what is wrong, where, and what to do.

All share one root, so that a caller may tell bad input (`MingzhangError`) from a fault of ours.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, and a page and line of it where they are known (from 1)."""

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
    """Bad input, said so that its reader can act: `place: what is wrong. Remedy.`."""

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

    def __reduce__(self) -> tuple[type[Self], tuple[Place, str, str]]:
        """Its three parts, so that it travels from one process to another."""
        return type(self), (self.place, self.problem, self.remedy)


class UnreadableDocumentError(MingzhangError):
    """A document that is missing, empty, binary, truncated, too large or wrongly encoded."""


class ReadingError(MingzhangError):
    """A document whose reading took too long, or ended in a crash or a fault of ours."""


class UnknownUnitError(MingzhangError):
    """A document that names no unit that files."""


class UnknownYearError(MingzhangError):
    """A document that names no fiscal year, or none that can be told from others."""


class UnknownStageError(MingzhangError):
    """A document that is neither a budget nor final accounts by its own words."""


class NotANumberError(MingzhangError):
    """A text in the place of a number that is none."""


class LandingError(MingzhangError):
    """A file of extracted rows that does not have the schema of its record."""


class SeedError(MingzhangError):
    """A seed that the ingest reads and that does not have the columns or values it must."""


class BuildError(MingzhangError):
    """A build that did not reach publication."""


class WarehouseError(MingzhangError):
    """A folder that cannot be a warehouse, or that holds what no build made."""


class BusyError(MingzhangError):
    """A warehouse that another process builds at this moment."""


class DiskError(MingzhangError):
    """A disk that is full, read-only, not ours to write, or failing."""


class MetricError(MingzhangError):
    """A question that names a metric, a column or a condition that there is not."""

"""How much of a large warehouse a report holds, so that it opens at any size."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is bounded in a report, each with its number for a report of all units.

    Attributes:
        units: The units with a page of their own. The others are found by search, which leads to
            their figures side by side.
        documents: The documents with a page of their own, the latest of those units first.
        entries: The entries of one file of search, some 250 bytes each.
        units_of_pair: The units of one file of figures to lay side by side.
    """

    units: int = 200
    documents: int = 1000
    entries: int = 2000
    units_of_pair: int = 50

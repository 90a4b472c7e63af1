"""Headings of columns and labels of rows, and what each stands for."""

from dataclasses import dataclass
from functools import cache

from ingest.base.text import fold
from ingest.vocabulary.answers import answers
from ingest.vocabulary.seeds import read_seed


@dataclass(frozen=True, slots=True)
class HeadingTerm:
    """What a heading is: its role in the table, and the measure, phase and year that it names.

    A heading that names the year of the document, or none, has no year.
    """

    role: str
    measure: str | None
    phase: str | None
    year: int | None = None


@cache
def headings() -> dict[tuple[str, str], HeadingTerm]:
    """Heading terms by (folded heading, table type or "") (`seeds/mapping/headings.csv`)."""
    rows = read_seed("mapping/headings.csv", "heading", "table_type", "role", "measure", "phase")
    return {
        (fold(row["heading"]), row["table_type"]): HeadingTerm(
            row["role"], row["measure"] or None, row["phase"] or None
        )
        for row in rows
    }


def heading(text: str, table_type: str | None) -> HeadingTerm | None:
    """What the folded heading `text` is in a table of `table_type`; None where it is unknown.

    A heading that a steward answered is what the heading named in the answer is.
    """
    terms = headings()
    for said in (text, answers("heading").get(text)):
        if said and (term := terms.get((said, table_type or "")) or terms.get((said, ""))):
            return term
    return None


@cache
def known_measures() -> frozenset[str]:
    """Every measure (`seeds/mapping/measures.csv`)."""
    return frozenset(row["measure"] for row in read_seed("mapping/measures.csv", "measure"))


@cache
def row_kinds() -> dict[str, str]:
    """Kind of a row by its folded label (`seeds/mapping/row_labels.csv`)."""
    rows = read_seed("mapping/row_labels.csv", "label", "row_kind")
    return {fold(row["label"]): row["row_kind"] for row in rows}

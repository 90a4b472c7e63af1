"""Whether an answer to an unknown text can be applied: what each kind of text may be said to be."""

from collections.abc import Callable, Mapping
from functools import cache, partial

from ingest.base.ordinals import strip_ordinal
from ingest.base.text import fold, label_key
from ingest.vocabulary.headings import headings
from ingest.vocabulary.money import yuan_per_unit
from ingest.vocabulary.performance import vocabulary as performance_vocabulary
from ingest.vocabulary.seeds import read_seed
from ingest.vocabulary.summary_lines import known_labels, summary_lines
from ingest.vocabulary.titles import is_type_of_table, title_kind
from ingest.vocabulary.unit_names import canonical_name
from ingest.vocabulary.units import units

BY_READERS = frozenset({"title", "money_unit", "unit"})
"""The kinds, beside those of performance tables, whose answers readers apply and no build does."""

_BY_HAND = {
    "figure": "compare it with the published document, and correct the amount if it is an error",
    "formula": "open the workbook in a spreadsheet program, save it, and add it again",
    "hidden": "read what is hidden in the file itself",
    "page_without_text": "get the page as text and add it",
    "performance_row": "compare the row with the published document",
}
"""What to do about entries that no answer settles."""


def is_by_readers(kind: str, value: str) -> bool:
    """Whether an answer is applied where documents are read alone, and not to the rows as they are.

    Args:
        kind: The kind of the unknown text.
        value: The answer.
    """
    is_form_line = kind == "label" and label_key(value) in summary_lines()
    return kind in BY_READERS or kind.startswith("performance_") or is_form_line


def refusal(kind: str, text: str, value: str) -> tuple[str, str] | None:
    """Why an answer cannot be applied, and what to do, each as a sentence; None where it can be.

    Args:
        kind: The kind of the unknown text, as the worklist names it.
        text: The text as printed.
        value: The answer; an empty one says that the text means nothing that belongs here.
    """
    if kind in _BY_HAND:
        remedy = _BY_HAND[kind]
        return f"No answer settles a {kind}.", f"{remedy[0].upper()}{remedy[1:]}."
    if kind not in _known():
        return f"There is no kind {kind!r}.", f"Take one of {', '.join(sorted(_known()))}."
    if kind == "label" and label_key(text) in known_labels():
        return (
            f"{text} is known: which class of that name is meant follows from its place.",
            "Look at the lines around it; where a code is missing there, correct the amount.",
        )
    if value and not _known()[kind](value):
        return f"{value!r} is no {_MEANT.get(kind, 'known word of that sort')}.", _remedy(kind)
    return None


_MEANT = {
    "heading": "known heading",
    "measure": "known heading",
    "title": "type of table or known title",
    "money_unit": "unit of money",
    "unit": "unit_id of the register or name of a unit",
    "region": "code of a region",
    "label": "name or code of a class, or line of the summary form",
    "code": "code of a class",
    "edition": "answer to an edition",
}
_SEEDS = {
    "heading": "mapping/headings.csv",
    "measure": "mapping/headings.csv",
    "title": "mapping/table_types.csv",
    "money_unit": "mapping/money_units.csv",
    "unit": "units/units.csv",
    "region": "units/regions.csv",
    "label": "classification, or of mapping/summary_lines.csv",
    "code": "classification",
}


def _remedy(kind: str) -> str:
    if kind == "edition":
        return "Answer current where it counts, and nothing where the one before it counts."
    place = _SEEDS.get(kind, "mapping/performance_*.csv")
    return f"Take a text of seeds/{place}, or add one there first."


@cache
def _known() -> Mapping[str, Callable[[str], bool]]:
    """By kind: whether a text is one that an unknown text of the kind may be said to be."""
    words = performance_vocabulary()
    performance = {
        "heading": words.labels.keys(),
        "label": words.labels.keys(),
        "level": words.levels[1] | words.levels[2],
        "operator": words.operators.keys(),
        "direction": words.directions.keys(),
        "unit_of_measure": {
            fold(row["unit"]) for row in read_seed("mapping/performance_units.csv", "unit")
        },
    }
    return {
        "heading": _is_heading,
        "measure": _is_heading,
        "title": _is_title,
        "money_unit": lambda value: fold(value) in yuan_per_unit(),
        "unit": _is_unit,
        "region": lambda value: value in _column("units/regions.csv", "region_code"),
        "label": lambda value: label_key(value) in known_labels() or value in _codes(),
        "code": lambda value: value in _codes(),
        "edition": lambda value: value == "current",
        **{
            f"performance_{kind}": partial(_is_one_of, frozenset(known))
            for kind, known in performance.items()
        },
    }


def _is_one_of(known: frozenset[str], value: str) -> bool:
    return fold(value) in known


def _is_heading(value: str) -> bool:
    return fold(value) in {text for text, _ in headings()}


def _is_title(value: str) -> bool:
    kind = title_kind(strip_ordinal(fold(value)))
    return is_type_of_table(value) or (kind is not None and kind.table_type is not None)


def _is_unit(value: str) -> bool:
    """Any name may be one that a document bears elsewhere; an id is one of the register's."""
    return value in {unit.unit_id for unit in units()} or not canonical_name(value).isascii()


@cache
def _codes() -> frozenset[str]:
    functional = _column("classification/functional_classification.csv", "functional_code")
    return functional | _column("classification/economic_classification.csv", "economic_code")


@cache
def _column(seed: str, column: str) -> frozenset[str]:
    return frozenset(row[column] for row in read_seed(seed, column))

"""Which of the numbers before a label are classification codes, and which name the unit."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.base.text import fold, label_key
from ingest.extraction.tables.model import Context, RowKind
from ingest.vocabulary.classes import economic_codes
from ingest.vocabulary.headings import row_kinds

_CLASS = re.compile(r"[235]\d{2}")
_JOINED = re.compile(r"[235]\d{2}(?:\d{2}){0,3}")
_CODE_LENGTHS = range(2, 10)
_PART = re.compile(r"\d{2}")
_FLAT = re.compile(rf"{_PART.pattern}|{_JOINED.pattern}|\d{{3}}(?:\d{{3}}){{0,2}}")
_ECONOMIC = {"general_budget_basic_expenditure", "appropriation_economic_expenditure"}
_UNIT_ROW = re.compile(r"(?:本级|机关)$")


def is_code_token(text: str) -> bool:
    """Whether `text` may be a code or a part of one: two to nine digits and nothing else."""
    return len(text) in _CODE_LENGTHS and text.isascii() and text.isdigit()


def is_flat_code(text: str) -> bool:
    """Whether a number that no heading explains may be a code: a class's or a unit's, or a part.

    `12333` before the name of a service line is neither; it belongs to the name.
    """
    return bool(_FLAT.fullmatch(text))


def is_joined_code(text: str) -> bool:
    """Whether a number has the form of a whole classification code, class to item."""
    return bool(_JOINED.fullmatch(text))


def classification_code(tokens: Sequence[str]) -> str | None:
    """The classification code among the numbers before a label, as printed, or None.

    A code stands joined (`2080108`), in parts (`208 01 08`), or in parts with the whole behind
    them (`301 01 30101`, `301 02 3010201`). What is left over is the unit's own number, which is
    no classification code. A lone class that only a unit could mean is for the caller to tell.
    """
    if not tokens:
        return None
    head = [tokens[0]]
    if _CLASS.fullmatch(tokens[0]):
        for token in tokens[1:3]:
            if not _PART.fullmatch(token):
                break
            head.append(token)
        whole = "".join(head)
        longer = (token for token in tokens[len(head) :] if token.startswith(whole))
        return next(longer, " ".join(head))
    if _JOINED.fullmatch(tokens[0]):
        return tokens[0]
    return next((token for token in tokens[1:] if token in economic_codes()), None)


def names_unit(code: str | None, under_unit_heading: Sequence[bool], context: Context) -> bool:
    """Whether the numbers before a label are a unit's: no classification code is among them.

    A number under 单位代码 may still be a class of an economic table, as some forms print it there;
    in the others it is the unit's own, even where it looks like a class.
    """
    if not under_unit_heading:
        return False
    if code is None:
        return any(under_unit_heading)
    return all(under_unit_heading) and context.table_type not in _ECONOMIC


def row_kind(label: str | None, unit_names: Sequence[str], *, has_total: bool) -> RowKind:
    """What a row is by its label: total, subtotal, a unit's own, or a line of the table.

    A row without a label repeats the total for the unit where a total stands above it.
    """
    if label is None:
        return "unit" if has_total else "line"
    folded = fold(label)
    kind = _kind_by_label(folded)
    return "unit" if kind == "line" and folded in unit_names else kind


@lru_cache(maxsize=8192)
def _kind_by_label(folded: str) -> RowKind:
    """What a folded label says by itself; forms print the same ones in every document."""
    kind = row_kinds().get(folded) or row_kinds().get(label_key(folded))
    if kind in {"total", "subtotal"}:
        return "total" if kind == "total" else "subtotal"
    return "unit" if _UNIT_ROW.search(folded) else "line"

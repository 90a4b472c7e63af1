"""Which of the numbers before a label are classification codes, and which name the unit."""

import re
from collections.abc import Sequence

from ingest.normalise import fold, strip_ordinal
from ingest.tables.model import RowKind
from ingest.vocabulary import economic_codes, row_kinds

_CLASS = re.compile(r"[235]\d{2}")
_JOINED = re.compile(r"[235]\d{2}(?:\d{2}){0,3}")
_CODE_TOKEN = re.compile(r"[0-9]{2,9}")
_PART = re.compile(r"\d{2}")
_UNIT_ROW = re.compile(r"(?:本级|机关)$")


def is_code_token(text: str) -> bool:
    """Whether `text` may be a code or a part of one: two to nine digits and nothing else."""
    return bool(_CODE_TOKEN.fullmatch(text))


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


def row_kind(label: str | None, unit_names: Sequence[str], *, has_total: bool) -> RowKind:
    """What a row is by its label: total, subtotal, a unit's own, or a line of the table.

    A row without a label repeats the total for the unit where a total stands above it.
    """
    if label is None:
        return "unit" if has_total else "line"
    folded = fold(label)
    kind = row_kinds().get(folded) or row_kinds().get(strip_ordinal(folded))
    if kind in {"total", "subtotal"}:
        return "total" if kind == "total" else "subtotal"
    if folded in unit_names or _UNIT_ROW.search(folded):
        return "unit"
    return "line"

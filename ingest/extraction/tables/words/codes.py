"""Which of the numbers around a label are classification codes, and which name the unit."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.base.text import fold, label_key
from ingest.extraction.tables.model import Context, RowKind
from ingest.vocabulary.classes import (
    Register,
    classification_names,
    economic_codes,
    functional_codes,
    register_of,
)
from ingest.vocabulary.headings import row_kinds
from ingest.vocabulary.summary_lines import without_bare_ordinal
from ingest.vocabulary.unit_names import ends_as_body, is_no_body

_CLASS = re.compile(r"[235]\d{2}")
_ITEM = re.compile(r"2\d{6}")
_JOINED = re.compile(r"[235]\d{2}(?:\d{2}){0,3}")
_CODE_LENGTHS = range(2, 10)
_PART = re.compile(r"\d{2}")
_GLUED_PART = re.compile(r"(?P<part>\d{2})(?P<name>[^\d\s].*)")
_FLAT = re.compile(rf"{_PART.pattern}|{_JOINED.pattern}|\d{{3}}(?:\d{{3}}){{0,2}}")
_LEADS: dict[Register, str] = {"functional": "2", "economic": "35"}
"""The digits that codes of a register begin with."""
_DIGITS = r"(?P<code>\d(?:[\d\s]*\d)?)"
_STYLES = tuple(
    (re.compile(rf"\s*{pattern}\s*"), is_marked)
    for pattern, is_marked in (
        (rf"[\[［【〔(（]\s*{_DIGITS}\s*[\]］】〕)）]\s*(?P<name>[^\d\s].*)", True),
        (rf"{_DIGITS}\s*[-—–－_:：|/]+\s*(?P<name>[^\d\s\-—–－].*)", True),
        (rf"(?P<name>.*\S)\s*[\[［【〔(（]\s*{_DIGITS}\s*[\]］】〕)）]", True),
        (rf"{_DIGITS}\s*(?P<name>[^\d\s.,，、.-].*)", False),
    )
)
"""How a code stands in one cell with its name, and whether a mark separates them."""
_UNIT_CODE = re.compile(r"\d{6}(?:\d{3})?")
_UNIT_ROW = re.compile(r"(?:本级|机关)$")


def is_code_token(text: str) -> bool:
    """Whether `text` may be a code or a part of one: two to nine digits and nothing else."""
    return len(text) in _CODE_LENGTHS and text.isascii() and text.isdigit()


def is_flat_code(text: str) -> bool:
    """Whether a number that no heading explains may be a code: a class's or a unit's, or a part.

    `12333` before the name of a service line is neither; it belongs to the name.
    """
    return bool(_FLAT.fullmatch(text))


def is_unit_number(text: str) -> bool:
    """Whether a number is as long as a unit's own and has not the form of a class's code."""
    return bool(_UNIT_CODE.fullmatch(text)) and not is_joined_code(text)


def is_joined_code(text: str) -> bool:
    """Whether a number has the form of a whole classification code, class to item."""
    return bool(_JOINED.fullmatch(text))


@cache
def _known_classes() -> frozenset[str]:
    return frozenset(code[: len("201")] for code in functional_codes() | economic_codes())


def is_code_of_known_class(text: str) -> bool:
    """Whether a number has the form of a code, and begins with a class that a register has.

    Before the name of a class an amount may stand of the column beside it: 3959357 is not one.
    """
    return is_joined_code(text) and text[: len("201")] in _known_classes()


class CodedLabel(NamedTuple):
    """What a cell prints: a name, and the code or the number of a unit that stands with it."""

    name: str
    code: str | None = None
    is_unit: bool = False


@lru_cache(maxsize=8192)
def coded_label(text: str) -> CodedLabel:
    """Split a label from its code: `[2012601]名称`, `2012601-名称`, `名称（2012601）`.

    A number glued to a name (`2080501行政单位离退休`) is a code where it is too long for a number
    that belongs to the name, or where the name is a class's: `211工程` stays whole. So does an
    ordinal without its mark, but before a name (`五教育支出`).
    """
    if any(map(str.isdigit, text)):
        for style, is_marked in _STYLES:
            if found := style.fullmatch(text):
                digits, name = fold(found["code"]), found["name"]
                if _is_code_of(digits, name, is_marked=is_marked):
                    return CodedLabel(name, digits)
                if is_marked and _UNIT_CODE.fullmatch(digits) and not _JOINED.fullmatch(digits):
                    return CodedLabel(name, is_unit=True)
    return CodedLabel(without_bare_ordinal(text))


def _is_code_of(digits: str, name: str, *, is_marked: bool) -> bool:
    is_sure = is_marked or len(digits) > len("201")
    is_code = bool(_JOINED.fullmatch(digits))
    return is_code and (is_sure or label_key(name) in classification_names())


def part_in_label(codes: Sequence[str], label: str) -> tuple[list[str], str]:
    """The codes beside a label with the part glued to it: 301 before `01基本工资`.

    A number before anything but the name of a class belongs to the name.
    """
    found = _GLUED_PART.fullmatch(label)
    is_part = found and len(codes) in {1, 2} and _CLASS.fullmatch(codes[0])
    if found and is_part and label_key(found["name"]) in classification_names():
        return [*codes, found["part"]], found["name"]
    return list(codes), label


def classification_code(tokens: Sequence[str], table_type: str | None = None) -> str | None:
    """The classification code among the numbers beside a label, as printed, or None.

    Where numbers of both classifications stand there, it is the one that the table is by.
    """
    code = _first_code(tokens)
    leads = _LEADS.get(register) if (register := register_of(table_type)) else None
    if code and leads and code[0] not in leads:
        begins = (
            i for i, token in enumerate(tokens) if token[0] in leads and is_joined_code(token)
        )
        return next((own for i in begins if (own := _first_code(tokens[i:]))), code)
    return code


def economic_code(cells: Sequence[str]) -> str | None:
    """The departmental economic code in cells under headings of economic classes, as printed.

    The code stands alone, in parts, or with its name (`30217-公务接待费`). One of the government's
    economic classification (`50206`) beside it is of another register, and not one.
    """
    codes = (text if is_code_token(text) else coded_label(text).code for text in cells)
    tokens = [code for code in codes if code]
    begins = (i for i, token in enumerate(tokens) if token[0] == "3" and is_joined_code(token))
    return next((_first_code(tokens[i:]) for i in begins), None)


def _first_code(tokens: Sequence[str]) -> str | None:
    """The first classification code among numbers, as printed, or None.

    A code stands joined (`2080108`), in parts (`208 01 08`), or in parts with the whole after
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
    return next((token for token in tokens[1:] if _is_known_or_item(token)), None)


def _is_known_or_item(token: str) -> bool:
    is_known = token in functional_codes() or token in economic_codes()
    return is_known or bool(_ITEM.fullmatch(token))


def names_unit(code: str | None, under_unit_heading: Sequence[bool], context: Context) -> bool:
    """Whether the numbers before a label are a unit's: no classification code is among them.

    A number under 单位代码 may still be a class of an economic table, as some forms print it there;
    in the others it is the unit's own, even where it looks like a class.
    """
    if not under_unit_heading:
        return False
    if code is None:
        return any(under_unit_heading)
    return all(under_unit_heading) and register_of(context.table_type) != "economic"


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
def names_body(label: str) -> bool:
    """Whether a label without a code names a body and no class: a unit of the department."""
    folded = fold(label)
    is_body = ends_as_body(folded) and not is_no_body(folded)
    return is_body and label_key(folded) not in classification_names()


@lru_cache(maxsize=8192)
def _kind_by_label(folded: str) -> RowKind:
    """What a folded label says by itself; forms print the same ones in every document."""
    bare = folded.rstrip(":")
    kind = row_kinds().get(bare) or row_kinds().get(label_key(bare))
    if kind in {"total", "subtotal"}:
        return "total" if kind == "total" else "subtotal"
    return "unit" if _UNIT_ROW.search(folded) else "line"

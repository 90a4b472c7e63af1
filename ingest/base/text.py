"""Text and numbers as printed, brought to one form for comparison. Never stored as raw.

The folded text and the key of a label are made here and nowhere else: extraction writes them into
the rows beside the printed text, a load into a table for the texts of seeds, and SQL joins on them.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from ingest.base.characters import plain
from ingest.base.ordinals import strip_ordinal

_CACHED = 65_536
_SHORT = 100
"""Labels, headings and notes repeat: short texts are folded once, the last so many of them."""

_MARKUP = re.compile(r"</?(?:b|p|br|i|u|strong|em|span)\s*/?>|\*\*", re.IGNORECASE)
_OF_WHICH = re.compile(r"^其中[:、,]?")
_LEVEL = re.compile(r"\((?:类|款|项)\)$")
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_MINUS = "-−‐‒–—―△▲Δ∆负"
_UNIT = "(?:百万|[百千万亿])?元|[万亿]"
_AMOUNT = re.compile(
    rf"(?P<sign>[{_MINUS}]?)(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<unit>{_UNIT})?(?P<behind>-?)"
)
"""A number with its sign before or after it and its own unit of money.

Of groups of digits all but the first have three: where a separator is lost (`7880,000`) the number
is sure all the same.
"""
_BROKEN = re.compile(rf"[{_MINUS}]?\d[\d.,，]*[.,，][\d.,，]*\d-?")
_ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!)")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_NO_ORDINAL = re.compile(r"[,.]|元|[万亿]$|^[^\d]")


def _circled() -> dict[int, str]:
    """Circled numbers as numbers in brackets: NFKC drops the circle, and with it the ordinal."""
    numbers = map(chr, chain(range(0x2460, 0x2474), range(0x3251, 0x3260), range(0x3280, 0x32C0)))
    return {
        ord(char): f"({unicodedata.normalize('NFKC', char)})"
        for char in numbers
        if unicodedata.numeric(char, None) is not None
    }


_CIRCLED = _circled()
_ANY_CIRCLED = re.compile(f"[{''.join(map(chr, _CIRCLED))}]")


def strip_markup(text: str) -> str:
    """`text` without inline markdown and HTML emphasis, which is not a printed character."""
    # Hardly a text has any, and looking for its marks takes a fraction of the search.
    if "<" in text or "**" in text:
        text = _MARKUP.sub("", text)
    if text.startswith("#") and not is_error(text):
        text = text.lstrip("#")
    return text.strip()


def fold(text: str) -> str:
    """`text` for comparison: no markup, no blanks, full width as half width, one kind of quote.

    `（款）` and `(款)`, `合 计` and `合计`, `２０２２` and `2022` fold to the same text. Characters
    of no width and of private use are blanks, a radical is its character, and a circled number is
    one in brackets.
    """
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def fold_line(text: str) -> str:
    """`fold` for texts that hardly repeat, which would only push others out of what is kept."""
    return _fold(text) if text else ""


def _fold(text: str) -> str:
    # Blanks by `split` and quotes one by one: the search and the translation that would do the
    # same take several times as long over Chinese text. The rare is looked for only where what is
    # quick to ask says that it may be there.
    printed = "".join(strip_markup(text).split())
    folded = unicodedata.normalize("NFKC", printed)
    if folded != printed and _ANY_CIRCLED.search(printed):
        printed = printed.translate(_CIRCLED)
        folded = unicodedata.normalize("NFKC", printed)
    if " " in folded or plain(folded) is not folded:
        visible = "".join(plain(folded).split())
        folded = unicodedata.normalize("NFKC", visible)
    folded = folded.replace("“", '"').replace("”", '"')
    return folded.replace("‘", "'").replace("’", "'")


_fold_short = lru_cache(maxsize=_CACHED)(_fold)


@lru_cache(maxsize=_CACHED)
def label_key(label: str) -> str:
    """The key by which a printed label is looked up in registers, forms and vocabulary.

    The folded label without its ordinal (`八、`, `（一）`, `1.`), without 其中 and without the
    level of a class (`（类）`): `八、卫生健康支出（类）` has the key `卫生健康支出`. An ordinal
    after 其中 is the label's own where none stands before it. A label of which nothing would be
    left is its own key.
    """
    folded = fold(label)
    named = strip_ordinal(folded)
    part = _OF_WHICH.sub("", named)
    if part != named == folded:
        part = strip_ordinal(part)
    return _LEVEL.sub("", part) or folded


def parse_number(folded: str) -> Decimal | None:
    """The number printed as a folded text, or None where it is not one number.

    Takes thousands separators (`1,597.51`) and a leading minus. A separator in a wrong place
    (`1,59.7`) is none.
    """
    folded = folded.replace("，", ",")
    if not _NUMBER.fullmatch(folded):
        return None
    return Decimal(folded.replace(",", "").replace("−", "-"))


def _amount(folded: str) -> Decimal | None:
    """The amount printed as a folded text: a number with its sign, in its own unit of money.

    What stands in brackets is below zero: `(1,200.00)` is -1200.00; `(12)` is an ordinal or a
    remark and no amount. `△120`, `负120` and `120-` are -120.
    """
    in_brackets = _BRACKETED.fullmatch(folded) if folded.startswith("(") else None
    if in_brackets and not _NO_ORDINAL.search(in_brackets[1]):
        return None
    found = _AMOUNT.fullmatch((in_brackets[1] if in_brackets else folded).replace("，", ","))
    if not found or (found["sign"] and found["behind"]):
        return None
    amount = Decimal(found["number"].replace(",", ""))
    is_negative = bool(in_brackets or found["sign"] or found["behind"])
    return -amount if is_negative and amount else amount


def own_unit(printed: str) -> str | None:
    """The unit of money that the amount of a cell is printed with: 万元 for `12.5万`.

    None where it is printed with none, or is not an amount.
    """
    if not printed or printed[-1].isdigit():
        return None
    folded = fold(printed)
    bare = folded[1:-1] if _BRACKETED.fullmatch(folded) else folded
    found = _AMOUNT.fullmatch(bare.replace("，", ","))
    unit = found["unit"] if found else None
    return None if unit is None else unit if unit.endswith("元") else f"{unit}元"


def is_broken_number(folded: str) -> bool:
    """Whether a folded text is digits and separators that make no number (`1,59.7`)."""
    return _BROKEN.fullmatch(folded) is not None and _amount(folded) is None


def is_error(folded: str) -> bool:
    """Whether a folded text is the error that a spreadsheet shows for a figure (`#REF!`)."""
    return folded.startswith("#") and _ERROR.fullmatch(folded) is not None


@lru_cache(maxsize=_CACHED)
def read_cell(raw: str) -> tuple[str, str, Decimal | None]:
    """What a cell prints, the same folded, and its amount, None where it is not one.

    Forms print the same labels, codes and figures over and over: one look for all three.
    """
    printed = strip_markup(raw)
    folded = _fold(printed)
    return printed, folded, _amount(folded)


@lru_cache(maxsize=_CACHED)
def printed_unit(text: str) -> Decimal:
    """The unit that the number printed as `text` is printed to: 0.01 for `1,597.50`."""
    return Decimal(1).scaleb(-decimals(text))


def decimals(text: str) -> int:
    """How many decimals the number printed as `text` has; its unit is 10 to the minus that."""
    return sum(map(str.isdigit, fold(text).partition(".")[2]))

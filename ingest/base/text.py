"""Text and numbers as printed, brought to one form for comparison. Never stored as raw."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

YUAN = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
"""The yuan of each unit of money in which tables are printed, folded."""
MONEY_UNITS = tuple(YUAN)
ANY_MONEY_UNIT = "|".join(MONEY_UNITS)
"""One of them, as part of a pattern."""

_CACHED = 65_536
_SHORT = 100
"""Labels, headings and notes repeat: short texts are folded once, the last so many of them."""

_MARKUP = re.compile(r"</?(?:b|p|br|i|u|strong|em|span)\s*/?>|\*\*", re.IGNORECASE)
_ORDINAL = re.compile(
    r"(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|\d{1,2}[.、](?!\d)|\(\d{1,2}\))"
)
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_BRACKETED = re.compile(r"\((\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)\)")


def strip_markup(text: str) -> str:
    """`text` without inline markdown and HTML emphasis, which is no printed character."""
    # Hardly a text has any, and looking for its marks takes a fraction of the search.
    if "<" in text or "**" in text:
        text = _MARKUP.sub("", text)
    return text.lstrip("#").strip()


def fold(text: str) -> str:
    """`text` for comparison: no markup, no blanks, full width as half width, one kind of quote.

    `（款）` and `(款)`, `合 计` and `合计`, `２０２２` and `2022` fold to the same text.
    """
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def fold_line(text: str) -> str:
    """`fold` for texts that hardly repeat, which would only push others out of what is kept."""
    return _fold(text) if text else ""


def _fold(text: str) -> str:
    # Blanks by `split` and quotes one by one: the search and the translation that would do the
    # same take several times as long over Chinese text.
    folded = unicodedata.normalize("NFKC", "".join(strip_markup(text).split()))
    folded = folded.replace("“", '"').replace("”", '"')
    return folded.replace("‘", "'").replace("’", "'")


_fold_short = lru_cache(maxsize=_CACHED)(_fold)


def _number(folded: str) -> Decimal | None:
    """The number printed as a folded text, or None where it is not one number.

    Takes thousands separators (`1,597.51`) and a leading minus. A separator in a wrong place
    (`1,59.7`) is none.
    """
    folded = folded.replace("，", ",")
    if not _NUMBER.fullmatch(folded):
        return None
    return Decimal(folded.replace(",", "").replace("−", "-"))


def _amount(folded: str) -> Decimal | None:
    """The amount printed as a folded text: a number, or one in brackets, which is below zero.

    `(1,200.00)` is -1200.00; `(12)` is an ordinal or a remark and no amount.
    """
    if folded.startswith("(") and (bracketed := _BRACKETED.fullmatch(folded)):
        return -Decimal(bracketed[1].replace(",", ""))
    return _number(folded)


@lru_cache(maxsize=_CACHED)
def read_cell(raw: str) -> tuple[str, str, Decimal | None]:
    """What a cell prints, the same folded, and the amount that it is, None where it is none.

    Forms print the same labels, codes and figures over and over: one look for all three.
    """
    printed = strip_markup(raw)
    folded = _fold(printed)
    return printed, folded, _amount(folded)


def strip_ordinal(folded: str) -> str:
    """A folded label without the ordinal that its list gives it: `八、`, `(一)`, `1.`, `(1)`."""
    return _ORDINAL.sub("", folded, count=1) if _ORDINAL.match(folded) else folded


@lru_cache(maxsize=_CACHED)
def printed_unit(text: str) -> Decimal:
    """The unit that the number printed as `text` is printed to: 0.01 for `1,597.50`."""
    return Decimal(1).scaleb(-decimals(text))


def decimals(text: str) -> int:
    """How many decimals the number printed as `text` has; its unit is 10 to the minus that."""
    return sum(map(str.isdigit, fold(text).partition(".")[2]))

"""Numbers of spreadsheets as text: as their format shows them, else as few digits as say them."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

_SIGNIFICANT = 15
"""Digits that spreadsheets themselves keep; what lies behind is noise of binary numbers."""

_EXACT = 2**53
_LONGEST = 40
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_UNSEEN = re.compile(r"\[[^\]]*\]|[_*].")
_DIGITS = re.compile(r"([#0,]*[#0])(?:\.(0*)(#*))?(%?)")
_SPECIAL = re.compile(r"[0-9#?.,;%@_*\[\]]")
_LITERAL = "\ue000"
"""Stands for a quoted character that would else be read as part of the format."""

_FORMATS = 3


def shown(value: float, code: str | None = None) -> str:
    """A number as a reader of the sheet sees it.

    Args:
        value: The number as stored.
        code: Its number format, where known. Formats of digits (`0.00`, `#,##0.00`, `0%`, `00`)
            are followed, with the text a third section shows for zero; others are not.
    """
    sections = _sections(code) if code else ()
    if value == 0 and len(sections) >= _FORMATS and not re.search(r"[0#\ue000]", sections[2]):
        return sections[2].replace("?", "").strip()
    formatted = _formatted(value, sections[0]) if sections else None
    return plain(value) if formatted is None else formatted


def plain(value: float) -> str:
    """A number without exponent and without the noise of its binary form: 0.1 + 0.2 is 0.3."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < _EXACT):
        return str(int(value))
    number = Decimal(f"{value:.{_SIGNIFICANT}g}")
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        return str(value)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[str, ...]:
    """The sections of a format (positive; negative; zero) without what is not seen."""
    literal = _QUOTED.sub(lambda found: _SPECIAL.sub(_LITERAL, found[1] or found[2] or ""), code)
    return tuple(_UNSEEN.sub("", section).strip() for section in literal.split(";"))


def _formatted(value: float, section: str) -> str | None:
    """The number as a section of digits shows it, or None where it is another kind of format."""
    found = _DIGITS.fullmatch(section)
    number = Decimal(f"{value:.{_SIGNIFICANT}g}")
    if not found or not number.is_finite() or number.adjusted() > _LONGEST:
        return None
    whole, fixed, free, percent = (found[1], found[2] or "", found[3] or "", found[4])
    most = len(fixed) + len(free)
    if most > _LONGEST:
        return None
    with localcontext(prec=4 * _LONGEST):
        number = number.scaleb(2 if percent else 0).quantize(
            Decimal(1).scaleb(-most), ROUND_HALF_UP
        )
    text = format(abs(number), ",f" if "," in whole else "f")
    digits, _, behind = text.partition(".")
    behind = behind[: len(fixed)] + behind[len(fixed) :].rstrip("0")
    digits = digits.rjust(whole.count("0"), "0")
    return f"{'-' * (number < 0)}{digits}{'.' * bool(behind)}{behind}{percent}"

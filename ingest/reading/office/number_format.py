"""Numbers of spreadsheets as text: as their format shows them, else in the fewest exact digits."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

_SIGNIFICANT = 15
"""Digits that spreadsheets themselves keep; the rest is binary floating-point noise."""

_EXACT = 2**53
_LONGEST = 40
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_UNSEEN = re.compile(r"\[[^\]]*\]|[_*].")
_DIGITS = re.compile(r"([#0,]*[#0])(?:\.(0*)(#*))?(%?)")
_TOKEN = re.compile(r'"([^"]*)"|[\\!](.)|\[[^\]]*\]|[_*].|(;)|(.)', re.DOTALL)
_SCALED = re.compile(
    r"(?P<digits>[#0][#0,.]*[#0]|0)(?P<commas>,*)(?P<unit>(?:百万|[百千万亿])?元|[万亿]|)"
)
_SPECIAL = re.compile(r"[0-9#?.,;%@_*\[\]]")
_LITERAL = "\ue000"
"""Stands for a quoted character that would otherwise be read as part of the format."""

_FORMATS = 3


def shown(value: float, code: str | None = None) -> str:
    """A number as a reader of the sheet sees it.

    Args:
        value: The number as stored.
        code: Its number format, where known. Formats of digits (`0.00`, `#,##0.00`, `0%`, `00`)
            are followed, with the text a third section shows for zero, and so are those that
            show thousands or ten thousands (`0.0,`, `0!.0,"万"`); others are not.
    """
    sections = _sections(code) if code else ()
    if value == 0 and len(sections) >= _FORMATS and not re.search(r"[0#\ue000]", sections[2]):
        return sections[2].replace("?", "").strip()
    scaled = _scale(code) if code else None
    if scaled is not None:
        return _scaled(value, scaled)
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


@dataclass(frozen=True, slots=True)
class _Scale:
    """A format that divides, or writes its point itself: what it shows is not the number stored.

    `shape` holds its places for digits, `0` or `#`, and what stands between them; `thousands` are
    the thousands it divides by, `unit` the unit of money that follows.
    """

    shape: str
    decimals: int
    thousands: int
    unit: str


@lru_cache(maxsize=1024)
def _scale(code: str) -> _Scale | None:
    """The scale of a format's first section, or None where it shows numbers as they are."""
    shown_text = literal = ""
    for quoted, escaped, section, char in _TOKEN.findall(code):
        if section:
            break
        text = quoted or escaped or char
        shown_text += text
        literal += ("l" if quoted or escaped else "s") * len(text)
    found = _SCALED.fullmatch(shown_text)
    if not found or "l" not in literal[: found.end("digits")] + "l" * bool(found["commas"]):
        return None
    shape, decimals = found["digits"], 0
    point = next((at for at, c in enumerate(shape) if c == "." and literal[at] == "s"), None)
    if point is not None:
        decimals = sum(char in "0#" for char in shape[point:])
    return _Scale(shape, decimals, len(found["commas"]), found["unit"])


def _scaled(value: float, scale: _Scale) -> str:
    """A number as a scale shows it: its digits from the last place to the first."""
    number = Decimal(f"{value:.{_SIGNIFICANT}g}")
    if not number.is_finite() or number.adjusted() > _LONGEST:
        return plain(value)
    with localcontext(prec=4 * _LONGEST):
        step = Decimal(1).scaleb(-scale.decimals)
        number = number.scaleb(-3 * scale.thousands).quantize(step, ROUND_HALF_UP)
    digits = list(str(abs(number)).replace(".", ""))
    shown_text = ""
    for place in reversed(scale.shape):
        if place in "0#":
            shown_text = (digits.pop() if digits else "0" if place == "0" else "") + shown_text
        elif place == ".":
            shown_text = "." + shown_text
    text = "".join(digits) + shown_text
    whole, point, behind = text.partition(".")
    whole = whole.lstrip("0") or "0"
    return f"{'-' * (number < 0)}{whole}{point}{behind}{scale.unit}"


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

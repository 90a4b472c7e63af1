"""When a document was published, as it prints it itself, and what a manifest says of its source.

A date counts only where it stands for the document: alone on a line of its cover, after its title
there, or under a label (发布日期). Dates in the text are those of counts of vehicles and of laws.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from ingest.extraction.identity.heads import TITLE, cover_texts, digit_years
from ingest.extraction.identity.manifest import overruled
from ingest.extraction.identity.model import Overrule
from ingest.reading.model import Document
from ingest.vocabulary.seeds import any_of, read_seed

_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = (
    rf"(?P<year>20\d\d)(?:年(?P<month>{_NUMERAL})月(?:(?P<day>{_NUMERAL})[日号])?"
    r"|(?P<mark>[-./])(?P<month2>\d{1,2})(?P=mark)(?P<day2>\d{1,2}))"
)
_ALONE = re.compile(rf"\(?{_DATE}\)?")
_BEHIND = re.compile(rf"\(?{_DATE}\)?$")
_DIGITS = {char: at for at, char in enumerate("一二三四五六七八九", start=1)}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from and since when it is public; None where nothing says it.

    Attributes:
        published_printed: The date as printed, folded.
        published_on: The same as `2023-10-25`, or `2022-03` where no day is printed.
        published_line: Its line, from 1.
        source_url: Where a manifest says that it was published.
        retrieved_on: The day on which a manifest says that it was fetched.
    """

    published_printed: str | None = None
    published_on: str | None = None
    published_line: int | None = None
    source_url: str | None = None
    retrieved_on: str | None = None


def origin(document: Document, manifest: Mapping[str, Overrule] | None = None) -> Origin:
    """Say where a document comes from: the first date that is its own, and the manifest's words."""
    told = overruled(document.source_file, manifest or {})
    printed, day, line = next(_published(document), (None, None, None))
    return Origin(printed, day, line, told.source_url, told.retrieved_on)


def _published(document: Document) -> Iterator[tuple[str, str, int]]:
    for number, text in cover_texts(document):
        found = _ALONE.fullmatch(text)
        if not found and (behind := _BEHIND.search(text)) and TITLE.search(text[: behind.start()]):
            found = behind
        if found and (day := _iso(found)):
            yield found[0].strip("()"), day, number
    for line in document.lines:
        if "2" not in line.text or not (found := _labelled().search(digit_years(line.folded))):
            continue
        if day := _iso(found):
            yield found["date"], day, line.number


@cache
def _labelled() -> re.Pattern[str]:
    labels = any_of(row["label"] for row in read_seed("mapping/publication_labels.csv", "label"))
    return re.compile(rf"(?:{labels})[:\s]*(?P<date>{_DATE})")


def _iso(found: re.Match[str]) -> str | None:
    """The date as `2023-10-25` or `2022-03`; None where there is no such day."""
    year, month = int(found["year"]), _number(found["month"] or found["month2"])
    printed_day = found["day"] or found["day2"]
    try:
        day = date(year, month, _number(printed_day) if printed_day else 1)
    except ValueError:
        return None
    return day.isoformat() if printed_day else f"{day:%Y-%m}"


def _number(text: str) -> int:
    """A number up to 99 in digits or Chinese numerals."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)

"""What of a document speaks of the document itself: its headings and the lines of its cover."""

import re
from collections.abc import Iterator, Sequence

from ingest.base.ordinals import PART
from ingest.reading.model import Document

DATE_BEHIND = re.compile(r"20\d\d年\d{1,2}月(?:\d{1,2}日)?$")
TITLE = re.compile(
    r"20\d\d年.{0,40}(?:预算|决算)(?:(?:信息)?公开)?(?:报?表|的?(?:情况)?说明|(?:汇总|执行)情况(?:的?说明|的?报告)?|草案|报告)?$"
)

_HEADING_LENGTH = 60
_COVER_LINES = 12
_TITLE_LINES = 5
_PIECES = 3
_NO_TEXT = re.compile(r"(?:封面|封皮|首页|附件|附表|附)[\d一二三四五六七八九十]{0,3}[:.]?")
"""What stands over a title and says nothing: the name of a sheet, the number of an enclosure."""
_CONTENTS = re.compile(r"目录|目次")
_BEGINS_ANEW = re.compile(rf"{PART}|附件|[一二三四五六七八九十]{{1,3}}、|\d{{1,2}}[.、]")
_NUMERAL_YEAR = re.compile(r"[二2][0〇○零ΟOo][\d一二三四五六七八九〇○零ΟOo]{2}(?=年)")
_NUMERALS = {ord(char): str(at) for at, char in enumerate("〇一二三四五六七八九")}
_NUMERALS |= {ord(char): "0" for char in "○零ΟOo"}


def digit_years(folded: str) -> str:
    """A folded text with the years that it writes in Chinese numerals (二〇二四年) in digits."""
    if "年" not in folded:
        return folded
    return _NUMERAL_YEAR.sub(lambda found: found[0].translate(_NUMERALS), folded)


def plain_texts(document: Document) -> list[str]:
    """The folded texts of the lines outside of tables that say something."""
    texts = (digit_years(line.folded) for line in document.lines if "\t" not in line.text)
    return [text for text in texts if text and not _NO_TEXT.fullmatch(text)]


def headings(texts: Sequence[str]) -> Iterator[str]:
    """Heading-like texts: short ones that are not sentences, and pieces joined again.

    Args:
        texts: What `plain_texts` gives.
    """
    for position, text in enumerate(texts):
        if not _is_heading(text):
            continue
        # A title cut over lines says its year and its kind only when the pieces are joined.
        is_cover = position == 0 and not TITLE.search(DATE_BEHIND.sub("", text))
        joined = "".join(texts[:_PIECES]) if is_cover else ""
        yield joined if joined and _is_heading(joined) else text
        behind = texts[position + 1] if position + 1 < len(texts) else ""
        pair = "" if _BEGINS_ANEW.match(behind) else text + behind
        if pair.endswith(("表", "说明", "公开")) and _is_heading(pair) and not TITLE.search(text):
            yield pair


def cover_titles(document: Document) -> Iterator[str]:
    """What may be the title on the cover: its lines, and the pieces that neighbours make.

    Texts that begin higher come first, and of these the shorter.
    """
    cover = [text for _, text in cover_texts(document)]
    for first in range(len(cover)):
        for end in range(first + 1, min(first + _TITLE_LINES, len(cover)) + 1):
            if any(map(_BEGINS_ANEW.match, cover[first + 1 : end])):
                break
            if _is_heading(joined := "".join(cover[first:end])):
                yield joined


def cover_texts(document: Document) -> Iterator[tuple[int, str]]:
    """The folded texts of the cover with the numbers of their lines.

    A cover ends where the contents or a table begin.
    """
    count = 0
    for line in document.lines:
        text = digit_years(line.folded)
        if "\t" in line.text or _CONTENTS.match(text) or count == _COVER_LINES:
            break
        if text and not _NO_TEXT.fullmatch(text):
            count += 1
            yield line.number, text


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING_LENGTH and not text.endswith(("。", ";", ",", "、"))

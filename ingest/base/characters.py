"""Characters that print as others do, and characters that print nothing.

PDFs and office programs leave radicals where a font maps a character to one (⻘ for 青), and
joiners, selectors and private-use characters where they meant a blank or nothing. None of this is
what a reader sees; what is printed is kept, and these are folded for comparison alone.
"""

import re
import unicodedata

_SUPPLEMENT = (
    "⺁厂⺄乙⺋卩⺌小⺍小⺎兀⺏尢⺒巳⺓幺⺕彐⺙攵⺛旡⺝月⺟母⺠民⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺱网⺲罒⺵网⺶羊"
    "⺷羊⺸羊⺹老⺺聿⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅"
    "⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄"
    "⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
"""Radicals of the CJK supplement, each with its character: Unicode itself maps but two of them."""

RADICALS = {
    ord(one): other for one, other in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)
} | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
"""The character of each radical, one for one, so that places stay."""

UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
"""What has no width, as the inside of a class of a pattern."""

PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
"""Private use: a blank of some font where it meets text, as the inside of a class."""

_RARE = re.compile(f"[⺀-⻳⼀-⿕{UNSEEN}{PRIVATE}]")
_GONE = re.compile(f"[{UNSEEN}{PRIVATE}]")


def plain(text: str) -> str:
    """`text` with characters for radicals, and without what is not seen."""
    if not _RARE.search(text):
        return text
    return _GONE.sub("", text).translate(RADICALS)

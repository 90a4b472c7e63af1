"""Numbers that look like money, found without the product's own reading of numbers.

What is counted with the tool that is to be tested agrees with it: this one knows nothing of tables,
headings or units, and takes a line for characters.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_GROUPED = r"\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?"
_DECIMAL = r"\d+[.．]\d{2,}"
_WITH_UNIT = r"\d+(?:[.．]\d+)?(?=\s*[百千万亿]?元)"
_MONEY = re.compile(rf"(?<![\d.．,，])(?:{_GROUPED}|{_DECIMAL}|{_WITH_UNIT})(?![\d%％]|[.．]\d)")


class Found(NamedTuple):
    """A number: its text, its first and last character in the line, from 1."""

    text: str
    first: int
    last: int


def money_like(line: str) -> Iterator[Found]:
    """The numbers of a line with two decimals, a thousands separator or a unit of money.

    Args:
        line: A line as printed. A number before a per cent sign is a share.
    """
    for found in _MONEY.finditer(line):
        yield Found(found.group(), found.start() + 1, found.end())

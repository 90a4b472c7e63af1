"""Tables that run over pages: the same columns on each page, and rows that a page break cut."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import dropwhile, pairwise

from ingest.base.ordinals import ordinal_of
from ingest.base.text import fold
from ingest.reading.pdf.blocks import Block, TableBlock, TextLine
from ingest.reading.pdf.cells import TableRow

_SAME_EDGE = 4.0
_RUNNING = 3
_PAGE_NUMBER = re.compile(r"[-—–―]?\s*\d{1,4}\s*[-—–―]?|第\s*\d{1,4}\s*页.{0,12}")
_DIGITS = re.compile(r"\d+")
_CODE = re.compile(r"\d{2,9}")
_FIGURE = re.compile(r"[-−]?[\d,，]*\d(?:\.\d+)?%?")


def join_pages(pages: Sequence[Sequence[Block]]) -> None:
    """Bring tables that go on over a page break to one set of columns, and mend cut rows.

    A table goes on where it ends one page and begins the next, but for running heads and page
    numbers, and the edges of one part are among those of the other.
    """
    running = _running(pages)
    for chain in _chains(pages, running):
        _align(chain)
        for one, two in pairwise(chain):
            _mend(one, two)


def _running(pages: Sequence[Sequence[Block]]) -> set[str]:
    """What stands at the head or the foot of several pages, whatever its numbers."""
    ends: Counter[str] = Counter()
    for blocks in pages:
        texts = {_masked(b.text) for b in (*blocks[:1], *blocks[-1:]) if isinstance(b, TextLine)}
        ends.update(texts)
    return {text for text, count in ends.items() if count >= _RUNNING}


def _masked(text: str) -> str:
    return _DIGITS.sub("#", text)


def _chains(pages: Iterable[Sequence[Block]], running: set[str]) -> Iterator[list[TableBlock]]:
    """The parts of each table that runs over pages."""
    chain: list[TableBlock] = []
    heads: set[str] = set()
    for blocks in pages:
        core = [block for block in blocks if not _is_margin(block, running)]
        # A table may print its title again on every page.
        core = _without_heads(core, heads)
        first = core[0] if core else None
        if not (chain and isinstance(first, TableBlock) and _goes_on(chain, first)):
            if len(chain) > 1:
                yield chain
            chain = []
        if isinstance(first, TableBlock) and chain:
            chain.append(first)
            if len(core) == 1:
                continue
            if len(chain) > 1:
                yield chain
            chain = []
        last = core[-1] if core else None
        chain = [last] if isinstance(last, TableBlock) and last.xs else []
        heads = {block.text for block in core if isinstance(block, TextLine)} if chain else set()
    if len(chain) > 1:
        yield chain


def _without_heads(blocks: Sequence[Block], heads: Collection[str]) -> list[Block]:
    """The blocks of a page without the lines at its head that stand over the table before."""
    return list(dropwhile(lambda b: isinstance(b, TextLine) and b.text in heads, blocks))


def _is_margin(block: Block, running: set[str]) -> bool:
    return isinstance(block, TextLine) and bool(
        _PAGE_NUMBER.fullmatch(block.text) or _masked(block.text) in running
    )


def _goes_on(chain: Sequence[TableBlock], table: TableBlock) -> bool:
    widest = max((part.xs for part in chain), key=len)
    few, many = sorted((widest, table.xs), key=len)
    if not few or abs(few[0] - many[0]) > _SAME_EDGE or abs(few[-1] - many[-1]) > _SAME_EDGE:
        return False
    return all(min(abs(x - other) for other in many) <= _SAME_EDGE for x in few)


def _align(chain: Sequence[TableBlock]) -> None:
    """Give every part the columns of the part that has the most."""
    xs = max((part.xs for part in chain), key=len)
    for part in chain:
        if len(part.xs) < len(xs):
            edges = [_nearest(x, xs) for x in part.xs]
            for row in part.rows:
                _spread(row, edges)
            part.xs = xs


def _nearest(x: float, xs: Sequence[float]) -> int:
    return min(range(len(xs)), key=lambda index: abs(xs[index] - x))


def _spread(row: TableRow, edges: Sequence[int]) -> None:
    """Move the cells of a row to other columns: `edges` says which each of its own edges is."""
    cells = [""] * edges[-1]
    spans: dict[int, int] = {}
    for column, text in enumerate(row.cells):
        if text:
            behind = edges[column + row.spans.get(column, 1)]
            cells[edges[column]] = text
            spans[edges[column]] = behind - edges[column]
    row.cells, row.spans = cells, spans
    row.extents = {edges[column]: extent for column, extent in row.extents.items()}
    row.ends = {edges[column]: end for column, end in row.ends.items()}
    row.full = frozenset(edges[column] for column in row.full)


def _mend(one: TableBlock, two: TableBlock) -> None:
    """Join the first row of a page to the last of the one before, where it is the rest of it."""
    if len(two.rows) > 1 and one.rows and _is_rest(two.rows[0], one.rows[-1], two.rows[1]):
        rest = two.rows.pop(0)
        for column, text in enumerate(rest.cells):
            one.rows[-1].cells[column] += text


def _is_rest(rest: TableRow, row: TableRow, following: TableRow) -> bool:
    """Whether a row only goes on with cells that had no room left, and is not a row of its own.

    It is not one if its neighbours begin with a code or an ordinal and it does not.
    """
    said = [column for column, text in enumerate(rest.cells) if text]
    if not said or any(column not in row.full for column in said):
        return False
    if any(_begins(rest.cells[column]) or _FIGURE.fullmatch(rest.cells[column]) for column in said):
        return False
    return any(
        _begins(own) and _begins(next_own) and not _begins(cell)
        for own, next_own, cell in zip(row.cells, following.cells, rest.cells, strict=True)
    )


def _begins(text: str) -> bool:
    return bool(ordinal_of(fold(text)) or _CODE.fullmatch(text))

"""How well scanned tables are read: amounts of scanned pages against those of the digital ones.

    python -m bench.scans [--scanner 200 --scanner fax ...] [--pages 6] <PDF file>...

The pages with amounts are rendered as a scanner would (skewed, on grey paper, with noise, as JPEG),
read as any scan is, and each amount that the digital reading gives is looked for at its place.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from math import cos, hypot, radians, sin
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.extraction.extract import extract
from ingest.extraction.identity.identify import identify
from ingest.extraction.identity.model import Overrule
from ingest.reading.document import read_document
from ingest.rows.derived import with_derived
from ingest.rows.schema import Row
from tests.support.scans import Scanner, kept_pages, page_sizes, scanned_pdf

SCANNERS = {
    "300": Scanner(300, skew=2.0),
    "200": Scanner(200, skew=0.7),
    "150": Scanner(150, skew=-1.3),
    "100": Scanner(100, skew=0.4),
    "fax": Scanner(200, skew=0.5, is_fax=True),
}
"""By dots per inch, the last at the hard end."""

NEAR = 8.0
"""Points between the middles of one figure in the two readings."""


@dataclass(slots=True)
class Outcome:
    """Of the amounts of digital pages, what became of them when the pages were scanned.

    Attributes:
        total: Amounts that the digital reading gives.
        right: Of these, read right as they stand or as sums mend them, doubtful ones included.
        as_recognised: Right as recognised, before sums mended any.
        repaired: Right because sums mended them.
        placed: Right, and of the measure, code, side and phase that the digital reading gives.
        kept_out: Not in facts, as they are doubtful or their heading is not read.
        kept_out_right: Of these, right all the same.
        missing: Not found at all.
        wrong: In facts with another value, by how they are marked.
        misplaced: In facts with their value, and with another measure, code, side or phase.
        invented: In facts, and not printed there.
        readings: All amounts of the scan, by how they are marked.
        faults: What was printed and what was read instead, with the mark.
    """

    total: int = 0
    right: int = 0
    as_recognised: int = 0
    repaired: int = 0
    placed: int = 0
    kept_out: int = 0
    kept_out_right: int = 0
    missing: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    misplaced: int = 0
    invented: int = 0
    readings: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str, str]] = field(default_factory=list)

    def __add__(self, other: "Outcome") -> "Outcome":
        """Both together."""
        return Outcome(*(getattr(self, name) + getattr(other, name) for name in Outcome.__slots__))


def compare(
    digital: Sequence[Row],
    scanned: Sequence[Row],
    skew: float,
    size: Mapping[int, tuple[float, float]],
) -> Outcome:
    """Hold the amounts of scanned pages against those of the same pages with text.

    Args:
        digital: Rows of the record `amounts` of the digital pages.
        scanned: Those of the scanned ones.
        skew: Degrees, counter-clockwise, by which the sheets lie aslant.
        size: Width and height of each page in points.
    """
    found = Outcome(total=len(digital))
    free: dict[object, list[Row]] = {}
    for row in scanned:
        found.readings[str(row["reading"])] += 1
        free.setdefault(row["page"], []).append(row)
    for row in digital:
        page = row["page"]
        assert isinstance(page, int)
        place = _aslant(_middle(row), skew, size[page])
        near = min(free.get(page, []), key=lambda r: _apart(_middle(r), place), default=None)
        if near is None or _apart(_middle(near), place) > NEAR:
            found.missing += 1
            found.faults.append((str(row["printed_text"]), "", f"missing, page {page}"))
            continue
        free[page].remove(near)
        _judge(found, row, near)
    for left in (row for rows in free.values() for row in rows):
        found.invented += left["reading"] != "doubtful" and left["measure"] is not None
        found.faults.append(("", str(left["printed_text"]), f"invented, {left['reading']}"))
    return found


def _judge(found: Outcome, row: Row, near: Row) -> None:
    wanted, got = _value(row), _value(near)
    reading = str(near["reading"])
    is_right = wanted == got
    found.right += is_right
    found.as_recognised += wanted == _recognised(near)
    is_placed = _said_of(row) == _said_of(near)
    # Without a measure an amount is in no fact, whoever reads it.
    is_kept_out = reading == "doubtful" or bool(row["measure"] and not near["measure"])
    found.repaired += is_right and reading == "by_identity"
    found.placed += is_right and is_placed
    found.kept_out += is_kept_out
    found.kept_out_right += is_right and is_kept_out
    if is_right and not is_placed:
        found.misplaced += not is_kept_out
        mark = f"of {_said_of(near)}, not of {_said_of(row)}{', kept out' * is_kept_out}"
        found.faults.append((str(row["printed_text"]), str(near["printed_text"]), mark))
    if not is_right:
        if not is_kept_out:
            found.wrong[reading] += 1
        said = f"{near['printed_text']} -> {near['repaired_text']}" if near["repaired_text"] else ""
        got_text = said or str(near["printed_text"])
        mark = f"{reading} {near['confidence']}"
        found.faults.append((str(row["printed_text"]), got_text, mark))


def _said_of(row: Row) -> tuple[str, ...]:
    """What an amount is of, but for names, in which a character may be misread."""
    names = ("measure", "code_printed", "side", "phase")
    return tuple(str(row[name] or "").replace(" ", "") for name in names)


def _value(row: Row) -> Decimal | None:
    return Decimal(str(row["repaired_text"])) if row["repaired_text"] else _recognised(row)


def _recognised(row: Row) -> Decimal | None:
    text = with_derived("amounts", [row])[0]["value_text"]
    return None if text is None else Decimal(str(text))


def _middle(row: Row) -> tuple[float, float]:
    x0, y0, x1, y1 = map(float, str(row["box"]).split(","))
    return (x0 + x1) / 2, (y0 + y1) / 2


def _aslant(
    place: tuple[float, float], skew: float, size: tuple[float, float]
) -> tuple[float, float]:
    """Where a place comes to when its sheet is turned about its middle; y runs down."""
    x, y = place[0] - size[0] / 2, place[1] - size[1] / 2
    turn = radians(skew)
    return (
        x * cos(turn) + y * sin(turn) + size[0] / 2,
        -x * sin(turn) + y * cos(turn) + size[1] / 2,
    )


def _apart(one: tuple[float, float], two: tuple[float, float]) -> float:
    return hypot(one[0] - two[0], one[1] - two[1])


def measure(path: Path, pages: Sequence[int], scanner: Scanner) -> Outcome:
    """Scan pages (from 1) of a PDF and hold what is read of them against their digital reading."""
    with TemporaryDirectory() as folder:
        digital, scanned = Path(folder, "digital", path.name), Path(folder, "scanned", path.name)
        for place, data in (
            (digital, kept_pages(path, pages)),
            (scanned, scanned_pdf(path, pages, scanner)),
        ):
            place.parent.mkdir()
            place.write_bytes(data)
        size = dict(enumerate(page_sizes(path, pages), start=1))
        manifest = {path.name: said_by_all_pages(path)}
        read = [extract(read_document(place), manifest)["amounts"] for place in (digital, scanned)]
    return compare(read[0], read[1], scanner.skew, size)


@cache
def said_by_all_pages(path: Path) -> Overrule:
    """Whose disclosure a file is: some of its pages may not say it."""
    whole = identify(read_document(path))
    return Overrule(whole.unit_id, whole.fiscal_year, whole.stage)


@cache
def pages_with_amounts(path: Path, most: int) -> list[int]:
    """The first page of a PDF, which names the unit, and the first ones that print amounts."""
    rows = extract(read_document(path))["amounts"]
    pages = sorted({page for row in rows if isinstance(page := row["page"], int)} - {1})
    return [1, *pages[: most - 1]]


def said(name: str, found: Outcome) -> str:
    """An outcome on one line."""
    right, placed = (part / (found.total or 1) for part in (found.right, found.placed))
    wrong = ", ".join(f"{count} {mark}" for mark, count in sorted(found.wrong.items())) or "none"
    return (
        f"{name:>8}: {found.total} amounts, {right:.2%} right, {placed:.2%} in their places too, "
        f"{found.repaired} mended by sums, "
        f"{found.missing} missing, {found.kept_out} kept out ({found.kept_out_right} of them "
        f"right); wrong in facts: {wrong}; misplaced: {found.misplaced}; invented: {found.invented}"
    )


def main() -> None:
    """Measure the files named, on the scanners of `SCANNERS` or those named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=6, help="pages of each file")
    parser.add_argument("--scanner", action="append", choices=list(SCANNERS), default=[])
    parser.add_argument("--faults", action="store_true", help="list what was read otherwise")
    given = parser.parse_args()
    for name in given.scanner or SCANNERS:
        whole = Outcome()
        for path in given.files:
            found = measure(path, pages_with_amounts(path, given.pages), SCANNERS[name])
            whole += found
            for fault in found.faults if given.faults else ():
                sys.stdout.write(f"    {path.name}: {fault}\n")
        sys.stdout.write(said(name, whole) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

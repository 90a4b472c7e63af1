"""Two unit-years side by side, in funds that both publish: the data that pair.js lays out.

The page knows the units and how sets of figures differ by their signatures; the figures of some
units at a time stand in files that it loads when one of them is asked for.
"""

from collections.abc import Hashable, Iterator, Sequence

from ingest.serving.report.cells import inferred
from ingest.serving.report.figures import Desk
from ingest.serving.report.markup import script_json
from ingest.serving.report.query import Row
from ingest.serving.report.words import Word, class_name, word

PAIR_DATA = "data/pair.js"


class _Places:
    """Values numbered as they are first seen."""

    def __init__(self) -> None:
        self._places: dict[Hashable, int] = {}

    def of(self, value: Hashable) -> int:
        return self._places.setdefault(value, len(self._places))

    def values(self) -> list[Hashable]:
        return list(self._places)


def pair_files(desk: Desk) -> Iterator[tuple[str, str]]:
    """The path and text of each file of figures, and of PAIR_DATA, which names them."""
    ids = [str(row["unit_id"]) for row in desk.ask("find_units").rows]
    signatures, listed = _Places(), []
    for number, start in enumerate(range(0, len(ids), desk.bounds.units_of_pair), 1):
        part = ids[start : start + desk.bounds.units_of_pair]
        years, text = _figures(desk, number, part, signatures)
        listed += [[key, name, number] for key, name in years.items()]
        yield f"data/pair-{number}.js", text
    verdicts, reasons = _verdicts(desk, signatures)
    given = {"years": listed, "verdicts": verdicts, "reasons": reasons}
    yield PAIR_DATA, f"mingzhangPair({script_json(given)});\n"


def _figures(
    desk: Desk, number: int, units: Sequence[str], signatures: _Places
) -> tuple[dict[str, str], str]:
    """The names of the unit-years of some units by their keys, and the text of their file."""
    names: dict[str, str] = {}
    places, scopes, items = _Places(), _Places(), _Places()
    amounts: list[list[object]] = []
    for row in desk.ask("pair_amounts", units=units).rows:
        key = _year(row)
        names.setdefault(
            key, f"{row['unit']} {row['fiscal_year']} {word('phase', row['phase']).zh}"
        )
        name = _name(row)
        item = items.of((f"{row['kind']} {row['code']}", name.zh, name.en))
        place = (places.of(key), scopes.of(str(row["scope"])), item)
        amounts.append([*place, row["amount_yuan"], int(inferred(row["basis"]))])
    sets = [
        [places.of(_year(row)), scopes.of(str(row["scope"])), signatures.of(row["signature"])]
        for row in desk.ask("pair_sets", units=units).rows
        if _year(row) in names
    ]
    given = {
        "years": places.values(),
        "scopes": [[scope, *_both(word("scope", scope))] for scope in scopes.values()],
        "items": [list(item) for item in items.values() if isinstance(item, tuple)],
        "sets": sets,
        "amounts": amounts,
    }
    return names, f"mingzhangPairOf({number}, {script_json(given)});\n"


def _year(row: Row) -> str:
    """A unit-year as its address names it."""
    return ".".join(str(row[name]) for name in ("unit_id", "fiscal_year", "phase"))


def _name(row: Row) -> Word:
    if row["kind"] == "total":
        return word("unit_measure", row["code"])
    name = class_name(row)
    return Word(f"{row['code']} {name.zh}", name.en)


def _both(name: Word) -> list[str]:
    return [name.zh, name.en]


def _verdicts(desk: Desk, signatures: _Places) -> tuple[list[list[int]], list[list[str]]]:
    """Of two signatures whether they can be compared, and in what they differ, by its number."""
    known = set(signatures.values())
    reasons = _Places()
    verdicts = [
        [
            signatures.of(row["signature"]),
            signatures.of(row["other_signature"]),
            int(bool(row["is_same_year"])),
            int(bool(row["is_comparable"])),
            reasons.of(str(row["reasons"])),
        ]
        for row in desk.ask("pair_verdicts").rows
        if {row["signature"], row["other_signature"]} <= known
    ]
    return verdicts, [_said(str(codes)) for codes in reasons.values()]


def _said(reasons: str) -> list[str]:
    said = [word("comparability_reason", code) for code in reasons.split()]
    return ["、".join(name.zh for name in said), ", ".join(name.en for name in said)]

"""Two unit-years side by side, in funds that both tell: the data that pair.js lays out."""

from collections.abc import Hashable, Sequence

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


def pair_data(desk: Desk) -> str:
    """The text of PAIR_DATA: unit-years, scopes and items once each, amounts by their numbers."""
    years, scopes, items = _Places(), _Places(), _Places()
    amounts = []
    names: dict[Hashable, str] = {}
    for row in desk.ask("pair_amounts").rows:
        year = _year(row, "")
        names[year] = f"{row['unit']} {row['fiscal_year']} {word('phase', row['phase']).zh}"
        name = _name(row)
        item = items.of((str(row["kind"]), name.zh, name.en))
        hollow = int(inferred(row["basis"]))
        place = (years.of(year), scopes.of(str(row["scope"])), item)
        amounts.append([*place, row["amount_yuan"], hollow])
    told = [
        row
        for row in desk.ask("pair_reasons").rows
        if {_year(row, ""), _year(row, "other_")} <= names.keys()
    ]
    given = {
        "years": [[year, names[year]] for year in years.values()],
        "scopes": [_both(word("scope", scope)) for scope in scopes.values()],
        "items": [list(item) for item in items.values() if isinstance(item, tuple)],
        "amounts": amounts,
        "reasons": _reasons(told, years, scopes),
    }
    return f"mingzhangPair({script_json(given)});\n"


def _year(row: Row, prefix: str) -> str:
    """A unit-year as its address names it."""
    names = (f"{prefix}unit_id", f"{prefix}fiscal_year", f"{prefix}phase")
    return ".".join(str(row[name]) for name in names)


def _name(row: Row) -> Word:
    if row["kind"] == "total":
        return word("unit_measure", row["code"])
    name = class_name(row)
    return Word(f"{row['code']} {name.zh}", name.en)


def _both(name: Word) -> list[str]:
    return [name.zh, name.en]


def _reasons(rows: Sequence[Row], years: _Places, scopes: _Places) -> list[list[object]]:
    """What is said of each pair of unit-years in a scope, by their numbers."""
    made: list[list[object]] = []
    for row in rows:
        codes = str(row["reasons"] or "").split()
        said = [word("comparability_reason", code) for code in codes]
        pair = (years.of(_year(row, "")), years.of(_year(row, "other_")))
        zh, en = "、".join(name.zh for name in said), ", ".join(name.en for name in said)
        made.append([*pair, scopes.of(str(row["scope"])), zh, en])
    return made

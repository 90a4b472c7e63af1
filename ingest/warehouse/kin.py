"""Units whose rows come of each other's documents: a body, and the units under it.

A department's document is its listed units' too, a unit's document names the body that it is under,
and a unit may be listed by one department after another: all of them are made together, in an
incremental build, in a shard, and where a document is set aside.
"""

from collections.abc import Collection, Iterable


def kin_of(units: Iterable[str], told: Iterable[Collection[str]]) -> frozenset[str]:
    """These units with all their kin.

    Args:
        units: The units.
        told: The units that each document is of: its own, that above it, and those that it lists.
    """
    asked = frozenset(units)
    heads = heads_of(told)
    wanted = {heads.get(unit, unit) for unit in asked}
    return asked | {unit for unit, head in heads.items() if head in wanted}


def heads_of(told: Iterable[Collection[str]]) -> dict[str, str]:
    """The first unit, by id, of the kin of each unit that a document is of."""
    heads: dict[str, str] = {}
    for units in told:
        found = sorted({_head(heads, unit) for unit in units})
        heads.update((head, found[0]) for head in found)
    return {unit: _head(heads, unit) for unit in heads}


def _head(heads: dict[str, str], unit: str) -> str:
    """The head of a unit by the documents so far; the way to it is shortened for the next."""
    way = []
    while (above := heads.setdefault(unit, unit)) != unit:
        way.append(unit)
        unit = above
    heads.update(dict.fromkeys(way, unit))
    return unit

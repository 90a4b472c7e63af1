"""A build of many documents: some units at a time, put beside each other at the end.

Every model but those tagged `across_units` is local to a unit (`ingest.warehouse.incremental`), so
the units' rows can be made in shards, each by the whole project and with all its tests. Time and
memory of a shard follow from its size: a build grows as its documents do, and what it holds at a
time does not grow at all.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import duckdb

from ingest.base import log
from ingest.base.settings import DATABASE
from ingest.base.sql import statements_of
from ingest.warehouse.incremental import append
from ingest.warehouse.kin import heads_of
from ingest.warehouse.load import take_part
from ingest.warehouse.manifest import read_manifest
from ingest.warehouse.set_aside import Build, build_sound, build_sound_across

_sql = statements_of(__file__)

SHARD_ROWS = 1_500_000
"""The extracted rows of a shard, about: some 2,500 documents, of which dbt takes 3 GB. Half as many
take less and plan each of the models' statements twice as often."""


def shards_of(database: Path) -> list[list[str]]:
    """The documents of each shard: those of whole units, neighbours by their ids.

    Args:
        database: A database into which a load has filled schema `raw`.

    Returns:
        Shards of SHARD_ROWS at most, or of one unit with its kin, all of about a size.
    """
    families = _families(database)
    ends = list(accumulate(rows for _, rows in families))
    count = max(1, -(-ends[-1] // SHARD_ROWS))
    size = max(1, -(-ends[-1] // count))
    shards: dict[int, list[str]] = {}
    for (documents, rows), end in zip(families, ends, strict=True):
        shards.setdefault(min((end - rows // 2) // size, count - 1), []).extend(documents)
    return list(shards.values())


def _families(database: Path) -> list[tuple[list[str], int]]:
    """The documents and extracted rows of each unit with its kin, by the first of their ids."""
    with duckdb.connect(str(database), read_only=True) as connection:
        units = connection.sql(_sql("units")).fetchall()
        heads = heads_of(row[1] for row in connection.sql(_sql("kin")).fetchall())
    families: dict[str, tuple[list[str], int]] = {}
    for unit_id, documents, rows in units:
        known, so_far = families.get(heads[unit_id], ([], 0))
        families[heads[unit_id]] = ([*known, *documents], so_far + int(rows or 0))
    return [families[head] for head in sorted(families)]


def build_in_shards(build: Build, database: Path, shards: Sequence[Sequence[str]]) -> Path:
    """Run and test the models over each shard, and put their rows together.

    Args:
        build: What the models are run by.
        database: The loaded database; the built one takes its place.
        shards: The documents of each, as `shards_of` gives them.

    Returns:
        The path of dbt's manifest.json.

    Raises:
        BuildError: A model, seed or test failed over a shard, or over all.
    """
    loaded = build.private / "loaded.duckdb"
    database.replace(loaded)
    part = build.private / "shard" / DATABASE
    part.parent.mkdir()
    for number, documents in enumerate(shards, start=1):
        text = f"shard {number} of {len(shards)}: {len(documents)} documents"
        log.info("shard", text, shard=number, shards=len(shards), documents=len(documents))
        take_part(loaded, documents, part, same_seeds=True)
        given = database if number > 1 else None
        manifest = build_sound(replace(build, given=given, is_whole=False), part)
        if number == 1:
            part.replace(database)
        else:
            append(database, part, read_manifest(manifest))
            part.unlink()
    loaded.unlink()
    return build_sound_across(build, database)

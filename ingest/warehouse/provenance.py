"""What a warehouse was made of: documents by hash, code, tools, and how many rows came of it."""

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from ingest.base.errors import BuildError
from ingest.base.settings import (
    CODE,
    ENGINE_VARIABLE,
    ENGINES,
    IS_INSTALLED,
    PARTITION_ROWS_VARIABLE,
    UNIT_TESTS_VARIABLE,
)
from ingest.base.sql import row_counts
from ingest.rows.schema import RECORDS

Facts = dict[str, Any]

IDENTITY = "build.json"
"""Which build a warehouse is, from what, and the hash of its exports."""

_TOOLS = ("dbt-core", "dbt-duckdb", "duckdb", "pyarrow")
_TOOLS_OF = {"duckdb": (), "spark": ("dbt-spark", "pyspark")}
_SEEDS = "seeds"
_PROJECT = ("models", "macros", _SEEDS, "tests/dbt", "dbt_project.yml", "profiles.yml")
_MODELS = ("models", "macros", "dbt_project.yml", "profiles.yml")
_INGEST = "ingest"
_NOT_CODE = {"__pycache__", "project"}
"""Folders of the package without code: what Python compiled, and the project in a wheel."""
_LISTED = 20


def identity(folder: Path) -> Facts:
    """What the warehouse in `folder` says of its build; nothing if it is older, or not one."""
    try:
        facts = json.loads((folder / IDENTITY).read_bytes())
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def is_of(facts: Facts, code: Facts) -> bool:
    """Whether a warehouse was made by given code, and by the tools and settings of this build.

    Args:
        facts: What it says of its build, as `identity` has it.
        code: The code, as `code` has it.
    """
    same_code = facts.get("code", {}).get("sha256") == code["sha256"]
    return same_code and facts.get("tools") == tools() and facts.get("settings") == settings()


def documents_of(database: Path) -> dict[str, str]:
    """The content hash of each document of a build, by id; nothing where none was ever loaded.

    Those that were set aside are among them.
    """
    return held_by(database)[0]


def set_aside_in(database: Path) -> set[str]:
    """The documents that the build of a database set aside."""
    return held_by(database)[1]


def held_by(database: Path) -> tuple[dict[str, str], set[str]]:
    """The documents of a build, as `documents_of` has them, and those of them set aside."""
    with suppress(duckdb.Error), duckdb.connect(str(database), read_only=True) as connection:
        loaded, aside = (_hashes(connection, table) for table in ("documents", "set_aside"))
        return loaded | aside, set(aside)
    return {}, set()


def _hashes(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    query = f"select document_id, content_sha256 from raw.{table}"  # noqa: S608 - our own names
    with suppress(duckdb.Error):
        return dict(connection.sql(query).fetchall())
    return {}


def inputs(documents: dict[str, str], before: dict[str, str], aside: Collection[str] = ()) -> Facts:
    """The documents of a build as one hash, and what changed since the warehouse before.

    Args:
        documents: The content hash of each document, by id.
        before: The same of the published warehouse.
        aside: Those of the documents that were set aside.

    Returns:
        `documents`, `sha256`, and for `added`, `changed`, `withdrawn` and `set_aside` how many,
        and which (the first of them).
    """
    text = "".join(f"{name} {digest}\n" for name, digest in sorted(documents.items()))
    changed = {name for name in documents.keys() & before if documents[name] != before[name]}
    changes = {
        "added": documents.keys() - before.keys(),
        "changed": changed,
        "withdrawn": before.keys() - documents.keys(),
        "set_aside": set(aside),
    }
    return {
        "documents": len(documents),
        "sha256": sha256(text.encode()).hexdigest(),
        **{name: len(found) for name, found in changes.items()},
        **{f"{name}_ids": sorted(found)[:_LISTED] for name, found in changes.items()},
    }


def code(project: Path) -> Facts:
    """The code of a build: one hash of the dbt project and the ingest, and git's commit of it."""
    seeds = list(_files(project, _SEEDS, suffix=".csv"))
    return {"sha256": fingerprint(project), "seeds_sha256": _hash(seeds), **_git()}


def fingerprint(project: Path, *, with_rows_of_seeds: bool = True) -> str:
    """One hash of the dbt project and the ingest.

    Args:
        project: The project.
        with_rows_of_seeds: Whether a seed is all its rows, or the names of its columns alone.
    """
    files = chain(_files(CODE, _INGEST), _files(project, *_PROJECT))
    return _hash(files, heads_of="" if with_rows_of_seeds else _SEEDS)


def models_fingerprint(project: Path) -> str:
    """One hash of the models and of what dbt parses them with, whatever the rows of seeds."""
    return f"{_hash(_files(project, *_MODELS))} {version('dbt-core')}"


def _files(root: Path, *names: str, suffix: str = "") -> Iterable[tuple[str, Path]]:
    for name in names:
        if (root / name).is_file():
            yield name, root / name
        for folder, folders, found in os.walk(root / name):
            folders[:] = sorted(f for f in folders if f not in _NOT_CODE)
            for file in sorted(f for f in found if f.endswith(suffix)):
                path = Path(folder, file)
                yield path.relative_to(root).as_posix(), path


def _hash(files: Iterable[tuple[str, Path]], heads_of: str = "") -> str:
    """One hash of files by name and content; of CSV files in a folder, by their first line."""
    digest = sha256()
    for name, path in files:
        if heads_of and name.startswith(f"{heads_of}/") and path.suffix == ".csv":
            with path.open("rb") as file:
                own = file.readline().strip().hex()
        else:
            state = path.stat()
            own = _own_hash(path, (state.st_ino, state.st_size, state.st_mtime_ns))
        digest.update(f"{name} {own}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=10_000)
def _own_hash(path: Path, _state: tuple[int, ...]) -> str:
    """The hash of a file, which a build asks for several times."""
    return sha256(path.read_bytes()).hexdigest()


def _git() -> Facts:
    """The commit, with `-dirty` after it for changed files; null where there is no git."""
    git = shutil.which("git")
    if git is None or IS_INSTALLED:
        return {"git": None}
    command = [git, "-C", str(CODE), "describe", "--always", "--dirty", "--abbrev=12"]
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(  # noqa: S603 - a fixed command
            command, capture_output=True, text=True, timeout=10, check=True
        )
        return {"git": done.stdout.strip()}
    return {"git": None}


def tools() -> Facts:
    """The versions of what a build runs on."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        **{name: version(name) for name in (*_TOOLS, *_TOOLS_OF[engine()])},
    }


def engine() -> str:
    """What computes the models: the first of ENGINES, or the one that the environment names.

    Raises:
        BuildError: There is no such engine.
    """
    told = os.environ.get(ENGINE_VARIABLE, "").strip() or ENGINES[0]
    if told not in ENGINES:
        raise BuildError(
            ENGINE_VARIABLE, f"{told!r} is not an engine.", f"Name {' or '.join(ENGINES)}."
        )
    return told


def settings() -> Facts:
    """What is set from outside and changes what a build gives, beside rows and code."""
    return {
        "partition_rows": os.environ.get(PARTITION_ROWS_VARIABLE, "").strip() or None,
        "engine": engine(),
        "unit_tests": bool(os.environ.get(UNIT_TESTS_VARIABLE)),
    }


def counts(database: Path, marts: Mapping[str, int]) -> Facts:
    """The rows of each record and of each mart, and the checks by status where there are checks.

    Args:
        database: The built database.
        marts: The rows of each model of schema marts, by name.
    """
    names = [record.name for record in RECORDS]
    with duckdb.connect(str(database), read_only=True) as connection:
        found = row_counts(connection, [f"raw.{name}" for name in names])
        checks = {}
        if "fct_check" in marts:
            query = "select status, count(*) from marts.fct_check group by all order by all"
            checks = dict(connection.sql(query).fetchall())
    rows = dict(zip(names, found, strict=True))
    return {"rows": rows, "marts": dict(sorted(marts.items())), "checks": checks}


def stamp(database: Path, facts: Facts) -> None:
    """Write into the database, as `raw.build`, which build it is and which exports are its own.

    Args:
        database: The built database.
        facts: The values of the one row, texts by column name.
    """
    columns = ", ".join(f"?::varchar as {name}" for name in facts)
    statement = f"create or replace table raw.build as select {columns}"
    with duckdb.connect(str(database)) as connection:
        connection.execute(statement, [*facts.values()])
        # Closing would do so as well, but on a full disk leave a write-ahead log and say nothing.
        connection.execute("checkpoint")


def stamped(database: Path) -> Facts:
    """What `stamp` wrote; nothing where a database was built without a stamp, or is not one."""
    with suppress(duckdb.Error), duckdb.connect(str(database), read_only=True) as connection:
        found = connection.sql("select * from raw.build").to_arrow_table().to_pylist()
        return dict(found[0]) if found else {}
    return {}

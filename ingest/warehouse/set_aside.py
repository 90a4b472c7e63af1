"""No filing stops another: documents whose rows break a build are set aside, the rest is built.

When dbt fails, the failed nodes' own queries tell which documents they fail by
(`ingest.warehouse.breaches`); where they do not, builds of ever fewer documents do. These documents
go from the loaded rows, `raw.set_aside` keeps what each breaks and where, and the models run again,
until all holds: what comes out is a build of the documents that are left. What fails whatever the
documents, such as a seed, a unit test or a model that does not compile, stands as a failure.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from ingest.base import log
from ingest.base.disk import is_of_disk
from ingest.base.errors import Place
from ingest.base.settings import DATABASE
from ingest.base.sql import statements_of
from ingest.warehouse.breaches import Breach, breaches
from ingest.warehouse.failed_node import BY_ERROR
from ingest.warehouse.failures import FailedNode, NodesFailedError
from ingest.warehouse.halving import culprits
from ingest.warehouse.incremental import ACROSS_UNITS, Change, merge
from ingest.warehouse.kin import kin_of
from ingest.warehouse.load import Aside, drop_documents, take_part
from ingest.warehouse.manifest import comes_of_documents, names_of, read_manifest
from ingest.warehouse.seed_faults import of_seed
from ingest.warehouse.steps import drop_steps

OF_SEEDS = "of_seeds"
"""The tag of a test that holds what people write in seeds to the documents: where it fails, the
seed is to be corrected, and no document is set aside for it."""

MOST_BUILDS = 40
"""The builds of fewer documents that one failure may cost where no query names the document."""

_sql = statements_of(__file__)

_DOCUMENTS = "select document_id from raw.documents order by all"
_OF_MODEL = re.compile(r"^.*? in \w+ \w+ \([^)]*\) ")
_SAID = 300
_SHOWN = 20
_OF_MACHINE = ("Out of Memory Error", "IO Error", "INTERRUPT Error")


Run = Callable[..., Path]
"""`ingest.warehouse.dbt_run.run_dbt`, or what stands in its place."""


@dataclass(frozen=True, slots=True)
class Build:
    """What the models are run by.

    Attributes:
        run: What runs dbt.
        project: The dbt project.
        private: The folder for what is made on the way.
        published: The database of a warehouse that the same project made with the same tools, if
            there is one: what is in both was sound.
        given: A database in which the same project made what comes of seeds alone, which need not
            be made again for a part of the documents.
        is_whole: Whether the database holds all documents of the warehouse: one of them stays.
    """

    run: Run
    project: Path
    private: Path
    published: Path | None = None
    given: Path | None = None
    is_whole: bool = True


def build_sound(build: Build, database: Path) -> Path:
    """Run and test all models over a loaded database, without the documents that break them.

    Args:
        build: What the models are run by.
        database: The loaded database; documents that are set aside are dropped from it.

    Returns:
        The path of dbt's manifest.json.

    Raises:
        BuildError: The failure does not follow from documents, or from all of them.
    """
    # Of a part, the models across units are made with the whole.
    left = {} if build.is_whole else {"spared": f"tag:{ACROSS_UNITS}", "given": build.given}
    while True:
        try:
            made = build.run("build", build.project, database, build.private, **left)
        except NodesFailedError as failure:
            found = _found(build, database, failure)
            _keep_one(build, database, found, failure)
            _drop(database, found)
        else:
            drop_steps(database)
            return made


def take_set_aside(database: Path, twin: Path) -> bool:
    """Set aside in one database of loaded rows what a build of the same rows has set aside.

    Args:
        database: The loaded database; the documents are dropped from it.
        twin: The database that was loaded alike, built since.

    Returns:
        Whether there is any such document.
    """
    loaded = {row[0] for row in _asked(database, _DOCUMENTS)}
    columns = ", ".join(field.name for field in fields(Aside))
    rows = _asked(twin, f"select {columns} from raw.set_aside order by all")  # noqa: S608 - our own names
    aside = [each for row in rows if (each := Aside(*row)).document_id in loaded]
    if aside:
        drop_documents(database, aside)
    return bool(aside)


def build_sound_across(build: Build, database: Path) -> Path:
    """Run and test the models across units, without the documents that break them.

    Args:
        build: What the models are run by.
        database: The database in which all other models are made. The units of documents that are
            set aside are made again in it.

    Returns:
        The path of dbt's manifest.json.

    Raises:
        BuildError: As of `build_sound`.
    """
    while True:
        selected = f"tag:{ACROSS_UNITS}"
        try:
            made = build.run("build", build.project, database, build.private, selected)
        except NodesFailedError as failure:
            found = _found(build, database, failure)
            _keep_one(build, database, found, failure)
            _make_units_again(build, database, found)
        else:
            drop_steps(database)
            return made


def standing(published: Path | None, database: Path) -> frozenset[str]:
    """The documents of a database that a published one holds with the same rows."""
    if published is None:
        return frozenset()
    held = "select document_id, content_sha256 from raw.documents"
    rows = [set(_asked(path, held)) for path in (published, database)]
    return frozenset(row[0] for row in rows[0] & rows[1])


def _found(build: Build, database: Path, failure: NodesFailedError) -> list[Breach]:
    """What documents break, or the failure where it does not follow from documents."""
    manifest = read_manifest(failure.manifest)
    if _is_of_machine(failure) or not all(_is_of_rows(node, manifest) for node in failure.nodes):
        raise of_seed(failure, manifest, build.project, database)
    sound = standing(build.published, database)
    log.debug("looking", f"looking for the documents behind: {failure.problem}")
    found = breaches(database, failure.nodes, manifest, sound)
    return found or _by_builds(build, database, failure, sound)


def _is_of_machine(failure: NodesFailedError) -> bool:
    """Whether a node failed for want of memory or disk, or was interrupted."""
    told = [node.message for node in failure.nodes]
    return is_of_disk(failure) or any(word in text for text in told for word in _OF_MACHINE)


def _is_of_rows(node: FailedNode, manifest: Mapping[str, Any]) -> bool:
    """Whether a node may fail by the rows of documents."""
    entry = manifest["nodes"].get(node.unique_id)
    if node.kind not in {"model", "test"} or entry is None or OF_SEEDS in entry["tags"]:
        return False
    return comes_of_documents(entry, manifest)


def _by_builds(
    build: Build, database: Path, failure: NodesFailedError, sound: frozenset[str]
) -> list[Breach]:
    """The culprits that builds of fewer documents find, at most MOST_BUILDS of them."""
    documents = [row[0] for row in _asked(database, _DOCUMENTS)]
    suspects = [name for name in documents if name not in sound] or documents
    fails = _trial(build, database, failure)
    trusted = [name for name in documents if name not in suspects]
    # Most documents fail by themselves, and few are built sooner than many.
    if trusted and fails(suspects):
        trusted = []
    found = culprits(fails, trusted, suspects)
    if not found:
        raise failure
    node = failure.nodes[0]
    model, test = names_of(node, read_manifest(failure.manifest))
    invariant = test or BY_ERROR
    return [Breach(name, model, invariant, None, None, None, node.message) for name in found]


def _trial(
    build: Build, database: Path, failure: NodesFailedError
) -> Callable[[Collection[str]], bool]:
    """Whether a build of some documents alone fails; the failure itself after too many builds."""
    known: dict[frozenset[str], bool] = {}
    private = build.private / "trial"
    part = private / "built" / DATABASE

    def fails(documents: Collection[str]) -> bool:
        picked = frozenset(documents)
        if picked not in known:
            if len(known) == MOST_BUILDS:
                raise failure
            part.parent.mkdir(parents=True, exist_ok=True)
            take_part(database, picked, part, same_seeds=True)
            known[picked] = _does_fail(build, part, private)
            part.unlink()
            drop_steps(part)
        return known[picked]

    return fails


def _does_fail(build: Build, database: Path, private: Path) -> bool:
    try:
        build.run("build", build.project, database, private)
    except NodesFailedError as failure:
        if _is_of_machine(failure):
            raise
        return True
    return False


def _keep_one(
    build: Build, database: Path, found: Sequence[Breach], failure: NodesFailedError
) -> None:
    """Fail rather than set every document aside."""
    documents = {row[0] for row in _asked(database, _DOCUMENTS)}
    if build.is_whole and documents <= {breach.document_id for breach in found}:
        told = _told(database, found)
        reasons = " ".join(aside.reason for aside in told[:_SHOWN])
        more = f" And {len(told) - _SHOWN} more." if len(told) > _SHOWN else ""
        raise NodesFailedError(
            Place(told[0].source_file, told[0].page, told[0].line),
            f"No document would be left: {reasons}{more}",
            failure.remedy,
            failure.nodes,
            failure.manifest,
        ) from failure


def _told(database: Path, found: Sequence[Breach]) -> list[Aside]:
    """What is kept of documents that are set aside, which the log says too."""
    files = dict(_asked(database, "select document_id, source_file from raw.documents"))
    told = []
    for breach in found:
        file = files[breach.document_id]
        reason = f"{Place(file, breach.page, breach.line)}: {_said(breach)}"
        told.append(
            Aside(
                breach.document_id,
                file,
                breach.model,
                breach.invariant,
                breach.failing_rows,
                breach.page,
                breach.line,
                reason,
            )
        )
    return told


def _said(breach: Breach) -> str:
    """What a document breaks, as a sentence."""
    if breach.failing_rows is None:
        told = _OF_MODEL.sub("", breach.told)[:_SAID]
        text = "".join(c if c.isprintable() else " " for c in told)
        return f"{breach.invariant} of {breach.model}: {text}."
    rows = "1 row breaks" if breach.failing_rows == 1 else f"{breach.failing_rows} rows break"
    return f"{rows} {breach.invariant} of {breach.model}."


def _drop(database: Path, found: Sequence[Breach]) -> None:
    """Drop the documents from the loaded rows, and say so."""
    aside = _told(database, found)
    for each in aside:
        log.info("set_aside", f"set aside: {each.reason}", **asdict(each))
    drop_documents(database, aside)


def _make_units_again(build: Build, database: Path, found: Sequence[Breach]) -> None:
    """Make the rows of the units of documents again, without these."""
    gone = {breach.document_id for breach in found}
    told = {document_id: frozenset(units) for document_id, units in _asked(database, _sql("kin"))}
    units = kin_of(chain.from_iterable(told[document_id] for document_id in gone), told.values())
    documents = frozenset(document_id for document_id, own in told.items() if own & units)
    part = build.private / "again" / DATABASE
    part.parent.mkdir(exist_ok=True)
    take_part(database, documents, part, aside_units=units, same_seeds=True)
    _drop(part, found)
    of_part = replace(build, is_whole=False)
    manifest = build_sound(of_part, part)
    merge(
        database,
        part,
        Change(units, documents, documents, frozenset()),
        read_manifest(manifest),
    )
    part.unlink()


def _asked(database: Path, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query, list(values)).fetchall()

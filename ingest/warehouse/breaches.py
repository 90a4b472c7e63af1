"""The documents behind failed nodes of dbt's, and where in each, as the nodes' queries show."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.warehouse.failed_node import Node, over_documents
from ingest.warehouse.failures import FailedNode
from ingest.warehouse.halving import culprits
from ingest.warehouse.positions import position_of


@dataclass(frozen=True, slots=True)
class Breach:
    """What the rows of one document break.

    Attributes:
        document_id: The document.
        model: The model that its rows do not fit, or that the test is of.
        invariant: The test, or the constraint of the model's contract.
        failing_rows: The rows that break it; None where they cannot be counted.
        page: The page of the first of them, where it is known.
        line: Its line.
        told: What dbt said.
    """

    document_id: str
    model: str
    invariant: str
    failing_rows: int | None
    page: int | None
    line: int | None
    told: str


def breaches(
    database: Path,
    nodes: Sequence[FailedNode],
    manifest: Mapping[str, Any],
    sound: frozenset[str],
) -> list[Breach]:
    """The documents that failed nodes fail by, as far as the nodes' own queries show.

    Args:
        database: The database of the failed run, closed.
        nodes: The nodes that failed.
        manifest: dbt's manifest of the project.
        sound: The documents with which the same project was sound.

    Returns:
        What each of the documents breaks; nothing where no query identifies one.
    """
    found: list[Breach] = []
    with over_documents(database) as connection:
        for node in nodes:
            if node.sql is not None:
                gone = {breach.document_id for breach in found}
                found += _at_node(Node(connection, node, manifest), sound, gone)
    return found


def _at_node(node: Node, sound: frozenset[str], gone: Collection[str]) -> list[Breach]:
    """What documents break at a node, beside those that go anyway."""
    documents = node.documents()
    if not node.fails(documents):
        return []
    named = set(node.named())
    left = [name for name in documents if name not in gone]
    # Few, and most of them by themselves: one question each.
    alone = [name for name in left if name in named and node.fails([name])]
    named = named or set(documents)
    suspects = [name for name in left if name in named and name not in alone]
    suspects.sort(key=lambda name: (name not in sound, name))
    others = culprits(node.fails, [name for name in left if name not in named], suspects)
    found = None if others is None else [*alone, *others]
    if found is None or (not sound.isdisjoint(found) and not sound.issuperset(left)):
        # What stood before stands still: the fault came with a document that no row here names.
        return []
    stay = [name for name in left if name not in found]
    also = [name for name in sorted(gone) if name in named and node.fails([name])]
    return [_breach(node, name, stay) for name in [*found, *also]]


def _breach(node: Node, document: str, stay: Sequence[str]) -> Breach:
    """What a culprit breaks: by itself, or else beside the documents that stay."""
    picked = [document]
    invariant = node.broken(picked)
    if invariant is None:
        picked = [*stay, document]
        invariant = node.broken(picked) or ""
    count = len(node.rows("select *", document)) if node.columns() else None
    model = node.model_of(document) if node.columns() else node.model
    page, line = position_of(node, invariant, document, picked)
    return Breach(document, model, invariant, count, page, line, node.told)

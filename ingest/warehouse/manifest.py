"""What dbt's manifest says of a model or test: what it is made of, and what a test holds it to."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.warehouse import seed_texts
from ingest.warehouse.failures import FailedNode


def read_manifest(path: Path) -> Mapping[str, Any]:
    """Dbt's manifest.json; what is returned must not be changed.

    A build asks for the same one several times, and it takes longer to parse than to read.

    Args:
        path: The file, wherever it lies: the same bytes are parsed once.
    """
    return _parsed(path.read_bytes())


@lru_cache(maxsize=1)
def _parsed(content: bytes) -> Mapping[str, Any]:
    manifest: Mapping[str, Any] = json.loads(content)
    return manifest


def comes_of_documents(node: Mapping[str, Any], manifest: Mapping[str, Any]) -> bool:
    """Whether a model or test depends on extracted rows, by whatever way.

    Args:
        node: Its entry in the manifest.
        manifest: dbt's manifest of the project.
    """
    return any(is_of_rows(name) for name in nodes_above(node, manifest))


def is_of_rows(name: str) -> bool:
    """Whether a node of the manifest is a source other than that of the texts of seeds.

    Args:
        name: Its unique id.
    """
    kind, _, source, *_ = name.split(".")
    return kind == "source" and source != seed_texts.SCHEMA


def nodes_above(node: Mapping[str, Any], manifest: Mapping[str, Any]) -> set[str]:
    """The unique ids of everything that a model depends on, by whatever way."""
    waiting, seen = list(node["depends_on"]["nodes"]), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += manifest["nodes"].get(name, {}).get("depends_on", {}).get("nodes", ())
    return seen


def names_of(node: FailedNode, manifest: Mapping[str, Any]) -> tuple[str, str]:
    """The model that a node is of, and of a test what it holds the model to.

    Args:
        node: The node.
        manifest: dbt's manifest of the project.

    Returns:
        Names; that of the test is empty where the node is a model.
    """
    if node.kind != "test":
        return node.name, ""
    entry = manifest["nodes"][node.unique_id]
    return _tested(entry, manifest).split(".")[-1], _test_of(entry)


def _tested(entry: Mapping[str, Any], manifest: Mapping[str, Any]) -> str:
    """The model that a test is of: of those that it reads the one made of the most others.

    What a test of its own query reads beside it, such as the printed amounts, is what it holds the
    model to.
    """
    if attached := entry.get("attached_node"):
        return str(attached)
    of_models = [name for name in entry["depends_on"]["nodes"] if name.startswith("model.")]
    made_of = {name: len(nodes_above(manifest["nodes"][name], manifest)) for name in of_models}
    return max(of_models, key=lambda name: (made_of[name], name), default=str(entry["unique_id"]))


def _test_of(entry: Mapping[str, Any]) -> str:
    """The name of a test, and of a generic one its columns instead of all its arguments."""
    generic = entry.get("test_metadata")
    if not generic:
        return str(entry["name"])
    given = generic.get("kwargs", {})
    columns = given.get("columns") or [given.get("column_name")]
    return with_columns(generic["name"], [str(column) for column in columns if column])


def with_columns(name: str, columns: Iterable[str]) -> str:
    """The name of a test or constraint with the columns that it is of: `unique (document_id)`."""
    named = ", ".join(columns)
    return f"{name} ({named})" if named else name

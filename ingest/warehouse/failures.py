"""What failed in a run of dbt's: each node, with what it takes to find the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ingest.base.errors import BuildError, Place


@dataclass(frozen=True, slots=True)
class FailedNode:
    """A model, seed or test that failed.

    Attributes:
        unique_id: What dbt's manifest has it under.
        kind: `model`, `test`, `unit_test` or `seed`.
        name: Its name.
        message: What dbt says of it, on one line.
        relation: The relation of a model or seed, quoted as in SQL; of a test none.
        sql: The compiled query: a model's rows, or the rows that fail a test; none where it did
            not compile, and of seeds.
    """

    unique_id: str
    kind: str
    name: str
    message: str
    relation: str | None = None
    sql: str | None = None


class NodesFailedError(BuildError):
    """A run in which nodes failed, with these and the manifest of the project."""

    def __init__(
        self,
        place: Place | Path | str,
        problem: str,
        remedy: str,
        nodes: Sequence[FailedNode] = (),
        manifest: Path = Path(),
    ) -> None:
        """Keep what failed beside the message.

        Args:
            place: As of any error.
            problem: As of any error.
            remedy: As of any error.
            nodes: The nodes that failed.
            manifest: The path of dbt's manifest.json.
        """
        super().__init__(place, problem, remedy)
        self.nodes = tuple(nodes)
        self.manifest = manifest

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:  # type: ignore[override]
        """Its parts, so that it travels from one process to another."""
        return type(self), (self.place, self.problem, self.remedy, self.nodes, self.manifest)

"""What all tests share: how hypothesis tries cases, and seeds that a test may write into."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.base.settings import DATA_VARIABLE, PROJECT
from ingest.vocabulary import seeds as vocabulary
from tests.support import examples
from tests.support.own_seeds import Seeds, copy_seeds, forget

examples.register()

# What whoever works here has added to their own data is no part of what the tests are of.
os.environ[DATA_VARIABLE] = str(PROJECT / "build/no-data")

_TURNS = (
    "warehouse/test_amounts.py",
    "warehouse/warehouse/",
    "warehouse/publication/",
    "warehouse/",
)
"""What several processes begin with: the first builds the shipped rows, which the tests after the
next two wait for. Short files come last, so that all processes end at about the same time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each file its turn where several processes share the files out."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    path = item.path.relative_to(Path(__file__).parent).as_posix()
    return next((n for n, name in enumerate(_TURNS) if path.startswith(name)), len(_TURNS))


def pytest_unconfigure() -> None:
    """Take back what hypothesis leaves with the garbage collector, and has no end for.

    Called while the interpreter ends, it keeps modules alive, and nanobind, by which DuckDB is
    bound to Python, then complains of what they hold: pages of "leaked" under a good run.
    """
    for callback in list(gc.callbacks):
        if callback.__module__.startswith("hypothesis."):
            gc.callbacks.remove(callback)


@pytest.fixture
def seeds(tmp_path: Path) -> Iterator[Seeds]:
    """A copy of the seeds that the test may write into; the readers read it and forget it."""
    with pytest.MonkeyPatch.context() as patch:
        copy = copy_seeds(tmp_path / "seeds")
        patch.setattr(vocabulary, "SEEDS", copy.folder)
        forget()
        yield copy
    forget()

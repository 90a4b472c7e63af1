"""What all tests share: how hypothesis tries cases, and seeds that a test may write into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.vocabulary import terms as vocabulary
from tests.support import examples
from tests.support.own_seeds import Seeds, copy_seeds, forget

examples.register()


@pytest.fixture
def seeds(tmp_path: Path) -> Iterator[Seeds]:
    """A copy of the seeds that the test may write into; the readers read it and forget it."""
    with pytest.MonkeyPatch.context() as patch:
        copy = copy_seeds(tmp_path / "seeds")
        patch.setattr(vocabulary, "SEEDS", copy.folder)
        forget()
        yield copy
    forget()

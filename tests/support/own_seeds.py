"""A copy of the seeds that a test may write into, as a steward would."""

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from ingest.vocabulary import seeds


@dataclass(frozen=True)
class Seeds:
    """The folder of the copy."""

    folder: Path

    def add(self, relative: str, *row: str) -> None:
        """Write a row at the end of a seed, which is read again."""
        with (self.folder / relative).open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(row)
        forget()

    def answer(self, kind: str, text: str, answer: str) -> None:
        """Answer an entry of the worklist."""
        row = (kind, text, answer, "a steward", "2026-01-31", "")
        self.add("mapping/unmapped_answers.csv", *row)


def copy_seeds(folder: Path) -> Seeds:
    """Copy every seed below `folder`."""
    for source in seeds.SEEDS.rglob("*.csv"):
        target = folder / source.relative_to(seeds.SEEDS)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    return Seeds(folder)


def forget() -> None:
    """Forget what was read of seeds, whichever module remembers it."""
    for name, module in list(sys.modules.items()):
        if name.startswith("ingest."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()

"""Make a corpus: `python -m tests.corpus --documents 1000 --out <folder> [--text] [--seed 1]`."""

import argparse
import csv
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.corpus.disclosures import disclosure
from tests.corpus.landing import write_landing
from tests.corpus.text import printed

EXPECTED = "expected"
"""The folder beside the documents that holds what is to be read of them."""

_COLUMNS = ("table_type", "side", "phase", "code", "label", "measure", "value", "line", "char_from")


def write_text(folder: Path, seed: int, number: int) -> int:
    """Write a document, and beside it its amounts and its faults; how many bytes it has."""
    made = disclosure(seed, number)
    out = printed(made)
    expected = folder / EXPECTED
    data = out.text.encode()
    (folder / f"{made.document_id}.txt").write_bytes(data)
    types = {row[0]: row[2] for row in out.tables}
    with (expected / f"{made.document_id}.amounts.csv").open("w", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for a in out.amounts:
            writer.writerow((types[a[0]], a[3], a[4], a[7], a[8], a[10], a[11], a[14], a[15]))
    with (expected / f"{made.document_id}.faults.csv").open("w", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("kind", "table_type", "code", "label", "measure", "printed", "true"))
        for f in made.faults:
            row = (f.kind, f.table_type, f.code, f.label, f.measure, f.printed, f.true)
            writer.writerow(row)
    return len(data)


def write_texts(folder: Path, documents: int, seed: int) -> int:
    """Write documents as text files with their expectations; how many bytes they have."""
    (folder / EXPECTED).mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        write = partial(write_text, folder, seed)
        return sum(pool.map(write, range(documents), chunksize=50))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--text", action="store_true", help="documents, not extracted rows")
    parser.add_argument("--ledger", action="store_true", help="every amount in the ledger too")
    given = parser.parse_args()
    if given.text:
        said = f"{write_texts(given.out, given.documents, given.seed)} bytes"
    else:
        made = write_landing(given.out, given.documents, given.seed, ledger=given.ledger)
        said = ", ".join(f"{n} {name}" for name, n in made.rows.items() if n)
        said += f"; {made.faults} faults"
    sys.stdout.write(f"{given.documents} documents: {said}\n")


if __name__ == "__main__":
    main()

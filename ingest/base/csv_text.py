"""Small tables as CSV text: UTF-8, LF ends, a header, minimal quoting, null as an empty cell."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path


def csv_text(names: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows under a header as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue()


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by the names of its header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

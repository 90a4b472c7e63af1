"""The manifest: a CSV beside documents that may overrule unit, year and stage of each file.

It may say where each was published (`source_url`) and when it was fetched (`retrieved_on`), too.
"""

import csv
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast

from ingest.base.errors import LandingError, Place
from ingest.extraction.identity.model import Overrule, Stage
from ingest.reading.model import PARTS_JOINED


def read_manifest(path: Path) -> dict[str, Overrule]:
    """Read a manifest by source file.

    Raises:
        LandingError: A column is missing, or a year, a stage or a day is invalid.
    """
    rules: dict[str, Overrule] = {}
    for number, row in _manifest_rows(path):
        year, stage = row["fiscal_year"], row["stage"]
        if (year and not re.fullmatch(r"20\d\d", year)) or stage not in {"", "budget", "final"}:
            raise LandingError(
                Place(path.name, line=number),
                f"fiscal_year {year!r} or stage {stage!r} is none.",
                "Write a year such as 2022, and budget or final.",
            )
        if row["retrieved_on"] and not _is_day(row["retrieved_on"]):
            raise LandingError(
                Place(path.name, line=number),
                f"retrieved_on {row['retrieved_on']!r} is no day.",
                "Write it as 2024-03-01.",
            )
        rules[row["source_file"]] = Overrule(
            row["unit_id"] or None,
            int(year) if year else None,
            cast("Stage", stage) if stage else None,
            row["source_url"] or None,
            row["retrieved_on"] or None,
        )
    return rules


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _manifest_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a manifest with their lines, each cell stripped; an absent cell is empty."""
    wanted = ("source_file", "unit_id", "fiscal_year", "stage")
    known = (*wanted, "source_url", "retrieved_on")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = set(reader.fieldnames or ())
            rows = [
                (reader.line_num, {name: (row.get(name) or "").strip() for name in known})
                for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LandingError(
            Place(path.name), f"The manifest cannot be read ({error}).", "Save it as UTF-8 CSV."
        ) from error
    if missing := sorted(set(wanted) - columns):
        raise LandingError(
            Place(path.name, line=1), f"It lacks {', '.join(missing)}.", "Add the columns."
        )
    return rows


def overruled(source_file: str, manifest: Mapping[str, Overrule]) -> Overrule:
    """What a manifest says of a file, or of the first file of several for which it says it.

    What it says of an archive (`a.zip`) holds for the files in it (`a.zip/b.xlsx`).
    """
    files = source_file.split(PARTS_JOINED)
    archives = (name.partition("/")[0] for name in files if "/" in name)
    names = (source_file, *files, *archives)
    told = [manifest[name] for name in names if name in manifest]
    return Overrule(
        next((rule.unit_id for rule in told if rule.unit_id), None),
        next((rule.fiscal_year for rule in told if rule.fiscal_year), None),
        next((rule.stage for rule in told if rule.stage), None),
        next((rule.source_url for rule in told if rule.source_url), None),
        next((rule.retrieved_on for rule in told if rule.retrieved_on), None),
    )

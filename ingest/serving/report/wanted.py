"""What is asked of a report, kept in it, so that the next build draws it alike."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

WANTED = "wanted.json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a report.

    Attributes:
        units: Its units by id; all if none are named.
        documents: Where the source documents lie, a folder or an address; empty if not known.
    """

    units: tuple[str, ...] = ()
    documents: str = ""

    def text(self) -> str:
        """The text of the file WANTED of the report."""
        return json.dumps(asdict(self)) + "\n"


def wanted_of(report: Path) -> Wanted | None:
    """What was asked of a report; None where there is no report.

    Args:
        report: The folder of the report, which may be absent.
    """
    if not report.is_dir():
        return None
    try:
        asked = json.loads((report / WANTED).read_text(encoding="utf-8"))
        return Wanted(tuple(asked["units"]), str(asked["documents"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Wanted()  # One of a build that did not keep it.

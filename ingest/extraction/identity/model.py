"""What identifies a disclosure, and what a manifest may say of one."""

from dataclasses import dataclass
from typing import Literal

from ingest.vocabulary.unit_names import ReportingLevel

Stage = Literal["budget", "final"]
Source = Literal["document", "companion", "file_name", "manifest"]
"""Where unit, year and stage were found, the surest first."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who filed what: the natural key of a disclosure.

    Attributes:
        unit_id: Id of the reporting entity, in the register or made from its name.
        unit_name: Its name as printed, without blanks, variants of characters, or the remark that
            subordinate units are in it (汇总).
        fiscal_year: The year that is disclosed.
        stage: Budget or final accounts.
        title: The document's title, folded.
        reporting_level: Whether it is of a department with its units or of one unit itself; None
            where nothing says it.
        is_known_unit: Whether the register, an alias or a steward's answer knows the unit.
        source: The least sure of the places in which unit, year and stage were found.
    """

    unit_id: str
    unit_name: str
    fiscal_year: int
    stage: Stage
    title: str
    reporting_level: ReportingLevel | None = None
    is_known_unit: bool = True
    source: Source = "document"

    @property
    def document_id(self) -> str:
        """`<unit_id>-<fiscal_year>-<budget|final>`, of the first edition."""
        return f"{self.unit_id}-{self.fiscal_year}-{self.stage}"


@dataclass(frozen=True, slots=True)
class Overrule:
    """What a manifest says of one file; None keeps what the document says.

    A document says nothing of its source: where it was published and when it was fetched
    (`2024-03-01`) is in the manifest alone.
    """

    unit_id: str | None
    fiscal_year: int | None
    stage: Stage | None
    source_url: str | None = None
    retrieved_on: str | None = None

"""What the page of search finds: entries of each kind, in files that it loads as it needs them.

A page from the file system may ask for no data, so that each kind is a script with its rows.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ingest.base.settings import PROJECT
from ingest.exports.codes import values_of
from ingest.serving.report.cells import wan_text
from ingest.serving.report.figures import Desk
from ingest.serving.report.markup import script_json
from ingest.serving.report.places import class_page, document_page, fault_anchor, unit_page
from ingest.serving.report.query import Row
from ingest.serving.report.words import Word, class_name, word


@dataclass(frozen=True, slots=True)
class Entry:
    """What is found: its name in both languages, a line about it, where it leads, and its filters.

    `severity` is of faults alone; `level` and `region` are empty where an entry has neither.
    """

    title: str
    title_en: str
    detail: str
    href: str
    first_year: object
    last_year: object
    level: str
    region: str
    severity: str = ""

    def values(self) -> list[object]:
        """The entry as find.js reads it."""
        return [
            self.title,
            self.title_en,
            self.detail,
            self.href,
            self.first_year,
            self.last_year,
            self.level,
            self.region,
            self.severity,
        ]


def data_files(desk: Desk) -> Iterator[tuple[str, str]]:
    """The path and text of the file of each kind of entries."""
    for kind, make in _KINDS.items():
        entries = [make(row).values() for row in desk.ask(f"find_{kind}").rows]
        yield f"data/{kind}.js", f"mingzhangFound({script_json(kind)}, {script_json(entries)});\n"


def choices(desk: Desk) -> dict[str, list[tuple[str, Word]]]:
    """What the filters offer, by filter: values with their words, of the units that there are."""
    units = desk.ask("find_units").rows
    years = [int(str(row[name])) for row in units for name in ("first_year", "last_year")]
    span = range(max(years), min(years) - 1, -1) if years else range(0)
    found = {row["admin_level"] for row in units}
    levels = [level for level in values_of(PROJECT, "admin_level") if level in found]
    regions = sorted({str(row["region_name"]) for row in units if row["region_name"]})
    return {
        "kind": [(kind, word("found", kind)) for kind in _KINDS],
        "year": [(str(year), Word(str(year), "")) for year in span],
        "level": [(level, word("admin_level", level)) for level in levels],
        "region": [(region, Word(region, "")) for region in regions],
        "severity": [(code, word("severity", code)) for code in values_of(PROJECT, "severity")],
    }


def _place(row: Row) -> tuple[str, str]:
    return str(row["admin_level"] or ""), str(row["region_name"] or "")


def _told(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _unit(row: Row) -> Entry:
    level, region = _place(row)
    spent = ""
    if row["amount_yuan"] is not None:
        phase = word("phase", row["phase"]).zh
        measure = word("unit_measure", "current_expenditure").zh
        spent = f"{row['fiscal_year']} {phase}，{measure} {wan_text(row['amount_yuan'])} 万元"
    faults = f"{row['findings']} 项差错" if row["findings"] else ""
    return Entry(
        str(row["unit_name"]),
        str(row["unit_name_en"] or ""),
        _told(region, word("admin_level", level).zh if level else "", spent, faults),
        unit_page(row["unit_id"]),
        row["first_year"],
        row["last_year"],
        level,
        region,
    )


def _document(row: Row) -> Entry:
    stage = word("stage", row["stage"])
    return Entry(
        str(row["title"] or row["document_id"]),
        f"{row['fiscal_year']} {stage.en.lower()}",
        _told(row["unit_name"], f"{row['fiscal_year']} {stage.zh}"),
        document_page(row["document_id"]),
        row["fiscal_year"],
        row["fiscal_year"],
        *_place(row),
    )


def _class(row: Row) -> Entry:
    name = class_name(row)
    kind, level = word("classification", row["classification"]), word("level", row["level"])
    return Entry(
        f"{row['code']} {name.zh}",
        name.en,
        _told(f"{kind.zh}{level.zh}", f"{row['unit_count']} 个单位"),
        class_page(row["classification"], row["code"]),
        row["first_year"],
        row["last_year"],
        "",
        "",
    )


def _project(row: Row) -> Entry:
    phase = word("phase", row["phase"])
    amount = "" if row["amount_yuan"] is None else f"{wan_text(row['amount_yuan'])} 万元"
    return Entry(
        str(row["project_name"]),
        "",
        _told(row["unit_name"], f"{row['fiscal_year']} {phase.zh}", amount),
        f"{unit_page(row['unit_id'])}#projects",
        row["fiscal_year"],
        row["fiscal_year"],
        *_place(row),
    )


def _fault(row: Row) -> Entry:
    severity, stage = word("severity", row["severity"]), word("stage", row["stage"])
    return Entry(
        str(row["title"]),
        str(row["title_en"]),
        _told(severity.zh, row["unit_name"], f"{row['fiscal_year']} {stage.zh}"),
        f"{document_page(row['document_id'])}#{fault_anchor(row['fault_id'])}",
        row["fiscal_year"],
        row["fiscal_year"],
        *_place(row),
        str(row["severity"]),
    )


_KINDS: Mapping[str, Callable[[Row], Entry]] = {
    "units": _unit,
    "documents": _document,
    "classes": _class,
    "projects": _project,
    "faults": _fault,
}
"""The kinds of entries, each with what makes one of a row of `sql/find_<kind>.sql`."""

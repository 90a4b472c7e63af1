"""What the page of search finds: entries of each kind, in files that it loads as it needs them.

A page from the file system may ask for no data, so that each file is a script with its rows. The
page knows what each holds, and loads those alone that may hold what is asked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.base.settings import PROJECT
from ingest.exports.codes import values_of
from ingest.serving.report.cells import wan_text
from ingest.serving.report.figures import Desk
from ingest.serving.report.markup import script_json
from ingest.serving.report.places import Drawn, class_page, fault_anchor
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


@dataclass(frozen=True, slots=True)
class Held:
    """What a file of entries holds, for the page to know whether it is to be loaded.

    Levels, regions and severities are those of its entries; one of an entry that has none is empty.
    """

    kind: str
    file: str
    first: int
    last: int
    levels: list[str]
    regions: list[str]
    severities: list[str]


@dataclass(frozen=True, slots=True)
class File:
    """A file of entries."""

    held: Held
    text: str

    @property
    def path(self) -> str:
        """Its place in the site."""
        return f"data/{self.held.file}.js"


def data_files(desk: Desk) -> Iterator[File]:
    """The files of entries, kind by kind, each of as many as the bounds allow."""
    for kind, make in _KINDS.items():
        rows = desk.ask(f"find_{kind}").rows
        for number, start in enumerate(range(0, max(1, len(rows)), desk.bounds.entries)):
            part = rows[start : start + desk.bounds.entries]
            yield _file(kind, number, [make(row, desk.drawn) for row in part])


def _file(kind: str, number: int, entries: Sequence[Entry]) -> File:
    name = f"{kind}-{number + 1}" if number else kind
    held = Held(
        kind,
        name,
        min((int(str(entry.first_year)) for entry in entries), default=0),
        max((int(str(entry.last_year)) for entry in entries), default=0),
        *(
            sorted({str(getattr(entry, of)) for entry in entries})
            for of in ("level", "region", "severity")
        ),
    )
    values = [entry.values() for entry in entries]
    return File(held, f"mingzhangFound({script_json(name)}, {script_json(values)});\n")


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


def _unit(row: Row, drawn: Drawn) -> Entry:
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
        drawn.unit(row["unit_id"]),
        row["first_year"],
        row["last_year"],
        level,
        region,
    )


def _document(row: Row, drawn: Drawn) -> Entry:
    stage = word("stage", row["stage"])
    return Entry(
        str(row["title"] or row["document_id"]),
        f"{row['fiscal_year']} {stage.en.lower()}",
        _told(row["unit_name"], f"{row['fiscal_year']} {stage.zh}"),
        drawn.document(row["document_id"]) or drawn.unit(row["unit_id"]),
        row["fiscal_year"],
        row["fiscal_year"],
        *_place(row),
    )


def _class(row: Row, _: Drawn) -> Entry:
    name = class_name(row)
    kind, level = word("classification", row["classification"]), word("level", row["level"])
    return Entry(
        f"{row['code']} {name.zh}",
        name.en,
        _told(f"{kind.zh}，{level.zh}级", f"{row['unit_count']} 个单位"),
        class_page(row["classification"], row["code"]),
        row["first_year"],
        row["last_year"],
        "",
        "",
    )


def _projects(unit_id: object, drawn: Drawn) -> str:
    page = drawn.unit(unit_id)
    return page if "#" in page else f"{page}#projects"


def _project(row: Row, drawn: Drawn) -> Entry:
    phase = word("phase", row["phase"])
    amount = "" if row["amount_yuan"] is None else f"{wan_text(row['amount_yuan'])} 万元"
    return Entry(
        str(row["project_name"]),
        "",
        _told(row["unit_name"], f"{row['fiscal_year']} {phase.zh}", amount),
        _projects(row["unit_id"], drawn),
        row["fiscal_year"],
        row["fiscal_year"],
        *_place(row),
    )


def _fault(row: Row, drawn: Drawn) -> Entry:
    severity, stage = word("severity", row["severity"]), word("stage", row["stage"])
    page = drawn.document(row["document_id"])
    place = "" if page or not row["line"] else f"第 {row['page']} 页第 {row['line']} 行"
    return Entry(
        str(row["title"]),
        str(row["title_en"]),
        _told(severity.zh, row["unit_name"], f"{row['fiscal_year']} {stage.zh}", place),
        f"{page}#{fault_anchor(row['fault_id'])}" if page else drawn.unit(row["unit_id"]),
        row["fiscal_year"],
        row["fiscal_year"],
        *_place(row),
        str(row["severity"]),
    )


_KINDS: Mapping[str, Callable[[Row, Drawn], Entry]] = {
    "units": _unit,
    "documents": _document,
    "classes": _class,
    "projects": _project,
    "faults": _fault,
}
"""The kinds of entries, each with what makes one of a row of `sql/find_<kind>.sql`."""

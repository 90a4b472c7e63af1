"""The page of a document: what was read in it, table by table, for a finding to lead there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest.serving.report.cells import Table, table
from ingest.serving.report.figures import Desk, listing
from ingest.serving.report.places import anchor, fault_anchor, source_place, unit_page
from ingest.serving.report.plots import unique
from ingest.serving.report.query import Answer, Row
from ingest.serving.report.words import word

MOST_AMOUNTS = 10_000
"""The amounts of a document that its page shows, as document_amounts.sql says."""

_LONGEST = 1000
"""The rows of its other tables."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a printed table."""

    line: object
    code: str
    label: str
    cells: list[str]
    place: str = ""
    anchor: str = ""
    is_found: bool = False
    original: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table: its headings, its rows, and where it stands."""

    index: int
    title: str
    place: str
    money_unit: str
    status_zh: str
    status_en: str
    original: str | None
    headings: list[str] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault with the checks that differ for it."""

    anchor: str
    severity_zh: str
    severity_en: str
    title: str
    title_en: str
    told: str
    told_en: str
    checks: Table


def document_values(
    desk: Desk, document: Row, base: str, originals: Mapping[str, str]
) -> dict[str, object]:
    """The values of `document.html` for one document.

    Args:
        desk: Where answers come from.
        document: A row of `unit_documents`, with `unit_id` and `unit`.
        base: Where the source documents lie; empty if not known.
        originals: The pages that show lines of the document itself, by their place.
    """
    document_id = str(document["document_id"])
    amounts = desk.ask("document_amounts", document_id=document_id)
    faults = desk.ask("document_faults", document_id=document_id)
    found = desk.ask("document_findings", document_id=document_id)
    statements = desk.ask("document_statements", document_id=document_id)
    places = {anchor(row["page"], row["line"]) for row in found.rows}
    taken: set[str] = set()
    grids = [
        _grid(list(rows), places, taken, base, document["source_file"])
        for _, rows in groupby(amounts.rows, key=lambda row: row["table_index"])
    ]
    for grid in grids:
        grid.rows[:] = [replace(line, original=originals.get(line.place, "")) for line in grid.rows]
    stated = _ids(statements.rows, taken)
    links = [_link(row, taken, grids) | _original(row, originals) for row in found.rows]
    # What stands on a line of which nothing else was read leads to itself, in the list above.
    listed = _ids(found.rows, taken)
    stage = word("stage", document["stage"])
    return {
        "title_zh": f"{document['fiscal_year']} 年{stage.zh}",
        "title_en": f"{document['fiscal_year']} {stage.en.lower()}",
        "unit": document["unit"],
        "unit_page": unit_page(document["unit_id"]),
        "lead_zh": f"{document['source_file']}：从中读出的每个数和它的位置，逐字照录，不作更正。",
        "lead_en": "Every figure read in this document, as printed, with its place.",
        "original": source_place(base, document["source_file"]),
        "faults": _faults(faults.rows, found, links),
        "findings": listing(found, links, listed, _LONGEST),
        "grids": grids,
        "is_cut": len(amounts.rows) >= MOST_AMOUNTS,
        "grids_sql": amounts.sql,
        "statements": listing(
            statements, [_original(row, originals) for row in statements.rows], stated, _LONGEST
        ),
    }


def _faults(faults: Sequence[Row], found: Answer, links: Sequence[dict[str, str]]) -> list[Fault]:
    """Each fault with those of the checks found that are evidence of it."""
    made = []
    for fault in faults:
        own = [
            (row, link)
            for row, link in zip(found.rows, links, strict=True)
            if row["fault_id"] == fault["fault_id"]
        ]
        severity = word("severity", fault["severity"])
        made.append(
            Fault(
                anchor=fault_anchor(fault["fault_id"]),
                severity_zh=severity.zh,
                severity_en=severity.en,
                title=str(fault["title"]),
                title_en=str(fault["title_en"]),
                told=str(fault["told"]),
                told_en=str(fault["told_en"]),
                checks=table(
                    replace(found, rows=tuple(row for row, _ in own)), [link for _, link in own]
                ),
            )
        )
    return made


def _ids(rows: Sequence[Row], taken: set[str]) -> list[str]:
    """The place of each row as its id, where no row before it has that place."""
    ids = []
    for row in rows:
        place = anchor(row["page"], row["line"])
        ids.append("" if place in taken else place)
        taken.add(place)
    return ids


def _link(row: Row, anchors: set[str], grids: list[Grid]) -> dict[str, str]:
    """The place of a finding on the same page: its line, else the table of its title."""
    place = anchor(row["page"], row["line"])
    if place in anchors:
        return {"line": f"#{place}", "place": f"#{place}"}
    titled = next((grid for grid in grids if grid.title == row["table_title"]), None)
    return {"table_title": f"#T{titled.index}"} if titled else {}


def _original(row: Row, originals: Mapping[str, str]) -> dict[str, str]:
    """The page of the document itself that prints what a row is of, if the report shows it."""
    page = originals.get(anchor(row["page"], row["line"]))
    return {"page": f"../{page}"} if page else {}


def _grid(
    rows: list[Row], places: set[str], taken: set[str], base: str, source_file: object
) -> Grid:
    first = rows[0]
    # A table that stands in the document and has nothing to show holds no amounts.
    domain = "table_without_amounts" if first["status"] == "present" else "table_status"
    status = word(domain, first["status"])
    number = f"{first['table_no']}　" if first["table_no"] else ""
    title = str(first["title"] or word("table_type", first["table_type"]).zh)
    where = [
        f"第 {first['table_page']} 页" if first["table_page"] else "",
        f"第 {first['table_line']} 行" if first["table_line"] else "",
    ]
    printed = [row for row in rows if row["printed_text"] is not None]
    columns = sorted({(_place(row), _heading(row)) for row in printed})
    lines = []
    for _, cells in groupby(printed, key=lambda row: (row["row_no"], row["line"])):
        lines += _lines(list(cells), columns, places, taken)
    return Grid(
        index=int(str(first["table_index"])),
        title=f"{number}{title}" if number and not title.startswith(number.strip()) else title,
        place=" ".join(part for part in where if part),
        money_unit=str(first["money_unit"] or ""),
        status_zh=status.zh,
        status_en=status.en,
        original=source_place(base, source_file, first["table_page"]),
        headings=[heading for _, heading in columns],
        rows=lines,
    )


def _place(row: Row) -> int:
    return int(str(row["column_no"] or 0))


def _heading(row: Row) -> str:
    return str(row["heading_printed"] or row["measure"] or "")


def _lines(
    cells: list[Row], columns: list[tuple[int, str]], places: set[str], taken: set[str]
) -> list[Line]:
    """The rows of one printed line: one a label, since both sides of a table may have one."""
    made = []
    for label in unique(str(cell["label_printed"] or "") for cell in cells):
        of_label = [cell for cell in cells if str(cell["label_printed"] or "") == label]
        first = of_label[0]
        place = anchor(first["page"], first["line"])
        printed = {(_place(c), _heading(c)): str(c["printed_text"]) for c in of_label}
        made.append(
            Line(
                first["line"],
                str(first["code_printed"] or ""),
                label,
                [printed.get(column, "") for column in columns],
                place,
                "" if place in taken else place,
                place in places,
            )
        )
        taken.add(place)
    return made

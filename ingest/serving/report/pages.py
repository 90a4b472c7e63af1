"""The pages of the report: which figures stand on each, and what is said at its head."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from ingest.serving.report.cells import inferred, wan_text
from ingest.serving.report.charts_class import CLASS
from ingest.serving.report.charts_compare import COMPARISON
from ingest.serving.report.charts_overview import OVERVIEW
from ingest.serving.report.charts_quality import BUILDS, FINDINGS, QUALITY
from ingest.serving.report.charts_unit import UNIT, VIEW
from ingest.serving.report.documents import document_values
from ingest.serving.report.figures import Card, Desk, Section, listing
from ingest.serving.report.find import Held, choices, data_files
from ingest.serving.report.markup import POLICY, render, script_json
from ingest.serving.report.originals import Originals
from ingest.serving.report.pair import pair_files
from ingest.serving.report.places import (
    PAIR,
    class_page,
    finding_links,
    source_place,
    unit_page,
)
from ingest.serving.report.query import Answer, Row
from ingest.serving.report.words import class_name, head, how_known, terms, word

VIEWS = 3
"""The latest years and phases of a unit that are drawn in full; its tables have the others."""

MENU = (
    ("index.html", "总览", "Overview"),
    ("find.html", "查找", "Find"),
    ("compare.html", "比较", "Compare"),
    ("pair.html", "对照", "Side by side"),
    ("findings.html", "核对", "Findings"),
    ("quality.html", "质量", "Quality"),
    ("builds.html", "构建", "Builds"),
)
_MEASURES = (
    "current_revenue",
    "current_expenditure",
    "basic",
    "project",
    "three_public",
    "procurement",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site: its path in it and its text."""

    path: str
    text: str


def pages(
    desk: Desk, build: Mapping[str, object], base: str, originals: Originals
) -> Iterator[Page]:
    """Every page of the site and its data, one by one, so that none waits in memory for the rest.

    Args:
        desk: Where figures are made.
        build: What the foot of each page says: build_id, documents, units, chosen.
        base: Where the source documents lie; empty if not known.
        originals: What shows places of the source documents.
    """
    units = desk.ask("units")
    yield _overview(desk, build, units)
    files = []
    for file in data_files(desk):
        yield Page(file.path, file.text)
        files.append(file.held)
    yield _find(desk, build, files)
    yield from (Page(path, text) for path, text in pair_files(desk))
    yield _pair(build)
    yield _method(build)
    for row in desk.ask("find_classes").rows:
        yield _class(desk, build, row)
    yield _comparison(desk, build)
    yield _findings(desk, build)
    yield _quality(desk, build)
    yield _builds(desk, build)
    for unit_id in sorted(desk.drawn.units):
        unit = desk.ask("unit", unit_id=unit_id).rows[0]
        documents = desk.ask("unit_documents", unit_id=str(unit["unit_id"]))
        yield _unit(desk, build, unit, documents, base)
        for document in documents.rows:
            path = desk.drawn.document(document["document_id"])
            if not path:
                continue
            owned = {**document, "unit_id": unit["unit_id"], "unit": unit["unit"]}
            shown = originals.shown(desk, str(document["document_id"]))
            yield from (Page(original.path, original.text) for original in shown.pages)
            values = document_values(desk, owned, base, shown.links)
            yield _page("document.html", path, build, {**values, "draws": False})


def _page(
    template: str, path: str, build: Mapping[str, object], values: Mapping[str, object]
) -> Page:
    frame = {
        "policy": POLICY,
        "menu": MENU,
        "here": path,
        "root": "../" * path.count("/"),
        "build": build,
        "draws": True,
        "cards": (),
    }
    return Page(path, render(template, {**frame, **values}))


def _site_page(name: str, build: Mapping[str, object], section: Section, **said: str) -> Page:
    """A page over all units: its head, and what stands on it."""
    top = head(name)
    values = {
        "title_zh": top.title_zh,
        "title_en": top.title_en,
        "lead": [(top.lead_zh.format(**said), top.lead_en)],
        "parts": [section],
    }
    return _page("page.html", f"{name}.html", build, values)


def _overview(desk: Desk, build: Mapping[str, object], units: Answer) -> Page:
    links = [{"unit_name": desk.drawn.unit(row["unit_id"])} for row in units.rows]
    first, *others = OVERVIEW
    listed = listing(units, links)
    years = [int(str(row[name])) for row in units.rows for name in ("first_year", "last_year")]
    span = f"{min(years)}—{max(years)}" if years else "—"
    section = Section([desk.figure(first), listed, *(desk.figure(chart) for chart in others)])
    return _site_page("index", build, section, span=span)


def _comparison(desk: Desk, build: Mapping[str, object]) -> Page:
    section = Section([desk.figure(chart) for chart in COMPARISON])
    return _site_page("compare", build, section)


def _method(build: Mapping[str, object]) -> Page:
    top = head("method")
    values = {
        "title_zh": top.title_zh,
        "title_en": top.title_en,
        "lead": [(top.lead_zh, top.lead_en)],
        "terms": terms(),
        "draws": False,
    }
    return _page("method.html", "method.html", build, values)


def _pair(build: Mapping[str, object]) -> Page:
    top = head("pair")
    values = {
        "title_zh": top.title_zh,
        "title_en": top.title_en,
        "lead": [(top.lead_zh, top.lead_en)],
        "labels": {name: word("pair_side", name) for name in ("one", "other", "scope")},
        "draws": False,
    }
    return _page("pair.html", PAIR, build, values)


def _find(desk: Desk, build: Mapping[str, object], files: Sequence[Held]) -> Page:
    top = head("find")
    offered = choices(desk)
    values = {
        "title_zh": top.title_zh,
        "title_en": top.title_en,
        "lead": [(top.lead_zh, top.lead_en)],
        "choices": offered,
        "labels": {name: word("filter", name) for name in offered},
        "files": script_json([asdict(file) for file in files]),
        "draws": False,
    }
    return _page("find.html", "find.html", build, values)


def _class(desk: Desk, build: Mapping[str, object], row: Row) -> Page:
    """A class across the units."""
    classification, name = str(row["classification"]), class_name(row)
    kind, level = word("classification", classification), word("level", row["level"])
    values = {
        "title_zh": f"{row['code']} {name.zh}",
        "title_en": name.en,
        "lead": [(f"{kind.zh}，{level.zh}级", f"{kind.en}, {level.en.lower()}")],
        "parts": [Section([desk.figure(CLASS[classification], code=str(row["code"]))])],
    }
    return _page("page.html", class_page(classification, row["code"]), build, values)


def _findings(desk: Desk, build: Mapping[str, object]) -> Page:
    answer = desk.ask("findings")
    listed = listing(answer, finding_links(answer.rows, desk.drawn))
    section = Section([*(desk.figure(chart) for chart in FINDINGS), listed])
    return _site_page("findings", build, section)


def _quality(desk: Desk, build: Mapping[str, object]) -> Page:
    answer = desk.ask("worklist")
    pages = [desk.drawn.document(row["document_id"]) for row in answer.rows]
    links = [{"document_id": page} if page else {} for page in pages]
    listed = listing(answer, links)
    section = Section([*(desk.figure(chart) for chart in QUALITY), listed])
    return _site_page("quality", build, section)


def _unit(desk: Desk, build: Mapping[str, object], unit: Row, documents: Answer, base: str) -> Page:
    unit_id = str(unit["unit_id"])
    views = desk.ask("unit_views", unit_id=unit_id).rows[:VIEWS]
    totals = desk.ask("unit_totals", unit_id=unit_id)
    parts = [_view(desk, unit_id, view, place) for place, view in enumerate(views)]
    parts.append(
        Section([desk.figure(chart, unit_id=unit_id) for chart in UNIT], "各年", "Over the years")
    )
    found = desk.ask("findings", units=[unit_id]).without("unit")
    targets = [_document_links(desk, row, base) for row in documents.rows]
    figures = [
        listing(found, finding_links(found.rows, desk.drawn, "../")),
        listing(documents, targets),
    ]
    parts.append(Section(figures, "核对与来源", "Findings and sources"))
    level = word("admin_level", unit["admin_level"])
    where = "，".join(str(part) for part in (unit["region_name"], level.zh) if part and part != "—")
    values = {
        "title_zh": str(unit["unit_name"]),
        "title_en": str(unit["unit_name_en"] or ""),
        "lead": [
            (
                f"{where}" if where else "单位未登记，按公开名称列出",
                level.en if where else "Not in the register",
            )
        ],
        "cards": _cards(totals.rows, views),
        "parts": parts,
    }
    return _page("page.html", unit_page(unit_id), build, values)


def _builds(desk: Desk, build: Mapping[str, object]) -> Page:
    section = Section([desk.figure(chart) for chart in BUILDS])
    return _site_page("builds", build, section)


def _document_links(desk: Desk, row: Row, base: str) -> dict[str, str]:
    """Where a document in the list of a unit leads: to its page, and to its source."""
    page = desk.drawn.document(row["document_id"])
    links = {"document_id": page and f"../{page}", "title": page and f"../{page}"}
    links["source_file"] = source_place(base, row["source_file"]) or ""
    return {name: target for name, target in links.items() if target}


def _view(desk: Desk, unit_id: str, view: Row, place: int) -> Section:
    year, phase = int(str(view["fiscal_year"])), str(view["phase"])
    name = word("phase", phase)
    suffix = f"-{place + 1}" if place else ""
    return Section(
        [
            desk.figure(chart, suffix, unit_id=unit_id, fiscal_year=year, phase=phase)
            for chart in VIEW
        ],
        f"{year} {name.zh}",
        f"{year} {name.en.lower()}",
    )


def _cards(totals: Sequence[Row], views: Sequence[Row]) -> list[Card]:
    """The main totals of the latest year and phase that is drawn in full."""
    if not views:
        return []
    latest = (views[0]["fiscal_year"], views[0]["phase"])
    found = {
        row["measure"]: row
        for row in totals
        if row["is_widest_scope"] and (row["fiscal_year"], row["phase"]) == latest
    }
    return [_card(found[name], latest[0]) for name in _MEASURES if name in found]


def _card(row: Row, year: object) -> Card:
    name = word("unit_measure", row["measure"])
    phase, scope = word("phase", row["phase"]), word("scope", row["scope"])
    return Card(
        name.zh,
        name.en,
        wan_text(row["amount_yuan"]),
        f"万元 · {year} {phase.zh} · {scope.zh} · {how_known(row).zh}",
        inferred(row["basis"]),
    )

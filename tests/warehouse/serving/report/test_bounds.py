"""The report of many documents: as many pages as it is bounded to, and everything found."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.support import needs

pytest.importorskip("altair", reason=needs.REPORT)

from ingest.serving.report.bounds import Bounds
from ingest.serving.report.write import write_site
from tests.support.replicas import replicate
from tests.support.report_pages import paths, table, tree

TIMES = 8
BOUNDS = Bounds(units=6, documents=4, entries=25, units_of_pair=10)


@pytest.fixture(scope="module")
def database(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped five units and documents, eight times."""
    return replicate(warehouse, tmp_path_factory.mktemp("many"), TIMES)


@pytest.fixture(scope="module")
def site(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its report."""
    folder = tmp_path_factory.mktemp("site")
    write_site(database, folder, bounds=BOUNDS)
    return folder


def test_units_and_documents_have_pages_up_to_the_bounds(site: Path) -> None:
    assert len(list((site / "units").iterdir())) == BOUNDS.units
    assert len(list((site / "documents").iterdir())) == BOUNDS.documents
    listed = table(tree(site / "index.html"), "units")
    assert len(listed) == 5 * TIMES


def test_every_link_leads_to_a_file(site: Path) -> None:
    for path in paths(site):
        for href in tree(path).xpath("//a/@href | //script/@src | //link/@href"):
            target = href.partition("#")[0]
            if target.startswith("../exports/"):  # Of the build; the report of a test is elsewhere.
                continue
            assert not target or (path.parent / target).is_file(), (path, href)


def test_search_holds_everything_in_files_of_a_few_entries(site: Path, database: Path) -> None:
    known = json.loads(tree(site / "find.html").xpath("//script[@id='files']/text()")[0])
    held: dict[str, list[list[object]]] = {}
    for file in known:
        path = site / f"data/{file['file']}.js"
        text = path.read_text("utf-8").removeprefix(f"mingzhangFound({json.dumps(file['file'])}, ")
        entries = json.loads(text.removesuffix(");\n"))
        assert len(entries) <= BOUNDS.entries
        assert path.stat().st_size < 500 * BOUNDS.entries
        for entry in entries:
            assert file["first"] <= entry[4] <= entry[5] <= file["last"]
            assert entry[6] in file["levels"]
            assert entry[7] in file["regions"]
            assert entry[8] in file["severities"]
            assert (site / str(entry[3]).partition("#")[0]).is_file()
        held.setdefault(file["kind"], []).extend(entries)
    with duckdb.connect(str(database), read_only=True) as connection:
        for kind, query in {
            "units": "select count(*) from marts.dim_unit where has_filed",
            "documents": "select count(*) from marts.dim_document where is_current",
            "projects": "select count(*) from marts.fct_project where is_current",
            "faults": "select count(*) from marts.dq_fault where is_current",
        }.items():
            assert len(held[kind]) == connection.execute(query).fetchall()[0][0], kind
    assert len(known) > 15


def test_a_unit_without_a_page_is_found_side_by_side(site: Path) -> None:
    text = (site / "data/pair.js").read_text("utf-8")
    given = json.loads(text.removeprefix("mingzhangPair(").removesuffix(");\n"))
    of = {key.partition(".")[0]: part for key, _, part in given["years"]}
    assert len(of) == 5 * TIMES
    for href in tree(site / "index.html").xpath("//section[@id='units']//a/@href"):
        page, _, asked = href.partition("#")
        if page == "pair.html":
            unit = asked.partition("&")[0].removeprefix("one=")
            assert f'"{unit}.' in (site / f"data/pair-{of[unit]}.js").read_text("utf-8")


def test_pages_over_all_units_grow_no_faster_than_their_tables(
    site: Path, report_site: Path
) -> None:
    """A row of the largest table has some 1,200 bytes, of five units or of forty."""
    for name in ("index.html", "compare.html", "findings.html", "quality.html", "find.html"):
        few, many = (folder.joinpath(name).stat().st_size for folder in (report_site, site))
        assert many < few * TIMES, name
        assert many < 1_000_000, name


def test_units_that_are_named_all_have_a_page(database: Path, tmp_path: Path) -> None:
    units = [f"mohrss-ic-r{copy}" for copy in range(1, 4)]
    write_site(database, tmp_path, units, bounds=Bounds(units=1))
    assert sorted(path.stem for path in (tmp_path / "units").iterdir()) == units

"""Labels that would be markup, script, template or path if anything took them at their word."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.support import needs

pytest.importorskip("altair", reason=needs.REPORT)

from ingest.serving.report.write import write_site
from tests.support.report_pages import paths, specs, tags_out_of_order, tree

HOSTILE = (
    "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}{% raw %}\u2028&lt;"
)
_COLUMNS = {
    "dim_unit": ["unit_name", "short_name", "unit_name_en", "region_name"],
    "dim_document": ["title", "source_file", "money_unit"],
    "dim_table": ["title", "table_no"],
    "cmp_function_share": ["name"],
    "cmp_economic_share": ["name"],
    "cmp_year_over_year": ["item_name"],
    "cmp_budget_execution": ["item_name"],
    "dim_functional_class": ["name"],
    "fct_project": ["project_name"],
    "fct_reported_amount": ["label_printed", "heading_printed", "printed_text", "code_printed"],
    "fct_statement": ["subject", "printed_text", "unit"],
    "dq_fault": ["title", "title_en", "explanation", "explanation_en", "suspect_printed"],
    "dq_reconciliation": ["table_title", "place", "printed", "probable_cause", "check_class"],
}


@pytest.fixture(scope="module")
def site(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of a warehouse in which every text of a document is hostile."""
    copy = tmp_path_factory.mktemp("hostile") / "mingzhang.duckdb"
    shutil.copy(warehouse / "mingzhang.duckdb", copy)
    with duckdb.connect(str(copy)) as connection:
        for name, columns in _COLUMNS.items():
            given = ", ".join(f"$text as {column}" for column in columns)
            connection.execute(
                f"create or replace table marts.{name} as"
                f" select * replace ({given}) from marts.{name}",
                {"text": HOSTILE},
            )
    folder = copy.parent / "report"
    folder.mkdir()
    write_site(copy, folder, ["wuhan-hrss-ic", "anhui-hrss-ic"])
    return folder


def test_no_text_becomes_an_element_or_an_attribute(site: Path) -> None:
    for path in paths(site):
        text = path.read_text(encoding="utf-8")
        assert tags_out_of_order(text) == [], path
        page = tree(path)
        assert page.xpath("//img | //script[not(@src) and not(@type='application/json')]") == []
        assert page.xpath("//@*[starts-with(name(), 'on')]") == []
        assert "<script>alert" not in text
        assert "49" not in (page.find(".//h1").text or "")


def test_the_text_is_shown_as_it_is(site: Path) -> None:
    page = tree(site / "units/wuhan-hrss-ic.html")
    assert HOSTILE in page.find(".//h1").text_content()
    labels = {
        str(value)
        for spec in specs(page)
        for row in spec["datasets"]["rows"]
        for value in row.values()
    }
    assert any(HOSTILE in label for label in labels)

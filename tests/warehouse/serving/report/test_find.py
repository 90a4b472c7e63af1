"""What the page of search finds leads to a page that is there, and says what the documents say."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.support import needs

pytest.importorskip("altair", reason=needs.REPORT)

from tests.support.report_pages import rows, tree

KINDS = ("units", "documents", "classes", "projects", "faults")


def _entries(site: Path, kind: str) -> list[list[Any]]:
    found: list[list[Any]] = _called(site / f"data/{kind}.js", f'mingzhangFound("{kind}", ')
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_leads_to_a_place_of_the_site(report_site: Path, kind: str) -> None:
    entries = _entries(report_site, kind)
    assert len(entries) >= 5
    ids: dict[str, set[str]] = {}
    for title, _, detail, href, first, last, *_ in entries:
        page, _, fragment = href.partition("#")
        if page not in ids:
            ids[page] = set(tree(report_site / page).xpath("//@id"))
        assert not fragment or fragment in ids[page], href
        assert title
        assert detail
        assert 2020 < first <= last < 2030


def test_every_page_of_a_class_is_found(report_site: Path) -> None:
    found = {entry[3] for entry in _entries(report_site, "classes")}
    assert found == {f"classes/{path.name}" for path in (report_site / "classes").iterdir()}


# By eye from the documents, as in test_site.py: 武汉 2022 决算 table 3, 四川 2023 预算 table 3.
def test_a_class_is_compared_across_units(report_site: Path) -> None:
    page = tree(report_site / "classes/functional-2080108.html")
    amounts = {(row["单位"], row["阶段"], row["金额（元）"]) for row in map(dict, _named(page))}
    assert ("武汉人社信息中心", "决算", "7,840,500.00") in amounts
    assert ("四川人社信息中心", "年初预算", "5,967,000.00") in amounts
    assert "信息化建设" in page.xpath("//h1")[0].text_content()


def _named(page: Any) -> list[list[tuple[str, str]]]:  # noqa: ANN401 - lxml has no types
    section = page.xpath("//section[@data-chart]")[0]
    heads = [cell.text for cell in section.xpath(".//thead//button")]
    return [list(zip(heads, row, strict=True)) for row in rows(section)]


def test_the_filters_offer_what_there_is(report_site: Path) -> None:
    page = tree(report_site / "find.html")
    years = page.xpath("//select[@name='year']/option/@value")
    assert years == ["", "2025", "2024", "2023", "2022", "2021"]
    assert page.xpath("//select[@name='kind']/option/@value") == list(KINDS)
    for field in page.xpath("//form//input | //form//select"):
        assert page.xpath(f"//label[@for='{field.get('id')}']"), field.get("name")


def test_the_page_of_method_tells_each_term_in_both_languages(report_site: Path) -> None:
    page = tree(report_site / "method.html")
    terms = page.xpath("//dt")
    assert len(terms) > 10
    for term, text in zip(terms, page.xpath("//dd"), strict=True):
        assert term.xpath("./span[@lang='en']")
        assert len(text.text) > 15
        assert len(text.xpath("./span[@lang='en']")[0].text) > 30
    for path in ("index.html", "units/wuhan-hrss-ic.html"):
        assert tree(report_site / path).xpath("//footer//a[contains(@href, 'method.html')]")


def test_two_unit_years_are_laid_side_by_side_in_funds_that_both_tell(report_site: Path) -> None:
    """人社部 2022, appropriation: 6,916.86 spent of 6,246.60 budgeted, which its 110.73 % gives."""
    data = _called(report_site / "data/pair-1.js", "mingzhangPairOf(1, ")
    scope = [zh for _, zh, _ in data["scopes"]].index("财政拨款")
    item = [name for _, name, _ in data["items"]].index("本年支出合计")
    spent = {
        data["years"][year]: (yuan, hollow)
        for year, of, which, yuan, hollow in data["amounts"]
        if (of, which) == (scope, item)
    }
    assert spent["mohrss-ic.2022.final"] == (69168600.00, 0)
    assert spent["mohrss-ic.2022.initial_budget"] == (62466000.00, 1)


def test_what_two_sets_of_figures_differ_in_is_told_by_their_signatures(
    report_site: Path, warehouse: Path
) -> None:
    """Every pair of cmp_comparability in one scope is told as there, through pair.js."""
    known = _called(report_site / "data/pair.js", "mingzhangPair(")
    part = _called(report_site / "data/pair-1.js", "mingzhangPairOf(1, ")
    verdicts = {tuple(v[:3]): (v[3], known["reasons"][v[4]][0]) for v in known["verdicts"]}
    signed = {
        (part["years"][year], part["scopes"][scope][0]): signature
        for year, scope, signature in part["sets"]
    }
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        pairs = connection.execute("""
            select
                concat_ws('.', unit_id, fiscal_year, phase),
                concat_ws('.', other_unit_id, other_fiscal_year, other_phase),
                scope,
                fiscal_year = other_fiscal_year,
                is_comparable,
                unit_id = other_unit_id,
                len(string_split(reasons, ' '))
            from marts.cmp_comparability
            where scope = other_scope and phase = other_phase
        """).fetchall()
    assert len(pairs) > 10
    for one, other, scope, same_year, is_comparable, same_unit, reasons in pairs:
        key = (signed[one, scope], signed[other, scope], int(same_year))
        comparable, said = verdicts[key]
        assert bool(comparable or same_unit) == is_comparable
        assert len([part for part in said.split("、") if part]) == (reasons or 0)
        assert "_" not in said


def _called(path: Path, opening: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(path.read_text("utf-8").removeprefix(opening).removesuffix(");\n"))

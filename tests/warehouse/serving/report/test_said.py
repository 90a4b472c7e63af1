"""What a reader concludes from a page: names as the documents have them, nothing left out."""

import re
from pathlib import Path

import pytest
from lxml import html

from tests.support import needs

pytest.importorskip("altair", reason=needs.REPORT)

from ingest.base.settings import PROJECT
from ingest.exports.codes import read_codes
from tests.support.report_pages import paths, rows, specs, tree

MINISTRY = "units/mohrss-ic.html"


def _texts(path: Path) -> str:
    """What a page says, without SQL, printed text and addresses."""
    page = tree(path)
    for place in page.xpath("//script | //code | //pre | //table[@class='printed']"):
        place.drop_tree()
    return str(page.text_content())


def _section(site: Path, page: str, name: str) -> html.HtmlElement:
    (found,) = tree(site / page).xpath(f"//section[@id='{name}']")
    return found


_CODES = {row.code for row in read_codes(PROJECT) if "_" in row.code}


def test_no_sentence_holds_a_code_of_the_marts(report_site: Path) -> None:
    """As `current_expenditure`, `table_no`, `[share]` and `[unsplit]` were."""
    assert len(_CODES) > 100
    for path in paths(report_site):
        said = _texts(path)
        assert set(re.findall(r"[a-z]+(?:_[a-z]+)+", said)) & _CODES == set(), path
        assert re.findall(r"\[[a-z ]+\]", said) == [], path


def test_a_headline_names_a_class_and_no_code(report_site: Path) -> None:
    said = [
        line.text_content()
        for path in paths(report_site)
        for line in tree(path).xpath("//section[@data-chart]//p[@class='english']")
    ]
    assert len(said) > 25
    assert [line for line in said if re.search(r"(?:is|by|class|in) \d{5,7}\b", line)] == []
    assert any("Informatization" in line for line in said)


def test_what_a_year_spends_is_not_called_its_grand_total(report_site: Path) -> None:
    """人社部 2022: 9,090.21 is 本年支出; 支出总计 is 9,570.17."""
    chart = _section(report_site, "index.html", "totals").text_content()
    assert "本年支出" in chart
    assert "9,090.21" in chart
    assert "支出总计" not in chart
    assert "支出总数" not in chart


def test_a_derived_amount_says_how(report_site: Path) -> None:
    """人社部 2022 本年支出 is the total less the balance, 2021 the year less its change."""
    card = tree(report_site / MINISTRY).xpath("//ul[@class='cards']/li[2]")[0].text_content()
    assert "9,090.21" in card
    assert "总计减结转结余" in card
    legend = _section(report_site, "index.html", "totals").xpath(".//ul[@class='legend']")[0]
    assert "总计减结转结余" in legend.text_content()
    assert "由增减额推算上年" in legend.text_content()


def test_budget_and_final_accounts_stand_in_the_same_funds_where_both_are_known(
    report_site: Path,
) -> None:
    """人社部 2022: 6,246.60 of appropriation was budgeted and 6,916.86 of it spent, of 9,090.21."""
    for page, name in (("index.html", "totals"), (MINISTRY, "years")):
        (spec,) = specs(_section(report_site, page, name))
        drawn = spec["datasets"]["rows"]
        like = {row["text"] for row in drawn if "2022" in row["label"] and "财政" in row["label"]}
        assert like >= {"6,246.60", "6,916.86"}, page


def test_the_three_public_expenses_of_a_unit_without_their_table_are_those_it_books(
    report_site: Path,
) -> None:
    """安徽 2022: 30212, 30217 and 30231 are 8.00, 0.70 and 1.20, and no table of the three."""
    section = _section(report_site, "compare.html", "three-public")
    assert "9.90" in section.xpath(".//h2")[0].text_content()
    booked = [row for row in rows(section) if "安徽人社信息中心" in row]
    assert len(booked) == 3
    assert "至少数" in section.text_content()


def test_the_years_of_the_report_are_all_that_the_documents_tell(report_site: Path) -> None:
    lead = tree(report_site / "index.html").xpath("//p[@class='lead']")[0].text_content()
    assert "2021—2025" in lead


def test_a_small_item_is_drawn_as_large_as_its_rate(report_site: Path) -> None:
    """人社部 2022: 提租补贴 is some 16 万元 of some 6,900, and both are near their budget."""
    (spec,) = specs(_section(report_site, MINISTRY, "execution"))
    rates = [row["x"] for row in spec["datasets"]["rows"]]
    assert len(rates) > 5
    assert min(rates) > 75
    assert max(rates) < 130


def test_a_project_under_two_classes_is_one(report_site: Path) -> None:
    """四川 2023: 单位运转项目 is 354.20 and 345.94 under two classes, 700.14 by its table."""
    section = _section(report_site, "units/sichuan-hrss-ic.html", "projects")
    (headline,) = section.xpath(".//h2")
    said = " ".join(headline.text_content().split())
    assert said == "3 个项目，最大的是单位运转项目(不可细化)：700.14 万元"
    assert len(rows(section)) == 4


def test_a_fault_is_told_in_both_languages_where_it_is_listed(report_site: Path) -> None:
    section = _section(report_site, "findings.html", "findings")
    told = section.xpath(".//td//span[@class='below']")
    assert len(told) == 2 * len(rows(section))
    assert all(span.get("lang") == "en" and span.text_content() for span in told)
    heads = section.xpath(".//tbody/tr[1]/td/@data-head")  # What a phone shows beside each cell.
    assert "差错" in heads
    assert "说明" in heads


def test_the_rule_of_a_check_is_named_in_chinese_too(report_site: Path) -> None:
    """It once stood in English alone."""
    for path in sorted((report_site / "documents").iterdir()):
        (section,) = tree(path).xpath("//section[@id='document-findings']")
        named = section.xpath(".//td[@data-head='规则']")
        assert len(named) == len(rows(section))
        assert all(re.search("[一-鿿]", cell.text_content()) for cell in named), path


def test_no_page_lets_text_become_code(report_site: Path) -> None:
    for path in paths(report_site):
        (policy,) = tree(path).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "unsafe-eval" not in policy

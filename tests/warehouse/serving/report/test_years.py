"""The small pictures of units over their years: of one scope each, of their own size, by hand."""

from pathlib import Path

import pytest

from tests.support import needs

pytest.importorskip("altair", reason=needs.REPORT)

from ingest.serving.report.charts import Context
from ingest.serving.report.charts_years import PICTURES, YEARS, years
from ingest.serving.report.query import Row
from tests.support.report_pages import specs, table, tree


def _row(unit: str, year: int, yuan: int, phase: str = "initial_budget") -> Row:
    given = {"unit_id": unit, "unit": unit, "scope": "all_funds", "fiscal_year": year}
    return {**given, "phase": phase, "basis": "table", "derivation": None, "amount_yuan": yuan}


def test_every_unit_has_a_picture_of_its_years(report_site: Path) -> None:
    page = tree(report_site / "compare.html")
    (section,) = page.xpath("//section[@id='years']")
    names = [name.text_content().strip() for name in section.xpath(".//h3")]
    pictures = dict(zip(names, specs(section), strict=True))
    drawn = {
        name.split("\u3000")[0]: {
            (row["year"], row["text"], row["hollow"]) for row in picture["datasets"]["rows"]
        }
        for name, picture in pictures.items()
    }
    # 支出决算 1,777.50 of 年初预算 3,227.02, both of 一般公共预算; the year before by its change.
    assert drawn["武汉人社信息中心"] == {
        ("2021", "2,103.42 万元", True),
        ("2022", "3,227.02 万元", False),
        ("2022", "1,777.50 万元", False),
    }
    assert drawn["达州人社信息中心"] == {
        ("2024", "641.15 万元", False),
        ("2025", "618.22 万元", False),
    }
    assert "武汉人社信息中心\u3000一般公共预算" in names
    assert "4 个有前后两年，最近一年 1 个增加、3 个减少" in section.text_content().replace(
        "\xa0", " "
    )
    assert len(table(page, "years")) == sum(len(rows) for rows in drawn.values())


def test_pictures_share_their_years_and_none_its_height(report_site: Path) -> None:
    (section,) = tree(report_site / "compare.html").xpath("//section[@id='years']")
    found = specs(section)
    domains = {tuple(spec["encoding"]["x"]["scale"]["domain"]) for spec in found}
    assert domains == {("2021", "2022", "2023", "2024", "2025")}
    for spec in found:
        low, high = spec["encoding"]["y"]["scale"]["domain"]
        largest = max(float(row["y"]) for row in spec["datasets"]["rows"])
        assert low == 0
        assert largest < high < largest * 1.1
    assert "纵轴（万元）各自从零" in section.text_content()


def test_of_many_units_the_first_are_drawn_and_the_rest_is_said() -> None:
    rows = [
        _row(f"u{n:02}", year, 10_000 * year) for n in range(PICTURES + 1) for year in range(20)
    ]
    drawing = years(rows, Context())
    assert len(drawing.panels) == PICTURES
    assert len(drawing.panels[0].spec["datasets"]["rows"]) == YEARS
    assert any(str(PICTURES) in zh for zh, _ in drawing.notes)
    assert f"{PICTURES + 1} 个增加、0 个减少" in drawing.zh


def test_a_budget_is_no_step_from_final_accounts() -> None:
    rows = [_row("u", 2022, 5), _row("u", 2023, 4, "final"), _row("v", 2021, 1), _row("v", 2023, 2)]
    assert "没有前后两年" in years(rows, Context()).zh

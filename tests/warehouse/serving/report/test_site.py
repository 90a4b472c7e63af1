"""The written site: whole, offline, small, the same twice, and each chart with table and SQL."""

import json
import re
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.support import needs

pytest.importorskip("altair", reason=needs.REPORT)

import altair as alt

from ingest.base.errors import WarehouseError
from ingest.serving.report.write import write_site
from tests.support.report_pages import paths, rows, specs, table, tags_out_of_order, tree


@pytest.fixture(scope="module")
def site(report_site: Path) -> Path:
    """The report of the shipped rows."""
    return report_site


@pytest.fixture(scope="module")
def database(warehouse: Path) -> Path:
    """The database that it is of."""
    return warehouse / "mingzhang.duckdb"


_CHINESE = re.compile("[一-鿿]")
BESIDE = "../exports/"
"""Where a published report has the exports of its build."""

WORDS = {"rows", "title", "description", "values", "text", "domain", "href", "name"}
"""What a specification has words or rows under."""

UNITS = ["anhui-hrss-ic", "dazhou-hrss-ic", "mohrss-ic", "sichuan-hrss-ic", "wuhan-hrss-ic"]


def test_there_is_a_page_for_each_unit_and_each_document(site: Path) -> None:
    assert sorted(path.stem for path in (site / "units").iterdir()) == UNITS
    assert len(list((site / "documents").iterdir())) == 5
    assert {path.name for path in site.glob("*.html")} == {
        "index.html",
        "builds.html",
        "find.html",
        "compare.html",
        "pair.html",
        "findings.html",
        "quality.html",
        "method.html",
    }
    assert len(list((site / "classes").iterdir())) > 50


def test_it_weighs_less_than_five_megabytes(site: Path) -> None:
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 5_000_000


def test_tags_are_in_order_and_ids_are_unique(site: Path) -> None:
    for path in paths(site):
        assert tags_out_of_order(path.read_text(encoding="utf-8")) == [], path
        ids = tree(path).xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_the_method_leads_to_exports_and_dictionary_beside_the_report(
    site: Path, warehouse: Path
) -> None:
    links = {str(link) for link in tree(site / "method.html").xpath("//main//a/@href")}
    assert links == {f"{BESIDE}{name}" for name in ("", "dictionary.html", "datapackage.json")}
    for link in links:
        assert (warehouse / link.removeprefix("../")).exists(), link


def test_every_link_leads_to_a_place_of_the_site(site: Path) -> None:
    found = 0
    ids = {path.resolve(): set(tree(path).xpath("//@id")) for path in paths(site)}
    for path in paths(site):
        for link in tree(path).xpath("//a/@href"):
            if str(link).startswith(BESIDE):
                continue
            page, _, fragment = str(link).partition("#")
            target = (path.parent / page).resolve() if page else path.resolve()
            assert target in ids, f"{path}: {link}"
            assert not fragment or fragment in ids[target], f"{path}: {link}"
            found += 1
    assert found > 300


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path in paths(site):
        page = tree(path)
        for source in page.xpath("//@src | //link/@href"):
            assert (path.parent / source).resolve().is_relative_to(site.resolve())
            assert (path.parent / source).is_file()
        assert not page.xpath("//iframe | //img | //object | //script[@type='module']")
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none';")
        assert "http" not in policy
    css = (site / "assets/report.css").read_text(encoding="utf-8")
    assert "url(" not in css
    assert "@import" not in css


def test_every_chart_has_its_table_and_its_sql_and_is_described(site: Path) -> None:
    charts = 0
    for path in paths(site):
        for section in tree(path).xpath("//section[@data-chart]"):
            assert rows(section), section.get("id")
            assert section.find(".//code[@class='sql']") is not None
            for plot in section.iterfind(".//div[@class='plot']"):
                assert plot.get("role") == "img"
                assert len(plot.get("aria-label")) > 20
                charts += 1
    assert charts > 35


def _written(value: object) -> str:
    if value is None or value == "":
        return "—"
    return f"{value:,.2f}" if isinstance(value, Decimal) else str(value)


def test_the_sql_shown_runs_and_gives_the_table_shown(site: Path, database: Path) -> None:
    run = 0
    for path in paths(site):
        for section in tree(path).xpath("//section[.//table[contains(@class, 'data')]]"):
            sql = section.find(".//code[@class='sql']").text_content()
            with duckdb.connect(str(database), read_only=True) as connection:
                cursor = connection.execute(sql)
                columns = [entry[0] for entry in cursor.description or ()]
                answer = cursor.fetchall()
            shown = rows(section)
            assert len(shown) == len(answer), section.get("id")
            hidden = {"unit_id", "other_unit_id", "check_id", "name_en"}
            visible = [c for c in columns if c not in hidden]
            money = [place for place, name in enumerate(visible) if name.endswith("_yuan")]
            for cells, row in zip(shown, answer, strict=True):
                values = [v for v, c in zip(row, columns, strict=True) if c in visible]
                assert [cells[p] for p in money] == [_written(values[p]) for p in money]
            run += 1
    assert run > 50


def _form(spec: object) -> object:
    """A specification without its words and rows."""
    if isinstance(spec, dict):
        said = {key for key in WORDS & spec.keys() if not isinstance(spec[key], dict)}
        return {key: None if key in said else _form(value) for key, value in spec.items()}
    return [_form(one) for one in spec] if isinstance(spec, list) else spec


def test_every_specification_is_valid_vega_lite(site: Path) -> None:
    """Charts are made without altair's own check, which takes most of the time: it is done here."""
    valid = set()
    for path in paths(site):
        for spec in specs(tree(path)):
            # Charts of one form differ in their rows and words, which no schema tells apart.
            form = json.dumps(_form(spec), sort_keys=True)
            if form not in valid:
                alt.Chart.from_dict(spec)
                valid.add(form)
            assert spec["datasets"]["rows"]
            assert spec["width"] == "container"


# By eye from the documents: 武汉 2022 决算, tables 1 and 3 and the text on expenditure by function;
# 四川 2023 预算, table 1; 人社部 2022 决算, the text on revenue.
@pytest.mark.parametrize(
    ("page", "name", "wanted"),
    [
        (
            "units/wuhan-hrss-ic.html",
            "functions",
            {"科目编码": "2080108", "金额（元）": "7,840,500.00", "占比": "44.11%"},
        ),
        (
            "units/wuhan-hrss-ic.html",
            "execution",
            {"科目编码": "2080108", "年初预算（元）": "21,784,800.00", "公开执行率": "36.00%"},
        ),
        (
            "units/sichuan-hrss-ic.html",
            "years",
            {
                "年度": "2023",
                "指标": "本年支出合计",
                "金额（元）": "13,474,400.00",
                "依据": "表内公开",
            },
        ),
        (
            "units/mohrss-ic.html",
            "flow",
            {"来源": "事业收入", "去向": "收入合计", "金额（元）": "5,743,200.00"},
        ),
        (
            "compare.html",
            "change",
            {
                "单位": "武汉人社信息中心",
                "增减额（元）": "-3,259,200.00",
                "上年依据": "推算",
            },
        ),
    ],
)
def test_it_shows_what_the_documents_print(
    site: Path, page: str, name: str, wanted: dict[str, str]
) -> None:
    found = table(tree(site / page), name)
    assert any(wanted.items() <= row.items() for row in found), found


def _drawn(site: Path, page: str, name: str) -> list[dict[str, object]]:
    (section,) = tree(site / page).findall(f".//section[@id='{name}']")
    return [row for spec in specs(section) for row in spec["datasets"]["rows"]]


def test_inferred_amounts_are_drawn_hollow_and_printed_ones_are_not(site: Path) -> None:
    hollow = {str(row["label"]): row["hollow"] for row in _drawn(site, "index.html", "totals")}

    assert hollow["安徽人社信息中心\n2021 年初预算\n全部资金"] is True
    assert hollow["安徽人社信息中心\n2022 年初预算\n全部资金"] is False
    legend = tree(site / "index.html").xpath("//section[@id='totals']//li")
    assert any("空心" in entry.text_content() for entry in legend)


def test_amounts_are_drawn_in_wan_and_exactly(site: Path) -> None:
    drawn = {row["label"]: row["x"] for row in _drawn(site, "index.html", "totals")}

    assert drawn["武汉人社信息中心\n2022 决算\n全部资金"] == 1777.5
    assert drawn["四川人社信息中心\n2023 年初预算\n全部资金"] == 1347.44


def test_budgets_and_final_accounts_are_never_in_one_picture_of_shares(site: Path) -> None:
    page = tree(site / "compare.html")
    for section in page.xpath("//section[@id='function-share' or @id='nature-share']"):
        titles = [entry.text for entry in section.iterfind(".//h3")]
        assert titles == ["决算 ", "年初预算 "]
        assert len(specs(section)) == len(titles)


def test_a_flow_gives_out_no_more_than_it_takes_in(site: Path) -> None:
    for unit in UNITS:
        bands = table(tree(site / f"units/{unit}.html"), "flow")
        steps: dict[str, Decimal] = {}
        for row in bands:
            amount = Decimal(row["金额（元）"].replace(",", ""))
            steps[row["步骤"]] = steps.get(row["步骤"], Decimal(0)) + amount
        assert steps["1"] == steps["2"], unit


def test_a_finding_leads_to_its_line(site: Path) -> None:
    page = tree(site / "findings.html")
    target = "documents/wuhan-hrss-ic-2022-final.html#L1-355"
    assert page.xpath(f"//a[@href='{target}']")
    (line,) = tree(site / "documents/wuhan-hrss-ic-2022-final.html").xpath("//tr[@id='L1-355']")
    assert "found" in line.get("class")
    assert [cell.text for cell in line.iterfind("td")][2:7] == ["3.7", "3.7", "3", "0.7", "1.16"]


def test_a_fault_opens_to_its_checks(site: Path) -> None:
    page = tree(site / "findings.html")
    (target,) = page.xpath("//a[contains(., '公务用车购置及运行费小计')]/@href")
    document, anchor = target.split("#")
    (fault,) = tree(site / document).xpath(f"//details[@id='{anchor}']")
    assert "The columns of a row do not add up" in fault.find("summary").text_content()
    assert "改为 3.00 万元" in fault.text_content()
    assert len(fault.xpath(".//tbody/tr")) == 6
    assert {"#L1-355", "#L1-478"} <= set(fault.xpath(".//a/@href"))


def test_the_same_warehouse_gives_the_same_bytes(database: Path, tmp_path: Path) -> None:
    sums = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_site(database, tmp_path / name, ["wuhan-hrss-ic"])
        sums.append((tmp_path / name / "SHA256SUMS").read_text(encoding="utf-8"))
    assert sums[0] == sums[1]


def test_a_report_of_some_units_names_no_other(database: Path, tmp_path: Path) -> None:
    write_site(database, tmp_path, ["wuhan-hrss-ic", "mohrss-ic"])

    names = sorted(path.stem for path in (tmp_path / "units").iterdir())
    assert names == ["mohrss-ic", "wuhan-hrss-ic"]
    for path in paths(tmp_path):
        assert "四川" not in path.read_text(encoding="utf-8"), path
    foot = tree(tmp_path / "index.html").find(".//footer").text_content()
    assert "本报告只含其中 2 个单位" in re.sub(r"\s+", " ", foot)


def test_a_unit_that_is_not_there_is_refused(database: Path, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no unit beijing-hrss-ic"):
        write_site(database, tmp_path, ["beijing-hrss-ic"])


def test_a_page_reads_as_chinese_first(site: Path) -> None:
    page = tree(site / "index.html")
    assert page.get("lang") == "zh-Hans"
    assert page.xpath("//h1/text()")[0].strip() == "单位收支公开总览"
    assert page.xpath("//h1/span[@lang='en']/text()") == ["What the units disclosed"]


def test_every_code_is_said_in_words(site: Path) -> None:
    """A cell with an English title holds a code in Chinese; a code that nobody named is itself.

    Codes of classes are names of their own, and a sentence is no code.
    """
    found = set()
    for path in paths(site):
        for cell in tree(path).xpath("//td[@title]"):
            text = cell.text_content()
            is_code = not text.isdigit() and not _CHINESE.search(cell.get("data-key"))
            assert not is_code or text != cell.get("data-key"), (path, text)
            found.add(cell.get("title"))
    assert {"Final accounts", "All funds", "Printed in a table", "One figure misprinted"} <= found

"""Whose disclosure a document is, by its own words or by a manifest."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.base.errors import (
    LandingError,
    NoDisclosureError,
    UnknownStageError,
    UnknownUnitError,
    UnknownYearError,
)
from ingest.extraction.identity import Overrule, identify, read_manifest
from ingest.reading.model import Document
from ingest.vocabulary.unit_names import stable_unit_id
from ingest.vocabulary.units import units
from tests.support.table_text import document

UNIT = "甘泉县民政局"


@pytest.mark.parametrize(
    ("text", "year", "stage", "title"),
    [
        ("甘泉县民政局\n2024年部门预算\n目录", 2024, "budget", "2024年部门预算"),
        ("甘泉县民政局2024年预算公开", 2024, "budget", "甘泉县民政局2024年预算公开"),
        (
            "２０２３年度甘泉县民政局部门决算\n\n收入决算表",
            2023,
            "final",
            "2023年度甘泉县民政局部门决算",
        ),
        (
            "关于甘泉县民政局2024年部门预算的说明\n\n收支总体情况",
            2024,
            "budget",
            "关于甘泉县民政局2024年部门预算的说明",
        ),
        (
            "甘泉县民政局2024年部门预算\n\n第三部分 2024年部门预算情况说明\n2023年决算数",
            2024,
            "budget",
            "甘泉县民政局2024年部门预算",
        ),
        (
            "甘泉县民政局2020年部门预算执行情况\n\n收入预算9万元",
            2020,
            "final",
            "甘泉县民政局2020年部门预算执行情况",
        ),
        (
            "甘泉县民政局2020年度预算执行情况说明\n\n2020年支出预算9万元",
            2020,
            "final",
            "甘泉县民政局2020年度预算执行情况说明",
        ),
        (
            "甘泉县民政局2019年预算执行情况和2020年预算草案\n\n2019年预算执行数",
            2020,
            "budget",
            "甘泉县民政局2019年预算执行情况和2020年预算草案",
        ),
    ],
)
def test_a_document_says_who_which_year_and_which_stage(
    text: str, year: int, stage: str, title: str
) -> None:
    identity = identify(document(text))
    assert (identity.unit_name, identity.fiscal_year, identity.stage) == (UNIT, year, stage)
    assert identity.title == title
    assert identity.document_id == f"{stable_unit_id(UNIT)}-{year}-{stage}"


@pytest.mark.parametrize(
    "label",
    [
        "部门：甘泉县民政局",
        "编制单位：甘泉县民政局 金额单位：万元",
        "单位名称：[157]甘泉县民政局",
        "单位：157001-甘泉县民政局",
        "部门：157_甘泉县民政局",
        "填报单位[157001]甘泉县民政局",
        "编制单位（公章）：甘泉县民政局",
    ],
)
def test_the_unit_is_the_one_that_the_tables_name(label: str) -> None:
    identity = identify(document(f"2024年部门预算\n\n{label}\n单位：万元"))
    assert identity.unit_name == UNIT


@pytest.mark.parametrize(
    ("text", "name", "year", "stage", "level"),
    [
        ("教育部2024年度部门决算\n\n部门：教育部", "教育部", 2024, "final", "department"),
        ("审计署2022年度部门预算", "审计署", 2022, "budget", "department"),
        ("青山市档案馆\n二〇二四年度部门决算\n目录", "青山市档案馆", 2024, "final", "department"),
        ("青山市档案馆二○二一年单位预算", "青山市档案馆", 2021, "budget", "unit"),
        (
            "2018年青山市市场监督管理局“三公”经费预算情况说明",
            "青山市市场监督管理局",
            2018,
            "budget",
            None,
        ),
        (
            "2017年青山市委宣传部“三公”经费增减情况说明\n2017年“三公”经费支出决算合计35万元。",
            "青山市委宣传部",
            2017,
            "final",
            None,
        ),
        ("2019年青山市妇联财政拨款收支预算", "青山市妇联", 2019, "budget", None),
        ("2016年度\n林业局部门决算\n目 录", "林业局", 2016, "final", "department"),
        ("二零二四年度\n水务局部门决算\n目录", "水务局", 2024, "final", "department"),
        (
            (
                "2024年度\n青山市公安局治安管理\n支队\n单位预算\n目录\n第一部分 单位概况\n"
                "第二部分 2024年度单位预算表\n\n第二部分 2024年度单位预算表\n2024年度收支预算总表"
            ),
            "青山市公安局治安管理支队",
            2024,
            "budget",
            "unit",
        ),
        (
            "2023年\n绿水市文职人员\n管理中心单位预算\n目录\n",
            "绿水市文职人员管理中心",
            2023,
            "budget",
            "unit",
        ),
        (
            (
                "目 录\n第一部分 青山市河湖管理中心概况\n一、主要职能\n"
                "第二部分 青山市河湖管理中心2021年度决算表\n收入支出决算总表"
            ),
            "青山市河湖管理中心",
            2021,
            "final",
            None,
        ),
        (
            (
                "第一部分 2026年度部门预算情况说明\n一、部门情况说明\n"
                "青山市审计局2026年预算拨款。绿水市审计局2026年预算。青山市审计局2026年支出预算"
            ),
            "青山市审计局",
            2026,
            "budget",
            "department",
        ),
        (
            "青山市西河区行政审批局2016年“三公”经费预算公开\n单位:万元",
            "青山市西河区行政审批局",
            2016,
            "budget",
            None,
        ),
        (
            "青山市信访局2020年度“三公”经费决算汇总情况\n单位:万元",
            "青山市信访局",
            2020,
            "final",
            None,
        ),
        (
            "青山市信访局2020年“三公”经费决算执行情况\n单位:万元",
            "青山市信访局",
            2020,
            "final",
            None,
        ),
        ("和静县统计局2019年部门预算", "和静县统计局", 2019, "budget", "department"),
        ("青山市统计局2019年部门综合预算说明", "青山市统计局", 2019, "budget", "department"),
        (
            "青山市档案馆2012年“三公”经费决算及2013年“三公”经费预算",
            "青山市档案馆",
            2013,
            "budget",
            None,
        ),
        ("封面\n青山市档案馆\n2024年单位预算\n目录", "青山市档案馆", 2024, "budget", "unit"),
        (
            "青山市审计局（汇总）\n2026年部门预算公开说明",
            "青山市审计局",
            2026,
            "budget",
            "department",
        ),
        ("青山市民政局（本级）2026年预算公开", "青山市民政局（本级）", 2026, "budget", "unit"),
        (
            "青山市项目管理中心2024年单位预算\n一、预算单位构成",
            "青山市项目管理中心",
            2024,
            "budget",
            "unit",
        ),
        (
            "青山职业学院\n政府采购决算公开情况说明\n2024年度政府采购支出9万元。",
            "青山职业学院",
            2024,
            "final",
            None,
        ),
    ],
)
def test_names_and_years_are_read_in_every_form(
    text: str, name: str, year: int, stage: str, level: str | None
) -> None:
    found = identify(document(text))
    assert (found.unit_name, found.fiscal_year, found.stage) == (name, year, stage)
    assert (found.reporting_level, found.source) == (level, "document")


@pytest.mark.parametrize(
    "text",
    [
        "2024年度部门预算\n第二部分 2024年度部门预算表",
        "本部门2024年部门预算",
        "2024年预算单位支出预算表\n单位：元/克",
        "预算01表 收支总表\n第一部分单位概况2024年单位预算",
    ],
)
def test_words_of_forms_are_no_names(text: str) -> None:
    with pytest.raises(UnknownUnitError):
        identify(document(text))


def test_many_words_of_budget_make_no_budget_of_final_accounts() -> None:
    budget = "（一）年初预算完成情况\n2024年预算绩效管理情况\n预算调整情况\n" * 5
    assert identify(document(f"{UNIT}\n2024年度部门决算\n{budget}")).stage == "final"
    untitled = f"部门：{UNIT}\n2024年\n{budget}收入支出决算总表"
    assert identify(document(untitled)).stage == "final"


def test_the_name_of_the_file_says_what_the_document_does_not_and_that_is_told() -> None:
    tables = document(
        "预算01表 收支总表\n单位：万元", "甲-附件2：青山市档案馆2026年部门预算报表.xlsx"
    )
    found = identify(tables)
    assert (found.unit_name, found.fiscal_year) == ("青山市档案馆", 2026)
    assert (found.reporting_level, found.source) == ("department", "file_name")


def test_the_name_of_the_file_loses_against_the_document() -> None:
    found = identify(document("青山市信访局2021年部门预算", "绿水市统计局_2026年部门预算.pdf"))
    assert (found.unit_name, found.fiscal_year, found.source) == ("青山市信访局", 2021, "document")
    dateless = identify(document("部门：青山市信访局\n部门预算", "甲_2026年部门预算.pdf"))
    assert (dateless.fiscal_year, dateless.source) == (2026, "file_name")


def test_units_of_one_bare_name_are_told_apart_by_their_files() -> None:
    one, other = (
        identify(document("林业局2016年部门决算", f"{place}林业局2016年部门决算.txt"))
        for place in ("青山县", "绿水县")
    )
    assert (one.unit_name, one.source) == ("青山县林业局", "file_name")
    assert one.unit_id != other.unit_id


def test_a_government_is_no_unit() -> None:
    titles = (
        "2022年青山区人民政府决算公开",
        "青山市2018年度“三公”经费决算汇总",
        "2019年度青山县“三公”经费支出决算情况",
    )
    for text in titles:
        with pytest.raises(NoDisclosureError, match="government"):
            identify(document(text))


def test_a_unit_of_the_register_has_its_id_under_every_name() -> None:
    unit = units()[0]
    for name in unit.names:
        assert identify(document(f"{name}2024年部门预算")).unit_id == unit.unit_id


def test_a_unit_outside_the_register_has_a_stable_id() -> None:
    assert stable_unit_id("甘泉县 民政局（本级）") == stable_unit_id("甘泉县民政局(本级)")
    assert stable_unit_id(UNIT) != stable_unit_id("甘泉县司法局")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("2024年部门预算", UnknownUnitError),
        ("甘泉县民政局部门预算", UnknownYearError),
        ("部门：甘泉县民政局\n2024年工作安排", UnknownStageError),
    ],
)
def test_what_a_document_does_not_say_is_an_error(text: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"made\.txt.*manifest\.csv"):
        identify(document(text))


def test_a_manifest_overrules_the_document() -> None:
    rules = {"made.txt": Overrule("other-unit", 2021, "final")}
    identity = identify(document("甘泉县民政局2024年部门预算"), rules)
    assert identity.document_id == "other-unit-2021-final"
    assert identity.unit_name == UNIT


def test_a_manifest_fills_what_the_document_does_not_say(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text("source_file,unit_id,fiscal_year,stage\nmade.txt,,2020,budget\n")
    identity = identify(document("部门：甘泉县民政局"), read_manifest(path))
    assert (identity.fiscal_year, identity.stage) == (2020, "budget")


def test_a_manifest_holds_for_a_disclosure_of_several_files() -> None:
    rules = {
        "text.pdf": Overrule(None, 2021, None),
        "tables.xlsx": Overrule("other-unit", 2020, "final"),
        "else.xlsx": Overrule("no-unit", None, None),
    }
    whole = replace(document("甘泉县民政局2024年部门预算"), source_file="text.pdf + tables.xlsx")
    assert identify(whole, rules).document_id == "other-unit-2021-final"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"source_file,unit_id\n", "lacks fiscal_year, stage"),
        (b"", "lacks"),
        (b"source_file,unit_id,fiscal_year,stage\na,b,22,budget\n", "'22'"),
        (b"source_file,unit_id,fiscal_year,stage\na,b,2022,draft\n", "'draft'"),
        ("source_file,unit_id,fiscal_year,stage\n表".encode("gb18030"), "cannot be read"),
    ],
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: bytes, problem: str) -> None:
    path = tmp_path / "manifest.csv"
    path.write_bytes(text)
    with pytest.raises(LandingError, match=problem):
        read_manifest(path)


def test_a_short_row_of_a_manifest_overrules_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text("source_file,unit_id,fiscal_year,stage\nmade.txt,u\n")
    assert read_manifest(path) == {"made.txt": Overrule("u", None, None)}


def scanned(text: str) -> Document:
    """A document every line of which was recognised from a picture."""
    found = document(text)
    return replace(found, lines=tuple(replace(line, confidence=(0.99,)) for line in found.lines))


NAMED = "平远县政务服务和数据管理局"
BODY = f"一、部门概况\n{NAMED}是县政府工作部门。\n{NAMED}下设三个科室。\n{NAMED}没有下属单位。"


@pytest.mark.parametrize("misread", ["平远县政务服务和居管理局", "平远县政务服努和数据管理局"])
def test_a_scan_names_its_unit_as_most_of_its_printings_do(misread: str) -> None:
    identity = identify(scanned(f"{misread}2024年部门预算\n{BODY}"))
    assert (identity.unit_name, identity.title) == (NAMED, f"{NAMED}2024年部门预算")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        # Another body is mentioned as often as a unit names itself.
        (
            "平远县第一人民医院",
            "平远县第二人民医院开诊。\n平远县第一人民医院开诊。\n平远县第二人民医院。",
        ),
        # Names of other words are of other bodies.
        ("平远县农业农村管理局", BODY),
    ],
)
def test_a_name_of_a_scan_stays_where_no_other_printing_outvotes_it(title: str, body: str) -> None:
    assert identify(scanned(f"{title}2024年部门预算\n{body}")).unit_name == title


def test_a_name_that_is_printed_as_text_is_no_slip_of_recognition() -> None:
    text = f"平远县政务服务和居管理局2024年部门预算\n{BODY}"
    assert identify(document(text)).unit_name == "平远县政务服务和居管理局"

"""Names of units: written variants of one name, and the two entities that report under one name."""

import pytest

from ingest.extraction.identity import identify
from ingest.rows.parts import are_of_one_disclosure
from ingest.rows.schema import Row
from ingest.vocabulary.unit_names import (
    canonical_name,
    ends_of_names,
    registered_unit,
    reporting_level,
    stable_unit_id,
)
from tests.support.own_seeds import Seeds
from tests.support.table_text import document

BUREAU = "甘泉县民政局"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中国共产党江苏省委员会办公厅", "江苏省委办公厅"),
        ("中共江苏省委办公厅", "江苏省委办公厅"),
        ("中国共产党上海市普陀区委员会组织部", "中共上海市普陀区委组织部"),
        ("共青团甘泉县委员会", "中国共产主义青年团甘泉县委员会"),
        ("共青团甘泉县委", "共青团甘泉县委员会"),
        ("江苏省人民代表大会常务委员会办公厅", "江苏省人大常委会办公厅"),
        ("中国人民政治协商会议甘泉县委员会办公室", "政协甘泉县委员会办公室"),
        ("中华人民共和国教育部", "教育部"),
        ("甘泉县人力资源社会保障局", "甘泉县人力资源和社会保障局"),
    ],
)
def test_written_variants_are_one_name(one: str, other: str) -> None:
    assert canonical_name(one) == canonical_name(other)
    assert stable_unit_id(one) == stable_unit_id(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海市普陀区商务委员会", "上海市普陀区商务委"),
        ("江苏省委托代理中心", "中共江苏省委托代理中心"),
        ("共青团甘泉县委员会", "中共甘泉县委员会"),
        ("政协甘泉县委员会", "中共甘泉县委员会"),
        ("中国国民党革命委员会江苏省委员会", "中国共产党江苏省委员会"),
        (BUREAU, "甘泉县民政"),
    ],
)
def test_other_bodies_keep_other_names(one: str, other: str) -> None:
    assert canonical_name(one) != canonical_name(other)


def test_a_name_in_its_one_form_stays() -> None:
    for name in ("中共江苏省委办公厅", "共青团甘泉县委", "政协甘泉县委员会", BUREAU):
        assert canonical_name(canonical_name(name)) == name


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("甘泉县民政局2024年部门预算\n部门收支预算总表", "department"),
        ("甘泉县民政局2024年单位预算\n\n目录", "unit"),
        ("甘泉县民政局2024年度单位决算公开\n部门预算支出经济分类", "unit"),
        ("甘泉县民政局（本级）2024年预算公开", "unit"),
        ("甘泉县民政局本级2024年部门预算", "unit"),
        ("甘泉县民政局2024年预算公开", None),
        ("甘泉县民政局2024年预算公开\n2024年预算单位收支预算总表", None),
        ("甘泉县民政局2024年部门预算\n二、部门预算单位构成\n下属单位预算，另行公开", "department"),
    ],
)
def test_a_document_says_whether_it_is_of_the_department_or_the_unit(
    text: str, level: str | None
) -> None:
    assert identify(document(text)).reporting_level == level


def test_a_department_and_its_own_office_are_two_entities_in_any_order() -> None:
    department = identify(document("甘泉县民政局2024年部门预算"))
    own = identify(document("甘泉县民政局2024年单位预算"))
    named = identify(document("部门：甘泉县民政局（本级）\n2024年部门预算"))
    unsaid = identify(document("甘泉县民政局2024年预算公开"))
    assert department.document_id == f"{stable_unit_id(BUREAU)}-2024-budget"
    assert own.document_id == f"{stable_unit_id(BUREAU, 'unit')}-2024-budget"
    assert own.unit_id == named.unit_id == stable_unit_id("甘泉县民政局(本级)")
    assert own.unit_id != department.unit_id == unsaid.unit_id


def test_a_unit_of_the_register_has_no_two_entities_unless_the_register_says_so() -> None:
    name = "安徽省人力资源和社会保障信息中心"
    for level in (None, "department", "unit"):
        assert registered_unit(name, 2022, level) == "anhui-hrss-ic"


def test_equally_often_said_the_first_counts() -> None:
    heads = ["2024年部门预算", "2024年单位预算"]
    assert reporting_level(BUREAU, "2024年预算", heads) == "department"
    assert reporting_level(BUREAU, "2024年预算", heads[::-1]) == "unit"


def test_a_former_name_is_the_units_in_its_years_only(seeds: Seeds) -> None:
    seeds.add("units/unit_aliases.csv", "anhui-hrss-ic", "安徽省劳动信息中心", "", "2018")
    assert identify(document("安徽省劳动信息中心2018年单位预算")).unit_id == "anhui-hrss-ic"
    later = identify(document("安徽省劳动信息中心2019年单位预算"))
    assert later.unit_id == stable_unit_id("安徽省劳动信息中心", "unit")


def test_an_answer_joins_two_names_of_a_unit_that_no_register_knows(seeds: Seeds) -> None:
    new = identify(document("甘泉县民政和社会工作局2024年部门预算"))
    assert (new.unit_id, new.is_known_unit) == (stable_unit_id("甘泉县民政和社会工作局"), False)
    answer = (
        "unit",
        "甘泉县民政和社会工作局",
        BUREAU,
        "a steward",
        "2026-01-31",
        "renamed in 2024",
    )
    seeds.add("mapping/unmapped_answers.csv", *answer)
    joined = identify(document("甘泉县民政和社会工作局2024年部门预算"))
    assert (joined.unit_id, joined.is_known_unit) == (stable_unit_id(BUREAU), True)
    assert joined.unit_name == "甘泉县民政和社会工作局"


def _filed(name: str, level: str | None, year: int = 2024) -> Row:
    unit_id = stable_unit_id(name, "unit" if level == "unit" else None)
    return {
        "document_id": f"{unit_id}-{year}-budget",
        "unit_id": unit_id,
        "unit_name_printed": name,
        "fiscal_year": year,
        "stage": "budget",
        "reporting_level": level,
    }


def test_parts_are_of_one_disclosure_where_one_says_nothing_else() -> None:
    silent, own = _filed(BUREAU, None), _filed(BUREAU, "unit")
    department, other = _filed(BUREAU, "department"), _filed("甘泉县司法局", "unit")
    assert are_of_one_disclosure(silent, own)
    assert are_of_one_disclosure(own, silent)
    assert are_of_one_disclosure(silent, department)
    assert not are_of_one_disclosure(own, department)
    assert not are_of_one_disclosure(silent, other)
    assert not are_of_one_disclosure(silent, _filed(BUREAU, "unit", 2023))


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("青山市档案馆部门支出总表", ["青山市档案馆", "青山市"]),
        ("青山市财政局(本级)支出总表", ["青山市财政局(本级)", "青山市财政局", "青山市"]),
        ("甘泉县政府采购预算表", ["甘泉县"]),
        ("机关运行经费支出预算表", []),
        ("所属单位资产处置收入表", []),
        ("市级部门收支总表", []),
    ],
)
def test_names_end_where_the_title_does_not_go_on_with_another_word(
    title: str, names: list[str]
) -> None:
    assert [title[:end] for end in ends_of_names(title)] == names

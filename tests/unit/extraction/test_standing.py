"""What kind of unit a document calls its own, and which body it puts it under."""

import pytest

from ingest.extraction.identity import identify, standing
from ingest.vocabulary.unit_names import stable_unit_id
from tests.support.table_text import document

UNIT = "甘泉县社会福利中心"


def said(text: str, name: str = UNIT) -> tuple[str | None, str | None]:
    """The kind and the parent that a budget of this text says of its unit."""
    made = document(f"{name}2024年单位预算\n目录\n{text}")
    found = standing(made, identify(made))
    return found.kind_printed, found.parent_printed


@pytest.mark.parametrize(
    ("text", "kind", "parent"),
    [
        (f"{UNIT}为公益一类事业单位，未安排机关运行经费。", "公益一类事业单位", None),
        (f"{UNIT}是甘泉县民政局直属的事业单位（公益二类），负责养老。", "公益二类", "甘泉县民政局"),
        ("本单位是隶属于甘泉县民政局的二级预算单位，无下属单位。", None, "甘泉县民政局"),
        ("县社会福利中心是县民政局直\n属财政全额拨款事业单位。", "事业单位", "甘泉县民政局"),
        (
            f"包括：\n{UNIT}本级预算（参公事业单位）、甘泉县养老院（事业单位）。",
            "参公事业单位",
            None,
        ),
        ("单位性质¦行政单位\n", "行政单位", None),
        ("主管部门¦¦甘泉县民政局¦实施单位¦甘泉县社会福利中心", None, "甘泉县民政局"),
    ],
)
def test_a_document_says_what_its_unit_is(text: str, kind: str | None, parent: str | None) -> None:
    assert said(text) == (kind, parent)


@pytest.mark.parametrize(
    "text",
    [
        "机关运行经费：为保障行政单位（包括参照公务员法管理的事业单位）运行。",
        f"{UNIT}是负责机关事业单位养老的机构。",
        "甘泉县养老院为公益一类事业单位。",
        "部门中，行政单位1家，参公单位1家。",
        "本单位是县政府直属机构。",
        "主管部门¦¦甘泉县民政局\n主管部门¦¦甘泉县财政局",
        f"{UNIT}为行政单位。\n{UNIT}为公益一类事业单位。",
    ],
)
def test_what_it_says_of_others_or_twice_is_none(text: str) -> None:
    assert said(text) == (None, None)


def test_a_department_over_its_units_has_none_above() -> None:
    text = "主管部门¦¦甘泉县民政局¦实施单位¦甘泉县养老院"
    assert said(text, "甘泉县民政局") == (None, None)


def test_an_office_that_reports_by_itself_belongs_to_its_department() -> None:
    made = document("甘泉县民政局（本级）2024年部门预算\n目录")
    found = standing(made, identify(made))
    assert found.parent_printed == "甘泉县民政局"
    assert found.parent_unit_id == stable_unit_id("甘泉县民政局", "department")


def test_the_place_is_that_of_the_words() -> None:
    made = document(f"{UNIT}2024年单位预算\n目录\n基本情况\n{UNIT}为公益一类\n事业单位。")
    assert standing(made, identify(made)).kind_line == 4

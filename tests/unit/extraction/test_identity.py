"""Whose disclosure a document is, by its own words or by a manifest."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.base.errors import (
    LandingError,
    UnknownStageError,
    UnknownUnitError,
    UnknownYearError,
)
from ingest.extraction.identity import Overrule, identify, read_manifest
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
    ],
)
def test_the_unit_is_the_one_that_the_tables_name(label: str) -> None:
    identity = identify(document(f"2024年部门预算\n\n{label}\n单位：万元"))
    assert identity.unit_name == UNIT


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

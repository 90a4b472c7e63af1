"""Files that are read and are no disclosure, and enclosures that are one disclosure."""

from pathlib import Path

import pytest

from ingest.base.errors import NoDisclosureError, UnknownUnitError
from ingest.extraction.extract import Extraction, extract_documents

TEXT = "青山市档案馆2026年部门预算情况说明\n\n2026年收入预算1250.50万元。\n"
TABLES = (
    "预算03表 支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
    "2012601\t行政运行\t800.20\t800.20\t\n\t合计\t800.20\t800.20\t\n"
)


def extracted(folder: Path, **texts: str) -> list[Extraction]:
    """What becomes of files of these texts, in the order of their names."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return list(extract_documents(sorted(folder.iterdir())))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            (
                "青山市教育局2025年部门预算\n青山市财政局2023年部门决算\n青山市水务局2025年部门预算\n"
                "青山市林业局2024年部门预算\n共 4 条，2026-01-31"
            ),
            "list that names 4 filings",
        ),
        (
            "青山市部门预算公开管理办法\n（青山市财政局2024年部门预算）\n单价在50万元以上的，2024年起公开。",
            "rule or a notice",
        ),
        (
            (
                "目录，共 1,250.50 万元\n"
                + "\n".join(f"青山市{name}局2025年部门预算" for name in "甲乙丙丁戊己庚")
            ),
            "list that names 7 filings",
        ),
        ("青山市财政局2024年部门预算公开时间安排\n3月15日前公开。", "no amount of money"),
        (
            (
                "项目支出绩效目标表\n部门名称：青山市数据局\n2024年部门预算\n"
                "项目名称\t甲项目\n年度目标\t完成 12 项\n一级指标\t二级指标\t三级指标\t指标值\n"
                "产出指标\t数量指标\t完成数量\t12项\n"
            ),
            "performance tables alone",
        ),
        ("部门：青山区人民政府\n2024年度决算\n本年支出合计 1,000.00", "government"),
    ],
)
def test_what_is_no_disclosure_is_refused_with_its_reason(
    tmp_path: Path, text: str, problem: str
) -> None:
    (found,) = extracted(tmp_path, page=text)
    assert found.rows is None
    assert isinstance(found.error, NoDisclosureError)
    assert problem in found.error.problem


def test_a_disclosure_of_empty_tables_is_one(tmp_path: Path) -> None:
    empty = "政府性基金预算支出表\n注：本单位无政府性基金预算支出，故本表为空。\n"
    (found,) = extracted(tmp_path, empty=f"青山市档案馆2024年单位预算\n\n{empty}")
    assert found.error is None


def test_sentences_that_name_the_year_and_state_money_make_no_list(tmp_path: Path) -> None:
    sentences = (
        "青山市水务局2024年度“三公”经费决算情况说明\n\n"
        "青山市水务局2024年度“三公”经费支出决算为6.50万元，比上年减少0.50万元。\n\n"
        "2024年度“三公”经费支出决算中，公务接待费1.50万元，公务用车运行维护费5.00万元。\n\n"
        "2024年度公务接待费支出决算小于预算0.20万元。\n\n"
        "2024年度“三公”经费支出决算小于预算的原因：厉行节约。\n"
    )
    (found,) = extracted(tmp_path, page=sentences)
    assert found.error is None


def test_an_enclosure_that_says_nothing_is_of_the_unit_that_its_companion_names(
    tmp_path: Path,
) -> None:
    (found,) = extracted(tmp_path, 附件1情况说明=TEXT, 附件2报表=TABLES)
    assert found.rows is not None
    (row,) = found.rows["documents"]
    assert (row["unit_name_printed"], row["fiscal_year"]) == ("青山市档案馆", 2026)
    assert row["identity_source"] == "companion"
    assert len(found.rows["amounts"]) == 4


def test_tables_first_and_text_second_are_one_as_well(tmp_path: Path) -> None:
    hall = TEXT.replace("档案馆", "图书馆")
    names = {"局_附件1 部门报表": TABLES, "局_附件2 部门说明": TEXT, "院_附件1 说明": hall}
    one, other = extracted(tmp_path, **names)
    assert one.parts is not None
    assert [path.stem for path in one.parts] == ["局_附件1 部门报表", "局_附件2 部门说明"]
    assert other.rows is not None


def test_bare_enclosures_among_other_files_are_not_joined(tmp_path: Path) -> None:
    names = {"附件1情况说明": TEXT, "附件2报表": TABLES, "附件3报表": TABLES}
    found = extracted(tmp_path, **names)
    assert [type(one.error) for one in found] == [type(None), UnknownUnitError, UnknownUnitError]

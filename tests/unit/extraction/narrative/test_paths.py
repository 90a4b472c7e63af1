"""Names of classes in the forms that filings print them in."""

import pytest

from ingest.extraction.narrative.paths import find_paths
from tests.support.narrative_text import account, facts, read


@pytest.mark.parametrize(
    ("printed", "path", "code"),
    [
        ("甲支出(204类)乙司(06款)丙运行(01项)", "甲支出 / 乙司 / 丙运行", "2040601"),
        ("甲支出(类204)乙司(款06)", "甲支出 / 乙司", "20406"),
        ("甲支出(类)乙司(款)丙运行(2040601项)", "甲支出 / 乙司 / 丙运行", None),
        ('"甲支出(类)-乙事务(款)-丙管理(项)"', "甲支出 / 乙事务 / 丙管理", None),
        ("甲支出(类)→乙事务(款)→丙管理(项)", "甲支出 / 乙事务 / 丙管理", None),
        ('"甲支出-乙厅(室)及机构事务-丙运行"科目', "甲支出 / 乙厅(室)及机构事务 / 丙运行", None),
        ('"甲支出"科目', "甲支出", None),
        ("甲支出-乙事务-丙运行", "甲支出 / 乙事务 / 丙运行", None),
        ("丙运行(2040601)", "丙运行", "2040601"),
        ("丁福利支出(301)", "丁福利支出", "301"),
        ("丁资本性支出(一)(503)", "丁资本性支出(一)", "503"),
        ("2080505-丁养老缴费支出", "丁养老缴费支出", "2080505"),
        ("204-甲支出", "甲支出", "204"),
        ("丁福利支出(类)戊工资(款)", "丁福利支出 / 戊工资", None),
    ],
)
def test_naming_of_classes_gives_its_names_and_its_code(
    printed: str, path: str, code: str | None
) -> None:
    (naming,) = find_paths(f"{printed}")

    assert (naming.topic.path_text, naming.topic.code) == (path, code)
    assert naming.end == len(printed.removesuffix('"'))


@pytest.mark.parametrize(
    "printed",
    ["甲项目(2025)", "住房保障支出300万元", '"三公"经费', "北京-上海线路费", "甲费(300)辆"],
)
def test_what_names_no_class_is_no_naming(printed: str) -> None:
    assert find_paths(printed) == []


def test_points_are_of_the_classes_that_head_them() -> None:
    statements = read(
        "财政拨款支出主要内容如下：\n\n"
        "1、甲支出（204类）乙司（06款）丙运行（01项）15.00万元。主要用于：办公。2021年当年预算执行数为"
        "16.00万元，2022年预算安排15.00万元，比2021年预算执行数减少6.25%。\n\n"
        "2、丁支出（205类）戊司（02款）己业务（04项）20万元。",
        "budget",
    )

    assert facts(statements) == [
        ("丙运行", "amount", "15.00", "万元"),
        ("丙运行", "amount", "16.00", "万元"),
        ("丙运行", "amount", "15.00", "万元"),
        ("丙运行", "change_rate", "-6.25", "%"),
        ("己业务", "amount", "20", "万元"),
    ]
    assert {s.scope for s in statements} == {"fiscal_appropriation"}
    assert {s.subject_code for s in statements} == {"2040601", "2050204"}
    rate = statements[3]
    assert (rate.base_statement_no, rate.earlier_statement_no) == (3, 2)
    assert (rate.direction, rate.compared_year, rate.compared_phase) == ("减少", 2021, "final")


def test_codes_with_the_names_are_accounted_for() -> None:
    entries = account("（1）丙运行（2040601）15万元。\n\n（2）204-甲支出（类）9万元。", "budget")

    assert [(e.printed_text, e.disposition, e.reason) for e in entries] == [
        ("1", "non_figure", "ordinal"),
        ("2040601", "non_figure", "code"),
        ("15", "statement", None),
        ("2", "non_figure", "ordinal"),
        ("204", "non_figure", "code"),
        ("9", "statement", None),
    ]

"""Lists: the scope of their items, and who is meant by what follows the last one."""

import pytest

from ingest.extraction.narrative import Statement
from tests.support.narrative_text import read


def _of(statements: list[Statement], metric: str) -> list[tuple[str, str]]:
    return [(s.subject, s.value_text) for s in statements if s.metric == metric]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        # A part of its own behind a semicolon, with the noun of the lead or without one.
        (
            (
                "（二）支出预算：2022年年初预算数100万元，其中：教育支出60万元，住房保障支出40万元；"
                "支出比2021年增加25万元，主要是项目支出增加20万元。"
            ),
            [("支出预算", "25"), ("项目支出", "20")],
        ),
        (
            "2022年收入预算90万元，其中：事业收入50万元，其他收入40万元；比上年减少10万元。",
            [("收入预算", "-10")],
        ),
        # The rate fits the lead alone: 30 is 25 % of 120.
        (
            "2022年支出预算150万元，其中：基本支出90万元、项目支出60万元，比上年增加30万元，增长25%。",
            [("支出预算", "30")],
        ),
        # The rate fits the last item alone: 10 is 20 % of 50.
        (
            "2022年支出预算150万元，其中：基本支出90万元、项目支出60万元，比上年增加10万元，增长20%。",
            [("项目支出", "10")],
        ),
        # An item cannot have grown by more than it is.
        (
            "2022年支出预算150万元，其中：基本支出90万元、项目支出20万元，比上年增加30万元。",
            [("支出预算", "30")],
        ),
        # Two lists in one sentence, each with its lead.
        (
            (
                "2022年收入预算150万元，其中：事业收入90万元、其他收入60万元，比上年增加30万元，增长25%；"
                "支出预算130万元，其中：基本支出80万元、项目支出50万元，比上年增加26万元，增长25%。"
            ),
            [("收入预算", "30"), ("支出预算", "26")],
        ),
        # Neither words nor figures tell: nobody knows.
        ("2022年支出预算150万元，其中：基本支出90万元、项目支出60万元，比上年增加10万元。", []),
        # An item alone in its part of the sentence, or with changes of the items before it.
        (
            "2022年支出预算150万元，其中：基本支出90万元；项目支出60万元，比上年增加10万元。",
            [("项目支出", "10")],
        ),
        (
            (
                "2022年支出预算150万元，其中：基本支出90万元，比上年增加4万元，项目支出60万元，"
                "比上年增加6万元。"
            ),
            [("基本支出", "4"), ("项目支出", "6")],
        ),
    ],
)
def test_change_behind_a_list_is_of_its_lead_unless_words_or_figures_say_else(
    text: str, changes: list[tuple[str, str]]
) -> None:
    assert _of(read(text, "budget"), "change") == changes


def test_rate_follows_the_change_that_nobody_knows_the_subject_of() -> None:
    statements = read(
        "2022年支出预算150万元，其中：基本支出90万元、项目支出60万元，比上年增加10万元，增长3%。",
        "budget",
    )

    assert [s.metric for s in statements] == ["amount"] * 3


@pytest.mark.parametrize(
    ("lead", "scope"),
    [
        ("收入预算：2022年收入预算100万元", "all_funds"),
        ("2022年收入合计100万元", "all_funds"),
        ("2022年度，本单位收入为100万元", "all_funds"),
        ("2022年财政拨款收入100万元", "fiscal_appropriation"),
    ],
)
def test_items_have_the_scope_of_the_sentence_that_leads_their_list(lead: str, scope: str) -> None:
    statements = read(f"（一）{lead}，其中：一般公共预算拨款收入80万元，其他收入20万元。", "budget")

    assert [s.value_text for s in statements] == ["100", "80", "20"]
    assert {s.scope for s in statements} == {scope}


def test_sources_under_a_heading_of_all_revenue_are_of_all_funds() -> None:
    statements = read(
        "二、收入预算情况说明\n\n2022年收入预算100万元，比2021年增加5万元。\n\n"
        "（一）本年财政拨款收入70万元\n\n1.一般公共预算拨款收入60万元。\n\n"
        "2.政府性基金预算拨款收入10万元。\n\n（二）本年其他资金收入30万元\n\n",
        "budget",
    )

    assert {s.scope for s in statements} == {"all_funds"}


@pytest.mark.parametrize(
    "lead",
    [
        "2022年一般公共预算财政拨款支出90万元，比上年减少3万元。其中：",
        "2022年一般公共预算财政拨款支出90万元，其中（按科目）：",
        "2022年一般公共预算财政拨款支出90万元，包括：",
        "一般公共预算财政拨款支出90万元，比上年减少。各科目如下：",
    ],
)
def test_points_are_parts_of_the_amount_before_the_colon(lead: str) -> None:
    statements = read(f"{lead}\n\n1.教育支出60万元。\n\n2.住房保障支出30万元。\n\n")

    assert [(s.subject, s.scope) for s in statements if s.metric == "amount"] == [
        ("一般公共预算财政拨款支出", "general_public_budget"),
        ("教育支出", "general_public_budget"),
        ("住房保障支出", "general_public_budget"),
    ]


@pytest.mark.parametrize(
    ("opening", "scope"), [("财政拨款支出主要内容如下：", "fiscal_appropriation"), ("其中：", None)]
)
def test_points_after_amounts_of_several_scopes_have_the_one_that_the_opening_names(
    opening: str, scope: str | None
) -> None:
    statements = read(
        f"一般公共预算支出90万元，政府性基金预算支出0万元。{opening}\n\n1.教育支出60万元。\n\n"
    )

    assert [s.scope for s in statements] == ["general_public_budget", "government_fund", scope]


def test_points_that_no_colon_opens_take_no_scope() -> None:
    statements = read("一般公共预算财政拨款支出90万元。\n\n1.教育支出60万元。\n\n")

    assert [s.scope for s in statements] == ["general_public_budget", None]


def test_three_public_expenses_share_the_scope_of_their_total() -> None:
    """Wrapped at a width, inside words and units; the places are those of the print."""
    statements = read(
        "2022 年度一般公共预算财政拨款安排的“三公”经费支\n出决算总额为 6.48 万元，比去年增加\n"
        "1.55 万元。\n（一）因公出国（境）费支出 0 万元。\n"
        "（二）公务用车运行维护费支出 3.98万\n元。\n（三）公务接待费支出 2.5万\n元。\n"
    )

    amounts = [s for s in statements if s.metric == "amount"]
    assert [(s.subject, s.value_text, s.unit) for s in amounts][1:] == [
        ("因公出国(境)费支出", "0", "万元"),
        ("公务用车运行维护费支出", "3.98", "万元"),
        ("公务接待费支出", "2.5", "万元"),
    ]
    assert {s.scope for s in amounts} == {"general_public_budget"}
    assert [(s.line, s.char_from, s.char_to) for s in amounts[1:]] == [
        (4, 15, 15),
        (5, 16, 19),
        (7, 12, 14),
    ]


def test_unit_total_is_no_total_under_a_heading_of_something_else() -> None:
    statements = read("三、机关运行经费情况\n\n2022年度，本单位支出12万元。\n\n")

    assert [s for s in statements if s.scope == "all_funds"] == []


def test_bare_expenditure_is_never_said_of_a_source_before_it() -> None:
    statements = read("2022年收入合计100万元，其中：其他收入100万元。\n\n2022年支出为100万元。\n\n")

    assert ("其他收入", "100") in _of(statements, "amount")
    assert len(statements) == 2


@pytest.mark.parametrize(
    "text",
    [
        (
            "2022年一般公共预算“三公”经费支出预算为9.5万元，其中：公务用车运行维护费8万元，"
            "公务接待费1.5万元。与2021年预算相比增长18.75%，其中公务用车运行维护费增加2万元，"
            "公务接待费减少0.5万元。"
        ),
        (
            "2022年“三公”经费财政拨款预算安排9.5万元，其中，安排公务用车运行维护费8万元，"
            "公务接待费1.5万元。\n2022年“三公”经费预算数比2021年预算数增加1.5万元。"
            "故2022年公务用车运行维护费比2021年预算增加2万元，2022年公务接待费比2021年预算减少0.5万元。"
        ),
    ],
)
def test_changes_that_name_their_item_are_of_it_though_another_list_gave_the_amounts(
    text: str,
) -> None:
    statements = read(text, "budget")
    amounts = {s.statement_no: s for s in statements if s.metric == "amount"}
    changes = [s for s in statements if s.metric == "change" and "三公" not in s.subject]

    assert [
        (s.subject, s.value_text, s.compared_year, amounts[s.base_statement_no or 0].value_text)
        for s in changes
    ] == [
        ("公务用车运行维护费", "2", 2021, "8"),
        ("公务接待费", "-0.5", 2021, "1.5"),
    ]


def test_parts_of_a_class_and_classes_of_a_kind_say_what_they_are_part_of() -> None:
    statements = read(
        "商品和服务支出（302）9万元，其中：公用经费5万元，较上年减少1万元。\n\n"
        "（1）人员经费：①行政运行（2013201）4万元，较上年增加1万元。\n\n"
        "2022年一般公共预算支出7万元，其中：教育支出（类）6万元。"
    )

    assert [(s.subject, s.part_of) for s in statements] == [
        ("商品和服务支出", None),
        *[("公用经费", "商品和服务支出")] * 2,
        *[("行政运行", "人员经费")] * 2,
        ("一般公共预算支出", None),
        ("教育支出", None),
    ]


def test_sentence_after_the_one_item_of_a_list_is_of_the_item() -> None:
    statements = read(
        "本部门2022年一般公共预算支出90万元，其中：\n\n工资福利支出（301）60万元，全部为人员经费。较上年减少7万元。"
    )

    assert [(s.subject, s.metric) for s in statements][1:] == [
        ("工资福利支出", "amount"),
        ("工资福利支出", "change"),
    ]


def test_share_is_of_the_whole_of_the_share_before_it() -> None:
    statements = read(
        "一、收入预算情况说明\n\n收入预算合计200.49万元，其中：\n\n"
        "一般公共预算收入199.02万元，占99.3%。\n\n专户资金1.47万元，占0.7%。",
        "budget",
    )

    assert [s.whole for s in statements if s.metric == "share"] == ["收入预算合计"] * 2


def test_label_may_stand_before_its_year() -> None:
    statements = read(
        "公务用车购置和运行维护费。2022年预算数2万元，其中：\n\n公务用车购置费2022年预算数0万元。",
        "budget",
    )

    assert statements[-1].subject == "公务用车购置费"

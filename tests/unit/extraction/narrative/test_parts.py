"""What an amount is but a part of, and what a share is of."""

import pytest

from tests.support.narrative_text import facts, read


def test_kinds_of_expenditure_under_a_class_are_parts_of_it() -> None:
    statements = read(
        "学前教育90万元，其中：基本支出80万元，项目支出10万元。"
        "2022年支出预算95万元，其中：基本支出85万元，项目支出10万元。",
        "budget",
    )

    assert [(s.subject, s.part_of) for s in statements] == [
        ("学前教育", None),
        ("基本支出", "学前教育"),
        ("项目支出", "学前教育"),
        ("支出预算", None),
        ("基本支出", None),
        ("项目支出", None),
    ]


def test_kinds_of_expenditure_of_other_bodies_are_none_of_the_unit() -> None:
    statements = read(
        "下属5个所，运行经费总预算70万元，其中：基本支出40万元，项目支出30万元。", "budget"
    )

    assert [s.part_of for s in statements[-2:]] == ["运行经费总预算", "运行经费总预算"]


def test_funds_and_totals_of_a_purchase_are_its_own() -> None:
    text = "2022年政府采购预算50万元，其中：一般公共预算拨款收入30万元，上年结转20万元。"
    under = "三、政府采购情况说明\n项目支出12万元。"

    assert [s.part_of for s in read(text, "budget")] == [None, "政府采购", "政府采购"]
    assert [s.part_of for s in read(under, "budget")] == ["政府采购"]


def test_sources_beside_each_other_keep_their_own_funds() -> None:
    statements = read("一般公共预算拨款80万元，上年结转7万元，加上级补助收入3万元。", "budget")

    assert [(s.subject, s.scope) for s in statements] == [
        ("一般公共预算拨款", "general_public_budget"),
        ("上年结转", None),
        ("上级补助收入", None),
    ]


def test_a_label_and_a_colon_alone_lead_no_list_of_the_paragraph_before() -> None:
    statements = read("一般公共预算拨款80万元。\n收入：2022年本单位收入合计93万元。", "budget")

    assert (statements[1].subject, statements[1].scope) == ("收入合计", "all_funds")


def test_a_sibling_is_no_whole_of_a_share() -> None:
    statements = read(
        "一、总体情况说明\n2022年度“三公”经费支出70.25万元。\n"
        "二、具体情况说明\n2022年度“三公”经费支出决算中，公务用车运行维护费支出决算70万元，"
        "占99.64%；公务接待费支出决算0.25万元，占0.36%。"
    )

    shares = [s for s in statements if s.metric == "share"]
    assert [s.whole for s in shares] == ['"三公"经费', '"三公"经费']
    assert [s.whole_statement_no for s in shares] == [None, None]


@pytest.mark.parametrize("quoted", ["“三公”经费", "“三公经费”", "三公经费"])
def test_the_three_public_expenses_have_one_name_however_quoted(quoted: str) -> None:
    whole, part, share = read(f"{quoted}预算20万元。公务接待费5万元，占{quoted}的25%。", "budget")

    assert (whole.subject, part.subject) == ('"三公"经费预算', "公务接待费")
    assert (share.whole, share.whole_statement_no) == ('"三公"经费', whole.statement_no)


def test_an_item_that_a_number_opens_is_named_before_its_year() -> None:
    statements = read(
        "其中：1、公务接待费2022年预算6万元，2021年预算9万元。"
        "2、公务车辆运行2022年预算21万元，2021年预算30万元。",
        "budget",
    )

    assert [(s.subject, s.fiscal_year) for s in statements] == [
        ("公务接待费", 2022),
        ("公务接待费", 2021),
        ("公务车辆运行", 2022),
        ("公务车辆运行", 2021),
    ]


def test_what_is_said_in_a_year_is_said_of_the_label_before_it() -> None:
    statements = read("公务接待费支出8万元。因公出国（境）费在2022年度的支出为0，因为未安排。")

    assert facts(statements) == [
        ("公务接待费支出", "amount", "8", "万元"),
        ("因公出国(境)费", "amount", "0", "万元"),
    ]


def test_a_change_behind_one_of_several_funds_is_its_own() -> None:
    statements = read(
        "财政拨款支出预算中，一般公共预算拨款支出预算30万元，比2021年预算增加4万元；"
        "政府性基金拨款支出预算0万元，比2021年预算增加4万元。",
        "budget",
    )

    assert [(s.subject, s.base_statement_no) for s in statements if s.metric == "change"] == [
        ("一般公共预算拨款支出预算", 1),
        ("政府性基金拨款支出预算", 3),
    ]


@pytest.mark.parametrize("said", ["因公出国（境）支出决算", "公务用车购置支出决算"])
def test_an_expenditure_keeps_its_noun_before_its_phase(said: str) -> None:
    (amount,) = read(f"2022年{said}3万元。")

    assert amount.subject == said.replace("决算", "").replace("（", "(").replace("）", ")")
    assert amount.phase == "final"


@pytest.mark.parametrize(
    "text",
    [
        "2022年三公经费预算为20万元，其中：公务接待费9万元，公务用车运行维护费11万元。支出共计8万元。",
        "“三公”经费支出全年预算20万元（公务接待费9万元，公务用车运行维护费11万元）。",
        "2022年三公经费预算20万元。其中：公务接待费9万元，公务用车运行维护费11万元。",
    ],
)
def test_the_parts_of_a_budget_are_budgets(text: str) -> None:
    parts = [s for s in read(text) if s.subject.startswith("公务")]

    assert {s.phase for s in parts} == {"adjusted_budget"}
    assert len(parts) == len("AB")


@pytest.mark.parametrize(
    "text",
    [
        "“三公”经费支出决算9万元，完成年初预算10万元的90%，其中：公务接待费4万元。",
        "“三公”经费年初预算10万元，支出决算9万元，其中：公务接待费4万元。",
        "“三公”经费年初预算10万元。支出决算9万元，其中：公务接待费年初预算5万元，决算4万元。",
    ],
)
def test_the_parts_of_what_has_a_budget_and_spending_are_spending(text: str) -> None:
    assert [s.phase for s in read(text) if s.value_text == "4"] == ["final"]


@pytest.mark.parametrize(
    "text",
    [
        "基本支出120万元，其中：工资福利支出100万元，商品和服务支出15万元，对个人和家庭的补助5万元。",
        "基本支出120万元，包括：工资福利支出100万元、商品和服务支出15万元、对个人和家庭的补助5万元。",
        (
            "2022年支出预算180万元，其中基本支出120万元（工资福利支出100万元，"
            "商品和服务支出15万元，对个人和家庭的补助5万元），项目支出60万元。"
        ),
        (
            "1.基本支出预算120万元，同比减少1万元，下降0.83%。其中：\n"
            "工资福利支出预算100万元，占基本支出预算83.33%，同比减少1万元，下降0.99%。\n"
            "商品和服务支出预算15万元，占基本支出预算12.5%。\n"
            "对个人和家庭的补助预算5万元，占基本支出预算4.17%。\n"
            "2.项目支出60万元。"
        ),
        (
            "1.基本支出预算120万元。其中：工资福利支出预算100万元，占基本支出预算83.33%。\n\n"
            "商品和服务支出预算15万元，占基本支出预算12.5%。\n\n"
            "对个人和家庭的补助预算5万元，占基本支出预算4.17%。\n\n"
            "2.项目支出60万元。"
        ),
    ],
)
def test_classes_of_expenses_are_parts_of_the_kind_that_lists_them(text: str) -> None:
    found = {s.subject.removesuffix("预算"): s.part_of for s in read(text, "budget")}

    for name in ("工资福利支出", "商品和服务支出", "对个人和家庭的补助"):
        assert found[name] in {"基本支出", "基本支出预算"}
    assert found.get("项目支出") is None


@pytest.mark.parametrize(
    ("text", "subject", "value"),
    [
        ("支出预算1200万元。安排8个项目985万元，主要用于建设。", "项目", "985"),
        ("支出预算1200万元，安排3个项目20.5万元。", "项目", "20.5"),
        ("支出预算1200万元，信息化项目2个项目200万元。", "信息化项目", "200"),
    ],
)
def test_money_behind_what_is_counted_is_its_own(text: str, subject: str, value: str) -> None:
    assert (subject, "amount", value, "万元") in facts(read(text, "budget"))


@pytest.mark.parametrize(
    ("text", "subject", "value"),
    [
        ("国内公务接待批次为520个，接待人次为4200人。", "国内公务接待批次", "520"),
        ("公务接待费9万元，接待批次12批。", "接待批次", "12"),
        ("国内公务接待10批次，85人次，人均60元。", "国内公务接待", "85"),
    ],
)
def test_batches_and_visits_are_counted(text: str, subject: str, value: str) -> None:
    found = [(s.subject, s.metric, s.value_text) for s in read(text)]

    assert (subject, "count", value) in found


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("2022年预算拨入120万元，比上年增加5万元。", "预算拨入"),
        ("支出预算90万元。财政预算拨入资金120万元，比上年增加5万元。", "财政预算拨入资金"),
        ("支出预算90万元。财政拨入120万元，比上年增加5万元。", "财政拨入"),
    ],
)
def test_what_is_paid_in_is_no_expenditure(text: str, subject: str) -> None:
    assert facts(read(text, "budget"))[-2:] == [
        (subject, "amount", "120", "万元"),
        (subject, "change", "5", "万元"),
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "相比2021年的6871.82增加128.18万元",
        "相较2021年增加128.18万元",
        "相比2021年预算增加128.18万元",
    ],
)
def test_a_change_from_another_year_is_read_with_a_base_without_unit(clause: str) -> None:
    change = read(f"2022年支出预算7000万元，{clause}。", "budget")[-1]

    assert (change.subject, change.metric, change.compared_year) == ("支出预算", "change", 2021)


@pytest.mark.parametrize("subject", ["车均维护费", "平均每辆运行费", "人均接待费"])
def test_an_average_is_no_amount_of_the_unit(subject: str) -> None:
    assert [s.metric for s in read(f"公务接待费1万元，{subject}2.49元。")] == ["amount", "standard"]


@pytest.mark.parametrize(
    "said",
    [
        "因公出国（境）费支出决算减少30.31万元，下降36.75%。",
        "因公出国（境）费决算数比上年减少30.31万元，下降36.75%。",
        "因公出国（境）费支出决算数比上年减少30.31万元（36.75%）。",
    ],
)
def test_a_change_of_what_was_spent_is_none_of_the_budget(said: str) -> None:
    statements = read(f"三公经费预算为50万元，其中：因公出国（境）费39万元。\n{said}")

    assert [s.base_statement_no for s in statements[2:]] == [None, None]


@pytest.mark.parametrize(
    "unread",
    [
        "按实际支出“三公经费”数计为22.62万元",
        "该年另行支付各项22.62万元",
    ],
)
def test_the_parts_of_an_amount_that_was_not_read_are_those_of_no_other(unread: str) -> None:
    statements = read(f"三公经费预算为44.52万元，{unread}。其中公务接待费为20.10万元，占88.86%。")

    assert [(s.phase, s.whole) for s in statements[1:]] == [("final", None)] * 2


def test_what_was_spent_on_a_quoted_expense_leads_its_parts() -> None:
    _, spent, part, share = read(
        "三公经费预算为44.52万元，2022年实际支出“三公经费”决算为22.62万元。其中公务接待费为20.10万元，占88.86%。"
    )

    assert (spent.subject, spent.phase) == ('"三公"经费', "final")
    assert share.base_statement_no == part.statement_no
    assert share.whole_statement_no == spent.statement_no


def test_parts_of_the_cost_of_vehicles_have_its_name_in_full() -> None:
    statements = read("公务用车购置及运行费12.00万元，其中：购置费0万元、运行费12.00万元。")

    assert [s.subject for s in statements] == [
        "公务用车购置及运行费",
        "公务用车购置费",
        "公务用车运行费",
    ]


def test_a_change_after_an_item_and_its_year_before_is_of_the_item() -> None:
    *_, change, rate = read(
        "2022年三公经费33.00万元，2021年三公经费57.00万元，与上年对比减少24.00万元。其中：公务接待费2022年8.00万元，"
        "2021年12.00万元；对比减少4.00万元；减少率33.33%。"
    )

    assert [s.subject for s in (change, rate)] == ["公务接待费"] * 2
    assert change.earlier_statement_no == change.statement_no - 1


def test_what_lies_between_the_amounts_of_the_lead_is_its_change() -> None:
    change = read(
        "2022年三公经费33.00万元，2021年三公经费57.00万元，其中：公务接待费2022年8.00万元，2021年12.00万元；"
        "对比减少24.00万元。"
    )[-1]

    assert change.subject == '"三公"经费'

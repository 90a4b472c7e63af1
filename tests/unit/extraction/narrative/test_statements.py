"""One sentence for each pattern of the grammar."""

import pytest

from tests.support.narrative_text import facts, read


def test_change_is_signed_and_keeps_what_it_is_measured_from() -> None:
    amount, change, rate = read(
        "（1）事业收入 1,200.50 万元，为业务取得。比 2021 年度决算数减少 300 万元，下降 19.99%。"
    )

    assert (change.metric, change.value_text, change.unit) == ("change", "-300", "万元")
    assert (rate.metric, rate.value_text, rate.unit) == ("change_rate", "-19.99", "%")
    assert (change.compared_year, change.compared_phase) == (2021, "final")
    assert change.subject == rate.subject == amount.subject == "事业收入"
    assert change.base_statement_no == rate.base_statement_no == amount.statement_no
    assert change.fiscal_year == 2022


def test_base_printed_before_a_change_is_an_amount_of_the_year_before() -> None:
    now, before, change = read(
        "某中心2022年收支预算总数500万元，比2021年收支预算总数620.5万元减少120.5万元。", "budget"
    )

    assert (before.metric, before.fiscal_year, before.phase) == ("amount", 2021, "initial_budget")
    assert (before.value_text, before.subject) == ("620.5", "收支预算总数")
    assert (change.value_text, change.fiscal_year) == ("-120.5", 2022)
    assert change.base_statement_no == now.statement_no
    assert {now.scope, before.scope, change.scope} == {"all_funds"}


def test_amounts_from_and_to_are_of_two_years() -> None:
    before, after = read("公用经费由2021年的80万元增至95万元。")

    assert (before.fiscal_year, before.value_text) == (2021, "80")
    assert (after.fiscal_year, after.value_text) == (2022, "95")
    assert before.subject == after.subject == "公用经费"


def test_both_sides_change_together() -> None:
    statements = read(
        "2022年度收、支总计900万元。与2021年度相比，收、支总计各增加45万元，增长5.3%。"
    )

    assert facts(statements)[1:] == [
        ("收、支总计", "change", "45", "万元"),
        ("收、支总计", "change_rate", "5.3", "%"),
    ]
    assert statements[1].compared_year == 2021


def test_no_change_is_a_change_of_zero() -> None:
    (change,) = read("（一）公务接待费与2021年预算持平。", "budget")

    assert (change.metric, change.value_text, change.printed_text) == ("change", "0", "持平")
    assert (change.compared_year, change.compared_phase) == (2021, "initial_budget")


def test_initial_budget_final_and_completion_are_told_apart() -> None:
    budget, final, rate = read(
        "1. 教育支出(类)进修及培训(款)培训支出(项)。"
        "年初预算为20万元，支出决算为18.5万元，完成年初预算的92.5%。"
    )

    assert (budget.phase, final.phase) == ("initial_budget", "final")
    assert (rate.metric, rate.value_text, rate.whole) == (
        "completion_rate",
        "92.5",
        "initial_budget",
    )
    assert (rate.base_statement_no, rate.whole_statement_no) == (2, 1)
    assert final.subject_path == "教育支出 / 进修及培训 / 培训支出"
    assert final.subject == "培训支出"


@pytest.mark.parametrize(
    ("clause", "whole"),
    [
        ("为年初预算的110.73%", "initial_budget"),
        ("完成预算91.70%", "adjusted_budget"),
        ("完成全年预算的91.70%", "adjusted_budget"),
        ("预算执行率为91.70%", "adjusted_budget"),
    ],
)
def test_completion_names_the_budget_it_is_of(clause: str, whole: str) -> None:
    rate = read(f"项目支出200万元，{clause}。")[1]

    assert (rate.metric, rate.whole) == ("completion_rate", whole)


def test_item_under_a_class_carries_the_class() -> None:
    statements = read(
        "1. 住房保障支出（类）支出300万元，完成年初预算的98%。\n\n"
        "（1）住房改革支出（款）购房补贴（项）支出36万元，用于补贴。完成年初预算的100%。"
    )

    assert statements[2].subject_path == "住房保障支出 / 住房改革支出 / 购房补贴"
    assert statements[3].subject == "购房补贴"
    assert statements[3].base_statement_no == 3


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("1.甲支出（类）甲办公厅（室）及乙事务（款）", "甲支出 / 甲办公厅(室)及乙事务"),
        ("甲支出（类）乙医（丙医药）专项（款）", "甲支出 / 乙医(丙医药)专项"),
        # Ordinals and tags that stand before a name are none of it.
        ("甲支出（类）其中（一）乙事务（款）", "乙事务"),
        ("支出（二）甲支出（类）乙事务（款）", "甲支出 / 乙事务"),
        ("（甲）乙支出（类）丙事务（款）", "乙支出 / 丙事务"),
    ],
)
def test_bracket_inside_a_name_is_part_of_it(printed: str, name: str) -> None:
    assert read(f"{printed}支出36万元，用于补贴。")[0].subject_path == name


def test_share_is_of_the_named_whole() -> None:
    share = read("政府采购支出总额50万元，授予中小企业合同金额20万元，占政府采购支出总额的40%。")[2]

    assert (share.metric, share.whole, share.whole_statement_no) == ("share", "政府采购支出总额", 1)
    assert share.base_statement_no == 2


def test_share_without_a_whole_is_of_the_amount_that_it_fits() -> None:
    statements = read(
        "2022年支出预算1000万元，其中：基本支出250万元，占25%；项目支出750万元，占75%。", "budget"
    )

    assert [s.whole for s in statements if s.metric == "share"] == ["支出预算", "支出预算"]


def test_subject_returns_to_the_whole_after_its_parts() -> None:
    statements = read(
        "支出预算100万元，其中：基本支出40万元；项目支出60万元。比2021年预算减少5万元。", "budget"
    )

    assert facts(statements)[-1] == ("支出预算", "change", "-5", "万元")


def test_parts_keep_the_scope_of_their_section() -> None:
    statements = read(
        "## （一）收入预算情况\n\n"
        "2022年收入预算90万元，其中：一般公共预算拨款收入90万元，占100%。\n\n"
        "## 二、财政拨款收支预算情况说明\n\n2022年财政拨款收支预算总数90万元。\n\n"
        "## 三、一般公共预算基本支出情况说明\n\n人员经费60万元。",
        "budget",
    )

    assert [s.scope for s in statements] == [
        "all_funds",
        "all_funds",
        "all_funds",
        "fiscal_appropriation",
        "general_public_budget",
    ]


def test_fund_in_brackets_is_the_part_that_it_pays() -> None:
    whole, paid = read(
        "主要包括：本年财政拨款安排75万元（其中，一般公共预算安排70万元）。", "budget"
    )

    assert (paid.subject, paid.value_text) == (whole.subject, "70")
    assert paid.scope == "general_public_budget"


def test_project_named_at_its_evaluation_is_the_subject() -> None:
    statements = read(
        "“甲乙平台运维项目”绩效自评综述：项目自评得分97.10分。"
        "全年预算1,300.70万元，执行数为1,193.00万元，完成预算91.70%。主要产出：服务人数30万人。"
    )

    assert facts(statements) == [
        ("甲乙平台运维项目", "score", "97.10", "分"),
        ("甲乙平台运维项目", "amount", "1300.70", "万元"),
        ("甲乙平台运维项目", "amount", "1193.00", "万元"),
        ("甲乙平台运维项目", "completion_rate", "91.70", "%"),
        ("服务人数", "count", "30", "万人"),
    ]
    assert [s.phase for s in statements[1:3]] == ["adjusted_budget", "final"]


def test_project_of_the_heading_is_the_subject_of_its_budget() -> None:
    statements = read(
        "## 1. 热线服务运维经费。\n\n（6）年度预算安排。2022年单位预算编制专项经费预算220万元。",
        "budget",
    )

    assert facts(statements) == [("热线服务运维经费", "amount", "220", "万元")]


def test_stock_is_of_its_day() -> None:
    owned, bought, price = read(
        "截至2021年12月31日，本单位共有车辆3辆。\n\n2022年安排购置公务用车0辆，购置费0万元。",
        "budget",
    )

    assert (owned.subject, owned.fiscal_year, owned.phase) == ("车辆", 2021, "final")
    assert (bought.subject, bought.fiscal_year, bought.value_text) == ("购置公务用车", 2022, "0")
    assert (price.subject, price.metric, price.unit) == ("购置公务用车", "amount", "万元")


def test_threshold_is_no_amount_of_the_unit() -> None:
    threshold, count = read("单位价值50万元以上的通用设备3台（套）。")

    assert (threshold.metric, threshold.bound, threshold.phase) == ("threshold", "at_least", None)
    assert (count.subject, count.unit) == ("单位价值50万元以上的通用设备", "台(套)")


@pytest.mark.parametrize(
    ("clause", "value", "unit", "bound"),
    [
        ("清理各类数据约190余亿条", "190", "亿条", "more_than"),
        ("服务人数超过36万人次", "36", "万人次", "more_than"),
        ("服务人数不少于5人", "5", "人", "at_least"),
        ("服务人数>1000万人", "1000", "万人", "more_than"),
        ("服务人数不超过40人", "40", "人", "at_most"),
        ("服务人数约40人", "40", "人", "about"),
        ("服务人数95人以上", "95", "人", "at_least"),
        ("服务网点总数10多万个", "10", "万个", "more_than"),
    ],
)
def test_bounds_and_scales_of_counts(clause: str, value: str, unit: str, bound: str) -> None:
    (statement,) = read(f"全年{clause}。")

    assert (statement.value_text, statement.unit, statement.bound) == (value, unit, bound)


def test_noun_after_a_classifier_is_the_subject() -> None:
    assert facts(read("完成全市500余台自助一体机的更新，开通27项自助应用。")) == [
        ("自助一体机", "count", "500", "台"),
        ("自助应用", "count", "27", "项"),
    ]


def test_target_is_no_count_reached() -> None:
    reached, target = read("持卡人数达1,110.71万，完成下达年度1,110万的目标任务。")

    assert (reached.metric, reached.value_text, reached.unit) == ("count", "1110.71", "万")
    assert (target.metric, target.subject, target.phase) == ("target", "持卡人数", None)


def test_unit_printed_wrongly_is_kept_as_printed() -> None:
    (statement,) = read("住房保障（类）支出147.89元。")

    assert (statement.value_text, statement.unit) == ("147.89", "元")


def test_sentence_wrapped_over_lines_and_a_page_is_one() -> None:
    statements = read(
        "（2）事业收入 574.32 万元，为业务取得。比 2021 年度决算\n\n\n- 15 -\n\n数减少 962.86\n\n"
        "万元，下降 62.64%。",
        layout="flat",
    )

    assert facts(statements) == [
        ("事业收入", "amount", "574.32", "万元"),
        ("事业收入", "change", "-962.86", "万元"),
        ("事业收入", "change_rate", "-62.64", "%"),
    ]
    assert [(s.line, s.char_from, s.char_to) for s in statements] == [
        (1, 9, 14),
        (6, 5, 10),
        (8, 7, 11),
    ]


def test_full_width_figures_are_read_and_kept_as_printed() -> None:
    (statement,) = read("基本支出１，２３４．５万元。")

    assert (statement.value_text, statement.printed_text) == ("1234.5", "１，２３４．５")


@pytest.mark.parametrize(
    "sentence",
    [
        "在京单位标准为每人每月120元。",
        "基本支出100万元至200万元。",
        "公用经费增加5万元的空话连篇。",
        "基本支出1 200万元。",
        "基本支出1.2.3万元。",
        "我们相信前路漫漫100万元。",
        "基本支出100万元的设备。",
        "基本支出123,45万元。",
        "邮电费、差旅费100万元。",
    ],
)
def test_what_the_grammar_does_not_know_is_not_half_read(sentence: str) -> None:
    assert read(sentence) == []


def test_nothing_is_said_of_the_subject_before_one_that_is_not_known() -> None:
    statements = read("基本支出40万元，占40%；兮哉乎也60万元，占60%。比2021年度增加3万元，增长2%。")

    assert facts(statements) == [
        ("基本支出", "amount", "40", "万元"),
        ("基本支出", "share", "40", "%"),
    ]


def test_reasons_given_in_prose_are_no_labels() -> None:
    statements = read("公用经费20万元，比2021年度减少5万元，主要原因是压减支出3万元。")

    assert [s.value_text for s in statements] == ["20", "-5"]


def test_scope_word_inside_another_name_is_none() -> None:
    assert [
        s.scope for s in read("2022年基本支出预算10万元。2022年支出预算20万元。", "budget")
    ] == [
        None,
        "all_funds",
    ]


def test_year_end_is_part_of_the_label() -> None:
    assert facts(read("2022年末结转和结余30万元。")) == [("年末结转和结余", "amount", "30", "万元")]


def test_visits_go_on_with_the_delegations() -> None:
    assert facts(read("全年安排出国团组2个，累计5人次。")) == [
        ("出国团组", "count", "2", "个"),
        ("出国团组", "count", "5", "人次"),
    ]


def test_explained_terms_state_nothing() -> None:
    assert read("1.住房公积金（项）：是按照条例的规定缴存，比例不低于5%，补贴支出100万元。") == []
    assert read("## 第四部分 名词解释\n\n（一）基本支出：为运转发生的支出100万元。") == []


def test_tabbed_row_that_no_table_took_is_no_prose() -> None:
    assert read("基本支出总额\t805.81万元\t项目支出总额\t971.69万元") == []

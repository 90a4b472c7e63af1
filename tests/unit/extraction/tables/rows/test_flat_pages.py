"""Tables flattened to text that go on over pages, under their title once more."""

from tests.support.table_text import BUDGET, amounts, tables

PAGES = """一般公共预算支出表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
合计 9.00 6.00 3.00
208 社会保障和就业支出 5.00 4.00 1.00
2080501行政单位离退休 5.00 4.00 1.00
12

一般公共预算支出表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
210 卫生健康支出 4.00 2.00 2.00
"""


def test_a_title_that_stands_again_on_the_next_page_goes_on_with_the_table() -> None:
    assert tables(BUDGET + PAGES, "table_type", "row_count") == [("general_budget_expenditure", 4)]
    lines = amounts(BUDGET + PAGES, "code_printed", "label_printed", "printed_text")
    assert lines[::3] == [
        (None, "合计", "9.00"),
        ("208", "社会保障和就业支出", "5.00"),
        ("2080501", "行政单位离退休", "5.00"),
        ("210", "卫生健康支出", "4.00"),
    ]


def test_a_second_total_under_the_same_title_is_of_another_table() -> None:
    again = PAGES.replace("210 卫生健康支出 4.00", "合计 4.00")
    assert len(tables(BUDGET + again, "table_type")) == 2

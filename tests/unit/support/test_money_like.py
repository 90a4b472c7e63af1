"""The tokenizer of the conservation test: what looks like money, and what does not."""

import pytest

from tests.support.money_like import money_like


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("2012601\t行政运行\t1,050.30\t0.00", ["1,050.30", "0.00"]),
        ("合计\t1341333282.710000", ["1341333282.710000"]),
        ("一般公共服务支出\t7,500,000\t3003", ["7,500,000"]),
        ("开办费20万元，补助2亿元", ["20", "2"]),
        ("人均不超过450元/人", ["450"]),
        ("负120.00", ["120.00"]),
        ("增长 12.50%", []),
        ("2026.12.31 第12页 2080505", []),
        ("增加１２", []),
        ("1，234.56", ["1，234.56"]),
    ],
)
def test_numbers_that_look_like_money_are_found(line: str, found: list[str]) -> None:
    assert [number.text for number in money_like(line)] == found


def test_places_are_counted_from_one() -> None:
    ((_, first, last),) = money_like("合计\t1.50")
    assert (first, last) == (4, 7)

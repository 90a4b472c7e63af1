"""Text and numbers brought to one form."""

from decimal import Decimal

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ingest.base.ordinals import strip_ordinal
from ingest.base.text import decimals, fold, read_cell

TEXTS = st.text(st.sampled_from('合计（）()“”"１２12 \t　,，.．-−一、<b></b>*#'), max_size=30)
AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("合　计", "合计"),
        ("<b>本 年 收 入 合 计</b>", "本年收入合计"),
        ("**合计**", "合计"),
        ("## 收支总表", "收支总表"),
        ("（款）", "(款)"),
        ("２０２２年", "2022年"),
        ("“三公”", '"三公"'),
        ("⻘⼭市⺠政局", "青山市民政局"),
        ("⻓⻋⻅⾏", "长车见行"),
        ("合\u200b计\ufe0f", "合计"),
        ("\ue5e5合\ue5e5计", "合计"),
        ("公务\u00ad接待", "公务接待"),
    ],
)
def test_fold_brings_spellings_together(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(TEXTS)
def test_folding_a_printed_text_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    if not any(mark in once for mark in "<*#"):
        assert fold(once) == once


def test_long_texts_fold_as_short_ones_do() -> None:
    assert fold("合 计" * 200) == "合计" * 200


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,597.5 1", "1597.51"),
        ("1,777.5", "1777.5"),
        ("４０４．８０", "404.80"),
        ("１，２３４", "1234"),
        ("-12.50", "-12.50"),
        ("−12.50", "-12.50"),
        ("<b>1,347.44</b>", "1347.44"),
        ("0.00", "0.00"),
        ("（100.00）", "-100.00"),
        ("(1,200)", "-1200"),
        ("△120.00", "-120.00"),
        ("—120.00", "-120.00"),
        ("120.00－", "-120.00"),
        ("负120.00", "-120.00"),
        ("(12.5万元)", "-12.5"),
        ("7880,000", "7880000"),
    ],
)
def test_amounts_as_printed(printed: str, value: str) -> None:
    amount = read_cell(printed)[2]
    assert str(amount) == value


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "-",
        "—",
        "1,59.7",
        "1.2.3",
        "12a",
        "（12）",
        "()",
        "1,,234",
        "1.",
        ".5",
        "+1",
        "-1-",
        "12,34",
        "元",
        "(2)",
    ],
)
def test_what_is_no_amount(printed: str) -> None:
    assert read_cell(printed)[2] is None


@given(AMOUNTS)
def test_every_amount_survives_print_and_parse(amount: Decimal) -> None:
    printed = f"{amount:,.2f}"
    assert read_cell(printed)[2] == amount
    assert read_cell(" ".join(printed))[2] == amount
    assert read_cell(f"-{printed}")[2] == -amount
    assert decimals(printed) == 2


@pytest.mark.parametrize(
    ("printed", "count"), [("3", 0), ("1,777.5", 1), ("1,597.5 1", 2), ("（100.00）", 2)]
)
def test_decimals_are_those_printed(printed: str, count: int) -> None:
    assert decimals(printed) == count


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("八、卫生健康支出", "卫生健康支出"),
        ("(一)一般公共预算拨款", "一般公共预算拨款"),
        ("1.因公出国", "因公出国"),
        ("(1)公务用车", "公务用车"),
        ("12333热线", "12333热线"),
        ("1.5倍", "1.5倍"),
    ],
)
def test_ordinals_are_stripped_and_names_are_not(label: str, bare: str) -> None:
    assert strip_ordinal(label) == bare

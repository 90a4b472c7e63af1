"""The depth of rows without codes, where their columns tell it."""

from decimal import Decimal

import pytest

from ingest.extraction.tables.model import Value
from ingest.extraction.tables.rows.nesting import depths_by_column
from tests.support.table_text import BUDGET, WAN, read


def _values(*amounts: str) -> list[Value]:
    return [Value(Decimal(amount), Decimal("0.01")) for amount in amounts]


@pytest.mark.parametrize(
    ("amounts", "labels", "depths"),
    [
        # Kind, object.
        (("9", "5", "3", "2", "4", "4"), (0, 0, 3, 3, 0, 3), [0, 1, 2, 2, 1, 2]),
        # Kind, programme with its class, the next class alone, object: columns 1 and 2 are a level.
        (("9", "9", "5", "5", "4", "4"), (0, 0, 1, 3, 2, 3), [0, 1, 2, 3, 2, 3]),
        # Under the programme stands its class, under that the object.
        (("9", "9", "9", "5", "4"), (0, 0, 1, 2, 2), [0, 1, 2, 3, 3]),
    ],
)
def test_the_column_of_the_label_is_the_level(
    amounts: tuple[str, ...], labels: tuple[int, ...], depths: list[int]
) -> None:
    assert depths_by_column(_values(*amounts), labels) == depths


@pytest.mark.parametrize(
    ("amounts", "labels"),
    [
        # One column of labels tells nothing.
        (("9", "9", "5", "4"), (0, 0, 0, 0)),
        # Nor do columns under which the sums do not agree.
        (("9", "9", "5", "3"), (0, 0, 1, 1)),
        (("9", "5", "4", "4"), (0, 1, 0, 1)),
    ],
)
def test_columns_without_agreeing_sums_tell_nothing(
    amounts: tuple[str, ...], labels: tuple[int, ...]
) -> None:
    assert depths_by_column(_values(*amounts), labels) is None


def test_a_list_of_purchases_in_columns() -> None:
    rows = read(
        f"{BUDGET}政府采购预算表\n{WAN}采购品目大类¦专项名称¦经济科目¦采购物品名称¦总计\n"
        "合计¦¦¦¦9.00\n"
        "一、货物A¦¦¦¦9.00\n"
        "¦设备购置费¦办公设备购置¦¦5.00\n"
        "¦¦¦其他办公设备¦5.00\n"
        "¦¦会议费¦¦4.00\n"
        "¦¦¦会议服务¦4.00\n"
    )["amounts"]
    assert [(row["label_printed"], row["row_depth"]) for row in rows] == [
        ("合计", 0),
        ("一、货物A", 1),
        ("设备购置费", 2),
        ("其他办公设备", 3),
        ("会议费", 2),
        ("会议服务", 3),
    ]

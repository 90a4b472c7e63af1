"""Separators of recognised figures: mended where only one amount can be meant."""

import pytest

from ingest.reading.scan.figures import mended


@pytest.mark.parametrize(
    ("recognised", "meant"),
    [
        ("3.975.340500", "3,975.340500"),
        ("90.,000000", "90.000000"),
        ("1:920000", "1.920000"),
        ("1,234,56", "1,234.56"),
        ("1,234.56.", "1,234.56"),
        ("1,234.5O", "1,234.50"),
        ("-1.234.56", "-1,234.56"),
        ("(.(X)", "0.00"),
        ("0,0O", "0.00"),
        ("(0,(X)", "0.00"),
        ("-6一", "-6-"),
        ("一24—", "-24-"),
        ("－9一", "-9-"),
    ],
)
def test_only_one_amount_can_be_meant(recognised: str, meant: str) -> None:
    found = mended(recognised)
    assert found is not None
    assert "".join(char for _, char in found) == meant
    assert all(char == recognised[at] or not recognised[at].isdigit() for at, char in found)


@pytest.mark.parametrize(
    "text",
    [
        "1,234.56",
        "1.234.567",
        "1,23456",
        "208",
        "2.1.3",
        "一6",
        "第一6一",
        "2024.05.06",
        "合计",
        "O.O",
        "(X)",
        "X.X",
        "",
        "-",
    ],
)
def test_what_is_an_amount_or_may_be_several_stays(text: str) -> None:
    assert mended(text) is None

"""Figures recognised from pictures: sums prove them, mend one slip, and leave the rest in doubt."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.extraction.extract import extract
from ingest.extraction.tables.recognised import is_slip
from tests.support.table_text import BUDGET, WAN, document

HEAD = f"{BUDGET}一般公共预算支出表\n{WAN}科目编码¦科目名称¦合计¦基本支出¦项目支出\n"
BODY = """208¦社会保障和就业支出¦351.27¦211.15¦140.12
20805¦行政事业单位养老支出¦218.36¦120.04¦98.32
2080501¦行政单位离退休¦131.13¦75.01¦56.12
2080502¦事业单位离退休¦87.23¦45.03¦42.20
20806¦企业改革补助¦132.91¦91.11¦41.80
合计¦¦351.27¦211.15¦140.12
"""


def read(body: str, confidence: float = 0.99) -> dict[str, tuple[str, str | None]]:
    """How each figure of a recognised table was read, and what sums prove it to be."""
    made = document(HEAD + body)
    lines = tuple(
        replace(line, confidence=(confidence,) * (line.text.count("\t") + 1)) for line in made.lines
    )
    rows = extract(replace(made, lines=lines))["amounts"]
    return {
        f"{row['code_printed'] or '合计'} {row['measure']}": (
            str(row["reading"]),
            None if row["repaired_text"] is None else str(row["repaired_text"]),
        )
        for row in rows
    }


def test_sums_prove_what_was_recognised() -> None:
    assert set(read(BODY).values()) == {("confirmed", None)}


def test_what_the_file_prints_is_printed() -> None:
    rows = extract(document(HEAD + BODY))["amounts"]
    assert {(row["reading"], row["confidence"], row["repaired_text"]) for row in rows} == {
        ("printed", None, None)
    }


@pytest.mark.parametrize(
    "misread",
    ["45.08", "4503", "45.3", "45.033", "95.03", "45,03"],
)
def test_one_slip_is_mended_and_the_rest_proved(misread: str) -> None:
    found = read(BODY.replace("¦45.03¦", f"¦{misread}¦"))
    mended = found.pop("2080502 basic", ("not a figure", None))
    if misread != "45,03":
        assert mended == ("by_identity", "45.03")
    assert mended[0] != "recognised"
    assert {reading for reading, _ in found.values()} <= {"confirmed", "doubtful"}


def test_two_figures_of_one_sum_that_are_wrong_alike_are_no_ones_to_mend() -> None:
    body = "\n".join(
        line
        for line in BODY.replace("¦45.03¦", "¦46.03¦").replace("¦75.01¦", "¦78.01¦").split("\n")
        if not line.startswith("2080502")
    )
    found = read(body)
    assert found["2080501 basic"][0] != "confirmed"
    assert found["2080501 basic"] != ("by_identity", "46.03")


def test_two_slips_that_hide_one_another_are_mended_where_row_and_column_agree() -> None:
    """Each breaks the sums that would bear the other's neighbours out."""
    body = BODY.replace("¦131.13¦", "¦131.18¦").replace("¦45.03¦", "¦45.08¦")
    found = read(body)
    assert found.pop("2080501 total") == ("by_identity", "131.13")
    assert found.pop("2080502 basic") == ("by_identity", "45.03")
    assert set(found.values()) == {("confirmed", None)}


def test_what_is_off_by_rounding_stays_as_it_is_printed() -> None:
    """A publisher rounds each figure by itself: no sum says that its last digit is wrong."""
    found = read(BODY.replace("¦87.23¦45.03¦", "¦87.24¦45.03¦"))
    assert all(repaired is None for _, repaired in found.values())


def test_what_no_sum_proves_and_the_recogniser_is_unsure_of_is_doubtful() -> None:
    body = "2080501¦行政单位离退休¦131.13\n"
    assert read(body) == {"2080501 total": ("recognised", None)}
    assert read(body, confidence=0.7) == {"2080501 total": ("doubtful", None)}


def test_of_a_poor_scan_only_what_sums_prove_is_believed() -> None:
    """Two figures of 16 read without certainty: then none is certain by itself."""
    alone = "2210201¦住房公积金¦64.25\n"
    made = document(HEAD + BODY.replace("合计¦¦351.27¦211.15¦140.12\n", alone))

    def judged(unsure: set[str]) -> dict[str, str]:
        lines = tuple(
            replace(
                line,
                confidence=tuple(0.96 if c in unsure else 1.0 for c in line.text.split("\t")),
            )
            for line in made.lines
        )
        rows = extract(replace(made, lines=lines))["amounts"]
        return {str(row["printed_text"]): str(row["reading"]) for row in rows}

    assert judged({"45.03"})["64.25"] == "recognised"
    poor = judged({"45.03", "87.23"})
    assert poor["64.25"] == "doubtful"
    assert poor["45.03"] == "confirmed"


def test_a_whole_number_among_decimals_may_be_a_code() -> None:
    body = "2080501¦行政单位离退休¦131.13¦75.01\n2080899¦其他优抚支出¦¦¦2080899\n"
    assert read(body)["2080899 project"] == ("doubtful", None)
    assert read(body.replace(".13", "").replace(".01", ""))["2080899 project"] == (
        "recognised",
        None,
    )


def test_so_short_a_figure_may_be_a_code_or_a_stain() -> None:
    assert read("2080501¦行政单位离退休¦05\n") == {"2080501 total": ("doubtful", None)}


@pytest.mark.parametrize(
    ("text", "amount", "is_one"),
    [
        ("1,234.56", "1234.66", True),
        ("123456", "1234.56", True),
        ("1,234.5", "1234.56", True),
        ("1,234.567", "1234.56", True),
        ("1,234.56", "-1234.56", True),
        ("1,234.56", "1235.66", False),
        ("1,234.56", "12.34", False),
        ("12", "13", False),
    ],
)
def test_a_slip_is_one_digit_a_point_or_a_sign(text: str, amount: str, *, is_one: bool) -> None:
    assert is_slip(text, Decimal(amount)) is is_one

"""Figures recognised from pictures: sums prove them, mend one slip, and leave the rest in doubt."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.extraction.extract import extract
from ingest.extraction.tables.scanned.slips import is_slip
from ingest.rows.schema import Row
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


def recognised(text: str) -> Sequence[Row]:
    """The amounts of a text as a recogniser gives it."""
    made = document(text)
    lines = tuple(
        replace(line, confidence=(0.99,) * (line.text.count("\t") + 1)) for line in made.lines
    )
    return extract(replace(made, lines=lines))["amounts"]


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


def test_a_last_digit_that_rounding_may_have_made_is_no_sums_to_mend() -> None:
    """132.92 shows that the table rounds, so that 45.03 may be printed as 45.02 or as 45.04."""
    body = BODY.replace("¦132.91¦", "¦132.92¦")
    assert read(body.replace("¦45.03¦", "¦45.08¦"))["2080502 basic"] == ("doubtful", None)
    assert read(body.replace("¦45.03¦", "¦95.03¦"))["2080502 basic"] == ("by_identity", "45.03")


def test_a_repeat_is_rounded_as_the_figure_it_repeats() -> None:
    """A class is off by rounding from its items, of which one is told to the digit by its row."""
    body = "20105¦统计信息事务¦180.40¦180.40\n2010501¦行政运行¦88.75¦88.75\n2010550¦事业运行¦91.64¦"
    assert read(body + "91.64\n")["2010550 basic"] == ("confirmed", None)
    assert read(body + "91.61\n")["2010550 basic"] == ("doubtful", None)


def test_what_no_sum_proves_and_the_recogniser_is_unsure_of_is_doubtful() -> None:
    body = "2080501¦行政单位离退休¦131.13\n"
    assert read(body) == {"2080501 total": ("recognised", None)}
    assert read(body, confidence=0.7) == {"2080501 total": ("doubtful", None)}


LEFT = "2210201¦住房公积金¦64.25\n2210202¦提租补贴¦38.16\n2210203¦购房补贴¦19.47\n"
"""Lines that no sum proves, as their class is not printed."""


def judged(body: str, unsure: dict[str, float], pages: dict[str, int]) -> dict[str, str]:
    """How figures were read of which some are less sure, and some lines stand on later pages."""
    made = document(HEAD + body)
    lines = tuple(
        replace(
            line,
            confidence=tuple(unsure.get(cell, 1.0) for cell in line.text.split("\t")),
            page=pages.get(line.text.split("\t")[0], 1),
        )
        for line in made.lines
    )
    rows = extract(replace(made, lines=lines))["amounts"]
    return {str(row["printed_text"]): str(row["reading"]) for row in rows}


def test_of_a_poor_page_only_what_sums_prove_is_believed() -> None:
    """Of three figures that no sum proves one is read without certainty: then none is certain."""
    body = BODY.replace("合计¦¦351.27¦211.15¦140.12\n", LEFT)
    found = judged(body, {"19.47": 0.96}, {})
    assert {found[text] for text in ("64.25", "38.16", "19.47")} == {"doubtful"}
    assert found["45.03"] == "confirmed"


def test_of_what_sums_prove_the_recogniser_may_be_unsure() -> None:
    body = BODY.replace("合计¦¦351.27¦211.15¦140.12\n", LEFT)
    found = judged(body, {"45.03": 0.7, "87.23": 0.7, "42.20": 0.7}, {})
    assert {found[text] for text in ("64.25", "38.16", "19.47")} == {"recognised"}
    assert {found[text] for text in ("45.03", "87.23", "42.20")} == {"confirmed"}


def test_a_page_in_small_print_makes_no_other_poor() -> None:
    body = BODY.replace("合计¦¦351.27¦211.15¦140.12\n", LEFT)
    found = judged(body, {"19.47": 0.7}, {"2210202": 2, "2210203": 3})
    assert (found["64.25"], found["38.16"], found["19.47"]) == (
        "recognised",
        "recognised",
        "doubtful",
    )
    # Of three pages most are poor, and so is the scan.
    found = judged(body, {"19.47": 0.7, "38.16": 0.7}, {"2210202": 2, "2210203": 3})
    assert found["64.25"] == "doubtful"


def test_digits_that_stand_alone_make_no_page_poor() -> None:
    """Of a single character the recogniser is never as sure as of a figure."""
    page = f"{BUDGET}一般公共预算“三公”经费支出表\n{WAN}合计¦因公出国（境）费¦公务接待费¦会议费\n"
    made = document(f"{page}6.40¦0¦6.40¦0\n")
    lines = [replace(line, confidence=(0.99,) * (line.text.count("\t") + 1)) for line in made.lines]
    row = next(line for line in lines if line.text.startswith("6.40"))
    lines[row.number - 1] = replace(row, confidence=(0.99, 0.97, 0.99, 0.97))
    rows = extract(replace(made, lines=tuple(lines)))["amounts"]
    found = [(row["printed_text"], row["reading"]) for row in rows]
    assert found[:3] == [("6.40", "confirmed"), ("0", "confirmed"), ("6.40", "confirmed")]
    assert found[3] == ("0", "doubtful")


def test_on_a_poor_page_a_repeat_proves_nothing() -> None:
    """A stroke that is lost on a fax is lost wherever the figure is printed."""
    body = BODY.replace("合计¦¦351.27¦211.15¦140.12\n", "2210201¦住房公积金¦77.54¦77.54\n" + LEFT)
    assert judged(body, {}, {})["77.54"] == "confirmed"
    found = judged(body, {"19.47": 0.9}, {})
    assert found["77.54"] == "doubtful"
    assert found["45.03"] == "confirmed"


def test_on_a_poor_page_a_repeat_mends_nothing() -> None:
    """Two of three that are misread alike would mend the one that is right."""
    row = "22102¦住房改革支出¦71.54¦71.54\n2210201¦住房公积金¦71.54¦77.54\n"
    body = BODY.replace("合计¦¦351.27¦211.15¦140.12\n", row + LEFT)
    assert judged(body, {"77.54": 0.9}, {})["77.54"] == "by_identity"
    assert judged(body, {"77.54": 0.9, "19.47": 0.9}, {})["77.54"] == "doubtful"


def test_once_the_recogniser_was_sure_of_what_sums_mend_its_certainty_says_nothing() -> None:
    body = BODY.replace("¦45.03¦", "¦45.08¦").replace("合计¦¦351.27¦211.15¦140.12\n", LEFT)
    assert judged(body, {}, {})["64.25"] == "doubtful"
    assert judged(body, {"45.08": 0.9}, {})["64.25"] == "recognised"


def test_what_no_slip_explains_is_a_hole_in_the_print_and_makes_no_figure_doubtful() -> None:
    """A class has more than its items, as a line of 235.55 is not printed."""
    hole = "221¦住房保障支出¦357.43\n22102¦住房改革支出¦357.43\n" + LEFT
    body = BODY.replace("合计¦¦351.27¦211.15¦140.12\n", hole)
    assert read(body)["2210202 total"] == ("recognised", None)
    # 38.16 for 38.76 would mend this one.
    body = body.replace("357.43", "122.48")
    assert read(body)["2210202 total"][0] == "doubtful"


WHOLE = """208¦社会保障和就业支出¦7,351,270¦7,211,150¦140,120
20805¦行政事业单位养老支出¦7,218,360¦7,120,040¦98,320
2080501¦行政单位离退休¦7,131,130¦7,075,010¦56,120
20806¦企业改革补助¦354,964¦354,964¦
2080601¦企业关闭破产补助¦354,964¦354,964¦
"""


def test_a_comma_that_was_read_as_a_point_is_one_where_all_else_is_whole() -> None:
    """Each repeats the other, so that as read they would bear one another out."""
    found = read(WHOLE.replace("354,964", "354.964"))
    for code in ("20806", "2080601"):
        assert found[f"{code} total"] == ("by_identity", "354964")
    alone = read(WHOLE[: WHOLE.index("2080601")].replace("354,964¦354,964", "354.964¦"))
    assert alone["20806 total"] == ("doubtful", None)


def test_figures_that_lost_their_point_alike_do_not_prove_one_another() -> None:
    body = BODY.replace("20806¦企业改革补助¦132.91¦91.11¦41.80", "20899¦其他支出¦9111¦9111¦")
    found = read(body.replace("351.27¦211.15¦140.12", ""))
    assert {found[f"20899 {measure}"][0] for measure in ("total", "basic")} == {"doubtful"}


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


def test_on_a_poor_page_a_sum_proves_nothing_that_another_refutes() -> None:
    """Of 131.13 and 75.01 the first digit was misread alike, so that the row adds up."""
    unproved = "".join(f"22101{n:02}¦专项{n}¦{n}7.3{n}¦{n}1.2{n}¦{n}3.7{n}\n" for n in range(1, 10))
    slipped = BODY.replace("131.13¦75.01", "431.13¦375.01")
    found = read(slipped.replace("合计", unproved + "合计"), 0.9)
    assert found["2080501 total"] == ("doubtful", None)
    assert found["2080501 basic"] == ("doubtful", None)
    assert found["2080502 total"] == ("doubtful", None)
    assert read(slipped)["2080501 total"] == ("confirmed", None)


@pytest.mark.parametrize(
    ("heading", "measures"),
    [
        ("“三公”经费", ["three_public_with_meetings", "total"]),
        ("一公经书", [None, None]),
    ],
)
def test_a_total_beside_an_unread_kind_of_expense_is_in_no_fact(
    heading: str, measures: list[str | None]
) -> None:
    rows = recognised(
        f"{BUDGET}“三公”经费及会议费、培训费支出预算表\n{WAN}单位编码¦单位名称¦合计¦{heading}¦因公出国（境）费"
        "¦公务接待费¦会议费¦培训费\n101¦民政局本级¦3.80¦2.80¦0.80¦2.00¦1.00¦0.00\n"
    )

    assert [row["measure"] for row in rows[:2]] == measures
    assert {row["measure"] for row in rows[2:]} >= {"overseas_travel", "official_reception"}


def test_a_fund_beside_unread_headings_is_no_total() -> None:
    rows = recognised(
        f"{BUDGET}收入总表\n{WAN}单位编码¦单位名称¦îit¦般公只预算拨款¦政府性基金拨款¦事业收入\n"
        "101¦民政局本级¦2.80¦2.80¦0.00¦0.00\n"
    )

    assert [row["measure"] for row in rows] == [None, None, "government_fund", "service_income"]

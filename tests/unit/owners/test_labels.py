"""Labels of the summary form that Python and SQL once read differently."""

from ingest.vocabulary.summary_lines import form_codes
from tests.support.own_seeds import Seeds


def test_a_line_means_what_its_section_says() -> None:
    labels = [
        "㈠一般公共预算",
        None,
        "（一）一般公共预算",
        "二、上年结转",
        "其中：一般公共预算",
        "无名",
    ]
    assert form_codes(labels, "revenue") == [
        "general_public_budget",
        None,
        "general_public_budget",
        "carryover",
        "carryover_general_public_budget",
        None,
    ]
    assert form_codes(labels, None) == [None] * len(labels)


def test_an_answer_names_the_line_that_a_label_is_of(seeds: Seeds) -> None:
    assert form_codes(["罕 见收入"], "revenue") == [None]
    seeds.answer("label", "罕见收入", "一、其他收入")
    assert form_codes(["罕 见收入"], "revenue") == ["other_income"]
    assert form_codes(["罕 见收入"], "expenditure") == [None]

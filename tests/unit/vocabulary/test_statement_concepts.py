"""What subjects of the text are of, by the patterns of their seed."""

from itertools import product

import pytest

from ingest.vocabulary.seeds import read_seed
from ingest.vocabulary.statement_concepts import compiled, is_open

_PATTERNS = [
    row["pattern"]
    for row in read_seed("mapping/statement_concepts.csv", "pattern", "concept_type", "concept")
    if (row["concept_type"], row["concept"]) == ("three_public", "unsplit")
]
_BEFORE = ("", "财政拨款", "本部门一般公共预算财政拨款", "一般公共预算", "部门决算汇总", "车费(")
_BEHIND = ("", "支出", "支出预算", "预算总计", "合计支出", "决算总额", "财政拨款支出", "决算数据")


def _is_of_all_three(subject: str) -> bool:
    return any(
        compiled(pattern).fullmatch(subject) if is_open(pattern) else pattern == subject
        for pattern in _PATTERNS
    )


@pytest.mark.parametrize(("before", "behind"), list(product(_BEFORE, _BEHIND)))
def test_fund_phase_and_total_leave_the_three_public_expenses_what_they_are(
    before: str, behind: str
) -> None:
    close = ")" if before.endswith("(") else ""

    assert _is_of_all_three(f'{before}"三公"经费{close}{behind}')


@pytest.mark.parametrize(
    "subject",
    [
        '"三公"经费中公务接待费',
        '公务接待费占"三公"经费',
        '"三公"经费增减',
        '会议费"三公"经费',
        "三公",
    ],
)
def test_a_part_of_the_three_public_expenses_is_not_all_of_them(subject: str) -> None:
    assert not _is_of_all_three(subject)


def test_no_pattern_has_a_character_that_like_may_take_for_an_escape() -> None:
    rows = read_seed("mapping/statement_concepts.csv", "pattern")

    assert [row["pattern"] for row in rows if "\\" in row["pattern"]] == []

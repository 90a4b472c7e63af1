"""The register of functional classes: how much it holds, and that it holds together."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from ingest.base.text import label_key
from ingest.vocabulary.classes import register_of
from ingest.vocabulary.seeds import read_seed

YEARS = range(2007, 2027)
CODE_LENGTHS = {"class": 3, "section": 5, "item": 7}
BODIES = ["20104", "20138", "20402", "20404", "20406", "20701", "20801", "20828", "21101"]


def _rows() -> list[dict[str, str]]:
    return read_seed(
        "classification/functional_classification.csv",
        *("functional_code", "valid_from_year", "valid_to_year", "name", "level", "evidence"),
    )


def _valid_in(year: int) -> Iterator[dict[str, str]]:
    for row in _rows():
        if int(row["valid_from_year"]) <= year <= int(row["valid_to_year"] or "9999"):
            yield row


def test_a_year_has_all_classes_and_sections_and_a_thousand_items() -> None:
    levels = Counter(row["level"] for row in _valid_in(2024))
    assert levels["class"] >= 28
    assert levels["section"] >= 230
    assert levels["item"] >= 1000


@pytest.mark.parametrize("year", YEARS)
def test_a_code_stands_once_in_a_year_under_codes_that_stand(year: int) -> None:
    codes = Counter(row["functional_code"] for row in _valid_in(year))
    assert max(codes.values()) == 1
    above = {code[:length] for code in codes for length in (3, 5) if len(code) > length}
    assert sorted(above - set(codes)) == []


def test_levels_are_those_of_the_codes() -> None:
    assert all(len(row["functional_code"]) == CODE_LENGTHS[row["level"]] for row in _rows())


@pytest.mark.parametrize("section", BODIES)
def test_administrations_have_the_items_that_all_have(section: str) -> None:
    names = {row["functional_code"]: row["name"] for row in _valid_in(2024)}
    assert names[f"{section}01"] == "行政运行"
    assert names[f"{section}02"] == "一般行政管理事务"


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("20402", 2026, "公安"),
        ("2040220", 2026, "执法办案"),
        ("2010308", 2020, "信访事务"),
        ("2014004", 2026, "信访业务"),
        ("20701", 2016, "文化"),
        ("20701", 2026, "文化和旅游"),
        ("2013804", 2020, "市场主体管理"),
        ("2013804", 2026, "经营主体管理"),
        ("2080209", 2016, "部队供应"),
        ("2080209", 2026, "老龄事务"),
        ("2200509", 2022, "气象服务"),
        ("2296002", 2026, "用于社会福利的彩票公益金支出"),
        ("2010107", 2009, "代表培训"),
    ],
)
def test_codes_mean_what_they_mean_in_the_year(code: str, year: int, name: str) -> None:
    assert [r["name"] for r in _valid_in(year) if r["functional_code"] == code] == [name]


def test_no_two_names_of_a_section_are_one() -> None:
    """A name under a section tells its item: what the hierarchy of names rests on."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _valid_in(2024):
        if row["level"] == "item":
            section = row["functional_code"][:5]
            names[section, label_key(row["name"])].add(row["functional_code"])
    assert [codes for codes in names.values() if len(codes) > 1] == []


def test_the_classification_that_tables_are_by() -> None:
    assert register_of("general_budget_expenditure") == "functional"
    assert register_of("general_budget_basic_expenditure") == "economic"
    assert register_of("revenue_expenditure_summary") is None
    assert register_of(None) is None

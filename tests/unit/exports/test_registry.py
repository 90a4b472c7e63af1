"""The registry of columns: each name described once, in a form that both names are read off."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from ingest.base.errors import SeedError
from ingest.base.settings import PROJECT
from ingest.exports.registry import FOLDER, label_of, meaning, name_of, read_registry

# The names that a contract gave to two things; each model has an entry of its own for them.
_OF_SEVERAL = {
    *("category", "code", "item_code", "item_name", "name", "name_en", "reason", "score"),
    *("checks", "direction", "explanation", "status", "title"),
}
_BEGINNING = re.compile(r"^[A-Z][^()（）]{0,41} \((?:[^()]|\([^()]*\))+\)")


@pytest.fixture(scope="module")
def registry() -> dict[str, str]:
    return read_registry(PROJECT)


@pytest.mark.parametrize(
    ("description", "label"),
    [
        ("Fiscal year (财政年度).", "财政年度"),
        ("Amount in yuan (金额, 元); additive.", "金额"),
        ("Kind (类别): overseas_travel (因公出国(境)费) or another (其他).", "类别"),
        ("Code (GB/T 2260) of the region (行政区划代码).", "行政区划代码"),
        ("Amount （金额）.", "金额"),
        ("initial_budget (年初预算) or final (决算).", None),
        ("Name in English.", None),
        ("", None),
    ],
)
def test_the_label_is_the_first_chinese_term(description: str, label: str | None) -> None:
    assert label_of(description) == label


def test_every_entry_begins_with_its_names_in_both_languages(registry: dict[str, str]) -> None:
    assert len(registry) > 400
    assert [name for name, text in registry.items() if not _BEGINNING.match(text)] == []
    for name, text in registry.items():
        label = label_of(text)
        assert label is not None, name
        # The label is the whole bracket, so that what it means is not cut off.
        assert text.startswith(f"{name_of(text)} ({label})"), name


def test_a_name_is_called_the_same_in_every_model(registry: dict[str, str]) -> None:
    called = defaultdict(set)
    for name, text in registry.items():
        called[name.rsplit("__", 1)[-1]].add(label_of(text))
    several = {name for name, labels in called.items() if len(labels) > 1}
    # The report shows some of their own kinds under names that only its pages have.
    of_report = {n.removeprefix("report__") for n in registry if n.startswith("report__")}
    assert several - of_report <= _OF_SEVERAL
    assert several >= _OF_SEVERAL


def test_a_model_has_its_own_meaning_before_that_of_the_name() -> None:
    registry = {"status": "Result (结果).", "dim_table__status": "State (状态)."}
    assert meaning(registry, "status", "dim_table") == "State (状态)."
    assert meaning(registry, "status", "fct_check") == "Result (结果)."
    assert meaning(registry, "other", "fct_check") is None


def test_a_name_that_stands_twice_is_told(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    block = "{% docs a %}\nOne (一).\n{% enddocs %}\n"
    (tmp_path / FOLDER / "one.md").write_text(block, encoding="utf-8")
    assert read_registry(tmp_path) == {"a": "One (一)."}
    (tmp_path / FOLDER / "two.md").write_text(block, encoding="utf-8")
    with pytest.raises(SeedError, match=r"two\.md: a is there twice"):
        read_registry(tmp_path)

"""The report on the checks: every class with its examples, every difference with its cause."""

from pathlib import Path

import pytest

from ingest.base.errors import WarehouseError
from ingest.serving.check import print_checks


@pytest.fixture(scope="module")
def lines(warehouse: Path) -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        written: list[str] = []
        patch.setattr("sys.stdout.write", written.append)
        print_checks(warehouse)
    return "".join(written).splitlines()


def test_each_class_has_its_counts_and_examples(lines: list[str]) -> None:
    at = next(n for n, line in enumerate(lines) if line.startswith("printed_formula: "))
    assert " agrees, 0 agrees_within_rounding, 2 differs, 0 not_checkable" in lines[at]
    assert lines[at + 1].startswith("    agrees: wuhan-hrss-ic-2022-final line ")
    assert lines[at + 2].endswith("[合计]: 3.70 万元 / 4.40 万元")


def test_a_difference_says_what_to_ask(lines: list[str]) -> None:
    said = [line for line in lines if " line 206 hierarchy: " in line]
    assert len(said) == 1
    for part in (
        "2022年一般公共预算支出表",
        "208 社会保障和就业支出 [项目支出]",
        "printed 759.00 万元, should be 769.00 万元",
        "off by -10.00 万元",
        "line 206, 759.0 for 769.00 万元",
    ):
        assert part in said[0]


def test_without_a_warehouse_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no warehouse"):
        print_checks(tmp_path)

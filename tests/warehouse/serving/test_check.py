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


def test_a_fault_says_what_to_ask_and_what_shows_it(lines: list[str]) -> None:
    at = next(n for n, line in enumerate(lines) if line.startswith("  page 1 line 206 money: "))
    assert "合计与各行之和不符：208 社会保障和就业支出〔项目支出〕 / A total is not" in lines[at]
    assert "可疑的是第 1 页第 206 行的“759.0”：改为 769.00 万元" in lines[at + 1]
    assert "replacing it with 769.00 ×10,000 yuan resolves 4 differences" in lines[at + 2]
    evidence = lines[at + 3 : at + 7]
    assert all(line.startswith("    - page 1 line ") for line in evidence)
    assert any("printed 769.00 万元; by rule 759.00 万元" in line for line in evidence)
    assert "should be" not in "".join(lines)


def test_the_most_serious_faults_of_a_document_come_first(lines: list[str]) -> None:
    rank = ("money", "classification", "completeness", "text", "form")
    documents: list[list[int]] = []
    for line in lines:
        if line.startswith("  page "):
            documents[-1].append(rank.index(line.split(":")[0].split()[-1]))
        elif not line.startswith(" "):
            documents.append([])
    assert sum(map(len, documents)) == 43
    assert all(places == sorted(places) for places in documents)


def test_without_a_warehouse_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no warehouse"):
        print_checks(tmp_path)

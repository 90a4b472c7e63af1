"""Disclosures of many files, wherever they lie and whenever they arrive."""

from collections import Counter
from collections.abc import Iterable
from itertools import permutations
from pathlib import Path

import pytest

from ingest.base.csv_text import read_rows
from ingest.base.errors import NoDisclosureError
from ingest.intake.paths import in_order
from ingest.intake.take import take_in
from tests.support.hostile import write
from tests.support.renderers.packed import zipped
from tests.support.renderers.xlsx import xlsx

TITLE = "甘泉县民政局2024年部门预算\n\n"
UNIT_LINE = "部门：甘泉县民政局\t单位：万元\n"
SUMMARY = (
    f"部门收支总表\n{UNIT_LINE}收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
    "一、一般公共预算拨款收入\t2.00\t一、社会保障和就业支出\t2.00\n"
    "收入总计\t2.00\t支出总计\t2.00\n"
)
SPENDING = (
    f"部门支出总表\n{UNIT_LINE}科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
    "\t合计\t2.00\t1.50\t0.50\n208\t社会保障和就业支出\t2.00\t1.50\t0.50\n"
)
TRIPS = (
    f"一般公共预算“三公”经费支出预算表\n{UNIT_LINE}"
    "合计\t因公出国（境）费\t公务接待费\n0.80\t0.30\t0.50\n"
)
TEXT = f"{TITLE}2024年支出预算2.00万元，比2023年增加0.50万元，增长33.33%，主要是人员增加。\n"
GOALS = (
    f"{TITLE}项目支出绩效目标表\n{UNIT_LINE}项目名称\t甲项目\n年度目标\t完成12项\n"
    "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t完成数量\t12项\n"
)
TABLES = {"表1.xlsx": TITLE + SUMMARY, "表2.xlsx": TITLE + SPENDING, "表3.xlsx": TITLE + TRIPS}


def documents(rows: Path) -> list[dict[str, str]]:
    return [row for path in (rows / "documents").glob("*.csv") for row in read_rows(path)]


def printed(rows: Path) -> Counter[tuple[str, ...]]:
    """What the amounts of all documents say, whatever their order."""
    names = ("side", "row_kind", "code_printed", "label_printed", "measure", "printed_text")
    return Counter(
        tuple(row[name] for name in names)
        for path in (rows / "amounts").glob("*.csv")
        for row in read_rows(path)
    )


def one(rows: Path) -> dict[str, str]:
    (row,) = documents(rows)
    return row


def written(folder: Path, files: Iterable[tuple[str, str]]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write(folder, name, xlsx(text) if name.endswith("xlsx") else text.encode())
        for name, text in files
    ]


def test_a_workbook_for_each_table_is_one_disclosure(tmp_path: Path) -> None:
    paths = written(tmp_path / "in", [*TABLES.items(), ("说明.txt", TEXT)])
    assert take_in(in_order(paths), tmp_path / "rows").failures == []
    whole = one(tmp_path / "rows")
    assert whole["source_file"] == "表1.xlsx + 表2.xlsx + 表3.xlsx + 说明.txt"
    assert whole["edition"] == "1"
    assert sum(printed(tmp_path / "rows").values()) == 4 + 6 + 3


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_parts_that_arrive_one_by_one_from_anywhere(order: tuple[int, ...], tmp_path: Path) -> None:
    files = [*TABLES.items(), ("说明.txt", TEXT)]
    paths = [written(tmp_path / f"{n}", [file])[0] for n, file in enumerate(files)]
    for number in order:
        assert take_in([paths[number]], tmp_path / "rows").failures == []
    take_in(in_order(paths), tmp_path / "together")
    whole = one(tmp_path / "rows")
    assert sorted(whole["source_file"].split(" + ")) == sorted(name for name, _ in files)
    assert printed(tmp_path / "rows") == printed(tmp_path / "together")


def test_a_table_published_again_is_an_edition(tmp_path: Path) -> None:
    paths = written(tmp_path / "in", TABLES.items())
    take_in(in_order(paths), tmp_path / "rows")
    again = written(tmp_path / "new", [("表2.xlsx", TABLES["表2.xlsx"].replace("1.50", "1.40"))])
    take_in(again, tmp_path / "rows")
    assert sorted(row["edition"] for row in documents(tmp_path / "rows")) == ["1", "2"]


def test_what_does_not_say_whose_it_is_is_of_its_archive(tmp_path: Path) -> None:
    silent = SPENDING.replace(UNIT_LINE, "单位：万元\n").encode()
    files = {"1.txt": silent, "2.txt": (TITLE + SUMMARY).encode(), "3.txt": TEXT.encode()}
    archive = write(tmp_path, "公开.zip", zipped(files))
    assert take_in([archive], tmp_path / "rows").failures == []
    whole = one(tmp_path / "rows")
    assert whole["source_file"] == "公开.zip/1.txt + 公开.zip/2.txt + 公开.zip/3.txt"
    assert whole["identity_source"] == "companion"
    assert sum(printed(tmp_path / "rows").values()) == 4 + 6


def test_of_two_disclosures_in_an_archive_neither_takes_it(tmp_path: Path) -> None:
    silent = SPENDING.replace(UNIT_LINE, "单位：万元\n").encode()
    other = (TITLE + SUMMARY).replace("民政局", "教育局").encode()
    files = {"1.txt": silent, "2.txt": (TITLE + SUMMARY).encode(), "3.txt": other}
    intake = take_in([write(tmp_path, "公开.zip", zipped(files))], tmp_path / "rows")
    assert [str(error.place) for error in intake.failures] == ["公开.zip/1.txt"]
    assert len(documents(tmp_path / "rows")) == 2


@pytest.mark.parametrize("runs", [1, 2])
def test_a_form_of_performance_is_of_its_disclosure(runs: int, tmp_path: Path) -> None:
    tables = written(tmp_path / "a", [("z.txt", TITLE + SUMMARY)])
    between = written(tmp_path / "a", [("m.txt", (TITLE + SUMMARY).replace("民政局", "教育局"))])
    goals = written(tmp_path / "b", [("a.txt", GOALS)])
    together = [in_order([*tables, *between, *goals])]
    for paths in together if runs == 1 else [[*tables, *between], goals]:
        assert take_in(paths, tmp_path / "rows").failures == []
    assert len(documents(tmp_path / "rows")) == 2
    (found,) = (row for row in documents(tmp_path / "rows") if "a.txt" in row["source_file"])
    assert found["unit_name_printed"] == "甘泉县民政局"


def test_a_form_of_performance_alone_is_refused(tmp_path: Path) -> None:
    intake = take_in(written(tmp_path / "b", [("a.txt", GOALS)]), tmp_path / "rows")
    assert [type(error) for error in intake.failures] == [NoDisclosureError]
    assert documents(tmp_path / "rows") == []

"""The units that a department lists in a table, each with its rows."""

from ingest.vocabulary.unit_names import unit_id_of
from tests.support.table_text import BUDGET, WAN, read

HEADS = "科目编码¦科目名称¦合计¦基本支出¦项目支出\n"
BLOCKS = (
    "合计¦¦300.00¦200.00¦100.00\n"
    "301001¦甘泉县民政局¦200.00¦200.00¦\n"
    "2080201¦行政运行¦200.00¦200.00¦\n"
    "301002¦甘泉县救助管理站¦60.00¦¦60.00\n"
    "2082002¦救助支出¦60.00¦¦60.00\n"
    "301003¦甘泉县福利中心¦40.00¦¦40.00\n"
)


def blocks(body: str, title: str = "部门支出总表") -> list[tuple[object, ...]]:
    """First and last row and name of each block that is read of a made table."""
    rows = read(f"{BUDGET}{title}\n{WAN}{HEADS}{body}")["blocks"]
    return [(row["row_first"], row["row_last"], row["unit_name_printed"]) for row in rows]


def test_a_block_has_the_rows_up_to_the_next_unit() -> None:
    assert blocks(BLOCKS) == [
        (2, 3, "甘泉县民政局"),
        (4, 5, "甘泉县救助管理站"),
        (6, 6, "甘泉县福利中心"),
    ]


def test_a_block_ends_before_a_total() -> None:
    assert blocks(BLOCKS + "总计¦¦300.00¦200.00¦100.00\n")[-1] == (6, 6, "甘泉县福利中心")


def test_a_table_of_one_unit_has_no_blocks() -> None:
    body = BLOCKS.partition("301003")[0].replace("甘泉县救助管理站", "甘泉县民政局")
    assert blocks(body) == []


def test_what_is_named_otherwise_than_bodies_is_nobodys_block() -> None:
    assert blocks(BLOCKS.replace("救助管理站", "救助管理")) == [
        (2, 3, "甘泉县民政局"),
        (6, 6, "甘泉县福利中心"),
    ]


def test_a_unit_is_the_one_that_files_itself() -> None:
    listed = read(f"{BUDGET}部门支出总表\n{WAN}{HEADS}{BLOCKS}")
    own = read("甘泉县救助管理站2024年单位预算\n\n收支总表\n")["documents"][0]
    assert listed["blocks"][1]["listed_unit_id"] == own["unit_id"]
    # Its own office is a unit of the department, and not the department.
    office, _ = unit_id_of("甘泉县民政局（本级）", 2024, None)
    assert listed["blocks"][0]["listed_unit_id"] == office != listed["documents"][0]["unit_id"]

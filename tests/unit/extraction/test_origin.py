"""When a document was published, as it prints it, and what a manifest says of its source."""

from pathlib import Path

import pytest

from ingest.base.errors import LandingError
from ingest.extraction.identity import Origin, origin, read_manifest
from tests.support.table_text import BUDGET, document

TITLE = "甘泉县民政局2024年部门预算"


@pytest.mark.parametrize(
    ("text", "printed", "day", "line"),
    [
        (f"{TITLE}\n2024年2月24日\n目 录", "2024年2月24日", "2024-02-24", 2),
        ("甘泉县民政局\n2024 年单位预算\n\n2024 年 3 月\n目录", "2024年3月", "2024-03", 4),
        (f"{TITLE}\n二〇二四年二月十九日\n目录", "2024年二月十九日", "2024-02-19", 2),
        (f"{TITLE}（2024-03-01）\n目录", "2024-03-01", "2024-03-01", 1),
        (f"{TITLE}\n目录\n发布日期：2024年3月5日  浏览次数：12", "2024年3月5日", "2024-03-05", 3),
    ],
)
def test_a_date_of_the_document_is_its_own(text: str, printed: str, day: str, line: int) -> None:
    assert origin(document(text)) == Origin(printed, day, line)


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n目录\n2024年3月5日",
        f"{TITLE}\n（4）起止时间。2024年1月1日至2024年12月31日。",
        f"{TITLE}\n截至2023年12月31日，共有车辆5辆。",
        f"{TITLE}\n2024年2月31日\n目录",
        f"{TITLE}\n支出表\n项目¦2024-03-26¦2.00",
    ],
)
def test_a_date_of_something_else_is_none(text: str) -> None:
    assert origin(document(text)) == Origin()


def test_a_manifest_says_where_a_document_is_from(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text(
        "source_file,unit_id,fiscal_year,stage,source_url,retrieved_on\n"
        "made.txt,,,,https://example.gov.cn/a.pdf,2024-03-09\n",
        encoding="utf-8",
    )
    found = origin(document(BUDGET), read_manifest(path))
    assert (found.source_url, found.retrieved_on) == ("https://example.gov.cn/a.pdf", "2024-03-09")
    assert found.published_on is None


def test_a_day_of_a_manifest_is_written_in_full(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text(
        "source_file,unit_id,fiscal_year,stage,retrieved_on\nmade.txt,,,,2024/3/9\n",
        encoding="utf-8",
    )
    with pytest.raises(LandingError, match="is no day"):
        read_manifest(path)

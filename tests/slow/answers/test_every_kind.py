"""Answers of every kind but two, from the worklist of a warehouse to the facts of the next one.

Kind `unit` gives a filing another id, to which it moves (tests/unit/intake/test_add.py); `measure`
is answered as a heading is.
"""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

_SECONDS = 900

_BUDGET = """云岭市机构编制研究中心2024年单位预算

表1
单位支出总表
金额单位：万圆
科目编码¦科目名称¦合计¦日常运转类支出¦项目支出
¦合计¦30.00¦20.00¦10.00
201¦一般公共服务支出¦30.00¦20.00¦10.00
20131¦党委办公厅（室）及相关机构事务¦30.00¦20.00¦10.00
2013150¦事业运行¦20.00¦20.00¦
2013199¦其他党委办公厅（室）及相关机构事务支出¦10.00¦¦10.00

表2
收支预算总表
金额单位：万元
项目¦预算数¦项目¦预算数
一、财政拨款收入¦25.00¦一、一般公共服务支出¦30.00
二、事业收入¦5.00¦二、云岭之支¦1.00
收入总计¦30.00¦支出总计¦30.00

表3
财政拨款支出表
金额单位：万元
科目编码¦科目名称¦合计¦基本支出¦项目支出
¦合计¦6.00¦4.00¦2.00
201¦一般公共服务支出¦6.00¦4.00¦2.00
20131¦党委办公厅（室）及相关机构事务¦6.00¦4.00¦2.00
2013177¦云岭杂项¦6.00¦4.00¦2.00

表4
项目支出绩效目标表
项目名称¦讲座
云岭怪事¦7
一级指标¦二级指标¦三级指标¦指标性质¦指标值¦度量单位¦权重¦指标方向性¦云岭怪列
产出指标¦数量指标¦讲座场次¦≥¦9¦场¦10¦正向指标¦5

表5
项目支出绩效目标表
项目名称¦培训
一级指标¦二级指标¦三级指标¦指标性质¦指标值¦度量单位¦权重¦指标方向性
产出指标¦云岭指标¦培训场次¦云岭于¦8¦场¦10¦云岭向

表6
项目支出绩效目标表
项目名称¦印书
一级指标¦二级指标¦三级指标¦指标值
产出指标¦数量指标¦册数¦≥8秩

表7
云岭奇情表
金额单位：万元
名目¦数额
甲项¦3.00
乙项¦2.00
"""
_PURCHASES = """
表8
政府采购预算表
金额单位：万元
项目¦采购品目¦金额
合计¦¦2.00
办公设备¦A020101 台式计算机¦2.00
"""

_ANSWERS = {
    "heading": ("日常运转类支出", "基本支出"),
    "label": ("云岭之支", "国防支出"),
    "code": ("2013177", "2013199"),
    "region": ("云岭市机构编制研究中心", "530000"),
    "edition": ("", "current"),
    "money_unit": ("万圆", "万元"),
    "title": ("云岭奇情表", ""),
    "performance_heading": ("云岭怪列", ""),
    "performance_label": ("云岭怪事", ""),
    "performance_level": ("云岭指标", "数量指标"),
    "performance_operator": ("云岭于", "≥"),
    "performance_direction": ("云岭向", "正向指标"),
    "performance_unit_of_measure": ("秩", "场"),
}
"""What each kind of text is said to be, in the order of asking; an edition is its id."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a warehouse of a filing and of an edition of it that lost a table."""
    folder = tmp_path_factory.mktemp("answers")
    (folder / "files").mkdir()
    second = _BUDGET.replace("30.00", "30.50").replace("20.00", "20.50")
    for name, text in (("a.txt", _BUDGET + _PURCHASES), ("b.txt", second)):
        (folder / "files" / name).write_text(text.replace("¦", "\t"), encoding="utf-8")
    _mingzhang(folder, "add", "--disclosures", "files", "--extracted", "data/extracted")
    return folder


def _mingzhang(folder: Path, *command: str) -> str:
    environment = os.environ | {"MINGZHANG_DATA": str(folder / "data")}
    done = subprocess.run(
        [sys.executable, "-m", "ingest", *command, "--warehouse", "warehouse", "--data", "data"],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(folder / "warehouse/mingzhang.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def _listed(folder: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for kind, text in _asked(folder, "select kind, printed_text from marts.dq_unmapped"):
        found.setdefault(str(kind), set()).add(str(text))
    return found


def test_an_answer_of_every_kind_is_tried_written_and_obeyed(place: Path) -> None:
    before = _listed(place)
    assert set(_ANSWERS) <= set(before)
    [(edition, is_current)] = _asked(
        place, "select document_id, is_current from marts.dim_document where source_file = 'b.txt'"
    )
    assert before["edition"] == {edition}
    assert not is_current

    for kind, (text, value) in _ANSWERS.items():
        named = text or str(edition)
        assert any(named in listed for listed in before[kind]), kind
        (printed,) = {listed for listed in before[kind] if named in listed}
        said = ("--kind", kind, "--text", printed, "--value", value, "--reason", "by a test")
        read_again = ("--disclosures", "files") if kind == "money_unit" else ()
        told = _mingzhang(place, "answer", *said, *read_again)
        assert "written: data/seeds/mapping/unmapped_answers.csv" in told, kind

    # Read again where readers apply what was said; the rows as they are know the rest.
    _mingzhang(place, "add", "--disclosures", "files", "--extracted", "data/extracted")
    left = _listed(place)
    for kind, (text, _) in _ANSWERS.items():
        assert not any((text or str(edition)) in listed for listed in left.get(kind, ())), kind
    current = "select source_file from marts.dim_document where is_current"
    assert _asked(place, current) == [("b.txt",)]
    # 日常运转类支出 is 基本支出, and 万圆 are 万元: 2013150 has 20.50 of it.
    basic = (
        "select amount_yuan from marts.fct_reported_amount where code = '2013150'"
        " and measure = 'basic' and is_current"
    )
    assert _asked(place, basic) == [(205000,)]
    indicator = "select level_2, operator, direction, indicator_unit from"
    assert _asked(
        place,
        f"{indicator} marts.fct_performance_indicator where level_3 = '培训场次' and is_current",
    ) == [("云岭指标", "≥", "positive", "场")]

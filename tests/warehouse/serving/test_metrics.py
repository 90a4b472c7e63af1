"""The metrics: asked through MetricFlow they agree with the comparison marts and with the print.

The figures by hand are read off the five documents, in 万元.
"""

import csv
import json
import socket
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from tests.support import needs

pytest.importorskip("metricflow", reason=needs.METRICS)

from ingest.base.errors import MetricError, WarehouseError
from ingest.base.settings import PROJECT
from ingest.cli import app
from ingest.serving.metrics import Metrics, Question

RUN = CliRunner()
FUNDS = ("unit", "fiscal_year", "phase", "scope")

Keyed = dict[tuple[Any, ...], Decimal]


@pytest.fixture(scope="module")
def metrics() -> Metrics:
    return Metrics(PROJECT)


def _asked(metrics: Metrics, warehouse: Path, name: str, by: tuple[str, ...]) -> Keyed:
    answer = metrics.answer(Question([name], by), warehouse)
    assert answer.columns == (*by, name, "note")
    assert all((row[-2] is None) == bool(row[-1]) for row in answer.rows)
    return {row[:-2]: row[-2] for row in answer.rows if row[-2] is not None}


def _mart(warehouse: Path, sql: str) -> Keyed:
    with duckdb.connect(str(warehouse / "mingzhang.duckdb"), read_only=True) as connection:
        rows = connection.execute(sql).fetchall()
    assert len({row[:-1] for row in rows}) == len(rows)
    return {row[:-1]: row[-1] for row in rows if row[-1] is not None}


def _percent(part: str, whole: str, of: int = 100) -> Decimal:
    exact = of * Decimal(part) / Decimal(whole)
    return exact.quantize(Decimal("0.0001"), ROUND_HALF_UP)


# Of cmp_unit_year only a share whose amounts are of one scope: it has each of the widest funds.
_OF_UNIT_YEAR = """
    select unit_id, fiscal_year, phase, {part}_scope as scope,
        round(100 * {part}_yuan / totals.amount_yuan, 4)::decimal(20, 4)
    from marts.cmp_unit_year as years
    inner join marts.cmp_item as totals using (unit_id, fiscal_year, phase)
    where totals.item = 'current_expenditure' and totals.scope = {part}_scope
"""


@pytest.mark.parametrize("part", ["personnel", "public", "informatization"])
def test_shares_agree_with_the_units_at_a_glance(
    metrics: Metrics, warehouse: Path, part: str
) -> None:
    name = f"{part}_share_as_booked" if part == "informatization" else f"{part}_share"
    asked = _asked(metrics, warehouse, name, FUNDS)
    mart = _mart(warehouse, _OF_UNIT_YEAR.format(part=part))

    assert len(mart) >= 4
    assert {key: asked[key] for key in mart} == mart
    if part == "informatization":
        assert mart == _mart(
            warehouse,
            "select unit_id, fiscal_year, phase, informatization_scope,"
            " informatization_share_percent from marts.cmp_unit_year",
        )


def test_every_execution_rate_is_that_of_the_mart(metrics: Metrics, warehouse: Path) -> None:
    by = ("unit", "fiscal_year", "scope", "item_type", "item")
    asked = _asked(metrics, warehouse, "execution_rate", by)

    assert asked == _mart(
        warehouse,
        "select unit_id, fiscal_year, scope, item_type, item, completion_rate_computed"
        " from marts.cmp_budget_execution",
    )
    # 决算 784.05 of a budget of 2,178.48; 支出决算 1,777.5 of 年初预算 3,227.02.
    funds = ("wuhan-hrss-ic", 2022, "general_public_budget")
    assert asked[*funds, "functional_item", "2080108"] == _percent("784.05", "2178.48")
    assert asked[*funds, "unit_total", "current_expenditure"] == _percent("1777.5", "3227.02")


def test_every_change_on_year_is_that_of_the_mart(metrics: Metrics, warehouse: Path) -> None:
    by = ("unit", "fiscal_year", "phase", "scope", "item_type", "item")
    asked = _asked(metrics, warehouse, "change_on_year", by)

    assert asked == _mart(
        warehouse,
        "select unit_id, fiscal_year, phase, scope, item_type, item, change_rate"
        " from marts.cmp_year_over_year",
    )
    total = ("initial_budget", "all_funds", "unit_total", "current_expenditure")
    # 1,003.1 after 1,578.1; 1,347.44 after 1,302.05.
    assert asked["anhui-hrss-ic", 2022, *total] == _percent("-575", "1578.1")
    assert asked["sichuan-hrss-ic", 2023, *total] == _percent("45.39", "1302.05")


def test_dependence_agrees_with_the_revenue_by_source(metrics: Metrics, warehouse: Path) -> None:
    asked = _asked(metrics, warehouse, "appropriation_dependence", FUNDS)

    assert asked == _mart(
        warehouse,
        """
        select unit_id, fiscal_year, phase, scope,
            round(
                100 * sum(amount_yuan) filter (where role = 'appropriation')
                / sum(amount_yuan) filter (where role in ('appropriation', 'own')), 4
            )::decimal(20, 4)
        from marts.fct_revenue inner join reference.revenue_roles using (revenue_source)
        where is_best_source and coverage = 'complete' group by all
        """,
    )
    # 3,349.89 of 3,349.89 + 574.32 + 1,445.30: not 使用非财政拨款结余, not 年初结转和结余.
    assert asked["mohrss-ic", 2022, "final", "all_funds"] == _percent("3349.89", "5369.51")
    # 988.7 and nothing else in the year; 14.4 were carried over.
    assert asked["anhui-hrss-ic", 2022, "initial_budget", "all_funds"] == 100


def test_differing_checks_agree_with_the_quality_of_documents(
    metrics: Metrics, warehouse: Path
) -> None:
    asked = _asked(metrics, warehouse, "differing_checks_per_thousand", ("document",))

    assert asked == _mart(
        warehouse,
        "select document_id, round(1000 * differs / figures, 4)::decimal(20, 4)"
        " from marts.dq_document where is_current",
    )
    assert len(asked) == 5


def test_shares_by_hand(metrics: Metrics, warehouse: Path) -> None:
    personnel = _asked(metrics, warehouse, "personnel_share", FUNDS)
    public = _asked(metrics, warehouse, "public_share", FUNDS)
    informatization = _asked(metrics, warehouse, "informatization_share_as_booked", FUNDS)
    harmonised = _asked(metrics, warehouse, "informatization_share", FUNDS)

    # 人员经费合计 744.25, 公用经费合计 61.55, 支出合计 1,777.5.
    wuhan = ("wuhan-hrss-ic", 2022, "final", "general_public_budget")
    assert personnel[wuhan] == _percent("744.25", "1777.5")
    assert public[wuhan] == _percent("61.55", "1777.5")
    assert informatization[wuhan] == _percent("784.05", "1777.5")
    # 项目支出 6,196.50, of which 4,561.77 is 基建, of 6,916.86.
    ministry = ("mohrss-ic", 2022, "final", "general_public_budget")
    assert harmonised[ministry] == _percent("1634.73", "6916.86")
    # 人员经费 565.69, 公用经费 52.53, 合计 618.22.
    dazhou = ("dazhou-hrss-ic", 2025, "initial_budget", "general_public_budget")
    assert personnel[dazhou] == _percent("565.69", "618.22")
    assert public[dazhou] == _percent("52.53", "618.22")


def test_a_share_over_unlike_funds_is_no_number(metrics: Metrics, warehouse: Path) -> None:
    # The unit has expenditure of three scopes in the year, one within another.
    mixed = metrics.answer(Question(["personnel_share"], ["unit", "fiscal_year"]), warehouse)
    assert {row[2] for row in mixed.rows} == {None}
    said = {row[:2]: row[3] for row in mixed.rows}
    assert said["wuhan-hrss-ic", 2021] == "more than one scope: name it in BY or WHERE"
    assert said["wuhan-hrss-ic", 2022] == "more than one phase and scope: name them in BY or WHERE"
    one = ["scope=general_public_budget", "phase=initial_budget", "fiscal_year=2022"]
    question = Question(["personnel_share"], ["admin_level"], one)
    # 215.8 of 1,003.1, of the one provincial centre.
    (row,) = metrics.answer(question, warehouse).rows
    # Sichuan's budget of the year has a total and no personnel cost: it counts in neither.
    assert row == ("provincial", _percent("215.8", "1003.1"), "of 1 of 2 years of units")


def test_totals_stand_beside_the_rates_that_are_made_of_them(
    metrics: Metrics, warehouse: Path
) -> None:
    def row(names: list[str], *where: str) -> tuple[Any, ...]:
        (found,) = metrics.answer(Question(names, (), where), warehouse).rows
        return found[:-1]

    of_budget = ("unit=wuhan-hrss-ic", "fiscal_year=2022", "scope=general_public_budget")
    final = (*of_budget, "phase=final")
    names = ["personnel_yuan", "public_yuan", "current_expenditure_yuan", "personnel_share"]
    # 人员经费合计 744.25, 公用经费合计 61.55, 支出合计 1,777.5.
    assert row(names, *final) == (7442500, 615500, 17775000, _percent("744.25", "1777.5"))
    names = ["final_yuan", "budget_yuan"]
    # 支出决算 1,777.5 of 年初预算 3,227.02.
    total = ("item_type=unit_total", "item=current_expenditure")
    assert row(names, *of_budget, *total) == (17775000, 32270200)
    # 1,003.1 after 1,578.1.
    names = ["this_year_yuan", "year_before_yuan", "change_yuan"]
    anhui = ("unit=anhui-hrss-ic", "phase=initial_budget", "scope=all_funds")
    assert row(names, *anhui, *total) == (10031000, 15781000, -5750000)
    # 3,349.89 of 3,349.89 + 574.32 + 1,445.30.
    names = ["appropriation_yuan", "current_revenue_yuan"]
    ministry = ("unit=mohrss-ic", "fiscal_year=2022", "phase=final", "scope=all_funds")
    assert row(names, *ministry) == (33498900, 53695100)


@pytest.mark.parametrize(
    ("name", "by", "where", "told"),
    [
        ("current_expenditure_yuan", "unit", "phase=final", "more than one scope: name it in"),
        ("execution_rate", "scope", "item_type=unit_total", "more than one item: name it in BY"),
        ("budget_yuan", "scope", "unit=mohrss-ic", "more than one item_type: name it in BY"),
        ("change_yuan", "fiscal_year", "unit=sichuan-hrss-ic", "scope, item_type and item: name"),
        # Neither budgeted nor spent: 因公出国（境）费 0.
        ("execution_rate", "item", "item_type=three_public", "budget (预算数) is 0"),
    ],
)
def test_an_empty_metric_says_why(  # noqa: PLR0913, PLR0917 - what a case is
    metrics: Metrics, warehouse: Path, name: str, by: str, where: str, told: str
) -> None:
    answer = metrics.answer(Question([name], [by], [where]), warehouse)
    assert any(row[-2] is None and told in row[-1] for row in answer.rows)


def test_what_is_not_known_is_counted_and_not_shown(metrics: Metrics, warehouse: Path) -> None:
    where = ["unit=anhui-hrss-ic", "fiscal_year=2021"]
    answer = metrics.answer(Question(["personnel_share"], ["scope"], where), warehouse)
    assert (answer.rows, answer.left_out) == ([], 2)
    question = Question(["personnel_yuan", "current_expenditure_yuan"], ["scope"], where)
    told = "personnel_yuan: not known: personnel cost (人员经费)"
    assert metrics.answer(question, warehouse).rows == [
        ("all_funds", None, 15781000, told),
        ("general_public_budget", None, 15781000, told),
    ]


def test_dbt_is_asked_once_for_a_project(metrics: Metrics, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("dbt was asked again")

    monkeypatch.setattr("ingest.warehouse.dbt_run.run_dbt", refuse)
    assert Metrics(PROJECT).listed() == metrics.listed()


def test_a_source_of_revenue_has_a_role() -> None:
    def column(name: str, key: str) -> set[str]:
        with (PROJECT / "seeds/mapping" / name).open(encoding="utf-8", newline="") as file:
            return {row[key] for row in csv.DictReader(file)} - {""}

    assert column("revenue_roles.csv", "revenue_source") >= column("measures.csv", "revenue_source")


def test_every_metric_speaks_both_languages_and_can_be_grouped(metrics: Metrics) -> None:
    listed = metrics.listed()
    assert [metric.name for metric in listed] == [
        "appropriation_dependence",
        "appropriation_yuan",
        "budget_yuan",
        "change_on_year",
        "change_yuan",
        "current_expenditure_yuan",
        "current_revenue_yuan",
        "differing_checks",
        "differing_checks_per_thousand",
        "execution_rate",
        "figures_loaded",
        "final_yuan",
        "informatization_as_booked_yuan",
        "informatization_share",
        "informatization_share_as_booked",
        "informatization_yuan",
        "personnel_share",
        "personnel_yuan",
        "public_share",
        "public_yuan",
        "this_year_yuan",
        "year_before_yuan",
    ]
    for metric in listed:
        for text in (metric.label, metric.description):
            assert any("一" <= char <= "鿿" for char in text), metric.name
            assert any("a" <= char <= "z" for char in text), metric.name
        assert {"unit", "unit_name", "fiscal_year", "admin_level"} <= set(metric.by)


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        (Question(["share"]), "no metric 'share'"),
        (Question(["personnel_share"], ["item"]), "cannot be grouped by 'item'"),
        (Question(["personnel_share"], [], ["scope"]), "'scope' is not a condition"),
        (Question(["personnel_share"], [], ["fiscal_year=last"]), "'last' is not a year"),
        (Question(["personnel_share"], [], ["scope={{ 1 }}"]), "is not a condition"),
        (Question(["personnel_share"], [], ["item=1"]), "cannot be grouped by 'item'"),
    ],
)
def test_what_cannot_be_asked_is_said(metrics: Metrics, question: Question, problem: str) -> None:
    with pytest.raises(MetricError, match=problem):
        metrics.sql(question)


def test_a_value_is_a_value_and_never_sql(metrics: Metrics, warehouse: Path) -> None:
    question = Question(["personnel_share"], ["unit"], ["scope=x' or 'a'='a"])
    assert metrics.answer(question, warehouse).rows == []


def test_nobody_is_called(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    question = Question(["personnel_share"], ["unit"], ["phase=final", "scope=all_funds"])
    assert Metrics(PROJECT).answer(question, warehouse).rows == []


def test_without_a_warehouse_it_says_what_to_do(metrics: Metrics, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="Run `make build`"):
        metrics.answer(Question(["personnel_share"]), tmp_path)
    told = ["metrics", "--warehouse", str(tmp_path), "--metrics", "personnel_share"]
    assert RUN.invoke(app, told).exit_code == 2


def _run(warehouse: Path, *arguments: str) -> str:
    result = RUN.invoke(app, ["metrics", "--warehouse", str(warehouse), *arguments])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_command_answers_in_every_form(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["--metrics", "personnel_share", "--by", "unit, fiscal_year", "--where"]
    asked += ["scope=general_public_budget,phase=final,unit=wuhan-hrss-ic"]

    assert _run(warehouse, *asked).splitlines()[2] == "| wuhan-hrss-ic | 2022 | 41.8706 |"
    assert _run(warehouse, *asked, "--format", "csv").splitlines() == [
        "unit,fiscal_year,personnel_share,note",
        "wuhan-hrss-ic,2022,41.8706,",
    ]
    row = {"unit": "wuhan-hrss-ic", "fiscal_year": 2022, "personnel_share": "41.8706", "note": ""}
    assert json.loads(_run(warehouse, *asked, "--format", "json")) == row
    assert '"sem_funds__pivoted"' in _run(warehouse, *asked, "--format", "sql")
    monkeypatch.setenv("LOG", "json")
    (line,) = _run(warehouse, *asked).splitlines()
    assert json.loads(line)["row"] == row


def test_the_command_lists_what_can_be_asked(warehouse: Path) -> None:
    said = _run(warehouse)
    assert "execution_rate: Final accounts in per cent of the budget (预算执行率)" in said
    assert "make metrics METRICS=" in said
    wrong = RUN.invoke(app, ["metrics", "--format", "xml"])
    assert wrong.exit_code == 2
    assert "Name one of: table, csv, json, sql." in wrong.stderr

"""Terms of sums, and checks that are none, have one shape whichever rule they come from."""

from decimal import Decimal

import duckdb
import pytest

from ingest.base.settings import PROJECT
from tests.support.builds import Compiled

_CHECKS = PROJECT / "models/intermediate/checks"


class _Rules:
    """The rules of a folder, none of which says anything yet, and the model that reads them all."""

    def __init__(self, compiled: Compiled, folder: str, model: str) -> None:
        self._connection = duckdb.connect()
        run = self._connection.execute
        run(f"attach '{compiled.steps}' as built (read_only)")
        run("attach ':memory:' as steps")
        run("create schema steps.intermediate")
        for path in (_CHECKS / folder).glob("*.sql"):
            table = f"intermediate.{path.stem}"
            run(f"create table steps.{table} as from built.{table} limit 0")
        self._sql = next(compiled.sql.rglob(f"{model}.sql")).read_text("utf-8")

    def say(self, rule: str, **row: object) -> None:
        names, places = ", ".join(row), ", ".join("?" * len(row))
        self._connection.execute(
            f"insert into steps.intermediate.int_checks__{rule} ({names}) values ({places})",
            list(row.values()),
        )

    def read(self, columns: str) -> list[tuple[object, ...]]:
        sql = f"select {columns} from ({self._sql}) order by all"
        return self._connection.execute(sql).fetchall()


def test_a_term_is_weighed_and_named_by_the_key_of_its_figure(compiled: Compiled) -> None:
    rules = _Rules(compiled, "terms", "int_checks__linear")
    rules.say("hierarchy", rule_id="sum_of_lines", document_id="a", head_key=1, figure_key=11)
    rules.say("total_score", rule_id="total_score", document_id="a", weight=-1, figure_id="f")
    rules.say("shares_of_whole", rule_id="shares_of_whole", document_id="a")
    # What has no weight counts once; the hundred of shares is no figure.
    assert rules.read("rule_id, weight, figure_id, figure_key = 11, figure_key is null") == [
        ("shares_of_whole", Decimal(1), None, None, True),
        ("sum_of_lines", Decimal(1), None, True, False),
        ("total_score", Decimal(-1), "f", False, False),
    ]
    assert rules.read("count(distinct check_key)") == [(3,)]


@pytest.mark.parametrize("status", ["agrees", "differs", "not_checkable"])
def test_a_check_of_texts_is_what_its_rule_says(compiled: Compiled, status: str) -> None:
    rules = _Rules(compiled, "rules", "int_checks__said")
    check = {"rule_id": "name_in_register", "document_id": "a", "place_key": "s", "label": "甲"}
    rules.say("name_in_register", **check, status=status, figure_ids="s")
    columns = "rule_id, place_key, table_index, label, status, evidence_figure_ids"
    assert rules.read(columns) == [("name_in_register", "s", None, "甲", status, "s")]

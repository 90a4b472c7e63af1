"""The words of the report."""

from ingest.base.csv_text import read_rows
from ingest.base.settings import PROJECT
from ingest.serving.report.words import word


def test_every_explanation_of_the_rules_has_a_name() -> None:
    codes = [row["explanation"] for row in read_rows(PROJECT / "seeds/rules/explanations.csv")]
    assert len(codes) > 10
    assert [code for code in codes if word("explanation", code).zh == code] == []


def test_the_report_calls_a_code_as_the_marts_do() -> None:
    rows = read_rows(PROJECT / "seeds/classification/codes.csv")
    assert [r for r in rows if word(r["vocabulary"], r["code"]).zh != r["name"]] == []
    own = read_rows(PROJECT / "ingest/serving/report/words.csv")
    assert {r["domain"] for r in own} & {r["vocabulary"] for r in rows} == set()

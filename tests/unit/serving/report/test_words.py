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
    assert word("stage", "final").en == "Final accounts"


def test_no_file_of_pages_names_a_code_again() -> None:
    """The seed of codes is the one owner of the words of codes."""
    named = {row["name"] for row in read_rows(PROJECT / "seeds/classification/codes.csv")}
    folder = PROJECT / "ingest/serving/report"
    own = {
        (path.name, cell)
        for path in folder.glob("*.csv")
        if path.name not in {"charts.csv", "glossary.csv", "lists.csv"}
        for row in read_rows(path)
        for cell in row.values()
    }
    assert {cell for _, cell in own} & named == set()


def test_every_word_that_a_column_is_written_in_is_a_vocabulary() -> None:
    vocabularies = {
        row["vocabulary"] for row in read_rows(PROJECT / "seeds/classification/codes.csv")
    }
    kinds = read_rows(PROJECT / "ingest/serving/report/kinds.csv")
    asked = {row["kind"].split(":")[1] for row in kinds if row["kind"].startswith("word")}
    assert asked <= vocabularies
    assert len(asked) > 15

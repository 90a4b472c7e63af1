"""The words of the report."""

import csv

from ingest.base.settings import PROJECT
from ingest.serving.report.words import word


def test_every_reason_and_explanation_of_the_seeds_has_a_name() -> None:
    path = PROJECT / "seeds/rules/explanations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        codes = [row["explanation"] for row in csv.DictReader(file)]
    assert len(codes) > 10
    assert [code for code in codes if word("explanation", code).zh == code] == []

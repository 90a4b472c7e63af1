"""Closed vocabularies: every column of codes says which, holds nothing else, and all have names."""

import re
from itertools import chain
from pathlib import Path

import duckdb
import pytest

from ingest.base.settings import DATABASE
from tests.support.export_manifest import resources

KEYS_AND_TEXTS = re.compile(r".*(_id|_ids|_key|_name|_name_en|_text|_printed|_title)")
CLASSES = {
    *("class_code", "code", "economic_code", "functional_code", "government_code", "item"),
    *(
        "compared_item",
        "lineage_items",
        "listed_item",
        "item_code",
        "national_code",
        "region_code",
        "section_code",
    ),
    "subject_code",
    *("basic_booked_under", "parent_code", "vocabulary"),
}
"""Codes of registers, which have dimensions of their own or names beside them."""
TEXTS = {
    *("answer", "answered_by", "box", "description", "difference", "direction", "expected_by_rule"),
    *("explanation", "explanation_en", "heading", "indicator_unit", "label", "level_1", "level_2"),
    *("level_3", "name", "name_en", "other_names", "parent_department", "part", "place", "printed"),
    *("printed_unit_codes", "probable_cause", "proposed_value", "quantity_unit", "reason"),
    *(
        "rule_meaning",
        "sha256",
        "source_file",
        "source_url",
        "subject",
        "subject_path",
        "suspect_box",
    ),
    *("table_no", "title", "title_en", "unit", "whole"),
}
"""What documents print, in their own words, and what is said of it."""
INNER = {"invariant", "model", "other_signature", "signature"}
"""Names of models and tests, and marks of sets of figures."""
MIXED = {
    ("fct_check", "measure"): ("measure", "metric", "three_public_category", "revenue_source"),
}
"""What is of one vocabulary or another, as the rule is about one or the other, or a class."""
LISTS = {"reasons": "comparability_reason", "unfit_reasons": "unfit_reason"}
"""Columns of several codes with blanks between them."""

CLOSED_CLASSES = {
    ("tidy_three_public", "item_code"): "three_public_category",
    ("tidy_revenue", "item_code"): "revenue_source",
    ("tidy_procurement", "class_code"): "procurement_category",
}


def test_every_column_of_text_has_a_vocabulary_or_is_open(warehouse: Path) -> None:
    told = {
        (name, field["name"])
        for name, resource in resources(warehouse / "exports").items()
        for field in resource["schema"]["fields"]
        if field["type"] == "string"
        and "enum" not in field.get("constraints", {})
        and name != "dictionary"
    }
    is_open = CLASSES | TEXTS | INNER | LISTS.keys()
    closed = {(m, c) for m, c in told if c not in is_open and not KEYS_AND_TEXTS.fullmatch(c)}
    assert closed - MIXED.keys() == set()


@pytest.mark.parametrize("column", MIXED)
def test_a_column_of_several_vocabularies_holds_their_codes_or_classes(
    warehouse: Path, column: tuple[str, str]
) -> None:
    exports = warehouse / "exports"
    mart, name = column
    unknown = duckdb.execute(
        f"""
        select distinct {name} from '{exports}/{mart}.parquet'
        where {name} is not null and not regexp_full_match({name}, '[0-9]+')
            and {name} not in (
                select code from '{exports}/dim_code.parquet' where list_contains(?, vocabulary)
            )
        """,
        [list(MIXED[column])],
    ).fetchall()
    assert unknown == []


def test_every_rule_has_a_name_in_both_languages(warehouse: Path) -> None:
    """Those of the seeds, looked at or not; a new rule is named in codes.csv."""
    with duckdb.connect(str(warehouse / DATABASE), read_only=True) as connection:
        rules = connection.execute(
            "select distinct rule_id from intermediate.int_checks__rules union"
            " select distinct rule_id from marts.fct_check"
        ).fetchall()
        named = connection.execute(
            "select code from marts.dim_code where vocabulary = 'rule'"
        ).fetchall()
    assert set(rules) == set(named)
    assert len(named) > 150


@pytest.mark.parametrize("column", LISTS)
def test_a_list_of_codes_holds_codes_of_its_vocabulary(warehouse: Path, column: str) -> None:
    exports = warehouse / "exports"
    codes = set(
        chain(
            *duckdb.execute(
                f"select code from '{exports}/dim_code.parquet' where vocabulary = ?",
                [LISTS[column]],
            ).fetchall()
        )
    )
    for name, resource in resources(exports).items():
        if column in {field["name"] for field in resource["schema"]["fields"]}:
            held = duckdb.execute(
                f"select distinct unnest(string_split({column}, ' '))"
                f" from '{exports / resource['path']}' where {column} <> ''"
            ).fetchall()
            assert {code for (code,) in held} <= codes, name


def test_every_vocabulary_has_both_languages_and_is_used(warehouse: Path) -> None:
    exports = warehouse / "exports"
    named = dict(
        duckdb.execute(f"""
            select vocabulary, bool_and(name <> '' and name_en <> '')
            from '{exports}/dim_code.parquet' group by all
        """).fetchall()
    )
    assert set(named.values()) == {True}
    held = chain(
        *duckdb.execute(
            f"select distinct vocabulary from '{exports}/dictionary.parquet'"
            " where vocabulary is not null"
        ).fetchall()
    )
    assert set(held) <= named.keys()


def test_classes_that_are_a_vocabulary_are_named_by_it(warehouse: Path) -> None:
    exports = warehouse / "exports"
    for (view, column), vocabulary in CLOSED_CLASSES.items():
        unnamed = duckdb.execute(
            f"""
            select distinct {column} from '{exports}/{view}.parquet'
            where {column} is not null and {column} not in (
                select code from '{exports}/dim_code.parquet' where vocabulary = ?
            )
            """,
            [vocabulary],
        ).fetchall()
        assert unnamed == [], view

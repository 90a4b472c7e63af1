"""Units and documents as the five disclosures speak of themselves, looked up in them by eye."""

import duckdb


def test_the_dates_of_publication_are_those_printed(marts: duckdb.DuckDBPyConnection) -> None:
    dates = marts.sql(
        "select unit_id, published_on::varchar, published_precision, published_line"
        " from marts.dim_document where published_on is not null order by unit_id"
    ).fetchall()
    assert dates == [
        ("anhui-hrss-ic", "2022-03-01", "month", 6),
        ("wuhan-hrss-ic", "2023-10-25", "day", 7),
    ]


def test_a_document_says_how_its_text_was_got_and_in_which_money(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    assert marts.sql("select distinct reader, currency from marts.dim_document").fetchall() == [
        ("text", "CNY")
    ]


def test_units_are_of_the_kind_and_under_the_body_that_their_documents_say(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    units = marts.sql(
        "select unit_id, unit_kind, parent_name_printed, parent_unit_id is not null, country_code"
        " from marts.dim_unit join marts.dim_document using (unit_id) order by unit_id"
    ).fetchall()
    assert units == [
        ("anhui-hrss-ic", "public_institution_1", None, False, "CN"),
        ("dazhou-hrss-ic", "public_institution", "达州市人力资源社会保障局", True, "CN"),
        ("mohrss-ic", None, None, False, "CN"),
        ("sichuan-hrss-ic", "public_institution", "四川省人力资源和社会保障厅", True, "CN"),
        ("wuhan-hrss-ic", None, "武汉市人力资源和社会保障局", True, "CN"),
    ]


def test_the_tidy_views_carry_them(marts: duckdb.DuckDBPyConnection) -> None:
    (row,) = marts.sql(
        "select distinct unit_kind, parent_unit_id, published_on::varchar"
        " from marts.tidy_expenditure where unit_id = 'anhui-hrss-ic'"
    ).fetchall()
    assert row == ("public_institution_1", None, "2022-03-01")

"""Units whose rows come of each other's documents."""

import pytest

from ingest.warehouse.kin import heads_of, kin_of

_TOLD = (("school", "dept"), ("dept", "centre"), ("other",), ("lone", "library"), ())


@pytest.mark.parametrize(
    ("asked", "kin"),
    [
        (("centre",), {"centre", "dept", "school"}),
        (("other",), {"other"}),
        (("library", "nobody"), {"library", "lone", "nobody"}),
        ((), set[str]()),
    ],
)
def test_kin_are_the_units_of_common_documents(asked: tuple[str, ...], kin: set[str]) -> None:
    assert kin_of(asked, _TOLD) == kin


def test_families_that_a_later_document_joins_are_one() -> None:
    heads = heads_of([("d", "c"), ("b", "a"), ("c", "b"), ("f", "e")])
    assert heads == {**dict.fromkeys("abcd", "a"), **dict.fromkeys("ef", "e")}

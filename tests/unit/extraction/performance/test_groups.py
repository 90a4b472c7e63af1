"""Groups put right by their points."""

from decimal import Decimal

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ingest.extraction.performance.groups import regroup


def _points(*values: int) -> list[Decimal | None]:
    return [Decimal(value) for value in values]


def test_members_go_to_the_group_that_their_points_fill() -> None:
    assert regroup(_points(20, 10, 10, 30, 10), _points(40, 40)) == [0, 0, 0, 1, 1]


def test_points_that_fill_no_group_prove_nothing() -> None:
    assert regroup(_points(20, 30), _points(40, 10)) is None
    assert regroup(_points(20, 20), _points(40, 10)) is None
    assert regroup(_points(40, 10), _points(40)) is None
    assert regroup([Decimal(40), None], _points(40, 10)) is None
    assert regroup(_points(40, 0), _points(40)) is None
    assert regroup([], _points(40)) is None


@given(st.lists(st.lists(st.integers(1, 50), min_size=1, max_size=5), min_size=1, max_size=6))
def test_any_grouping_is_found_again(groups: list[list[int]]) -> None:
    members = _points(*(value for group in groups for value in group))
    totals = _points(*(sum(group) for group in groups))
    own = [at for at, group in enumerate(groups) for _ in group]
    assert regroup(members, totals) == own

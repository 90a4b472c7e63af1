"""Searches for placements: rows add across, columns add down, and nothing is proved by half."""

from decimal import Decimal
from itertools import combinations

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from ingest.extraction.tables.model import Value
from ingest.extraction.tables.placing import solve
from ingest.extraction.tables.placing.identities import BLANK, SlotIdentity, agrees
from ingest.extraction.tables.placing.solve import across, down

CENT = Decimal("0.01")
SUM = (SlotIdentity(0, (1, 2)),)
CENTS = st.integers(0, 60).map(lambda n: Value(Decimal(n) * CENT, CENT))


def value(text: str) -> Value:
    amount = Decimal(text)
    return Value(amount, Decimal(1).scaleb(int(amount.as_tuple().exponent)))


def values(*texts: str) -> tuple[Value, ...]:
    return tuple(value(text) for text in texts)


@pytest.mark.parametrize(
    ("whole", "parts", "holds"),
    [
        ("3.00", ("1.00", "2.00"), True),
        ("3.01", ("1.00", "2.00"), True),
        ("3.02", ("1.00", "2.00"), False),
        ("618.22", ("565.66", "52.53", "0.02"), True),
        ("3", ("1.2", "1.3"), True),
        ("3", ("1.1", "1.2"), False),
        ("0", (), True),
        ("1", (), False),
    ],
)
def test_sums_agree_within_the_precision_printed(
    *, whole: str, parts: tuple[str, ...], holds: bool
) -> None:
    assert agrees(value(whole), values(*parts)) is holds


def test_a_row_is_placed_where_it_adds_across() -> None:
    assert across(values("3.00", "3.00"), (0, 1, 2), SUM) == ((0, 1), (0, 2))
    assert across(values("3.00", "2.00", "1.00"), (0, 1, 2), SUM) == ((0, 1, 2),)
    assert across(values("3.00", "2.00"), (0, 1, 2), SUM) == ()
    assert across(values("3.00", "3.00"), (0, 2), SUM) == ((0, 2),)


@given(st.lists(CENTS, max_size=4), st.integers(1, 6))
def test_across_finds_what_trying_everything_finds(row: list[Value], slots: int) -> None:
    identities = (SlotIdentity(0, (1, 2)), SlotIdentity(1, (3, 4)))
    wanted = {
        chosen
        for chosen in combinations(range(slots), len(row))
        if all(
            agrees(
                dict(zip(chosen, row, strict=True)).get(i.whole, BLANK),
                [dict(zip(chosen, row, strict=True)).get(p, BLANK) for p in i.parts],
            )
            for i in identities
        )
    }
    assert set(across(tuple(row), tuple(range(slots)), identities)) == wanted


def test_a_search_cut_short_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    row = values(*["0.00"] * 6)
    assert across(row, tuple(range(12)), ())
    across.cache_clear()
    monkeypatch.setattr(solve, "_MAX_STEPS", 100)
    assert across(row, tuple(range(12)), ()) == ()
    across.cache_clear()


def test_columns_add_down_to_their_parent() -> None:
    rows = [values("5.00", "5.00"), values("2.00", "2.00")]
    choices = [[(0, 1), (0, 2)], [(0, 1), (0, 2)]]
    target = {0: value("7.00"), 1: value("5.00"), 2: value("2.00")}
    assert down(rows, choices, target, 3) == [((0, 1), (0, 2))]


def test_every_solution_is_found_in_the_order_of_the_rows() -> None:
    rows = [values("1.00"), values("9.00"), values("1.00")]
    choices = [[(0,), (1,)]] * 3
    found = down(rows, choices, {0: value("10.00"), 1: value("1.00")}, 2)
    assert sorted(found) == [((0,), (0,), (1,)), ((1,), (0,), (0,))]


def test_too_many_solutions_or_rows_prove_nothing() -> None:
    many = 12
    rows, choices = [values("1.00")] * many, [[(0,), (1,)]] * many
    half = {0: value("6.00"), 1: value("6.00")}
    assert down(rows, choices, half, 2) == []
    deep = 2000
    assert down([values("0.00")] * deep, [[(0,)]] * deep, {0: value("0.00")}, 1) == []


@given(st.lists(st.tuples(CENTS, st.integers(0, 1)), min_size=1, max_size=6))
def test_the_true_placement_is_among_the_solutions(rows: list[tuple[Value, int]]) -> None:
    target = {
        slot: Value(sum((v.amount for v, s in rows if s == slot), Decimal(0)), CENT)
        for slot in (0, 1)
    }
    found = down([[v] for v, _ in rows], [[(0,), (1,)]] * len(rows), target, 2)
    truth = tuple((slot,) for _, slot in rows)
    assert truth in found or len(found) == 0
    for solution in found:
        for slot in (0, 1):
            column = [v for (v, _), (s,) in zip(rows, solution, strict=True) if s == slot]
            assert agrees(target[slot], column)

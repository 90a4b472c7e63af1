"""The tolerance macros in DuckDB against interval arithmetic in fractions, over many cases."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest

pytest.importorskip("hypothesis")

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from ingest.base.settings import PROJECT
from tests.support.examples import examples

_CASES = 40
"""Rows of one query; hypothesis draws a query's worth of cases at a time."""

Interval = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Figure:
    """A printed value: digits and the number of decimals."""

    digits: int
    decimals: int

    @property
    def value(self) -> Decimal:
        return Decimal(self.digits).scaleb(-self.decimals)

    @property
    def unit(self) -> Decimal:
        return Decimal(1).scaleb(-self.decimals)

    @property
    def interval(self) -> Interval:
        half = Fraction(self.unit) / 2
        return Fraction(self.value) - half, Fraction(self.value) + half


def _figures(largest: int) -> st.SearchStrategy[Figure]:
    return st.builds(Figure, st.integers(-largest, largest), st.integers(0, 2))


FIGURES = _figures(20_000)
# Small numbers meet at the ends of their intervals often; large ones almost never do.
SMALL = _figures(30)
RATES = st.builds(Figure, st.integers(-15_000, 15_000), st.integers(0, 2))


def _render(call: str) -> str:
    """The SQL of a macro call, as dbt renders it: the macros are plain Jinja."""
    macros = (PROJECT / "macros/tolerance.sql").read_text(encoding="utf-8")
    return Environment(autoescape=False).from_string(macros + call).render()  # noqa: S701


def _status(call: str, rows: list[dict[str, Decimal]]) -> list[str]:
    names = list(rows[0])
    values = ", ".join(
        f"({n}, " + ", ".join(f"cast({row[name]} as decimal(20, 4))" for name in names) + ")"
        for n, row in enumerate(rows)
    )
    query = f"select {_render(call)} from (values {values}) as v (n, {', '.join(names)}) order by n"
    with duckdb.connect() as connection:
        return [status for (status,) in connection.execute(query).fetchall()]


def _columns(**figures: Figure) -> dict[str, Decimal]:
    return {
        column: number
        for name, figure in figures.items()
        for column, number in ((name, figure.value), (f"{name}_unit", figure.unit))
    }


def _meet(one: Interval, other: Interval) -> bool:
    return max(one[0], other[0]) <= min(one[1], other[1])


def _by_brute_force(meets: bool, exact: bool) -> str:  # noqa: FBT001
    return "agrees" if exact else "agrees_within_rounding" if meets else "differs"


SUM = (
    "{{ sum_status('t', interval_low('t', 't_unit'), interval_high('t', 't_unit'),"
    " '(w * a + v * b)',"
    " weighted('w', interval_low('a', 'a_unit'), interval_high('a', 'a_unit'))"
    " ~ ' + ' ~ weighted('v', interval_low('b', 'b_unit'), interval_high('b', 'b_unit')),"
    " weighted('w', interval_high('a', 'a_unit'), interval_low('a', 'a_unit'))"
    " ~ ' + ' ~ weighted('v', interval_high('b', 'b_unit'), interval_low('b', 'b_unit'))"
    ") }}"
)
WEIGHTS = st.sampled_from([-2, -1, 1, 2])
SUMS = st.tuples(SMALL | FIGURES, SMALL | FIGURES, SMALL | FIGURES, WEIGHTS, WEIGHTS)
Sum = tuple[Figure, Figure, Figure, int, int]


def _scaled(weight: int, interval: Interval) -> Interval:
    ends = sorted(weight * end for end in interval)
    return ends[0], ends[1]


def _expected_sum(case: Sum) -> str:
    total, a, b, w, v = case
    first, second = _scaled(w, a.interval), _scaled(v, b.interval)
    parts = (first[0] + second[0], first[1] + second[1])
    exact = Fraction(total.value) == w * Fraction(a.value) + v * Fraction(b.value)
    return _by_brute_force(_meet(total.interval, parts), exact)


CLOSE = st.builds(
    lambda a, b, w, v, off: (Figure(w * a + v * b + off, 1), Figure(a, 1), Figure(b, 1), w, v),
    *(st.integers(-999, 999), st.integers(-999, 999), WEIGHTS, WEIGHTS, st.integers(-4, 4)),
)


@settings(max_examples=examples(5), suppress_health_check=list(HealthCheck))
@given(st.lists(SUMS | CLOSE, min_size=_CASES, max_size=_CASES))
def test_sums_are_judged_as_intervals_say(cases: list[Sum]) -> None:
    rows = [_columns(t=t, a=a, b=b) | {"w": Decimal(w), "v": Decimal(v)} for t, a, b, w, v in cases]
    assert _status(SUM, rows) == [_expected_sum(case) for case in cases]


SHARE = (
    "{{ share_status('r', 'r_unit', 'a', interval_low('a', 'a_unit'), interval_high('a', 'a_unit'),"
    " 'b', interval_low('b', 'b_unit'), interval_high('b', 'b_unit')) }}"
)
CHANGE = (
    "{{ change_status('r', 'r_unit',"
    " 'a', interval_low('a', 'a_unit'), interval_high('a', 'a_unit'),"
    " 'b', interval_low('b', 'b_unit'), interval_high('b', 'b_unit')) }}"
)
Rate = tuple[Figure, Figure, Figure]


def _corners(case: Rate, quotient: Callable[[Fraction, Fraction], Fraction]) -> Interval:
    _, a, b = case
    values = [quotient(x, y) for x in a.interval for y in b.interval]
    return min(values), max(values)


def _rate(
    case: Rate,
    quotient: Callable[[Fraction, Fraction], Fraction],
    whole: Interval,
) -> str:
    """By dividing: the quotient is monotone in each of the two, so its ends are at corners."""
    rate, a, b = case
    if whole[0] <= 0 <= whole[1]:
        return "not_checkable"
    point = quotient(Fraction(a.value), Fraction(b.value))
    exact = abs(point - Fraction(rate.value)) <= Fraction(rate.unit) / 2
    return _by_brute_force(_meet(rate.interval, _corners(case, quotient)), exact)


def _near(rate_of: Callable[[Fraction, Fraction], Fraction]) -> st.SearchStrategy[Rate]:
    """Cases whose printed rate is about right, off by a few units of its last place."""

    def case(a: Figure, b: Figure, decimals: int, off: int) -> Rate:
        try:
            right = rate_of(Fraction(a.value), Fraction(b.value))
        except ZeroDivisionError:
            right = Fraction(0)
        digits = max(-99_999, min(99_999, round(right * 10**decimals) + off))
        return Figure(digits, decimals), a, b

    return st.builds(case, FIGURES, FIGURES, st.integers(0, 2), st.integers(-2, 2))


def _share(part: Fraction, whole: Fraction) -> Fraction:
    return 100 * part / whole


def _change(change: Fraction, amount: Fraction) -> Fraction:
    return 100 * change / (amount - change)


@settings(max_examples=examples(5), suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(RATES, SMALL | FIGURES, SMALL | FIGURES) | _near(_share),
        min_size=_CASES,
        max_size=_CASES,
    )
)
def test_shares_are_judged_as_intervals_say(cases: list[Rate]) -> None:
    rows = [_columns(r=r, a=a, b=b) for r, a, b in cases]
    assert _status(SHARE, rows) == [_rate(case, _share, case[2].interval) for case in cases]


@settings(max_examples=examples(5), suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(RATES, SMALL | FIGURES, SMALL | FIGURES) | _near(_change),
        min_size=_CASES,
        max_size=_CASES,
    )
)
def test_rates_of_change_are_judged_as_intervals_say(cases: list[Rate]) -> None:
    rows = [_columns(r=r, a=a, b=b) for r, a, b in cases]
    wanted = []
    for case in cases:
        change, amount = case[1].interval, case[2].interval
        wanted.append(_rate(case, _change, (amount[0] - change[1], amount[1] - change[0])))
    assert _status(CHANGE, rows) == wanted


@pytest.mark.parametrize(
    ("call", "figures", "status"),
    [
        # 31.3 % of 3.7 was meant; 3 is printed to the whole unit and still does not allow it
        (SHARE, {"r": Figure(313, 1), "a": Figure(116, 2), "b": Figure(3, 0)}, "differs"),
        (
            SHARE,
            {"r": Figure(386, 1), "a": Figure(116, 2), "b": Figure(3, 0)},
            "agrees_within_rounding",
        ),
        (SHARE, {"r": Figure(4188, 2), "a": Figure(400743, 2), "b": Figure(957017, 2)}, "differs"),
        (SHARE, {"r": Figure(4187, 2), "a": Figure(400743, 2), "b": Figure(957017, 2)}, "agrees"),
        (CHANGE, {"r": Figure(-9820, 2), "a": Figure(-7377, 1), "b": Figure(144, 1)}, "differs"),
        (CHANGE, {"r": Figure(-3644, 2), "a": Figure(-575, 0), "b": Figure(10031, 1)}, "agrees"),
        (SHARE, {"r": Figure(0, 0), "a": Figure(0, 0), "b": Figure(0, 0)}, "not_checkable"),
    ],
)
def test_rates_printed_in_disclosures(call: str, figures: dict[str, Figure], status: str) -> None:
    assert _status(call, [_columns(**figures)]) == [status]


def test_ends_of_intervals_meet() -> None:
    """A difference of exactly half of all units agrees; the next thousandth does not."""
    row = {"t": Decimal("0.02"), "low": Decimal("0.015"), "high": Decimal("0.025")}
    call = "{{ sum_status('t', 'low', 'high', 'x', 'x - 0.005', 'x + 0.005') }}"
    touching = [row | {"x": Decimal(x)} for x in ("0.01", "0.03", "0.009", "0.031", "0.02")]
    assert _status(call, touching) == [
        *("agrees_within_rounding", "agrees_within_rounding"),
        *("differs", "differs", "agrees"),
    ]

"""Which changes no identity can show: those inside the tolerance of every check of the figure.

Computed from the printed values and units alone, apart from the models that are tested: a sum
agrees where the intervals meet, a rate where some values of the intervals have it (XBRL
Calculations 1.1, round to nearest).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import Any

import duckdb

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Interval:
    """The values that a printed figure stands for, in the unit of the check."""

    low: Decimal
    high: Decimal

    def moved(self, by: Decimal) -> "Interval":
        """The interval of a figure that is more by so much."""
        return Interval(self.low + by, self.high + by)


@dataclass(frozen=True)
class Term:
    """A figure in a sum: on the printed side or a part."""

    figure: str
    is_printed: bool
    weight: int
    interval: Interval


@dataclass
class Tolerances:
    """The sums and rates of a warehouse, by the figures that take part in them."""

    sums: Mapping[str, Sequence[Term]]
    rates: Mapping[str, tuple[str, Sequence[tuple[str, Interval]]]]
    steps: Mapping[str, Decimal]
    checks_of: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the checks by figure."""
        for check, terms in self.sums.items():
            for term in terms:
                self.checks_of.setdefault(term.figure, set()).add(check)
        for check, (_, figures) in self.rates.items():
            for figure, _ in figures:
                self.checks_of.setdefault(figure, set()).add(check)

    def hide(self, figure: str, old: str, new: str) -> bool:
        """Whether every check of the figure agrees with the new text as with the old."""
        step = self.steps.get(figure)
        if step is None:
            return False
        places = len(old.partition(".")[2].replace(" ", ""))
        by = (_number(new) - _number(old)).scaleb(places) * step
        return all(
            self._sum_agrees(self.sums[check], figure, by)
            if check in self.sums
            else self._rate_agrees(*self.rates[check], figure, by)
            for check in self.checks_of.get(figure, ())
        )

    def hide_absence(self, figures: Sequence[str]) -> bool:
        """Whether without the figures every sum agrees, or has one side alone left."""
        for check in {c for figure in figures for c in self.checks_of.get(figure, ())}:
            left = [term for term in self.sums.get(check, ()) if term.figure not in figures]
            if len({term.is_printed for term in left}) > 1 and not self._sum_agrees(left):
                return False
        return True

    @staticmethod
    def _sum_agrees(terms: Iterable[Term], figure: str = "", by: Decimal = ZERO) -> bool:
        ends = {True: [ZERO, ZERO], False: [ZERO, ZERO]}
        for term in terms:
            interval = term.interval.moved(by) if term.figure == figure else term.interval
            low, high = sorted((term.weight * interval.low, term.weight * interval.high))
            ends[term.is_printed][0] += low
            ends[term.is_printed][1] += high
        return ends[True][0] <= ends[False][1] and ends[False][0] <= ends[True][1]

    @staticmethod
    def _rate_agrees(
        rule: str, figures: Sequence[tuple[str, Interval]], figure: str, by: Decimal
    ) -> bool:
        box = [interval.moved(by) if key == figure else interval for key, interval in figures]
        forms = [
            HUNDRED * part - rate * (whole - part if rule == "rate_of_change" else whole)
            for rate, part, whole in product(*((end.low, end.high) for end in box))
        ]
        return min(forms) <= 0 <= max(forms)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace(" ", ""))


def tolerances(connection: duckdb.DuckDBPyConnection) -> Tolerances:
    """The sums, rates and printed units of a warehouse, before anything in it is changed."""
    sums: dict[str, list[Term]] = {}
    for check, figure, role, weight, low, high in _rows(
        connection,
        """
        select check_id, coalesce(figure_id, ''), term_role, weight, low, high
        from steps.intermediate.int_checks__terms
        """,
    ):
        term = Term(figure, role == "printed", int(weight), Interval(low, high))
        sums.setdefault(check, []).append(term)
    stated = {
        figure: (Interval(low, high), step)
        for figure, low, high, step in _rows(
            connection,
            "select figure_id, low, high, step from steps.intermediate.int_checks__stated",
        )
    }
    rates = {
        check: (rule, [(key, stated[key][0]) for key in evidence.split(" ")])
        for check, rule, evidence in _rows(
            connection,
            """
            select check_id, rule_id, evidence_figure_ids
            from steps.intermediate.int_checks__narrative_arithmetic where status <> 'not_checkable'
            """,
        )
    }
    steps = {figure: step for figure, (_, step) in stated.items()}
    steps |= dict(
        _rows(
            connection,
            "select amount_id, rounding_unit_yuan from steps.intermediate.int_amounts__classified",
        )
    )
    return Tolerances(sums, rates, steps)


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()

"""Formulas printed under tables: 27行=(1+2+...+8)行, 1栏各行=(2+3)栏各行.

Forms of the final accounts number their rows (行次) and columns (栏次) and print which are sums of
which. A formula is read into its operands; what it says of the table is checked downstream.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.reading.model import Line

Axis = Literal["row", "column"]

_FORMULA = re.compile(
    r"(?<![\d.])(?P<result>\d{1,3})(?P<axis>[行栏])(?:各行)?=\(?"
    r"(?P<terms>\d{1,3}(?:[+\-](?:\d{1,3}|\.{2,6}|…{1,2}))+)\)?[行栏](?:各行)?"
)
_TERM = re.compile(r"(?P<sign>[+\-]?)(?:(?P<number>\d{1,3})|(?P<dots>\.{2,6}|…{1,2}))")
_MAX_RANGE = 500


@dataclass(frozen=True, slots=True)
class Operand:
    """A row or column that a formula adds (`+`) or takes away (`-`)."""

    number: int
    sign: Literal["+", "-"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A printed formula: the row or column `result` is the sum of its operands."""

    axis: Axis
    result: int
    operands: tuple[Operand, ...]
    text: str
    page: int
    line: int


def read_formulas(lines: Sequence[Line]) -> Iterator[Formula]:
    """The formulas printed on `lines`, in printed order.

    A run of dots between two numbers stands for all numbers between them. A formula whose dots
    have no number on both sides, or run backwards, is left out.
    """
    for line in lines:
        if "=" not in line.folded:
            continue
        for found in _FORMULA.finditer(line.folded):
            operands = _operands(found["terms"])
            if operands:
                axis: Axis = "row" if found["axis"] == "行" else "column"
                result = int(found["result"])
                yield Formula(axis, result, operands, found[0], line.page, line.number)


def _operands(terms: str) -> tuple[Operand, ...]:
    operands: list[Operand] = []
    is_open = False
    for term in _TERM.finditer(terms):
        if term["dots"]:
            is_open = True
            continue
        number = int(term["number"])
        if is_open:
            last = operands[-1].number if operands else number
            if not last < number <= last + _MAX_RANGE:
                return ()
            operands += [Operand(between, "+") for between in range(last + 1, number)]
            is_open = False
        operands.append(Operand(number, "-" if term["sign"] == "-" else "+"))
    return () if is_open else tuple(operands)

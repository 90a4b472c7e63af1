"""Transforms of points: of PDF (ISO 32000-1, 8.3), OFD (GB/T 33190-2016, 8.5) and turned scans."""

import math

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: (x, y) comes to (a x + c y + e, b x + d y + f)."""

Point = tuple[float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_COUNT = len(IDENTITY)


def matrix_of(numbers: list[float]) -> Matrix:
    """The matrix of six numbers; the identity if there are not six."""
    if len(numbers) != _COUNT or not all(map(math.isfinite, numbers)):
        return IDENTITY
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def times(one: Matrix, two: Matrix) -> Matrix:
    """First `one`, then `two`."""
    if two is IDENTITY:
        return one
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def moved(x: float, y: float) -> Matrix:
    """The matrix of a move."""
    return 1.0, 0.0, 0.0, 1.0, x, y


def applied(matrix: Matrix, x: float, y: float) -> Point:
    """Where a point ends up."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f

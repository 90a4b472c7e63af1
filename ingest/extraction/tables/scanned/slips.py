"""The slips that recognition makes in a figure: one digit, a lost point or comma, a lost sign."""

from decimal import Decimal

SHORTEST = 3
"""Digits under which any figure is one slip from any other."""

_LONGEST = 24


def is_slip(text: str, amount: Decimal) -> bool:
    """Whether recognition may have read an amount as a text.

    The digits are the same but for one that is another, is lost or is too much; or all are the
    same and only the point or the sign is not.
    """
    read = "".join(char for char in text if char.isdigit()).lstrip("0")
    meant = f"{abs(amount):f}"
    options = {meant.replace(".", ""), meant.rstrip("0").rstrip(".").replace(".", "")}
    options |= {meant.replace(".", "") + "0" * zeros for zeros in (1, 2)}
    return len(read) >= SHORTEST and any(
        _within_one(read, option.lstrip("0")) for option in options
    )


def _within_one(one: str, two: str) -> bool:
    """Whether two texts differ in at most one character: another, one lost, or one too much."""
    if abs(len(one) - len(two)) > 1 or max(len(one), len(two)) > _LONGEST:
        return False
    if len(one) > len(two):
        one, two = two, one
    at = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), len(one))
    if len(one) == len(two):
        return one[at + 1 :] == two[at + 1 :]
    return one[at:] == two[at + 1 :]

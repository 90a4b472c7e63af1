"""The documents behind a failure, found by halving: which of them must go for it to go away."""

from collections.abc import Callable, Collection, Sequence

Fails = Callable[[Collection[str]], bool]
"""Whether there is the failure with these documents alone."""


def culprits(fails: Fails, sound: Sequence[str], suspects: Sequence[str]) -> list[str] | None:
    """The suspects without which there is no failure, found one by one.

    Of documents that fail only together the later suspects are named: the first ones, which were
    there before, stay.

    Args:
        fails: Whether there is the failure with some documents alone.
        sound: Documents that are not suspected; where there is the failure with these alone, they
            are suspected before the others.
        suspects: The suspects, in the order in which they are to be trusted.

    Returns:
        The culprits in the order of the suspects; None where there is the failure without any
        document.
    """
    if fails(sound):
        return culprits(fails, (), [*sound, *suspects]) if sound else None
    found = set[str]()
    while fails([*sound, *(left := [name for name in suspects if name not in found])]):
        found.add(_first(fails, sound, left))
    return [name for name in suspects if name in found]


def _first(fails: Fails, sound: Sequence[str], suspects: Sequence[str]) -> str:
    """The suspect with which, beside those before it, the failure begins."""
    trusted, left = list(sound), list(suspects)
    while len(left) > 1:
        half, rest = left[: len(left) // 2], left[len(left) // 2 :]
        if fails([*trusted, *half]):
            left = half
        else:
            trusted, left = [*trusted, *half], rest
    return left[0]

"""How many cases property tests try: few by default, more where TIMES says so."""

import os

TIMES = int(os.environ.get("TIMES", "1"))
"""How many times the usual number of cases to try; `make test-slow` tries ten times as many."""

_OTHERS = 10


def examples(usual: int) -> int:
    """The number of cases of a property test.

    Args:
        usual: The number that a run of all tests has time for.
    """
    return usual * TIMES


def register() -> None:
    """Set what holds of every property test: no deadline, and the same cases each time.

    A deadline would fail a test for the load of the machine. Ten times as many cases as usual, or
    more, are others each time.
    """
    try:
        from hypothesis import settings  # noqa: PLC0415 - of a group that may not be installed
    except ModuleNotFoundError:
        return
    settings.register_profile(
        "mingzhang",
        deadline=None,
        derandomize=TIMES < _OTHERS,
        max_examples=examples(50),
        print_blob=True,
    )
    settings.load_profile("mingzhang")

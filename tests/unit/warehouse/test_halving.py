"""Culprits found by halving: all of them, none but them, and in few questions."""

from collections.abc import Collection

import pytest

from ingest.warehouse.halving import culprits


class _Failure:
    """A failure that there is with certain groups of documents, and how often it was asked for."""

    def __init__(self, *groups: str) -> None:
        self.groups = [set(group) for group in groups]
        self.asked = 0

    def fails(self, documents: Collection[str]) -> bool:
        self.asked += 1
        return any(group <= set(documents) for group in self.groups)


@pytest.mark.parametrize(
    ("groups", "sound", "suspects", "expected"),
    [
        ([], "", "abc", []),
        (["b"], "", "abc", ["b"]),
        (["b", "d"], "", "abcde", ["b", "d"]),
        # Together only: the one that is trusted less goes, and so does one beside what is sound.
        (["ad"], "", "abcde", ["d"]),
        (["ad"], "", "dcba", ["a"]),
        (["ad"], "a", "bcde", ["d"]),
        (["abc"], "", "abc", ["c"]),
        # What was taken for sound is suspected where nothing else explains the failure.
        (["a"], "ab", "cd", ["a"]),
        (["a", "c"], "ab", "cd", ["a", "c"]),
    ],
)
def test_the_culprits_are_those_without_which_nothing_fails(
    groups: list[str], sound: str, suspects: str, expected: list[str]
) -> None:
    assert culprits(_Failure(*groups).fails, list(sound), list(suspects)) == expected


def test_a_failure_without_any_document_has_no_culprit() -> None:
    assert culprits(_Failure("").fails, ["a"], ["b"]) is None


def test_one_of_many_is_found_in_few_questions() -> None:
    failure = _Failure("700")
    failure.groups = [{"700"}]
    assert culprits(failure.fails, [], [str(n) for n in range(1000)]) == ["700"]
    assert failure.asked <= 13

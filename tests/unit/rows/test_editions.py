"""Editions: what a filing is beside those of its document that are there."""

import pytest

from ingest.rows.editions import Decision, Held, as_edition, decide, edition_id


def _held(edition: int, hashes: str, kinds: str = "xy") -> Held:
    return Held(edition, frozenset(hashes), frozenset(kinds))


@pytest.mark.parametrize(
    ("held", "hashes", "kinds", "decision"),
    [
        ([], "a", "xy", Decision("new", 1)),
        ([_held(1, "a")], "b", "xy", Decision("new", 2)),
        ([_held(1, "a"), _held(3, "c")], "b", "xy", Decision("new", 4)),
        # The same bytes are what they were, an older edition too.
        ([_held(1, "a"), _held(2, "b")], "a", "xy", Decision("again", 1)),
        ([_held(1, "ab")], "ab", "xy", Decision("again", 1)),
        # Two files whose tables are of other types: parts too.
        ([_held(1, "a", "x")], "b", "y", Decision("part", 1)),
        ([_held(1, "a", "xy")], "b", "yz", Decision("new", 2)),
        # Of two files one alone holds tables: parts, whichever comes first, of the newest edition.
        ([_held(1, "a", "")], "b", "xy", Decision("part", 1)),
        ([_held(1, "a", "xy")], "b", "", Decision("part", 1)),
        ([_held(1, "a", "xy"), _held(2, "b", "xy")], "c", "", Decision("part", 2)),
        # Neither does: two texts.
        ([_held(1, "a", "")], "b", "", Decision("new", 2)),
        # A part of what is there, and all of it with one more.
        ([_held(1, "ab")], "b", "xy", Decision("part_again", 1)),
        ([_held(1, "a", "")], "ab", "xy", Decision("again", 1)),
        # A text filed again with other tables.
        ([_held(1, "ab")], "ac", "xy", Decision("new", 2)),
    ],
)
def test_a_filing_is_new_known_or_a_part(
    held: list[Held], hashes: str, kinds: str, decision: Decision
) -> None:
    assert decide(held, list(hashes), "whole", frozenset(kinds)) == decision
    assert decide(held[::-1], list(hashes)[::-1], "whole", frozenset(kinds)) == decision


def test_a_whole_whose_files_are_not_listed_is_known_by_its_hash() -> None:
    held = [Held(1, frozenset({"whole"}), frozenset("x"))]
    assert decide(held, ["a", "b"], "whole", frozenset("x")) == Decision("again", 1)


def test_the_first_edition_keeps_the_id() -> None:
    assert edition_id("a-2023-budget", 1) == "a-2023-budget"
    assert edition_id("a-2023-budget", 3) == "a-2023-budget-3"


def test_rows_of_an_edition_carry_its_id_and_number_and_leave_the_others_alone() -> None:
    rows: dict[str, list[dict[str, str | int | None]]] = {
        "documents": [{"document_id": "a", "edition": 1}],
        "amounts": [{"document_id": "a", "row_no": 1}, {"document_id": "a", "row_no": 2}],
    }

    assert as_edition(rows, "a", 2) == {
        "documents": [{"document_id": "a-2", "edition": 2}],
        "amounts": [{"document_id": "a-2", "row_no": 1}, {"document_id": "a-2", "row_no": 2}],
    }
    assert rows["documents"] == [{"document_id": "a", "edition": 1}]

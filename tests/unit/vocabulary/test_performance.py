"""The seeds of the vocabulary."""

import pytest

from ingest.base.errors import SeedError
from ingest.vocabulary import performance as vocabulary
from ingest.vocabulary.seeds import read_seed


def test_a_role_that_no_code_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def rows(relative: str, *required: str) -> list[dict[str, str]]:
        found = read_seed(relative, *required)
        return [{**row, "role": "column"} for row in found] if "labels" in relative else found

    monkeypatch.setattr(vocabulary, "read_seed", rows)
    vocabulary.vocabulary.cache_clear()
    with pytest.raises(SeedError, match=r"performance_labels\.csv: '一级指标' has the role"):
        vocabulary.vocabulary()
    vocabulary.vocabulary.cache_clear()


@pytest.mark.parametrize(
    ("seed", "key"),
    [
        ("labels", ("label",)),
        ("levels", ("name", "level")),
        ("comparisons", ("word",)),
        ("directions", ("word",)),
        ("units", ("unit",)),
    ],
)
def test_no_word_of_a_seed_stands_twice(seed: str, key: tuple[str, ...]) -> None:
    rows = read_seed(f"mapping/performance_{seed}.csv", *key, "meaning")
    keys = [tuple(row[column] for column in key) for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(row["meaning"] for row in rows)


def test_words_of_comparison_mean_one_of_the_five_operators() -> None:
    operators = set(vocabulary.vocabulary().operators.values())
    assert operators == {"≥", "≤", "=", ">", "<", "qualitative"}
    assert set(vocabulary.vocabulary().after.values()) == {"≥", "≤"}

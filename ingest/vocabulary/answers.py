"""What stewards answered to texts that the vocabulary does not know."""

from functools import cache

from ingest.base.text import fold
from ingest.vocabulary.seeds import read_seed


@cache
def answers(kind: str) -> dict[str, str]:
    """What stewards answered to unknown texts of a kind, by folded text.

    An answer is a text that the vocabulary knows and that the unknown one means
    (`seeds/mapping/unmapped_answers.csv`).
    """
    rows = read_seed("mapping/unmapped_answers.csv", "kind", "printed_text", "answer")
    return {
        fold(row["printed_text"]): fold(row["answer"])
        for row in rows
        if row["kind"] == kind and row["answer"]
    }


def answered_money_unit(folded: str) -> str | None:
    """The unit of money that a steward answered to one printed in `folded`."""
    said = answers("money_unit").items()
    return next((meant for printed, meant in said if f"单位:{printed}" in folded), None)

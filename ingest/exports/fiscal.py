"""What a column is in the words of the Fiscal Data Package, so that other budgets compare.

The types are those of its budget taxonomy (1.0rc1); a type made longer by a part of its own has,
by that specification, the properties of the type that it begins with.
"""

from functools import cache
from pathlib import Path

from ingest.base.csv_text import read_rows
from ingest.exports.models import DIMENSION, Model

_TYPES = Path(__file__).with_suffix(".csv")
"""Column types by model and column; without a model they are those of facts."""

_DIRECTION = {
    "fct_economic_expenditure": "expenditure",
    "fct_functional_expenditure": "expenditure",
    "fct_procurement": "expenditure",
    "fct_project": "expenditure",
    "fct_revenue": "revenue",
    "fct_three_public": "expenditure",
}
"""What a fact of one side is of, where no column needs to say it."""


def column_type(model: Model, column: str) -> str | None:
    """The columnType of a column, or None for one that the taxonomy has no word for."""
    if model.name.startswith(DIMENSION):
        return _types().get((model.name, column))
    return "budget-line-id" if model.primary_key == (column,) else _types().get(("", column))


@cache
def _types() -> dict[tuple[str, str], str]:
    return {(row["model"], row["column"]): row["column_type"] for row in read_rows(_TYPES)}


def extra_fields(model: Model) -> list[dict[str, str]]:
    """What holds for all the rows of a model: the currency of its values and their direction."""
    if model.name.startswith(DIMENSION) or "amount_yuan" not in model.columns:
        return []
    constants = [("currency", "value-currency:code", "CNY")]
    if model.name in _DIRECTION:
        constants.append(("direction", "direction", _DIRECTION[model.name]))
    return [
        {"name": name, "type": "string", "columnType": kind, "constant": value}
        for name, kind, value in constants
    ]

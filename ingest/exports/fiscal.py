"""What a column is in the words of the Fiscal Data Package, so that other budgets compare.

The types are those of its budget taxonomy (1.0rc1); a type made longer by a part of its own has,
by that specification, the properties of the type that it begins with.
"""

from ingest.exports.models import DIMENSION, Model

_FACT = {
    "amount_yuan": "value",
    "fiscal_year": "date:fiscal-year",
    "phase": "phase:id",
    "side": "direction",
    "scope": "fin-source:generic:level1:code",
    "fund_source": "fin-source:generic:level2:code",
    "revenue_source": "fin-source:generic:level2:code:revenue",
    "unit_id": "administrative-classification:generic:code",
    "unit_name": "administrative-classification:generic:label",
    "functional_code": "functional-classification:generic:code",
    "economic_code": "economic-classification:generic:code",
    "spending_nature": "expenditure-type:code",
    "expense_group": "expenditure-type:code:group",
    "project_name": "activity:generic:project:label",
}
_DIMENSIONS = {
    "dim_functional_class": {
        "functional_code": "functional-classification:generic:code",
        "name": "functional-classification:generic:label",
        "name_en": "functional-classification:generic:label:en",
        "class_code": "functional-classification:generic:level1:code",
        "class_name": "functional-classification:generic:level1:label",
        "section_code": "functional-classification:generic:level2:code",
        "section_name": "functional-classification:generic:level2:label",
        "cofog_code": "functional-classification:cofog:code",
    },
    "dim_economic_class": {
        "economic_code": "economic-classification:generic:code",
        "name": "economic-classification:generic:label",
        "name_en": "economic-classification:generic:label:en",
        "class_code": "economic-classification:generic:level1:code",
        "expense_group": "expenditure-type:code:group",
        "government_code": "economic-classification:generic:code:government",
    },
    "dim_unit": {
        "unit_id": "administrative-classification:generic:code",
        "unit_name": "administrative-classification:generic:label",
        "unit_name_en": "administrative-classification:generic:label:en",
        "region_code": "geo:generic:code",
        "region_name": "geo:generic:title",
    },
    "dim_document": {
        "unit_id": "administrative-classification:generic:code",
        "fiscal_year": "date:fiscal-year",
    },
}
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
        return _DIMENSIONS.get(model.name, {}).get(column)
    if model.primary_key == (column,):
        return "budget-line-id"
    return _FACT.get(column)


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

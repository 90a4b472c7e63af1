"""Usage warnings: a closed list of what a reader must know before adding up or comparing.

A warning of rows is raised by the rows themselves: one query a model, over the columns that can
raise it.
"""

import re

import duckdb

from ingest.base.errors import BuildError
from ingest.base.sql import quoted
from ingest.exports.models import DIMENSION, Model

WARNINGS = {
    "not_additive": "Rows contain one another or are of different things: never add them up.",
    "derived": "Some amounts are computed from printed ones, with the bounds that these imply.",
    "implied": "Some amounts are only bounded by a printed rate.",
    "ambiguous_placement": "The source does not tell for sure which column some figures stand in.",
    "known_source_error": "Some rows rest on a figure that the source is known to print wrongly.",
    "unlike_scope": "The rows are of several scopes, of which one contains another: choose one.",
}
"""Every warning there is, with what it says, in the order in which they are listed."""

_NOT_ADDITIVE = re.compile(r"\bnot additive\b", re.IGNORECASE)
_ADDITIVE = re.compile(r"\badditive\b", re.IGNORECASE)
_AMOUNT = re.compile(r"(?<!rounding_unit)_yuan$")
_ONE_SCOPE = re.compile(r"\bone scope of each unit\b")


_BY_ROWS = {
    "not_additive": ("is_additive", "count(*) filter (where not {}) > 0"),
    "derived": ("basis", "count(*) filter (where {} = 'derived') > 0"),
    "implied": ("basis", "count(*) filter (where {} = 'implied') > 0"),
    "ambiguous_placement": ("placement", "count(*) filter (where {} = 'ambiguous') > 0"),
    "known_source_error": ("corrected_yuan", "count({}) > 0"),
    "unlike_scope": ("scope", "count(distinct {}) > 1"),
}
"""The warnings that rows raise: the end of the column's name, and the condition over the rows."""

_CORRECTED = "corrected_yuan"
_AMOUNT_KEY = "amount_id"
_EVIDENCE = ("evidence_amount_id", "evidence_amount_ids", "evidence_ids")


def corrected_amounts(connection: duckdb.DuckDBPyConnection, models: list[Model]) -> list[str]:
    """The keys of the printed amounts beside which a steward's correction stands."""
    return [
        str(row[0])
        for model in models
        if {_CORRECTED, _AMOUNT_KEY} <= model.columns.keys()
        for row in connection.execute(
            f"select {_AMOUNT_KEY} from {model.relation}"  # noqa: S608 - names of our own yaml
            f" where {_CORRECTED} is not null order by 1"
        ).fetchall()
    ]


def warnings_of(
    connection: duckdb.DuckDBPyConnection, model: Model, corrected: list[str]
) -> list[str]:
    """The warnings that hold for a model and its rows, in the order of the list.

    Args:
        connection: The database that holds the model.
        model: The model; `config: meta: warnings:` in its yaml adds what no rule sees.
        corrected: The keys of the amounts that are corrected, whose facts are warned of.

    Raises:
        BuildError: The yaml names a warning that is not on the list.
    """
    asked = _asked(model, corrected)
    found = {*_declared(model), *_raised(connection, model, asked)}
    if not is_additive(model):
        found.add("not_additive")
    return [warning for warning in WARNINGS if warning in found]


def is_additive(model: Model) -> bool:
    """Whether a model's amounts may be added up: it says so, or it has none to add."""
    if _NOT_ADDITIVE.search(model.description):
        return False
    amounts = any(_AMOUNT.search(name) for name in model.columns)
    said = _ADDITIVE.search(model.description)
    return bool(said) or not amounts or model.name.startswith(DIMENSION)


def _declared(model: Model) -> list[str]:
    declared = (model.meta or {}).get("warnings") or []
    assert isinstance(declared, list)
    unknown = sorted(set(declared) - WARNINGS.keys())
    if unknown:
        raise BuildError(
            model.name,
            f"The usage warning {unknown[0]!r} is not on the list.",
            f"Take one of: {', '.join(WARNINGS)}.",
        )
    return declared


def _asked(model: Model, corrected: list[str]) -> list[tuple[str, str]]:
    """Each warning that the columns of a model can raise, with the condition over its rows."""
    asked = [
        (warning, condition.format(quoted(column)))
        for warning, (end, condition) in _BY_ROWS.items()
        for column in model.columns
        if column == end or column.endswith(f"_{end}")
        if not (warning == "unlike_scope" and _ONE_SCOPE.search(model.description))
    ]
    named = "|".join(corrected)
    return asked + [
        ("known_source_error", f"count(*) filter (where regexp_matches({name}, '{named}')) > 0")
        for name in _EVIDENCE
        if corrected and name in model.columns
    ]


def _raised(
    connection: duckdb.DuckDBPyConnection, model: Model, asked: list[tuple[str, str]]
) -> list[str]:
    if not asked:
        return []
    conditions = ", ".join(condition for _, condition in asked)
    query = f"select {conditions} from {model.relation}"  # noqa: S608 - quoted names of our yaml
    answers = connection.execute(query).fetchall()[0]
    return [warning for (warning, _), holds in zip(asked, answers, strict=True) if holds]

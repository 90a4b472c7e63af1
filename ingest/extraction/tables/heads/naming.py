"""Which columns name the rows of a table: by its own classification, or by one beside it."""

from collections.abc import Sequence

from ingest.extraction.tables.heads.columns import Column
from ingest.extraction.tables.model import Context
from ingest.vocabulary.classes import register_of

_NAMES_FIRST = ("采购物品名称", "项目名称", "科目名称")
_NAMES_BY = {"functional": "功能", "economic": "经济"}
"""What a heading says whose names are of a classification, where both have columns."""
_OF_GOVERNMENT = "政府"


def economic_columns(columns: Sequence[Column], context: Context) -> frozenset[int]:
    """The columns that give the rows of a table by function an economic class too."""
    if register_of(context.table_type) != "functional":
        return frozenset()
    word = _NAMES_BY["economic"]
    named = (column for column in columns if not column.is_slot)
    return frozenset(c.column for c in named if any(word in head.text for head in c.path))


def other_columns(columns: Sequence[Column], context: Context) -> frozenset[int]:
    """The columns of the government's economic classes beside those of the department.

    They stand in one group with the amounts after them both.
    """
    if register_of(context.table_type) != "economic":
        return frozenset()
    first = next((column.column for column in columns if column.is_slot), 0)
    named = [
        (column.column, "".join(head.text for head in column.path))
        for column in columns
        if column.role in {"label", "code"} and column.column < first
    ]
    economic = [column for column, text in named if _NAMES_BY["economic"] in text]
    others = frozenset(column for column, text in named if _OF_GOVERNMENT in text)
    return others if set(economic) - others else frozenset()


def name_columns(columns: Sequence[Column], context: Context) -> tuple[int, ...]:
    """The columns under headings that name the rows, the surest first.

    Where both classifications have names, those of the table's own come before.
    """
    heads = [(column.column, column.path[-1].text) for column in columns]
    first = [column for name in _NAMES_FIRST for column, text in heads if text == name]
    labels = [
        (column.column, "".join(head.text for head in column.path))
        for column in columns
        if column.role == "label"
    ]
    by = {name: [c for c, text in labels if word in text] for name, word in _NAMES_BY.items()}
    register = register_of(context.table_type)
    own = by.get(register or "", []) if all(by.values()) else []
    if others := other_columns(columns, context):
        own = [column for column, _ in labels if column not in others]
    return tuple(dict.fromkeys([*own, *first]))

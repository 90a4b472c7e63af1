"""Faults in the extracted rows of a document, each such that the rows can still be loaded."""

import random
from collections.abc import Callable
from copy import deepcopy

from ingest.rows.schema import Row

Rows = dict[str, list[Row]]
Fault = Callable[[Rows, random.Random], None]


def faulted(rows: Rows, name: str, dice: random.Random) -> Rows:
    """A copy of a document's rows with a fault.

    Args:
        rows: The rows by record, with some amounts.
        name: One of FAULTS.
        dice: What chooses the row.
    """
    copy = deepcopy(rows)
    FAULTS[name](copy, dice)
    return copy


def _amount(rows: Rows, dice: random.Random) -> Row:
    """An amount of a line, in a table of a known type where there is one."""
    amounts = [row for row in rows["amounts"] if row["row_kind"] == "line"] or rows["amounts"]
    return dice.choice(amounts)


def _no_heading(rows: Rows, dice: random.Random) -> None:
    """A required field is missing: an amount stands under no heading."""
    _amount(rows, dice).update(heading_printed=None, measure=None)


def _doubled(rows: Rows, dice: random.Random) -> None:
    """A figure is there twice, in another column of the same line."""
    row = dict(_amount(rows, dice))
    row["column_no"] = 900
    rows["amounts"].append(row)


def _unknown_code(rows: Rows, dice: random.Random) -> None:
    """A code is out of the register."""
    _amount(rows, dice).update(code_printed="9990199", label_printed="无此科目")


def _other_amount(rows: Rows, dice: random.Random) -> None:
    """A figure is not the printed one, so that leaves do not add up to the total."""
    _amount(rows, dice)["printed_text"] = f"{dice.randint(10**6, 10**8)}.37"


def _huge(rows: Rows, dice: random.Random) -> None:
    """A figure has more digits than an amount may have."""
    _amount(rows, dice)["printed_text"] = "9" * dice.choice((14, 16, 18, 30))


def _year_out_of_range(rows: Rows, dice: random.Random) -> None:
    """The document is of a year that no register has."""
    rows["documents"][0]["fiscal_year"] = dice.choice((1, 999, 30000))


def _other_word(record: str, column: str) -> Fault:
    def fault(rows: Rows, dice: random.Random) -> None:
        """A word of a closed list is another."""
        if rows[record]:
            dice.choice(rows[record])[column] = "nonesuch"

    return fault


FAULTS: dict[str, Fault] = {
    "no heading": _no_heading,
    "doubled": _doubled,
    "unknown code": _unknown_code,
    "other amount": _other_amount,
    "huge": _huge,
    "year out of range": _year_out_of_range,
    "measure": _other_word("amounts", "measure"),
    "phase": _other_word("amounts", "phase"),
    "placement": _other_word("amounts", "placement"),
    "side": _other_word("amounts", "side"),
    "row kind": _other_word("amounts", "row_kind"),
    "stage": _other_word("documents", "stage"),
    "table type": _other_word("tables", "table_type"),
    "status": _other_word("tables", "status"),
    "metric": _other_word("statements", "metric"),
    "disposition": _other_word("figures", "disposition"),
}
"""By name: what changes the rows in place."""

"""Extracted amounts written as text again: tables with headings and rows, every cell in place.

For documents that have lost their columns, so that their tables may be rendered as such.
"""

from collections.abc import Iterable, Mapping, Sequence

Row = Mapping[str, str | int | None]


def grid_text(records: Mapping[str, Sequence[Row]]) -> str:
    """The tables of a document that hold amounts, as the tabbed text of a disclosure."""
    document = records["documents"][0]
    lines = [str(document["title"]), ""]
    for table in records["tables"]:
        index = table["table_index"]
        amounts = [row for row in records["amounts"] if row["table_index"] == index]
        if amounts:
            lines += [
                f"{document['fiscal_year']}年{table['title']}",
                f"单位：{table['money_unit']}",
                *_grid(amounts),
                "",
            ]
    return "\n".join(lines)


def _grid(amounts: Sequence[Row]) -> list[str]:
    sides = sorted({str(row["side"]) for row in amounts}, reverse=True)
    groups = [[row for row in amounts if row["side"] == side] for side in sides]
    if len(groups) == 1:
        return ["\t".join(line) for line in _segment(groups[0], is_coded=_is_coded(amounts))]
    numbers = sorted({_number(row, "row_no") for row in amounts})
    parts = [_segment(group, is_coded=False, numbers=numbers) for group in groups]
    names = {"revenue": "收入", "expenditure": "支出"}
    top = [
        cell
        for side, part in zip(sides, parts, strict=True)
        for cell in [names[side], *[""] * (len(part[0]) - 1)]
    ]
    return ["\t".join(top)] + [
        "\t".join(cell for line in lines for cell in line) for lines in zip(*parts, strict=True)
    ]


def _is_coded(amounts: Iterable[Row]) -> bool:
    return any(row["code_printed"] for row in amounts)


def _segment(
    amounts: Sequence[Row], *, is_coded: bool, numbers: Sequence[int] = ()
) -> list[list[str]]:
    """The heading and the rows of one column group."""
    columns = sorted({_number(row, "column_no") for row in amounts})
    headings = {_number(row, "column_no"): str(row["heading_printed"]) for row in amounts}
    label = "科目名称" if is_coded else "项目"
    lines = [["科目编码"] * is_coded + [label] + [headings[column] for column in columns]]
    for number in numbers or sorted({_number(row, "row_no") for row in amounts}):
        own = [row for row in amounts if row["row_no"] == number]
        figures = {row["column_no"]: str(row["printed_text"]) for row in own}
        head = [[str(row["code_printed"] or ""), str(row["label_printed"] or "")] for row in own]
        code, name = head[0] if head else ("", "")
        code = code.replace(" ", "")
        lines.append([code] * is_coded + [name] + [figures.get(column, "") for column in columns])
    return lines


def _number(row: Row, column: str) -> int:
    return int(str(row[column]))

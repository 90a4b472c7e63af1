"""A label or a code is known to those who propose if the models find it at any place.

What is mapped somewhere needs no proposal; what is known and not mapped stands at a place, or in a
year, in which it means nothing.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pytest

pytest.importorskip("hypothesis")

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ingest.base.text import fold, label_key
from ingest.vocabulary.seeds import read_seed
from ingest.vocabulary.summary_lines import form_codes, summary_lines
from ingest.warehouse.proposals import is_known
from tests.support.examples import examples
from tests.support.model_sql import Session

TABLES = {
    "functional": "expenditure_statement",
    "economic": "general_budget_basic_expenditure",
    "summary": "revenue_expenditure_summary",
}
_AMOUNTS = {
    **dict.fromkeys(
        ("table_index", "row_no", "column_no", "row_depth", "year_printed"), pa.int32()
    ),
    **dict.fromkeys(("document_id", "side", "phase", "row_kind", "line_code"), pa.string()),
    **dict.fromkeys(("code_printed", "code_folded", "classification"), pa.string()),
    **dict.fromkeys(("label_printed", "label_folded", "label_key"), pa.string()),
}


class Class(NamedTuple):
    """A name or an alias of a register, from a year on."""

    register: str
    code: str
    name: str
    year: int


class Line(NamedTuple):
    """A line of a table: its code, its label, and the line of the summary form that it is of."""

    code: str | None
    label: str
    line_code: str | None = None


class Document(NamedTuple):
    """A table in which the first line is asked about."""

    case: int
    kind: str
    year: int
    side: str
    lines: tuple[Line, ...]


@cache
def _classes() -> tuple[Class, ...]:
    seeds = [
        (register, f"classification/{register}_{seed}.csv", name)
        for register in ("functional", "economic")
        for seed, name in (("classification", "name"), ("aliases", "label"))
    ]
    return tuple(
        Class(register, row[f"{register}_code"], row[name], int(row["valid_from_year"]))
        for register, seed, name in seeds
        for row in read_seed(seed, name)
    )


@cache
def _openers() -> tuple[tuple[str, str | None], ...]:
    """A label that opens each section of each side of the summary form, or none."""
    openers = {
        (line.side, line.opens_section): label
        for label, lines in summary_lines().items()
        for line in lines
        if line.opens_section
    }
    sides = {side for side, _ in openers}
    return (*((side, label) for (side, _), label in openers.items()), *((s, None) for s in sides))


def _label_places(case: int, label: str) -> Iterator[Document]:
    """Every place at which a label may mean something."""
    for register, code, name, year in _classes():
        if label_key(name) == label_key(label):
            lines = (Line(None, label), Line(code, name))
            yield Document(case, register, year, "expenditure", lines)
            yield Document(case, "summary", year, "expenditure", lines[:1])
    for side, opener in _openers():
        codes = form_codes([opener, label], side)
        yield Document(case, "summary", 2023, side, (Line(None, label, codes[-1]),))


def _code_places(case: int, code: str) -> Iterator[Document]:
    """Every register and year in which a code, or an item that it is a part of, may be."""
    line = (Line(code, "某项目"),)
    for register, of_class, _, year in _classes():
        if code.startswith(of_class):
            yield Document(case, register, year, "expenditure", line)
    for register in ("functional", "economic"):
        yield Document(case, register, 2023, "expenditure", line)


def _mapped(warehouse: Path, documents: Iterable[Document], methods: set[str]) -> set[int]:
    """The cases whose line is mapped in any of their documents."""
    asked = list(documents)
    session = Session(warehouse)
    ids = [{"document_id": str(number), "table_index": 1} for number in range(len(asked))]
    session.give_rows(
        "stg_raw__documents",
        [{**own, "fiscal_year": d.year} for own, d in zip(ids, asked, strict=True)],
        table_index=pa.int32(),
        fiscal_year=pa.int32(),
    )
    session.give_rows(
        "stg_raw__tables",
        [{**own, "table_type": TABLES[d.kind]} for own, d in zip(ids, asked, strict=True)],
        table_index=pa.int32(),
    )
    session.give_rows(
        "stg_raw__amounts",
        [
            {
                **own,
                "row_no": row_no,
                "column_no": 1,
                "side": document.side,
                "phase": "final",
                "row_kind": "line",
                "code_printed": line.code,
                "code_folded": line.code and fold(line.code),
                "label_printed": line.label,
                "label_folded": fold(line.label),
                "label_key": label_key(line.label),
                "line_code": line.line_code,
            }
            for own, document in zip(ids, asked, strict=True)
            for row_no, line in enumerate(document.lines, start=1)
        ],
        **_AMOUNTS,
    )
    session.make(
        *(f"int_lines__{step}" for step in ("surrounded", "numbered", "hierarchies", "labelled")),
        "int_lines__classified",
    )
    found = session.rows("select document_id, mapping_method from {int_lines__classified}")
    return {asked[int(document)].case for document, method in found if method in methods}


NOISE = st.sampled_from(
    ["", "一、", "（一）", "㈠", "1.", "⑴", "①", "其中：", "12.4", " ", "\u3000"]
)
NAMES = st.sampled_from(sorted({c.name for c in _classes()} | set(summary_lines())))
LABELS = st.builds("{}{}".format, NOISE, NAMES | st.text("收入支出预算资金其他", min_size=1))
CODES = st.builds(
    "{}{}".format,
    st.sampled_from(sorted({c.code for c in _classes()})) | st.from_regex(r"\A[1-6][0-9]{2}\Z"),
    st.sampled_from(["", "0", "01", "77", "0101"]),
)


@settings(
    max_examples=examples(5), suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(st.lists(LABELS, min_size=150, max_size=150, unique=True))
def test_a_known_label_is_one_that_is_mapped_somewhere(warehouse: Path, labels: list[str]) -> None:
    places = (place for case, label in enumerate(labels) for place in _label_places(case, label))
    mapped = _mapped(warehouse, places, {"label_in_hierarchy"})
    assert {labels[case] for case in mapped} == {
        label for label in labels if is_known("label", label_key(label))
    }


@settings(
    max_examples=examples(5), suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(st.lists(CODES, min_size=150, max_size=150, unique=True))
def test_a_known_code_is_one_that_is_mapped_somewhere(warehouse: Path, codes: list[str]) -> None:
    places = (place for case, code in enumerate(codes) for place in _code_places(case, code))
    mapped = _mapped(warehouse, places, {"code", "code_and_label"})
    assert {codes[case] for case in mapped} == {code for code in codes if is_known("code", code)}

"""What the unknown texts of a corpus might mean: a proposal each, for a steward to judge.

A proposal is the text of the vocabulary that is most like the unknown one. It is never applied:
only a steward's answer is (`seeds/mapping/unmapped_answers.csv`). Each distinct text is looked at
once, whatever the number of its places, and the most frequent of each kind first up to a bound.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

import duckdb
import pyarrow as pa
from rapidfuzz import fuzz, process

from ingest.normalise import fold, strip_ordinal
from ingest.performance.vocabulary import vocabulary as performance_vocabulary
from ingest.unit_names import canonical_name
from ingest.vocabulary import headings, read_seed, summary_lines, units

TABLE = "proposals"
MONEY_UNITS = ("元", "千元", "万元", "百万元", "亿元")

_MOST = 5_000
"""Distinct texts of one kind that get a proposal: a few seconds' work."""
_CUTOFF = 50
"""Texts less alike than this, of 100, share a word by chance."""
_LONGEST = 80
_INCOMING = "proposals_incoming"
_SCHEMA = pa.schema(
    [
        pa.field("kind", pa.string(), nullable=False),
        pa.field("printed_text", pa.string(), nullable=False),
        pa.field("proposed_value", pa.string(), nullable=False),
        pa.field("score", pa.int32(), nullable=False),
    ]
)
_OPERATOR = re.compile(r"\.\*|[()\[\]^$?*+]")

_UNKNOWN = """
    with printed as (
        select kind, printed_text from raw.unmapped
        union all
        select
            case when code_printed is null then 'label' else 'code' end,
            coalesce(code_printed || ' ', '') || coalesce(label_printed, '')
        from raw.amounts
        inner join raw.tables using (document_id, table_index)
        where row_kind in ('line', 'subtotal') and list_contains(?, table_type)
        union all
        select 'measure', heading_printed
        from raw.amounts
        where measure is null and heading_printed is not null
    )
    select kind, printed_text from printed
    group by all
    order by kind, count(*) desc, printed_text
"""


def propose(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `raw.proposals` out of the loaded rows; the number of its rows.

    Args:
        connection: A database whose schema `raw` holds every record.
    """
    known = _known_texts()
    found = connection.execute(_UNKNOWN, [_classified_tables()]).fetchall()
    rows = []
    taken: dict[str, int] = {}
    for kind, text in found:
        if taken.get(kind, 0) >= _MOST or fold(text) in known.get(kind, frozenset()):
            continue
        taken[kind] = taken.get(kind, 0) + 1
        if proposal := proposed(kind, text):
            rows.append({"kind": kind, "printed_text": text, **proposal})
    connection.register(_INCOMING, pa.Table.from_pylist(rows, schema=_SCHEMA))
    connection.execute(
        f"create or replace table raw.{TABLE} as"  # noqa: S608 - names of our own
        f" select * from {_INCOMING} order by kind, printed_text"
    )
    connection.unregister(_INCOMING)
    return len(rows)


def proposed(kind: str, text: str) -> dict[str, str | int] | None:
    """The proposal for one unknown text.

    Returns:
        The text of the vocabulary most like it as `proposed_value` and how like it is, of 100, as
        `score`; of several equally alike the first in the order of their characters. None where
        none is much like it.
    """
    choices = _vocabulary().get(kind, {})
    query = _compared(kind, text)[:_LONGEST]
    found = process.extractOne(query, choices.keys(), scorer=fuzz.ratio, score_cutoff=_CUTOFF)
    if found is None:
        return None
    return {"proposed_value": choices[found[0]], "score": int(found[1])}


def _compared(kind: str, text: str) -> str:
    """The form in which a text is held against the vocabulary."""
    folded = canonical_name(text) if kind == "unit" else fold(text)
    if kind == "measure":
        return folded.rpartition("/")[2]
    return folded if kind == "code" else strip_ordinal(folded)


@cache
def _vocabulary() -> Mapping[str, Mapping[str, str]]:
    """By kind of unknown text: what it may be held against, and the answer that each stands for."""
    performance = performance_vocabulary()
    words = {
        "heading": performance.labels,
        "label": performance.labels,
        "level": performance.levels[1] | performance.levels[2],
        "operator": performance.operators,
        "direction": performance.directions,
        "unit_of_measure": [
            fold(row["unit"]) for row in read_seed("mapping/performance_units.csv", "unit")
        ],
    }
    names = _itself(text for text, _ in headings())
    return {
        "heading": names,
        "measure": names,
        "title": _titles(),
        "money_unit": _itself(MONEY_UNITS),
        "unit": _sorted({canonical_name(n): u.unit_id for u in units() for n in u.names}),
        "label": _itself([*summary_lines(), *(label for _, label in _classes())]),
        "code": _sorted({code + fold(label): code for code, label in _classes()}),
        **{f"performance_{kind}": _itself(texts) for kind, texts in words.items()},
    }


def _known_texts() -> dict[str, frozenset[str]]:
    """Labels that need no proposal: those that the registers and the form have under that name."""
    labels = frozenset(_vocabulary()["label"])
    codes = frozenset(_vocabulary()["code"])
    return {"label": labels, "code": codes}


def _itself(texts: Iterable[str]) -> dict[str, str]:
    return {text: text for text in sorted(set(texts)) if text}


def _sorted(choices: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(choices.items()))


def _classes() -> Iterable[tuple[str, str]]:
    """Code and name of every class of both registers, of any year."""
    for seed, code in (
        ("functional_classification", "functional_code"),
        ("economic_classification", "economic_code"),
    ):
        for row in read_seed(f"classification/{seed}.csv", code, "name"):
            yield row[code], fold(row["name"])


def _titles() -> dict[str, str]:
    """The words of the patterns of titles, each with the type that it stands for."""
    rows = read_seed("mapping/table_titles.csv", "priority", "pattern", "table_type")
    rows.sort(key=lambda row: int(row["priority"]))
    titles: dict[str, str] = {}
    for row in rows:
        words = _OPERATOR.sub("", row["pattern"].partition("|")[0])
        titles.setdefault(f"{words.removesuffix('表')}表", row["table_type"])
    return _sorted(titles)


@cache
def _classified_tables() -> list[str]:
    """Types of table whose lines a classification or the summary form names."""
    rows = read_seed("mapping/table_roles.csv", "table_type", "classification")
    return sorted({row["table_type"] for row in rows if row["classification"]})

"""What the unknown texts of documents might mean: a proposal each, for a steward to judge.

A proposal is the text of the vocabulary that is most like the unknown one. It is never applied:
only a steward's answer is (`seeds/mapping/unmapped_answers.csv`). It follows from the text and the
vocabulary alone, so each distinct text is looked at once, whatever the number of its places.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import duckdb
import pyarrow as pa
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from ingest.base.ordinals import strip_ordinal
from ingest.base.sql import statements_of
from ingest.base.text import fold, label_key
from ingest.vocabulary.headings import headings
from ingest.vocabulary.money import yuan_per_unit
from ingest.vocabulary.performance import vocabulary as performance_vocabulary
from ingest.vocabulary.seeds import by_priority, read_seed
from ingest.vocabulary.summary_lines import known_labels, summary_lines
from ingest.vocabulary.unit_names import canonical_name
from ingest.vocabulary.units import units

_sql = statements_of(__file__)

TABLE = "proposals"

_MOST = 300
"""Distinct texts of one kind that get a proposal in one document, the first of it."""
_CACHED = 100_000
_ALIKE, _LONGER = 50, 88
"""How like two texts are to be, of 100, where characters differ, and where one says more."""
_TITLES = 70
"""How like titles are to be: a longer one names whose table it is, and what form it has."""
_TRIED = 5
"""The likeliest texts that are looked at for one that differs as a variant does."""
_LONGEST = 80
_ITEMS = (5, 7)
"""The digits of an item's code in the economic and in the functional classification."""
_INCOMING = "proposals_incoming"
_COLUMNS = ("document_id", "kind", "printed_text", "proposed_value")
_SCHEMA = pa.schema([*(pa.field(n, pa.string()) for n in _COLUMNS), pa.field("score", pa.int32())])

_NAMES = ("kind", "printed_text", "key", "classification")
_DISTINCT = f"select distinct {', '.join(_NAMES)} from texts_printed"  # noqa: S608 - names of our own


def propose(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `raw.proposals` out of the loaded rows; the number of its rows.

    Args:
        connection: A database whose schema `raw` holds every record.
    """
    types = pa.Table.from_pylist(_classified_tables())
    connection.register("types_classified", types)
    connection.execute(_sql("texts_printed"))
    texts = connection.execute(_DISTINCT).fetchall()
    unknown = list(zip(*(text for text in texts if not is_known(text[0], text[2])), strict=True))
    arrays = [pa.array(column, pa.string()) for column in unknown or [()] * len(_NAMES)]
    connection.register("texts_unknown", pa.table(arrays, names=_NAMES))
    asked = connection.execute(_sql("texts_unknown"), [_MOST]).fetchall()
    rows = [
        (document_id, kind, text, *proposal)
        for document_id, kind, text, classification in asked
        if (proposal := proposed(kind, text, classification)) is not None
    ]
    connection.execute("drop view texts_printed")
    connection.unregister("texts_unknown")
    connection.unregister("types_classified")
    columns = list(zip(*rows, strict=True)) or [()] * len(_SCHEMA)
    arrays = [pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)]
    connection.register(_INCOMING, pa.table(arrays, schema=_SCHEMA))
    connection.execute(f"create or replace table raw.{TABLE} as select * from {_INCOMING}")  # noqa: S608 - names of our own
    connection.unregister(_INCOMING)
    return len(rows)


def is_known(kind: str, key: str) -> bool:
    """Whether the models find the label or the code of a line anywhere, so that none is likelier.

    A known one may still be unmapped at its place: a class's name on a branch that has no such
    class, a code of another year.

    Args:
        kind: label or code; of other kinds nothing is known.
        key: The label's key or the folded code.
    """
    if kind == "label":
        return key in known_labels()
    return kind == "code" and (key in _codes() or any(key[:n] in _items() for n in _ITEMS))


@cache
def _codes() -> frozenset[str]:
    """The codes of all classes."""
    return frozenset(code for code, _, _ in _classes())


@cache
def _items() -> frozenset[str]:
    """The codes of items; what is longer than the code of one is a local part of it."""
    return frozenset(code for code, _, level in _classes() if level == "item")


@lru_cache(maxsize=_CACHED)
def proposed(kind: str, text: str, classification: str = "") -> tuple[str, int] | None:
    """The proposal for one unknown text.

    Args:
        kind: The kind of the text.
        text: The text as printed.
        classification: Of a label, what names the lines of its table: a register, or the form of a
            summary; any of these if it is not known.

    Returns:
        What the text of the vocabulary most like it stands for and how like it is, of 100; of
        several equally alike the first in the order of their characters. None where none is much
        like it.
    """
    choices = _vocabulary().get(f"{kind}_{classification}" if classification else kind, {})
    query = _compared(kind, text)[:_LONGEST]
    if query in choices and kind == "measure":
        return None  # A known heading: what it measures follows from those above it.
    likely = process.extract(
        query, choices.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_TRIED
    )
    found = next((one for one in likely if _is_variant(kind, query, one[0], one[1])), None)
    return None if found is None else (choices[found[0]], int(found[1]))


def _is_variant(kind: str, query: str, choice: str, score: float) -> bool:
    """Whether two texts may be one, misprinted or spelt another way.

    A misprint is a character that no known text has (支岀 for 支出); a known one is part of another
    word, and another thing is meant (时效 beside 绩效). What says more is another text too (预算 is
    no 预算数), but for one character of a longer one (公务用车购置 for 公务用车购置费).
    """
    edits = [edit for edit in Levenshtein.opcodes(query, choice) if edit.tag != "equal"]
    replaced = {edit.tag == "replace" for edit in edits}
    printed = "".join(query[e.src_start : e.src_end] for e in edits if e.tag == "replace")
    if not _characters().isdisjoint(printed):
        return False
    if kind == "title" and True not in replaced:
        return score >= _TITLES
    lengths = [max(e.src_end - e.src_start, e.dest_end - e.dest_start) for e in edits]
    return sum(lengths) < 2 and score >= (_ALIKE if replaced == {True} else _LONGER)  # noqa: PLR2004


@cache
def _characters() -> frozenset[str]:
    """The characters of all known texts."""
    return frozenset("".join(text for texts in _vocabulary().values() for text in texts))


def _compared(kind: str, text: str) -> str:
    """The form in which a text is held against the vocabulary."""
    folded = canonical_name(text) if kind == "unit" else fold(text)
    if kind == "measure":
        return folded.rpartition("/")[2]
    if kind == "code":
        return folded
    if kind == "performance_unit_of_measure":
        return folded.strip("()")
    return label_key(text) if kind == "label" else strip_ordinal(folded)


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
        "money_unit": _itself(yuan_per_unit()),
        "unit": _sorted({canonical_name(n): u.unit_id for u in units() for n in u.names}),
        "label": _itself([*summary_lines(), *_names(), *_names(of_class=True)]),
        "label_summary": _itself([*summary_lines(), *_names(of_class=True)]),
        "label_functional": _itself(_names("functional")),
        "label_economic": _itself(_names("economic")),
        "code": _sorted({code + name: code for code, name, _ in _classes()}),
        **{f"performance_{kind}": _itself(texts) for kind, texts in words.items()},
    }


def _itself(texts: Iterable[str]) -> dict[str, str]:
    return {text: text for text in sorted(set(texts)) if text}


def _sorted(choices: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(choices.items()))


def _names(register: str = "", *, of_class: bool = False) -> Iterable[str]:
    """The keys of names that one class alone bears in a register; of a summary those of 类."""
    codes = defaultdict(set)
    for code, name, level in _classes(register):
        if level == "class" or not of_class:
            codes[label_key(name)].add(code)
    return (name for name, own in codes.items() if len(own) == 1)


def _classes(register: str = "") -> Iterable[tuple[str, str, str]]:
    """Code, folded name and level of every class of a register or of both, of any year."""
    for own in [register] if register else ["functional", "economic"]:
        code = f"{own}_code"
        for row in read_seed(f"classification/{own}_classification.csv", code, "name", "level"):
            yield row[code], fold(row["name"]), row["level"]


def _titles() -> dict[str, str]:
    """A usual title of each type of table, with the type."""
    rows = by_priority("mapping/table_types.csv", "example", "table_type")
    titles: dict[str, str] = {}
    for row in rows:
        titles.setdefault(row["example"], row["table_type"])
    return _sorted(titles)


def _classified_tables() -> list[dict[str, str]]:
    """Types of table whose lines a classification or the summary form names, with which it is."""
    rows = read_seed("mapping/table_roles.csv", "table_type", "classification")
    found = {row["table_type"]: row["classification"] for row in rows if row["classification"]}
    return [{"table_type": name, "classification": own} for name, own in sorted(found.items())]

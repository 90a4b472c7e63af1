"""The words that the grammar knows, read from the seeds `narrative_*` and compiled once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.base.errors import Place, SeedError
from ingest.vocabulary.seeds import any_of, read_seed

_STRENGTHS = ("strong", "weak", "duty")


@dataclass(frozen=True, slots=True)
class PhaseWord:
    """What a word says of the phase of the figure after it, and whether it stays in the label."""

    phase: str
    in_subject: bool


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words of all seeds, as the compiled patterns and look-ups that the grammar uses."""

    figure: re.Pattern[str]
    unit_kinds: dict[str, str]
    bounds: dict[tuple[str, str], str]
    directions: dict[str, int]
    direction_end: re.Pattern[str]
    direction_start: re.Pattern[str]
    phases: dict[tuple[str, str], PhaseWord]
    phase_end: re.Pattern[str]
    scopes: tuple[tuple[int, re.Pattern[str], str], ...]
    nouns: dict[str, re.Pattern[str]]
    wholes: frozenset[tuple[str, str]]
    generic: frozenset[str]
    words: dict[str, tuple[str, ...]]
    non_figures: dict[str, re.Pattern[str]]
    non_figure_classes: dict[str, str]
    remarks: tuple[tuple[str, re.Pattern[str]], ...]

    def any_of(self, role: str) -> str:
        """The words of `role` as one alternation, the longest first."""
        return any_of(self.words[role])


@cache
def load_vocabulary() -> Vocabulary:
    """Read the seeds of the vocabulary.

    Raises:
        SeedError: A file is missing, lacks a column, holds an empty cell where none may be, or
            a pattern that is none.
    """
    units = _rows("units", "unit", "kind", "not_before", optional=("not_before",))
    bounds = _rows("bounds", "word", "side", "bound", "not_after", optional=("not_after",))
    directions = _rows("directions", "word", "sign", "not_after", optional=("not_after",))
    phases = _rows("phases", "word", "stage", "phase", "subject_part")
    scopes = _rows("scopes", "rank", "word", "scope", "only_after", optional=("only_after",))
    subjects = _rows("subjects", "term", "kind", "role")
    signs = {row["word"]: int(row["sign"]) for row in directions}
    roles: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in _rows("words", "role", "word"):
        roles[row["role"]] += (row["word"],)
    for role in ("opening", "zero_lead"):
        roles[role] += roles["own_unit"]
    non_figures, classes = _non_figures()
    return Vocabulary(
        figure=_figure(units, bounds, roles["flat"]),
        unit_kinds={row["unit"]: row["kind"] for row in units},
        bounds={(row["side"], row["word"]): row["bound"] for row in bounds},
        directions=signs,
        direction_end=re.compile(rf"各?(?P<word>{_not_after(directions)})(?:了|为|达|达到)?$"),
        direction_start=re.compile(
            rf"各?(?P<word>{any_of(w for w in signs if len(w) > 1)}"
            rf"|(?:{any_of(w for w in signs if len(w) == 1)})(?=\d))了?"
        ),
        phases=_phases(phases),
        phase_end=re.compile(
            rf"(?P<word>{any_of(row['word'] for row in phases)})(?P<link>为|是|：|共计)?$"
        ),
        scopes=_scopes(scopes),
        nouns={
            kind: re.compile(f"(?:{any_of(terms)})$")
            for kind in ("money", "count", "rate", "score")
            for terms in [[r["term"] for r in subjects if (r["kind"], r["role"]) == (kind, "noun")]]
        },
        wholes=frozenset((row["kind"], row["term"]) for row in subjects if row["role"] == "whole"),
        generic=frozenset(row["term"] for row in subjects if row["role"] == "generic"),
        words=dict(roles),
        non_figures=non_figures,
        non_figure_classes=classes,
        remarks=tuple(
            (row["kind"], re.compile(row["pattern"])) for row in _rows("remarks", "kind", "pattern")
        ),
    )


def _scopes(rows: Sequence[dict[str, str]]) -> tuple[tuple[int, re.Pattern[str], str], ...]:
    """One pattern per rank and scope, the narrowest scope first."""
    grouped: dict[tuple[int, str], list[str]] = {}
    for row in rows:
        grouped.setdefault((int(row["rank"]), row["scope"]), []).append(_scope_word(row))
    return tuple(
        (rank, re.compile("|".join(listed)), scope)
        for (rank, scope), listed in sorted(grouped.items())
    )


def _scope_word(row: dict[str, str]) -> str:
    """The word where it begins a name: 支出预算, but not 项目支出预算, nor 非财政拨款."""
    others = f"(?<![\u4e00-\u9fff])|(?<=[{row['only_after']}])" if row["only_after"] else ""
    return f"(?<!非)(?:{others}){re.escape(row['word'])}"


def _phases(rows: Sequence[dict[str, str]]) -> dict[tuple[str, str], PhaseWord]:
    found: dict[tuple[str, str], PhaseWord] = {}
    for row in rows:
        stages = ("budget", "final") if row["stage"] == "any" else (row["stage"],)
        for stage in stages:
            found[row["word"], stage] = PhaseWord(row["phase"], row["subject_part"] == "true")
    return found


def _figure(
    units: Sequence[dict[str, str]], bounds: Sequence[dict[str, str]], flat: Sequence[str]
) -> re.Pattern[str]:
    """The pattern of a figure: bound, sign, number, unit, bound; or a word that states no change.

    A number that touches another number, a letter or a range is not a figure: the grammar would
    read half of it.
    """
    before = _not_after(row for row in bounds if row["side"] == "before")
    inside, after = (
        any_of(row["word"] for row in bounds if row["side"] == side) for side in ("inside", "after")
    )
    magnitude = any_of(row["unit"] for row in units if row["kind"] == "magnitude")
    plain = "|".join(
        re.escape(row["unit"]) + (f"(?![{row['not_before']}])" if row["not_before"] else "")
        for row in _longest_first(units, "unit")
        if row["kind"] != "magnitude"
    )
    first = "".join(
        sorted({row["word"][0] for row in bounds if row["side"] == "before"} | {w[0] for w in flat})
    )
    first += "0123456789-−基"
    return re.compile(
        rf"(?=[{re.escape(first)}])(?:(?P<before>(?:{before}){{0,2}})"
        r"(?<![0-9.,A-Za-z+*/×])(?<![0-9] )(?<![0-9%元万亿][-—–~～至])"
        r"(?P<sign>(?<![0-9A-Za-z)])[-−])?"
        r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,6})?)(?![0-9])"
        rf"(?P<inside>{inside})?"
        rf"(?:(?P<scale>(?:{magnitude}){{0,2}})(?P<within>{inside})?(?P<unit>{plain})"
        rf"|(?P<bare>(?:{magnitude}){{1,2}})(?=[的，。；、)]|用于|$)|(?=(?P<noun>项目)))"
        rf"(?P<after>{after})?(?![-—–~～至到][0-9])"
        rf"|(?P<flat>(?:基本)?(?:{any_of(flat)}))"
        r"|(?<=为)(?P<nil>0(?:\.0{1,2})?)(?=[，。；、)]))"
    )


def _not_after(rows: Iterable[dict[str, str]]) -> str:
    """The words as one alternation, none of them the end of another word."""
    return "|".join(
        (f"(?<![{row['not_after']}])" if row["not_after"] else "") + re.escape(row["word"])
        for row in _longest_first(rows, "word")
    )


def _longest_first(rows: Iterable[dict[str, str]], column: str) -> list[dict[str, str]]:
    return sorted(rows, key=lambda row: (-len(row[column]), row[column]))


def _non_figures() -> tuple[dict[str, re.Pattern[str]], dict[str, str]]:
    """One pattern per strength, and the class of each of its groups."""
    rows = _rows("non_figures", "class", "strength", "pattern")
    parts: dict[str, list[str]] = {strength: [] for strength in _STRENGTHS}
    classes: dict[str, str] = {}
    for line, row in enumerate(rows, start=2):
        if row["strength"] not in parts or not _is_pattern(row["pattern"]):
            raise SeedError(
                Place("narrative_non_figures.csv", line=line),
                "The pattern is invalid or has a group, or its strength is unknown.",
                f"Write it with (?:...) and give it a strength: {' or '.join(_STRENGTHS)}.",
            )
        parts[row["strength"]].append(f"(?P<n{line}>{row['pattern']})")
        classes[f"n{line}"] = row["class"]
    return {strength: re.compile("|".join(listed)) for strength, listed in parts.items()}, classes


def _is_pattern(text: str) -> bool:
    try:
        return re.compile(text).groups == 0
    except re.error:
        return False


def _rows(name: str, *columns: str, optional: tuple[str, ...] = ()) -> list[dict[str, str]]:
    return read_seed(f"mapping/narrative_{name}.csv", *columns, "meaning", optional=optional)

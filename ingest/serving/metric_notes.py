"""Why a metric is empty, or of how much it is: what stands beside a number in an answer.

Metrics that have to do with unlike things say so in `models/semantic/`: the `meta` of a semantic
model names the counts that have to be one (`alike`) and the count of what it adds up (`rows`, in
words `row`), and the `meta` of a metric the count of what is known of it (`known`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Found = Mapping[str, Any]


class Manifest(Protocol):
    """What MetricFlow parses of a project, as far as notes need it."""

    @property
    def metrics(self) -> Sequence[Any]:
        """The metrics, those that others are made of too."""

    @property
    def semantic_models(self) -> Sequence[Any]:
        """The semantic models, with their measures."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a metric is made of.

    Attributes:
        alike: Counts that must not be over one, each with the column that it is of.
        parts: What is added up and divided, each with its words.
        known: The count of rows of which the metric is known, if there is one.
        rows: The count of all rows, if there is one.
        row: What a row is, in words.
    """

    alike: Mapping[str, str]
    parts: Mapping[str, str]
    known: str | None
    rows: str | None
    row: str


def bases(manifest: Manifest) -> dict[str, Basis]:
    """What each metric is made of that is made of others, by its name."""
    labels = {metric.name: metric.label for metric in manifest.metrics}
    meta = {
        measure.name: _meta(model)
        for model in manifest.semantic_models
        for measure in model.measures
    }
    return {
        metric.name: _basis(metric, meta, labels)
        for metric in manifest.metrics
        if metric.input_metrics
    }


def _basis(metric: Any, meta: Mapping[str, Found], labels: Mapping[str, str]) -> Basis:  # noqa: ANN401 - MetricFlow's own
    inputs = [each.name for each in metric.input_metrics]
    of_model = next((meta[name] for name in inputs if name in meta), {})
    alike = of_model.get("alike", {})
    known = _meta(metric).get("known")
    return Basis(
        {name: column for name, column in alike.items() if name in inputs},
        {name: labels[name] for name in inputs if name not in alike},
        known,
        of_model.get("rows") if known else None,
        of_model.get("row", ""),
    )


def _meta(described: Any) -> Found:  # noqa: ANN401 - MetricFlow's own
    return getattr(described.config, "meta", None) or {}


def counted(made_of: Iterable[Basis]) -> list[str]:
    """What is to be asked beside metrics, so that notes can be made."""
    names = [
        name
        for basis in made_of
        for name in (*basis.alike, *basis.parts, basis.known, basis.rows)
        if name is not None
    ]
    return list(dict.fromkeys(names))


def is_unknown(basis: Basis, row: Found) -> bool:
    """Whether a metric is empty because nothing is known, and not for what would be mixed."""
    return not _mixed(basis, row) and any(row[name] is None for name in basis.parts)


def note(name: str, basis: Basis, row: Found) -> str:
    """Why a metric is empty in a row of an answer, or of how much it is; else nothing.

    Args:
        name: The metric.
        basis: What it is made of.
        row: The row, with what `counted` names.
    """
    if row[name] is None:
        return _reason(basis, row)
    if basis.known is None or basis.rows is None or row[basis.known] == row[basis.rows]:
        return ""
    return f"of {row[basis.known]} of {row[basis.rows]} {basis.row}"


def _mixed(basis: Basis, row: Found) -> list[str]:
    return [column for name, column in basis.alike.items() if (row[name] or 0) > 1]


def _reason(basis: Basis, row: Found) -> str:
    mixed = _mixed(basis, row)
    if mixed:
        named = " and ".join([", ".join(mixed[:-1]), mixed[-1]] if mixed[1:] else mixed)
        return f"more than one {named}: name {'them' if mixed[1:] else 'it'} in BY or WHERE"
    unknown = [words for name, words in basis.parts.items() if row[name] is None and words != name]
    if unknown:
        return f"not known: {', '.join(unknown)}"
    zero = [words for name, words in basis.parts.items() if row[name] == 0]
    return f"{zero[-1]} is 0" if zero else "not known"


def joined(notes: Mapping[str, str]) -> str:
    """The notes of several metrics as one text: each once, after the metrics that it applies to."""
    whose: dict[str, list[str]] = {}
    for name, text in notes.items():
        if text:
            whose.setdefault(text, []).append(name)
    if len(whose) == 1 and len(next(iter(whose.values()))) == len(notes):
        return next(iter(whose))
    return "; ".join(f"{', '.join(names)}: {text}" for text, names in whose.items())

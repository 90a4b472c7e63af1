"""The rows around the indicators: who and what the table is of, its money, rates and scores."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.extraction.performance.columns import base, know
from ingest.extraction.performance.heads import (
    Known,
    are_columns,
    columns_of,
    is_row_of_figures,
    parted_columns,
)
from ingest.extraction.performance.model import HeaderFigure, Unknown, UnknownKind
from ingest.extraction.performance.text import (
    Field,
    Ledger,
    Text,
    figure,
    is_figure,
    plain,
    says_nothing,
)
from ingest.extraction.performance.values import claim_dates, claim_words
from ingest.vocabulary.money import money_in_heading
from ingest.vocabulary.performance import Label, Period, phase_of

_PERCENT = re.compile(r"\(%\)")
_POINTS = re.compile(r"\([^()]*\d+(?:\.\d+)?分[^()]*\)")
_YEAR = re.compile(r"(?:19|20)\d{2}年度?")
_PROJECT_CODE = re.compile(r"\d{8}[\dA-Z]\d{12}[-—–_:]?(?=\D)")
"""Region and year, category and serial number, as the budget system numbers projects."""
_LONGEST_UNKNOWN = 20
_LONGEST_LABEL = 40
_PROSE = frozenset({"prose", "goal"})


@dataclass(frozen=True, slots=True)
class About:
    """What the table is of, apart from its rows."""

    money_unit: str | None
    fiscal_year: int
    stage: str
    is_evaluation: bool


@dataclass(slots=True)
class Header:
    """The reader of a table's header rows: what earlier rows say goes for the later ones.

    Attributes:
        about: What the table is of.
        ledger: The account of the table's digits.
        project_name: The project that the table names.
        goals: Periods that the labels of goals name, in order.
        figures: The figures read.
        unknown: The unknown labels.
        named: The first and the last line of each name of a project in a column of names.
    """

    about: About
    ledger: Ledger
    project_name: str | None
    goals: list[Period] = field(default_factory=list)
    figures: list[HeaderFigure] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    named: list[tuple[int, int]] = field(default_factory=list)
    _columns: list[Known] = field(default_factory=list)
    _periods: list[Period] = field(default_factory=list)
    _prose: str | None = None

    def read(self, cells: Sequence[Field]) -> None:
        """Read one row that is not a row of indicators."""
        known = [Known(cell, know(cell.text)) for each in cells for cell in split(each)]
        for each in known:
            if each.label:
                self.claim_label(each.cell.text)
        labels = [each.label for each in known if each.label]
        if self._columns and (parted := parted_columns(self._columns, cells)):
            self._columns = parted
        elif are_columns(known):
            self._columns, self._prose = [k for k in known if k.label], None
        elif self._columns and is_row_of_figures(known):
            self._read_row(known)
        elif labels:
            self._prose = None
            self._read_labels(known)
        else:
            self._read_words(known)

    def claim_label(self, text: Text) -> None:
        """Account for the points that a label names: 预算执行情况 (20 分)."""
        if len(text) > _LONGEST_LABEL:
            return
        for found in _POINTS.finditer(text.folded):
            self.ledger.claim(text, "heading_points", found.span())

    def _read_words(self, known: Sequence[Known]) -> None:
        """Words without a label: more of the prose before them, or a year, or unknown."""
        for each in known:
            text = each.cell.text
            if self._prose:
                claim_words(
                    self.ledger, text, "goal_text" if self._prose == "goal" else "note_text"
                )
            else:
                claim_dates(self.ledger, text)
                if not (_YEAR.search(text.folded) or is_figure(text) or says_nothing(text)):
                    self.note(text, "label")

    def note(self, text: Text, kind: UnknownKind) -> None:
        """Keep the first characters of an unknown cell, and no prose."""
        self.unknown.append(Unknown(text.printed[:_LONGEST_UNKNOWN], kind, *text.spots[0]))

    def _read_labels(self, known: Sequence[Known]) -> None:
        """A row of labels with what each says after it."""
        groups: list[tuple[Known | None, list[Field]]] = [(None, [])]
        for each in known:
            if each.label:
                groups.append((each, []))
            else:
                groups[-1][1].append(each.cell)
        periods = self._row_periods([g[0].label for g in groups if g[0] and g[0].label])
        for label, values in groups:
            if label is None:
                self._read_words([Known(cell, None) for cell in values])
            else:
                self._read_label(label, values, periods)

    def _row_periods(self, labels: Sequence[Label]) -> list[Period]:
        """The period of each figure of a row: its own, or that of the label above in its place."""
        money = [label for label in labels if label.role == "figure"]
        own = [label.period for label in money if label.period]
        if own and len(own) == len(money):
            self._periods = own
        if len(money) == len(self._periods):
            return list(self._periods)
        return [label.period or "annual" for label in money]

    def _read_label(self, known: Known, values: Sequence[Field], periods: list[Period]) -> None:
        label, texts = known.label, [value.text for value in values]
        if label is None:
            return
        period = periods.pop(0) if label.role == "figure" and periods else "annual"
        if label.role in {"figure", "score", "total_score"}:
            self._read_figure(known.cell.text, label, texts, period)
        elif label.role == "project_name" and texts:
            self.name_project(texts[0])
        elif label.role in _PROSE or label.role == "block":
            self._read_prose(label, texts)
        else:
            for text in texts:
                claim_words(self.ledger, text, "name_part")

    def name_project(self, text: Text) -> None:
        """Take the name of the project; the year or the code before it is not part of it."""
        before = _PROJECT_CODE.match(text.folded) or _YEAR.match(text.folded)
        start = before.end() if before and before.end() < len(text) else 0
        self.project_name = text.part(start).printed
        claim_words(self.ledger, text, "name_part")

    def is_named(self, line: int) -> bool:
        """Whether the name of the last project that a cell names is of a line too."""
        return bool(self.named) and line <= self.named[-1][1]

    def all_figures(self) -> list[HeaderFigure]:
        """The figures; where a name is of several rows with money, each is a part of its own."""
        found = self.figures
        for first, last in self.named:
            own = {each.line for each in found if first <= each.line <= last}
            if len(own) > 1:
                found = [
                    replace(each, part_of=each.project_name) if each.line in own else each
                    for each in found
                ]
        return found

    def _read_prose(self, label: Label, texts: Sequence[Text]) -> None:
        if label.role == "goal" and label.period:
            self.goals.append(label.period)
        self._prose = "note" if label.role == "prose" else "goal"
        for text in texts:
            claim_words(self.ledger, text, "goal_text" if self._prose == "goal" else "note_text")

    def _read_figure(
        self, heading: Text, label: Label, texts: Sequence[Text], period: Period
    ) -> None:
        """The one figure beside a label; before the total score may stand its full points."""
        numbers = [text for text in texts if is_figure(text)]
        if label.role == "total_score" and len(numbers) > 1:
            self.ledger.claim(numbers[0], "heading_points")
            numbers = numbers[1:]
        if len(numbers) == 1:
            self.add(heading, label, numbers[0], period=period)

    def _read_row(self, known: Sequence[Known]) -> None:
        """A row of figures under the columns of figures above it."""
        words = [k for k in known if not is_figure(k.cell.text)]
        numbers = [k.cell for k in known if is_figure(k.cell.text)]
        for each in words:
            if each.label is None and not says_nothing(each.cell.text):
                self.note(each.cell.text, "label")
        row = [k for k in words if k.label is None or k.label.role != "block"]
        label = row[-1].cell.text if row else None
        for column, cell in columns_of(numbers, self._columns):
            if column.label is None:
                continue
            if column.label.metric is None:
                self.ledger.claim(cell.text, "heading_points")
            else:
                self.add(column.cell.text, column.label, cell.text, row=label)

    def add(
        self,
        heading: Text,
        label: Label,
        value: Text,
        *,
        row: Text | None = None,
        period: Period = "annual",
    ) -> None:
        """Keep one figure with what its heading says of it."""
        found = figure(value)
        if found is None or label.metric is None:
            return
        self.ledger.claim(value, "header_figure")
        about = self.about
        self.figures.append(
            HeaderFigure(
                self.project_name,
                label.standard or label.text,
                base(row.folded) if row else None,
                label.metric,
                plain(found[0]),
                found[0].printed,
                self._unit(heading, label, found[1]),
                phase_of(label, about.stage, is_evaluation=about.is_evaluation),
                None if period == "medium_term" else about.fiscal_year,
                *found[0].spots[0],
            )
        )

    def _unit(self, heading: Text, label: Label, printed: str | None) -> str | None:
        if printed:
            return printed
        if label.metric == "amount":
            own = money_in_heading().search(heading.folded)
            return own[1] if own else self.about.money_unit
        if label.metric == "score":
            return "分"
        return "%" if _PERCENT.search(heading.folded) else None


def money_units(rows: Sequence[Sequence[Field]]) -> set[str]:
    """The units of money that labels name in brackets: 项目资金(万元)."""
    return {
        found[1]
        for cells in rows
        for cell in cells
        if know(cell.text) and (found := money_in_heading().search(cell.text.folded))
    }


def split(cell: Field) -> list[Field]:
    """A cell as its label and its value, where both stand in it: `填报日期：2023 年`."""
    at = cell.text.folded.find(":")
    if at < 0 or know(cell.text) or at + 1 == len(cell.text):
        return [cell]
    head = cell.text.part(0, at)
    if know(head) is None:
        return [cell]
    return [replace(cell, text=head), replace(cell, text=cell.text.part(at + 1))]

"""Statements out of paragraphs: the state that carries over, and what each figure adds to it.

The reader goes through the text once. A figure whose clause fits a pattern and whose subject is
a label or carries over becomes a statement; any other stays unread, whole.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.base.text import fold
from ingest.extraction.narrative.clauses import (
    LONGEST_CLAUSE,
    MAGNITUDES,
    YEAR,
    Cue,
    Figure,
    amount_label,
    budget_phase,
    read_cue,
)
from ingest.extraction.narrative.context import (
    Compared,
    Heads,
    Said,
    compared_of,
    scope_named,
    scope_of,
    when,
)
from ingest.extraction.narrative.figures import NonFigure, figures, non_figures, value_text
from ingest.extraction.narrative.links import Links
from ingest.extraction.narrative.lists import (
    AFTER_PARTS,
    Behind,
    Lists,
    caption,
    is_other_side,
    is_unit_total,
    said_after_parts,
    side_caption,
    unit_total,
)
from ingest.extraction.narrative.model import Setting, Statement
from ingest.extraction.narrative.paths import Topic, find_paths, under
from ingest.extraction.narrative.reasons import REASONED, read_reason
from ingest.extraction.narrative.resolve import (
    MOVED,
    Reading,
    base_of,
    earlier_of,
    of_same_budget,
    part_of,
    scope_said,
    setting_of,
    whole_of,
)
from ingest.extraction.narrative.state import State
from ingest.extraction.narrative.subjects import (
    bare_label,
    in_full,
    is_fund_alone,
    is_label,
    label_of,
    own_names,
    patterns,
    plain_name,
    unquoted,
)
from ingest.extraction.narrative.text import Paragraph, Range, paragraphs
from ingest.extraction.narrative.zeros import Zero, zero_figure, zeros
from ingest.reading.model import Document
from ingest.vocabulary.narrative import load_vocabulary

_BREAK = re.compile(r"，(?!下同\))|[；：。]|\((?=其中)")
_CLOSED_BRACKET = re.compile(r"\([^()]*\)")
_REMARK = re.compile(r"\([^()]{0,20}下同\)")
_SENTENCE = re.compile(r"(?:[^。]|。(?=\)))*。(?!\))|(?:[^。]|。(?=\)))+")
"""A full stop before a closing bracket ends what the bracket holds, not the sentence."""

_WITHIN = re.compile(r"(?:^|[。；])(?P<whole>[^，。；：]{4,60})中，")
"""What the parts are of that follow: 2026年支出预算`中，`…."""

_NAMING = ("money", "count", "measure")
_AFTER = 60
_BEFORE = 400
_BEFORE_YEAR = 3
_THRESHOLD_NOUN = re.compile(r"的?([\u4e00-\u9fff]{0,15}?(?:设备|资产|车辆|项目))")


def read_statements(
    document: Document, skip: Sequence[Range], fiscal_year: int, stage: str, unit_name: str = ""
) -> list[Statement]:
    """Read the figures that the narrative of `document` states.

    Args:
        document: The document.
        skip: Line ranges that tables took, both ends included.
        fiscal_year: The year that the document is of.
        stage: ``budget`` or ``final``.
        unit_name: The name of the unit, where it is known from elsewhere.

    Returns:
        The statements in reading order. A number that is in none is for the ledger to account
        for; a clause that the grammar does not know yields none.
    """
    return Reader(paragraphs(document, skip), fiscal_year, stage, unit_name).read()


class Reader:
    """One reading of one document.

    Attributes:
        found: The statements, in reading order.
        definitions: Indexes of the paragraphs that explain terms.
        duties: Indexes of the paragraphs that say what the unit does, plans and is made of.
        reasons: For each paragraph the places of figures of reasons that name no subject.
        masks: For each paragraph the stretches that are not figures beyond doubt.
        broken: Lines and characters of the digits of a statement that stand in the line before it.
    """

    def __init__(
        self, listed: Sequence[Paragraph], fiscal_year: int, stage: str, unit_name: str = ""
    ) -> None:
        """Begin at the first of the paragraphs `listed`."""
        self.words = load_vocabulary()
        names = own_names(listed, fold(unit_name))
        self.setting = Setting(fiscal_year, stage, names, self.words)
        self.listed = listed
        self.heads = Heads(self.words)
        self.lists = Lists(self.words)
        self.links = Links()
        self.state = State()
        self.found: list[Statement] = []
        self.definitions: set[int] = set()
        self.duties: set[int] = set()
        self.reasons: list[list[Figure]] = []
        self.masks: list[list[NonFigure]] = []
        self.broken: dict[int, list[tuple[int, int]]] = {}

    def read(self) -> list[Statement]:
        """The statements of all paragraphs."""
        for number, paragraph in enumerate(self.listed):
            masked = non_figures(paragraph.text, "strong", self.words)
            self.masks.append(masked)
            self.reasons.append([])
            self._enter(paragraph)
            if self.heads.in_duties:
                self.duties.add(number)
            if self.heads.defines(paragraph):
                self.definitions.add(number)
            elif paragraph.is_prose:
                self._read_paragraph(paragraph, masked)
        return self.found

    def _enter(self, paragraph: Paragraph) -> None:
        """Take the paragraph's head into the heads in force and begin its state."""
        old = self.state
        self.lists.enter(paragraph, old)
        if paragraph.level is None and not paragraph.is_heading:
            # Text without a head of its own goes on with what was spoken of.
            self.state = State(
                old.topic,
                old.lead,
                old.lead_scope,
                old.lead_phase,
                in_parts=old.in_parts,
                money_unit=old.money_unit,
            )
            self.state.parts_at = -1
        else:
            if self.heads.enter(paragraph) <= 1:
                self.links = Links()
            topic = self._topic_at()
            self.state = State(topic, topic, money_unit=old.money_unit)
        self.state.scanned = self.state.sentence = self.state.keep_from = paragraph.body
        self._enter_caption(paragraph)

    def _topic_at(self) -> Topic | None:
        """What a head just entered speaks of; nothing where it is an unknown point."""
        own, above = self.heads.stack[-1], next(reversed(self.heads.topics), None)
        if own.topic or own.is_heading or above is None:
            return above
        figure = self.words.figure.search(own.label)
        label = bare_label(own.label[: figure.start()] if figure else own.label, self.setting)
        return above if not label or label in self.words.generic else None

    def _enter_caption(self, paragraph: Paragraph) -> None:
        """支出预算：2024年…: what is said is of the label before the colon."""
        end = side_caption(paragraph)
        if end is not None and paragraph.level is None:
            # 收入：…: what was spoken of before it leads no list of this paragraph.
            self.state = State(money_unit=self.state.money_unit)
            self.state.scanned = self.state.sentence = self.state.keep_from = end
        found = caption(paragraph, self.setting) if not self.heads.topics else None
        if found:
            self.state.in_parts = False
            self.state.speak_of(Topic(found.label))
            self.state.scanned = self.state.keep_from = found.end

    def _read_paragraph(self, paragraph: Paragraph, masked: Sequence[NonFigure]) -> None:
        text = paragraph.text
        for figure in figures(text, masked, self.words):
            if figure.start < self.state.scanned:
                continue
            self._carry(paragraph, self.state.scanned, figure.start)
            self._note_years(text, masked, figure)
            self._read_figure(paragraph, figure)
            self.state.scanned = figure.end
        self._carry(paragraph, self.state.scanned, len(text))

    def _carry(self, paragraph: Paragraph, start: int, end: int) -> None:
        """Take in the words between two figures: zeros, topics, lists of parts, sentences."""
        for zero in zeros(paragraph.text, start, end, paragraph.body, self.setting):
            self._read_zero(paragraph, zero)
        for sentence in _SENTENCE.finditer(paragraph.text, start, end):
            self._carry_reason(sentence[0])
            open_ones = _CLOSED_BRACKET.sub("", sentence[0])
            self.state.close_brackets(open_ones.count(")"))
            self._carry_topics(sentence[0])
            self.state.open_brackets(open_ones.count("("))
            if sentence[0].startswith("(") and sentence.start() == start:
                self._open_in_bracket(paragraph.text, start)
            self._carry_compared(sentence[0])
            self._carry_standing(sentence[0])
            self.state.pass_marks(sentence[0])
            if sentence[0].endswith("。"):
                self.state.end_sentence(sentence.end())

    def _read_zero(self, paragraph: Paragraph, zero: Zero) -> None:
        """Take in a clause that says there is none: an amount of zero, or none that are counted."""
        text, state = paragraph.text, self.state
        sentence = text.rfind("。", 0, zero.start) + 1
        if not zero.label and (state.none is None or state.none_at < sentence):
            return
        topic = Topic(zero.label) if zero.label else state.none
        assert topic is not None
        state.none, state.none_at = topic, zero.start
        years = YEAR.findall(text, sentence, zero.start)
        said = text[sentence : zero.start]
        if years and zero.metric == "count" and any(w in said for w in self.words.words["as_of"]):
            state.as_of = int(years[-1])
        reading = Reading(
            figure=zero_figure(zero),
            cue=Cue(zero.metric, zero.label, phase=zero.phase),
            topic=topic,
            is_fund=False,
            before=text[sentence : zero.clause_end],
            level=paragraph.level,
            in_parts=False,
            lead=None,
            lead_scope=None,
            list_scope=None,
            is_total=False,
        )
        self.found.append(self._place(paragraph, reading, int(years[-1]) if years else None))

    def _carry_reason(self, words: str) -> None:
        """A reason goes on to the end of its part of the sentence."""
        _, part, last = words.rpartition("；")
        if part:
            self.state.in_reason = False
        if patterns(self.words).reason.search(last):
            self.state.in_reason = True

    def _carry_topics(self, words: str) -> None:
        self._find_whole(words)
        part = patterns(self.words).part.search(words)
        self._find_topic(words[: part.start()] if part else words)
        if part and (part[0] != "：" or self.state.lead):
            self.state.open_parts(self.state.scanned)
        if part:
            self._find_topic(words[part.end() :])

    def _open_in_bracket(self, text: str, start: int) -> None:
        """基本支出12万元`(工资10万元，…)`: a bracket after an amount lists the parts of it."""
        last = self._last()
        behind = last is not None and last.metric == "amount" and self.state.keep_from == start
        topic = self.state.topic
        if behind and last and topic and topic.label == last.subject and text[start - 1] == "元":
            self.state.lead, self.state.lead_scope = topic, last.scope
            self.state.lead_phase, self.state.lead_phase_of = last.phase, self.state.sentence
            self.state.in_parts = True

    def _find_whole(self, words: str) -> None:
        """三公经费支出决算中，…: what the shares that follow are of."""
        if not (found := _WITHIN.search(words)):
            return
        label = bare_label(amount_label(found["whole"], self.setting), self.setting)
        if label not in self.words.generic and is_label(label, "money", self.words):
            self.state.within = unquoted(label)

    def _find_topic(self, words: str) -> None:
        if paths := find_paths(words):
            self.state.speak_of(under(paths[-1].topic, self.heads.topics))
        elif "述" in words and (named := patterns(self.words).topic_end.search(words)):
            # The evaluation of a project: all that follows is said of it.
            self.state.in_parts = False
            self.state.speak_of(Topic(unquoted(bare_label(named["name"], self.setting))))
        elif words.endswith("元。") and (left := patterns(self.words).blank.search(words)):
            # An amount left blank: what is said after it is said of its subject.
            label = bare_label(left[1], self.setting)
            if is_label(label, "money", self.words):
                self.state.speak_of(Topic(unquoted(label)))

    def _carry_compared(self, words: str) -> None:
        if found := patterns(self.words).compared.search(words):
            self.state.compared = compared_of(found["base"], self.setting)

    def _carry_standing(self, words: str) -> None:
        """决算数小于预算数: how the amount or the completion just stated stands to its budget."""
        last = self._last()
        stands = patterns(self.words).stands.search(words) if last else None
        if not last or not stands or last.metric not in ("amount", "completion_rate"):
            return
        named = self.words.phase_end.search(stands["base"])
        is_other = last.whole and named and named["word"] not in self.words.words["budget"]
        if not is_other or budget_phase(stands["base"], self.setting) == last.whole:
            self.found[-1] = replace(last, direction=last.direction or stands["word"])

    def _note_years(self, text: str, masked: Sequence[NonFigure], figure: Figure) -> None:
        """Take in the years and days before a figure: 截至…日 makes it a stock of that day."""
        state, known = self.state, self.words.words
        while state.masks_seen < len(masked) and masked[state.masks_seen].start < figure.start:
            stretch = masked[state.masks_seen]
            state.masks_seen += 1
            before = text[max(0, stretch.start - _BEFORE_YEAR) : stretch.start]
            year = int(text[stretch.start : stretch.start + 4]) if stretch.has_year else 0
            if stretch.kind == "year" and not before.endswith(known["since"]):
                state.as_of, state.said, state.said_at = None, year, stretch.start
            elif stretch.kind == "date" and year and before.endswith(known["as_of"]):
                state.as_of = year

    def _year_said(self, text: str, figure: Figure) -> int | None:
        """The year that the sentence of `figure` names; a bracket or a reason keeps its own."""
        at = self.state.said_at
        since = text[at : figure.start]
        if at < self.state.sentence or since.count(")") > since.count("("):
            return None
        is_over = "；" in since and self._is_in_reason(text, at)
        return None if is_over else self.state.said

    def _is_in_reason(self, text: str, at: int) -> bool:
        """Whether character `at` stands in the reason of a change."""
        part = max(text.rfind(mark, 0, at) for mark in "；。")
        return bool(patterns(self.words).reason.search(text, part + 1, at))

    def _clause_start(self, text: str, figure: Figure) -> int:
        """Where the clause of a figure begins: after the last break or the last figure read."""
        start = max(self.state.keep_from, figure.start - LONGEST_CLAUSE - 1)
        for broken in _BREAK.finditer(text, start, figure.start):
            start = broken.end()
        while start < figure.start and text[start] in "、)":
            start += 1
        return start

    def _read_figure(self, paragraph: Paragraph, figure: Figure) -> None:
        text, state = paragraph.text, self.state
        start = self._clause_start(text, figure)
        after = text[figure.end : figure.end + _AFTER]
        clause = _REMARK.sub("", text[start : figure.start])
        cue = self._of_change(read_cue(clause, figure, after, self.setting), figure)
        is_reason = state.in_reason and cue is not None and cue.metric in REASONED
        if cue and is_reason:
            cue, topic, is_fund = *read_reason(cue, figure, after, state.topic, self.setting), False
        else:
            topic, is_fund = self._subject(cue, figure, after) if cue else (None, False)
        if cue and topic is None and not is_reason and self._is_item(paragraph, cue, start):
            topic = self._plain(cue)
        if cue is None or topic is None:
            self._pass(figure, cue)
            return
        if cue.metric == "change_rate" and self.found and self.found[-1].metric == "change":
            cue = replace(cue, phase=cue.phase or state.change_phase)
        before = text[max(state.sentence, figure.start - _BEFORE) : figure.start]
        if topic.label.endswith(self.words.words["source_end"]):
            before = state.without_sources(before, topic.label)
        reading = Reading(
            figure=figure,
            cue=cue,
            topic=topic,
            is_fund=is_fund,
            before=before,
            level=paragraph.level,
            in_parts=state.in_parts,
            lead=state.lead,
            lead_scope=self._lead_scope(),
            list_scope=self.lists.scope_for(topic),
            is_total=is_unit_total(topic, cue.rest, self.setting),
        )
        statement = self._place(paragraph, reading, self._year_said(text, figure))
        self._take(statement, reading)
        if not is_reason and not cue.is_whole:
            state.note(figure.kind, cue.metric)
        if not cue.is_base and not cue.is_whole and cue.metric != "threshold":
            # A base, a whole or a threshold belongs to the clause of the figure after it.
            state.keep_from = figure.end
        if figure.kind == "money" and figure.unit:
            state.money_unit = figure.unit

    def _of_change(self, cue: Cue | None, figure: Figure) -> Cue | None:
        """减少2万元`(8%)`: a rate in a bracket after a change is by how much that moved."""
        last = self._last()
        if cue is None or last is None or (cue.metric, cue.rest) != ("rate", "("):
            return cue
        if last.metric != "change" or self.state.keep_from != figure.start - 1:
            return cue
        sign = -1 if last.value_text.startswith("-") else 1
        return Cue("change_rate", "", sign=sign, direction=last.direction)

    def _take(self, statement: Statement, reading: Reading) -> None:
        """Keep a statement, for what follows may be said of its amount."""
        state, cue = self.state, reading.cue
        self.found.append(statement)
        if cue.metric == "share":
            self.links.shared.add(statement.base_statement_no or 0)
            if statement.whole_statement_no:
                self.links.whole = self.found[statement.whole_statement_no - 1]
        if cue.metric == "change":
            state.change_phase = cue.phase
        if cue.is_base:
            self.links.bases.append(statement)
        elif cue.metric == "amount":
            self.links.add(statement, in_parts=state.in_parts)
            self.lists.take(statement)
            if reading.topic.label.endswith(self.words.words["source_end"]):
                state.sources.append(reading.topic.label)
            state.take_scope(statement.scope)
            if reading.topic is state.lead and not state.lead_scope:
                state.lead_scope = statement.scope
            if reading.topic is state.lead and not cue.is_whole:
                state.take_phase(statement.phase)

    def _is_item(self, paragraph: Paragraph, cue: Cue, start: int) -> bool:
        """Whether a clause that begins at `start` opens an item of a list of amounts or counts."""
        if self.state.in_parts and start and paragraph.text[start - 1] in "；：、，(":
            return cue.metric in ("amount", "count") and not cue.is_base
        is_point = paragraph.level is not None and start == paragraph.body
        return is_point and cue.metric == "amount" and not paragraph.is_heading

    def _plain(self, cue: Cue) -> Topic | None:
        """The item that a clause names, whatever its name ends with."""
        name = plain_name(cue.rest, self.setting)
        if name:
            self.state.speak_of(Topic(name))
        return self.state.topic if name else None

    def _pass(self, figure: Figure, cue: Cue | None) -> None:
        """Leave a figure unread."""
        state = self.state
        state.keep_from = figure.end
        state.note(figure.kind, cue.metric if cue else None)
        if state.in_reason:
            self.reasons[-1].append(figure)
        elif figure.kind in _NAMING or (cue and bare_label(cue.rest, self.setting)):
            # What follows may be said of this figure's subject, which is unknown.
            state.topic = None
            if figure.kind == "money" and not state.in_parts:
                state.lead, state.lead_scope, state.lead_phase = None, None, None

    def _subject(self, cue: Cue, figure: Figure, after: str) -> tuple[Topic | None, bool]:
        """Who the figure is said of, or None; and whether its words name only the fund."""
        if cue.metric == "threshold":
            noun = _THRESHOLD_NOUN.match(after)
            return (Topic(noun[1]) if noun else None), False
        if cue.is_base and cue.compared:
            named = amount_label(cue.compared, self.setting)
            label = label_of(cue, named, figure, after, self.setting)
            if label != "":
                return (Topic(label) if label else None), False
        paths = find_paths(cue.rest)
        rest = cue.rest[paths[-1].end :].removeprefix('"') if paths else cue.rest
        label = label_of(cue, rest, figure, after, self.setting)
        if label is None:
            return None, False
        if self.state.in_parts and self.state.lead:
            name = label or bare_label(rest, self.setting)
            full = in_full(name, self.state.lead.label, self.words)
            label = full if full != name else label
        if not label:
            is_fund = is_fund_alone(rest, bare_label(rest, self.setting), self.words)
            return self._carried(cue, rest, figure, after), is_fund
        return self._topic_of(cue, label, with_path=bool(paths)), False

    def _carried(self, cue: Cue, rest: str, figure: Figure, after: str) -> Topic | None:
        """Who a figure is said of whose clause names no label: what was spoken of before."""
        state = self.state
        is_first = not state.in_parts and state.keep_from <= state.sentence
        total = unit_total(rest, self.setting) if is_first and cue.metric == "amount" else None
        if total and not self.heads.topics and self.heads.allows_total(self.setting.names):
            state.speak_of(Topic(total))
            return state.topic
        if cue.metric in AFTER_PARTS and state.in_parts:
            said = Behind(cue, rest, figure, after, self.setting.fiscal_year)
            state.settle(said_after_parts(said, state, self.links))
        return None if is_other_side(bare_label(rest, self.setting), state.topic) else state.topic

    def _lead_scope(self) -> tuple[int, str] | None:
        """Rank and scope of what leads the list: as it was stated, else what its label names."""
        state = self.state
        if state.lead_scope:
            return scope_named(state.lead_scope, self.words)
        return scope_of(state.lead.label, self.words) if state.lead else None

    def _topic_of(self, cue: Cue, label: str, *, with_path: bool) -> Topic:
        topic = self.state.topic
        if cue.metric == "target" and topic and topic.label.endswith(label):
            return topic
        path = topic if topic and with_path else Topic("")
        topic = Topic(unquoted(label), path.path, path.has_class, path.code)
        if not cue.years_back:
            # What the year before was is said in passing: the subject stays.
            self.state.speak_of(topic)
        return topic

    def _place(self, paragraph: Paragraph, reading: Reading, said: int | None) -> Statement:
        state, cue, figure = self.state, reading.cue, reading.figure
        setting = setting_of(reading, said, self._last(), self.links, self.setting)
        compared = self._compared(cue, setting)
        as_of = None if figure.kind == "zero" and cue.metric == "amount" else state.as_of
        around = Said(said, as_of, reading.topic.label, self.heads.heading)
        year, phase = when(cue, compared, around, setting)
        if cue.metric == "amount" and not cue.phase and self._is_part(reading):
            phase = state.lead_phase or phase
        line = paragraph.line_at(figure.number_end - 1)
        start = paragraph.last_piece(figure.number_start, figure.number_end)
        if start > figure.number_start:
            self.broken[len(self.found) + 1] = paragraph.places(figure.number_start, start)
        char_from, char_to = paragraph.chars[start], paragraph.chars[figure.number_end - 1]
        value = value_text(figure, cue.sign)
        base = base_of(reading, year, self.links, setting)
        earlier = earlier_of(reading, compared, self.links)
        whole = whole_of(reading, base, value, year, self.links)
        return Statement(
            statement_no=len(self.found) + 1,
            subject=reading.topic.label,
            subject_path=reading.topic.path_text,
            subject_code=reading.topic.code,
            part_of=part_of(reading, base, self.heads.heading, self.lists.kind, self.words),
            heading=self.heads.heading,
            whole=self._whole_label(reading, whole),
            metric=cue.metric,
            printed_text=line.text[char_from - 1 : char_to],
            value_text=value,
            direction=cue.direction,
            bound=figure.bound,
            unit=self._unit_of(figure, reading),
            fiscal_year=year,
            phase=phase,
            scope=scope_said(reading, base, self.heads, self.setting),
            compared_year=compared.year if compared else None,
            compared_phase=compared.phase if compared else None,
            base_statement_no=base.statement_no if base else None,
            earlier_statement_no=earlier.statement_no if earlier else None,
            whole_statement_no=whole.statement_no if whole else None,
            page=line.page,
            line=line.number,
            char_from=char_from,
            char_to=char_to,
        )

    def _is_part(self, reading: Reading) -> bool:
        """Whether a figure is an item of a list that leads with another amount."""
        is_listed = reading.in_parts and reading.lead not in (None, reading.topic)
        return is_listed and not reading.cue.is_base and not reading.cue.years_back

    def _whole_label(self, reading: Reading, whole: Statement | None) -> str | None:
        """What a share or a completion rate is of: as it is named, found, or leads the list."""
        if reading.cue.whole:
            return unquoted(reading.cue.whole)
        if whole or reading.cue.metric != "share":
            return whole.subject if whole else None
        is_led = reading.in_parts and reading.lead and reading.lead != reading.topic
        return reading.lead.label if is_led and reading.lead else self.state.within

    def _unit_of(self, figure: Figure, reading: Reading) -> str:
        """The unit of a figure; of money whose 元 is left out (培训费5万), with it."""
        if figure.unit in MAGNITUDES and reading.cue.metric in ("amount", "change"):
            is_money = is_label(reading.topic.label, "money", self.words)
            return f"{figure.unit}元" if is_money else figure.unit
        return figure.unit or (self._unit_in_words(figure) if reading.cue.metric != "count" else "")

    def _unit_in_words(self, figure: Figure) -> str:
        """The unit of a figure in words: that of the last amount; a zero is one in any unit."""
        if figure.kind in ("zero", "money"):
            return self.state.money_unit or "元"
        return self.state.money_unit if figure.kind == "flat" else ""

    def _last(self) -> Statement | None:
        """The statement read last."""
        return self.found[-1] if self.found else None

    def _compared(self, cue: Cue, setting: Setting) -> Compared | None:
        """What a change or a base is compared with; a rate goes on with its change."""
        if cue.compared is not None:
            self.state.compared = of_same_budget(
                compared_of(cue.compared, setting), cue, self._last(), self.words
            )
        elif cue.is_over_year and self.state.compared is None:
            self.state.compared = Compared(setting.fiscal_year - 1, setting.usual_phase)
        if cue.metric in MOVED or cue.is_base:
            return self.state.compared
        return None

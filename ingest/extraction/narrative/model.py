"""What the reader of the narrative yields, and what it must know of the document to read it."""

from dataclasses import dataclass

from ingest.vocabulary.narrative import Vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What is known of a document before its narrative is read.

    Attributes:
        fiscal_year: The year that the document is of.
        stage: ``budget`` or ``final``.
        names: The names by which the document calls its unit, the longest first.
        words: The vocabulary.
    """

    fiscal_year: int
    stage: str
    names: tuple[str, ...]
    words: Vocabulary

    @property
    def usual_phase(self) -> str:
        """The phase of a figure of which the text says no other."""
        return "final" if self.stage == "final" else "initial_budget"


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure stated in the narrative. Labels and places only, never the sentence.

    Attributes:
        statement_no: From 1, in reading order.
        subject: Folded label of what the figure is said of.
        subject_path: Names of 类, 款, 项 where they are named, joined by ` / `.
        subject_code: The code printed with these names, as far as it is whole.
        part_of: What the amount is but a part of: the class that leads its list, or the kind of
            expenditure of which the text lists classes.
        heading: Label of the nearest heading above, folded.
        whole: What a share is of; for a completion rate the phase of the budget it is based on.
        metric: amount, change, change_rate, share, completion_rate, rate, count, score, target,
            threshold, standard, standard_change, change_multiple, or unsigned_change and
            unsigned_rate: by which an amount moved where both words of a form stand (增加(减少)).
        printed_text: The figure as printed, without its unit; of a zero or of no change said in
            words, the word.
        value_text: Signed plain decimal text, the digits as printed.
        direction: The word as said that gives a change its sign (增加, 小于), or, of an amount or a
            rate, says how it stands to the budget that it is held against.
        bound: exact, at_least, more_than, at_most, less_than or about.
        unit: As folded (万元, %, 台(套)), with the 元 that money leaves out (培训费5万); empty
            where none is printed.
        fiscal_year: The year spoken of; that of a change is the year it led to.
        phase: initial_budget, adjusted_budget or final; None for a target or a threshold.
        scope: Scope of the contract, or None where it is not plain.
        compared_year: For a change, the year it is measured from, where it is said.
        compared_phase: For a change, the phase it is measured from.
        base_statement_no: The amount that a change, rate or share belongs to.
        earlier_statement_no: The amount that a change or its rate is measured from.
        whole_statement_no: The amount that a share or a completion rate is of.
        page: Page, from 1.
        line: Line of the source, from 1.
        char_from: First character of the figure in its line, from 1.
        char_to: Last character of the figure in its line, from 1.
    """

    statement_no: int
    subject: str
    subject_path: str | None
    subject_code: str | None
    part_of: str | None
    heading: str | None
    whole: str | None
    metric: str
    printed_text: str
    value_text: str
    direction: str | None
    bound: str
    unit: str
    fiscal_year: int
    phase: str | None
    scope: str | None
    compared_year: int | None
    compared_phase: str | None
    base_statement_no: int | None
    earlier_statement_no: int | None
    whole_statement_no: int | None
    page: int
    line: int
    char_from: int
    char_to: int

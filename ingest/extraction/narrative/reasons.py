"""Figures inside the reason of a change: what moved, and by how much.

A reason is said of its own subjects. None of them becomes what the text goes on to speak of, and
what names nothing is left unread unless it sums the reasons up (增减相抵后).
"""

from dataclasses import replace

from ingest.extraction.narrative.clauses import Cue, Figure
from ingest.extraction.narrative.model import Setting
from ingest.extraction.narrative.paths import Topic
from ingest.extraction.narrative.subjects import bare_label, label_of, unquoted

REASONED = frozenset({"amount", "change", "change_rate"})
"""Metrics that a reason says of something else than the sentence before it."""


def read_reason(
    cue: Cue, figure: Figure, after: str, topic: Topic | None, setting: Setting
) -> tuple[Cue | None, Topic | None]:
    """What a figure in a reason says, and of whom.

    Args:
        cue: What its clause says it is.
        figure: The figure.
        after: The words after it.
        topic: What the sentences before the reason speak of.
        setting: The document's year, stage and words.

    Returns:
        The cue, a change where the verb comes first (增加外事经费200万元), and its subject; None
        for either where the words do not name it.
    """
    words = setting.words
    rest = bare_label(cue.rest, setting)
    moved = words.direction_start.match(rest) if cue.metric == "amount" else None
    if moved:
        sign = words.directions[moved["word"]]
        word = moved["word"]
        cue = replace(cue, metric="change", rest=rest[moved.end() :], sign=sign, direction=word)
    elif (phase := words.phase_end.search(cue.rest)) and phase.start() > 1:
        is_part = words.phases[phase["word"], setting.stage].in_subject
        cue = replace(cue, rest=cue.rest[: phase.end("word") if is_part else phase.start()])
    label = label_of(cue, cue.rest, figure, after, setting) if cue.sign else None
    if label:
        return cue, Topic(unquoted(label))
    is_net = label == "" and any(word in cue.rest for word in words.words["net"])
    return cue, topic if is_net else None

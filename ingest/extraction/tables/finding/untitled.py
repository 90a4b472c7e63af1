"""Lists that stand under a heading of the text without a title of their own: known by their head.

Part of many disclosures is a list of projects with their money and goals (重点项目绩效目标), headed
by a sentence alone. A head that is all of known headings tells it as surely as a title.
"""

from collections.abc import Iterator

from ingest.extraction.performance.columns import read_heading
from ingest.extraction.performance.text import fields
from ingest.extraction.tables.finding.bodies import body_end, has_figures
from ingest.extraction.tables.words.notes import Text
from ingest.vocabulary.titles import TitleKind, kind_of_type

_TARGETS, _EVALUATION = "performance_targets", "performance_self_evaluation"


def untitled_lists(text: Text, taken: set[int]) -> Iterator[tuple[int, int, TitleKind]]:
    """Lists of projects or of indicators that no title announces.

    Args:
        text: The document's lines.
        taken: Numbers of the lines that belong to tables found.

    Yields:
        For each: the index of its head, the index after its last row, and what it is.
    """
    behind = 0
    for index, line in enumerate(text.lines if text.is_tabbed else ()):
        if index < behind or line.number in taken or "\t" not in line.text:
            continue
        heading = read_heading(fields(line))
        if heading is None or heading.unknown:
            continue
        kind = kind_of_type(_EVALUATION if "actual" in heading.roles else _TARGETS, "")
        stop = next((i for i in range(index, len(text.lines)) if _is_taken(text, i, taken)), None)
        end = body_end(text, index, len(text.lines) if stop is None else stop, kind)
        if has_figures(text.lines[index + 1 : end]):
            behind = end
            yield index, end, kind


def _is_taken(text: Text, index: int, taken: set[int]) -> bool:
    return text.lines[index].number in taken

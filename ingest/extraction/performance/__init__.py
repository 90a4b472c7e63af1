"""The reader of performance tables: targets, self-evaluations, and the money in their headers.

`read_performance` recognises three families by the words in their headings: one row per indicator,
targets of two periods side by side, and self-evaluations. What it knows of words lies in the seeds
named ``performance_*``; the code holds the layouts alone.
"""

from ingest.extraction.performance.model import (
    HeaderFigure,
    Indicator,
    NumberToken,
    PerformanceTable,
    Unknown,
)
from ingest.extraction.performance.reader import read_performance

__all__ = [
    "HeaderFigure",
    "Indicator",
    "NumberToken",
    "PerformanceTable",
    "Unknown",
    "read_performance",
]

"""The reader of the narrative: figures in prose to statements, and the account of every number.

`read_statements` reads what the text says, `ledger` accounts for every number printed, and
`read_narrative` does both over one pass. What is known of words lies in the seeds named
``narrative_*``; the code holds the grammar alone.
"""

from ingest.extraction.narrative.accounts import LedgerEntry, Narrative, ledger, read_narrative
from ingest.extraction.narrative.model import Statement
from ingest.extraction.narrative.names import Name
from ingest.extraction.narrative.reader import read_statements
from ingest.extraction.narrative.remarks import Remark
from ingest.extraction.narrative.text import Paragraph, paragraphs

__all__ = [
    "LedgerEntry",
    "Name",
    "Narrative",
    "Paragraph",
    "Remark",
    "Statement",
    "ledger",
    "paragraphs",
    "read_narrative",
    "read_statements",
]

"""Every proposal over the published filings that is accepted takes its entry off the worklist."""

from pathlib import Path

from ingest.base.text import fold
from ingest.extraction.extract import extract_documents as extract_here
from ingest.extraction.pool import extract_documents
from ingest.vocabulary.answerable import refusal
from ingest.warehouse.proposals import proposed
from tests.support.filings import disclosed
from tests.support.own_seeds import Seeds


def test_an_accepted_proposal_takes_its_entry_off_the_worklist(seeds: Seeds) -> None:
    accepted: dict[tuple[str, str], tuple[str, str]] = {}
    files = set[Path]()
    for extraction in extract_documents(disclosed()):
        assert extraction.rows is not None
        for row in extraction.rows["unmapped"]:
            kind, text = str(row["kind"]), str(row["printed_text"])
            if found := proposed(kind, text):
                accepted[kind, fold(text)] = text, found[0]
                files.update(extraction.parts or (extraction.path,))
    assert accepted
    for (kind, _), (text, value) in accepted.items():
        assert refusal(kind, text, value) is None
        seeds.answer(kind, text, value)
    left = [
        (row["kind"], row["printed_text"], extraction.path.name)
        for extraction in extract_here(sorted(files))
        for row in (extraction.rows or {}).get("unmapped", ())
        if (row["kind"], fold(str(row["printed_text"]))) in accepted
    ]
    assert left == []

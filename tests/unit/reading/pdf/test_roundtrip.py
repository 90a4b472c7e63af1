"""The same disclosure as a PDF gives the same rows; only where they stand differs."""

from pathlib import Path

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reading.document import read_document
from ingest.reading.pdf.reader import read_pdf
from tests.support.examples import examples
from tests.support.pdf_renderer import rendered
from tests.support.roundtrip import MADE, rows


def written(place: Path, text: str) -> Path:
    path = place / "rendered.pdf"
    path.write_bytes(rendered(text))
    return path


def plain(place: Path, text: str) -> Path:
    path = place / "rendered.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_made_disclosure_gives_the_same_rows(tmp_path: Path) -> None:
    printed = rows(read_document(plain(tmp_path, MADE)))
    assert len(printed["amounts"]) == 21
    assert rows(read_pdf(written(tmp_path, MADE))) == printed


CELLS = st.text(st.sampled_from("收支合计项目0123456789.,（）"), max_size=12)
TABLES = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=9)
)


@settings(max_examples=examples(100))
@given(table=TABLES)
def test_rows_keep_their_columns(
    table: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    # Headings without blanks, as those are rendered as merged cells that may hide a column.
    table = [["甲"] * len(table[0]), ["乙"] * len(table[0]), *table]
    text = "本表\n" + "\n".join("\t".join(row) for row in table) + "\n完"
    read = [line.text for line in read_pdf(written(tmp_path_factory.mktemp("rows"), text)).lines]
    expected = ["\t".join(row).rstrip("\t") for row in table if sum(map(bool, row)) > 1]
    assert [line for line in read if len(line.split()) > 1] == expected

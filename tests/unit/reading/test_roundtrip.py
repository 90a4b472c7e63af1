"""The same disclosure in every format gives the same rows; only where they stand differs."""

from pathlib import Path

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reading.document import read_document
from tests.support.examples import examples
from tests.support.renderers.blocks import blocks
from tests.support.roundtrip import MADE, RENDERERS, rows, written


@pytest.mark.parametrize("kind", RENDERERS)
def test_made_disclosure_gives_the_same_rows(kind: str, tmp_path: Path) -> None:
    printed = rows(read_document(written(tmp_path, "txt", MADE)))
    assert len(printed["amounts"]) == 21
    assert [table["status"] for table in printed["tables"]].count("declared_empty") == 1
    assert rows(read_document(written(tmp_path, kind, MADE))) == printed


CELLS = st.text(st.sampled_from("收支合计项目0123456789.,（）"), max_size=4)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)


@settings(max_examples=examples(15))
@given(table=TABLES)
@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_rows_keep_their_columns(
    kind: str, table: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "本表\n" + "\n".join("\t".join(row) for row in table) + "\n完"
    path = written(tmp_path_factory.mktemp("rows"), kind, text)
    read = [line.text for line in read_document(path).lines if line.text.count("\t")]
    expected = ["\t".join(row).rstrip("\t") for row in table if sum(map(bool, row)) > 1]
    assert [line for line in read if len(line.split()) > 1] == expected


def test_blocks_part_tables_from_paragraphs() -> None:
    assert list(blocks("a\nb\tc\nd\t\t\n\ne")) == ["a", [["b", "c", ""], ["d", "", ""]], "", "e"]

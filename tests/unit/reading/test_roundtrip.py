"""The same disclosure in every format gives the same rows; only where they stand differs."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extraction.extract import extract
from ingest.reading.document import read_document
from ingest.reading.plain.text import read_text
from tests.support.disclosures import folder
from tests.support.examples import examples
from tests.support.renderers.blocks import blocks
from tests.support.renderers.docx import docx
from tests.support.renderers.grids import grid_text
from tests.support.renderers.html import html
from tests.support.renderers.json_pages import json_pages
from tests.support.renderers.xls import xls
from tests.support.renderers.xlsx import xlsx
from tests.support.roundtrip import MADE, rows

RENDERERS: dict[str, Callable[[str], bytes]] = {
    "docx": docx,
    "html": html,
    "json": json_pages,
    "xls": xls,
    "xlsx": xlsx,
    "one-sheet.xlsx": partial(xlsx, one_sheet=True),
    "numbers.xlsx": partial(xlsx, numbers=True),
}


def written(folder: Path, kind: str, text: str) -> Path:
    path = folder / f"rendered.{kind}"
    path.write_bytes(RENDERERS[kind](text) if kind in RENDERERS else text.encode())
    return path


@pytest.mark.parametrize("kind", RENDERERS)
def test_made_disclosure_gives_the_same_rows(kind: str, tmp_path: Path) -> None:
    printed = rows(read_document(written(tmp_path, "txt", MADE)))
    assert len(printed["amounts"]) == 21
    assert [table["status"] for table in printed["tables"]].count("declared_empty") == 1
    assert rows(read_document(written(tmp_path, kind, MADE))) == printed


@pytest.mark.parametrize("kind", RENDERERS)
@pytest.mark.parametrize("name", ["anhui", "sichuan", "wuhan"])
def test_tabbed_disclosures_give_the_same_rows(kind: str, name: str, tmp_path: Path) -> None:
    document = read_text(next(folder().glob(f"{name}-*")))
    text = "\n".join(line.text for line in document.lines)
    assert rows(read_document(written(tmp_path, kind, text))) == rows(document)


@pytest.mark.parametrize("name", ["dazhou", "mohrss"])
def test_flattened_disclosures_give_the_same_rows_as_tables(name: str, tmp_path: Path) -> None:
    extracted = extract(read_text(next(folder().glob(f"{name}-*"))))
    text = grid_text(extracted)
    printed = rows(read_document(written(tmp_path, "txt", text)))
    assert _figures(printed["amounts"]) == _figures(extracted["amounts"])
    for kind in RENDERERS:
        assert rows(read_document(written(tmp_path, kind, text))) == printed, kind


def _figures(amounts: Sequence[Mapping[str, str | int | None]]) -> Counter[tuple[str, ...]]:
    """What the amounts say, whatever their tables' order and the parts of their codes."""
    names = ("side", "phase", "row_kind", "code_printed", "label_printed", "measure")
    return Counter(
        (*(str(row[name] or "").replace(" ", "") for name in names), str(row["printed_text"]))
        for row in amounts
    )


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

"""A published disclosure in every format gives the same rows; only where they stand differs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from ingest.extraction.extract import extract
from ingest.reading.document import read_document
from tests.support.disclosures import folder
from tests.support.renderers.grids import grid_text
from tests.support.roundtrip import RENDERERS, rows, written


@pytest.mark.parametrize("kind", RENDERERS)
@pytest.mark.parametrize("name", ["anhui", "sichuan", "wuhan"])
def test_tabbed_disclosures_give_the_same_rows(kind: str, name: str, tmp_path: Path) -> None:
    document = read_document(next(folder().glob(f"{name}-*")))
    text = "\n".join(line.text for line in document.lines)
    assert rows(read_document(written(tmp_path, kind, text))) == rows(document)


@pytest.mark.parametrize("name", ["dazhou", "mohrss"])
def test_flattened_disclosures_give_the_same_rows_as_tables(name: str, tmp_path: Path) -> None:
    extracted = extract(read_document(next(folder().glob(f"{name}-*"))))
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

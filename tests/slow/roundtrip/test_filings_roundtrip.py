"""Published filings in the formats that offices publish beside PDF give the same rows."""

from pathlib import Path

import pytest

from ingest.base.csv_text import read_rows
from ingest.extraction.extract import extract
from ingest.intake.take import take_in
from ingest.reading.document import read_document
from ingest.reading.model import Document
from tests.support.disclosures import folder
from tests.support.filings import filings
from tests.support.renderers.docx import docx
from tests.support.renderers.grids import grid_text
from tests.support.renderers.packed import ARCHIVES
from tests.support.roundtrip import rows, written

FORMATS = (("doc", "docx"), ("wps", "docx"), ("ofd", "docx"), ("et", "xlsx"))
"""A format, and the one that lays the same text down in the same way: pages, or sheets.

The writers of sheets lay each line in a row: a sentence that the PDF wraps is several cells there,
which no reader joins, and a page number is a row of the table that it stands in. Sheets are held
against one another, and only pages against the PDF itself.
"""

FILINGS = (
    *("js-gy-2018-budget-dept", "js-jcy-2018-budget-dept", "js-renda-2019-budget-dept-tables"),
    *("js-swb-2017-budget-dept-tables", "js-zx-2017-budget-dept-tables"),
    *("shpt-fuliyuan-2024-budget-unit", "shpt-sfj-2026-budget-dept", "shpt-shgzb-2024-final-dept"),
    *("shpt-sww-2025-budget-unit", "shpt-wanli-2025-budget-dept"),
)


def text_of(document: Document) -> str:
    return "\n".join(line.text for line in document.lines)


@pytest.mark.parametrize("name", FILINGS)
def test_filings_give_the_same_rows(name: str, tmp_path: Path) -> None:
    filing = read_document(filings() / f"{name}.pdf")
    text = text_of(filing)
    known = {
        kind: rows(read_document(written(tmp_path, kind, text)))
        for kind in dict.fromkeys(like for _, like in FORMATS)
    }
    assert all(len(printed["amounts"]) > 50 for printed in known.values())
    assert known["docx"]["amounts"] == rows(filing)["amounts"]
    for kind, like in FORMATS:
        assert rows(read_document(written(tmp_path, kind, text))) == known[like], kind


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "7z"])
def test_an_archive_of_all_gives_the_rows_of_its_files(kind: str, tmp_path: Path) -> None:
    files: dict[str, bytes] = {}
    for path in sorted(folder().glob("*-*")):
        document = read_document(path)
        is_tabbed = document.layout == "tabbed"
        text = text_of(document) if is_tabbed else grid_text(extract(document))
        files[f"{path.stem}.docx"] = docx(text)
    (tmp_path / "in").mkdir()
    for name, data in files.items():
        (tmp_path / "in" / name).write_bytes(data)
    archive = tmp_path / f"all.{kind}"
    archive.write_bytes(ARCHIVES[kind]({f"公开/{name}": data for name, data in files.items()}))
    for paths, to in ((sorted((tmp_path / "in").iterdir()), "one"), ([archive], "all")):
        assert take_in(paths, tmp_path / to).failures == []
    assert state(tmp_path / "one") == state(tmp_path / "all")


def state(landed: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of a folder but for the names of their files."""
    return {
        str(path.relative_to(landed)): [
            {name: cell for name, cell in row.items() if name != "source_file"}
            for row in read_rows(path)
        ]
        for path in landed.rglob("*.csv")
    }

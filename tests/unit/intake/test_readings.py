"""Extraction spread over machines: whoever reads what, the rows are those of one run."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ingest.base.errors import LandingError
from ingest.base.settings import DATA_VARIABLE
from ingest.extraction import pool
from ingest.extraction.extract import Extraction
from ingest.intake.paths import named_documents
from ingest.intake.readings import Readings, read_shard, shard_of
from ingest.intake.take import take_in
from tests.support.hostile import write
from tests.support.renderers.packed import zipped
from tests.support.renderers.xlsx import xlsx
from tests.unit.intake.test_parts import GOALS, SUMMARY, TABLES, TEXT, TITLE, written

OTHER = TITLE.replace("民政", "教育")


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))


@pytest.fixture
def disclosures(tmp_path: Path) -> Path:
    """Parts that are neighbours, and one that is none; editions; what is refused."""
    folder = tmp_path / "in"
    written(folder, [*TABLES.items(), ("说明.txt", TEXT), ("z.xlsx", GOALS)])
    written(folder, [("b.xlsx", OTHER + SUMMARY), ("c.txt", "2024年\n"), ("d.pdf", "%PDF-1.7")])
    write(folder, "e.xlsx", xlsx(OTHER + SUMMARY.replace("2.00", "3.00")))
    write(folder, "f.zip", zipped({"说明.txt": TEXT.encode(), "g.pdf": b"%PDF-1.7"}))
    return folder


def _tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("count", [1, 3, 20])
def test_the_rows_of_shards_are_those_of_one_run(
    count: int, disclosures: Path, tmp_path: Path
) -> None:
    paths = named_documents(str(disclosures))
    take_in(paths, tmp_path / "one")
    for number in range(count, 0, -1):
        read_shard(paths, tmp_path / f"readings-{number}", f"{number}/{count}")
        if (tmp_path / f"readings-{number}").exists():
            shutil.copytree(
                tmp_path / f"readings-{number}", tmp_path / "readings", dirs_exist_ok=True
            )

    take_in(paths, tmp_path / "rows", extract=Readings(tmp_path / "readings").joined)

    whole = _tree(tmp_path / "one")
    assert {"parts.csv", "quarantine.csv"} < whole.keys()
    assert sum(name.startswith("documents/") for name in whole) == 3
    assert _tree(tmp_path / "rows") == whole


def test_what_was_read_is_not_read_again(
    disclosures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = named_documents(str(disclosures))
    read_shard(paths, tmp_path / "readings", "1/1")
    readings, asked = Readings(tmp_path / "readings"), list[str]()

    def noted(files: Sequence[Path], **_: object) -> Iterator[Extraction]:
        asked.extend(path.name for path in files)
        return each(files)

    each = pool.extract_each
    monkeypatch.setattr("ingest.intake.readings.extract_each", noted)
    take_in(paths, tmp_path / "rows", extract=readings.joined)
    assert sorted(asked) == ["d.pdf", "g.pdf"], (
        "what was refused: whoever writes rows may be able to"
    )

    asked.clear()
    write(disclosures, "b.xlsx", xlsx(OTHER + SUMMARY.replace("2.00", "4.00")))
    assert [found.path.name for found in readings.extractions([disclosures / "b.xlsx"])] == [
        "b.xlsx"
    ]
    (disclosures / "manifest.csv").write_text("source_file,unit_id,fiscal_year,stage\n")
    list(readings.extractions([disclosures / "e.xlsx"]))
    assert asked == ["b.xlsx", "e.xlsx"], "other bytes, and another manifest"


def test_a_damaged_reading_is_named(disclosures: Path, tmp_path: Path) -> None:
    paths = [disclosures / "b.xlsx"]
    read_shard(paths, tmp_path / "readings", "1/1")
    (kept,) = (tmp_path / "readings").glob("*/*")
    kept.write_bytes(kept.read_bytes()[:-9])
    with pytest.raises(LandingError, match="damaged"):
        list(Readings(tmp_path / "readings").extractions(paths))


@pytest.mark.parametrize("text", ["", "2", "0/3", "4/3", "1/x", "1/0", "-1/3"])
def test_what_is_no_shard_is_told(text: str) -> None:
    with pytest.raises(LandingError, match="no shard"):
        shard_of(text)

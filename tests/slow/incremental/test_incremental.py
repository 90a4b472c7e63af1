"""An incremental build gives what a full one gives, row for row, whatever was done before it.

Random sequences of documents added, changed and withdrawn and of seeds edited, each followed by a
build over the warehouse before; at the end of each, a build from nothing. SEQUENCES and STEPS say
how many and how long.
"""

import os
import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from ingest.base.settings import DATABASE, EXPORTS, PARTITION_ROWS_VARIABLE, PROJECT
from ingest.publication.build import build
from ingest.rows.read import CONTENT_HASH, read_landing
from ingest.rows.schema import RECORDS, Row
from ingest.rows.write import write_records
from ingest.warehouse import shards
from tests.corpus.landing import write_landing
from tests.support.shipped import SHIPPED

SEQUENCES = int(os.environ.get("SEQUENCES", "1"))
STEPS = int(os.environ.get("STEPS", "3"))
SEED = int(os.environ.get("SEED", "20210401"))
DOCUMENTS = 40
STARTING = 30
"""Documents in the corpus, and of them in the first build."""

_PARTS = ("dbt_project.yml", "profiles.yml", "macros", "models", "seeds", "analyses", "tests/dbt")

Rows = dict[str, list[Row]]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """The five documents and generated ones, several of a unit, by document id."""
    folder = tmp_path_factory.mktemp("corpus")
    write_landing(folder, DOCUMENTS, 7, processes=1)
    return _by_document(read_landing(folder)) | _by_document(read_landing(SHIPPED))


def _by_document(tables: Mapping[str, pa.Table]) -> dict[str, Rows]:
    documents: dict[str, Rows] = {}
    for name, table in tables.items():
        for row in table.drop_columns([CONTENT_HASH]).to_pylist():
            own = documents.setdefault(row["document_id"], {r.name: [] for r in RECORDS})
            own[name].append(row)
    return documents


class Steward:
    """What a steward does to a folder of extracted rows and to the seeds."""

    def __init__(self, folder: Path, corpus: dict[str, Rows], dice: random.Random) -> None:
        """Begin with some documents of the corpus in a folder of their own, and the seeds."""
        self.extracted = folder / "extracted"
        self.project = folder / "project"
        for name in _PARTS:
            source = PROJECT / name
            copy = shutil.copytree if source.is_dir() else shutil.copyfile
            (self.project / name).parent.mkdir(parents=True, exist_ok=True)
            copy(source, self.project / name)
        self._corpus = corpus
        self._dice = dice
        for document in dice.sample(sorted(corpus), STARTING):
            write_records(self.extracted, document, corpus[document])

    def _here(self) -> list[str]:
        return sorted(path.stem for path in (self.extracted / "documents").glob("*.csv"))

    def add(self) -> None:
        """Add documents that are not there, or the rows of one as they first were."""
        away = sorted(self._corpus.keys() - set(self._here())) or self._here()
        for document in self._dice.sample(away, min(2, len(away))):
            write_records(self.extracted, document, self._corpus[document])

    def change(self) -> None:
        """Change one printed figure of a document."""
        document = self._dice.choice(self._here())
        rows = dict(self._corpus[document])
        amounts = [dict(row) for row in rows["amounts"]]
        row = self._dice.choice(amounts)
        row["printed_text"] = f"{self._dice.randint(1, 10**6) / 100:.2f}"
        rows["amounts"] = [*amounts]
        write_records(self.extracted, document, rows)

    def withdraw(self) -> None:
        """Take documents away, where more than a few are there."""
        here = self._here()
        for document in self._dice.sample(here, min(2, max(0, len(here) - 5))):
            for record in RECORDS:
                (self.extracted / record.name / f"{document}.csv").unlink()

    def edit_seed(self) -> None:
        """Change a name in a register, which marts carry."""
        path = self.project / "seeds/classification/functional_classification.csv"
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        at = self._dice.randrange(len(lines))
        name = header.split(",").index("name")
        cells = lines[at].split(",")
        cells[name] += "改"
        lines[at] = ",".join(cells)
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


@pytest.mark.parametrize("sequence", range(SEQUENCES))
def test_incremental_equals_full(
    sequence: int, corpus: dict[str, Rows], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Large models are folders of files, some of which a build takes over.
    monkeypatch.setenv(PARTITION_ROWS_VARIABLE, "500")
    monkeypatch.setattr("ingest.exports.parquet.FILE_ROWS", 1000)
    dice = random.Random(SEED + sequence)  # noqa: S311 - chance that can be had again
    steward = Steward(tmp_path, corpus, dice)
    warehouse, full = tmp_path / "warehouse", tmp_path / "full"
    build(steward.extracted, warehouse, steward.project)
    done = [_step(steward, dice, at, warehouse) for at in range(STEPS)]
    build(steward.extracted, full, steward.project)
    assert differences(warehouse / DATABASE, full / DATABASE) == [], done
    assert _files(warehouse / EXPORTS) == _files(full / EXPORTS), done


def test_a_build_in_shards_equals_one_of_all_rows(
    corpus: dict[str, Rows],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    extracted, whole, sharded = (tmp_path / name for name in ("extracted", "whole", "sharded"))
    for document, rows in corpus.items():
        write_records(extracted, document, rows)
    build(extracted, whole)
    # Three, so that one is put beside what was put together already.
    monkeypatch.setattr(shards, "SHARD_ROWS", -(-_all_rows(corpus) // 3))
    build(extracted, sharded)
    assert "shard 3 of 3" in capsys.readouterr().out
    assert differences(whole / DATABASE, sharded / DATABASE) == []
    assert _files(whole / EXPORTS) == _files(sharded / EXPORTS)


def _all_rows(corpus: Mapping[str, Rows]) -> int:
    counted = ("amounts", "figures", "statements")
    return sum(len(rows[name]) for rows in corpus.values() for name in counted)


def _step(steward: Steward, dice: random.Random, at: int, warehouse: Path) -> str:
    # Each kind has its turn, in an order and in company that chance decides.
    kinds: Sequence[Callable[[], None]] = (steward.add, steward.change, steward.withdraw)
    chosen = [kinds[at % len(kinds)], *dice.sample(kinds, dice.randint(0, 1))]
    if at % 7 == 6:  # A full build each time: rare, so that the others are many.
        chosen.append(steward.edit_seed)
    for do in chosen:
        do()
    build(steward.extracted, warehouse, steward.project)
    return "+".join(do.__name__ for do in chosen)


def differences(one: Path, other: Path) -> list[str]:
    """The tables of two databases that do not hold the same rows, as many times each."""
    found = []
    with duckdb.connect() as connection:
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"attach '{path.resolve()}' as {name} (read_only)")
        tables = {name: _tables(connection, name) for name in ("one", "other")}
        assert tables["one"] == tables["other"]
        for schema, table in tables["one"]:
            relation = f'"{schema}"."{table}"'
            for a, b in (("one", "other"), ("other", "one")):
                query = f"select count(*) from (from {a}.{relation} except all from {b}.{relation})"
                [(count,)] = connection.sql(query).fetchall()
                if count:
                    found.append(f"{schema}.{table}: {count} rows only in {a}")
    return found


def _tables(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[str, str]]:
    """The tables of a database that tell of data, and not of the builds that it comes of."""
    return connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = ?"
        " and not (schema_name = 'raw' and table_name = 'build') and schema_name <> 'history'"
        " order by all",
        [name],
    ).fetchall()


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

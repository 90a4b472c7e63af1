"""What the packages agree on: where the project lies, names of files, environment variables."""

import os
from pathlib import Path

CODE = Path(__file__).resolve().parents[2]
"""The folder that holds the package `ingest`: a checkout, or where a wheel was installed."""

_PACKED = CODE / "ingest/project"
IS_INSTALLED = _PACKED.is_dir()
"""Whether the code came as a wheel, which holds the dbt project inside the package."""

PROJECT = _PACKED if IS_INSTALLED else CODE
"""The folder of dbt_project.yml, with seeds, models, macros and the rows that ship."""

ROWS = Path("data/extracted")
"""The rows that ship, below the project."""

DATA_VARIABLE, DATA = "MINGZHANG_DATA", "data"
"""The folder of what is a steward's own, and where it lies if nothing is said."""

OWN_SEEDS = "seeds"
"""The folder of a steward's own seeds in the folder of data: their rows follow those that ship."""

DATABASE = "mingzhang.duckdb"
"""The database's name in a warehouse. DuckDB names the catalog after it, so it never changes."""

EXPORTS = "exports"
REPORT = "report"
"""The folder of the site that `make report` writes: of this build, and gone with it."""

DBT_TARGET, DBT_RESULTS = "target", "results"
"""The folders of a build's private folder that dbt writes into, and that keeps the results of each
run of dbt's before the next one writes its own."""

CHECKSUMS = "SHA256SUMS"
DATAPACKAGE = "datapackage.json"

MANIFEST = "manifest.csv"
"""Name of the manifest: columns source_file, unit_id, fiscal_year, stage, each may be empty."""

SEEDS_VARIABLE = "MINGZHANG_SEEDS"
"""The folder of the seeds that are read instead of the project's own, where an answer is tried."""

ENGINES = ("duckdb", "spark")
ENGINE_VARIABLE = "MINGZHANG_ENGINE"

UNIT_TESTS_VARIABLE = "MINGZHANG_UNIT_TESTS"
"""Set to anything, a build runs dbt's unit tests too, and makes the seeds that they are of. They
prove the models on made-up rows, not the rows that are built, and cost more than all models: `make
test` runs them, a build need not."""

PARTITION_ROWS_VARIABLE = "MINGZHANG_PARTITION_ROWS"
"""The rows from which an exported mart is a folder of the files of its years."""

READERS = ("ingest.extraction.pool",)
"""The modules that a process which reads documents has imported when it starts."""

SECONDS = 120.0
"""How long one document may take to be read: the slowest seen takes a hundredth of it."""

MEMORY_VARIABLE, MEMORY = "MINGZHANG_MEMORY", "4GB"
"""The bound of memory of DuckDB, as profiles.yml reads it too."""


def data_folder() -> Path:
    """The folder of a steward's rows, answers, corrections, units and manifest."""
    return Path(os.environ.get(DATA_VARIABLE) or DATA).resolve()

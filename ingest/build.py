"""A build: extracted rows in, a tested and published warehouse out, or the old one untouched."""

from pathlib import Path
from time import monotonic

from ingest import log
from ingest.dbt_run import run_dbt
from ingest.errors import Place, WarehouseError
from ingest.export import export
from ingest.load import load
from ingest.publish import DATABASE, EXPORTS, private_folder, publish

PROJECT = Path(__file__).resolve().parent.parent
"""The folder of dbt_project.yml."""


def build(extracted: Path, warehouse: Path, project: Path = PROJECT) -> None:
    """Load, transform, test and export in a private folder, then publish it as a whole.

    Args:
        extracted: The landing folder.
        warehouse: The folder to publish: `mingzhang.duckdb` and `exports/`.
        project: The dbt project.

    Raises:
        MingzhangError: The rows are bad input, a model or test failed, or the warehouse folder
            holds what no build made. A published warehouse is then as it was.
    """
    begun = monotonic()
    warehouse = warehouse.resolve()
    with private_folder(warehouse) as private:
        new = private / "warehouse"
        new.mkdir()
        database = new / DATABASE
        loaded = load(extracted, database)
        rows = ", ".join(f"{count} {name}" for name, count in loaded.rows.items())
        log.say("loaded", f"loaded: {rows}", rows=loaded.rows)
        manifest = run_dbt("build", project, database, private)
        models = export(database, manifest, new / EXPORTS)
        log.say("exported", f"exported: {len(models)} models", models=models)
        publish(new, warehouse, private)
    seconds = round(monotonic() - begun, 1)
    log.say("published", f"published: {warehouse} ({seconds} s)", seconds=seconds)


def export_again(warehouse: Path, project: Path = PROJECT) -> None:
    """Write the exports of a published warehouse anew, as after a change of descriptions.

    Args:
        warehouse: The published warehouse; its database stays as it is.
        project: The dbt project that built it.

    Raises:
        MingzhangError: There is no warehouse, or the project lists a model that it has not.
    """
    warehouse = warehouse.resolve()
    database = warehouse / DATABASE
    if not database.is_file():
        raise WarehouseError(Place(str(database)), "There is no warehouse.", "Run `make build`.")
    with private_folder(warehouse) as private:
        new = private / "warehouse"
        new.mkdir()
        # The same file under a second name: readers keep theirs, and the warehouse stays whole.
        (new / DATABASE).hardlink_to(database)
        manifest = run_dbt("parse", project, database, private)
        models = export(new / DATABASE, manifest, new / EXPORTS)
        publish(new, warehouse, private)
    log.say("exported", f"exported: {len(models)} models", models=models)

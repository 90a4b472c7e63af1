"""The exports of a published warehouse written again, as after a change of descriptions."""

import shutil
from pathlib import Path

from ingest.base.disk import on_disk
from ingest.base.settings import DATABASE, ENGINES
from ingest.publication.build import Draw, export_marts, publish_sealed, run_dbt
from ingest.publication.history import recorded
from ingest.publication.publish import KEEP, locked, private_folder
from ingest.publication.site import Facts, new_id, published_database
from ingest.warehouse import provenance
from ingest.warehouse.project import project_of_data
from ingest.warehouse.provenance import identity


def export_again(
    warehouse: Path,
    project: Path | None = None,
    keep: int = KEEP,
    *,
    draw: Draw | None = None,
) -> None:
    """Rewrite the exports of a published warehouse, as after a change of descriptions.

    Args:
        warehouse: The published warehouse; its tables stay as they are.
        project: The dbt project that built it; by default that of the folder of data.
        keep: The warehouses to keep beside the published one.
        draw: Draws the report that is published with the warehouse; none without.

    Raises:
        MingzhangError: There is no warehouse, or the project lists a model that it does not have.
    """
    published = published_database(warehouse)
    project = project or project_of_data()
    with on_disk(warehouse), locked(warehouse) as site:
        build_id = new_id(site)
        with recorded(site, "export", build_id) as run, private_folder(site, build_id) as private:
            new = private / "warehouse"
            run.add(_facts_again(site.warehouse, project))
            with run.step("copy"):
                shutil.copyfile(published, new / DATABASE)
            with run.step("dbt"):
                manifest = run_dbt("parse", project, new / DATABASE, private)
            export_marts(run, new / DATABASE, manifest, new)
            publish_sealed(run, new, keep, draw)


def _facts_again(warehouse: Path, project: Path) -> Facts:
    """What holds of a warehouse whose exports alone are new."""
    before = identity(warehouse)
    documents, aside = provenance.held_by(warehouse / DATABASE)
    facts: Facts = {name: before.get(name, {}) for name in ("rows", "marts", "checks")}
    # The tables stay those of the engine that made them.
    made_by = before.get("settings", {}).get("engine", ENGINES[0])
    facts["settings"] = provenance.settings() | {"engine": made_by}
    facts["inputs"] = provenance.inputs(documents, documents, aside)
    return facts | {"code": provenance.code(project), "tools": provenance.tools()}

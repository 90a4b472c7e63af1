"""The semantic models of a project: those of the last build, or parsed where they changed."""

from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.base.settings import DATABASE
from ingest.warehouse.semantics import SEMANTICS, kept_semantics


def semantic_manifest(project: Path) -> str:
    """What dbt writes to semantic_manifest.json of a project.

    Args:
        project: The folder of dbt_project.yml.

    Raises:
        BuildError: The project does not parse.
    """
    return kept_semantics(project) or _parsed(project)


def _parsed(project: Path) -> str:
    from ingest.warehouse.dbt_run import run_dbt  # noqa: PLC0415 - dbt takes a second to load

    with TemporaryDirectory() as folder:
        manifest = run_dbt("parse", project, Path(folder) / DATABASE, Path(folder))
        return manifest.with_name(SEMANTICS).read_text(encoding="utf-8")

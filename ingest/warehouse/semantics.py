"""The semantic models of a project as dbt hands them to MetricFlow, kept from the last run of dbt.

Loading dbt and parsing the project take longer than any question, so each run of dbt leaves what it
wrote in the folder `build` of the project, with the fingerprint of the models that it is of.
"""

import os
from contextlib import suppress
from pathlib import Path

from ingest.warehouse import provenance

SEMANTICS = "semantic_manifest.json"
"""The file in which dbt writes the semantic models, in its target folder."""

_KEPT = Path("build") / SEMANTICS


def kept_semantics(project: Path) -> str | None:
    """What dbt last wrote of the semantic models, if the models are as they were then.

    Args:
        project: The folder of dbt_project.yml.
    """
    with suppress(OSError):
        written_of, _, text = (project / _KEPT).read_text(encoding="utf-8").partition("\n")
        if written_of == provenance.models_fingerprint(project):
            return text
    return None


def keep_semantics(project: Path, target: Path) -> None:
    """Keep what a run of dbt wrote, where the project's folder can be written to.

    Args:
        project: The folder of dbt_project.yml.
        target: dbt's target folder.
    """
    kept = project / _KEPT
    beside = kept.with_name(f".{kept.name}.{os.getpid()}")
    with suppress(OSError):
        text = (target / SEMANTICS).read_text(encoding="utf-8")
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(f"{provenance.models_fingerprint(project)}\n{text}", encoding="utf-8")
        beside.replace(kept)

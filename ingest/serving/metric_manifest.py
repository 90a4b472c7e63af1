"""The semantic models of a project as dbt hands them to MetricFlow, asked of dbt once.

To load dbt and to parse the project take longer than any question, so what dbt said is kept in the
folder `build` of the project, with the fingerprint of what it was said of.
"""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.base.settings import DATABASE
from ingest.warehouse import provenance

_KEPT = Path("build/semantic_manifest.json")


def semantic_manifest(project: Path) -> str:
    """What dbt writes to semantic_manifest.json of a project.

    Args:
        project: The folder of dbt_project.yml.

    Raises:
        BuildError: The project does not parse.
    """
    kept, fingerprint = project / _KEPT, provenance.fingerprint(project)
    with suppress(OSError):
        said_of, _, text = kept.read_text(encoding="utf-8").partition("\n")
        if said_of == fingerprint:
            return text
    text = _parsed(project)
    beside = kept.with_name(f".{kept.name}.{os.getpid()}")
    with suppress(OSError):  # A project that cannot be written to is parsed each time.
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(f"{fingerprint}\n{text}", encoding="utf-8")
        beside.replace(kept)
    return text


def _parsed(project: Path) -> str:
    from ingest.warehouse.dbt_run import run_dbt  # noqa: PLC0415 - dbt takes a second to load

    with TemporaryDirectory() as folder:
        manifest = run_dbt("parse", project, Path(folder) / DATABASE, Path(folder))
        return manifest.with_name("semantic_manifest.json").read_text(encoding="utf-8")

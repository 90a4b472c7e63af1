"""A dbt project of a few models, with the profile that ships, for tests of what runs dbt."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from ingest.base.settings import PROJECT

_PROJECT = """\
name: tiny
version: "1.0"
profile: mingzhang
flags: {{send_anonymous_usage_stats: false}}
models:
  tiny: {{+schema: marts, +materialized: table{config}}}
"""
_SCHEMA_NAME = (
    "{% macro generate_schema_name(name, node) %}{{ name or target.schema }}{% endmacro %}"
)


def write_tiny(folder: Path, files: Mapping[str, str], config: str = "") -> Path:
    """Write a project whose models are tables of schema `marts`.

    Args:
        folder: The folder to make.
        files: Its models and other files, by their paths.
        config: What else is set for the models, such as ``+tags: [x]``.

    Returns:
        The folder.
    """
    own = {
        "dbt_project.yml": _PROJECT.format(config=f", {config}" if config else ""),
        "macros/generate_schema_name.sql": _SCHEMA_NAME,
    }
    for name, text in {**own, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    shutil.copy(PROJECT / "profiles.yml", folder)
    return folder

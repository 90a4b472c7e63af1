"""Unknown keys in the project's yaml: dbt takes them in silence, so a slip tests nothing.

Every key is held against the list of its level. A key that is missing here and known to dbt is
added here when it is first wanted.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

FOLDERS = ("models", "seeds", "macros", "analyses", "tests/dbt")
"""Where dbt reads property files; dbt_project.yml and profiles.yml stand at the root."""


@dataclass(frozen=True, slots=True)
class Level:
    """What may stand in a mapping: its known keys, and what any other key must lead to.

    A key that leads to None is not looked into: its value is free, or dbt checks it itself.
    """

    name: str
    keys: Mapping[str, "Level | None"] = field(default_factory=dict)
    others: "Level | None" = None


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """A key that its level does not have, or has twice."""

    file: str
    line: int
    key: str
    level: str
    problem: str = "unknown"

    def __str__(self) -> str:
        """The place and the key, as editors and people read it."""
        return f"{self.file}:{self.line}: {self.problem} key {self.key!r} in {self.level}"


def _known(*names: str) -> dict[str, Level | None]:
    return dict.fromkeys(names)


_CONFIG_KEYS = _known(
    "access", "alias", "column_types", "database", "delimiter", "enabled", "full_refresh", "group",
    "incremental_strategy", "materialized", "meta", "on_schema_change", "post-hook", "post_hook",
    "pre-hook", "pre_hook", "quote_columns", "schema", "sql_header", "tags", "unique_key",
)  # fmt: skip
_CONFIG = Level(
    "config",
    {
        **_CONFIG_KEYS,
        "contract": Level("contract", _known("enforced", "alias_types")),
        "docs": Level("docs", _known("show", "node_color")),
        "persist_docs": Level("persist_docs", _known("relation", "columns")),
        "quoting": Level("quoting", _known("database", "schema", "identifier")),
    },
)
_TEST = Level(
    "data test",
    {
        **_known("arguments", "description", "name"),
        "config": Level(
            "data test config",
            _known(
                "enabled", "error_if", "fail_calc", "group", "limit", "meta", "severity",
                "store_failures", "tags", "warn_if", "where",
            ),
        ),
    },
)  # fmt: skip
_TESTS = Level("data_tests", others=_TEST)
_CONSTRAINT = Level(
    "constraint",
    _known(
        "columns", "expression", "name", "to", "to_columns", "type", "warn_unenforced",
        "warn_unsupported",
    ),
)  # fmt: skip
_COLUMN = Level(
    "column",
    {
        **_known("data_type", "description", "granularity", "name", "quote"),
        "config": Level("column config", _known("meta", "tags")),
        "constraints": _CONSTRAINT,
        "data_tests": _TESTS,
    },
)
_NODE: dict[str, Level | None] = {
    **_known("description", "name"),
    "columns": _COLUMN,
    "config": _CONFIG,
    "data_tests": _TESTS,
}
_FIXTURE = Level("unit test rows", _known("fixture", "format", "input", "rows"))
_UNIT_TEST = Level(
    "unit test",
    {
        **_known("description", "model", "name"),
        "config": Level("unit test config", _known("enabled", "meta", "tags")),
        "expect": _FIXTURE,
        "given": _FIXTURE,
        "overrides": Level("overrides", _known("env_vars", "macros", "vars")),
    },
)
_SOURCE = Level(
    "source",
    {
        **_known("database", "description", "loader", "name", "schema"),
        "config": Level("source config", _known("enabled", "meta", "tags")),
        "tables": Level("source table", {**_NODE, "identifier": None}),
    },
)
_MACRO = Level(
    "macro",
    {
        **_known("description", "name"),
        "arguments": Level("macro argument", _known("description", "name", "type")),
        "config": Level("macro config", _known("docs", "meta")),
    },
)
_EXPOSURE = Level(
    "exposure",
    {
        **_known("depends_on", "description", "label", "maturity", "name", "type", "url"),
        "config": Level("exposure config", _known("enabled", "meta", "tags")),
        "owner": Level("owner", _known("email", "name")),
    },
)
_GROUP = Level(
    "group",
    {
        **_known("config", "description", "name"),
        "owner": Level("owner", _known("email", "name")),
    },
)
_ELEMENTS = Level(
    "semantic model element",
    {
        **_known("agg", "create_metric", "description", "expr", "label", "name", "type"),
        "type_params": Level("dimension type_params", _known("time_granularity")),
    },
)
_SEMANTIC_MODEL = Level(
    "semantic model",
    {
        **_known("description", "label", "model", "name", "primary_entity"),
        "defaults": Level("semantic model defaults", _known("agg_time_dimension")),
        "dimensions": _ELEMENTS,
        "entities": _ELEMENTS,
        "measures": _ELEMENTS,
    },
)
_METRIC = Level(
    "metric",
    {
        **_known("description", "label", "name", "type"),
        "type_params": Level(
            "metric type_params",
            {"expr": None, "metrics": Level("metric input", _known("alias", "name"))},
        ),
    },
)
_SINGULAR = Level(
    "singular test", {**_known("description", "name"), "config": _TEST.keys["config"]}
)
PROPERTIES = Level(
    "a property file",
    {
        "version": None,
        "analyses": Level("analysis", _NODE),
        "data_tests": _SINGULAR,
        "exposures": _EXPOSURE,
        "groups": _GROUP,
        "macros": _MACRO,
        "metrics": _METRIC,
        "models": Level(
            "model",
            {
                **_NODE,
                "constraints": _CONSTRAINT,
                "time_spine": Level("time spine", _known("standard_granularity_column")),
            },
        ),
        "semantic_models": _SEMANTIC_MODEL,
        "seeds": Level("seed", _NODE),
        "sources": _SOURCE,
        "unit_tests": _UNIT_TEST,
    },
)
"""A yaml file of models, seeds, macros, analyses or tests."""

PROFILES = Level(
    "profiles.yml",
    others=Level(
        "profile",
        {
            "target": None,
            "outputs": Level(
                "outputs",
                others=Level(
                    "output",
                    _known(
                        "config_options", "extensions", "host", "method", "path", "schema",
                        "server_side_parameters", "settings", "threads", "type",
                    ),
                ),
            ),
        },
    ),
)  # fmt: skip
"""profiles.yml: profiles by name, each with its outputs by name."""


def project_level(root: Path) -> Level:
    """dbt_project.yml: below models, seeds and tests stand `+config` keys and folders that exist.

    Args:
        root: The folder of dbt_project.yml, whose folders decide what may be named.
    """
    configs = {f"+{name}": level for name, level in _CONFIG.keys.items()}
    tests = {f"+{n}": level for n, level in _SINGULAR.keys["config"].keys.items()}  # type: ignore[union-attr]
    return Level(
        "dbt_project.yml",
        {
            **_known(
                "analysis-paths", "clean-targets", "config-version", "dispatch", "docs-paths",
                "log-path", "macro-paths", "model-paths", "name", "on-run-end", "on-run-start",
                "packages-install-path", "profile", "query-comment", "require-dbt-version",
                "seed-paths", "snapshot-paths", "target-path", "test-paths", "vars", "version",
            ),
            "data_tests": _folders("data_tests", root / "tests/dbt", tests),
            "flags": Level(
                "flags",
                _known(
                    "fail_fast", "indirect_selection", "partial_parse",
                    "send_anonymous_usage_stats", "use_colors", "warn_error", "warn_error_options",
                ),
            ),
            "models": _folders("models", root / "models", configs),
            "seeds": _folders("seeds", root / "seeds", configs),
        },
    )  # fmt: skip


def _folders(name: str, folder: Path, configs: Mapping[str, Level | None]) -> Level:
    """The level of the project's own name, below which the folders of `folder` may be named."""
    return Level(name, {**configs, "mingzhang": _folder(name, folder, configs)})


def _folder(name: str, folder: Path, configs: Mapping[str, Level | None]) -> Level:
    below: dict[str, Level | None] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir():
            below[path.name] = _folder(f"{name}/{path.name}", path, configs)
        elif path.suffix in {".sql", ".csv"}:
            below[path.stem] = Level(f"{name}/{path.stem}", configs)
    return Level(name, {**configs, **below})


def check_text(text: str, level: Level, file: str) -> list[UnknownKey]:
    """Every unknown or repeated key of a yaml text.

    Args:
        text: The yaml.
        level: What may stand at its top.
        file: The file's name, for the messages.
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return [] if node is None else list(_check(node, level, file))


def _check(node: yaml.Node, level: Level, file: str) -> Iterator[UnknownKey]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _check(item, level, file)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.value in seen:
            yield UnknownKey(file, line, key.value, level.name, "repeated")
        seen.add(key.value)
        if key.value not in level.keys and level.others is None:
            yield UnknownKey(file, line, key.value, level.name)
            continue
        below = level.keys.get(key.value, level.others)
        if below is not None:
            yield from _check(value, below, file)


def check_project(root: Path) -> list[UnknownKey]:
    """Every unknown or repeated key of a dbt project.

    Args:
        root: The folder of dbt_project.yml.
    """
    levels = {root / "dbt_project.yml": project_level(root), root / "profiles.yml": PROFILES}
    levels |= dict.fromkeys(_property_files(root), PROPERTIES)
    return [
        finding
        for path, level in levels.items()
        for finding in check_text(
            path.read_text(encoding="utf-8"), level, path.relative_to(root).as_posix()
        )
    ]


def _property_files(root: Path) -> Iterable[Path]:
    for folder in FOLDERS:
        yield from sorted(p for p in (root / folder).rglob("*") if p.suffix in {".yml", ".yaml"})


def main(arguments: list[str]) -> int:
    """Check the project in the folder named, or the current one; 1 if a key is unknown."""
    findings = check_project(Path(arguments[0] if arguments else "."))
    for finding in findings:
        sys.stderr.write(f"{finding}\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Check the project's yaml against dbt's own JSON schemas: `python -m tools.dbt_yaml [folder]`.

dbt accepts unknown keys silently, so a misspelt test or config does nothing. The schemas ship with
dbt, which applies them to a few warehouses only, DuckDB not among them. What they do not cover,
`dbt parse --warn-error` does: repeated keys, folders that do not exist, and the semantic layer.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from dbt.jsonschemas import JSONSCHEMAS_PATH
from jsonschema import Draft7Validator, ValidationError, validators
from jsonschema.exceptions import best_match

FOLDERS = ("models", "seeds", "macros", "analyses", "tests/dbt")
"""Where dbt reads property files; dbt_project.yml lies at the root."""

PROJECT = "dbt_project.yml"


def check_project(root: Path) -> list[str]:
    """Check every yaml file of a dbt project.

    Args:
        root: The folder of dbt_project.yml.

    Returns:
        What is wrong, as `file:line: key: problem`.
    """
    files = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*.y*ml"))]
    return [
        f"{path.relative_to(root).as_posix()}:{finding}"
        for path in (root / PROJECT, *files)
        for finding in check_text(path.read_text(encoding="utf-8"), path.name == PROJECT)
    ]


def check_text(text: str, is_project: bool = False) -> list[str]:  # noqa: FBT001, FBT002 - two schemas
    """Check a yaml text.

    Args:
        text: The yaml.
        is_project: Whether it is dbt_project.yml, else a property file.

    Returns:
        What is wrong, as `line: key: problem`, in the order of the lines.
    """
    document = yaml.compose(text, Loader=yaml.SafeLoader)
    errors = _validator(is_project).iter_errors(yaml.safe_load(text) or {})
    places = (place for error in errors for place in _places(error))
    found = {(_line(document, path), str(path[-1]), problem) for path, problem in places}
    return [f"{line}: {key}: {problem}" for line, key, problem in sorted(found)]


@cache
def _validator(is_project: bool) -> Draft7Validator:  # noqa: FBT001 - as above
    name = "project/0.0.110.json" if is_project else "resources/latest.json"
    schema = json.loads(Path(JSONSCHEMAS_PATH, name).read_text(encoding="utf-8"))
    if not is_project:
        # The schema knows the metrics of dbt's next generation; dbt-core validates its own.
        schema["properties"]["metrics"] = schema["properties"]["semantic_models"]
    lenient = {
        name: _unless_rendered(Draft7Validator.VALIDATORS[name]) for name in ("type", "enum")
    }
    return validators.extend(Draft7Validator, lenient)(schema)  # type: ignore[no-any-return, no-untyped-call]


def _unless_rendered(rule: Any) -> Any:  # noqa: ANN401 - jsonschema names no type for its rules
    """A rule that leaves alone what Jinja makes a value of, and allows `error` for `Error`."""

    def lenient(
        validator: Draft7Validator, allowed: Sequence[str], value: object, schema: object
    ) -> Iterator[ValidationError]:
        if not isinstance(value, str) or ("{{" not in value and value.capitalize() not in allowed):
            yield from rule(validator, allowed, value, schema) or ()

    return lenient


def _places(error: ValidationError) -> Iterator[tuple[Sequence[str | int], str]]:
    """The path of each key or value that an error is about, and what is wrong with it."""
    closest = best_match([error])
    path = list(closest.absolute_path)
    if closest.validator != "additionalProperties":
        yield path, closest.message
        return
    for key in closest.instance.keys() - closest.schema["properties"].keys():
        yield [*path, key], "unknown key"


def _line(node: yaml.Node | None, path: Sequence[str | int]) -> int:
    """The line, from 1, of the key or the item at the end of a path."""
    line = 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            key, node = next(pair for pair in node.value if pair[0].value == step)
            line = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def main(arguments: list[str]) -> int:
    """Check the project in the folder named, or the current one; 1 if something is wrong."""
    findings = check_project(Path(arguments[0] if arguments else "."))
    for finding in findings:
        sys.stderr.write(f"{finding}\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

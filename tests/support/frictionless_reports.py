"""What frictionless says of a package."""

from pathlib import Path

from frictionless import Report, validate


def validated(exports: Path) -> Report:
    """The report on the package of a folder of exports, every row read."""
    report: Report = validate(str(exports / "datapackage.json"))
    return report


def problems(report: Report) -> list[str]:
    """What frictionless finds, rows included."""
    found = [f"{error.type}: {error.message}" for error in report.errors]
    found += [f"{task.name}: {e.type}: {e.message}" for task in report.tasks for e in task.errors]
    found += [*report.warnings, *(w for task in report.tasks for w in task.warnings)]
    return found

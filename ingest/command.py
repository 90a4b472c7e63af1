"""How a command is registered and ends, and the options that several take."""

import inspect
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from ingest.base import log, processes
from ingest.base.errors import BuildError, BusyError, DiskError, MingzhangError
from ingest.base.settings import DATA, DATA_VARIABLE

P = ParamSpec("P")

_OF_PANDAS = {"metrics"}
"""The commands that need it."""

BAD_INPUT = 2
LEFT_OUT = 5
_STATUS: dict[type[MingzhangError], int] = {BuildError: 1, BusyError: 3, DiskError: 4}

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Disclosures = Annotated[
    str, typer.Option(envvar="DISCLOSURES", help="Documents or folders, separated by spaces.")
]
_DATA = inspect.Parameter(
    "data",
    inspect.Parameter.KEYWORD_ONLY,
    default=Path(DATA),
    annotation=Annotated[
        Path,
        typer.Option(
            envvar=DATA_VARIABLE, help="Folder of rows, answers, corrections and manifest."
        ),
    ],
)
"""The option of every command that reads or writes a steward's folder of data."""

Extracted = Annotated[
    Path | None,
    typer.Option(help="Folder of the extracted rows; else `extracted` in that of data."),
]
Warehouse = Annotated[Path, typer.Option(help="Folder that the warehouse is published to.")]
Keep = Annotated[
    int, typer.Option(min=0, envvar="KEEP", help="Warehouses to keep beside the published one.")
]
Report = Annotated[
    bool, typer.Option("--report", help="Draw a report; a warehouse that has one keeps one.")
]
Dry = Annotated[bool, typer.Option("--dry", help="Show what would change and write nothing.")]
By = Annotated[str, typer.Option(help="Who decides.")]
Reason = Annotated[str, typer.Option(help="Why, or where it is to be seen.")]


def command(run: Callable[P, None]) -> Callable[P, None]:
    """Register a command; bad input ends it with a message and an exit status, not a traceback."""

    @app.command()
    @wraps(run)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with nullcontext() if run.__name__ in _OF_PANDAS else processes.without_pandas():
                run(*args, **kwargs)
        except MingzhangError as error:
            log.error(error)
            raise typer.Exit(_status(error)) from error

    return guarded


def with_data(run: Callable[P, None]) -> Callable[..., None]:
    """Give a command the option `--data`: it takes rows, seeds and manifest from that folder."""

    @wraps(run)
    def placed(*args: P.args, **kwargs: P.kwargs) -> None:
        data = kwargs.pop(_DATA.name)
        with _data_in(data if isinstance(data, Path) else _DATA.default):
            run(*args, **kwargs)

    signature = inspect.signature(run)
    parameters = [*signature.parameters.values(), _DATA]
    # What typer reads of a command.
    vars(placed)["__signature__"] = signature.replace(parameters=parameters)
    placed.__annotations__ = run.__annotations__ | {_DATA.name: _DATA.annotation}
    return placed


@contextmanager
def _data_in(folder: Path) -> Iterator[None]:
    """What runs, in whatever process, takes rows, seeds and manifest from this folder."""
    before = os.environ.get(DATA_VARIABLE)
    os.environ[DATA_VARIABLE] = str(folder.resolve())
    try:
        yield
    finally:
        os.environ.pop(DATA_VARIABLE, None)
        if before is not None:
            os.environ[DATA_VARIABLE] = before


def _status(error: MingzhangError) -> int:
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), BAD_INPUT)

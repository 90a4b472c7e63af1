"""How processes of this package are started: without the threads and locks of the one that asks."""

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.abc import MetaPathFinder
from multiprocessing import forkserver
from multiprocessing.context import BaseContext

_METHOD = "forkserver"
_BLAS = "OPENBLAS_NUM_THREADS"


def spare_threads() -> None:
    """Keep numpy, which Arrow imports, from starting threads that wait for work by spinning.

    It is asked for no linear algebra here, and they cost each process a tenth of a second.
    """
    os.environ.setdefault(_BLAS, "1")


class _NoPandas(MetaPathFinder):
    """Finds no pandas, as if it were not installed."""

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


@contextmanager
def without_pandas() -> Iterator[None]:
    """Keep Arrow from importing pandas where it is installed for MetricFlow.

    Arrow looks whether what it is given is of pandas, for which it imports that: half a processor
    second of each command, of which none but the one that asks metrics has use for it.
    """
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


def context(preloaded: Sequence[str]) -> BaseContext:
    """What starts processes.

    Args:
        preloaded: The modules that each of them has imported when it starts.
    """
    if _METHOD not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context(_METHOD)
    found.set_forkserver_preload(list(preloaded))
    return found


def begin(preloaded: Sequence[str]) -> None:
    """Let what starts processes import their modules while this process imports its own.

    Args:
        preloaded: As of `context`, which is asked for the same.
    """
    if _METHOD in multiprocessing.get_all_start_methods():
        context(preloaded)
        with suppress(OSError):  # Whoever starts the first process says what is wrong.
            forkserver.ensure_running()

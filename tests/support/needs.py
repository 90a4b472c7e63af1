"""What a test is skipped for where it is not at hand: groups of packages, and programs."""

import shutil

import pytest

REPORT = "needs the extra report, which `make test` installs"
METRICS = "needs the extra metrics, which `make setup` installs"


def program(*names: str) -> pytest.MarkDecorator:
    """A mark that skips a test where one of these programs is missing."""
    missing = [name for name in names if shutil.which(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"needs {' and '.join(missing)}")

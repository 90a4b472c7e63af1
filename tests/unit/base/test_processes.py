"""What a process spares itself."""

import subprocess
import sys

import pytest

_ARROW = "import pyarrow as pa; pa.array([1]); print('pandas' in sys.modules)"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (_ARROW, "True"),
        (f"with p.without_pandas(): {_ARROW}", "False"),
        (f"with p.without_pandas(): {_ARROW}\nimport pandas; pa.array([1]).to_pandas()", "False"),
    ],
)
def test_arrow_imports_no_pandas_where_it_is_spared(script: str, told: str) -> None:
    pytest.importorskip("pandas")
    whole = f"import sys\nimport ingest.base.processes as p\n{script}"
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == told

"""What a process spares itself."""

import subprocess
import sys

import pytest

_ARROW = "import pyarrow as pa; pa.array([1]); print('pandas' in sys.modules)"


@pytest.mark.parametrize(("spared", "told"), [("", "True"), ("p.spare_pandas();" * 2, "False")])
def test_arrow_imports_no_pandas_where_it_is_spared(spared: str, told: str) -> None:
    pytest.importorskip("pandas")
    script = f"import sys; import ingest.base.processes as p; {spared} {_ARROW}"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == told

"""What a build says for a scheduler, and keeps."""

import json
import os
import subprocess
import sys
from pathlib import Path

from ingest.base.settings import PROJECT


def test_a_build_for_a_scheduler_is_json_lines(warehouse: Path, tmp_path: Path) -> None:
    # The command as cron runs it, on rows that are missing: quick, and an error all the same.
    result = subprocess.run(
        [
            *(sys.executable, "-m", "ingest", "build"),
            *("--extracted", str(tmp_path / "none"), "--warehouse", str(tmp_path / "warehouse")),
        ],
        cwd=PROJECT,
        env=os.environ | {"LOG": "json"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert json.loads(result.stderr)["remedy"] == "Run `make extract`."
    # What a build says is kept as JSON lines, too, wherever it was started.
    kept = warehouse.with_name(f".{warehouse.name}.builds") / "logs"
    lines = [line for path in kept.iterdir() for line in path.read_text("utf-8").splitlines()]
    events = [json.loads(line) for line in lines]
    assert {"loaded", "dbt", "exported", "published"} <= {event["event"] for event in events}
    assert all(event["time"].endswith("+00:00") for event in events)

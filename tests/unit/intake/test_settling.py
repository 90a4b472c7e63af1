"""A build puts right what an interrupted run left, without what reads documents."""

import subprocess
import sys

_BUILD = (
    "import sys; import ingest.cli, ingest.intake.settling, ingest.publication.build;"
    " import ingest.serving.report.publish; print('ingest.extraction.extract' in sys.modules)"
)


def test_a_build_does_not_wait_for_the_readers_of_documents() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _BUILD], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False"]

"""Messages name the command that whoever reads them has."""

import sys

import pytest

from ingest.base import log


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Run `make build`.", "Run `mingzhang build`."),
        (
            "Name a folder for it: make export DEST=<folder> FORMAT=csv.",
            "Name a folder for it: mingzhang export --dest <folder> --format csv.",
        ),
        ("to be read again, by `make add`: a.pdf", "to be read again, by `mingzhang add`: a.pdf"),
        ("They make reports and figures; make sure of it.", None),
    ],
)
def test_a_wheel_names_its_own_command(
    monkeypatch: pytest.MonkeyPatch, said: str, told: str | None
) -> None:
    assert log.as_called(said) == said
    monkeypatch.setattr(log, "IS_INSTALLED", True)
    assert log.as_called(said) == (told or said)


@pytest.mark.parametrize(
    ("watched", "form", "said"),
    [(True, "", "building w ...\n"), (False, "", ""), (True, "json", "")],
)
def test_what_a_command_begins_to_do_is_said_to_a_terminal_alone(
    watched: bool,  # noqa: FBT001
    form: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LOG", form)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: watched)

    log.doing("building w")

    assert capsys.readouterr() == ("", said)

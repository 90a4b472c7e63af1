"""What dbt wrote of the semantic models is kept for as long as the models are as they were."""

from pathlib import Path

from ingest.warehouse.semantics import SEMANTICS, keep_semantics, kept_semantics


def _project(folder: Path) -> Path:
    for name, text in {
        "dbt_project.yml": "name: tiny",
        "models/one.sql": "select 1 as one",
        "seeds/codes.csv": "code\na\n",
        f"target/{SEMANTICS}": '{"metrics": []}\n',
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_it_is_kept_until_a_model_changes(tmp_path: Path) -> None:
    project = _project(tmp_path)
    assert kept_semantics(project) is None

    keep_semantics(project, project / "target")
    assert kept_semantics(project) == '{"metrics": []}\n'
    (project / "seeds/codes.csv").write_text("code\nb\n")
    assert kept_semantics(project) == '{"metrics": []}\n'

    (project / "models/one.sql").write_text("select 2 as one")
    assert kept_semantics(project) is None


def test_a_run_that_wrote_none_leaves_what_is_kept(tmp_path: Path) -> None:
    project = _project(tmp_path)
    keep_semantics(project, project / "target")
    keep_semantics(project, project / "nowhere")
    assert kept_semantics(project) == '{"metrics": []}\n'

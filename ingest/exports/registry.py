"""The registry of columns: what each name means in two languages, from `models/columns/`.

An entry is a docs block of dbt's, so that dbt itself resolves it in its own pages, in editors and
in the manifest, and nothing has to be generated. Here the entries are read for those who have no
manifest, and both names are read off their beginning: ``Budget year (年度) of the document.``
"""

import re
from collections.abc import Mapping
from pathlib import Path

from ingest.base.errors import SeedError

FOLDER = Path("models/columns")
"""The folder of the registry, below the project."""

_BLOCK = re.compile(r"\{% docs (\w+) %\}(.*?)\{% enddocs %\}", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff]")
# A bracket may hold one more inside: (因公出国(境)费).
_BRACKET = re.compile(r"[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]")
_REST = re.compile(r"[,:;，：；]")


def read_registry(project: Path) -> dict[str, str]:
    """The entries of the registry by name, each on one line.

    Args:
        project: The folder of dbt_project.yml.

    Raises:
        SeedError: A name has two entries, or an entry no words.
    """
    found: dict[str, str] = {}
    for path in sorted((project / FOLDER).glob("*.md")):
        for name, text in _BLOCK.findall(path.read_text(encoding="utf-8")):
            if name in found or not text.strip():
                problem = f"{name} is there twice, or has no words."
                raise SeedError(FOLDER / path.name, problem, "Correct the entry.")
            found[name] = one_line(text)
    return found


def meaning(registry: Mapping[str, str], column: str, model: str) -> str | None:
    """What a column means in a model: the model's own entry for it, else that of its name."""
    return registry.get(f"{model}__{column}") or registry.get(column)


def label_of(description: str) -> str | None:
    """The Chinese name: the first Chinese term in brackets, up to its first comma or colon.

    A description that begins in lower case lists values with their own terms; none of these is
    the name.

    Args:
        description: A description in English, such as `Fiscal year (财政年度).`
    """
    if not description[:1].isupper():
        return None
    for inside in _BRACKET.findall(description):
        term: str = _REST.split(inside)[0].strip()
        if _HAN.search(term):
            return term
    return None


def name_of(description: str) -> str:
    """The English name: what stands before the first bracket."""
    return re.split(r"\s*[(（]", description, maxsplit=1)[0]


def one_line(text: str) -> str:
    """A description as yaml folds it, without the line ends that only its source needed."""
    return " ".join(text.split())

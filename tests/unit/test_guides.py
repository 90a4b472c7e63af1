"""The READMEs and guides beside each other, their links, and the examples of schedules."""

import re
from pathlib import Path

import pytest

from ingest.base.settings import PROJECT
from tests.support import listings, needs

DOCUMENTS = sorted(
    str(path.relative_to(PROJECT))
    for path in (*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"))
)
GUIDES = ["analyst", "bi-developer", "contributor", "scheduler", "steward"]


def test_there_is_a_guide_for_each_kind_of_user() -> None:
    assert [Path(page).stem for page in listings.PAGES if page.startswith("docs/guides/")] == GUIDES
    readme = listings.text("README.md")
    for name in GUIDES:
        assert f"docs/guides/{name}.md" in readme


def test_both_readmes_have_the_same_listings_and_answers() -> None:
    english, chinese = (
        [(each.tag, each.text, each.answer) for each in listings.listings(listings.text(page))]
        for page in ("README.md", "README.zh-CN.md")
    )
    assert english == chinese
    assert "(README.zh-CN.md)" in listings.text("README.md")
    assert "(README.md)" in listings.text("README.zh-CN.md")


def test_both_readmes_tell_the_same_commands_and_marts() -> None:
    english, chinese = (listings.text(page) for page in ("README.md", "README.zh-CN.md"))
    for pattern in (r"`make [^`]*`", r"`(?:dim|fct|cmp|dq)_[a-z_*]*`", r"\(docs/[^)]*\)"):
        assert set(re.findall(pattern, english)) == set(re.findall(pattern, chinese)), pattern
    assert english.count("\n## ") == chinese.count("\n## ")


def _anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", DOCUMENTS)
def test_links_within_the_repository_lead_somewhere(page: str) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)]+)\)", listings.text(page)):
        name, _, anchor = link.partition("#")
        target = (PROJECT / page).parent / name if name else PROJECT / page
        assert target.exists(), link
        assert not anchor or anchor in _anchors(target.read_text(encoding="utf-8")), link


@needs.program("systemd-analyze")
def test_the_units_of_systemd_are_well_formed(tmp_path: Path) -> None:
    for name in ("mingzhang-build.service", "mingzhang-build.timer"):
        text = (PROJECT / "deploy" / name).read_text(encoding="utf-8")
        # The paths of the example are on no machine of ours.
        text = re.sub(r"^(User|Group|WorkingDirectory)=.*\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"/opt/mingzhang/\S*python\S*", "/bin/true", text)
        (tmp_path / name).write_text(text.replace("/usr/bin/make", "/bin/true"))
    said = listings.run(
        listings.Listing("sh", f"systemd-analyze verify {tmp_path}/*.service", None, 1), PROJECT
    )
    assert "mingzhang-build" not in said


def test_the_crontab_has_a_time_and_a_command_in_each_line() -> None:
    text = (PROJECT / "deploy/crontab.example").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    jobs = [line for line in lines if not re.match(r"[A-Z]+=", line)]
    assert len(jobs) == 1
    assert re.fullmatch(r"(?:[\d*/,-]+ +){5}cd \S+ && .+", jobs[0])
    listings.run(
        listings.Listing("sh", f"bash -n -c '{jobs[0].split('  ', 1)[1]}'", None, 1), PROJECT
    )


PAGE = """
```sh
echo one
echo two
```

```
o…
...
```

<!-- slow -->
```python
print(1)
```

Words between.

```
no answer
```

```sql
select 1 as a
```

| a |
| --- |
| 1 |

```text
left alone
```
"""


def test_a_page_is_read_as_it_says() -> None:
    first, second, third = listings.listings(PAGE)
    assert (first.tag, first.answer, first.line) == ("sh", "o…\n...\n", 2)
    assert (second.tag, second.answer, second.is_slow) == ("python", None, True)
    assert (third.tag, third.answer) == ("sql", "| a |\n| --- |\n| 1 |\n")


def test_an_answer_that_differs_is_seen() -> None:
    assert listings.agrees("o…\n...\n", "one\ntwo\nthree\n")
    assert listings.agrees("one\n", "one  \n")
    assert not listings.agrees("one\n", "one\ntwo\n")
    assert not listings.agrees("t…\n...\n", "one\n")
    assert not listings.agrees("| 1.5 |\n", "| 1x5 |\n")

"""Whose disclosure a document is, of which year, and whether budget or final accounts.

All three come from the document's own titles and headings, checked against the register of units.
A manifest, a CSV beside the documents, may overrule each of them for a file.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from ingest.base.errors import (
    LandingError,
    Place,
    UnknownStageError,
    UnknownUnitError,
    UnknownYearError,
)
from ingest.base.ordinals import PART, strip_ordinal
from ingest.base.text import fold
from ingest.reading.model import PARTS_JOINED, Document
from ingest.vocabulary.money import money_declaration
from ingest.vocabulary.unit_names import ReportingLevel, reporting_level, unit_id_of
from ingest.vocabulary.units import Unit, units

Stage = Literal["budget", "final"]

_HEADING_LENGTH = 60
_LABELLED = re.compile(
    r"^(?:编制|填报|公开)?(?:单位|部门)(?:\(单位\)|名称)?:(?:\[?\d{3,12}[-—\]])?(.{4,40}?)"
    r"(?:(?:金额)?单位:.*|填报日期.*)?$"
)
_TITLE_UNIT = re.compile(
    r"^(?:关于)?(?:20\d\d年度?)?([一-鿿()]{4,40}?)"
    r"(?:(?:20\d\d年度?)?(?:单位|部门)|20\d\d年度?)(?:收支)?(?:预算|决算)"
)
_YEAR = re.compile(r"(?<![比较与\d])(20\d\d)年(?!\d{1,2}月)(?!末|底|初)")
_FUND_WORDS = re.compile(
    r"一般公共预算|公共财政预算|公共预算|政府性基金预算|国有资本经营预算|预决算|部门预算(?=支出经济|管理)|预算单位|预算数|预算财政拨款"
)
_TABLE_OF_ONE_KIND = re.compile(rf"^{PART}|绩效|总表|支出表|收入表|明细表|\d[.万]|万元|[,。;]")
_DATE_BEHIND = re.compile(r"20\d\d年\d{1,2}月(?:\d{1,2}日)?$")
_TITLE = re.compile(r"20\d\d年.{0,40}(?:预算|决算)(?:公开|表|的?(?:情况)?说明|草案|报告)?$")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who filed what: the natural key of a disclosure.

    Attributes:
        unit_id: Id of the reporting entity, in the register or made from its name.
        unit_name: Its name as printed, folded.
        fiscal_year: The year that is disclosed.
        stage: Budget or final accounts.
        title: The document's title, folded.
        reporting_level: Whether it is of a department with its units or of one unit itself; None
            where nothing says it.
        is_known_unit: Whether the register, an alias or a steward's answer knows the unit.
    """

    unit_id: str
    unit_name: str
    fiscal_year: int
    stage: Stage
    title: str
    reporting_level: ReportingLevel | None = None
    is_known_unit: bool = True

    @property
    def document_id(self) -> str:
        """`<unit_id>-<fiscal_year>-<budget|final>`, of the first edition."""
        return f"{self.unit_id}-{self.fiscal_year}-{self.stage}"


@dataclass(frozen=True, slots=True)
class Overrule:
    """What a manifest says of one file; None leaves the document its own word."""

    unit_id: str | None
    fiscal_year: int | None
    stage: Stage | None


def read_manifest(path: Path) -> dict[str, Overrule]:
    """Read a manifest by source file.

    Raises:
        LandingError: A column is missing, or a year or stage is none.
    """
    rules: dict[str, Overrule] = {}
    for number, row in _manifest_rows(path):
        year, stage = row["fiscal_year"], row["stage"]
        if (year and not re.fullmatch(r"20\d\d", year)) or stage not in {"", "budget", "final"}:
            raise LandingError(
                Place(path.name, line=number),
                f"fiscal_year {year!r} or stage {stage!r} is none.",
                "Write a year such as 2022, and budget or final.",
            )
        rules[row["source_file"]] = Overrule(
            row["unit_id"] or None,
            int(year) if year else None,
            cast("Stage", stage) if stage else None,
        )
    return rules


def _manifest_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a manifest with their lines, each cell stripped; an absent cell is empty."""
    wanted = ("source_file", "unit_id", "fiscal_year", "stage")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = set(reader.fieldnames or ())
            rows = [
                (reader.line_num, {name: (row.get(name) or "").strip() for name in wanted})
                for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LandingError(
            Place(path.name), f"The manifest cannot be read ({error}).", "Save it as UTF-8 CSV."
        ) from error
    if missing := sorted(set(wanted) - columns):
        raise LandingError(
            Place(path.name, line=1), f"It lacks {', '.join(missing)}.", "Add the columns."
        )
    return rows


def identify(document: Document, manifest: Mapping[str, Overrule] | None = None) -> Identity:
    """Say whose disclosure `document` is.

    Args:
        document: The document as read.
        manifest: What overrules the document's own words, by source file.

    Raises:
        UnknownUnitError: The document names no unit.
        UnknownYearError: No heading names a fiscal year.
        UnknownStageError: Its headings speak neither of 预算 nor of 决算.
    """
    overrule = _overruled(document.source_file, manifest or {})
    heads = tuple(_headings(document))
    name = _unit_name(document, heads, overrule.unit_id)
    year = overrule.fiscal_year or _year(document, heads)
    stage = overrule.stage or _stage(document, heads)
    title = _document_title(heads, name, year, stage)
    level = reporting_level(name, title, heads)
    if overrule.unit_id:
        unit_id, is_known = overrule.unit_id, overrule.unit_id in {u.unit_id for u in units()}
    else:
        unit_id, is_known = unit_id_of(name, year, level)
    return Identity(unit_id, name, year, stage, title, level, is_known)


def _overruled(source_file: str, manifest: Mapping[str, Overrule]) -> Overrule:
    """What a manifest says of a file, or of the first file of several for which it says it."""
    names = (source_file, *source_file.split(PARTS_JOINED))
    told = [manifest[name] for name in names if name in manifest]
    return Overrule(
        next((rule.unit_id for rule in told if rule.unit_id), None),
        next((rule.fiscal_year for rule in told if rule.fiscal_year), None),
        next((rule.stage for rule in told if rule.stage), None),
    )


def _document_title(heads: Iterable[str], name: str, year: int, stage: Stage) -> str:
    """The first heading that names year and kind and is no table's; else one made of these."""
    for head in heads:
        dateless = _DATE_BEHIND.sub("", head)
        if _TITLE.search(dateless) and not _TABLE_OF_ONE_KIND.search(head):
            return strip_ordinal(dateless)
    return f"{name}{year}年{'预算' if stage == 'budget' else '决算'}"


def _headings(document: Document) -> Iterable[str]:
    """Folded heading-like texts: short lines that are no sentence, and pieces joined again."""
    texts = [line.folded for line in document.lines if "\t" not in line.text]
    texts = [text for text in texts if text]
    for position, text in enumerate(texts):
        if not _is_heading(text):
            continue
        # A title cut over lines says its year and its kind only when the pieces are joined.
        is_cover = position == 0 and not _TITLE.search(_DATE_BEHIND.sub("", text))
        joined = "".join(texts[:3]) if is_cover else ""
        yield joined if joined and _is_heading(joined) else text
        pair = text + texts[position + 1] if position + 1 < len(texts) else text
        if pair.endswith(("表", "说明", "公开")) and _is_heading(pair) and not _TITLE.search(text):
            yield pair


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING_LENGTH and not text.endswith(("。", ";", ",", "、"))


def _unit_name(document: Document, heads: Iterable[str], overruled: str | None) -> str:
    """The unit's name as printed: its labelled name, else a registered one, else by the title."""
    register = {name: unit for unit in units() for name in unit.names}
    labelled = Counter(_labelled_names(document))
    printed = next((name for name, _ in labelled.most_common()), None)
    if printed is not None:
        return printed
    if overruled:
        unit = next((unit for unit in units() if unit.unit_id == overruled), None)
        return (fold(unit.name) if unit else _titled_name(heads)) or overruled
    name = _mentioned(document, register) or _titled_name(heads)
    if name is None:
        raise UnknownUnitError(
            Place(document.source_file),
            "It seems to be no disclosure: nothing in it names a unit that files.",
            "If it is one, name its unit_id in a manifest.csv beside it; if not, leave it: nothing"
            " is read of it.",
        )
    return name


def _labelled_names(document: Document) -> Iterable[str]:
    for line in document.lines:
        first, tab, _ = line.text.partition("\t")
        folded = fold(first) if tab else line.folded
        if (found := _LABELLED.match(folded)) and not money_declaration().match(folded):
            yield found[1]


def _mentioned(document: Document, register: Mapping[str, Unit]) -> str | None:
    """The registered name that the text mentions most, and in doubt the longest."""
    text = "".join(line.folded for line in document.lines)
    counts = {name: text.count(name) for name in register}
    best = max(counts, key=lambda name: (counts[name], len(name)), default=None)
    return best if best and counts[best] else None


def _titled_name(heads: Iterable[str]) -> str | None:
    return next((found[1] for head in heads if (found := _TITLE_UNIT.match(head))), None)


def _year(document: Document, heads: Iterable[str]) -> int:
    years = Counter(int(year) for head in heads for year in _YEAR.findall(head))
    if not years:
        text = "".join(line.folded for line in document.lines)
        years = Counter(int(year) for year in _YEAR.findall(text))
    if not years:
        raise UnknownYearError(
            Place(document.source_file),
            "No heading names a fiscal year (such as 2022年度).",
            "Name its fiscal_year in a manifest.csv beside it.",
        )
    return max(years, key=lambda year: (years[year], year))


def _stage(document: Document, heads: Iterable[str]) -> Stage:
    """Budget or final: what the headings say more often, else the whole text, else said first."""
    words = "".join(_FUND_WORDS.sub("", head) if "预" in head else head for head in heads)
    budget, final = words.count("预算"), words.count("决算")
    if budget == final:
        text = _FUND_WORDS.sub("", "".join(line.folded for line in document.lines))
        budget, final = text.count("预算"), text.count("决算")
    if budget == final > 0:
        said = words + text
        budget, final = (1, 0) if said.find("预算") < said.find("决算") else (0, 1)
    if budget == final:
        raise UnknownStageError(
            Place(document.source_file),
            f"Its headings say 预算 {budget} and 决算 {final} times.",
            "Name its stage (budget or final) in a manifest.csv beside it.",
        )
    return "budget" if budget > final else "final"

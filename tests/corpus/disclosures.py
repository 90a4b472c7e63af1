"""Disclosures by their number: the same seed and number give the same bytes anywhere."""

from collections.abc import Iterator
from random import Random

from ingest.vocabulary.unit_names import stable_unit_id
from tests.corpus.accounts import Accounts, Stage, accounts, chance
from tests.corpus.budget import budget_tables
from tests.corpus.faults import inject
from tests.corpus.final import final_tables
from tests.corpus.model import Disclosure, Layout, Style, Table
from tests.corpus.narrative import narrate
from tests.corpus.register import FIRST_YEAR

FILINGS = 8
"""What a unit files: four years, a budget and final accounts each."""

_STARTS = 5
FAULTY = 0.2
"""The share of disclosures that have faults, unless asked otherwise."""
_FLAT = 0.3


def disclosure(
    seed: int, number: int, layout: Layout | None = None, faulty: float = FAULTY
) -> Disclosure:
    """The disclosure of a number.

    Args:
        seed: What all randomness comes from.
        number: From 0; neighbours are filings of one unit.
        layout: The layout of the text; by default a known share is flattened.
        faulty: The share of disclosures that have faults injected, one or two each.
    """
    index, filing = divmod(number, FILINGS)
    year = FIRST_YEAR + index % _STARTS + filing // 2
    stage: Stage = "final" if filing % 2 else "budget"
    now = accounts(seed, index, year, stage)
    random = Random(f"{seed}/{number}/print")  # noqa: S311 - a corpus, not a secret
    style = _style(random, stage, layout)
    told = narrate(
        now, accounts(seed, index, year - 1, stage), accounts(seed, index, year, "budget")
    )
    made = Disclosure(
        unit_name=now.unit.name,
        year=year,
        stage=stage,
        style=style,
        tables=_tables(now, style),
        sentences=told.sentences,
        stated=told.stated,
        document_id=f"{stable_unit_id(now.unit.name, 'unit')}-{year}-{stage}",
    )
    if random.random() < faulty:
        inject(made, random, random.choice((1, 1, 2)))
    return made


def _tables(now: Accounts, style: Style) -> list[Table]:
    return budget_tables(now, style) if now.stage == "budget" else final_tables(now, style)


def disclosures(seed: int, documents: int) -> Iterator[Disclosure]:
    """The first disclosures of a seed."""
    return (disclosure(seed, number) for number in range(documents))


def _style(random: Random, stage: Stage, layout: Layout | None) -> Style:
    drawn: Layout = "flat" if random.random() < _FLAT else "tabbed"
    in_yuan, coarse = chance(random, 0.04), chance(random, 0.06)
    return Style(
        layout=layout or drawn,
        money_unit="元" if in_yuan else "万元",
        step=1 if in_yuan else 1000 if coarse else 100,
        places=0 if in_yuan else 1 if coarse else 2,
        thousands=chance(random, 0.6),
        zeros=chance(random, 0.2),
        split_codes=stage == "budget" and chance(random, 0.4),
        total_label="合 计" if chance(random, 0.5) else "合计",
        fund_columns=chance(random, 0.5),
        total_first=chance(random, 0.6),
    )

"""Random accounts that are consistent in themselves, in whole yuan.

A unit keeps its items, projects and habits over the years; what it spends on each moves from year
to year. Its budget and its final accounts of a year stand in the relation of a plan to what came
of it. Everything that tables and narrative print is a sum of what stands here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import Literal

from tests.corpus.register import FIRST_YEAR, economic, functional_name, items_of_class
from tests.corpus.units import Unit, unit

Stage = Literal["budget", "final"]
Source = Literal[
    "current", "carryover", "fund", "service_income", "business_income", "other_income"
]
OWN: tuple[Source, ...] = ("service_income", "business_income", "other_income")
"""Money of the unit's own."""

FUND_ITEM = "2120803"
"""Spending from a government fund stands under an item of its own."""

_PENSION = ("2080505", "2080506", "2080502")
_HEALTH = ("2101101", "2101102", "2101103")
_HOUSING = ("2210201", "2210202", "2210203")
_RUNNING = ("01", "50")
_THINGS = (
    "信息系统",
    "公共服务",
    "办公用房",
    "业务培训",
    "专项工作",
    "设施设备",
    "基层能力",
    "网络安全",
)
_DOINGS = ("建设", "运行维护", "升级改造", "补助", "购置", "监督检查")
_GOODS = (
    "台式计算机",
    "打印设备",
    "办公家具",
    "物业管理服务",
    "软件开发服务",
    "印刷服务",
    "维修服务",
)
_PERSONNEL: tuple[str, ...] = (
    "30101",
    "30102",
    "30103",
    "30107",
    "30108",
    "30109",
    "30110",
    "30112",
    "30113",
)
_PERSONNEL += ("30199", "30302", "30305", "30307", "30309", "30399")
_PUBLIC: tuple[str, ...] = (
    "30201",
    "30202",
    "30205",
    "30206",
    "30207",
    "30209",
    "30211",
    "30213",
    "30214",
)
_PUBLIC += ("30215", "30216", "30217", "30212", "30226", "30227", "30228", "30229", "30231")
_PUBLIC += ("30239", "30299", "31002", "31003")


@dataclass(slots=True)
class Leaf:
    """An item of the functional classification and what is spent on it."""

    code: str
    personnel: int = 0
    public: int = 0
    projects: dict[Source, int] = field(default_factory=dict)
    _known: dict[tuple[Source, ...], int] = field(default_factory=dict)

    def project(self, *sources: Source) -> int:
        """What its projects spend, from these sources or from all; asked once all are there."""
        known = self._known.get(sources)
        if known is None:
            known = sum(v for k, v in self.projects.items() if not sources or k in sources)
            self._known[sources] = known
        return known

    @property
    def basic(self) -> int:
        """Basic expenditure: personnel and running cost."""
        return self.personnel + self.public


@dataclass(frozen=True, slots=True)
class Project:
    """A project: the item it is of, where its money comes from, and what is bought for it."""

    name: str
    code: str
    source: Source
    amount: int
    purchases: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a unit, a year and a stage."""

    unit: Unit
    year: int
    stage: Stage
    leaves: tuple[Leaf, ...]
    projects: tuple[Project, ...]
    economic: dict[str, int]
    closing: int
    three_public_budget: dict[str, int]
    _known: dict[tuple[Source, ...], int] = field(default_factory=dict)

    def spent(self, *sources: Source) -> int:
        """Project spending from these sources."""
        if sources not in self._known:
            self._known[sources] = sum(leaf.project(*sources) for leaf in self.leaves)
        return self._known[sources]

    @property
    def basic(self) -> int:
        """Basic expenditure, all of it from the general public budget of the year."""
        return sum(leaf.basic for leaf in self.leaves)

    @property
    def total(self) -> int:
        """All expenditure of the year."""
        return self.basic + self.spent()

    @property
    def opening(self) -> int:
        """What was carried over from the year before; all of it is general public budget."""
        return self.spent("carryover")

    @property
    def general(self) -> int:
        """Appropriation of the general public budget in the year."""
        return self.basic + self.spent("current") + self.closing

    @property
    def fund(self) -> int:
        """Appropriation of government funds in the year."""
        return self.spent("fund")

    @property
    def three_public(self) -> dict[str, int]:
        """Travel, vehicles and reception, as the economic classification has them."""
        return {
            "overseas_travel": self.economic.get("30212", 0),
            "vehicle_operation": self.economic.get("30231", 0),
            "official_reception": self.economic.get("30217", 0),
        }


def chance(random: Random, share: float) -> bool:
    """True in this share of cases."""
    return random.random() < share


def _random(*parts: object) -> Random:
    return Random("/".join(map(str, parts)))  # noqa: S311 - a corpus, not a secret


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a unit keeps over the years: items and projects with their size in a middling year."""

    unit: Unit
    leaves: tuple[tuple[str, int, int], ...]
    projects: tuple[tuple[str, str, Source, int, int], ...]
    economic: tuple[tuple[str, float], ...]


@lru_cache(maxsize=64)
def _plan(seed: int, index: int) -> _Plan:
    own = unit(seed, index)
    random = _random(seed, index, "plan")
    staff = int(own.size * random.uniform(2_000_000, 6_000_000))
    main = _main_items(own, random)
    running = [c for c in main if c.endswith(_RUNNING)][:2] or main[:1]
    leaves = {code: [0, 0] for code in main}
    for code in running:
        leaves[code] = [
            int(staff * random.uniform(0.5, 0.9)),
            int(staff * random.uniform(0.1, 0.4)),
        ]
    for codes, share in ((_PENSION, 0.12), (_HEALTH, 0.06), (_HOUSING, 0.09)):
        for code in sorted(random.sample(codes, random.randint(1, 3))):
            leaves.setdefault(code, [0, 0])[0] += int(staff * share * random.uniform(0.2, 1.0))
    projects = tuple(_projects(main, own, random))
    items = {*leaves, *(code for _, code, *_ in projects)}
    return _Plan(
        own,
        tuple((code, *leaves.get(code, [0, 0])) for code in sorted(items)),  # type: ignore[misc]
        projects,
        tuple((c, random.uniform(0.2, 3.0)) for c in _items_spent_on(random)),
    )


def _main_items(own: Unit, random: Random) -> list[str]:
    items = items_of_class(own.main_class)
    count = min(len(items), 14 + int(random.expovariate(1 / 18)))
    chosen = random.sample(items, count)
    others = [c for c in ("206", "201", "213") if c != own.main_class and items_of_class(c)]
    chosen += [random.choice(items_of_class(c)) for c in others if chance(random, 0.3)]
    return sorted({*chosen, items[0]})


def _items_spent_on(random: Random) -> list[str]:
    personnel = random.sample(_PERSONNEL, random.randint(9, len(_PERSONNEL)))
    public = random.sample(_PUBLIC, random.randint(8, len(_PUBLIC)))
    return sorted({*personnel, *public, "30101", "30201"})


def _projects(
    main: Sequence[str], own: Unit, random: Random
) -> list[tuple[str, str, Source, int, int]]:
    """Name, item, source, size and number of purchases of each project."""
    names = [f"{thing}{doing}项目" for thing in _THINGS for doing in _DOINGS]
    random.shuffle(names)
    sources: list[Source] = [*["current"] * 8, "carryover", *OWN]  # type: ignore[list-item]
    found: list[tuple[str, str, Source, int, int]] = []
    for code in main:
        if code.endswith("01") and len(main) > 1 and chance(random, 0.5):
            continue
        for _ in range(random.choice((1, 1, 2))):
            if names:
                size = int(own.size * random.lognormvariate(12.5, 1.0))
                bought = random.choice((0, 0, 1, 2))
                found.append((names.pop(), code, random.choice(sources), size, bought))
    if chance(random, 0.15) and names:
        size = int(own.size * random.lognormvariate(13.0, 0.8))
        found.append((names.pop(), FUND_ITEM, "fund", size, 0))
    return found


@lru_cache(maxsize=64)
def accounts(seed: int, index: int, year: int, stage: Stage) -> Accounts:
    """The accounts of the unit of an index, the same for the same arguments."""
    plan = _plan(seed, index)
    growth = 1.0
    for past in range(FIRST_YEAR, year + 1):
        growth *= _random(seed, index, past, "growth").uniform(0.93, 1.12)
    random = _random(seed, index, year, "year")
    drawn = [random.uniform(0.85, 1.15) for _ in range(2 * len(plan.leaves) + len(plan.projects))]
    kept = [chance(random, 0.9) for _ in plan.projects]
    if stage == "final":
        # What came of the plan: the same random numbers first, then how far each was met.
        drawn = [d * random.uniform(0.8, 1.05) for d in drawn]
    scale = iter(d * growth for d in drawn)
    leaves = {c: Leaf(c, int(a * next(scale)), int(b * next(scale))) for c, a, b in plan.leaves}
    projects = []
    for (name, code, source, size, bought), is_kept in zip(plan.projects, kept, strict=True):
        amount = int(size * next(scale)) + 1
        if is_kept and functional_name(code, year):
            leaf = leaves[code]
            leaf.projects[source] = leaf.projects.get(source, 0) + amount
            projects.append(Project(name, code, source, amount, _bought(amount, bought, random)))
    spent = tuple(leaf for leaf in leaves.values() if leaf.basic + leaf.project())
    return Accounts(
        unit=plan.unit,
        year=year,
        stage=stage,
        leaves=spent,
        projects=tuple(projects),
        economic=_economic(plan, spent, year, random),
        closing=int(plan.unit.size * random.uniform(0, 900_000)) if stage == "final" else 0,
        three_public_budget={
            k: int(random.uniform(1.0, 1.4) * v)
            for k, v in (
                ("overseas_travel", 0),
                ("vehicle_operation", 38_000),
                ("official_reception", 9_000),
            )
        },
    )


def _bought(amount: int, number: int, random: Random) -> tuple[tuple[str, int], ...]:
    """What is bought for a project; all of it is money of the project."""
    names = random.sample(_GOODS, number)
    parts = _split(int(amount * random.uniform(0.3, 1.0)), [random.uniform(1, 3) for _ in names])
    return tuple((n, p) for n, p in zip(names, parts, strict=True) if p)


def _economic(plan: _Plan, leaves: Sequence[Leaf], year: int, random: Random) -> dict[str, int]:
    """Basic expenditure by economic item: 301 and 303 are personnel, the rest running cost."""
    known = economic(year)
    found: dict[str, int] = {}
    for whole, is_personnel in (
        (sum(leaf.personnel for leaf in leaves), True),
        (sum(leaf.public for leaf in leaves), False),
    ):
        items = [
            (code, weight * random.uniform(0.8, 1.2))
            for code, weight in plan.economic
            if code in known and (code[:3] in {"301", "303"}) is is_personnel
        ]
        amounts = _split(whole, [weight for _, weight in items])
        found.update((c, v) for (c, _), v in zip(items, amounts, strict=True) if v)
    return dict(sorted(found.items()))


def _split(whole: int, weights: Sequence[float]) -> list[int]:
    """Whole yuan in the proportion of the weights; the first takes what is left over."""
    if not weights:
        return []
    total = sum(weights)
    parts = [int(whole * weight / total) for weight in weights]
    parts[0] += whole - sum(parts)
    return parts

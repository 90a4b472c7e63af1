"""Made-up units: a name no other has, a level, a size, and the class it spends most in."""

from dataclasses import dataclass
from random import Random

from tests.corpus.places import cities, counties
from tests.corpus.register import registered_units

# What a body is called, and the functional class that most of its spending is of.
_BODIES = (
    ("教育局", "205"),
    ("第一中学", "205"),
    ("实验小学", "205"),
    ("职业教育中心", "205"),
    ("卫生健康委员会", "210"),
    ("疾病预防控制中心", "210"),
    ("中心医院", "210"),
    ("妇幼保健院", "210"),
    ("民政局", "208"),
    ("人力资源和社会保障局", "208"),
    ("就业服务中心", "208"),
    ("社会保险服务中心", "208"),
    ("退役军人事务局", "208"),
    ("残疾人联合会", "208"),
    ("人民政府办公室", "201"),
    ("人民代表大会常务委员会办公室", "201"),
    ("财政局", "201"),
    ("统计局", "201"),
    ("人民法院", "204"),
    ("司法局", "204"),
)
_STEP = 611_953
"""A prime, so that going on by it meets every combination once."""
_COUNTY_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its place in the corpus, its name, its own class and its size (1 is a county's)."""

    index: int
    name: str
    main_class: str
    size: float


def unit(seed: int, index: int) -> Unit:
    """The unit of an index, the same for the same seed; no two indices share a name."""
    bodies, places = len(_BODIES), len(cities())
    number = (index * _STEP + seed) % (bodies * places * len(counties()))
    body, main_class = _BODIES[number % bodies]
    place = cities()[number // bodies % places]
    county = counties()[number // (bodies * places)]
    random = Random(f"{seed}/unit/{index}")  # noqa: S311 - a corpus, not a secret
    is_county = random.random() < _COUNTY_SHARE
    # Above the county one number names few bodies, so that the county tells them apart as a seat.
    name = f"{place}{county}{body}" if is_county else f"{place}{body}{county}分部"
    assert name not in registered_units()
    size = random.lognormvariate(0.0, 0.6) * (1.0 if is_county else 2.5)
    return Unit(index, name, main_class, size)

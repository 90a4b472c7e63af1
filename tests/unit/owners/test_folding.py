"""One folding and one key of labels, for whatever is printed."""

import csv

import duckdb
import pytest

pytest.importorskip("hypothesis")

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.base.ordinals import NUMERAL, ordinal_of
from ingest.base.settings import PROJECT
from ingest.base.text import fold, label_key
from ingest.rows.read import read_landing
from ingest.rows.write import write_records
from ingest.warehouse.load import load
from tests.support.examples import examples
from tests.support.landing_rows import rows_of

A = "unit-a-2023-budget"

PROBES = [
    # printed, folded, key
    ("12.4宪法日宣传经费", "12.4宪法日宣传经费", "12.4宪法日宣传经费"),
    ("3.8妇女节活动经费", "3.8妇女节活动经费", "3.8妇女节活动经费"),
    ("３．８妇女节活动经费", "3.8妇女节活动经费", "3.8妇女节活动经费"),
    ("1.5倍工资", "1.5倍工资", "1.5倍工资"),
    ("7、8月防汛经费", "7、8月防汛经费", "7、8月防汛经费"),
    ("12333热线", "12333热线", "12333热线"),
    ("十二.五规划项目", "十二.五规划项目", "十二.五规划项目"),
    ("㈠一般公共预算拨款收入", "(一)一般公共预算拨款收入", "一般公共预算拨款收入"),
    ("㈩其他收入", "(十)其他收入", "其他收入"),
    ("（一）一般公共预算拨款收入", "(一)一般公共预算拨款收入", "一般公共预算拨款收入"),
    ("一、一般公共预算拨款收入", "一、一般公共预算拨款收入", "一般公共预算拨款收入"),
    ("一、（一）一般公共预算拨款收入", "一、(一)一般公共预算拨款收入", "(一)一般公共预算拨款收入"),
    ("二十三、其他支出", "二十三、其他支出", "其他支出"),
    ("⑴办公费", "(1)办公费", "办公费"),
    ("①办公费", "(1)办公费", "办公费"),
    ("⑫办公费", "(12)办公费", "办公费"),
    ("❶办公费", "❶办公费", "办公费"),
    ("１．办公费", "1.办公费", "办公费"),
    ("⒈办公费", "1.办公费", "办公费"),
    ("1、办公费", "1、办公费", "办公费"),
    ("1）办公费", "1)办公费", "办公费"),
    ("1.2023年信息化项目", "1.2023年信息化项目", "2023年信息化项目"),
    ("其中：（一）因公出国（境）费", "其中:(一)因公出国(境)费", "因公出国(境)费"),
    ("（一）其中：⑴公务接待费", "(一)其中:(1)公务接待费", "(1)公务接待费"),
    ("八、社会保障和就业支出（类）", "八、社会保障和就业支出(类)", "社会保障和就业支出"),
    ("其中：", "其中:", "其中:"),
    ("⾦融支出", "金融支出", "金融支出"),  # a Kangxi radical
    ("⼀、教育支出", "一、教育支出", "教育支出"),
    ("年金\uf90a", "年金金", "年金金"),  # a compatibility ideograph
    ("㎡以上", "m2以上", "m2以上"),
    ("ｱｲ費", "アイ費", "アイ費"),
    ("“三公”经费", '"三公"经费', '"三公"经费'),
    ("‘三公’经费", "'三公'经费", "'三公'经费"),
    ("＂三公＂经费", '"三公"经费', '"三公"经费'),
    ("收\u3000入\u00a0总 计", "收入总计", "收入总计"),
    ("收\u200b入\ufeff总\u2060计", "收入总计", "收入总计"),
    ("【项目】〔支出〕", "【项目】〔支出〕", "【项目】〔支出〕"),
    ("｛项目｝﹙支出﹚", "{项目}(支出)", "{项目}(支出)"),
    ("项目……支出", "项目......支出", "项目......支出"),
    ("￣支出", "\u0304支出", "\u0304支出"),  # which decomposes into a blank and a mark
]


@pytest.mark.parametrize(("printed", "folded", "key"), PROBES)
def test_printed_labels_have_one_folded_text_and_one_key(
    printed: str, folded: str, key: str
) -> None:
    assert fold(printed) == folded
    assert label_key(printed) == key


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
BLANKS = st.text(" \u3000\u00a0\u2003\u200b\ufeff", max_size=2)
MARKS = "<>*#"
"""What may be markup, which is taken off before a text is folded."""


@settings(max_examples=examples(500))
@given(ANY_TEXT.filter(lambda text: not any(mark in fold(text) for mark in MARKS)))
def test_what_is_folded_stays_and_has_the_key_of_what_is_printed(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert label_key(folded) == label_key(text)
    assert not any(char.isspace() for char in folded)
    assert bool(label_key(text)) == bool(folded)


def test_every_text_at_hand_folds_to_one_form() -> None:
    """The printed texts of the shipped rows, of the expected values of tests, and of the seeds."""
    files = [
        path for name in ("data", "tests", "seeds") for path in (PROJECT / name).rglob("*.csv")
    ]
    texts: set[str] = set()
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as file:
            texts.update(cell for row in csv.reader(file) for cell in row)
    assert len(texts) > 10_000
    for text in texts:
        folded = fold(text)
        assert folded == fold(f"\u3000{' '.join(text)}\u200b") or any(m in text for m in MARKS)
        assert (fold(folded), label_key(folded)) == (folded, label_key(text)) or "#" in text


CHINESE = st.text(
    st.sampled_from("社会保障和就业支出收入总计基本项目费（）“”0123456789.、:"), max_size=12
)


@settings(max_examples=examples(100))
@given(st.data(), CHINESE)
def test_blanks_and_width_do_not_matter(data: st.DataObject, text: str) -> None:
    wide = "".join(
        chr(ord(char) + 0xFEE0) if char.isascii() and data.draw(st.booleans()) else char
        for char in text
    )
    parted = "".join(char + data.draw(BLANKS) for char in wide)
    assert fold(parted) == fold(text)
    assert label_key(parted) == label_key(text)


ORDINALS = st.one_of(
    st.from_regex(rf"\A{NUMERAL}、\Z"),
    st.from_regex(rf"\A[（(]{NUMERAL}[）)]\Z"),
    st.integers(1, 99).map("{}.".format),
    st.integers(1, 99).map("{}、".format),
    st.integers(1, 99).map("（{}）".format),
    st.sampled_from("㈠㈡㈩⑴⑵⑳①②⑳⒈⒛❶➀"),
)


@settings(max_examples=examples(100))
@given(ORDINALS, st.sampled_from(["办公费", "一般公共预算拨款收入", "“三公”经费", "2023年项目"]))
def test_an_ordinal_in_any_spelling_is_no_part_of_the_key(ordinal: str, name: str) -> None:
    assert label_key(ordinal + name) == fold(name)
    assert ordinal_of(fold(ordinal + name))


@settings(max_examples=examples(100))
@given(
    st.integers(0, 99), st.integers(0, 99), st.sampled_from(["宪法日", "妇女节", "倍", "版", ""])
)
def test_a_date_or_a_figure_is_no_ordinal(before: int, behind: int, name: str) -> None:
    for text in (f"{before}.{behind}{name}", f"{before}、{behind}{name}"):
        assert label_key(text) == text


@settings(max_examples=examples(3), suppress_health_check=list(HealthCheck))
@given(texts=st.lists(ANY_TEXT.filter(bool), min_size=1, max_size=60))
def test_any_label_is_loaded_with_its_key(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("labels")
    rows = rows_of(A, amounts=len(texts))
    rows["amounts"] = [
        {**row, "label_printed": text} for row, text in zip(rows["amounts"], texts, strict=True)
    ]
    write_records(folder / "extracted", A, rows)
    load(folder / "extracted", folder / "new.duckdb")
    with duckdb.connect(str(folder / "new.duckdb"), read_only=True) as connection:
        loaded = connection.execute(
            "select label_printed, label_folded, label_key from raw.amounts order by row_no"
        ).fetchall()
    assert loaded == [(t, fold(t) or None, label_key(t) or None) for t in texts]
    assert len(read_landing(folder / "extracted")["amounts"]) == len(texts)

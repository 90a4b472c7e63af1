"""Made-up filings whose warehouse tests read: some of the corpus, and some of one unit in editions.

Where the published filings are at hand, they are put beside them: one build serves all.
"""

import shutil
from pathlib import Path

from ingest.extraction.extract import extract
from ingest.intake.paths import list_documents
from ingest.intake.take import take_in
from ingest.reading.document import read_document
from ingest.rows.write import write_records
from ingest.vocabulary.unit_names import stable_unit_id
from tests.corpus.disclosures import disclosure
from tests.corpus.model import Disclosure
from tests.corpus.text import printed
from tests.support.filings import DISCLOSURES, at_hand

SEED = 20_260_101
DOCUMENTS = 40
FAULTY = 0.5

REVISED_UNIT = stable_unit_id("甘泉县民政局")

# Published twice. The second time 行政运行 is 4.50 for 4.00, with all that it is part of; 购房补贴
# stands in the place of 住房公积金.
_BUDGET = """甘泉县民政局2024年部门预算

财政拨款收支总表
单位：万元
收入¦¦支出¦
项目¦预算数¦项目¦预算数
一、一般公共预算拨款收入¦{total}¦一、社会保障和就业支出¦{class_208}
¦¦二、住房保障支出¦2.00
收入总计¦{total}¦支出总计¦{total}

部门支出总表
单位：万元
科目编码¦科目名称¦合计¦基本支出¦项目支出
¦合计¦{total}¦{basic}¦3.00
208¦社会保障和就业支出¦{class_208}¦{item}¦3.00
20802¦民政管理事务¦{class_208}¦{item}¦3.00
2080201¦行政运行¦{item}¦{item}¦
2080299¦其他民政管理事务支出¦3.00¦¦3.00
221¦住房保障支出¦2.00¦2.00¦
22102¦住房改革支出¦2.00¦2.00¦
{housing}¦2.00¦2.00¦
"""
_ONE = {"total": "9.00", "basic": "6.00", "class_208": "7.00", "item": "4.00"}
_TWO = {"total": "9.50", "basic": "6.50", "class_208": "7.50", "item": "4.50"}

# 2024 is 10.00 - 0.50 = 9.50, of which 8.00 - 1.00 = 7.00 and 2.00 - 0.00 = 2.00.
_NEXT = """甘泉县民政局2025年部门预算

支出预算情况
2025年支出预算10.00万元，比2024年预算数增加0.50万元，主要是人员增加。其中：社会保障和就业支出8.00万元，比2024年预算数增加1.00万元；住房保障支出2.00万元，比2024年预算数增加0.00万元。
"""

# The budget is 9.00 / 94.74% = 9.50, of which 7.20 / 96% = 7.50 and 1.80 / 80% = 2.25.
_FINAL = """甘泉县民政局2024年度部门决算

一般公共预算财政拨款支出决算情况说明
2024年度财政拨款支出9.00万元，为年初预算的94.74%。其中：社会保障和就业支出7.20万元，完成年初预算的96.00%；住房保障支出1.80万元，完成年初预算的80.00%。
"""

_REVISED = {
    "a.txt": _BUDGET.format(**_ONE, housing="2210201¦住房公积金"),
    "a-2.txt": _BUDGET.format(**_TWO, housing="2210203¦购房补贴"),
    "b.txt": _NEXT,
    "c.txt": _FINAL,
}


def corpus() -> list[Disclosure]:
    """The filings of the corpus, about half of them with a fault."""
    return [disclosure(SEED, number, faulty=FAULTY) for number in range(DOCUMENTS)]


def write_rows(folder: Path) -> None:
    """Write the extracted rows of all filings."""
    for one in corpus():
        path = folder.parent / f"{one.document_id}.txt"
        path.write_text(printed(one).text, encoding="utf-8")
        write_records(folder, one.document_id, extract(read_document(path)))
    documents = folder.parent / "documents"
    documents.mkdir()
    for name, text in _REVISED.items():
        (documents / name).write_text(text.replace("¦", "\t"), encoding="utf-8")
    if filings := at_hand():
        for name in (name for names in DISCLOSURES.values() for name in names):
            shutil.copy(filings / f"{name}.pdf", documents)
    assert take_in(list_documents(documents), folder).failures == []

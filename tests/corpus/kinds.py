"""A fault of each kind that one edit of a printed filing makes, with the rule that finds it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tests.corpus.model import Disclosure
from tests.corpus.text import printed

_BEHIND = "本单位履行"
"""The line behind which a sentence is put in."""

_EMPTY = "说明：此表无数据"
_AMOUNT = re.compile(r"\t[\d,]+\.\d+")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault: the rule that finds it, at which stage it is made, and how.

    A kind with `before` is one of a second edition: that edit makes the first. What stands in the
    place of another is found `times` 2: where it is missing, and where it is.
    """

    rule_id: str
    stage: str
    edit: Callable[[str, int], str]
    before: Callable[[str, int], str] | None = None
    times: int = 1


def made(kind: Kind, disclosure: Disclosure) -> list[str]:
    """The text of a sound filing with a fault of a kind, behind that of its first edition, if any.

    Raises:
        ValueError: The filing does not have the place.
    """
    text = printed(disclosure).text
    edited = kind.edit(text, disclosure.year)
    first = [kind.before(text, disclosure.year)] if kind.before else []
    if edited in {text, *first}:
        raise ValueError(kind.rule_id)
    return [*first, edited]


def _said(sentence: str) -> Callable[[str, int], str]:
    def edit(text: str, year: int) -> str:
        said = sentence.format(year=year, before=year - 1)
        line = next((line for line in text.splitlines() if line.startswith(_BEHIND)), None)
        if line is None:
            raise ValueError(sentence)
        return text.replace(line, f"{line}\n{said}", 1)

    return edit


def _table(text: str, title: str) -> str:
    """The lines of a table, up to the number of its page."""
    found = re.search(
        rf"^(?:\d{{4}}年度?)?{title}\n单位.*?^- \d+ -\n", text, re.MULTILINE | re.DOTALL
    )
    if not found:
        raise ValueError(title)
    return found[0]


def _stale_name(text: str, _: int) -> str:
    return text.replace("、卫生健康支出", "、医疗卫生与计划生育支出", 1)


def _without_table(text: str, _: int) -> str:
    title = "一般公共预算“三公”经费支出预算表"
    return re.sub(rf".、{title}\n", "", text.replace(_table(text, title), ""), count=1)


def _blank_table(text: str, _: int) -> str:
    table = _table(text, "财政拨款收支预算总表")
    return text.replace(table, _AMOUNT.sub("\t", table))


def _other_note(text: str, _: int) -> str:
    table = _table(text, "政府性基金预算支出表")
    note = "说明：本单位没有国有资本经营预算支出，故本表无数据。"
    return text.replace(table, table.replace(_EMPTY, note))


def _without_explanation(text: str, _: int) -> str:
    return text.replace("机关运行经费和", "", 1)


def _without_explanations(text: str, _: int) -> str:
    """Neither what the unit is for nor what its words mean is explained."""
    return re.sub("职责|职能|名词解释|政府采购", "其他", text)


def _other_title(text: str, year: int) -> str:
    return re.sub(rf"^{year}(年度收入决算表)$", rf"{year - 1}\1", text, count=1, flags=re.MULTILINE)


def _items_as_lines(text: str, year: int) -> str:
    """The three public expenses in a line each, under a total that is not theirs."""
    text = re.sub(rf"^{year}年“三公”经费.*\n", "", text, flags=re.MULTILINE)
    table = _table(text, "一般公共预算“三公”经费支出预算表")
    head = table.split("\n单位编码")[0]
    rows = "项目\t预算数\n合计\t9.50\n因公出国（境）费用\t1.00\n公务接待费\t2.00\n"
    rows += "公务用车购置及运行费\t6.00\n公务用车购置费\t4.00\n公务用车运行费\t2.00\n"
    return text.replace(table, f"{head}\n{rows}{table.splitlines()[-1]}\n")


def _unchanged(text: str, _: int) -> str:
    return text


def _without_purchases(text: str, _: int) -> str:
    title = "政府采购支出表"
    without = text.replace(_table(text, title), "")
    return re.sub(rf"^.{{1,3}}、{title}\n", "", without, count=1, flags=re.MULTILINE)


def _third_decimal(text: str, _: int) -> str:
    table = _table(text, "政府采购支出表")
    *rows, last, page = table.splitlines()
    finer = re.sub(r"(\.\d\d)(?=\t|$)", r"\g<1>0", last)
    return text.replace(table, "\n".join([*rows, finer, page]) + "\n")


def _institution(text: str, year: int) -> str:
    """An institution by its text that pays under one class of administrative bodies."""
    if len({*re.findall(r"^(?:2101101|2080501)(?=\t)", text, re.MULTILINE)}) != 1:
        raise ValueError(year)
    if re.search(r"^(?:2101102|2080502)\t", text, re.MULTILINE):
        raise ValueError(year)
    return _said("本单位为公益一类事业单位。")(text, year)


_FUND_ROW = re.compile(r"^\d+\t[^\t]+\t([\d,.]+)\t(\S*)\t\1$", re.MULTILINE)
_FUND_TOTAL = re.compile(r"^(\t合 ?计)\t([\d,.]+)\t(\S*)\t\2$", re.MULTILINE)


def _fund_total(text: str, _: int) -> str:
    """A table of government funds of its total alone, which is not that of the summary."""
    table = _table(text, "政府性基金预算支出表")
    total = _FUND_TOTAL.search(table)
    if not total or not _has_funds(text):
        raise ValueError(table)
    other = f"{Decimal(total[2].replace(',', '')) + 1}"
    lines = _FUND_TOTAL.sub(rf"\g<1>\t{other}\t\g<3>\t{other}", _FUND_ROW.sub("", table))
    return text.replace(table, re.sub(r"\n\n+", "\n", lines))


def _other_fund(text: str, _: int) -> str:
    """A summary of appropriations that has 1.00 of government funds under another class."""
    summary = _table(text, "财政拨款收支预算总表")
    own = re.search(r"(\t城乡社区支出)\t([\d,.]+)\t(\S*)\t\2(\t\S*)$", summary, re.MULTILINE)
    if not own or not _has_funds(text) or not re.search(r"\t其他支出\t\t\t\t$", text, re.MULTILINE):
        raise ValueError(summary)
    less = f"{Decimal(own[2].replace(',', '')) - 1}"
    edited = summary.replace(own[0], f"{own[1]}\t{less}\t{own[3]}\t{less}{own[4]}")
    edited = edited.replace("\t其他支出\t\t\t\t\n", "\t其他支出\t1.00\t\t1.00\t\n")
    return text.replace(summary, edited)


def _average(text: str, year: int) -> str:
    """What a guest costs, in 万元 for 元."""
    spent = re.search(r"公务接待费(\d+\.\d\d)万元", text)
    if not spent or not Decimal(spent[1]):
        raise ValueError("average")
    mean = Decimal(spent[1]) * 100
    return _said(f"国内公务接待100人次，人均接待费{mean}万元。")(text, year)


def _compared(text: str, year: int) -> str:
    """The revenue of the year beside the appropriation of the year before."""
    revenue = re.search(r"收入预算(\d+\.\d\d)万元", text)
    if not revenue:
        raise ValueError("revenue")
    said = f"{{year}}年收入预算{revenue[1]}万元，比{{before}}年财政拨款收入预算"
    return _said(f"{said}{Decimal(revenue[1]) - 1}万元增加1.00万元。")(text, year)


def _has_funds(text: str) -> bool:
    """Whether the summary of appropriations prints a column for each fund."""
    return bool(
        re.search(r"合计\t一般公共预算\t政府性基金预算\t国有资本经营预算$", text, re.MULTILINE)
    )


def _state_capital(text: str, _: int) -> str:
    """State capital spent in its table, where the summary of appropriations prints a zero."""
    table = _table(text, "国有资本经营预算支出表")
    if not _has_funds(text) or not re.search(r"\t一、本年支出\t.*\t0\.\d+$", text, re.MULTILINE):
        raise ValueError(table)
    rows = (
        "223\t国有资本经营预算支出\t1.00\t\t1.00\n22399\t其他国有资本经营预算支出\t1.00\t\t1.00\n"
    )
    rows += "2239999\t其他国有资本经营预算支出\t1.00\t\t1.00\n\t合计\t1.00\t\t1.00\n"
    head = table[: table.index("\n", table.index("项目支出")) + 1]
    return text.replace(table, head + rows + table.splitlines()[-1] + "\n")


def _revenue_by_function(text: str, _: int) -> str:
    """A revenue table by function that gives 1.00 of a class to one on which nothing is spent."""
    table, spent = _table(text, "收入总表"), _table(text, "支出总表")
    items = re.findall(r"^(\d{7})\t([^\t]+)\t([\d,]+\.\d\d)\t", spent, re.MULTILINE)
    total = re.search(r"^\t合 ?计\t([\d,.]+)\t", spent, re.MULTILINE)
    if not items or not total or re.search(r"^201", spent, re.MULTILINE):
        raise ValueError(table)
    lines = [(code, name, Decimal(amount.replace(",", ""))) for code, name, amount in items]
    code, name, amount = lines[0]
    lines[0] = (code, name, amount - 1)
    lines.insert(0, ("2010101", "行政运行", Decimal(1)))
    rows = "".join(f"{code}\t{name}\t{amount}\n" for code, name, amount in lines)
    head = table[: table.index("金额单位")] + "金额单位：万元\n科目编码\t科目名称\t合计\n"
    return text.replace(table, f"{head}\t合计\t{total[1]}\n{rows}{table.splitlines()[-1]}\n")


_PERFORMANCE = """
项目支出绩效目标表
（{year}年度）
项目名称\t设备维护
项目资金（万元）\t年度资金总额\t9999999.00
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t质量指标\t维护合格率\t100%
"""

_INDICATORS = """
项目支出绩效目标表
（{year}年度）
项目名称\t设备维护
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t质量指标\t支出合规性 维护合格率\t100% 合规
\t满意度指标\t服务对象满意度指标\t服务对象满意度\t≥90%
"""

KINDS = (
    Kind("stale_class_name", "budget", _stale_name),
    Kind("statutory_table", "budget", _without_table),
    Kind("empty_table", "budget", _blank_table),
    Kind("note_of_other_fund", "budget", _other_note),
    Kind("section_missing", "budget", _without_explanation),
    Kind("section_missing", "final", _without_explanations),
    Kind("other_year", "final", _other_title),
    Kind("indicators_in_order", "budget", lambda text, year: text + _INDICATORS.format(year=year)),
    Kind(
        "part_above_whole",
        "final",
        _said("{year}年度政府采购支出总额10.00万元，其中：授予中小企业合同金额12.00万元。"),
    ),
    Kind(
        "rate_of_nothing",
        "budget",
        _said(
            "讲座经费{before}年预算0.00万元，{year}年预算3.00万元，比{before}年预算增加100.00%。"
        ),
    ),
    Kind("tags_out_of_order", "budget", _said("住房改革支出（类）住房公积金（项）。")),
    Kind("other_purpose", "budget", _said("住房公积金（项），主要用于缴纳医疗保险。")),
    Kind(
        "published_late",
        "budget",
        _said("批复日期：{year}年1月20日，公开日期：{year}年3月1日。"),
    ),
    Kind(
        "increase_above_amount",
        "budget",
        _said("讲座经费1.00万元，比{before}年预算增加3.00万元。"),
    ),
    Kind("items_as_lines", "budget", _items_as_lines),
    Kind("reason_absent", "budget", _said("“三公”经费比{before}年预算增加1.00万元。")),
    Kind("blank_of_form", "budget", _said("讲座经费XX万元。")),
    Kind("blank_of_form", "budget", _said("讲座经费3.00万元，占 %，比上年减少0.50万元。")),
    Kind("blank_of_form", "budget", _said("讲座经费3.00万元，比上年减少 万元。")),
    Kind("negative_decrease", "budget", _said("讲座经费3.00万元，比上年减少-0.50万元。")),
    Kind("reason_missing", "budget", _said("讲座经费3.00万元，主要原因是。")),
    Kind("doubled_mark", "budget", _said("讲座经费3.00万元，用于讲座。。")),
    Kind("doubled_word", "budget", _said("讲座经费3.00万元，用于开展讲座开展讲座。")),
    Kind("unnamed_amount", "budget", _said("讲座经费3.00万元，2.00万元，用于讲座。")),
    Kind("own_year", "budget", _said("讲座经费3.00万元，比{year}年预算增加1.00万元。")),
    Kind("both_directions", "budget", _said("讲座经费3.00万元，比上年增加（减少）0万元。")),
    Kind("decimals", "budget", _said("讲座经费3.125万元。")),
    Kind("tag_of_level", "budget", _said("行政事业单位医疗（项），主要用于缴纳医疗保险。")),
    Kind("decimals_in_tables", "budget", _third_decimal),
    Kind(
        "performance_money",
        "budget",
        lambda text, year: text + _PERFORMANCE.format(year=year),
    ),
    Kind("personnel", "budget", _said("{year}年一般公共预算基本支出中，人员经费0.10万元。")),
    Kind("fund_expenditure", "budget", _fund_total),
    Kind("fund_appropriation", "budget", _other_fund, times=2),
    Kind("state_capital_appropriation", "budget", _state_capital),
    Kind("statements_mirror", "budget", _revenue_by_function, times=2),
    Kind("edition_tables", "budget", _without_purchases, before=_unchanged),
    Kind(
        "edition_text",
        "budget",
        _said("{year}年一般公共预算安排机关运行经费3.50万元。"),
        before=_said("{year}年一般公共预算安排机关运行经费3.00万元。"),
    ),
    Kind("class_of_unit_kind", "budget", _institution),
    Kind(
        "change_of_amounts",
        "budget",
        _said(
            "讲座经费{before}年预算2.00万元，{year}年预算3.00万元，比{before}年预算增加0.50万元。"
        ),
    ),
    Kind(
        "against_direction",
        "final",
        _said("讲座经费年初预算3.00万元，支出决算2.00万元，决算数大于预算数。"),
    ),
    Kind(
        "shares_of_whole",
        "budget",
        _said("讲座经费3.00万元，其中：讲课费占70.00%，资料费占40.00%。"),
    ),
    Kind("average", "final", _average),
    Kind("share_above_whole", "budget", _said("讲座经费3.00万元，占项目经费的103.00%。")),
    Kind(
        "basic_classes",
        "budget",
        _said(
            "{before}年一般公共预算基本支出0.20万元，其中：工资福利支出0.20万元，"
            "商品和服务支出0.10万元，对个人和家庭的补助0.10万元。"
        ),
    ),
    Kind("compared_with_unlike", "budget", _compared),
)

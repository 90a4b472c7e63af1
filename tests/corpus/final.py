"""The tables of final accounts: the forms that number their rows and columns."""

from collections.abc import Callable, Sequence

from tests.corpus.accounts import OWN, Accounts, Leaf
from tests.corpus.lines import added, columns, functional, line, one_part, ordinal
from tests.corpus.model import Column, Line, Part, RowKind, Style, Table
from tests.corpus.register import classes, economic

_FUNDS = (
    ("一般公共预算财政拨款", "general_public_budget"),
    ("政府性基金预算财政拨款", "government_fund"),
    ("国有资本经营预算财政拨款", "state_capital"),
)
_CODED = ["功能分类科目编码", "科目名称"]


def final_tables(accounts: Accounts, style: Style) -> list[Table]:
    """The tables of final accounts, in the order in which they are printed."""
    return [
        _summary(accounts, style),
        _revenue(accounts, style),
        _expenditure(accounts, style),
        _appropriation(accounts, style),
        _general(accounts, style),
        _basic(accounts, style),
        _fund(accounts, style),
        _state_capital(style),
        _three_public(accounts, style),
    ]


_Labelled = tuple[str, tuple[int, ...], RowKind]
"""A line of a summary: label, figures, kind."""


def _numbered(style: Style, rows: Sequence[_Labelled | None], start: int, width: int) -> list[Line]:
    """The lines of one side of a form, numbered; None is a line that holds its number alone."""
    lines = []
    for number, row in enumerate(rows, start=start):
        if row is None:
            cells: list[str | None] = [None] * width
            lines.append(Line(("", str(number)), None, None, "line", cells, number))
            continue
        label, values, kind = row
        made = line(style, (label, str(number)), None, label, values, kind)
        made.form_no = number
        lines.append(made)
    return lines


def _form(
    kind: tuple[str, str, str],
    style: Style,
    revenue: Sequence[_Labelled],
    expenditure: Sequence[_Labelled],
    right: Sequence[tuple[str, str]],
) -> Table:
    """A two-sided form: what ends both sides stands in the same rows."""
    body = max(len(revenue), len(expenditure))
    left_rows: list[_Labelled | None] = [*revenue]
    right_rows: list[_Labelled | None] = [*expenditure]
    for rows in (left_rows, right_rows):
        ends = next(i for i, r in enumerate(rows) if r and r[2] == "subtotal")
        rows[ends:ends] = [None] * (body - len(rows))
    width = len(right)
    parts = [
        Part("revenue", _columns((("决算数", "total"),), "收入", 1), [], 2),
        Part("expenditure", _columns(right, "支出", 2), [], 2),
    ]
    parts[0].lines = _numbered(style, left_rows, 1, 1)
    parts[1].lines = _numbered(style, right_rows, body + 1, width)
    blanks = [""] * (width - 1)
    heads = [
        ["收入", "", "", "支出", "", "", *blanks],
        ["项目", "行次", "决算数", "项目", "行次", *(heading for heading, _ in right)],
        ["栏次", "", "1", "栏次", "", *(str(n) for n in range(2, 2 + width))],
    ]
    return Table(*kind, heads, parts)


def _columns(named: Sequence[tuple[str, str]], over: str, start: int) -> tuple[Column, ...]:
    return tuple(
        Column((over, heading), measure, None, number)
        for number, (heading, measure) in enumerate(named, start=start)
    )


def _by_class(
    accounts: Accounts, figures: Callable[[Leaf], tuple[int, ...]], width: int
) -> list[_Labelled]:
    sums = {code: (0,) * width for code, _ in classes(accounts.year)}
    for leaf in accounts.leaves:
        sums[leaf.code[:3]] = added((sums[leaf.code[:3]], figures(leaf)))
    return [
        (f"{ordinal(n)}、{name}", sums[code], "line")
        for n, (code, name) in enumerate(classes(accounts.year), start=1)
    ]


def _summary(accounts: Accounts, style: Style) -> Table:
    incomes = {
        "一般公共预算财政拨款收入": accounts.general,
        "政府性基金预算财政拨款收入": accounts.fund,
        "国有资本经营预算财政拨款收入": 0,
        "上级补助收入": 0,
        "事业收入": accounts.spent("service_income"),
        "经营收入": accounts.spent("business_income"),
        "附属单位上缴收入": 0,
        "其他收入": accounts.spent("other_income"),
    }
    revenue: list[_Labelled] = [
        (f"{ordinal(n)}、{label}", (value,), "line")
        for n, (label, value) in enumerate(incomes.items(), start=1)
    ]
    whole = accounts.total + accounts.closing
    revenue += [
        ("本年收入合计", (sum(incomes.values()),), "subtotal"),
        ("使用非财政拨款结余", (0,), "line"),
        ("年初结转和结余", (accounts.opening,), "line"),
        ("总计", (whole,), "total"),
    ]
    expenditure = _by_class(accounts, lambda leaf: (leaf.basic + leaf.project(),), 1)
    expenditure += [
        ("本年支出合计", (accounts.total,), "subtotal"),
        ("结余分配", (0,), "line"),
        ("年末结转和结余", (accounts.closing,), "line"),
        ("总计", (whole,), "total"),
    ]
    kind = ("revenue_expenditure_summary", "all_funds", "收入支出决算总表")
    return _form(kind, style, revenue, expenditure, (("决算数", "total"),))


def _appropriation(accounts: Accounts, style: Style) -> Table:
    revenue: list[_Labelled] = [
        (f"{ordinal(n)}、{label}", (value,), "line")
        for n, ((label, _), value) in enumerate(
            zip(_FUNDS, (accounts.general, accounts.fund, 0), strict=True), start=1
        )
    ]
    general = accounts.basic + accounts.spent("current", "carryover")
    spent, closing = general + accounts.fund, accounts.closing
    revenue += [
        ("本年收入合计", (accounts.general + accounts.fund,), "subtotal"),
        ("年初财政拨款结转和结余", (accounts.opening,), "line"),
        ("一般公共预算财政拨款", (accounts.opening,), "line"),
        ("政府性基金预算财政拨款", (0,), "line"),
        ("国有资本经营预算财政拨款", (0,), "line"),
        ("总计", (spent + closing,), "total"),
    ]

    def figures(leaf: Leaf) -> tuple[int, ...]:
        own, fund = leaf.basic + leaf.project("current", "carryover"), leaf.project("fund")
        return own + fund, own, fund, 0

    expenditure = _by_class(accounts, figures, 4)
    expenditure += [
        ("本年支出合计", (spent, general, accounts.fund, 0), "subtotal"),
        ("年末财政拨款结转和结余", (closing, closing, 0, 0), "line"),
        ("总计", (spent + closing, general + closing, accounts.fund, 0), "total"),
    ]
    kind = ("appropriation_summary", "fiscal_appropriation", "财政拨款收入支出决算总表")
    return _form(kind, style, revenue, expenditure, (("小计", "total"), *_FUNDS))


def _coded(
    kind: tuple[str, str, str],
    named: Sequence[tuple[str, str]],
    lines: list[Line],
    side: str = "expenditure",
) -> Table:
    """A form by function: codes and names, then numbered columns."""
    width = len(named)
    heads = [
        ["项目", "", *(heading for heading, _ in named)],
        [*_CODED, *[""] * width],
        ["栏次", "", *(str(n) for n in range(1, width + 1))],
    ]
    return one_part(kind, heads, columns(*named, numbered=True), lines, side)


def _revenue(accounts: Accounts, style: Style) -> Table:
    named = (
        ("本年收入合计", "total"),
        ("财政拨款收入", "fiscal_appropriation"),
        ("上级补助收入", "superior_subsidy"),
        ("事业收入", "service_income"),
        ("经营收入", "business_income"),
        ("附属单位上缴收入", "subordinate_remittance"),
        ("其他收入", "other_income"),
    )
    first = accounts.leaves[0].code

    def figures(leaf: Leaf) -> tuple[int, ...]:
        granted = leaf.basic + leaf.project("current", "fund")
        # What is left at the end of the year was granted for one item.
        granted += accounts.closing if leaf.code == first else 0
        service, business, other = (leaf.project(source) for source in OWN)
        return granted + service + business + other, granted, 0, service, business, 0, other

    lines = functional(accounts, style, figures, is_split=False)
    return _coded(("revenue_statement", "all_funds", "收入决算表"), named, lines, "revenue")


def _expenditure(accounts: Accounts, style: Style) -> Table:
    named = (
        ("本年支出合计", "total"),
        ("基本支出", "basic"),
        ("项目支出", "project"),
        ("上缴上级支出", "remitted_to_superior"),
        ("经营支出", "business_operation"),
        ("对附属单位补助支出", "subsidy_to_subordinates"),
    )

    def figures(leaf: Leaf) -> tuple[int, ...]:
        return leaf.basic + leaf.project(), leaf.basic, leaf.project(), 0, 0, 0

    lines = functional(accounts, style, figures, is_split=False)
    return _coded(("expenditure_statement", "all_funds", "支出决算表"), named, lines)


_NATURES = (("小计", "total"), ("基本支出", "basic"), ("项目支出", "project"))


def _natures(kind: tuple[str, str, str], lines: list[Line]) -> Table:
    """A form of what is spent from one budget: its total, basic and project expenditure."""
    headings = [heading for heading, _ in _NATURES]
    heads = [
        ["项目", "", "本年支出", "", ""],
        [*_CODED, *headings],
        ["栏次", "", "1", "2", "3"],
    ]
    return one_part(kind, heads, columns(*_NATURES, over="本年支出", numbered=True), lines)


def _general(accounts: Accounts, style: Style) -> Table:
    def figures(leaf: Leaf) -> tuple[int, ...]:
        project = leaf.project("current", "carryover")
        return leaf.basic + project, leaf.basic, project

    kind = (
        "general_budget_expenditure",
        "general_public_budget",
        "一般公共预算财政拨款支出决算表",
    )
    return _natures(kind, functional(accounts, style, figures, is_split=False))


def _basic(accounts: Accounts, style: Style) -> Table:
    """The form of three groups of columns: every item of the classification has its line."""
    names = economic(accounts.year)
    lines: list[list[Line]] = []
    for wanted in (("301", "303"), ("302",), ("310",)):
        codes = sorted(code for code in names if code[:3] in wanted)
        sums = {code: accounts.economic.get(code, 0) for code in codes}
        for above in wanted:
            sums[above] = sum(v for c, v in accounts.economic.items() if c[:3] == above)
        lines.append([line(style, (c, names[c]), c, names[c], (sums[c],)) for c in codes])
    public = sum(v for c, v in accounts.economic.items() if c[:3] not in {"301", "303"})
    body = max(map(len, lines))
    for group in lines:
        group.extend([Line(("", ""), None, None, "line", [None])] * (body - len(group)))
    label, over = "人员经费合计", "公用经费合计"
    lines[0].append(line(style, (label, ""), None, label, (accounts.basic - public,), "subtotal"))
    lines[1].append(Line((over, ""), None, over, "subtotal", [None]))
    lines[2].append(line(style, ("", ""), None, over, (public,), "subtotal"))
    groups = (("人员经费", "personnel"), ("公用经费", "public"), ("公用经费", "public"))
    parts = [
        Part("expenditure", (Column((over_all, "决算数"), measure),), own, 2)
        for (over_all, measure), own in zip(groups, lines, strict=True)
    ]
    return Table(
        "general_budget_basic_expenditure",
        "general_public_budget",
        "一般公共预算财政拨款基本支出决算明细表",
        [
            ["人员经费", "", "", "公用经费", "", "", "", "", ""],
            ["经济分类科目编码", "科目名称", "决算数"] * 3,
        ],
        parts,
    )


def _fund(accounts: Accounts, style: Style) -> Table:
    def figures(leaf: Leaf) -> tuple[int, ...]:
        fund = leaf.project("fund")
        return 0, fund, fund, 0, fund, 0

    named = (
        (("年初结转和结余",), "opening_balance"),
        (("本年收入",), "revenue"),
        (("本年支出", "小计"), "total"),
        (("本年支出", "基本支出"), "basic"),
        (("本年支出", "项目支出"), "project"),
        (("年末结转和结余",), "closing_balance"),
    )
    is_there = accounts.fund > 0
    label = style.total_label
    lines = [Line(("", label), None, label, "total", [None] * len(named))]
    if is_there:
        lines = functional(accounts, style, figures, is_split=False)
    table = one_part(
        ("government_fund_expenditure", "government_fund", "政府性基金预算财政拨款收入支出决算表"),
        [
            ["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
            [*_CODED, "", "", "小计", "基本支出", "项目支出", ""],
            ["栏次", "", *(str(n) for n in range(1, len(named) + 1))],
        ],
        [Column(path, measure, None, n) for n, (path, measure) in enumerate(named, start=1)],
        lines,
    )
    table.lacks = None if is_there else "政府性基金预算财政拨款收入支出"
    return table


def _state_capital(style: Style) -> Table:
    label = style.total_label
    kind = (
        "state_capital_expenditure",
        "state_capital",
        "国有资本经营预算财政拨款支出决算表",
    )
    table = _natures(kind, [Line(("", label), None, label, "total", [None, None, None])])
    table.lacks = "国有资本经营预算财政拨款支出"
    return table


def _three_public(accounts: Accounts, style: Style) -> Table:
    cars = "公务用车购置及运行维护费"
    under = ("小计", "公务用车购置费", "公务用车运行维护费")
    named = (
        (("合计",), "total"),
        (("因公出国（境）费",), "overseas_travel"),
        *(
            ((cars, heading), measure)
            for heading, measure in zip(
                under, ("vehicle_total", "vehicle_purchase", "vehicle_operation"), strict=True
            )
        ),
        (("公务接待费",), "official_reception"),
    )
    own: list[Column] = []
    cells: list[str | None] = []
    phases = (
        ("预算数", "adjusted_budget", accounts.three_public_budget),
        ("决算数", "final", accounts.three_public),
    )
    for over, phase, spent in phases:
        travel, vehicles, reception = spent.values()
        values = (travel + vehicles + reception, travel, vehicles, 0, vehicles, reception)
        for (path, measure), value in zip(named, values, strict=True):
            own.append(Column((over, *path), measure, phase, len(own) + 1))
            cells.append(style.money(value))
    above = ["合计", "因公出国（境）费", cars, "", "", "公务接待费"]
    below = ["", "", *under, ""]
    return one_part(
        ("three_public", "fiscal_appropriation", "财政拨款“三公”经费支出决算表"),
        [
            ["预算数", *[""] * 5, "决算数", *[""] * 5],
            above * 2,
            below * 2,
            [str(number) for number in range(1, len(own) + 1)],
        ],
        own,
        [Line((), None, None, "line", cells)],
    )

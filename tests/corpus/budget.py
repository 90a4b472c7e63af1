"""The tables of a budget."""

from collections.abc import Callable

from tests.corpus.accounts import OWN, Accounts, Leaf
from tests.corpus.lines import (
    FUNDS,
    JOINED,
    PARTS,
    SPLIT,
    UNIT_CODE,
    added,
    columns,
    functional,
    line,
    one_part,
    ordinal,
)
from tests.corpus.model import Column, Line, Part, RowKind, Style, Table
from tests.corpus.projects import general_projects, procurement, projects
from tests.corpus.register import classes, economic


def budget_tables(accounts: Accounts, style: Style) -> list[Table]:
    """The tables of a budget, in the order in which they are printed."""
    tables = [
        _summary(accounts, style),
        _revenue(accounts, style),
        _expenditure(accounts, style),
        _appropriation(accounts, style),
        _general(accounts, style),
        _basic(accounts, style),
        *([general_projects(accounts, style)] if style.split_codes else []),
        _three_public(accounts, style),
        _fund(accounts, style),
        _state_capital(style),
        projects(accounts, style),
        procurement(accounts, style),
    ]
    return [table for table in tables if table.parts[0].lines]


def _sides(
    table: tuple[str, str, str],
    style: Style,
    revenue: list[Line],
    expenditure: list[Line],
) -> Table:
    funds = FUNDS if table[0] == "appropriation_summary" and style.fund_columns else ()
    right = [("合计", "total"), *funds] if funds else [("预算数", "total")]
    left = Part("revenue", tuple(columns(("预算数", "total"), over="收入")), revenue, 1)
    return Table(
        *table,
        [
            ["收入", "", "支出", *[""] * len(right)],
            ["项目", "预算数", "项目", *(heading for heading, _ in right)],
        ],
        [left, Part("expenditure", tuple(columns(*right, over="支出")), expenditure, 1)],
    )


def _summary(accounts: Accounts, style: Style) -> Table:
    incomes = {
        "一般公共预算拨款收入": accounts.general,
        "政府性基金预算拨款收入": accounts.fund,
        "国有资本经营预算拨款收入": 0,
        "事业收入": accounts.spent("service_income"),
        "事业单位经营收入": accounts.spent("business_income"),
        "其他收入": accounts.spent("other_income"),
    }
    spent = _by_class(accounts, lambda leaf: (leaf.basic + leaf.project(),))
    revenue = [
        _labelled(style, f"{ordinal(n)}、{label}", value)
        for n, (label, value) in enumerate(incomes.items(), start=1)
    ]
    expenditure = [
        _labelled(style, f"{ordinal(n)}、{name}", *spent.get(code, (0,)))
        for n, (code, name) in enumerate(classes(accounts.year), start=1)
    ]
    revenue += [
        _labelled(style, "本年收入合计", sum(incomes.values()), kind="subtotal"),
        _labelled(style, "上年结转", accounts.opening),
        _labelled(style, "收入总计", accounts.total, kind="total"),
    ]
    expenditure += [
        _labelled(style, "本年支出合计", accounts.total, kind="subtotal"),
        _labelled(style, "结转下年", 0),
        _labelled(style, "支出总计", accounts.total, kind="total"),
    ]
    kind = ("revenue_expenditure_summary", "all_funds", "收支总表")
    return _sides(kind, style, revenue, expenditure)


def _labelled(style: Style, label: str, *values: int, kind: RowKind = "line") -> Line:
    return line(style, (label,), None, label, values, kind)


def _by_class(
    accounts: Accounts, figures: Callable[[Leaf], tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    sums: dict[str, tuple[int, ...]] = {}
    for leaf in accounts.leaves:
        values = figures(leaf)
        key = leaf.code[:3]
        sums[key] = added((sums[key], values)) if key in sums else values
    return sums


def _unit_lines(accounts: Accounts, style: Style, values: tuple[int, ...]) -> list[Line]:
    """The total and the line of the unit, which repeats it."""
    label, name = style.total_label, accounts.unit.name
    return [
        line(style, ("", label), None, label, values, "total"),
        line(style, (UNIT_CODE, name), None, name, values, "unit"),
    ]


def _revenue(accounts: Accounts, style: Style) -> Table:
    named = (
        ("合计", "total"),
        ("上年结转", "carryover"),
        ("一般公共预算拨款收入", "general_public_budget"),
        ("政府性基金预算拨款收入", "government_fund"),
        ("国有资本经营预算拨款收入", "state_capital"),
        ("事业收入", "service_income"),
        ("事业单位经营收入", "business_income"),
        ("其他收入", "other_income"),
    )
    own = [accounts.spent(source) for source in OWN]
    values = (accounts.total, accounts.opening, accounts.general, accounts.fund, 0, *own)
    return one_part(
        ("revenue_statement", "all_funds", "收入总表"),
        [["单位代码", "单位名称（科目）", *(heading for heading, _ in named)]],
        columns(*named),
        _unit_lines(accounts, style, values),
        "revenue",
    )


def _expenditure(accounts: Accounts, style: Style) -> Table:
    named = [("合计", "total"), ("基本支出", "basic"), ("项目支出", "project")]
    if not style.split_codes:
        named += [
            ("事业单位经营支出", "business_operation"),
            ("上缴上级支出", "remitted_to_superior"),
            ("对附属单位补助支出", "subsidy_to_subordinates"),
        ]
    more = (0,) * (len(named) - 3)

    def figures(leaf: Leaf) -> tuple[int, ...]:
        return leaf.basic + leaf.project(), leaf.basic, leaf.project(), *more

    return one_part(
        ("expenditure_statement", "all_funds", "支出总表"),
        _functional_heads(style, [heading for heading, _ in named]),
        columns(*named),
        functional(accounts, style, figures, is_split=style.split_codes),
    )


def _functional_heads(style: Style, headings: list[str]) -> list[list[str]]:
    if style.split_codes:
        return [[*SPLIT, *headings], [*PARTS, *[""] * (2 + len(headings))]]
    return [[*JOINED, *headings]]


def _appropriation(accounts: Accounts, style: Style) -> Table:
    general = accounts.basic + accounts.spent("current", "carryover")
    incomes = ("一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入")
    whole = general + accounts.fund
    revenue = [
        _labelled(style, "一、本年收入", accounts.general + accounts.fund, kind="subtotal"),
        *(
            _labelled(style, label, value)
            for label, value in zip(incomes, (accounts.general, accounts.fund, 0), strict=True)
        ),
        _labelled(style, "二、上年结转", accounts.opening),
        *(
            _labelled(style, label, value)
            for label, value in zip(incomes, (accounts.opening, 0, 0), strict=True)
        ),
        _labelled(style, "收入总计", whole, kind="total"),
    ]

    def figures(leaf: Leaf) -> tuple[int, ...]:
        own = leaf.basic + leaf.project("current", "carryover")
        both = own + leaf.project("fund")
        return (both, own, leaf.project("fund"), 0) if style.fund_columns else (both,)

    sums = _by_class(accounts, figures)
    totals = added(sums.values())
    expenditure = [
        _labelled(style, "一、本年支出", *totals, kind="subtotal"),
        *(
            _labelled(style, name, *sums.get(code, (0,) * len(totals)))
            for code, name in classes(accounts.year)
        ),
        _labelled(style, "支出总计", *totals, kind="total"),
    ]
    kind = ("appropriation_summary", "fiscal_appropriation", "财政拨款收支预算总表")
    return _sides(kind, style, revenue, expenditure)


def _general(accounts: Accounts, style: Style) -> Table:
    kind = ("general_budget_expenditure", "general_public_budget", "一般公共预算支出预算表")
    if style.fund_columns:

        def of_years(leaf: Leaf) -> tuple[int, ...]:
            now, before = leaf.basic + leaf.project("current"), leaf.project("carryover")
            return now + before, now, before

        named = (
            ("合计", "total"),
            ("当年财政拨款安排", "current_year"),
            ("上年结转安排", "carryover"),
        )
        lines = functional(accounts, style, of_years, is_split=style.split_codes)
        heads = _functional_heads(style, [heading for heading, _ in named])
        return one_part(kind, heads, columns(*named), lines)

    def of_nature(leaf: Leaf) -> tuple[int, ...]:
        project = leaf.project("current", "carryover")
        return leaf.basic + project, leaf.basic, leaf.personnel, leaf.public, project

    heads = _functional_heads(style, ["合计", "基本支出", "", "", "项目支出"])
    under = ["", "小计", "人员经费", "公用经费", ""]
    if style.split_codes:
        heads[1][-len(under) :] = under
    else:
        heads.append(["", "", *under])
    own = [
        Column(("合计",), "total"),
        Column(("基本支出", "小计"), "basic"),
        Column(("基本支出", "人员经费"), "personnel"),
        Column(("基本支出", "公用经费"), "public"),
        Column(("项目支出",), "project"),
    ]
    lines = functional(accounts, style, of_nature, is_split=style.split_codes)
    return one_part(kind, heads, own, lines)


def _basic(accounts: Accounts, style: Style) -> Table:
    names = economic(accounts.year)
    over = "基本支出" if style.split_codes else "本年一般公共预算基本支出"
    sums: dict[str, int] = {}
    for code, value in accounts.economic.items():
        sums[code[:3]] = sums.get(code[:3], 0) + value
        sums[code] = value
    lines = []
    for code, value in sorted(sums.items()):
        is_personnel = code[:3] in {"301", "303"}
        values = (value, value if is_personnel else 0, 0 if is_personnel else value)
        is_class = len(code) == len("301")
        parts = ("", "", code) if is_class else (code[:3], code[3:], code)
        cells = (*parts, names[code]) if style.split_codes else (code, names[code])
        lines.append(line(style, cells, code, names[code], values))
    personnel = sum(v for c, v in accounts.economic.items() if c[:3] in {"301", "303"})
    label, blank = style.total_label, [""] * (3 if style.split_codes else 1)
    whole = (accounts.basic, personnel, accounts.basic - personnel)
    total = line(style, (*blank, label), None, label, whole, "total")
    is_first = style.split_codes or style.total_first
    named = (("合计", "total"), ("人员经费", "personnel"), ("公用经费", "public"))
    headings = [heading for heading, _ in named]
    heads = [["部门预算支出经济分类科目", "", over, "", ""], [*JOINED, *headings]]
    if style.split_codes:
        heads = [
            ["项目", "", "", "", over, "", ""],
            ["科目编码", "", "单位代码", "单位名称（科目）", *headings],
            ["类", "款", *[""] * 5],
        ]
    return one_part(
        ("general_budget_basic_expenditure", "general_public_budget", "一般公共预算基本支出预算表"),
        heads,
        columns(*named, over=over),
        [total, *lines] if is_first else [*lines, total],
    )


def _three_public(accounts: Accounts, style: Style) -> Table:
    travel, vehicles, reception = accounts.three_public.values()
    values = (travel + vehicles + reception, travel, vehicles, 0, vehicles, reception)
    over, cars = "当年财政拨款预算安排", "公务用车购置及运行费"
    own = [
        Column((over, "合计"), "total"),
        Column((over, "因公出国（境）费用"), "overseas_travel"),
        Column((over, cars, "小计"), "vehicle_total"),
        Column((over, cars, "公务用车购置费"), "vehicle_purchase"),
        Column((over, cars, "公务用车运行费"), "vehicle_operation"),
        Column((over, "公务接待费"), "official_reception"),
    ]
    table = one_part(
        ("three_public", "general_public_budget", "一般公共预算“三公”经费支出预算表"),
        [
            ["单位编码", "单位名称（科目）", over, *[""] * 5],
            ["", "", "合计", "因公出国（境）费用", cars, "", "", "公务接待费"],
            ["", "", "", "", "小计", "公务用车购置费", "公务用车运行费", ""],
        ],
        own,
        _unit_lines(accounts, style, values),
    )
    table.note = "说明：此表无数据" if table.is_empty else None
    return table


_NATURES = (("合计", "total"), ("基本支出", "basic"), ("项目支出", "project"))


def _fund_table(kind: tuple[str, str, str], over: str, lines: list[Line]) -> Table:
    headings = [heading for heading, _ in _NATURES]
    heads = [["科目编码", "科目名称", over, "", ""], ["", "", *headings]]
    return one_part(kind, heads, columns(*_NATURES, over=over), lines)


def _fund(accounts: Accounts, style: Style) -> Table:
    def figures(leaf: Leaf) -> tuple[int, ...]:
        return leaf.project("fund"), 0, leaf.project("fund")

    kind = ("government_fund_expenditure", "government_fund", "政府性基金预算支出表")
    is_there = accounts.fund > 0
    lines = functional(accounts, style, figures, is_split=False) if is_there else _nothing(style)
    table = _fund_table(kind, "本年政府性基金预算支出", lines)
    table.note = None if is_there else "说明：此表无数据"
    return table


def _state_capital(style: Style) -> Table:
    kind = ("state_capital_expenditure", "state_capital", "国有资本经营预算支出表")
    table = _fund_table(kind, "本年国有资本经营预算支出", _nothing(style))
    table.note = "说明：此表无数据"
    return table


def _nothing(style: Style) -> list[Line]:
    label = style.total_label
    return [Line(("", label), None, label, "total", [None, None, None])]

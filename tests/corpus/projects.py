"""The tables of a budget that go by project: what is spent on each, and what is bought for it."""

from tests.corpus.accounts import OWN, Accounts, Project
from tests.corpus.lines import FUNDS, PARTS, SPLIT, UNIT_CODE, added, columns, line, one_part
from tests.corpus.model import Column, Line, Style, Table

_OWN_HEADS = ("财政专户管理资金", "单位资金")


def general_projects(accounts: Accounts, style: Style) -> Table:
    """Project by project under their items, where codes stand in parts."""
    own = [p for p in accounts.projects if p.source in {"current", "carryover"}]
    label = style.total_label
    whole = sum(project.amount for project in own)
    blank = ("", "", "", "")
    lines = [line(style, (*blank, label), None, label, (whole,), "total")] if own else []
    for project in sorted(own, key=lambda p: p.code):
        code = project.code
        parts = (code[:3], code[3:5], code[5:])
        names = (*parts, UNIT_CODE, project.name)
        lines.append(line(style, names, " ".join(parts), project.name, (project.amount,)))
    return one_part(
        (
            "general_budget_project_expenditure",
            "general_public_budget",
            "一般公共预算项目支出预算表",
        ),
        [[*SPLIT, "金额"], [*PARTS, "", "", ""]],
        columns(("金额", "total")),
        lines,
    )


def _by_source(project: Project, amount: int) -> tuple[int, ...]:
    """An amount of a project by fund: general budget, government fund, state capital, own."""
    is_general = project.source in {"current", "carryover"}
    is_own = project.source in OWN
    fund = amount if project.source == "fund" else 0
    return amount if is_general else 0, fund, 0, amount if is_own else 0


def projects(accounts: Accounts, style: Style) -> Table:
    """Every project by the fund that pays for it."""
    kind = ("project_expenditure", "all_funds", "项目支出表")
    if style.layout == "flat":
        named = (("合计", "total"), *FUNDS, ("单位资金", "unit_funds"))
        rows = [(p, (p.amount, *_by_source(p, p.amount))) for p in accounts.projects]
        heads = [["项目名称", *(heading for heading, _ in named)]]
        return one_part(kind, heads, columns(*named), _project_lines(accounts, style, rows, 1))
    now, before = "本年财政拨款", "财政拨款结转结余"
    own = [
        Column(("合计",), "total"),
        *(Column((now, heading), f"current_year_{measure}") for heading, measure in FUNDS),
        *(Column((before, heading), f"carryover_{measure}") for heading, measure in FUNDS),
        Column(("财政专户管理资金",), "fiscal_account"),
        Column(("单位资金",), "unit_funds"),
    ]
    rows = []
    for project in accounts.projects:
        general, fund, _, unit_funds = _by_source(project, project.amount)
        carried = general if project.source == "carryover" else 0
        values = (project.amount, general - carried, fund, 0, carried, 0, 0, 0, unit_funds)
        rows.append((project, values))
    fund_heads = [heading for heading, _ in FUNDS]
    heads = [
        ["类型", "项目名称", "项目单位", "合计", now, "", "", before, "", "", *_OWN_HEADS],
        ["", "", "", "", *fund_heads, *fund_heads, "", ""],
    ]
    return one_part(kind, heads, own, _project_lines(accounts, style, rows, 3))


def _project_lines(
    accounts: Accounts, style: Style, rows: list[tuple[Project, tuple[int, ...]]], width: int
) -> list[Line]:
    lines = []
    for project, values in rows:
        cells: tuple[str, ...] = ("特定目标类", project.name, accounts.unit.name)
        cells = cells if width == len(cells) else cells[1:2]
        lines.append(line(style, cells, None, project.name, values))
    if lines:
        whole = added(values for _, values in rows)
        cells = (style.total_label, *[""] * (width - 1))
        lines.append(line(style, cells, None, style.total_label, whole, "total"))
    return lines


def procurement(accounts: Accounts, style: Style) -> Table:
    """What is bought: the unit, under it each project, under that its purchases."""
    named = (
        ("合计", "total"),
        *FUNDS,
        ("财政专户管理资金", "fiscal_account"),
        ("单位资金", "unit_funds"),
    )
    lines, sums = [], []
    for project in accounts.projects:
        bought = [(n, _with_account(project, value)) for n, value in project.purchases]
        if not bought:
            continue
        whole = added(values for _, values in bought)
        sums.append(whole)
        own = [line(style, (project.name,), None, project.name, whole)]
        own += [line(style, (name,), None, name, values) for name, values in bought]
        for made in own:
            made.depth = 1 if made is own[0] else 2
        lines += own
    name = accounts.unit.name
    if lines:
        whole = added(sums)
        lines.insert(0, line(style, (name,), None, name, whole, "unit"))
        lines[0].depth = 0
    headings = [heading for heading, _ in named]
    return one_part(
        ("procurement", None, "政府采购支出表"),
        [["单位名称/支出项目/政府采购项目名称", *headings]],
        columns(*named),
        lines,
    )


def _with_account(project: Project, amount: int) -> tuple[int, ...]:
    """A purchase by column; no fiscal account pays for any."""
    general, fund, capital, own = _by_source(project, amount)
    return amount, general, fund, capital, 0, own

"""The first sheet of the workbook: the totals of each unit, year and phase, from the tidy views.

A total is the sum of the rows that count in it, so that the sheets agree with one another. Beside
it stand the funds that it is of; what rests on more than print, or is not whole, the remark says.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from ingest.exports.published import Published

FAULTS, REMARK = "金额差错（处）", "备注"

_KEY = ["unit_id", "fiscal_year", "phase"]
_UNIT = ["unit_name", "admin_level", "region_name", "contained_in_unit_id"]
_READ = ["scope", "spending_nature", "spending_nature_parent", "counts_in_total", "amount_wan"]
_READ += ["basis", "coverage", "document_id", "source_file"]
_PRINTED = ("table", "text")
_WHOLE = ("complete", "total_only")
"""The coverages of which a total needs no remark."""

_BETWEEN = "、"
_COVERAGE = "完整性“{}”"
_NATURES = {"basic": "基本支出（万元）", "project": "项目支出（万元）"}
_OTHER, _UNSPLIT = "其他支出（万元）", "未区分支出（万元）"
_SOURCES, _UNIT_ID = "源文件", "单位编号"


@dataclass(frozen=True, slots=True)
class _Total:
    """A total: the view that it is the sum of, and its name.

    `with_scope` is whether the funds stand right beside it, as they differ most often.
    """

    view: str
    name: str
    with_scope: bool = False

    @property
    def amount(self) -> str:
        return f"{self.name}（万元）"

    @property
    def scope(self) -> str:
        return f"{self.name}口径"

    @property
    def basis(self) -> str:
        return f"{self.name}依据"

    @property
    def remark(self) -> str:
        return f"{self.name}备注"


_EXPENDITURE = _Total("tidy_expenditure", "本年支出", with_scope=True)
_TOTALS = (
    _Total("tidy_revenue", "本年收入", with_scope=True),
    _EXPENDITURE,
    _Total("tidy_three_public", "三公"),
    _Total("tidy_project", "所列项目"),
    _Total("tidy_procurement", "政府采购"),
)

Names = Mapping[str, dict[str, str]]


def overview(published: Published, names: Names, units: dict[str, str]) -> pl.DataFrame:
    """The totals of units by year and phase, in order of unit, year and phase.

    Args:
        published: The exports.
        names: The names of codes, by vocabulary.
        units: The names of units.

    Returns:
        A row per unit, fiscal year and phase that any view has, under Chinese headings.
    """
    views = {total.view: _counted(published, total.view) for total in _TOTALS}
    keys = [rows.select([*_KEY, *_UNIT]) for rows in views.values()]
    found = pl.concat(keys).group_by(_KEY).agg(pl.col(name).min() for name in _UNIT)
    for total in _TOTALS:
        found = found.join(_summed(views[total.view], total, names), on=_KEY, how="left")
    found = found.join(_by_nature(views[_EXPENDITURE.view]), on=_KEY, how="left")
    found = found.join(_faults(published, views), on=_KEY, how="left")
    order = list(names["phase"])
    place = pl.col("phase").replace_strict(order, range(len(order)))
    return found.sort("unit_id", "fiscal_year", place).select(_shown(names, units))


def _shown(names: Names, units: dict[str, str]) -> list[pl.Expr]:
    """The columns in order: the unit, amounts, remark; then what is there to look up."""
    amounts: list[str] = []
    for total in _TOTALS:
        amounts += [total.amount, total.scope] if total.with_scope else [total.amount]
        if total == _EXPENDITURE:
            amounts += [*_NATURES.values(), _OTHER, _UNSPLIT]
    remarks = [total.remark for total in _TOTALS]
    return [
        pl.col("unit_name").alias("单位名称"),
        pl.col("admin_level").replace(names["admin_level"]).alias("行政级次"),
        pl.col("region_name").alias("地区"),
        pl.col("fiscal_year").alias("年度"),
        pl.col("phase").replace(names["phase"]).alias("阶段"),
        *map(pl.col, amounts),
        pl.col(FAULTS),
        pl.concat_str(remarks, separator="；", ignore_nulls=True).alias(REMARK),
        *(pl.col(total.scope) for total in _TOTALS if not total.with_scope),
        *(pl.col(total.basis) for total in _TOTALS),
        pl.col("contained_in_unit_id").replace(units).alias("已含于部门"),
        pl.col(_SOURCES),
        pl.col("unit_id").alias(_UNIT_ID),
    ]


def _counted(published: Published, view: str) -> pl.DataFrame:
    """The rows of a view that count in its total."""
    wanted = {*_KEY, *_UNIT, *_READ}
    columns = [name for name in next(published.batches(view)).columns if name in wanted]
    rows = published.rows(view, columns)
    return rows.filter("counts_in_total") if "counts_in_total" in rows.columns else rows


def _summed(rows: pl.DataFrame, total: _Total, names: Names) -> pl.DataFrame:
    """The total of a view by key, with its funds, what it rests on, and the remark on it."""
    basis, coverage = pl.col("basis"), pl.col("coverage")
    said = pl.concat_list(
        _named(basis.filter(~basis.is_in(_PRINTED)), names["basis"]).implode(),
        pl.format(
            _COVERAGE, _named(coverage.filter(~coverage.is_in(_WHOLE)), names["coverage"])
        ).implode(),
    )
    named = rows.group_by(_KEY).agg(
        pl.col("amount_wan").sum().alias(total.amount),
        _named(pl.col("scope"), names["scope"]).str.join(_BETWEEN).alias(total.scope),
        _named(basis, names["basis"]).str.join(_BETWEEN).alias(total.basis),
        said.first().list.join(_BETWEEN).alias("said"),
    )
    said_of = pl.when(pl.col("said") != "").then(pl.format(f"{total.name}：{{}}", "said"))
    return named.with_columns(said_of.alias(total.remark)).drop("said")


def _named(codes: pl.Expr, names: dict[str, str]) -> pl.Expr:
    """The names of the different codes of a group, in the order of their vocabulary."""
    order = list(names)
    return (
        codes.unique()
        .sort_by(codes.unique().replace_strict(order, range(len(order))))
        .replace(names)
    )


def _by_nature(rows: pl.DataFrame) -> pl.DataFrame:
    """Expenditure by the nature of its spending; empty where there is none of it."""
    nature = pl.coalesce("spending_nature_parent", "spending_nature")
    kind = (
        pl.when(nature.is_null())
        .then(pl.lit(_UNSPLIT))
        .otherwise(nature.replace_strict(_NATURES, default=_OTHER))
    )
    amount = pl.col("amount_wan")
    return (
        rows.with_columns(kind.alias("kind"))
        .group_by(_KEY)
        .agg(
            pl.when((pl.col("kind") == name).any())
            .then(amount.filter(pl.col("kind") == name).sum())
            .alias(name)
            for name in [*_NATURES.values(), _OTHER, _UNSPLIT]
        )
    )


def _faults(published: Published, views: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The documents that the totals rest on, and their faults in money."""
    columns = [*_KEY, "document_id", "source_file"]
    used = pl.concat([rows.select(columns) for rows in views.values()]).unique()
    faults = published.rows("dq_fault", ["document_id", "severity"])
    counted = faults.filter(pl.col("severity") == "money").group_by("document_id").len("faults")
    return (
        used.join(counted, on="document_id", how="left")
        .group_by(_KEY)
        .agg(
            pl.col("faults").sum().cast(pl.Int64).alias(FAULTS),
            pl.col("source_file").unique().sort().str.join(_BETWEEN).alias(_SOURCES),
        )
    )

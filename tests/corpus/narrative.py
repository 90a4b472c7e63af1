"""The sentences of a disclosure: totals, shares, changes on the year before, completion."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tests.corpus.accounts import OWN, Accounts
from tests.corpus.model import Stated
from tests.corpus.register import functional_name

_INCOMES = ("事业收入", "事业单位经营收入", "其他收入")
_NAMED = 3

INITIAL = "initial_budget"


class Figure(NamedTuple):
    """A figure of a sentence: what it is said of, and what `Stated` says of it."""

    subject: str
    metric: str
    value: str
    unit: str = "万元"
    phase: str | None = None
    whole: str | None = None
    is_less: bool = False


def wan(yuan: int) -> str:
    """An amount in 万元 to two decimals, as the narrative prints it."""
    return f"{(yuan + 50) // 100 / 100:.2f}"


def percent(part: int, whole: int) -> str:
    """A share or rate in percent to two decimals."""
    return f"{round(part / whole * 100, 2):.2f}"


@dataclass(slots=True)
class Narrative:
    """Sentences, and what each states."""

    sentences: list[str] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)

    def say(self, *pieces: str | Figure, scope: str | None = None, path: str | None = None) -> None:
        """Add a sentence of words and figures, in order.

        Args:
            pieces: The words and figures.
            scope: Which money it speaks of.
            path: The classes that the sentence names above its subject, and the subject.
        """
        text = ""
        first = len(self.stated)
        for piece in pieces:
            if isinstance(piece, str):
                text += piece
                continue
            is_amount = piece.metric == "amount"
            self.stated.append(
                Stated(
                    subject=piece.subject,
                    metric=piece.metric,
                    value=piece.value,
                    unit=piece.unit,
                    sentence=len(self.sentences),
                    scope=scope,
                    phase=piece.phase,
                    path=path,
                    whole=piece.whole,
                    base=None if is_amount else self._amount(first, piece.subject, None),
                    whole_no=self._whole(first, piece),
                    is_less=piece.is_less,
                )
            )
            text += piece.value + piece.unit
        self.sentences.append(text)

    def _whole(self, first: int, figure: Figure) -> int | None:
        """The number of the amount that a figure is of: its subject's budget, or another's."""
        if figure.whole is None:
            return None
        if figure.whole == INITIAL:
            return self._amount(first, figure.subject, INITIAL)
        return self._amount(first, figure.whole, None)

    def _amount(self, first: int, subject: str, phase: str | None) -> int:
        """The number of the amount that a sentence states of a subject; it begins at `first`."""
        return next(
            number
            for number, stated in enumerate(self.stated[first:], start=first)
            if (stated.subject, stated.metric, stated.phase) == (subject, "amount", phase)
        )


def narrate(now: Accounts, before: Accounts, plan: Accounts) -> Narrative:
    """Tell of accounts, of those of the year before, and of the budget that they came of."""
    told = Narrative()
    word = "预算" if now.stage == "budget" else "决算"
    _total(told, now, before, word)
    both = "预算" if now.stage == "budget" else "合计"
    _parts(told, f"{now.year}年收入{both}", f"收入{both}", _incomes(now), "all_funds")
    natures = [("基本支出", now.basic), ("项目支出", now.spent())]
    _parts(told, f"{now.year}年支出{both}", f"支出{both}", natures, "all_funds")
    _classes(told, now)
    _three_public(told, now, word)
    if now.stage == "final":
        _completion(told, now, plan)
    return told


def _total(told: Narrative, now: Accounts, before: Accounts, word: str) -> None:
    whole, was = now.total + now.closing, before.total + before.closing
    change = whole - was
    up, rate_up = ("增加", "增长") if change >= 0 else ("减少", "下降")
    subject = "收支总预算" if now.stage == "budget" else "收支总计"
    told.say(
        f"{now.unit.name}{now.year}年{subject}",
        Figure(subject, "amount", wan(whole)),
        f"，比{now.year - 1}年{word}{up}",
        Figure(subject, "change", wan(abs(change)), is_less=change < 0),
        f"，{rate_up}",
        Figure(subject, "change_rate", percent(abs(change), was), "%", is_less=change < 0),
        "。",
        scope="all_funds",
    )


def _incomes(now: Accounts) -> list[tuple[str, int]]:
    found = [
        ("一般公共预算拨款收入", now.general),
        ("政府性基金预算拨款收入", now.fund),
        *((label, now.spent(source)) for label, source in zip(_INCOMES, OWN, strict=True)),
        # The income of final accounts is the year's; a budget is made of all that there is.
        ("上年结转", now.opening if now.stage == "budget" else 0),
    ]
    return [(label, value) for label, value in found if value]


def _parts(
    told: Narrative, words: str, subject: str, parts: list[tuple[str, int]], scope: str
) -> None:
    """A whole and what it is made of, each with its share."""
    whole = sum(value for _, value in parts)
    pieces: list[str | Figure] = [
        words,
        Figure(subject, "amount", wan(whole)),
        "，其中：",
    ]
    for number, (label, value) in enumerate(parts):
        pieces += [
            "；" if number else "",
            label,
            Figure(label, "amount", wan(value)),
            "，占",
            Figure(label, "share", percent(value, whole), "%", whole=subject),
        ]
    told.say(*pieces, "。", scope=scope)


def _classes(told: Narrative, now: Accounts) -> None:
    sums: dict[str, int] = {}
    for leaf in now.leaves:
        value = leaf.basic + leaf.project("current", "carryover")
        if value:
            sums[leaf.code[:3]] = sums.get(leaf.code[:3], 0) + value
    parts = [(functional_name(code, now.year) or "", value) for code, value in sorted(sums.items())]
    words = "一般公共预算支出"
    _parts(told, f"{now.year}年{words}", words, parts, "general_public_budget")


def _three_public(told: Narrative, now: Accounts, word: str) -> None:
    travel, vehicles, reception = now.three_public.values()
    subject = "“三公”经费财政拨款"
    told.say(
        f"{now.year}年{subject}{word}数",
        Figure(subject, "amount", wan(travel + vehicles + reception)),
        "，其中：因公出国（境）费",
        Figure("因公出国（境）费", "amount", wan(travel)),
        "，公务用车购置及运行维护费",
        Figure("公务用车购置及运行维护费", "amount", wan(vehicles)),
        "，公务接待费",
        Figure("公务接待费", "amount", wan(reception)),
        "。",
        scope="fiscal_appropriation",
    )


def _completion(told: Narrative, now: Accounts, plan: Accounts) -> None:
    planned = {leaf.code: leaf.basic + leaf.project() for leaf in plan.leaves}
    largest = sorted(now.leaves, key=lambda leaf: -(leaf.basic + leaf.project()))[:_NAMED]
    for number, leaf in enumerate(largest, start=1):
        names = [functional_name(leaf.code[:n], now.year) or "" for n in (3, 5, 7)]
        value, was = leaf.basic + leaf.project(), planned.get(leaf.code, 0)
        if was <= 0:
            continue
        subject = names[-1]
        told.say(
            f"{number}.{names[0]}（类）{names[1]}（款）{names[2]}（项）。年初预算为",
            Figure(subject, "amount", wan(was), phase=INITIAL),
            "，支出决算为",
            Figure(subject, "amount", wan(value)),
            "，完成年初预算的",
            Figure(subject, "completion_rate", percent(value, was), "%", whole=INITIAL),
            "。",
            path=" / ".join(names),
        )

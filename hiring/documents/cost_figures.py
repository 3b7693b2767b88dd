"""The published figures behind a cost estimate: pay, shares of benefits and how to read them, benchmarks."""

from collections.abc import Iterator
from dataclasses import dataclass

from hiring.costing.estimate import Estimate
from hiring.costing.pay import LoadedPay, low_and_high, uplift_factor
from hiring.documents.cost_words import CostWriter
from hiring.documents.figures import Amount, FigureRow, FigureWriter, PayRow
from hiring.library import Vacancy
from hiring.model.money import Figure, PayFigure, ShareOf


@dataclass(frozen=True)
class LoadedRow:
    """Base pay of the first year with one share of benefits on top. ``note`` says what nothing else here says of it."""

    label: str
    note: str | None
    share: Amount
    benefits: str
    total: str


@dataclass(frozen=True)
class MisHireRow:
    """A published share of a year's base pay, and what it comes to."""

    label: str
    note: str | None
    share: Amount
    amount: str


@dataclass(frozen=True)
class PublishedFigures:
    """The tables of published figures. ``pay_remarks``, ``traps`` and ``benchmark_remarks`` say how to read them."""

    pay: tuple[PayRow, ...]
    pay_remarks: tuple[str, ...]
    loaded: tuple[LoadedRow, ...]
    shares: tuple[FigureRow, ...]
    traps: tuple[str, ...]
    benchmarks: tuple[FigureRow, ...]
    benchmark_remarks: tuple[str, ...]
    mis_hire: tuple[MisHireRow, ...]


def published_figures(vacancy: Vacancy, found: Estimate, figures: FigureWriter) -> PublishedFigures:
    """The tables of an estimate's vacancy."""
    tables = _Tables(vacancy, found, figures)
    benchmarks = found.benchmarks
    return PublishedFigures(
        pay=tuple(map(tables.pay_row, found.pay.published)),
        pay_remarks=tuple(tables.pay_remarks()),
        loaded=tuple(map(tables.loaded_row, found.pay.loaded)),
        shares=tuple(map(tables.share_row, found.pay.shares)),
        traps=tuple(tables.traps()),
        benchmarks=tuple(
            map(figures.row, (*benchmarks.cost_per_hire, *benchmarks.advertising, *benchmarks.time_to_fill))
        ),
        benchmark_remarks=tuple(tables.benchmark_remarks()),
        mis_hire=tuple(tables.mis_hire_rows()),
    )


def sources_of_figures(found: Estimate) -> Iterator[str]:
    """The sources that the tables name, in the order of the document's sections."""
    benchmarks = found.benchmarks
    yield from (item.figure.source for item in found.mis_hire)
    yield from (figure.source for figure in found.pay.published)
    yield from (loaded.figure.source for loaded in found.pay.loaded)
    yield from (figure.source for figure in found.pay.shares)
    for shown in (benchmarks.cost_per_hire, benchmarks.advertising, benchmarks.time_to_fill):
        yield from (figure.source for figure in shown)


class _Tables:
    """Writes the rows in the vacancy's language."""

    def __init__(self, vacancy: Vacancy, found: Estimate, figures: FigureWriter) -> None:
        self._vacancy, self._found, self._figures = vacancy, found, figures
        self._language = vacancy.language
        self._writer = CostWriter(vacancy.language, found.currency)

    def pay_row(self, figure: PayFigure) -> PayRow:
        return self._figures.pay_row(figure, self._figures.place(figure))

    def pay_remarks(self) -> Iterator[str]:
        published = self._found.pay.published
        places = [(figure.market, figure.location) for figure in published]
        if len({(figure.market, figure.location, figure.per) for figure in published}) > len(set(places)):
            yield self._language("cost.pay.not_derived")
        if published and len(published) < len(self._vacancy.role.pay):
            yield self._language("cost.pay.elsewhere")

    def loaded_row(self, loaded: LoadedPay) -> LoadedRow:
        said_elsewhere = loaded.figure in self._found.pay.shares
        money = self._writer.money
        return LoadedRow(
            label=loaded.figure.label,
            note=None if said_elsewhere else self._figures.note(loaded.figure),
            share=self._figures.placed(loaded.figure),
            benefits=self._writer.between(money(loaded.benefits.low), money(loaded.benefits.high)),
            total=self._writer.between(money(loaded.total.low), money(loaded.total.high)),
        )

    def share_row(self, figure: Figure) -> FigureRow:
        is_uplift = figure.share_of in (ShareOf.WAGES, ShareOf.SALARY)
        return self._figures.row(figure, self._factor(figure) if is_uplift else None)

    def traps(self) -> Iterator[str]:
        """How the shares differ: the nearest of each kind that the market has."""
        shares = {figure.share_of: figure for figure in reversed(self._found.pay.shares)}
        if not {ShareOf.TOTAL, ShareOf.WAGES} <= shares.keys():
            return
        share, on_wages = shares[ShareOf.TOTAL], shares[ShareOf.WAGES]
        wages = {"uplift": self._figures.value(on_wages), "factor": self._factor(on_wages)}
        yield self._language("cost.trap.total", share=self._figures.value(share), **wages)
        if ShareOf.SALARY in shares:
            salary = shares[ShareOf.SALARY]
            values = {"uplift": self._figures.value(salary), "factor": self._factor(salary)}
            yield self._language("cost.trap.salary", hourly=wages["factor"], **values)

    def benchmark_remarks(self) -> Iterator[str]:
        if self._found.benchmarks.cost_per_hire:
            yield self._language("cost.benchmark.not_added")
            yield self._language("cost.benchmark.median")
        if self._found.benchmarks.lone_means:
            yield self._language("cost.benchmark.lone_mean")

    def mis_hire_rows(self) -> Iterator[MisHireRow]:
        for item in self._found.mis_hire:
            amount = self._writer.between(self._writer.money(item.amount.low), self._writer.money(item.amount.high))
            figure = item.figure
            yield MisHireRow(figure.label, self._figures.note(figure), self._figures.placed(figure), amount)

    def _factor(self, figure: Figure) -> str:
        low, high = (self._language.number(uplift_factor(end), 2) for end in low_and_high(figure))
        return self._language("cost.factor", factor=self._figures.between(low, high))

"""The cost estimate, first version: pay, benefits, the first year, and published benchmarks, each with its source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hiring.costing import (
    SHARE_OF_TOTAL,
    UPLIFT_ON_SALARY,
    UPLIFT_ON_WAGES,
    BasePay,
    Estimate,
    LoadedPay,
    MoneyRange,
    estimate,
    low_and_high,
    uplift_factor,
)
from hiring.documents.figures import Amount, Citations, CitedText, FigureRow, FigureWriter, PayRow
from hiring.documents.page import Context, Fact, NotApplicableError, Page, SourceNote, page_of, place_of
from hiring.library import Vacancy
from hiring.model.money import Figure, PayFigure
from hiring.model.opening import Employment


@dataclass(frozen=True)
class CostRow:
    """One line of the estimate. Without ``amounts`` it is not known, and ``texts`` say why."""

    label: str
    amounts: tuple[Amount, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class LoadedRow:
    """Base pay of the first year with one share of benefits on top. ``note`` says what nothing else here says of it."""

    label: str
    note: str | None
    share: Amount
    benefits: str
    total: str


@dataclass(frozen=True)
class CostEstimateView:
    """The cost estimate. Every text is in the page's language, every amount in the market's currency.

    ``answer`` is for one hire, ``totals`` for all of an opening with several positions. ``pay_remarks``, ``traps`` and
    ``benchmark_remarks`` say how to read the tables beside them.
    """

    page: Page
    facts: tuple[Fact, ...]
    answer: tuple[CostRow, ...]
    headcount: int
    totals: tuple[CostRow, ...]
    pay: tuple[PayRow, ...]
    pay_remarks: tuple[str, ...]
    pay_notes: tuple[CitedText, ...]
    loaded: tuple[LoadedRow, ...]
    shares: tuple[FigureRow, ...]
    traps: tuple[str, ...]
    benchmarks: tuple[FigureRow, ...]
    benchmark_remarks: tuple[str, ...]
    cost_notes: tuple[CitedText, ...]
    left_out: tuple[str, ...]
    assumptions: tuple[str, ...]
    sources: tuple[SourceNote, ...]


def build(vacancy: Vacancy, context: Context) -> CostEstimateView:
    """The estimate of a vacancy.

    Raises ``NotApplicableError`` when neither the opening nor the role has pay in the vacancy's market.
    """
    found = estimate(vacancy.role, vacancy.market, vacancy.opening)
    if found is None:
        market, role = vacancy.market, vacancy.role
        raise NotApplicableError("no_cost_data", market=market.name, market_id=market.id, role=role.id)
    citations = Citations(vacancy, _used(vacancy, found))
    figures = FigureWriter(vacancy, citations)
    writer = _Writer(vacancy, found, citations, figures)
    return CostEstimateView(
        page=page_of(vacancy, context, "cost-estimate"),
        facts=writer.facts(),
        answer=tuple(writer.answer()),
        headcount=found.headcount,
        totals=tuple(writer.totals()) if found.headcount > 1 else (),
        pay=tuple(map(writer.pay_row, found.published)),
        pay_remarks=tuple(writer.pay_remarks()),
        pay_notes=citations.cited(vacancy.role.pay_notes) if found.published else (),
        loaded=tuple(map(writer.loaded_row, found.loaded)),
        shares=tuple(map(writer.share_row, found.loaded_shares)),
        traps=tuple(writer.traps()),
        benchmarks=tuple(map(figures.row, (*found.cost_per_hire, *found.advertising, *found.time_to_fill))),
        benchmark_remarks=tuple(writer.benchmark_remarks()),
        cost_notes=citations.cited(vacancy.role.cost_notes),
        left_out=writer.phrases("left_out", _LEFT_OUT),
        assumptions=tuple(writer.assumptions()),
        sources=citations.notes,
    )


_LEFT_OUT = ("hiring", "checks", "onboarding", "vacancy", "turnover", "contributions", "other_pay")
"""What the first version leaves out, as phrases ``cost.left_out.<name>``."""


def _used(vacancy: Vacancy, found: Estimate) -> Iterator[str]:
    """The sources that the document names, in the order in which its sections do."""
    time = vacancy.role.time_to_fill
    if found.nearest:
        yield found.nearest.source
    yield from (loaded.figure.source for loaded in found.loaded[:1])
    yield from (figure.source for figure in (*found.cost_per_hire, *found.time_to_fill))
    yield from time.sources if time else ()
    yield from (figure.source for figure in found.published)
    yield from (loaded.figure.source for loaded in found.loaded)
    yield from (figure.source for figure in (*found.loaded_shares, *found.advertising))
    for note in (*(vacancy.role.pay_notes if found.published else ()), *vacancy.role.cost_notes):
        yield from note.sources


class _Writer:
    """Writes the rows of one estimate in the vacancy's language."""

    def __init__(self, vacancy: Vacancy, found: Estimate, citations: Citations, figures: FigureWriter) -> None:
        self._vacancy, self._found, self._language = vacancy, found, vacancy.language
        self._citations, self._figures = citations, figures

    def phrases(self, group: str, names: Iterable[str]) -> tuple[str, ...]:
        """The phrases ``cost.<group>.<name>``."""
        return tuple(self._language(f"cost.{group}.{name}") for name in names)

    # The answer.

    def facts(self) -> tuple[Fact, ...]:
        vacancy, language = self._vacancy, self._language
        rows = (
            ("location", place_of(vacancy)),
            ("market", vacancy.market.name),
            ("headcount", language.number(self._found.headcount)),
            ("currency", vacancy.market.currency),
            ("reference", vacancy.opening.id if not vacancy.is_sample else None),
        )
        return tuple(Fact(language(f"cost.fact.{name}"), value) for name, value in rows if value)

    def answer(self) -> Iterator[CostRow]:
        pay = self._found.pay
        yield self._row("pay", (self._stated(pay),), *self._pay_texts(pay))
        if pay.yearly and pay.conversion:
            amount = self._derived(pay.yearly, "cost.derived.pay")
            text = self._language(f"cost.converted.{pay.per}", factor=pay.conversion.factor)
            yield self._row("yearly_pay", (amount,), text)
        yield from self._first_year(1)
        if self._found.cost_per_hire:
            amounts = tuple(map(self._figures.brief, self._found.cost_per_hire))
            yield self._row("per_hire", amounts, self._language("cost.text.per_hire"))
        time = self._vacancy.role.time_to_fill
        if time or self._found.time_to_fill:
            texts = [self._language("cost.text.time_to_fill")] if self._found.time_to_fill else []
            texts += (
                [self._language("cost.cited", text=time.text, refs=self._citations.refs(*time.sources))] if time else []
            )
            yield self._row("time_to_fill", tuple(map(self._figures.brief, self._found.time_to_fill)), *texts)

    def totals(self) -> Iterator[CostRow]:
        """The lines that add up over several positions: benchmarks times the number, and the first year of all."""
        count, pay = self._found.headcount, self._found.pay
        if pay.yearly:
            amount = self._derived(pay.yearly.times(count), "cost.derived.times", count=count)
            yield self._row("yearly_pay", (amount,), self._language("cost.total.pay", count=count))
        yield from self._first_year(count)
        if self._found.cost_per_hire:
            amounts = tuple(self._benchmark_times(figure, count) for figure in self._found.cost_per_hire)
            yield self._row("per_hire", amounts, self._language("cost.total.per_hire", count=count))

    def _first_year(self, count: int) -> Iterator[CostRow]:
        """Benefits and first-year cost of ``count`` employees, at the nearest share; what is missing when there is none."""
        language, pay = self._language, self._found.pay
        if not pay.yearly or not self._found.loaded:
            why = language("cost.missing.benefits" if pay.yearly else "cost.missing.year")
            if count == 1:
                yield self._row("benefits", (), why)
                yield self._row("first_year", (), language("cost.missing.first_year"))
            return
        loaded = self._found.loaded[0]
        share = self._figures.brief(loaded.figure)
        benefits = self._derived(loaded.benefits.times(count), "cost.derived.benefits", share=share.text)
        about = language("cost.text.benefits", label=loaded.figure.label, share=share.text, detail=share.detail)
        cited = Amount(benefits.text, benefits.detail, share.refs, share.secondary)
        notes = [note] if count == 1 and (note := self._figures.note(loaded.figure)) else []
        yield self._row("benefits", (cited,), about, *notes)
        total = self._derived(loaded.total.times(count), "cost.derived.first_year")
        if count == 1:
            yield self._row("first_year", (total,), language("cost.text.first_year"))
        else:
            yield self._row("first_year_all", (total,), language("cost.total.first_year", count=count))

    def _pay_texts(self, pay: BasePay) -> Iterator[str]:
        language, nearest = self._language, self._found.nearest
        if pay.figure:
            yield language("cost.text.pay_published", place=self._figures.place(pay.figure))
            return
        yield language("cost.text.pay_opening")
        if nearest:
            shown = self._figures.pay(nearest)
            place = self._figures.place(nearest)
            yield language(
                "cost.text.pay_compared", amount=shown.text, place=place, detail=shown.detail, refs=shown.refs
            )

    def _stated(self, pay: BasePay) -> Amount:
        if pay.figure:
            return self._figures.pay(pay.figure)
        text = self._language.pay(pay.stated.low, pay.stated.high, pay.stated.currency, pay.per)
        return Amount(text, self._language("cost.detail.opening"), "", secondary=False)

    def _row(self, name: str, amounts: tuple[Amount, ...], *texts: str) -> CostRow:
        return CostRow(self._language(f"cost.row.{name}"), amounts, texts)

    def _benchmark_times(self, figure: Figure, count: int) -> Amount:
        low, high = low_and_high(figure)
        total = MoneyRange(low, high, figure.currency or self._vacancy.market.currency).times(count)
        one = self._figures.brief(figure)
        detail = self._language("cost.derived.benchmark", count=count, amount=one.text, detail=one.detail)
        return Amount(self._rounded(total), detail, one.refs, one.secondary)

    def _derived(self, amount: MoneyRange, phrase: str, **values: object) -> Amount:
        return Amount(self._rounded(amount), self._language(phrase, **values), "", secondary=False)

    # The tables of figures, and how to read them.

    def pay_row(self, figure: PayFigure) -> PayRow:
        return self._figures.pay_row(figure, self._figures.place(figure))

    def loaded_row(self, loaded: LoadedPay) -> LoadedRow:
        said_elsewhere = loaded is self._found.loaded[0] or loaded.figure in self._found.loaded_shares
        return LoadedRow(
            label=loaded.figure.label,
            note=None if said_elsewhere else self._figures.note(loaded.figure),
            share=self._figures.placed(loaded.figure),
            benefits=self._rounded(loaded.benefits),
            total=self._rounded(loaded.total),
        )

    def share_row(self, figure: Figure) -> FigureRow:
        uplift = figure.id in (UPLIFT_ON_WAGES, UPLIFT_ON_SALARY)
        return self._figures.row(figure, self._factor(figure) if uplift else None)

    def pay_remarks(self) -> Iterator[str]:
        published = self._found.published
        places = [(figure.market, figure.location) for figure in published]
        if len({(figure.market, figure.location, figure.per) for figure in published}) > len(set(places)):
            yield self._language("cost.pay.not_derived")
        if published and len(published) < len(self._vacancy.role.pay):
            yield self._language("cost.pay.elsewhere")

    def traps(self) -> Iterator[str]:
        shares = {figure.id: figure for figure in self._found.loaded_shares}
        if not {SHARE_OF_TOTAL, UPLIFT_ON_WAGES} <= shares.keys():
            return
        share, on_wages = shares[SHARE_OF_TOTAL], shares[UPLIFT_ON_WAGES]
        wages = {"uplift": self._figures.value(on_wages), "factor": self._factor(on_wages)}
        yield self._language("cost.trap.total", share=self._figures.value(share), **wages)
        if UPLIFT_ON_SALARY in shares:
            salary = shares[UPLIFT_ON_SALARY]
            values = {"uplift": self._figures.value(salary), "factor": self._factor(salary)}
            yield self._language("cost.trap.salary", hourly=wages["factor"], **values)

    def benchmark_remarks(self) -> Iterator[str]:
        if self._found.cost_per_hire:
            yield self._language("cost.benchmark.not_added")
            yield self._language("cost.benchmark.median")
        if self._found.lone_means:
            yield self._language("cost.benchmark.lone_mean")

    def assumptions(self) -> Iterator[str]:
        language, market, pay = self._language, self._vacancy.market, self._found.pay
        yield language("cost.assumption.full_time")
        if Employment.FULL_TIME not in self._vacancy.opening.employment:
            yield language("cost.assumption.not_full_time")
        if pay.conversion:
            yield language(f"cost.assumption.{pay.per}", factor=pay.conversion.factor, market=market.name)
        if self._found.loaded:
            yield language("cost.assumption.range")
            yield language("cost.assumption.rounding")
        yield language("cost.assumption.market", market=market.name, currency=market.currency)

    # One amount.

    def _factor(self, figure: Figure) -> str:
        low, high = (self._language.number(uplift_factor(end), 2) for end in low_and_high(figure))
        return self._language("cost.factor", factor=self._figures.between(low, high))

    def _rounded(self, amount: MoneyRange) -> str:
        """A derived amount: whole units, rounded half up."""
        low, high = (self._language.rounded_money(end, amount.currency) for end in (amount.low, amount.high))
        return self._figures.between(low, high)

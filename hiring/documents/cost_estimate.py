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
from hiring.documents.page import (
    Context,
    Fact,
    NotApplicableError,
    Page,
    SourceNote,
    Wording,
    page_of,
    place_of,
    source_notes,
)
from hiring.library import Vacancy
from hiring.model.money import Figure, PayFigure, Source, Unit
from hiring.model.opening import Employment
from hiring.model.text import Statement

_SECONDARY = "secondary"
"""The kind of a source that reports another one."""


@dataclass(frozen=True)
class Amount:
    """One amount as it is printed.

    ``detail`` says kind and date, or what it is derived from; ``refs`` has the numbers of its sources.
    """

    text: str
    detail: str
    refs: str
    secondary: bool


@dataclass(frozen=True)
class CostRow:
    """One line of the estimate. Without ``amounts`` it is not known, and ``texts`` say why."""

    label: str
    amounts: tuple[Amount, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class PayRow:
    """A published figure of pay. ``of`` says whether it is base pay."""

    place: str
    amount: Amount
    of: str


@dataclass(frozen=True)
class FigureRow:
    """A published figure that is not pay. ``factor`` is what pay is multiplied by, for uplifts only."""

    label: str
    amount: Amount
    factor: str | None
    note: str | None


@dataclass(frozen=True)
class LoadedRow:
    """Base pay of the first year with one share of benefits on top. ``note`` says what nothing else here says of it."""

    label: str
    note: str | None
    share: Amount
    benefits: str
    total: str


@dataclass(frozen=True)
class CitedText:
    """A text and the numbers of its sources."""

    text: str
    refs: str


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
    sources = source_notes(vacancy, _used(vacancy, found), vacancy.role.sources, vacancy.market.sources)
    writer = _Writer(vacancy, found, sources)
    return CostEstimateView(
        page=page_of(vacancy, context, "cost-estimate"),
        facts=writer.facts(),
        answer=tuple(writer.answer()),
        headcount=found.headcount,
        totals=tuple(writer.totals()) if found.headcount > 1 else (),
        pay=tuple(map(writer.pay_row, found.published)),
        pay_remarks=tuple(writer.pay_remarks()),
        pay_notes=writer.cited(vacancy.role.pay_notes) if found.published else (),
        loaded=tuple(map(writer.loaded_row, found.loaded)),
        shares=tuple(map(writer.share_row, found.loaded_shares)),
        traps=tuple(writer.traps()),
        benchmarks=tuple(map(writer.figure_row, (*found.cost_per_hire, *found.advertising, *found.time_to_fill))),
        benchmark_remarks=tuple(writer.benchmark_remarks()),
        cost_notes=writer.cited(vacancy.role.cost_notes),
        left_out=writer.phrases("left_out", _LEFT_OUT),
        assumptions=tuple(writer.assumptions()),
        sources=sources,
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

    def __init__(self, vacancy: Vacancy, found: Estimate, notes: tuple[SourceNote, ...]) -> None:
        self._vacancy, self._found = vacancy, found
        self._language, self._word = vacancy.language, Wording(vacancy)
        self._numbers = {note.id: number for number, note in enumerate(notes, 1)}
        self._sources: dict[str, Source] = {
            source.id: source for source in (*vacancy.role.sources, *vacancy.market.sources)
        }

    def phrases(self, group: str, names: Iterable[str]) -> tuple[str, ...]:
        """The phrases ``cost.<group>.<name>``."""
        return tuple(self._language(f"cost.{group}.{name}") for name in names)

    def cited(self, statements: Iterable[Statement]) -> tuple[CitedText, ...]:
        """Statements of the role with the numbers of their sources."""
        return tuple(CitedText(self._word(item.text), self._refs(*item.sources)) for item in statements)

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
            amounts = tuple(map(self._brief, self._found.cost_per_hire))
            yield self._row("per_hire", amounts, self._language("cost.text.per_hire"))
        time = self._vacancy.role.time_to_fill
        if time or self._found.time_to_fill:
            texts = [self._language("cost.text.time_to_fill")] if self._found.time_to_fill else []
            texts += [self._language("cost.cited", text=time.text, refs=self._refs(*time.sources))] if time else []
            yield self._row("time_to_fill", tuple(map(self._brief, self._found.time_to_fill)), *texts)

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
        share = self._brief(loaded.figure)
        benefits = self._derived(loaded.benefits.times(count), "cost.derived.benefits", share=share.text)
        about = language("cost.text.benefits", label=loaded.figure.label, share=share.text, detail=share.detail)
        cited = Amount(benefits.text, benefits.detail, share.refs, share.secondary)
        notes = [note] if count == 1 and (note := self._note(loaded.figure)) else []
        yield self._row("benefits", (cited,), about, *notes)
        total = self._derived(loaded.total.times(count), "cost.derived.first_year")
        if count == 1:
            yield self._row("first_year", (total,), language("cost.text.first_year"))
        else:
            yield self._row("first_year_all", (total,), language("cost.total.first_year", count=count))

    def _pay_texts(self, pay: BasePay) -> Iterator[str]:
        language, nearest = self._language, self._found.nearest
        if pay.figure:
            yield language("cost.text.pay_published", place=self._place(pay.figure))
            return
        yield language("cost.text.pay_opening")
        if nearest:
            shown = self._pay_amount(nearest)
            place = self._place(nearest)
            yield language(
                "cost.text.pay_compared", amount=shown.text, place=place, detail=shown.detail, refs=shown.refs
            )

    def _stated(self, pay: BasePay) -> Amount:
        if pay.figure:
            return self._pay_amount(pay.figure)
        text = self._language.pay(pay.stated.low, pay.stated.high, pay.stated.currency, pay.per)
        return Amount(text, self._language("cost.detail.opening"), "", secondary=False)

    def _row(self, name: str, amounts: tuple[Amount, ...], *texts: str) -> CostRow:
        return CostRow(self._language(f"cost.row.{name}"), amounts, texts)

    def _benchmark_times(self, figure: Figure, count: int) -> Amount:
        low, high = low_and_high(figure)
        total = MoneyRange(low, high, figure.currency or self._vacancy.market.currency).times(count)
        one = self._brief(figure)
        detail = self._language("cost.derived.benchmark", count=count, amount=one.text, detail=one.detail)
        return Amount(self._rounded(total), detail, one.refs, one.secondary)

    def _derived(self, amount: MoneyRange, phrase: str, **values: object) -> Amount:
        return Amount(self._rounded(amount), self._language(phrase, **values), "", secondary=False)

    # The tables of figures, and how to read them.

    def pay_row(self, figure: PayFigure) -> PayRow:
        return PayRow(self._place(figure), self._pay_amount(figure), self._language(f"cost.of.{figure.of}"))

    def loaded_row(self, loaded: LoadedPay) -> LoadedRow:
        said_elsewhere = loaded is self._found.loaded[0] or loaded.figure in self._found.loaded_shares
        return LoadedRow(
            label=loaded.figure.label,
            note=None if said_elsewhere else self._note(loaded.figure),
            share=self._amount(loaded.figure),
            benefits=self._rounded(loaded.benefits),
            total=self._rounded(loaded.total),
        )

    def share_row(self, figure: Figure) -> FigureRow:
        uplift = figure.id in (UPLIFT_ON_WAGES, UPLIFT_ON_SALARY)
        return FigureRow(
            figure.label, self._amount(figure), self._factor(figure) if uplift else None, self._note(figure)
        )

    def figure_row(self, figure: Figure) -> FigureRow:
        return FigureRow(figure.label, self._amount(figure), None, self._note(figure))

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
        wages = {"uplift": self._value(on_wages), "factor": self._factor(on_wages)}
        yield self._language("cost.trap.total", share=self._value(share), **wages)
        if UPLIFT_ON_SALARY in shares:
            salary = shares[UPLIFT_ON_SALARY]
            values = {"uplift": self._value(salary), "factor": self._factor(salary)}
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

    # One figure.

    def _pay_amount(self, figure: PayFigure) -> Amount:
        low, high = low_and_high(figure)
        text = self._language.pay(low, high, figure.currency, figure.per)
        detail = self._language("cost.detail.figure", kind=self._kind(figure), date=self._date(figure))
        return Amount(text, detail, self._refs(figure.source), self._is_secondary(figure))

    def _brief(self, figure: Figure) -> Amount:
        """A figure with its kind and date."""
        detail = self._language("cost.detail.figure", kind=self._kind(figure), date=self._date(figure))
        return Amount(self._value(figure), detail, self._refs(figure.source), self._is_secondary(figure))

    def _amount(self, figure: Figure) -> Amount:
        """A figure with its kind, place and date."""
        values = {"kind": self._kind(figure), "date": self._date(figure), "place": self._place(figure)}
        detail = self._language("cost.detail.placed", **values)
        return Amount(self._value(figure), detail, self._refs(figure.source), self._is_secondary(figure))

    def _value(self, figure: Figure) -> str:
        low, high = low_and_high(figure)
        if figure.unit is Unit.DAY:
            if low == high:
                return self._language("cost.days", count=low)
            return self._language("cost.days_range", low=low, count=high)
        if figure.unit is Unit.MONEY:
            return self._language.money_range(low, high, figure.currency or self._vacancy.market.currency)
        return self._between(self._language.percent(low), self._language.percent(high))

    def _factor(self, figure: Figure) -> str:
        low, high = (self._language.number(uplift_factor(end), 2) for end in low_and_high(figure))
        return self._language("cost.factor", factor=self._between(low, high))

    def _rounded(self, amount: MoneyRange) -> str:
        """A derived amount: whole units, rounded half up."""
        low, high = (self._language.rounded_money(end, amount.currency) for end in (amount.low, amount.high))
        return self._between(low, high)

    def _between(self, low: str, high: str) -> str:
        return low if low == high else self._language("cost.between", low=low, high=high)

    def _kind(self, figure: Figure | PayFigure) -> str:
        return self._language(f"cost.kind.{figure.kind}")

    def _date(self, figure: Figure | PayFigure) -> str:
        """When the figure is of, else when its source was published, else that nobody knows."""
        language = self._language
        if figure.as_of:
            return language("cost.date.as_of", date=language.partial_date(figure.as_of))
        source = self._sources.get(figure.source)
        if source is None or source.published == "unknown":
            return language("cost.date.unknown")
        return language("cost.date.published", date=language.partial_date(source.published))

    def _is_secondary(self, figure: Figure | PayFigure) -> bool:
        source = self._sources.get(figure.source)
        return source is not None and source.kind == _SECONDARY

    def _place(self, figure: Figure | PayFigure) -> str:
        """Where a figure is of: a place of the market, the market, or the country that its parent is."""
        market = self._vacancy.market
        if figure.market not in (None, market.id):
            return str(self._language.locale.territories.get(market.country, figure.market))
        location = figure.location if isinstance(figure, PayFigure) else None
        return next((place.name for place in market.locations if place.id == location), market.name)

    def _note(self, figure: Figure) -> str | None:
        return self._word.optional(figure.note)

    def _refs(self, *ids: str) -> str:
        return " ".join(self._language("cost.ref", number=str(self._numbers[name])) for name in dict.fromkeys(ids))

"""The cost estimate: the answer first, then its lines, what moves it, the ways to a hire, and what it all rests on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hiring.costing.estimate import Cover, Estimate, NoDataError, estimate
from hiring.costing.lines import Given, Line, spread_of
from hiring.costing.spread import Spread, Total
from hiring.documents.cost_answer import AnswerWriter, CostRow, Headline
from hiring.documents.cost_charts import Charts, charts_of
from hiring.documents.cost_figures import PublishedFigures, published_figures, sources_of_figures
from hiring.documents.cost_record import CostRecord, record_of
from hiring.documents.cost_words import CostWriter
from hiring.documents.cost_workbook import workbook_of
from hiring.documents.figures import Amount, Citations, CitedText, FigureWriter
from hiring.documents.page import Context, Fact, NotApplicableError, Page, SourceNote, page_of, place_of
from hiring.library import Vacancy
from hiring.model.costs import SUMMED
from hiring.model.opening import Employment
from hiring.workbook import Workbook


@dataclass(frozen=True)
class LineRow:
    """One line of the estimate for one hire, or for one search. ``basis`` says what its amount is calculated from."""

    label: str
    basis: str | None
    low: str
    likely: str
    high: str
    expected: str
    origin: str
    refs: str


@dataclass(frozen=True)
class LineGroup:
    """The lines of a group, and their sum for all hires."""

    name: str
    rows: tuple[LineRow, ...]
    total: str


@dataclass(frozen=True)
class RateRow:
    """What an hour of someone costs, or another number that lines are calculated with."""

    label: str
    value: str
    origin: str
    refs: str


@dataclass(frozen=True)
class ScaleRow:
    """The one-time cost at a number of hires."""

    hires: str
    total: str
    each: str


@dataclass(frozen=True)
class ChannelRow:
    """One hire by one channel alone: the cost per hire, its range, and with onboarding and tools."""

    name: str
    cost_per_hire: str
    range: str
    once: str


@dataclass(frozen=True)
class CostEstimateView:
    """The cost estimate. Every text is in the page's language, every amount in the market's currency.

    ``headlines``, ``key_facts`` and ``rests_on`` are the answer in short. ``usual_origin`` is where most lines are from; None
    where no two are from the same. ``remarks`` of a part say how to read the table beside them. ``record`` and ``workbook``
    are the same estimate as data.
    """

    page: Page
    facts: tuple[Fact, ...]
    headlines: tuple[Headline, ...]
    key_facts: tuple[Fact, ...]
    rests_on: tuple[str, ...]
    answer: tuple[CostRow, ...]
    charts: Charts
    groups: tuple[LineGroup, ...]
    usual_origin: str | None
    line_remarks: tuple[str, ...]
    rates: tuple[RateRow, ...]
    scale: tuple[ScaleRow, ...]
    channels: tuple[ChannelRow, ...]
    channel_remarks: tuple[str, ...]
    empty_post: tuple[CostRow, ...]
    empty_post_remarks: tuple[str, ...]
    published: PublishedFigures
    pay_notes: tuple[CitedText, ...]
    cost_notes: tuple[CitedText, ...]
    not_counted: tuple[str, ...]
    lacking: tuple[str, ...]
    assumptions: tuple[str, ...]
    sources: tuple[SourceNote, ...]
    record: CostRecord
    workbook: Workbook | None


def build(vacancy: Vacancy, context: Context) -> CostEstimateView:
    """The estimate of a vacancy.

    Raises ``NotApplicableError`` where pay or the cost of hiring is not known in the vacancy's market.
    """
    try:
        found = estimate(vacancy.role, vacancy.market, vacancy.employer, vacancy.opening)
    except NoDataError as error:
        market, role = vacancy.market, vacancy.role
        raise NotApplicableError(error.reason, market=market.name, market_id=market.id, role=role.id) from None
    citations = Citations(vacancy, _used(vacancy, found))
    figures = FigureWriter(vacancy, citations)
    answer = AnswerWriter(vacancy, found, citations, figures)
    parts = _Parts(vacancy, found, citations, figures, answer)
    page = page_of(vacancy, context, "cost-estimate")
    groups = tuple(parts.groups())
    record = record_of(vacancy, found, figures, citations.notes)
    return CostEstimateView(
        page=page,
        facts=parts.facts(),
        headlines=tuple(answer.headlines()),
        key_facts=tuple(answer.key_facts()),
        rests_on=tuple(answer.rests_on()),
        answer=tuple(answer.answer()),
        charts=charts_of(found, parts.writer),
        groups=groups,
        usual_origin=_usual_origin(groups),
        line_remarks=tuple(parts.line_remarks()),
        rates=tuple(map(parts.rate_row, found.rates)),
        scale=tuple(parts.scale()),
        channels=tuple(parts.channels()),
        channel_remarks=tuple(parts.channel_remarks()),
        empty_post=tuple(parts.empty_post(found.cover)) if found.cover else (),
        empty_post_remarks=tuple(parts.empty_post_remarks(found.cover)) if found.cover else (),
        published=published_figures(vacancy, found, figures),
        pay_notes=citations.cited(vacancy.role.pay_notes) if found.pay.published else (),
        cost_notes=citations.cited(vacancy.role.cost_notes),
        not_counted=tuple(parts.writer.catalogue_name(name) for name in found.uncounted),
        lacking=tuple(parts.lacking()),
        assumptions=tuple(parts.assumptions()),
        sources=citations.notes,
        record=record,
        workbook=workbook_of(found, vacancy.language, page.title, citations.notes) if context.has_workbook else None,
    )


def _used(vacancy: Vacancy, found: Estimate) -> Iterator[str]:
    """The sources that the document names, in the order in which its sections do."""
    time, pay = vacancy.role.time_to_fill, found.pay
    if pay.nearest:
        yield pay.nearest.source
    yield from (loaded.figure.source for loaded in pay.loaded[:1])
    yield from (figure.source for figure in found.benchmarks.time_to_fill)
    yield from time.sources if time else ()
    cover = [given for given in (found.cover.cover_of, found.cover.lost_of) if given] if found.cover else []
    lines = [line.given for line in found.lines] + [given.line for given in (*found.rates, *cover)]
    yield from (line.source for line in lines)
    yield from sources_of_figures(found)
    for note in (*(vacancy.role.pay_notes if pay.published else ()), *vacancy.role.cost_notes):
        yield from note.sources


def _usual_origin(groups: tuple[LineGroup, ...]) -> str | None:
    """Where most lines that name no source are from, so that a table can say it once."""
    counted = Counter(row.origin for group in groups for row in group.rows if not row.refs)
    origin, count = counted.most_common(1)[0] if counted else ("", 0)
    return origin if count > 1 else None


class _Parts:
    """Writes the parts of one estimate in the vacancy's language."""

    def __init__(
        self, vacancy: Vacancy, found: Estimate, citations: Citations, figures: FigureWriter, rows: AnswerWriter
    ) -> None:
        self._vacancy, self._found, self._language = vacancy, found, vacancy.language
        self._citations, self._figures, self._rows = citations, figures, rows
        self.writer = CostWriter(vacancy.language, found.currency)

    def facts(self) -> tuple[Fact, ...]:
        vacancy, language = self._vacancy, self._language
        rows = (
            ("location", place_of(vacancy)),
            ("market", vacancy.market.name),
            ("headcount", language.number(self._found.hires)),
            ("channels", self._mix()),
            ("currency", self._found.currency),
            ("reference", vacancy.opening.id if not vacancy.is_sample else None),
        )
        return tuple(Fact(language(f"cost.fact.{name}"), value) for name, value in rows if value)

    # The lines.

    def groups(self) -> Iterator[LineGroup]:
        for group in SUMMED:
            rows = tuple(self._line_row(line) for line in self._found.lines if line.item.group is group)
            if rows:
                total = self.writer.money(self._found.total(group).expected)
                yield LineGroup(self.writer.group(group), rows, total)

    def _line_row(self, line: Line) -> LineRow:
        writer, amount = self.writer, line.amount
        origin, refs = writer.origin(line, self._citations)
        return LineRow(
            label=writer.name(line.given),
            basis=self._basis(line),
            low=writer.money(amount.low),
            likely=writer.money(amount.likely),
            high=writer.money(amount.high),
            expected=writer.money(line.of(self._found.hires).expected),
            origin=origin,
            refs=refs,
        )

    def _basis(self, line: Line) -> str | None:
        """Quantity, how often, and how much of it counts, where that is not the plain case; and the line's note."""
        language = self._language
        parts = [self.writer.basis(line)]
        parts.append(None if line.is_per_hire else language("cost.per.search"))
        if line.share != 1:
            parts.append(language("cost.share", share=language.percent(line.share * 100, 0)))
        shown = language.listing([part for part in parts if part])
        note = self._figures.wording.optional(line.given.note)
        return " · ".join(part for part in (shown, note) if part) or None

    def line_remarks(self) -> Iterator[str]:
        yield self._language("cost.lines.expected", count=self._found.hires)
        if any(line.item.is_paid_anyway for line in self._found.lines):
            yield self._language("cost.lines.ramp_up")

    def rate_row(self, given: Given) -> RateRow:
        line = given.line
        origin, refs = self.writer.origin(given, self._citations)
        return RateRow(self.writer.name(line), self.writer.quantity(line, spread_of(line)), origin, refs)

    def lacking(self) -> Iterator[str]:
        for lacking in self._found.lacking:
            yield self._language("cost.lacking", line=self.writer.name(lacking.given), id=lacking.lacks)

    # Comparisons.

    def scale(self) -> Iterator[ScaleRow]:
        for at in self._found.at_scale:
            hires = self._language("cost.hires", count=at.hires)
            yield ScaleRow(hires, self.writer.money(at.total), self.writer.money(at.each))

    def channels(self) -> Iterator[ChannelRow]:
        for by in self._found.by_channel:
            yield ChannelRow(
                name=self.writer.channel(by.channel),
                cost_per_hire=self.writer.money(by.cost_per_hire.expected),
                range=self.writer.range_of(by.cost_per_hire),
                once=self.writer.money(by.once.expected),
            )

    def channel_remarks(self) -> Iterator[str]:
        yield self._language("cost.channels.mix", mix=self._mix())
        yield self._language("cost.channels.internal")

    def _mix(self) -> str:
        parts = [
            self._language(
                "cost.mix.part", channel=self.writer.channel(channel), share=self._language.percent(part * 100, 0)
            )
            for channel, part in self._found.mix.items()
            if part
        ]
        return self._language.listing(parts)

    def empty_post(self, cover: Cover) -> Iterator[CostRow]:
        """What a working day of the empty post costs, part by part."""
        yield self._cover_row("cover", cover.cover, cover.cover_of)
        if cover.lost_value is not None and cover.lost_of is not None:
            yield self._cover_row("lost_value", cover.lost_value, cover.lost_of)
        yield self._rows.row("saved", (self._rows.derived(cover.saved, "cost.derived.saved"),))
        yield self._rows.row("per_day", (self._rows.ranged(Total.of([cover.per_day])),))
        if cover.days is not None:
            days = self._figures.brief(self._found.benchmarks.time_to_fill[0])
            whole = Total.of([cover.per_day.times(cover.days.expected)])
            ranged = self._rows.ranged(whole)
            about = self._language("cost.empty.days", days=days.text, detail=days.detail)
            yield self._rows.row("whole", (Amount(ranged.text, ranged.detail, days.refs, days.secondary),), about)

    def _cover_row(self, name: str, spread: Spread, given: Given) -> CostRow:
        origin, refs = self.writer.origin(given, self._citations)
        return self._rows.row(name, (Amount(self.writer.ends_of(spread), origin, refs, secondary=False),))

    def empty_post_remarks(self, cover: Cover) -> Iterator[str]:
        if cover.lost_value is not None:
            return
        yield self._language("cost.empty.no_value")
        if cover.per_day.expected < 0:
            yield self._language("cost.empty.negative")

    # What it rests on.

    def assumptions(self) -> Iterator[str]:
        language, market, found = self._language, self._vacancy.market, self._found
        conversion = found.pay.base.conversion
        for name in ("pert", "independent", "scale", "full_time"):
            yield language(f"cost.assumption.{name}")
        if Employment.FULL_TIME not in self._vacancy.opening.employment:
            yield language("cost.assumption.not_full_time")
        if conversion:
            yield language(f"cost.assumption.{found.pay.base.per}", factor=conversion.factor, market=market.name)
        if found.loaded is not None:
            yield language("cost.assumption.range")
        yield language("cost.assumption.other_pay")
        yield language("cost.assumption.rounding")
        yield language("cost.assumption.market", market=market.name, currency=market.currency)

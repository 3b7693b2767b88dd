"""The cost estimate as data: what its JSON holds and ``hiring cost`` prints. Plain values, amounts in one currency.

Money is rounded half up to cents, parts of a whole to four decimals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from hiring.costing.estimate import Cover, Estimate
from hiring.costing.lines import Given, Line, spread_of
from hiring.costing.spread import Spread, Total
from hiring.documents.cost_words import CostWriter
from hiring.documents.figures import FigureWriter
from hiring.documents.page import SourceNote, place_of, role_title
from hiring.library import Vacancy
from hiring.model.costs import RECRUITING, SUMMED, CostChannel

CENT, PART = Decimal("0.01"), Decimal("0.0001")


@dataclass(frozen=True)
class Points:
    """Low, likely, high and the value expected of them."""

    low: Decimal
    likely: Decimal
    high: Decimal
    expected: Decimal


@dataclass(frozen=True)
class Sum:
    """A sum: expected value, standard deviation, 10th and 90th percentile."""

    expected: Decimal
    deviation: Decimal
    p10: Decimal
    p90: Decimal


@dataclass(frozen=True)
class ChannelPart:
    """A channel and a part from 0 to 1."""

    channel: str
    part: Decimal


@dataclass(frozen=True)
class LineRecord:
    """One line: ``quantity`` in ``unit``; ``amount`` in money for one ``per``; ``share`` by the mix of channels;
    ``expected`` for all hires. ``origin`` is the file that decides it."""

    id: str
    name: str
    group: str
    unit: str
    quantity: Points
    amount: Points
    per: str
    share: Decimal
    channels: tuple[ChannelPart, ...]
    expected: Decimal
    comparable: bool
    origin: str
    kind: str
    source: str
    as_of: str | None


@dataclass(frozen=True)
class RateRecord:
    """What one hour of someone costs, or which part of a new colleague's first weeks is lost (``unit`` percent)."""

    id: str
    name: str
    unit: str
    quantity: Points
    origin: str
    kind: str
    source: str
    as_of: str | None


@dataclass(frozen=True)
class GroupRecord:
    """The sum of a group for all hires."""

    group: str
    name: str
    total: Sum


@dataclass(frozen=True)
class PayRecord:
    """Base pay of one employee: as it is stated, a year's, and with benefits (None where no share is known)."""

    stated_low: Decimal
    stated_high: Decimal
    per: str
    from_opening: bool
    place: str | None
    source: str | None
    year: Points
    loaded: Points | None
    benefits_source: str | None


@dataclass(frozen=True)
class ScaleRecord:
    """The one-time cost at a number of hires."""

    hires: int
    total: Decimal
    each: Decimal


@dataclass(frozen=True)
class ChannelRecord:
    """One hire by one channel alone."""

    channel: str
    name: str
    cost_per_hire: Sum
    once: Sum


@dataclass(frozen=True)
class SwingRecord:
    """The one-time total when one line is low and when it is high."""

    line: str
    name: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class EmptyPostRecord:
    """A working day of the empty post, and the working days it may stay empty."""

    cover: Points
    lost_value: Points | None
    pay_saved: Points
    per_day: Points
    working_days: Points | None


@dataclass(frozen=True)
class MisHireRecord:
    """A published share of yearly base pay, in percent and in money."""

    name: str
    percent_low: Decimal
    percent_high: Decimal
    low: Decimal
    high: Decimal
    source: str


@dataclass(frozen=True)
class LackingRecord:
    """A line whose numbers do not come to money, and what is lacking for it."""

    line: str
    lacks: str


@dataclass(frozen=True)
class SourceRecord:
    """A source by the id that lines name."""

    id: str
    text: str
    url: str | None


@dataclass(frozen=True)
class CostRecord:
    """One estimate. All money is in ``currency``; sums are for all ``hires`` unless they say per hire."""

    role: str
    title: str
    opening: str | None
    market: str
    location: str | None
    language: str
    currency: str
    hires: int
    mix: tuple[ChannelPart, ...]
    pay: PayRecord
    rates: tuple[RateRecord, ...]
    lines: tuple[LineRecord, ...]
    groups: tuple[GroupRecord, ...]
    recruiting: Sum
    once: Sum
    first_year: Sum
    cost_per_hire: Sum
    comparable_cost_per_hire: Sum
    hire_cost_ratio: Decimal
    by_hires: tuple[ScaleRecord, ...]
    by_channel: tuple[ChannelRecord, ...]
    swings: tuple[SwingRecord, ...]
    empty_post: EmptyPostRecord | None
    mis_hire: tuple[MisHireRecord, ...]
    lacking: tuple[LackingRecord, ...]
    not_counted: tuple[str, ...]
    sources: tuple[SourceRecord, ...]


def record_of(vacancy: Vacancy, found: Estimate, figures: FigureWriter, sources: tuple[SourceNote, ...]) -> CostRecord:
    """The estimate of a vacancy as data, with names in its language."""
    writer = CostWriter(vacancy.language, found.currency)
    return CostRecord(
        role=vacancy.role.id,
        title=role_title(vacancy),
        opening=None if vacancy.is_sample else vacancy.opening.id,
        market=vacancy.market.id,
        location=place_of(vacancy),
        language=vacancy.language.tag,
        currency=found.currency,
        hires=found.hires,
        mix=_parts(found.mix),
        pay=_pay(found, figures),
        rates=tuple(_rate(given, writer) for given in found.rates),
        lines=tuple(_line(line, found, writer) for line in found.lines),
        groups=tuple(GroupRecord(group, writer.group(group), _sum(found.total(group))) for group in SUMMED),
        recruiting=_sum(found.total(*RECRUITING)),
        once=_sum(found.once),
        first_year=_sum(found.first_year),
        cost_per_hire=_sum(found.cost_per_hire),
        comparable_cost_per_hire=_sum(found.comparable_cost_per_hire),
        hire_cost_ratio=_part(found.hire_cost_ratio),
        by_hires=tuple(ScaleRecord(at.hires, _cents(at.total), _cents(at.each)) for at in found.at_scale),
        by_channel=tuple(
            ChannelRecord(by.channel, writer.channel(by.channel), _sum(by.cost_per_hire), _sum(by.once))
            for by in found.by_channel
        ),
        swings=tuple(
            SwingRecord(swing.line.id, writer.name(swing.line.given), _cents(swing.low), _cents(swing.high))
            for swing in found.swings
        ),
        empty_post=_empty_post(found.cover) if found.cover else None,
        mis_hire=tuple(_mis_hires(found)),
        lacking=tuple(LackingRecord(lacking.given.id, lacking.lacks) for lacking in found.lacking),
        not_counted=found.uncounted,
        sources=tuple(SourceRecord(note.id, note.text, note.url) for note in sources),
    )


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _part(part: Decimal) -> Decimal:
    return part.quantize(PART, ROUND_HALF_UP)


def _points(spread: Spread) -> Points:
    return Points(_cents(spread.low), _cents(spread.likely), _cents(spread.high), _cents(spread.expected))


def _sum(total: Total) -> Sum:
    return Sum(_cents(total.expected), _cents(total.deviation), _cents(total.p10), _cents(total.p90))


def _parts(parts: Mapping[CostChannel, Decimal]) -> tuple[ChannelPart, ...]:
    return tuple(ChannelPart(channel, _part(part)) for channel, part in parts.items())


def _pay(found: Estimate, figures: FigureWriter) -> PayRecord:
    base = found.pay.base
    return PayRecord(
        stated_low=base.stated.low,
        stated_high=base.stated.high,
        per=base.per,
        from_opening=base.figure is None,
        place=figures.place(base.figure) if base.figure else None,
        source=base.figure.source if base.figure else None,
        year=_points(found.year),
        loaded=_points(found.loaded) if found.loaded else None,
        benefits_source=found.pay.loaded[0].figure.source if found.pay.loaded else None,
    )


def _rate(given: Given, writer: CostWriter) -> RateRecord:
    line = given.line
    quantity = _points(spread_of(line))
    return RateRecord(
        line.id, writer.name(line), line.counts, quantity, given.origin, line.kind, line.source, line.as_of
    )


def _line(line: Line, found: Estimate, writer: CostWriter) -> LineRecord:
    given = line.given
    return LineRecord(
        id=line.id,
        name=writer.name(given),
        group=line.item.group,
        unit=given.counts,
        quantity=_points(line.quantity),
        amount=_points(line.amount),
        per="hire" if line.is_per_hire else "search",
        share=_part(line.share),
        channels=_parts(line.shares),
        expected=_cents(line.of(found.hires).expected),
        comparable=line.item.comparable,
        origin=line.origin,
        kind=given.kind,
        source=given.source,
        as_of=given.as_of,
    )


def _empty_post(cover: Cover) -> EmptyPostRecord:
    return EmptyPostRecord(
        cover=_points(cover.cover),
        lost_value=_points(cover.lost_value) if cover.lost_value else None,
        pay_saved=_points(cover.saved),
        per_day=_points(cover.per_day),
        working_days=_points(cover.days) if cover.days else None,
    )


def _mis_hires(found: Estimate) -> "list[MisHireRecord]":
    records = []
    for item in found.mis_hire:
        share = spread_of(item.figure)
        ends = _cents(item.amount.low), _cents(item.amount.high)
        records.append(MisHireRecord(item.figure.label, share.low, share.high, *ends, item.figure.source))
    return records

"""The estimate of a vacancy: lines, totals and their range, what moves them, channels, the empty post, the mis-hire.

Sources of the formulas: cost per hire ANSI/SHRM 06001.2012 (external plus internal costs, divided by hires) and its
comparable form, which leaves out immigration and health screening; hire-cost ratio ISO/TS 30407:2017 (cost of hiring
divided by the first year's compensation of those hired). The vacancy's formula is this project's own: cover plus lost value
less the pay that is saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hiring.costing.lines import Given, Lacking, Line, Rates, given_lines, lines_of, mix_of, spread_of
from hiring.costing.pay import MoneyRange, Pay, figures_of, low_and_high, pay_of, with_median
from hiring.costing.spread import NOTHING, Spread, Total
from hiring.model.costs import CATALOGUE, COVER, LOST_VALUE, RECRUITING, SUMMED, CostChannel, CostGroup, CostUnit
from hiring.model.employer import Employer
from hiring.model.market import Market
from hiring.model.money import Figure, Measure, Unit
from hiring.model.opening import InterviewSlot, Opening
from hiring.model.role import Role

SCALE = (1, 3, 10)
"""The numbers of hires that the estimate compares."""
HOURS_PER_DAY = 8
WORKING_DAYS = Decimal(5) / 7
"""The part of calendar days that are working days."""


@dataclass(frozen=True)
class Swing:
    """What the total is when one line is at its low and at its high value, and all others as expected."""

    line: Line
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class AtScale:
    """The one-time cost of ``hires`` hires of one search: all together, and each."""

    hires: int
    total: Decimal
    each: Decimal


@dataclass(frozen=True)
class ByChannel:
    """One hire by one channel alone: what finding costs (cost per hire), and with onboarding and tools."""

    channel: CostChannel
    cost_per_hire: Total
    once: Total


@dataclass(frozen=True)
class Cover:
    """What an empty post costs, in money a working day: ``cover`` plus ``lost_value`` less ``saved``, which may be negative.

    ``lost_value`` is None where nobody has put a value on it. ``days`` are the working days that the post is likely to be
    empty; None where no time to fill is published. ``cover_of`` and ``lost_of`` say where the two are from.
    """

    cover: Spread
    cover_of: Given
    lost_value: Spread | None
    lost_of: Given | None
    saved: Spread
    days: Spread | None
    hours_per_year: int

    @property
    def per_day(self) -> Spread:
        """The cost of one working day."""
        return self.cover + (self.lost_value or NOTHING) - self.saved


@dataclass(frozen=True)
class MisHire:
    """What a hire that does not last costs: a published share of yearly base pay, in money."""

    figure: Figure
    amount: MoneyRange


@dataclass(frozen=True)
class Benchmarks:
    """Published figures beside the estimate.

    ``cost_per_hire`` never has a mean without a median; where the market lacks a median, ``lone_means`` is true and the
    means are left out.
    """

    cost_per_hire: tuple[Figure, ...]
    lone_means: bool
    advertising: tuple[Figure, ...]
    time_to_fill: tuple[Figure, ...]


@dataclass(frozen=True)
class Estimate:
    """The estimate for ``hires`` hires of one search, in ``currency``.

    ``year`` is base pay a year and ``loaded`` the same with benefits at the nearest share, each of one employee; ``loaded``
    is None where no share is known. ``slot`` is the interview. ``rates`` are the lines of rates that the others use.
    ``uncounted`` are the ids of the catalogue that no file decides.
    """

    currency: str
    hires: int
    slot: InterviewSlot
    pay: Pay
    year: Spread
    loaded: Spread | None
    mix: Mapping[CostChannel, Decimal]
    rates: tuple[Given, ...]
    lines: tuple[Line, ...]
    lacking: tuple[Lacking, ...]
    uncounted: tuple[str, ...]
    cover: Cover | None
    mis_hire: tuple[MisHire, ...]
    benchmarks: Benchmarks

    def total(self, *groups: CostGroup, hires: int | None = None, comparable: bool = False) -> Total:
        """The sum of the lines of these groups for a number of hires; with ``comparable``, of comparable lines only."""
        return Total.of(
            line.of(hires or self.hires)
            for line in self.lines
            if line.item.group in groups and (line.item.comparable or not comparable)
        )

    @property
    def cost_per_hire(self) -> Total:
        """Cost per hire by the employer's own lines (CPHI): external and internal costs, divided by hires."""
        return self.total(*RECRUITING).over(self.hires)

    @property
    def comparable_cost_per_hire(self) -> Total:
        """Cost per hire that compares with other employers' (CPHC): without immigration and health screening."""
        return self.total(*RECRUITING, comparable=True).over(self.hires)

    @property
    def once(self) -> Total:
        """All that the hires cost once: finding them, onboarding and tools."""
        return self.total(*SUMMED)

    @property
    def compensation(self) -> Spread:
        """The first year's pay of all hires, with benefits where they are known."""
        return (self.loaded or self.year).times(self.hires)

    @property
    def hire_cost_ratio(self) -> Decimal:
        """Cost of hiring as a part of the first year's compensation of those hired."""
        return self.total(*RECRUITING).expected / self.compensation.expected

    @property
    def first_year(self) -> Total:
        """Pay, benefits and one-time costs of the first year. Work not yet done is in the pay already."""
        spent = [line.of(self.hires) for line in self.lines if not line.item.is_paid_anyway]
        return Total.of([*spent, self.compensation])

    @property
    def at_scale(self) -> tuple[AtScale, ...]:
        """The one-time cost at one, three and ten hires of one search."""
        totals = [(hires, self.total(*SUMMED, hires=hires).expected) for hires in SCALE]
        return tuple(AtScale(hires, total, total / hires) for hires, total in totals)

    @property
    def swings(self) -> tuple[Swing, ...]:
        """How far each line alone moves the one-time total, the widest first; lines that are exact move nothing."""
        expected = self.once.expected
        swings = []
        for line in self.lines:
            spread = line.of(self.hires)
            rest = expected - spread.expected
            swings.append(Swing(line, rest + spread.low, rest + spread.high))
        return tuple(sorted((s for s in swings if s.high > s.low), key=lambda s: s.low - s.high))

    @property
    def by_channel(self) -> tuple[ByChannel, ...]:
        """One hire by each channel alone."""
        return tuple(
            ByChannel(channel, self._by(channel, RECRUITING), self._by(channel, SUMMED)) for channel in CostChannel
        )

    def _by(self, channel: CostChannel, groups: tuple[CostGroup, ...]) -> Total:
        return Total.of(line.of(1, channel) for line in self.lines if line.item.group in groups)


class NoDataError(Exception):
    """There is no estimate: ``reason`` is ``no_cost_data`` without any pay, ``no_costs`` without any cost of hiring."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def estimate(role: Role, market: Market, employer: Employer, opening: Opening) -> Estimate:
    """The estimate for the hires of an opening. Raises ``NoDataError`` where pay or costs are not known in its market."""
    pay = pay_of(role, market, opening)
    if pay is None or pay.base.yearly is None:
        raise NoDataError("no_cost_data" if pay is None else "no_year")
    year = Spread.between(pay.base.yearly.low, pay.base.yearly.high)
    loaded = _loaded(pay, year)
    given = given_lines(role, market, employer, opening)
    mix = mix_of(market, employer, opening)
    lines, lacking = lines_of(given, Rates(year, loaded or year, opening.interview, given), mix)
    if not any(line.item.group in RECRUITING for line in lines):
        raise NoDataError("no_costs")
    return Estimate(
        currency=market.currency,
        hires=opening.headcount,
        slot=opening.interview,
        pay=pay,
        year=year,
        loaded=loaded,
        mix=mix,
        rates=tuple(entry for entry in given.values() if entry.line.item.group is CostGroup.RATES),
        lines=lines,
        lacking=lacking,
        uncounted=tuple(name for name in CATALOGUE if name not in given),
        cover=_cover(given, loaded or year, role, market),
        mis_hire=_mis_hire(role, market, pay.base.yearly),
        benchmarks=_benchmarks(role, market),
    )


def _loaded(pay: Pay, year: Spread) -> Spread | None:
    """Pay a year with benefits at the nearest share: low with low, likely with likely, high with high."""
    if not pay.loaded:
        return None
    share = spread_of(pay.loaded[0].figure)
    return year * Spread(*(1 + point / 100 for point in (share.low, share.likely, share.high)))


def _cover(given: Mapping[str, Given], loaded: Spread, role: Role, market: Market) -> Cover | None:
    """The cost of the empty post; None where no file says what covering it costs, or how long a year is."""
    covering, lost = given.get(COVER), given.get(LOST_VALUE)
    if covering is None or market.hours_per_year is None:
        return None
    saved = loaded.times(Decimal(HOURS_PER_DAY) / market.hours_per_year)
    cover = spread_of(covering.line)
    if covering.line.counts is CostUnit.PERCENT:
        cover = (cover * saved).times(Decimal(1) / 100)
    empty = figures_of(role, market, Measure.TIME_TO_FILL, Unit.DAY)
    days = spread_of(empty[0]).times(WORKING_DAYS) if empty else None
    return Cover(cover, covering, spread_of(lost.line) if lost else None, lost, saved, days, market.hours_per_year)


def _mis_hire(role: Role, market: Market, year: MoneyRange) -> tuple[MisHire, ...]:
    found = []
    for figure in figures_of(role, market, Measure.TURNOVER_COST, Unit.PERCENT):
        low, high = low_and_high(figure)
        found.append(MisHire(figure, MoneyRange(year.low * low / 100, year.high * high / 100, year.currency)))
    return tuple(found)


def _benchmarks(role: Role, market: Market) -> Benchmarks:
    per_hire = figures_of(role, market, Measure.COST_PER_HIRE, Unit.MONEY)
    shown = with_median(per_hire)
    return Benchmarks(
        cost_per_hire=shown,
        lone_means=len(shown) < len(per_hire),
        advertising=figures_of(role, market, Measure.ADVERTISING, Unit.MONEY),
        time_to_fill=figures_of(role, market, Measure.TIME_TO_FILL, Unit.DAY),
    )

"""The lines of an estimate: for each the nearest file that decides it, and what its numbers come to in money."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hiring.costing.pay import WEEKS_PER_YEAR, figures_of
from hiring.costing.spread import Spread
from hiring.model.costs import ADVERTISING, CATALOGUE, CostChannel, CostGroup, CostItem, CostLine, Costs, CostUnit
from hiring.model.employer import Employer
from hiring.model.market import Market
from hiring.model.money import Bounds, Measure, Unit
from hiring.model.opening import InterviewSlot, Opening
from hiring.model.role import Role

ONE = Decimal(1)
MINUTES_PER_HOUR = 60


class Origin(StrEnum):
    """Which file decides a line, the nearest first."""

    OPENING = "opening"
    EMPLOYER = "employer"
    ROLE = "role"
    MARKET = "market"


@dataclass(frozen=True)
class Given:
    """A line as a file gives it."""

    line: CostLine
    origin: Origin


@dataclass(frozen=True)
class Line:
    """One line in money.

    ``quantity`` counts ``unit``; each costs ``rate``, so that ``amount`` is what one hire costs, or one search
    (``item.per``). ``shares`` say which part of it arises by each channel, from 0 to 1, ``share`` by the mix of channels.
    """

    given: CostLine
    origin: Origin
    item: CostItem
    quantity: Spread
    rate: Spread
    shares: Mapping[CostChannel, Decimal]
    share: Decimal

    @property
    def id(self) -> str:
        """The line's id."""
        return self.given.id

    @property
    def amount(self) -> Spread:
        """Money for one hire or one search, where the whole of it arises."""
        return self.quantity * self.rate

    @property
    def is_per_hire(self) -> bool:
        """Whether it arises for each person hired, not once a search."""
        return (self.given.per or self.item.per) == "hire"

    def of(self, hires: int, channel: CostChannel | None = None) -> Spread:
        """Money for this many hires of one search, by the mix of channels or by one channel alone."""
        share = self.share if channel is None else self.shares[channel]
        return self.amount.times(share * hires if self.is_per_hire else share)


@dataclass(frozen=True)
class Lacking:
    """A line with numbers that do not come to money: ``lacks`` names the line of its rate, or ``pay``."""

    given: CostLine
    lacks: str


def spread_of(bounds: Bounds) -> Spread:
    """A figure's three points; the middle of a range without a likely value."""
    if bounds.amount is not None:
        return Spread.exact(bounds.amount)
    if bounds.low is None or bounds.high is None:
        raise ValueError("a figure is an amount or has both ends")
    return Spread.between(bounds.low, bounds.high, bounds.likely)


def given_lines(role: Role, market: Market, employer: Employer, opening: Opening) -> dict[str, Given]:
    """The lines that are known, by id: those of the catalogue in its order, then own ones.

    An employer's line in another currency than the market's does not count here.
    """
    levels = (
        (market.costs.lines, Origin.MARKET),
        (tuple(_of_role(role, market)), Origin.ROLE),
        (employer.costs.lines, Origin.EMPLOYER),
        (opening.costs.lines, Origin.OPENING),
    )
    found = {
        line.id: Given(line, origin)
        for lines, origin in levels
        for line in lines
        if line.currency in (None, market.currency)
    }
    known = {name: found[name] for name in CATALOGUE if name in found}
    return known | found


def _of_role(role: Role, market: Market) -> Iterator[CostLine]:
    """The role's own published figure of advertising, as a line; by which channels it arises, the market says."""
    without_figures = market.model_copy(update={"figures": ()})
    channels = next((line.channels for line in market.costs.lines if line.id == ADVERTISING), None)
    for figure in figures_of(role, without_figures, Measure.ADVERTISING, Unit.MONEY)[:1]:
        shared = ("amount", "low", "likely", "high", "currency", "kind", "source", "as_of", "note")
        given = {"id": ADVERTISING, "channels": channels} | {name: getattr(figure, name) for name in shared}
        yield CostLine.model_validate(given)


def mix_of(market: Market, employer: Employer, opening: Opening) -> Mapping[CostChannel, Decimal]:
    """The part of the hires that each channel brings, from 0 to 1; all by job boards where no file says it."""
    levels: tuple[Costs, ...] = (opening.costs, employer.costs, market.costs)
    nearest = next((costs.channels for costs in levels if costs.channels is not None), None)
    percent = nearest or {CostChannel.JOB_BOARD: Decimal(100)}
    return {channel: percent.get(channel, Decimal(0)) / 100 for channel in CostChannel}


@dataclass(frozen=True)
class Rates:
    """What turns quantities into money: pay a year without and with benefits, the interview, and the lines of rates."""

    yearly: Spread | None
    loaded: Spread | None
    slot: InterviewSlot
    given: Mapping[str, Given]

    def rate(self, line: CostLine) -> Spread | str:
        """What one of a line's units costs; the name of what is lacking where that is not known."""
        unit = line.counts
        if unit is CostUnit.MONEY:
            return Spread.exact(1)
        if unit is CostUnit.PERCENT_OF_PAY:
            return self.yearly.times(ONE / 100) if self.yearly else "pay"
        name = line.item.rate
        given = self.given.get(name) if name else None
        if name is None or given is None:
            return name or "pay"
        rate = spread_of(given.line)
        if unit is CostUnit.WEEK:  # the part of a week's pay that brings no work yet
            return (self.loaded * rate).times(ONE / WEEKS_PER_YEAR / 100) if self.loaded else "pay"
        if unit is CostUnit.INTERVIEW:
            return rate.times(Decimal(self.slot.panel * self.slot.minutes) / MINUTES_PER_HOUR)
        return rate


def lines_of(
    given: Mapping[str, Given], rates: Rates, mix: Mapping[CostChannel, Decimal]
) -> tuple[tuple[Line, ...], tuple[Lacking, ...]]:
    """The lines that add up, in money, and those whose rate is not known."""
    lines, lacking = [], []
    for entry in given.values():
        item = entry.line.item
        if item.group in (CostGroup.RATES, CostGroup.VACANCY):
            continue
        rate = rates.rate(entry.line)
        if isinstance(rate, str):
            lacking.append(Lacking(entry.line, rate))
            continue
        shares = _shares(entry.line)
        share = sum((shares[channel] * part for channel, part in mix.items()), Decimal(0))
        lines.append(Line(entry.line, entry.origin, item, spread_of(entry.line), rate, shares, share))
    order = list(CostGroup)
    return tuple(sorted(lines, key=lambda line: order.index(line.item.group))), tuple(lacking)


def _shares(line: CostLine) -> Mapping[CostChannel, Decimal]:
    if line.channels is None:
        return dict.fromkeys(CostChannel, ONE)
    return {channel: line.channels.get(channel, Decimal(0)) / 100 for channel in CostChannel}

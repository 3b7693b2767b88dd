"""Pay and what stands on top of it, from published figures and the opening's own pay."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hiring.model.market import Market
from hiring.model.money import Bounds, Figure, FigureKind, Measure, PayBasis, PayFigure, PayRange, Period, ShareOf, Unit
from hiring.model.opening import Opening
from hiring.model.role import Role

MONTHS_PER_YEAR = Decimal(12)
WEEKS_PER_YEAR = Decimal(52)
"""Paid weeks of a full-time year, as in 2,080 hours = 52 weeks of 40."""

_KINDS = tuple(FigureKind)
_BENCHMARK_KINDS = (FigureKind.MEDIAN, FigureKind.MEAN, FigureKind.RANGE, FigureKind.ESTIMATE, FigureKind.ASSUMPTION)
_NEAREST_PERIODS = (Period.YEAR, Period.MONTH, Period.WEEK, Period.HOUR, Period.DAY)
"""Which of several published figures becomes annual pay: the one that needs the least conversion."""


@dataclass(frozen=True)
class MoneyRange:
    """From ``low`` to ``high`` in one currency; the same amount twice when it is no range."""

    low: Decimal
    high: Decimal
    currency: str

    def __add__(self, other: "MoneyRange") -> "MoneyRange":
        """Low with low and high with high. Raises ``ValueError`` for two currencies."""
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return MoneyRange(self.low + other.low, self.high + other.high, self.currency)

    def times(self, factor: Decimal | int) -> "MoneyRange":
        """Both ends multiplied."""
        return MoneyRange(self.low * factor, self.high * factor, self.currency)


def low_and_high(bounds: Bounds) -> tuple[Decimal, Decimal]:
    """The ends of a figure; the same number twice when it is one amount."""
    if bounds.amount is not None:
        return bounds.amount, bounds.amount
    if bounds.low is None or bounds.high is None:
        raise ValueError("a figure is an amount or has both ends")
    return bounds.low, bounds.high


def uplift_factor(percent: Decimal) -> Decimal:
    """What pay is multiplied by when ``percent`` is added: 29 is 1.29."""
    return 1 + percent / 100


@dataclass(frozen=True)
class Conversion:
    """How pay that is not per year became annual: multiplied by ``factor``, the periods in a full-time year."""

    per: Period
    factor: Decimal


@dataclass(frozen=True)
class BasePay:
    """Base pay before tax of one employee, full time.

    ``stated`` is per ``per``, as the opening or the published ``figure`` gives it (the figure is None for the opening's own
    pay). ``yearly`` is per year; None where the market does not say how many hours a year has. ``conversion`` says what
    ``yearly`` was derived by; None when pay was stated per year.
    """

    stated: MoneyRange
    per: Period
    figure: PayFigure | None
    yearly: MoneyRange | None
    conversion: Conversion | None


@dataclass(frozen=True)
class LoadedPay:
    """First-year pay with benefits at one published share: ``figure`` in percent of base pay per year.

    The low end takes the lower share of the lower pay, the high end the higher share of the higher pay.
    """

    figure: Figure
    benefits: MoneyRange
    total: MoneyRange


@dataclass(frozen=True)
class Pay:
    """What is known of the pay of one hire. Lists have the nearest figure first.

    ``base`` is the opening's own, else the nearest published. ``published`` are all pay figures of the market, ``nearest``
    the one of base pay to compare with. ``loaded`` has one entry for each share that applies to annual base pay: the first
    is the one to use. ``shares`` are all published loaded-pay shares.
    """

    base: BasePay
    nearest: PayFigure | None
    published: tuple[PayFigure, ...]
    loaded: tuple[LoadedPay, ...]
    shares: tuple[Figure, ...]


def pay_of(role: Role, market: Market, opening: Opening) -> Pay | None:
    """The pay of a vacancy; None when neither the opening nor the role has pay in the market."""
    published = published_pay(role, market, opening.location)
    nearest = next((figure for figure in published if _is_of(figure, opening)), None)
    base = _pay_of_opening(opening.pay, market) if opening.pay else _pay_of_figure(nearest, market)
    if base is None:
        return None
    return Pay(
        base=base,
        nearest=nearest,
        published=published,
        loaded=tuple(loaded_pay(base.yearly, figure) for figure in shares_of_base(role, market)) if base.yearly else (),
        shares=figures_of(role, market, Measure.LOADED_PAY_SHARE, Unit.PERCENT),
    )


def published_pay(role: Role, market: Market, location: object) -> tuple[PayFigure, ...]:
    """The role's pay figures of a market and its parent, in the market's currency, nearest to a location first.

    The location is the id of a place, an address or None. First come the figures of the place itself, then the market as a
    whole, then its parent, then other places; within a place annual figures before others, and means before medians, ranges
    and estimates.
    """
    known = markets_of(market)

    def rank(figure: PayFigure) -> tuple[int, int, int]:
        if figure.location is None:
            place = 1 + known.index(figure.market)
        else:
            place = 0 if figure.location == location else 1 + len(known)
        return place, _NEAREST_PERIODS.index(figure.per), _KINDS.index(figure.kind)

    found = [figure for figure in role.pay if figure.market in known and figure.currency == market.currency]
    return tuple(sorted(found, key=rank))


def figures_of(role: Role, market: Market, measure: Measure, unit: Unit) -> tuple[Figure, ...]:
    """What is published of a measure: the role's figures before the market's, the market's own before its parent's.

    A figure of a role counts when it names the market or its parent; one in a market's file may leave the name out.
    """
    known = markets_of(market)
    own = [figure for figure in role.figures if figure.market in known]
    general = [figure for figure in market.figures if figure.market is None or figure.market in known]
    return tuple(
        figure
        for group in (own, general)
        for figure in sorted(group, key=lambda figure: known.index(figure.market or market.id))
        if figure.measure is measure and figure.unit is unit and figure.currency in (None, market.currency)
    )


def shares_of_base(role: Role, market: Market) -> tuple[Figure, ...]:
    """The shares that may be applied to an annual salary: benefits on top of base pay, then the market's uplift on a salary.

    The other loaded-pay shares are of total compensation or of wages per hour worked, and are never applied to a salary.
    """
    benefits = figures_of(role, market, Measure.BENEFITS_SHARE, Unit.PERCENT)
    loaded = figures_of(role, market, Measure.LOADED_PAY_SHARE, Unit.PERCENT)
    return (*benefits, *(figure for figure in loaded if figure.share_of is ShareOf.SALARY))


def loaded_pay(yearly: MoneyRange, share: Figure) -> LoadedPay:
    """Benefits and the total, per year, for base pay per year and a share in percent of it."""
    low, high = low_and_high(share)
    benefits = MoneyRange(yearly.low * low / 100, yearly.high * high / 100, yearly.currency)
    return LoadedPay(share, benefits, yearly + benefits)


def with_median(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Benchmarks with medians first, each kind by date; without any mean when there is no median to stand beside it."""
    given = list(figures)
    if not any(figure.kind is FigureKind.MEDIAN for figure in given):
        given = [figure for figure in given if figure.kind is not FigureKind.MEAN]
    return tuple(sorted(given, key=lambda figure: (_BENCHMARK_KINDS.index(figure.kind), figure.as_of or "")))


def conversion_to_year(per: Period, market: Market) -> Conversion | None:
    """How pay per ``per`` becomes pay per year of full-time work; None where the market does not give the hours of a year.

    Pay per day is never converted: no market says how many days a year has.
    """
    if per is Period.HOUR:
        return Conversion(per, Decimal(market.hours_per_year)) if market.hours_per_year else None
    factors = {Period.YEAR: Decimal(1), Period.MONTH: MONTHS_PER_YEAR, Period.WEEK: WEEKS_PER_YEAR}
    return Conversion(per, factors[per]) if per in factors else None


def _pay_of_opening(pay: PayRange, market: Market) -> BasePay:
    return _base_pay(MoneyRange(pay.low, pay.high, pay.currency), pay.per, None, market)


def _pay_of_figure(figure: PayFigure | None, market: Market) -> BasePay | None:
    if figure is None:
        return None
    return _base_pay(MoneyRange(*low_and_high(figure), figure.currency), figure.per, figure, market)


def _base_pay(stated: MoneyRange, per: Period, figure: PayFigure | None, market: Market) -> BasePay:
    conversion = conversion_to_year(per, market)
    yearly = stated.times(conversion.factor) if conversion else None
    return BasePay(stated, per, figure, yearly, conversion if per is not Period.YEAR else None)


def _is_of(figure: PayFigure, opening: Opening) -> bool:
    """Whether a pay figure of the market may stand for base pay of the opening: never another city's."""
    return figure.of is PayBasis.BASE and figure.location in (None, opening.location)


def markets_of(market: Market) -> tuple[str, ...]:
    """The market and its parent, by id: whose figures count."""
    return (market.id, market.parent) if market.parent else (market.id,)

"""Amounts that are not known exactly: three points each, and what sums of them make.

A line has a low, a likely and a high value. By the PERT formulas its expected value is (low + 4 likely + high) / 6 and its
standard deviation (high - low) / 6. The lines of a sum are taken as independent, so that their variances add up, and the
sum as normally distributed: P10 and P90 are 1.2816 standard deviations from the expected value.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

Z90 = Decimal("1.2815515655446")
"""The 90th percentile of the standard normal distribution."""


@dataclass(frozen=True)
class Spread:
    """Low, likely and high of one amount or quantity; the same number three times when it is exact."""

    low: Decimal
    likely: Decimal
    high: Decimal

    @classmethod
    def exact(cls, value: Decimal | int) -> "Spread":
        """One number, without a doubt."""
        return cls(Decimal(value), Decimal(value), Decimal(value))

    @classmethod
    def between(cls, low: Decimal, high: Decimal, likely: Decimal | None = None) -> "Spread":
        """A range; without a likely value its middle is taken as that."""
        return cls(low, (low + high) / 2 if likely is None else likely, high)

    def __add__(self, other: "Spread") -> "Spread":
        return Spread(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def __sub__(self, other: "Spread") -> "Spread":
        """The difference: least at this one's low and the other's high."""
        return Spread(self.low - other.high, self.likely - other.likely, self.high - other.low)

    def __mul__(self, other: "Spread") -> "Spread":
        """Point by point: low with low, likely with likely, high with high."""
        return Spread(self.low * other.low, self.likely * other.likely, self.high * other.high)

    def times(self, factor: Decimal | int) -> "Spread":
        """All three multiplied."""
        return Spread(self.low * factor, self.likely * factor, self.high * factor)

    @property
    def expected(self) -> Decimal:
        """The PERT mean."""
        return (self.low + 4 * self.likely + self.high) / 6

    @property
    def deviation(self) -> Decimal:
        """The PERT standard deviation."""
        return (self.high - self.low) / 6


NOTHING = Spread.exact(0)


@dataclass(frozen=True)
class Total:
    """A sum of independent spreads: its expected value and its standard deviation."""

    expected: Decimal
    deviation: Decimal

    @classmethod
    def of(cls, spreads: Iterable[Spread]) -> "Total":
        """The sum of these."""
        given = list(spreads)
        variance = sum((spread.deviation**2 for spread in given), Decimal(0))
        return cls(sum((spread.expected for spread in given), Decimal(0)), variance.sqrt())

    @property
    def p10(self) -> Decimal:
        """The value that one case in ten stays below."""
        return self.expected - Z90 * self.deviation

    @property
    def p90(self) -> Decimal:
        """The value that one case in ten exceeds."""
        return self.expected + Z90 * self.deviation

    def over(self, count: int) -> "Total":
        """The same for one of ``count``."""
        return Total(self.expected / count, self.deviation / count)

"""The charts of a cost estimate as numbers: where bars begin and how wide they are, in thousandths of the chart.

The same rows stand as texts beside the bars, so that nobody needs the picture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from hiring.costing.estimate import Estimate, Swing
from hiring.documents.cost_words import CostWriter
from hiring.model.costs import SUMMED

MOST_SWINGS = 8
"""How many lines the chart of what moves the total shows."""


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its amount in words, and from where to where it goes."""

    label: str
    text: str
    start: int
    width: int


@dataclass(frozen=True)
class PartBar(Bar):
    """One part of a bar that parts make up; ``share`` says in percent how much of it."""

    share: str


@dataclass(frozen=True)
class RangeBar:
    """The range of a total: P10, expected and P90 in words; ``middle`` is where the expected value stands."""

    low: str
    expected: str
    high: str
    start: int
    middle: int
    width: int


@dataclass(frozen=True)
class Charts:
    """The charts of an estimate: what it is made of, its range, what moves it.

    The first two have one scale, from nothing to the high end of the range, so that they can stand one below the other.
    ``middle`` is the expected total's place among the bars of what moves it.
    """

    composition: tuple[PartBar, ...]
    range: RangeBar
    swings: tuple[Bar, ...]
    middle: int


class _Scale:
    """Amounts from ``low`` to ``high`` as places from 0 to 1000."""

    def __init__(self, low: Decimal, high: Decimal) -> None:
        self._low, self._length = low, (high - low) or Decimal(1)

    def at(self, amount: Decimal) -> int:
        place = (amount - self._low) / self._length * 1000
        return int(place.quantize(Decimal(1), ROUND_HALF_UP))


def charts_of(found: Estimate, writer: CostWriter) -> Charts:
    """The charts of the one-time cost."""
    once = found.once
    largest = max(once.p90, once.expected)
    scale = _Scale(Decimal(0), largest)
    swings = found.swings[:MOST_SWINGS]
    ends = _Scale(min([once.expected, *(s.low for s in swings)]), max([once.expected, *(s.high for s in swings)]))
    return Charts(
        composition=tuple(_composition(found, scale, writer)),
        range=RangeBar(
            writer.money(once.p10),
            writer.money(once.expected),
            writer.money(once.p90),
            scale.at(max(once.p10, Decimal(0))),
            scale.at(once.expected),
            scale.at(once.p90) - scale.at(max(once.p10, Decimal(0))),
        ),
        swings=tuple(_swings(swings, ends, writer)),
        middle=ends.at(once.expected),
    )


def _composition(found: Estimate, scale: _Scale, writer: CostWriter) -> Iterable[PartBar]:
    """The groups one after the other, each from where the one before it ends."""
    done = Decimal(0)
    for group in SUMMED:
        amount = found.total(group).expected
        if amount:
            start = scale.at(done)
            done += amount
            share = writer.language.percent(amount / found.once.expected * 100, 0)
            yield PartBar(writer.group(group), writer.money(amount), start, scale.at(done) - start, share)


def _swings(swings: Sequence[Swing], scale: _Scale, writer: CostWriter) -> Iterable[Bar]:
    for swing in swings:
        start = scale.at(swing.low)
        text = writer.between(writer.money(swing.low), writer.money(swing.high))
        yield Bar(writer.name(swing.line.given), text, start, scale.at(swing.high) - start)

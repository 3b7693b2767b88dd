"""What the parts of a cost estimate are called in the vacancy's language, and how its amounts are written."""

from decimal import Decimal

from hiring.costing.lines import Given, Line
from hiring.costing.spread import Spread, Total
from hiring.documents.figures import Citations
from hiring.language import Language
from hiring.model.costs import CATALOGUE, CostChannel, CostGroup, CostLine, CostUnit
from hiring.model.money import OURS


class CostWriter:
    """Writes names, quantities and amounts; every amount in the estimate's currency, rounded to whole units."""

    def __init__(self, language: Language, currency: str) -> None:
        self.language, self._currency = language, currency

    def name(self, line: CostLine) -> str:
        """What a line is called: its own label, or the catalogue's name."""
        return line.label or self.catalogue_name(line.id)

    def catalogue_name(self, name: str) -> str:
        """What a line of the catalogue is called. Raises ``KeyError`` for another id."""
        assert name in CATALOGUE
        return self.language(f"cost.line.{name}")

    def group(self, group: CostGroup) -> str:
        """What a group is called."""
        return self.language(f"cost.group.{group}")

    def channel(self, channel: CostChannel) -> str:
        """What a channel is called."""
        return self.language(f"cost.channel.{channel}")

    def money(self, amount: Decimal) -> str:
        """One amount, rounded half up to whole units."""
        return self.language.rounded_money(amount, self._currency)

    def exact_money(self, amount: Decimal) -> str:
        """One amount as it is: a rate has cents."""
        return self.language.money(amount, self._currency)

    def between(self, low: str, high: str) -> str:
        """Two ends in words, or the one when both are the same."""
        return low if low == high else self.language("figure.between", low=low, high=high)

    def range_of(self, total: Total) -> str:
        """From P10 to P90."""
        return self.between(self.money(total.p10), self.money(total.p90))

    def ends_of(self, spread: Spread) -> str:
        """From low to high."""
        return self.between(self.money(spread.low), self.money(spread.high))

    def quantity(self, line: CostLine, spread: Spread) -> str:
        """The numbers of a line in its unit: ``12 to 35 hours``, ``15% to 25% of base pay``."""
        unit, language = line.counts, self.language
        if unit is CostUnit.MONEY:
            return self.between(self.exact_money(spread.low), self.exact_money(spread.high))
        if unit in (CostUnit.PERCENT, CostUnit.PERCENT_OF_PAY):
            shown = self.between(language.percent(spread.low), language.percent(spread.high))
            return language(f"cost.unit.{unit}", share=shown)
        if spread.low == spread.high:
            return language(f"cost.unit.{unit}", count=spread.high)
        return language(f"cost.unit.{unit}.range", low=spread.low, count=spread.high)

    def basis(self, line: Line) -> str | None:
        """How a line's amount comes about where its numbers are not money already: ``12 to 35 hours``."""
        if line.given.counts is CostUnit.MONEY:
            return None
        return self.quantity(line.given, line.quantity)

    def origin(self, given: Given | Line, citations: Citations) -> tuple[str, str]:
        """Where a line is from, in words, and the numbers of its source: kind, date and the file that decides it."""
        line = given.line if isinstance(given, Given) else given.given
        language = self.language
        kind = language(f"figure.kind.{line.kind}")
        if line.as_of:
            kind = language("figure.dated", kind=kind, date=language.partial_date(line.as_of))
        origin = language("cost.origin", kind=kind, file=language(f"cost.origin.{given.origin}"))
        return origin, "" if line.source == OURS else citations.refs(line.source)

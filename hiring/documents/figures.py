"""Figures and texts with where they are from: one way for every document to write an amount, its date and its sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hiring.costing.pay import low_and_high
from hiring.documents.page import SourceNote, Wording, source_notes
from hiring.library import Vacancy
from hiring.model.money import Figure, PayFigure, Source, Unit
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
class CitedText:
    """A text and the numbers of its sources."""

    text: str
    refs: str


class Citations:
    """The sources that a document uses, of its role, its market and its costs, numbered from 1 in the order of ``used``."""

    def __init__(self, vacancy: Vacancy, used: Iterable[str]) -> None:
        levels = (vacancy.market.costs, vacancy.employer.costs, vacancy.opening.costs)
        of_costs = (source for costs in levels for source in costs.sources)
        known = (*vacancy.role.sources, *vacancy.market.sources, *of_costs)
        self.notes: tuple[SourceNote, ...] = source_notes(vacancy, used, known)
        self._language, self._word = vacancy.language, Wording(vacancy)
        self._numbers = {note.id: number for number, note in enumerate(self.notes, 1)}
        self._sources: dict[str, Source] = {source.id: source for source in known}

    def refs(self, *ids: str) -> str:
        """The numbers of these sources, each once. Raises ``KeyError`` for one that the document does not list."""
        return " ".join(self._language("figure.ref", number=str(self._numbers[name])) for name in dict.fromkeys(ids))

    def source(self, name: str) -> Source | None:
        """The source of this id; None for ``ours``."""
        return self._sources.get(name)

    def cited(self, statements: Iterable[Statement]) -> tuple[CitedText, ...]:
        """Statements with the numbers of their sources."""
        return tuple(CitedText(self._word(item.text), self.refs(*item.sources)) for item in statements)


class FigureWriter:
    """Writes published figures in the vacancy's language, each with its kind, its date and its source."""

    def __init__(self, vacancy: Vacancy, citations: Citations) -> None:
        self._vacancy, self._citations = vacancy, citations
        self._language, self.wording = vacancy.language, Wording(vacancy)

    def pay_row(self, figure: PayFigure, place: str) -> PayRow:
        """A figure of pay, of a place in words."""
        return PayRow(place, self.pay(figure), self._language(f"figure.of.{figure.of}"))

    def pay(self, figure: PayFigure) -> Amount:
        """A figure of pay with its period, kind and date."""
        return self._amount(figure, self._language.pay(*low_and_high(figure), figure.currency, figure.per))

    def brief(self, figure: Figure) -> Amount:
        """A figure with its kind and date."""
        return self._amount(figure, self.value(figure))

    def placed(self, figure: Figure) -> Amount:
        """A figure with its kind, place and date."""
        return self._amount(figure, self.value(figure), self.place(figure))

    def row(self, figure: Figure, factor: str | None = None) -> FigureRow:
        """A figure with its name, kind, place, date and note."""
        return FigureRow(figure.label, self.placed(figure), factor, self.note(figure))

    def note(self, figure: Figure) -> str | None:
        """What the figure's note says."""
        return self.wording.optional(figure.note)

    def value(self, figure: Figure) -> str:
        """The number in its unit, or both ends of a range with the likely number between them."""
        low, high = low_and_high(figure)
        ends = self._ends(figure, low, high)
        if figure.likely is None:
            return ends
        return self._language("figure.likely", range=ends, likely=self._ends(figure, figure.likely, figure.likely))

    def _ends(self, figure: Figure, low: Decimal, high: Decimal) -> str:
        if figure.unit is Unit.DAY:
            if low == high:
                return self._language("figure.days", count=low)
            return self._language("figure.days_range", low=low, count=high)
        if figure.unit is Unit.MONEY:
            return self._language.money_range(low, high, figure.currency or self._vacancy.market.currency)
        return self.between(self._language.percent(low), self._language.percent(high))

    def between(self, low: str, high: str) -> str:
        """Two ends in words, or the one when both are the same."""
        return low if low == high else self._language("figure.between", low=low, high=high)

    def place(self, figure: Figure | PayFigure) -> str:
        """Where a figure is of: a place of its market, or the whole market."""
        location = figure.location if isinstance(figure, PayFigure) else None
        if location is None or figure.market is None:
            return self.market(figure)
        market = self._vacancy.market
        if figure.market != market.id:
            return self._vacancy.place_name(figure.market, location)
        return next((place.name for place in market.locations if place.id == location), market.name)

    def market(self, figure: Figure | PayFigure) -> str:
        """The market that a figure is of, or the country that the vacancy's parent market is. Without one, the vacancy's."""
        market = self._vacancy.market
        if figure.market in (None, market.id):
            return market.name
        if figure.market == market.parent:
            return str(self._language.locale.territories.get(market.country, figure.market))
        return self._vacancy.place_name(figure.market, None)

    def _amount(self, figure: Figure | PayFigure, text: str, place: str | None = None) -> Amount:
        values = {"kind": self._language(f"figure.kind.{figure.kind}"), "date": self._date(figure)}
        detail = (
            self._language("figure.placed", place=place, **values)
            if place
            else self._language("figure.dated", **values)
        )
        source = self._citations.source(figure.source)
        secondary = source is not None and source.kind == _SECONDARY
        return Amount(text, detail, self._citations.refs(figure.source), secondary)

    def _date(self, figure: Figure | PayFigure) -> str:
        """When the figure is of, else when its source was published, else that nobody knows."""
        language = self._language
        if figure.as_of:
            return language("figure.date.as_of", date=language.partial_date(figure.as_of))
        source = self._citations.source(figure.source)
        if source is None or source.published == "unknown":
            return language("figure.date.unknown")
        return language("figure.date.published", date=language.partial_date(source.published))

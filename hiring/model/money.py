"""Money and other figures, with where they come from. Amounts are ``Decimal``, never float."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from hiring.model.text import Id, Item, LanguageTag, Line, PartialDate, PublishedDate, Record, Url, Words, matching

_CURRENCY_PATTERN: Final = r"^[A-Z]{3}$"

Currency = Annotated[
    str,
    AfterValidator(matching("currency.form", _CURRENCY_PATTERN)),
    Field(json_schema_extra={"pattern": _CURRENCY_PATTERN}),
]
"""An ISO 4217 code."""

OURS = "ours"
"""The source id of what this project wrote or assumed itself. Every file knows it without listing it."""


class Period(StrEnum):
    """What an amount of pay is per."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class FigureKind(StrEnum):
    """What a published figure is: its statistics, or that nobody measured it."""

    MEAN = "mean"
    MEDIAN = "median"
    RANGE = "range"
    ESTIMATE = "estimate"
    ASSUMPTION = "assumption"


class PayBasis(StrEnum):
    """What an amount of pay is of."""

    BASE = "base-pay"
    TOTAL = "total-compensation"


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number.form", "not a number")
    return Decimal(value)


Number = Annotated[Decimal, BeforeValidator(_number, json_schema_input_type=int | float), Field(ge=0, max_digits=14)]
"""An exact number, zero or more, written as a plain decimal number: no quotes, no thousands separators."""


class Source(Item):
    """Where figures and facts come from. ``published`` and ``publisher`` may be the word ``unknown``."""

    title: Line | None = None
    """The title as it was published; it is not translated. A source without one says what it is ``about``."""
    about: Words | None = None
    """What it is and what it is about, in words that are translated. Not beside a ``title``."""
    publisher: Line = "unknown"
    """Who published it. Leave it out, or write ``unknown``, when it is not known; the documents say so."""
    kind: Line = "article"
    """What sort of text it is, such as article, statistics or law."""
    published: PublishedDate = "unknown"
    """When it was published."""
    retrieved: PartialDate
    """When you read it."""
    market: Id | None = None
    """Id of the market that it is about."""
    language: LanguageTag | None = None
    """Language in which it is written."""
    url: Url | None = None
    """Where it can be read."""

    @property
    def name(self) -> str:
        """What documents call it: its title, or what it is about."""
        return self.title or self.about or ""

    @model_validator(mode="after")
    def _title_or_about(self) -> Self:
        if (self.title is None) == (self.about is None):
            raise PydanticCustomError("source.title_or_about", "title or about")
        return self


class Bounds(Record):
    """One amount, or a range from ``low`` to ``high`` with an optional ``likely`` between them."""

    amount: Number | None = None
    """The number, when it is a single one. Leave out ``low`` and ``high`` then."""
    low: Number | None = None
    """The lower end of a range. It needs ``high``."""
    likely: Number | None = None
    """The most likely number between ``low`` and ``high``."""
    high: Number | None = None
    """The upper end of a range. It needs ``low``."""

    @model_validator(mode="after")
    def _one_or_range(self) -> Self:
        ranged = self.low is not None and self.high is not None
        bounded = any(bound is not None for bound in (self.low, self.likely, self.high))
        if (self.amount is None) != ranged or (self.amount is not None and bounded):
            raise PydanticCustomError("figure.amount_or_range", "amount or range")
        return self


class PayFigure(Bounds):
    """A published figure of pay in one market, or in one place of it."""

    market: Id
    """Id of the market in which this is paid."""
    location: Id | None = None
    """Id of a place of that market, when the figure is of that place alone."""
    currency: Currency
    """The currency; it must be that of the market."""
    per: Period
    """What the amount is paid for: an hour, a month, a year."""
    of: PayBasis = PayBasis.BASE
    """Whether the amount is pay before tax alone, or includes bonuses and benefits."""
    kind: FigureKind
    """How the publisher came to the number."""
    source: Id
    """Id of the source that says so, or ``ours`` for your own assumption."""
    as_of: PartialDate | None = None
    """The date that the figure is of."""


class Measure(StrEnum):
    """What a figure that is not pay measures."""

    BENEFITS_SHARE = "benefits-share"
    COST_PER_HIRE = "cost-per-hire"
    ADVERTISING = "advertising"
    TIME_TO_FILL = "time-to-fill"
    LOADED_PAY_SHARE = "loaded-pay-share"
    VALIDITY = "validity"
    TURNOVER_COST = "turnover-cost"


class ShareOf(StrEnum):
    """What a share of benefits or an uplift is in percent of."""

    TOTAL = "total-compensation"
    WAGES = "wages-per-hour"
    SALARY = "annual-salary"


class Unit(StrEnum):
    """What a figure is counted in."""

    MONEY = "money"
    PERCENT = "percent"
    DAY = "day"
    CORRELATION = "correlation"


class Figure(Bounds):
    """A published figure that is not pay: a share, a cost per hire, a number of days. ``label`` says what it is of."""

    id: Id
    """A short name of your choice, unique in its list. Keep it once it is written: other files refer to it."""
    measure: Measure
    """What is measured."""
    unit: Unit
    """What the number counts; ``percent`` is written as 29, not 0.29."""
    currency: Currency | None = None
    """The currency, when the unit is ``money``, and only then."""
    share_of: ShareOf | None = None
    """For a ``loaded-pay-share``, and only then: what it is a share of."""
    market: Id | None = None
    """Id of the market that the figure is of. Leave it out when it is of no single market."""
    label: Words
    """What the figure is of, as documents show it beside the number."""
    kind: FigureKind
    """How the publisher came to the number."""
    source: Id
    """Id of the source that says so, or ``ours`` for your own assumption."""
    as_of: PartialDate | None = None
    """The date that the figure is of."""
    note: Words | None = None
    """What a reader must know before using the figure."""

    @model_validator(mode="after")
    def _money_has_currency(self) -> Self:
        if self.unit is Unit.MONEY and self.currency is None:
            raise PydanticCustomError("figure.no_currency", "no currency")
        if self.unit is not Unit.MONEY and self.currency is not None:
            raise PydanticCustomError("figure.needless_currency", "needless currency")
        if (self.measure is Measure.LOADED_PAY_SHARE) != (self.share_of is not None):
            rule = "figure.needless_share_of" if self.share_of else "figure.no_share_of"
            raise PydanticCustomError(rule, "share of what")
        return self


class PayRange(Record):
    """The employer's own pay for an opening: a range, or the same amount twice. Before tax, base pay."""

    low: Number
    """The least you pay, before tax and without benefits."""
    high: Number
    """The most you pay at the start. The same as ``low`` when there is no range."""
    currency: Currency
    """The currency; it must be that of the opening's market."""
    per: Period
    """What the amount is paid for: an hour, a month, a year."""

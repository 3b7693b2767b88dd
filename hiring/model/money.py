"""Money and other figures, with where they come from. Amounts are ``Decimal``, never float."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from hiring.model.text import Id, Item, LanguageTag, Line, PartialDate, PublishedDate, Record, Url, Words

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
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

    title: Line
    publisher: Line = "unknown"
    kind: Line = "article"
    published: PublishedDate = "unknown"
    retrieved: PartialDate
    market: Id | None = None
    language: LanguageTag | None = None
    url: Url | None = None


class Bounds(Record):
    """One amount, or a range from ``low`` to ``high`` with an optional ``likely`` between them."""

    amount: Number | None = None
    low: Number | None = None
    likely: Number | None = None
    high: Number | None = None

    @model_validator(mode="after")
    def _one_or_range(self) -> Self:
        ranged = self.low is not None and self.high is not None
        if (self.amount is None) != ranged or (self.amount is not None and (self.low or self.high or self.likely)):
            raise PydanticCustomError("figure.amount_or_range", "amount or range")
        return self


class PayFigure(Bounds):
    """A published figure of pay in one market, or in one place of it."""

    market: Id
    location: Id | None = None
    currency: Currency
    per: Period
    of: PayBasis = PayBasis.BASE
    kind: FigureKind
    source: Id
    as_of: PartialDate | None = None


class Measure(StrEnum):
    """What a figure that is not pay measures."""

    BENEFITS_SHARE = "benefits-share"
    COST_PER_HIRE = "cost-per-hire"
    ADVERTISING = "advertising"
    TIME_TO_FILL = "time-to-fill"
    LOADED_PAY_SHARE = "loaded-pay-share"
    VALIDITY = "validity"


class Unit(StrEnum):
    """What a figure is counted in."""

    MONEY = "money"
    PERCENT = "percent"
    DAY = "day"
    CORRELATION = "correlation"


class Figure(Bounds):
    """A published figure that is not pay: a share, a cost per hire, a number of days. ``label`` says what it is of."""

    id: Id
    measure: Measure
    unit: Unit
    currency: Currency | None = None
    market: Id | None = None
    label: Words
    kind: FigureKind
    source: Id
    as_of: PartialDate | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _money_has_currency(self) -> Self:
        if (self.unit is Unit.MONEY) != (self.currency is not None):
            raise PydanticCustomError("figure.currency", "currency")
        return self


class PayRange(Record):
    """The employer's own pay for an opening: a range, or the same amount twice. Before tax, base pay."""

    low: Number
    high: Number
    currency: Currency
    per: Period

"""The lines of a cost estimate: what a market, an employer or an opening says of each, and the catalogue of those we know.

The groups and ids of the catalogue follow the cost categories of the cost-per-hire standard (ANSI/SHRM 06001.2012), with
what healthcare adds: checks of licences and of exclusion lists.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from hiring.model.money import OURS, Bounds, Currency, FigureKind, Number, Source
from hiring.model.text import Id, PartialDate, Record, Words


class CostGroup(StrEnum):
    """Where a line stands in the estimate. The first three make up the cost per hire."""

    EXTERNAL = "external"
    SCREENING = "screening"
    INTERNAL = "internal"
    ONBOARDING = "onboarding"
    TOOLS = "tools"
    RATES = "rates"
    VACANCY = "vacancy"


RECRUITING = (CostGroup.EXTERNAL, CostGroup.SCREENING, CostGroup.INTERNAL)
"""What the standard counts as the cost of hiring; screening is part of its external costs."""
SUMMED = (*RECRUITING, CostGroup.ONBOARDING, CostGroup.TOOLS)
"""The groups that add up to what one hire costs once."""


class CostUnit(StrEnum):
    """What the numbers of a line count."""

    MONEY = "money"
    HOUR = "hour"
    INTERVIEW = "interview"
    WEEK = "week"
    PERCENT_OF_PAY = "percent-of-pay"
    PERCENT = "percent"


class CostChannel(StrEnum):
    """The ways to a hire that the estimate compares."""

    INTERNAL = "internal"
    EMPLOYEE_REFERRAL = "employee-referral"
    JOB_BOARD = "job-board"
    AGENCY = "agency"


Times = Literal["hire", "search"]
"""How often a line arises: for each person hired, or once for a search, however many are hired."""

Share = Annotated[Number, Field(le=100)]
"""A share in percent."""


@dataclass(frozen=True)
class CostItem:
    """One line of the catalogue.

    ``units`` are those its numbers may have, the usual one first. ``rate`` is the line that says what one hour costs, or in
    percent which part of a week's work is lost. ``comparable`` lines count in the cost per hire that employers can compare;
    the standard leaves out immigration and health screening before the hire. ``is_paid_anyway`` marks what is no expense
    beside pay: work that a new colleague cannot do yet.
    """

    group: CostGroup
    units: tuple[CostUnit, ...] = (CostUnit.MONEY,)
    rate: str | None = None
    per: Times = "hire"
    comparable: bool = True
    is_paid_anyway: bool = False


_MONEY, _HOURS = CostUnit.MONEY, (CostUnit.HOUR, CostUnit.MONEY)
_PAY_SHARE = (CostUnit.PERCENT_OF_PAY, CostUnit.MONEY)
RECRUITER, MANAGER, MENTOR, LOSS = "recruiter-hour", "manager-hour", "mentor-hour", "ramp-up-loss"
ADVERTISING, COVER, LOST_VALUE = "advertising", "cover", "lost-value"

CATALOGUE: Mapping[str, CostItem] = MappingProxyType(
    {
        ADVERTISING: CostItem(CostGroup.EXTERNAL, per="search"),
        "sourcing": CostItem(CostGroup.EXTERNAL, per="search"),
        "technology": CostItem(CostGroup.EXTERNAL, per="search"),
        "agency-fee": CostItem(CostGroup.EXTERNAL, _PAY_SHARE),
        "referral-award": CostItem(CostGroup.EXTERNAL, _PAY_SHARE),
        "pre-screening": CostItem(CostGroup.EXTERNAL),
        "sign-on": CostItem(CostGroup.EXTERNAL, _PAY_SHARE),
        "relocation": CostItem(CostGroup.EXTERNAL),
        "candidate-travel": CostItem(CostGroup.EXTERNAL),
        "recruiter-travel": CostItem(CostGroup.EXTERNAL, per="search"),
        "campus": CostItem(CostGroup.EXTERNAL, per="search"),
        "events": CostItem(CostGroup.EXTERNAL, per="search"),
        "consulting": CostItem(CostGroup.EXTERNAL, per="search"),
        "outsourcing": CostItem(CostGroup.EXTERNAL, _PAY_SHARE),
        "immigration": CostItem(CostGroup.EXTERNAL, comparable=False),
        "background-check": CostItem(CostGroup.SCREENING),
        "drug-test": CostItem(CostGroup.SCREENING),
        "health-screening": CostItem(CostGroup.SCREENING, comparable=False),
        "credential-check": CostItem(CostGroup.SCREENING),
        "exclusion-check": CostItem(CostGroup.SCREENING),
        "recruiting-staff": CostItem(CostGroup.INTERNAL, _HOURS, RECRUITER),
        "sourcing-staff": CostItem(CostGroup.INTERNAL, _HOURS, RECRUITER),
        "hiring-manager": CostItem(CostGroup.INTERNAL, _HOURS, MANAGER),
        "interviews": CostItem(CostGroup.INTERNAL, (CostUnit.INTERVIEW, *_HOURS), MANAGER),
        "event-time": CostItem(CostGroup.INTERNAL, _HOURS, MANAGER, per="search"),
        "compliance": CostItem(CostGroup.INTERNAL, _HOURS, RECRUITER),
        "recruiter-training": CostItem(CostGroup.INTERNAL, _HOURS, RECRUITER, per="search"),
        "office": CostItem(CostGroup.INTERNAL, per="search"),
        "orientation": CostItem(CostGroup.ONBOARDING),
        "training-time": CostItem(CostGroup.ONBOARDING, _HOURS, MENTOR),
        "supervision": CostItem(CostGroup.ONBOARDING, _HOURS, MENTOR),
        "ramp-up": CostItem(CostGroup.ONBOARDING, (CostUnit.WEEK, _MONEY), LOSS, is_paid_anyway=True),
        "workstation": CostItem(CostGroup.TOOLS),
        "software": CostItem(CostGroup.TOOLS),
        RECRUITER: CostItem(CostGroup.RATES),
        MANAGER: CostItem(CostGroup.RATES),
        MENTOR: CostItem(CostGroup.RATES),
        LOSS: CostItem(CostGroup.RATES, (CostUnit.PERCENT,)),
        COVER: CostItem(CostGroup.VACANCY, (CostUnit.PERCENT, _MONEY)),
        LOST_VALUE: CostItem(CostGroup.VACANCY),
    }
)
"""The lines that the estimate knows, by id, in the order in which it shows them."""


class CostLine(Bounds):
    """What one line costs: one amount, or low, likely and high. The nearest file that has a line decides it.

    The opening comes before the employer, the employer before the market. Amount 0 says that it costs nothing here.
    """

    id: Id
    """A line of the catalogue, such as ``advertising``; or a name of your own, with ``label`` and ``group``."""
    unit: CostUnit | None = None
    """What the numbers count. Leave it out for the line's usual unit; the reference lists them."""
    currency: Currency | None = None
    """The currency, when the unit is ``money``, and only then."""
    per: Times | None = None
    """``hire`` for each person hired, ``search`` once however many are hired. Leave it out for what is usual."""
    channels: dict[CostChannel, Share] | None = None
    """In percent, how much of the line arises by each channel; a channel that is not named has none. Without it all do."""
    group: CostGroup | None = None
    """For a line of your own: the group that it counts in."""
    label: Words | None = None
    """For a line of your own: what it is called."""
    kind: FigureKind = FigureKind.ASSUMPTION
    """How the number came about."""
    source: Id = OURS
    """Id of the source that says so; leave it out for your own assumption."""
    as_of: PartialDate | None = None
    """The date that the numbers are of."""
    note: Words | None = None
    """What a reader must know before using the numbers."""

    @model_validator(mode="after")
    def _known_or_described(self) -> Self:
        if self.id not in CATALOGUE and (self.group is None or self.label is None):
            close = get_close_matches(self.id, list(CATALOGUE), 1)
            if close:
                raise PydanticCustomError("cost.misspelt", "misspelt", {"id": self.id, "suggestion": close[0]})
            raise PydanticCustomError("cost.unknown", "unknown line", {"id": self.id})
        if self.id in CATALOGUE and self.group is not None:
            raise PydanticCustomError("cost.known_group", "a known line has its group", {"id": self.id})
        if self.group in (CostGroup.RATES, CostGroup.VACANCY):
            known = ", ".join(SUMMED)
            raise PydanticCustomError("cost.own_group", "no own lines", {"group": self.group, "known": known})
        units = self.item.units
        if self.counts not in units:
            context = {"unit": str(self.counts), "known": ", ".join(units)}
            raise PydanticCustomError("cost.unit", "unit", context)
        if (self.counts is CostUnit.MONEY) != (self.currency is not None):
            rule = "figure.needless_currency" if self.currency else "cost.no_currency"
            raise PydanticCustomError(rule, "currency")
        return self

    @property
    def item(self) -> CostItem:
        """The catalogue's line, or that of an own line: money for each hire."""
        return CATALOGUE.get(self.id) or CostItem(self.group or CostGroup.EXTERNAL)

    @property
    def counts(self) -> CostUnit:
        """What the numbers count."""
        if self.unit is not None:
            return self.unit
        return CostUnit.MONEY if self.currency is not None else self.item.units[0]


class Costs(Record):
    """What hiring costs here: the lines that are known, and how hires are usually found."""

    channels: dict[CostChannel, Share] | None = None
    """In percent, how many of the hires come by each channel; together 100. Without it, all by job boards."""
    lines: tuple[CostLine, ...] = ()
    """The lines of the estimate that this file decides."""
    sources: tuple[Source, ...] = ()
    """Where the numbers of these lines are from, if not from your own books."""

    @model_validator(mode="after")
    def _whole_mix(self) -> Self:
        if self.channels is not None and (total := sum(self.channels.values())) != 100:
            raise PydanticCustomError("cost.mix", "not 100", {"total": str(total)})
        return self

"""A market: the currency, customs and rules of a jurisdiction. ``hiring/markets/<id>.yaml``, or a workspace's own."""

from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from hiring.model.costs import Costs
from hiring.model.guide import Topic
from hiring.model.money import Currency, Figure, Number, Period, Source
from hiring.model.text import (
    Code,
    Country,
    Day,
    Id,
    Item,
    LanguageTag,
    Line,
    Record,
    Statement,
    WholeNumber,
    Words,
    WordsSpec,
    matching,
)

TitleWords = Annotated[str, AfterValidator(WordsSpec(("title",)))]
_REGION_PATTERN: Final = r"^[A-Z0-9]{1,3}$"

Region = Annotated[
    str,
    AfterValidator(matching("region.form", _REGION_PATTERN)),
    Field(json_schema_extra={"pattern": _REGION_PATTERN}),
]
"""The part of an ISO 3166-2 code after the country."""
_OFFSET_PATTERN: Final = r"^[+-](0[0-9]|1[0-4]):[0-5][0-9]$"

UtcOffset = Annotated[
    str,
    AfterValidator(matching("offset.form", _OFFSET_PATTERN)),
    Field(json_schema_extra={"pattern": _OFFSET_PATTERN}),
]
"""How far clocks are ahead of UTC, in hours and minutes: ``+01:00``, ``-08:00``."""
Concern = Literal[Topic, "pay-history", "local-experience", "driving-licence"]
"""What is not asked for: a topic of the guides, earlier pay, experience in one country, or a driving licence."""
PRIVACY_LAW_ID = "privacy"
"""The id of the law whose name fills ``{privacy_law}``."""

StatementWords = Annotated[str, AfterValidator(WordsSpec(("employer", "contact")))]


class Paper(StrEnum):
    """Paper sizes."""

    A4 = "a4"
    LETTER = "letter"


class Location(Item):
    """A place with its own pay figures. ``name`` is what people of the language call it."""

    name: Words
    """What people there call the place."""
    city: Line | None = None
    """The city, for the address in a posting."""
    region: Line | None = None
    """The state or region as an address has it."""
    postal_code: Code | None = None
    """The postal code, as it is written."""


class Statements(Record):
    """Texts that close a posting. The employer's own replace them."""

    equal_opportunity: StatementWords | None = None
    """That everyone is considered, whatever the law protects."""
    accommodation: StatementWords | None = None
    """That and how a candidate can ask for an accommodation."""
    pay_note: StatementWords | None = None
    """What the pay shown means. Only postings that show pay print it."""


class DoNotAsk(Statement):
    """A topic that may not be raised in an interview, and the lawful wording beside it.

    ``text`` says what not to ask, ``instead`` what may be asked. ``law`` cites the rule.
    """

    topic: Words
    """The topic in one or two words."""
    instead: Words | None = None
    """A question that may be asked instead."""
    law: Line | None = None
    """The rule as it is cited."""
    since: Day | None = None
    """The day from which the law holds or, while it is announced, the day that is set for it. Only with ``law``."""
    status: Literal["in-force", "announced"] = "in-force"
    """Whether the law holds or is only announced, such as a directive that the country has not made its own. An announced one
    needs ``since``."""
    threshold: Annotated[WholeNumber, Field(ge=0)] = 1
    """The number of employees from which the law applies."""
    concerns: tuple[Concern, ...] = ()
    """What ``hiring lint`` finds questions about and this entry answers. It cites the first entry with a law; leave out what
    is narrower than the topic."""

    def applies_to(self, employees: int | None) -> bool:
        """Whether an employer with so many employees is meant; one that does not say how many may be."""
        return employees is None or employees >= self.threshold

    @model_validator(mode="after")
    def _day_of_a_law(self) -> Self:
        if self.law is None and self.since is not None:
            raise PydanticCustomError("law.missing", "a day without a law")
        if self.since is None and self.status == "announced":
            raise PydanticCustomError("law.no_day", "announced for no day")
        return self


class Law(Item):
    """A law by its local name, undeclined."""

    name: Words
    """The name that people use, such as HIPAA. The law with the id ``privacy`` fills ``{privacy_law}`` in texts."""
    full_name: Words | None = None
    """The official name."""
    citation: Line | None = None
    """Where the law is found, as it is cited."""


class Need(StrEnum):
    """What a posting must show. ``pay-bounds`` is a range with both ends.

    Every posting names its employer and shows the responsibilities of its role, which are its ``job-description``. With
    ``commission-statement`` a job paid by commission alone may say so instead of showing pay.
    """

    PAY_RANGE = "pay-range"
    PAY_BOUNDS = "pay-bounds"
    BENEFITS = "benefits"
    OTHER_COMPENSATION = "other-compensation"
    DEADLINE = "deadline"
    DATE = "date"
    EMPLOYER = "employer"
    LANGUAGE = "language"
    TITLE_FORM = "title-form"
    JOB_DESCRIPTION = "job-description"
    AI_STATEMENT = "ai-statement"
    VACANCY_STATEMENT = "vacancy-statement"
    COMMISSION_STATEMENT = "commission-statement"


class PostingRule(Item):
    """What the law asks of a posting in this market, from when, for employers of which size."""

    needs: tuple[Need, ...]
    """What a posting must show."""
    effective: Day
    """The day from which the rule holds."""
    amended: Day | None = None
    """The day of its last change."""
    threshold: Annotated[WholeNumber, Field(ge=0)] = 1
    """The number of employees from which the rule applies."""
    level: Literal["error", "warning"] = "error"
    """How ``hiring lint`` takes a posting that breaks it."""
    max_spread: Annotated[Number, Field(gt=0)] | None = None
    """The widest pay range allowed, as the difference of its ends in the market's currency, per year."""
    exempt_above: Annotated[Number, Field(gt=0)] | None = None
    """Yearly pay above which the limit on the spread does not hold."""
    languages: tuple[LanguageTag, ...] = ()
    """For ``language``: those the posting must be in, one of them at least."""
    title_forms: tuple[Line, ...] = ()
    """For ``title-form``: signs such as (m/w/d), one of which the title must carry. Without them it is enough that the title
    does not name one gender."""
    text: Words
    """What the rule asks, in plain words."""
    source: Id
    """Id of the source that says so."""
    checked_on: Day
    """The day on which someone last looked whether this still holds."""
    status: Literal["in-force", "announced", "disputed"] = "in-force"
    """Whether the rule holds, is only announced, or is disputed."""


class Market(Record):
    """A market. With ``parent``, only what differs is said; the rest is the parent's."""

    id: Id
    """The name of the file without ``.yaml``. Openings and figures refer to it."""
    language: LanguageTag
    """Language in which this file is written."""
    name: Words
    """What people call the country or state."""
    parent: Id | None = None
    """Id of the market that says everything else, such as ``us`` for a state."""
    country: Country
    """The country."""
    region: Region | None = None
    """The state or region of the country."""
    utc_offset: UtcOffset = "-12:00"
    """How far clocks are ahead of UTC in its westernmost place in winter, such as ``-08:00``. Job boards are told that the
    last day to apply ends by this clock, so that it ends nowhere too early. Without it, the day ends when it is over
    everywhere on earth."""
    currency: Currency
    """The currency of all pay and costs in this market."""
    pay_period: Period
    """What pay is usually stated per."""
    hours_per_year: Annotated[WholeNumber, Field(ge=1, le=8784)] | None = None
    """Paid hours in a full-time year; pay per hour becomes pay per year with it."""
    paper: Paper
    """The size of printed pages."""
    posting_title: TitleWords
    """How a posting writes the title, with ``{title}`` where the role's title goes."""
    locations: tuple[Location, ...] = ()
    """Places for which pay figures are known; openings may name them by id."""
    statements: Statements = Statements()
    """Texts that close a posting, unless the employer has its own."""
    laws: tuple[Law, ...] = ()
    """Laws that texts name."""
    do_not_ask: tuple[DoNotAsk, ...] = ()
    """What may not be asked in an interview."""
    retention: Words | None = None
    """How long interview records are kept."""
    notes: tuple[Statement, ...] = ()
    """What a recruiter should know about hiring here."""
    rules: tuple[PostingRule, ...] = ()
    """What the law asks of a posting."""
    figures: tuple[Figure, ...] = ()
    """Published figures of this market that are not pay, such as the cost of a hire."""
    costs: Costs = Costs()
    """What hiring costs in this market, line by line."""
    sources: tuple[Source, ...] = ()
    """What the rules, notes, figures and costs are taken from."""

"""A market: the currency, customs and rules of a jurisdiction. ``hiring/markets/<id>.yaml``, or a workspace's own."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from hiring.model.money import Currency, Figure, Period, Source
from hiring.model.text import Code, Id, Item, LanguageTag, Line, Record, Statement, Words, WordsSpec

TitleWords = Annotated[str, AfterValidator(WordsSpec(("title",)))]
StatementWords = Annotated[str, AfterValidator(WordsSpec(("employer", "contact")))]


class Paper(StrEnum):
    """Paper sizes."""

    A4 = "a4"
    LETTER = "letter"


class Location(Item):
    """A place with its own pay figures. ``name`` is what people of the language call it."""

    name: Words
    city: Line | None = None
    region: Line | None = None
    postal_code: Code | None = None


class Statements(Record):
    """Texts that close a posting. The employer's own replace them."""

    equal_opportunity: StatementWords | None = None
    accommodation: StatementWords | None = None
    pay_note: StatementWords | None = None


class DoNotAsk(Statement):
    """A topic that may not be raised in an interview, and the lawful wording beside it.

    ``text`` says what not to ask, ``instead`` what may be asked. ``law`` cites the rule.
    """

    topic: Words
    instead: Words | None = None
    law: Line | None = None


class Law(Item):
    """A law by its local name, undeclined."""

    name: Words
    full_name: Words | None = None
    citation: Line | None = None


class Need(StrEnum):
    """What a posting must show."""

    PAY_RANGE = "pay-range"
    BENEFITS = "benefits"
    OTHER_COMPENSATION = "other-compensation"
    DEADLINE = "deadline"


class PostingRule(Item):
    """What the law asks of a posting in this market, from when, for employers of which size."""

    needs: tuple[Need, ...]
    effective: date
    amended: date | None = None
    threshold: Annotated[int, Field(ge=0)] = 1
    text: Words
    source: Id
    checked_on: date
    status: Literal["in-force", "announced", "disputed"] = "in-force"


class Market(Record):
    """A market. With ``parent``, only what differs is said; the rest is the parent's."""

    id: Id
    language: LanguageTag
    name: Words
    parent: Id | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    region: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,3}$")] | None = None
    currency: Currency
    pay_period: Period
    hours_per_year: Annotated[int, Field(ge=1, le=8784)] | None = None
    paper: Paper
    posting_title: TitleWords
    locations: tuple[Location, ...] = ()
    statements: Statements = Statements()
    laws: tuple[Law, ...] = ()
    do_not_ask: tuple[DoNotAsk, ...] = ()
    retention: Words | None = None
    notes: tuple[Statement, ...] = ()
    rules: tuple[PostingRule, ...] = ()
    figures: tuple[Figure, ...] = ()
    sources: tuple[Source, ...] = ()

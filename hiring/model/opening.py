"""An opening: one vacancy of a role at the employer. ``openings/<id>.yaml``."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from hiring.model.employer import Contact, EmployerChanges, EmployerProse
from hiring.model.interview import Minutes
from hiring.model.money import PayRange
from hiring.model.text import Code, Id, LanguageTag, Line, Record, Statement, Url, Words

DEFAULT_MINUTES = 45
"""The length of an interview when the opening says nothing."""


class Workplace(StrEnum):
    """Where the work is done."""

    ON_SITE = "on-site"
    HYBRID = "hybrid"
    REMOTE = "remote"


class Employment(StrEnum):
    """Kinds of employment; an opening may offer several."""

    FULL_TIME = "full-time"
    PART_TIME = "part-time"
    CONTRACT = "contract"
    TEMPORARY = "temporary"
    INTERN = "intern"
    VOLUNTEER = "volunteer"
    PER_DIEM = "per-diem"


class Address(Record):
    """A place that the market pack does not list."""

    city: Line
    region: Line | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    postal_code: Code | None = None
    street: Line | None = None


def _place_form(value: Any) -> str:
    return "address" if isinstance(value, dict | Address) else "id"


Place = Annotated[Annotated[Id, Tag("id")] | Annotated[Address, Tag("address")], Discriminator(_place_form)]
"""The id of a place of the market pack, or an address."""


class InterviewSlot(Record):
    """The interview of this opening. ``questions`` fixes the choice; ``panel`` is the number of interviewers."""

    minutes: Annotated[Minutes, Field(ge=15)] = DEFAULT_MINUTES
    panel: Annotated[int, Field(ge=1, le=8)] = 2
    questions: tuple[Id, ...] = ()


class Opening(Record):
    """One vacancy. Words in it are in ``language``, or else in the first of ``languages``."""

    id: Id
    role: Id
    market: Id
    languages: Annotated[tuple[LanguageTag, ...], Field(min_length=1)]
    language: LanguageTag | None = None
    title: Words | None = None
    location: Place | None = None
    workplace: Workplace = Workplace.ON_SITE
    employment: Annotated[tuple[Employment, ...], Field(min_length=1)] = (Employment.FULL_TIME,)
    employer: EmployerChanges = EmployerChanges()
    team: EmployerProse | None = None
    schedule: Words | None = None
    pay: PayRange | None = None
    other_pay: tuple[Statement, ...] = ()
    benefits: tuple[Statement, ...] = ()
    headcount: Annotated[int, Field(ge=1, le=10_000)] = 1
    posted: date | None = None
    closes: date | None = None
    starts: date | None = None
    contact: Contact | None = None
    apply_url: Url | None = None
    apply_note: Words | None = None
    interview: InterviewSlot = InterviewSlot()
    share_questions: bool = False

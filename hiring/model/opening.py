"""An opening: one vacancy of a role at the employer. ``openings/<id>.yaml``."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from hiring.model.costs import Costs
from hiring.model.employer import Contact, EmployerChanges, EmployerProse
from hiring.model.interview import Minutes
from hiring.model.money import PayRange
from hiring.model.text import (
    Code,
    Country,
    Day,
    Flag,
    Id,
    LanguageTag,
    Line,
    LocationId,
    Record,
    Statement,
    Url,
    WholeNumber,
    Words,
)

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


class VacancyKind(StrEnum):
    """Whether there is a job to fill now, or only later."""

    EXISTING = "existing"
    FUTURE = "future"


class Address(Record):
    """A place that the market pack does not list."""

    city: Line
    """The city."""
    region: Line | None = None
    """The state or region as an address has it."""
    country: Country | None = None
    """The country. Leave it out when it is the market's."""
    postal_code: Code | None = None
    """The postal code, as it is written."""
    street: Line | None = None
    """Street and number."""


def _place_form(value: Any) -> str:
    return "address" if isinstance(value, dict | Address) else "id"


Place = Annotated[Annotated[LocationId, Tag("id")] | Annotated[Address, Tag("address")], Discriminator(_place_form)]
"""The id of a place of the market pack, or an address."""


class InterviewSlot(Record):
    """The interview of this opening. ``questions`` fixes the choice; ``panel`` is the number of interviewers."""

    minutes: Annotated[Minutes, Field(ge=15)] = DEFAULT_MINUTES
    """How long the interview takes, in minutes. The kit's questions are chosen to fit."""
    panel: Annotated[WholeNumber, Field(ge=1, le=8)] = 2
    """How many people interview together."""
    questions: tuple[Id, ...] = ()
    """Ids of the questions to ask, in the order of asking, if you choose them yourself. Without it the kit chooses."""


class Opening(Record):
    """One vacancy. Words in it are in ``language``, or else in the first of ``languages``."""

    id: Id
    """The name of the file without ``.yaml``. Postings show it as the reference."""
    role: Id
    """Id of the role; ``hiring list roles`` shows them."""
    market: Id
    """Id of the country or state whose customs and rules apply; ``hiring list markets`` shows them."""
    languages: Annotated[tuple[LanguageTag, ...], Field(min_length=1)]
    """Languages in which the documents are made."""
    language: LanguageTag | None = None
    """Language in which this file is written; without it, the first of ``languages``."""
    title: Words | None = None
    """A title for this vacancy, if it is not that of the role."""
    location: Place | None = None
    """Where the work is done: a place of the market by its id, or an address."""
    workplace: Workplace = Workplace.ON_SITE
    """Whether people work at your site, partly elsewhere, or from anywhere."""
    employment: Annotated[tuple[Employment, ...], Field(min_length=1)] = (Employment.FULL_TIME,)
    """Kinds of employment that you offer; several are fine."""
    employer: EmployerChanges = EmployerChanges()
    """What is different from ``employer.yaml`` for this vacancy."""
    team: EmployerProse | None = None
    """Whom the person works with, and whom they report to."""
    schedule: Words | None = None
    """When the work is done: days, hours, shifts."""
    pay: PayRange | None = None
    """What you pay. Many states require it in a posting."""
    commission_only: Flag = False
    """``true`` when the job is paid by commission alone. The posting says so."""
    other_pay: tuple[Statement, ...] = ()
    """Pay beside base pay, such as a bonus."""
    benefits: tuple[Statement, ...] = ()
    """Benefits of this vacancy, added to those of ``employer.yaml``."""
    headcount: Annotated[WholeNumber, Field(ge=1, le=10_000)] = 1
    """How many people you want to hire."""
    vacancy: VacancyKind | None = None
    """Whether the job is open now (``existing``) or you collect applications for later (``future``). The posting says it."""
    uses_ai: Flag | None = None
    """Whether artificial intelligence helps to screen, assess, or select applicants: ``true`` or ``false``. The posting
    says it."""
    ai_note: Words | None = None
    """What candidates should know about it, in your own words: what it does, and who decides."""
    posted: Day | None = None
    """The day on which the posting is published."""
    closes: Day | None = None
    """The last day to apply."""
    starts: Day | None = None
    """The first day of work."""
    contact: Contact | None = None
    """Whom to ask about this vacancy, if it is not the employer's contact."""
    apply_url: Url | None = None
    """The page on which people apply."""
    apply_note: Words | None = None
    """What to send, and what happens then."""
    interview: InterviewSlot = InterviewSlot()
    """How long the interview is, and who asks what."""
    costs: Costs = Costs()
    """What this hire costs, line by line; each line replaces the employer's and the market's."""
    share_questions: Flag = False
    """``true`` puts the questions of the kit into the candidate's prep sheet as well."""

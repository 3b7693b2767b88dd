"""The posting of an opening: what candidates and job boards read."""

import re
from dataclasses import dataclass

from hiring.documents.job_data import JobPosting, job_posting
from hiring.documents.page import (
    Context,
    Fact,
    NamedText,
    Page,
    Wording,
    contact_of,
    page_of,
    place_of,
)
from hiring.library import Vacancy, posting_title
from hiring.model.role import Condition, ConditionKind

_EXTENSION = re.compile(r"[^\W\d_]|[,;#]")
"""What no number to dial holds: letters, and signs before an extension."""


@dataclass(frozen=True)
class Apply:
    """How to apply. ``closes`` is a date in words, ``dial`` is ``phone`` as a telephone takes it (RFC 3966)."""

    url: str | None
    note: str | None
    closes: str | None
    contact_name: str | None
    email: str | None
    phone: str | None
    dial: str | None


@dataclass(frozen=True)
class PostingView:
    """The posting. Every text is in the page's language; ``job_posting`` is what it tells job boards, when it may."""

    page: Page
    title: str
    facts: tuple[Fact, ...]
    pitch: tuple[str, ...]
    person: str | None
    objective: str | None
    about_employer: tuple[str, ...]
    team: tuple[str, ...]
    responsibilities: tuple[str, ...]
    required: tuple[str, ...]
    preferred: tuple[str, ...]
    skills: tuple[NamedText, ...]
    conditions: tuple[str, ...]
    pay: str | None
    pay_note: str | None
    commission: str | None
    other_pay: tuple[str, ...]
    benefits: tuple[str, ...]
    apply: Apply
    notices: tuple[str, ...]
    equal_opportunity: str | None
    accommodation: str | None
    job_posting: JobPosting | None


def build(vacancy: Vacancy, context: Context) -> PostingView:
    """The posting of a vacancy. Statements are the employer's own, else the market's."""
    word, role, opening = Wording(vacancy), vacancy.role, vacancy.opening
    employer, market = vacancy.employer, vacancy.market
    pitch = role.pitch
    pay = _pay(vacancy)
    return PostingView(
        page=page_of(vacancy, context, "posting"),
        title=posting_title(opening, role, market),
        facts=_facts(vacancy),
        pitch=word.paragraphs(pitch.text if pitch else None),
        person=word.optional(pitch.person if pitch else None),
        objective=word.optional(pitch.objective if pitch else None),
        about_employer=word.paragraphs(employer.about),
        team=word.paragraphs(opening.team),
        responsibilities=word.all(role.responsibilities),
        required=word.all(role.qualifications.required),
        preferred=word.all(role.qualifications.preferred),
        skills=tuple(NamedText(skill.name, word(skill.text)) for skill in role.skills),
        conditions=word.all(_conditions(vacancy)),
        pay=pay,
        pay_note=word.optional(employer.statements.pay_note or market.statements.pay_note) if pay else None,
        commission=vacancy.language("posting.commission_only") if opening.commission_only else None,
        other_pay=word.all(opening.other_pay),
        benefits=word.all((*employer.benefits, *opening.benefits)),
        apply=_apply(vacancy, word),
        notices=_notices(vacancy, word),
        equal_opportunity=word.optional(employer.statements.equal_opportunity or market.statements.equal_opportunity),
        accommodation=word.optional(employer.statements.accommodation or market.statements.accommodation),
        job_posting=job_posting(vacancy),
    )


def _conditions(vacancy: Vacancy) -> tuple[Condition, ...]:
    """The role's conditions that hold for this employer: where it is and when it works, the opening says or nobody does."""
    said = {ConditionKind.SETTING, ConditionKind.HOURS}
    return tuple(condition for condition in vacancy.role.conditions if condition.kind not in said)


def _pay(vacancy: Vacancy) -> str | None:
    pay = vacancy.opening.pay
    return vacancy.language.pay(pay.low, pay.high, pay.currency, pay.per) if pay else None


def _notices(vacancy: Vacancy, word: Wording) -> tuple[str, ...]:
    """What some laws want said of the hiring itself, as far as the opening says it."""
    language, opening = vacancy.language, vacancy.opening
    notices = []
    if opening.vacancy is not None:
        notices.append(language(f"posting.vacancy.{opening.vacancy}"))
    if opening.uses_ai is not None:
        notices.append(language("posting.ai.used" if opening.uses_ai else "posting.ai.not_used"))
    if opening.ai_note is not None:
        notices.append(word(opening.ai_note))
    return tuple(notices)


def _facts(vacancy: Vacancy) -> tuple[Fact, ...]:
    return tuple(
        Fact(vacancy.language(f"posting.fact.{name}"), value) for name, value in facts_by_name(vacancy).items()
    )


def facts_by_name(vacancy: Vacancy) -> dict[str, str]:
    """The key facts that there are, in the order in which a posting has them. The label of each is the phrase
    ``posting.fact.<name>``."""
    language, opening = vacancy.language, vacancy.opening
    employment = language.join([language(f"employment.{kind}") for kind in opening.employment], "or")
    rows = (
        ("employer", vacancy.employer.name),
        ("location", place_of(vacancy)),
        ("workplace", language(f"workplace.{opening.workplace}")),
        ("employment", employment[:1].upper() + employment[1:]),
        ("schedule", opening.schedule),
        ("pay", _pay(vacancy)),
        ("starts", language.date(opening.starts) if opening.starts else None),
        ("headcount", language.number(opening.headcount) if opening.headcount > 1 else None),
        ("posted", language.date(opening.posted) if opening.posted else None),
        ("closes", language.date(opening.closes) if opening.closes else None),
        ("reference", opening.id if not vacancy.is_sample else None),
    )
    return {name: value for name, value in rows if value}


def _apply(vacancy: Vacancy, word: Wording) -> Apply:
    opening, contact = vacancy.opening, contact_of(vacancy)
    return Apply(
        url=opening.apply_url,
        note=word.optional(opening.apply_note),
        closes=vacancy.language.date(opening.closes) if opening.closes else None,
        contact_name=contact.name,
        email=contact.email,
        phone=contact.phone,
        dial=dialed(contact.phone) if contact.phone else None,
    )


def dialed(phone: str) -> str | None:
    """The digits of a phone number as people write it, with the ``+`` of a country code; None for one without digits.

    After a country code the zero in brackets is not dialed. Words such as an extension end the number.
    """
    written = _EXTENSION.split(phone, maxsplit=1)[0].strip()
    if written.startswith("+"):
        written = written.replace("(0)", "")
    digits = "".join(sign for sign in written if sign in "0123456789")
    return ("+" if written.startswith("+") else "") + digits if digits else None

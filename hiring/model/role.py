"""A role: what the job is, complete in one language. Facts, words and figures of ``roles/<id>/role.yaml``."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hiring.model.money import Figure, PayFigure, Source
from hiring.model.text import (
    Code,
    Id,
    Item,
    LanguageTag,
    Line,
    Record,
    RoleProse,
    RoleWords,
    Statement,
    Url,
    Words,
)


class Audience(StrEnum):
    """Who may read a text. Wider audiences never see what is meant for narrower ones."""

    PUBLIC = "public"
    CANDIDATE = "candidate"
    INTERNAL = "internal"


class CodeSystem(StrEnum):
    """Classifications of occupations."""

    ONET_SOC = "onet-soc"
    ISCO_08 = "isco-08"
    ESCO = "esco"
    ROME = "rome"
    SSYK = "ssyk"


class OccupationCode(Record):
    """The entry of a classification that comes closest to the role. Overlays refer to it by its ``system``."""

    key: ClassVar[str] = "system"

    system: CodeSystem
    code: Code
    name: Line | None = None
    uri: Url | None = None
    match: Literal["exact", "closest", "broader", "narrower"]
    caution: Words | None = None


class SearchTerm(Record):
    """A name of the role in some language, to search for candidates and adverts by; never printed as its title."""

    term: Line
    language: LanguageTag
    standard: bool = False
    source: Id | None = None


class FalseFriend(Item):
    """A term that looks like the role's name and is not: a literal mistranslation, another office."""

    term: Line
    language: LanguageTag
    text: Words


class Variant(Item):
    """Another shape of the job under the same or a similar title."""

    kind: Literal["practice-size", "specialisation", "other-sector"]
    name: RoleWords
    text: RoleWords
    sources: tuple[Id, ...] = ()


class QualificationKind(StrEnum):
    """What a qualification is about."""

    EDUCATION = "education"
    EXPERIENCE = "experience"
    KNOWLEDGE = "knowledge"
    SOFTWARE = "software"
    CERTIFICATION = "certification"
    AVAILABILITY = "availability"
    TRAIT = "trait"


class Credential(StrEnum):
    """The credential that a qualification asks for, as job boards know them."""

    HIGH_SCHOOL = "high-school"
    ASSOCIATE = "associate"
    BACHELOR = "bachelor"
    POSTGRADUATE = "postgraduate"
    CERTIFICATE = "certificate"


class Qualification(Statement):
    """One qualification. ``months`` is the least experience it asks for."""

    kind: QualificationKind
    credential: Credential | None = None
    months: Annotated[int, Field(ge=0, le=600)] | None = None


class Qualifications(Record):
    """Must-haves apart from nice-to-haves; ``notes`` tell the recruiter how firm they are."""

    required: tuple[Qualification, ...] = ()
    preferred: tuple[Qualification, ...] = ()
    notes: tuple[Statement, ...] = ()


class SkillKind(StrEnum):
    """Groups of skills."""

    INTERPERSONAL = "interpersonal"
    ORGANISATIONAL = "organisational"
    ANALYTICAL = "analytical"
    TECHNICAL = "technical"
    REGULATORY = "regulatory"


class Skill(Statement):
    """One skill: its name, and what it is used for in this job."""

    kind: SkillKind
    name: Words | None = None


class ConditionKind(StrEnum):
    """What a working condition is about."""

    SETTING = "setting"
    WORKSPACE = "workspace"
    TEAM = "team"
    CONTACT = "contact"
    HOURS = "hours"
    PACE = "pace"
    TOOLS = "tools"
    LEARNING = "learning"


class Condition(Statement):
    """One working condition."""

    kind: ConditionKind


class ChannelKind(StrEnum):
    """Where candidates come from."""

    INTERNAL = "internal"
    EMPLOYEE_REFERRAL = "employee-referral"
    OTHER_EMPLOYERS = "other-employers"
    JOB_BOARD = "job-board"
    SCHOOL = "school"
    NETWORK = "network"
    SOCIAL = "social"
    AGENCY = "agency"


class Channel(Statement):
    """A place to find candidates: ``text`` says why, ``how`` what to do there. ``sites`` are names, not endorsements."""

    kind: ChannelKind
    name: Words
    how: Words | None = None
    sites: tuple[Line, ...] = ()


class Challenge(Statement):
    """What makes this role hard to hire for, and what to do about it."""

    name: Words
    actions: tuple[Statement, ...] = ()


class Kpi(Statement):
    """A measure of performance: ``text`` says what it shows, ``measure`` how to measure it."""

    name: Words
    measure: Words | None = None


class TimeToFill(Record):
    """How long hiring takes and what shortens it, in words; figures stand under ``figures``."""

    text: Words
    sources: tuple[Id, ...] = ()
    depends_on: tuple[Statement, ...] = ()
    faster: tuple[Statement, ...] = ()


class Faq(Item):
    """A question people ask about the role, for one audience."""

    audience: Audience
    question: RoleWords
    answer: RoleWords
    sources: tuple[Id, ...] = ()


class OnboardingStage(Item):
    """The goals of a stage of onboarding that ends ``days`` after the start."""

    days: Annotated[int, Field(ge=1, le=730)]
    name: Words
    goals: tuple[Statement, ...]


class Pitch(Record):
    """What draws a candidate in: an opening paragraph, who thrives here, and the main purpose of the job."""

    text: RoleProse
    person: RoleWords | None = None
    objective: RoleWords | None = None


class Role(Record):
    """A role, complete in its source language."""

    id: Id
    language: LanguageTag
    title: Words
    summary: RoleWords | None = None
    pitch: Pitch | None = None
    about: tuple[Statement, ...] = ()
    variants: tuple[Variant, ...] = ()
    codes: tuple[OccupationCode, ...] = ()
    search_terms: tuple[SearchTerm, ...] = ()
    false_friends: tuple[FalseFriend, ...] = ()
    sources: tuple[Source, ...] = ()
    responsibilities: Annotated[tuple[Statement, ...], Field(min_length=1)]
    qualifications: Qualifications = Qualifications()
    skills: tuple[Skill, ...] = ()
    conditions: tuple[Condition, ...] = ()
    pay: tuple[PayFigure, ...] = ()
    pay_notes: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    cost_notes: tuple[Statement, ...] = ()
    sourcing: tuple[Channel, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    time_to_fill: TimeToFill | None = None
    faq: tuple[Faq, ...] = ()
    onboarding: tuple[OnboardingStage, ...] = ()

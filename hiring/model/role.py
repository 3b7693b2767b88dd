"""A role: what the job is, complete in one language. Facts, words and figures of ``roles/<id>/role.yaml``."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hiring.model.audience import Audience
from hiring.model.money import Figure, PayFigure, Source
from hiring.model.text import (
    Code,
    Flag,
    Id,
    Item,
    LanguageTag,
    Line,
    Record,
    RoleProse,
    RoleWords,
    Statement,
    Url,
    WholeNumber,
    Words,
)


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
    """The classification that the code is from. Each may stand once."""
    code: Code
    """The code, as the classification writes it."""
    name: Line | None = None
    """What the classification calls the entry."""
    uri: Url | None = None
    """The entry's page or identifier on the web."""
    match: Literal["exact", "closest", "broader", "narrower"]
    """How close the entry comes to this role."""
    caution: Words | None = None
    """What the entry does not fit, and must not be read into it."""


class SearchTerm(Record):
    """A name of the role in some language, to search for candidates and adverts by; never printed as its title."""

    term: Line
    """The name, as people search for it."""
    language: LanguageTag
    """Language of the term."""
    standard: Flag = False
    """``true`` for the name that an official list or a professional body uses."""
    source: Id | None = None
    """Id of the source the term is from, or ``ours``."""


class FalseFriend(Item):
    """A term that looks like the role's name and is not: a literal mistranslation, another office."""

    term: Line
    """The term that misleads."""
    language: LanguageTag
    """Language of the term."""
    text: Words
    """What it means instead, and why not to use it."""


class Variant(Item):
    """Another shape of the job under the same or a similar title. ``advice`` is for the recruiter alone."""

    kind: Literal["practice-size", "specialisation", "other-sector"]
    """What makes the job different: the size of the practice, a specialization, another sector."""
    name: RoleWords
    """What this shape of the job is called."""
    text: RoleWords
    """How it differs."""
    advice: RoleWords | None = None
    """What the recruiter should do about it. Only internal documents show it."""
    sources: tuple[Id, ...] = ()
    """Ids of the ``sources`` it is from, or ``ours`` for what you wrote yourself."""


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
    """What it is about."""
    credential: Credential | None = None
    """The diploma or certificate, in the terms of job boards. Leave it out when none is asked for."""
    months: Annotated[WholeNumber, Field(ge=0, le=600)] | None = None
    """The least experience asked for, in months."""


class Qualifications(Record):
    """Must-haves apart from nice-to-haves; ``notes`` tell the recruiter how firm they are."""

    required: tuple[Qualification, ...] = ()
    """What nobody can be hired without."""
    preferred: tuple[Qualification, ...] = ()
    """What is good to have."""
    notes: tuple[Statement, ...] = ()
    """For the recruiter: how firm these are, and what makes up for a missing one."""


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
    """The group that the skill belongs to."""
    name: Words | None = None
    """The skill in one or two words."""


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
    """What it is about. A posting leaves out ``setting``, and ``hours`` when the opening has a schedule."""


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
    """The kind of place."""
    name: Words
    """What the place is called."""
    how: Words | None = None
    """What to do there."""
    sites: tuple[Line, ...] = ()
    """Names of sites or organizations, as examples."""


class Challenge(Statement):
    """What makes this role hard to hire for, and what to do about it."""

    name: Words
    """The difficulty in a few words."""
    actions: tuple[Statement, ...] = ()
    """What to do about it."""


class Kpi(Statement):
    """A measure of performance: ``text`` says what it shows, ``measure`` how to measure it."""

    name: Words
    """What the measure is called."""
    measure: Words | None = None
    """How to measure it."""


class TimeToFill(Record):
    """How long hiring takes and what shortens it, in words; figures stand under ``figures``."""

    text: Words
    """How long it takes, in words; numbers stand under ``figures``."""
    sources: tuple[Id, ...] = ()
    """Ids of the ``sources`` it is from, or ``ours`` for what you wrote yourself."""
    depends_on: tuple[Statement, ...] = ()
    """What makes it longer or shorter."""
    faster: tuple[Statement, ...] = ()
    """What you can do to shorten it."""


class Faq(Item):
    """A question people ask about the role, for one audience."""

    audience: Audience
    """Who may read it: anyone, candidates, or only your own people."""
    question: RoleWords
    """The question, as people ask it."""
    answer: RoleWords
    """The answer."""
    sources: tuple[Id, ...] = ()
    """Ids of the ``sources`` it is from, or ``ours`` for what you wrote yourself."""


class OnboardingStage(Item):
    """The goals of a stage of onboarding that ends ``days`` after the start."""

    days: Annotated[WholeNumber, Field(ge=1, le=730)]
    """The day after the start on which the stage ends, such as 30, 60 or 90."""
    name: Words
    """What the stage is called."""
    goals: tuple[Statement, ...]
    """What the new colleague has reached by then."""


class Pitch(Record):
    """What draws a candidate in: an opening paragraph, who thrives here, and the main purpose of the job."""

    text: RoleProse
    """The first paragraphs of a posting: why the work matters, and who will like it."""
    person: RoleWords | None = None
    """The person who does well in this job."""
    objective: RoleWords | None = None
    """The main purpose of the job, in one sentence."""


class Role(Record):
    """A role, complete in its source language."""

    id: Id
    """The name of the folder. Openings refer to it."""
    language: LanguageTag
    """Language in which this file is written."""
    title: Words
    """The title of the job, as a posting shows it."""
    summary: RoleWords | None = None
    """What this person does, in one or two sentences."""
    pitch: Pitch | None = None
    """How a posting opens."""
    about: tuple[Statement, ...] = ()
    """What the role is, in more detail."""
    variants: tuple[Variant, ...] = ()
    """Other shapes of the job under the same or a similar title."""
    codes: tuple[OccupationCode, ...] = ()
    """The closest entries of occupation classifications."""
    search_terms: tuple[SearchTerm, ...] = ()
    """Names of the role to search for, in any language."""
    false_friends: tuple[FalseFriend, ...] = ()
    """Terms that look like the role's name and mean something else."""
    sources: tuple[Source, ...] = ()
    """What the texts and figures of this file are taken from."""
    responsibilities: Annotated[tuple[Statement, ...], Field(min_length=1)]
    """What the person does. Begin each with a verb and say one thing."""
    qualifications: Qualifications = Qualifications()
    """What to bring to the job."""
    skills: tuple[Skill, ...] = ()
    """What to be good at."""
    conditions: tuple[Condition, ...] = ()
    """What the work is like: place, team, hours, pace, tools."""
    pay: tuple[PayFigure, ...] = ()
    """Published pay, each with its place and source. It is never the offer of an opening."""
    pay_notes: tuple[Statement, ...] = ()
    """How to read the pay figures."""
    figures: tuple[Figure, ...] = ()
    """Published figures of this role that are not pay, such as the days to fill it."""
    cost_notes: tuple[Statement, ...] = ()
    """What to know about the cost of hiring for this role."""
    sourcing: tuple[Channel, ...] = ()
    """Where to find candidates."""
    challenges: tuple[Challenge, ...] = ()
    """What makes it hard to hire for, and what to do about it."""
    kpis: tuple[Kpi, ...] = ()
    """How to see whether the person does well."""
    time_to_fill: TimeToFill | None = None
    """How long hiring takes, and what shortens it."""
    faq: tuple[Faq, ...] = ()
    """Questions people ask about the role, with answers."""
    onboarding: tuple[OnboardingStage, ...] = ()
    """What the new colleague should reach, stage by stage."""

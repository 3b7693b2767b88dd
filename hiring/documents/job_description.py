"""The job description: what a role is and does, for anyone. What only recruiters read stays out of it, and so does pay."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hiring.documents.page import Context, NamedText, Page, SourceNote, Wording, page_of, source_notes
from hiring.language import Language
from hiring.library import Vacancy
from hiring.model.audience import Audience
from hiring.model.role import Faq, OccupationCode, Role


@dataclass(frozen=True)
class Group:
    """Texts of one kind under the name of the kind."""

    name: str
    items: tuple[NamedText, ...]


@dataclass(frozen=True)
class PerformanceMeasure:
    """A measure of performance: what it shows and how it is measured, which may not be said."""

    name: str
    shows: str
    measured: str | None


@dataclass(frozen=True)
class QuestionAndAnswer:
    """A question that anyone may ask about the role."""

    question: str
    answer: str


@dataclass(frozen=True)
class OccupationEntry:
    """An entry of a classification of occupations. ``name`` is as published; ``match`` says in words how close it comes."""

    system: str
    code: str
    name: str | None
    match: str
    url: str | None


@dataclass(frozen=True)
class JobDescriptionView:
    """The job description. Every text is in the page's language; ``employer`` is None for a sample."""

    page: Page
    employer: str | None
    summary: str | None
    purpose: str | None
    about: tuple[str, ...]
    responsibilities: tuple[str, ...]
    required: tuple[str, ...]
    preferred: tuple[str, ...]
    skills: tuple[Group, ...]
    conditions: tuple[Group, ...]
    variants: tuple[Group, ...]
    measures: tuple[PerformanceMeasure, ...]
    questions: tuple[QuestionAndAnswer, ...]
    codes: tuple[OccupationEntry, ...]
    sources: tuple[SourceNote, ...]


def build(vacancy: Vacancy, context: Context) -> JobDescriptionView:
    """The description of a vacancy's role. Groups stand in the order in which the role first names their kinds."""
    word, language, role = Wording(vacancy), vacancy.language, vacancy.role
    return JobDescriptionView(
        page=page_of(vacancy, context, "job-description"),
        employer=None if vacancy.is_sample else vacancy.employer.name,
        summary=word.optional(role.summary),
        purpose=word.optional(role.pitch.objective if role.pitch else None),
        about=word.all(role.about),
        responsibilities=word.all(role.responsibilities),
        required=word.all(role.qualifications.required),
        preferred=word.all(role.qualifications.preferred),
        skills=_grouped(
            language, "skill", ((skill.kind, NamedText(skill.name, word(skill.text))) for skill in role.skills)
        ),
        conditions=_grouped(
            language, "condition", ((item.kind, NamedText(None, word(item.text))) for item in role.conditions)
        ),
        variants=_grouped(
            language, "variant", ((item.kind, NamedText(word(item.name), word(item.text))) for item in role.variants)
        ),
        measures=tuple(PerformanceMeasure(kpi.name, word(kpi.text), kpi.measure) for kpi in role.kpis),
        questions=tuple(QuestionAndAnswer(word(item.question), word(item.answer)) for item in _public(role)),
        codes=tuple(_entry(language, code) for code in role.codes),
        sources=source_notes(vacancy, _used(role), role.sources),
    )


def _grouped(language: Language, phrases: str, items: Iterable[tuple[str, NamedText]]) -> tuple[Group, ...]:
    """The items by kind; kinds and items keep their order. A kind is named by the phrase ``description.<phrases>.<kind>``."""
    by_kind: dict[str, list[NamedText]] = {}
    for kind, item in items:
        by_kind.setdefault(kind, []).append(item)
    return tuple(Group(language(f"description.{phrases}.{kind}"), tuple(found)) for kind, found in by_kind.items())


def _public(role: Role) -> tuple[Faq, ...]:
    return tuple(item for item in role.faq if item.audience is Audience.PUBLIC)


def _entry(language: Language, code: OccupationCode) -> OccupationEntry:
    return OccupationEntry(
        system=language(f"description.system.{code.system}"),
        code=code.code,
        name=code.name,
        match=language(f"description.match.{code.match}"),
        url=code.uri,
    )


def _used(role: Role) -> Iterator[str]:
    """The sources of the texts above, in the order in which the document has them."""
    qualifications = role.qualifications
    sections = (
        role.about,
        role.responsibilities,
        qualifications.required,
        qualifications.preferred,
        role.skills,
        role.conditions,
        role.variants,
        role.kpis,
        _public(role),
    )
    for section in sections:
        for item in section:
            yield from item.sources

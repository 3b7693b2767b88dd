"""How to interview for a role, and what all roles share: ``roles/<id>/interview.yaml`` and ``roles/_shared``."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from hiring.model.money import Figure, Source
from hiring.model.text import (
    PRIVACY_LAW,
    Id,
    Item,
    LanguageTag,
    Record,
    RoleWords,
    Statement,
    Words,
    WordsSpec,
)

ScriptWords = Annotated[str, AfterValidator(WordsSpec(("employer", "role", "minutes", PRIVACY_LAW)))]
"""What is read aloud or sent: the employer, the role's title and the length of the interview may be named."""

Minutes = Annotated[int, Field(ge=1, le=480)]


class QuestionKind(StrEnum):
    """The kinds of interview question, in the order in which a kit asks them."""

    GENERAL = "general"
    ROLE_SPECIFIC = "role-specific"
    BEHAVIORAL = "behavioral"
    TECHNICAL = "technical"
    SCENARIO = "scenario"
    PROBLEM_SOLVING = "problem-solving"


class Anchors(Record):
    """What an answer rated 1, 3 or 5 sounds like: behaviour that can be heard."""

    one: Annotated[RoleWords, Field(alias="1")]
    three: Annotated[RoleWords, Field(alias="3")]
    five: Annotated[RoleWords, Field(alias="5")]


class Competency(Item):
    """What the interview assesses."""

    name: Words
    definition: RoleWords
    anchors: Anchors


class InterviewerNotes(Record):
    """For the interviewer only; never in a public or candidate document."""

    listen_for: tuple[Statement, ...] = ()
    red_flags: tuple[Statement, ...] = ()


class StarOutline(Record):
    """The outline of a good answer: situation, task, action, result."""

    situation: RoleWords
    task: RoleWords
    action: RoleWords
    result: RoleWords


class CandidateNotes(Record):
    """For the candidate. ``illustrative`` says that figures in the outline are invented examples, never benchmarks."""

    assesses: RoleWords
    approach: tuple[Statement, ...] = ()
    avoid: RoleWords | None = None
    outline: StarOutline | None = None
    illustrative: bool = False


class Question(Item):
    """One question. ``anchors`` replaces the competency's where those are too general; ``minutes`` covers the answer."""

    kind: QuestionKind
    competencies: Annotated[tuple[Id, ...], Field(min_length=1)]
    minutes: Minutes
    prompt: RoleWords
    probes: tuple[Statement, ...] = ()
    anchors: Anchors | None = None
    interviewer: InterviewerNotes = InterviewerNotes()
    candidate: CandidateNotes | None = None
    sources: tuple[Id, ...] = ()


class CandidateQuestion(Item):
    """A question for the candidate to ask: why it is worth asking, and what to add to the answer."""

    text: RoleWords
    why: RoleWords
    follow_on: RoleWords | None = None
    sources: tuple[Id, ...] = ()


MAX_COMPETENCIES = 12
"""More than a panel can rate in one interview, and than the planner weighs quickly."""

Competencies = Annotated[tuple[Competency, ...], Field(max_length=MAX_COMPETENCIES)]


class Interview(Record):
    """How to interview for one role. ``shared_questions`` names the shared questions that suit it."""

    language: LanguageTag
    sources: tuple[Source, ...] = ()
    competencies: Competencies = ()
    shared_questions: tuple[Id, ...] = ()
    questions: tuple[Question, ...] = ()
    questions_to_ask: tuple[CandidateQuestion, ...] = ()


class Slot(Record):
    """Minutes of an interview that no question takes. ``notes`` is added to each question."""

    opening: Minutes
    notes: Annotated[int, Field(ge=0, le=10)]
    candidate_questions: Minutes
    closing: Minutes


class Scale(Record):
    """The names of the ratings 1 to 5."""

    one: Annotated[Words, Field(alias="1")]
    two: Annotated[Words, Field(alias="2")]
    three: Annotated[Words, Field(alias="3")]
    four: Annotated[Words, Field(alias="4")]
    five: Annotated[Words, Field(alias="5")]


class ScriptLine(Item):
    """One thing the interviewer says aloud."""

    text: ScriptWords


class Scripts(Record):
    """What the interviewer reads aloud at the start and at the end."""

    opening: Annotated[tuple[ScriptLine, ...], Field(min_length=1)]
    closing: Annotated[tuple[ScriptLine, ...], Field(min_length=1)]


class RatingError(Statement):
    """A common error of raters: ``text`` says what happens, ``remedy`` what to do instead."""

    name: Words
    remedy: Words


class SharedInterview(Record):
    """What every interview shares: ``roles/_shared/interview.yaml``."""

    language: LanguageTag
    sources: tuple[Source, ...] = ()
    slot: Slot
    scale: Scale
    guidance: tuple[Statement, ...] = ()
    scripts: Scripts
    rating_errors: tuple[RatingError, ...] = ()
    group_steps: tuple[Statement, ...] = ()
    evidence: tuple[Figure, ...] = ()
    evidence_note: Words | None = None
    retention: Words | None = None
    competencies: Competencies = ()
    questions: tuple[Question, ...] = ()


class ChecklistItem(Statement):
    """Something to do, bring or wear; ``why`` says what for."""

    why: Words | None = None


class PracticeStep(Item):
    """A step of the timed mock interview."""

    name: Words
    minutes: Minutes
    text: Words


class Practice(Record):
    """A mock interview of ``minutes`` minutes; the steps add up to it."""

    minutes: Minutes
    steps: Annotated[tuple[PracticeStep, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(step.minutes for step in self.steps)
        if total != self.minutes:
            raise PydanticCustomError("practice.sum", "sum", {"total": str(total), "minutes": str(self.minutes)})
        return self


class ThankYouNote(Record):
    """A thank-you message to adapt."""

    subject: Words
    body: Annotated[tuple[ScriptLine, ...], Field(min_length=1)]


class Advice(Record):
    """How a candidate prepares, whatever the role: ``roles/_shared/advice.yaml``."""

    language: LanguageTag
    sources: tuple[Source, ...] = ()
    research: tuple[ChecklistItem, ...] = ()
    description: tuple[ChecklistItem, ...] = ()
    documents: tuple[ChecklistItem, ...] = ()
    dress: tuple[ChecklistItem, ...] = ()
    communication: tuple[ChecklistItem, ...] = ()
    answering: tuple[ChecklistItem, ...] = ()
    star: StarOutline | None = None
    practice: Practice | None = None
    follow_up: tuple[ChecklistItem, ...] = ()
    thank_you: ThankYouNote | None = None

"""How to interview for a role, and what all roles share: ``roles/<id>/interview.yaml`` and ``roles/_shared``."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from hiring.model.money import Figure, Source
from hiring.model.text import (
    PRIVACY_LAW,
    Flag,
    Id,
    Item,
    LanguageTag,
    Record,
    RoleWords,
    Statement,
    WholeNumber,
    Words,
    WordsSpec,
)

ScriptWords = Annotated[str, AfterValidator(WordsSpec(("employer", "role", "minutes", PRIVACY_LAW)))]
"""What is read aloud or sent: the employer, the role's title and the length of the interview may be named."""

Minutes = Annotated[WholeNumber, Field(ge=1, le=480)]


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
    """What a weak answer sounds like."""
    three: Annotated[RoleWords, Field(alias="3")]
    """What an answer that is good enough sounds like."""
    five: Annotated[RoleWords, Field(alias="5")]
    """What an excellent answer sounds like."""


class Competency(Item):
    """What the interview assesses."""

    name: Words
    """What the scorecard calls it."""
    definition: RoleWords
    """What a person who has it does, in one sentence."""
    anchors: Anchors
    """What answers sound like at the ratings 1, 3 and 5; 2 and 4 lie between them."""


class InterviewerNotes(Record):
    """For the interviewer only; never in a public or candidate document."""

    listen_for: tuple[Statement, ...] = ()
    """What a good answer holds."""
    red_flags: tuple[Statement, ...] = ()
    """What should make the interviewer ask further."""


class StarOutline(Record):
    """The outline of a good answer: situation, task, action, result."""

    situation: RoleWords
    """Where it was, and what was going on."""
    task: RoleWords
    """What the candidate was to do."""
    action: RoleWords
    """What the candidate did, step by step."""
    result: RoleWords
    """What came of it."""


class CandidateNotes(Record):
    """For the candidate. ``illustrative`` says that figures in the outline are invented examples, never benchmarks."""

    assesses: RoleWords
    """What the question is asked for."""
    approach: tuple[Statement, ...] = ()
    """How to go about the answer, one step each."""
    avoid: RoleWords | None = None
    """What not to say."""
    outline: StarOutline | None = None
    """An example of a good answer, in the four steps of STAR."""
    illustrative: Flag = False
    """``true`` when the outline holds figures that are invented examples; the sheet then says so."""


class Question(Item):
    """One question. ``anchors`` replaces the competency's where those are too general; ``minutes`` covers the answer."""

    kind: QuestionKind
    """What sort of question it is. A kit asks the kinds in the order in which they are listed here."""
    competencies: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids of the competencies that it assesses, of this file or shared."""
    minutes: Minutes
    """Minutes for question and answer. The time to write notes comes on top."""
    prompt: RoleWords
    """The question as it is read aloud."""
    probes: tuple[Statement, ...] = ()
    """What to ask next when the answer leaves something out."""
    anchors: Anchors | None = None
    """Anchors for this question alone, where those of its competency are too general."""
    interviewer: InterviewerNotes = InterviewerNotes()
    """Notes for the interviewer. Candidates never see them."""
    candidate: CandidateNotes | None = None
    """Notes for the candidate's prep sheet."""
    sources: tuple[Id, ...] = ()
    """Ids of the ``sources`` it is from, or ``ours`` for what you wrote yourself."""


class CandidateQuestion(Item):
    """A question for the candidate to ask: why it is worth asking, and what to add to the answer."""

    text: RoleWords
    """The question, as the candidate asks it."""
    why: RoleWords
    """What the candidate learns or shows by asking it."""
    follow_on: RoleWords | None = None
    """What to add once it has been answered."""
    sources: tuple[Id, ...] = ()
    """Ids of the ``sources`` it is from, or ``ours`` for what you wrote yourself."""


MAX_COMPETENCIES = 12
"""More than a panel can rate in one interview, and than the planner weighs quickly."""

Competencies = Annotated[tuple[Competency, ...], Field(max_length=MAX_COMPETENCIES)]


class Interview(Record):
    """How to interview for one role. ``shared_questions`` names the shared questions that suit it."""

    language: LanguageTag
    """Language in which this file is written."""
    sources: tuple[Source, ...] = ()
    """What the questions and notes are taken from."""
    competencies: Competencies = ()
    """What the interview assesses. Each must be assessed by at least one question."""
    shared_questions: tuple[Id, ...] = ()
    """Ids of the shared questions that suit this role."""
    questions: tuple[Question, ...] = ()
    """The role's own questions. A kit asks as many as fit its minutes."""
    questions_to_ask: tuple[CandidateQuestion, ...] = ()
    """Questions that a candidate may ask you; the prep sheet shows them."""


class Slot(Record):
    """Minutes of an interview that no question takes. ``notes`` is added to each question."""

    opening: Minutes
    """Minutes for the welcome, before the first question."""
    notes: Annotated[WholeNumber, Field(ge=0, le=10)]
    """Minutes to write notes after each question."""
    candidate_questions: Minutes
    """Minutes for what the candidate wants to ask."""
    closing: Minutes
    """Minutes for the end of the interview."""


class Scale(Record):
    """The names of the ratings 1 to 5."""

    one: Annotated[Words, Field(alias="1")]
    """The name of the lowest rating."""
    two: Annotated[Words, Field(alias="2")]
    """The name of the rating 2."""
    three: Annotated[Words, Field(alias="3")]
    """The name of the middle rating."""
    four: Annotated[Words, Field(alias="4")]
    """The name of the rating 4."""
    five: Annotated[Words, Field(alias="5")]
    """The name of the highest rating."""


class ScriptLine(Item):
    """One thing the interviewer says aloud."""

    text: ScriptWords
    """The words as they are said or sent."""


class Scripts(Record):
    """What the interviewer reads aloud at the start and at the end."""

    opening: Annotated[tuple[ScriptLine, ...], Field(min_length=1)]
    """What is read aloud at the start, line by line."""
    closing: Annotated[tuple[ScriptLine, ...], Field(min_length=1)]
    """What is read aloud at the end, line by line."""


class RatingError(Statement):
    """A common error of raters: ``text`` says what happens, ``remedy`` what to do instead."""

    name: Words
    """What the error is called."""
    remedy: Words
    """What to do instead."""


class SharedInterview(Record):
    """What every interview shares: ``roles/_shared/interview.yaml``."""

    language: LanguageTag
    """Language in which this file is written."""
    sources: tuple[Source, ...] = ()
    """What its questions, notes and figures are taken from. Every role's interview may name them as well."""
    slot: Slot
    """How the minutes of an interview are spent beside the questions."""
    scale: Scale
    """What the ratings 1 to 5 are called."""
    guidance: tuple[Statement, ...] = ()
    """How to use the kit, one rule each."""
    scripts: Scripts
    """What the interviewer reads aloud."""
    rating_errors: tuple[RatingError, ...] = ()
    """Common errors of raters, and what to do instead."""
    group_steps: tuple[Statement, ...] = ()
    """How a panel gets from single ratings to a decision, step by step."""
    evidence: tuple[Figure, ...] = ()
    """Published figures on how well interviews predict performance."""
    evidence_note: Words | None = None
    """How to read those figures."""
    retention: Words | None = None
    """How long notes and ratings are kept; the kit prints it after the market's rule."""
    competencies: Competencies = ()
    """Competencies that the shared questions assess; questions of a role may name them as well."""
    questions: tuple[Question, ...] = ()
    """Questions that suit many roles. A role takes those that its ``shared_questions`` names."""


class ChecklistItem(Statement):
    """Something to do, bring or wear; ``why`` says what for."""

    why: Words | None = None
    """What it is good for."""


class PracticeStep(Item):
    """A step of the timed mock interview."""

    name: Words
    """What the step is called."""
    minutes: Minutes
    """How long the step takes, in minutes."""
    text: Words
    """What to do in it."""


class Practice(Record):
    """A mock interview of ``minutes`` minutes; the steps add up to it."""

    minutes: Minutes
    """How long the mock interview takes in all, in minutes."""
    steps: Annotated[tuple[PracticeStep, ...], Field(min_length=1)]
    """Its steps, in order."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(step.minutes for step in self.steps)
        if total != self.minutes:
            raise PydanticCustomError("practice.sum", "sum", {"total": str(total), "minutes": str(self.minutes)})
        return self


class ThankYouNote(Record):
    """A thank-you message to adapt."""

    subject: Words
    """The subject line."""
    body: Annotated[tuple[ScriptLine, ...], Field(min_length=1)]
    """The message, paragraph by paragraph."""


class Advice(Record):
    """How a candidate prepares, whatever the role: ``roles/_shared/advice.yaml``."""

    language: LanguageTag
    """Language in which this file is written."""
    sources: tuple[Source, ...] = ()
    """What the advice is taken from."""
    research: tuple[ChecklistItem, ...] = ()
    """What to find out about the employer."""
    description: tuple[ChecklistItem, ...] = ()
    """How to read the job description."""
    documents: tuple[ChecklistItem, ...] = ()
    """What to bring or have at hand."""
    dress: tuple[ChecklistItem, ...] = ()
    """What to wear."""
    communication: tuple[ChecklistItem, ...] = ()
    """How to speak and listen in the interview."""
    answering: tuple[ChecklistItem, ...] = ()
    """How to build an answer."""
    star: StarOutline | None = None
    """What each of the four steps of a STAR answer is for."""
    practice: Practice | None = None
    """A mock interview against the clock."""
    follow_up: tuple[ChecklistItem, ...] = ()
    """What to do after the interview."""
    thank_you: ThankYouNote | None = None
    """A message to send afterward."""

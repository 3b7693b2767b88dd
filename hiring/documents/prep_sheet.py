"""The prep sheet: what a candidate reads, ticks off, and practices with before a structured interview."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hiring.documents.asking import planned
from hiring.documents.page import (
    Context,
    NamedText,
    NotApplicableError,
    Page,
    SourceNote,
    Wording,
    page_of,
    source_notes,
)
from hiring.interviewing import available_questions
from hiring.language import Language
from hiring.library import Vacancy
from hiring.model.interview import (
    Advice,
    CandidateNotes,
    ChecklistItem,
    Interview,
    Practice,
    Question,
    QuestionKind,
    StarOutline,
    ThankYouNote,
)
from hiring.model.text import Statement

MAIN_DUTIES = 5
"""Responsibilities that stand in the role in brief. Roles list the most important ones first."""
STORIES = 2
"""Stories that each question has room for (candidate side of structured-interview practice)."""
ON_THE_DAY = ("listen", "pause", "use-star", "under-three-minutes", "protect-patients", "when-stuck", "ask-back")
"""The ids of the advice that the last page repeats, in its order. What the advice does not have is left out."""


@dataclass(frozen=True)
class Tip:
    """Something to do, bring or wear; ``why`` says what for."""

    id: str
    text: str
    why: str | None


@dataclass(frozen=True)
class PracticeQuestion:
    """A question as the candidate sees it. ``number`` counts from 1 through the sheet.

    ``id`` stays the same when other questions come and go. ``outline`` is a good answer in the four steps of STAR;
    ``illustrative`` says that figures in it are invented.
    """

    id: str
    number: int
    prompt: str
    assesses: str
    approach: tuple[str, ...]
    avoid: str | None
    outline: tuple[NamedText, ...]
    illustrative: bool


@dataclass(frozen=True)
class QuestionGroup:
    """The questions of one kind: its name, and what such questions are about."""

    name: str
    text: str
    questions: tuple[PracticeQuestion, ...]


@dataclass(frozen=True)
class QuestionToAsk:
    """A question for the candidate to ask: why it is worth asking, and what to add to the answer."""

    id: str
    text: str
    why: str
    follow_on: str | None


@dataclass(frozen=True)
class MockStep:
    """A step of the mock run. ``span`` says from which minute to which."""

    id: str
    span: str
    name: str
    text: str
    minutes: int


@dataclass(frozen=True)
class MockRun:
    """A timed mock interview; the minutes of its steps add up to ``minutes``."""

    minutes: int
    steps: tuple[MockStep, ...]


@dataclass(frozen=True)
class Note:
    """A message to adapt: its subject line and the lines of its body."""

    subject: str
    body: tuple[str, ...]


@dataclass(frozen=True)
class PrepSheetView:
    """The sheet. Every text is in the page's language.

    ``questions_note`` says how the questions relate to those of the interview; a role's own sheet has none.
    ``stories`` is the number of stories that each question has room for. ``notes_key`` is the name under which a browser
    keeps what is typed and ticked on the web page.
    """

    page: Page
    notes_key: str
    summary: tuple[str, ...]
    duties: tuple[str, ...]
    required: tuple[str, ...]
    glance: tuple[str, ...]
    accommodation: str | None
    research: tuple[Tip, ...]
    description: tuple[Tip, ...]
    documents: tuple[Tip, ...]
    dress: tuple[Tip, ...]
    communication: tuple[Tip, ...]
    answering: tuple[Tip, ...]
    star: tuple[NamedText, ...]
    questions_note: str | None
    stories: int
    groups: tuple[QuestionGroup, ...]
    questions_to_ask: tuple[QuestionToAsk, ...]
    mock_run: MockRun | None
    follow_up: tuple[Tip, ...]
    thank_you: Note | None
    on_the_day: tuple[str, ...]
    sources: tuple[SourceNote, ...]


def build(vacancy: Vacancy, context: Context) -> PrepSheetView:
    """The sheet of a vacancy. An opening's leaves out the questions of its kit, unless it says ``share_questions``.

    Raises ``NotApplicableError`` for a role without an interview, since nothing could be said about the one to come, and
    ``ContentError`` where the opening's interview cannot be planned, since its questions are then not known.
    """
    interview = vacancy.interview
    if interview is None:
        raise NotApplicableError("no_interview_to_practice")
    word, language, advice = Wording(vacancy), vacancy.language, vacancy.advice
    chosen = _chosen(vacancy, interview)
    statements = vacancy.employer.statements
    return PrepSheetView(
        page=page_of(vacancy, context, "prep-sheet"),
        notes_key=_notes_key(vacancy),
        summary=_summary(vacancy, word),
        duties=word.all(_duties(vacancy)),
        required=word.all(vacancy.role.qualifications.required),
        glance=_glance(vacancy),
        accommodation=word.optional(statements.accommodation or vacancy.market.statements.accommodation),
        research=_tips(advice.research, word),
        description=_tips(advice.description, word),
        documents=_tips(advice.documents, word),
        dress=_tips(advice.dress, word),
        communication=_tips(advice.communication, word),
        answering=_tips(advice.answering, word),
        star=_star(advice.star, language, word),
        questions_note=_questions_note(vacancy, interview, chosen),
        stories=STORIES,
        groups=_groups(chosen, language, word),
        questions_to_ask=tuple(
            QuestionToAsk(entry.id, word(entry.text), word(entry.why), word.optional(entry.follow_on))
            for entry in interview.questions_to_ask
        ),
        mock_run=_mock_run(advice.practice, language, word),
        follow_up=_tips(advice.follow_up, word),
        thank_you=_thank_you(advice.thank_you, word),
        on_the_day=_on_the_day(advice, word),
        sources=_sources(vacancy, interview, chosen),
    )


def _notes_key(vacancy: Vacancy) -> str:
    """Sheets that are opened as files share one store in some browsers: the key says whose, for what, and in which language.

    The number is the version of what is kept; a script that keeps it in another way takes the next.
    """
    subject = vacancy.role.id if vacancy.is_sample else vacancy.opening.id
    return "/".join(("prep-sheet", "1", vacancy.employer.name, subject, vacancy.language.tag))


def _chosen(vacancy: Vacancy, interview: Interview) -> tuple[tuple[Question, CandidateNotes], ...]:
    """The questions to practice, each with the candidate's side, in the order in which a kit asks."""
    bank = available_questions(interview, vacancy.shared)
    kept_back = _kept_back(vacancy, interview)
    kinds = list(QuestionKind)
    ordered = sorted(bank, key=lambda question: kinds.index(question.kind))  # stable: file order within a kind
    return tuple(
        (question, question.candidate)
        for question in ordered
        if question.candidate is not None and question.id not in kept_back
    )


def _keeps_back(vacancy: Vacancy) -> bool:
    return not vacancy.is_sample and not vacancy.opening.share_questions


def _kept_back(vacancy: Vacancy, interview: Interview) -> frozenset[str]:
    """The ids of the questions that candidates must not know beforehand: those of the opening's kit."""
    if not _keeps_back(vacancy):
        return frozenset()
    return frozenset(planned(vacancy, interview).questions)


def _questions_note(
    vacancy: Vacancy, interview: Interview, chosen: tuple[tuple[Question, CandidateNotes], ...]
) -> str | None:
    if vacancy.is_sample:
        return None
    if _keeps_back(vacancy):
        return vacancy.language("prep.questions.left_out")
    is_whole_bank = len(chosen) == len(available_questions(interview, vacancy.shared))
    return vacancy.language("prep.questions.shared") if is_whole_bank else None


def _groups(
    chosen: tuple[tuple[Question, CandidateNotes], ...], language: Language, word: Wording
) -> tuple[QuestionGroup, ...]:
    """The questions by kind; kinds without a question are left out."""
    by_kind: dict[QuestionKind, list[PracticeQuestion]] = {}
    for number, (question, notes) in enumerate(chosen, 1):
        shown = PracticeQuestion(
            id=question.id,
            number=number,
            prompt=word(question.prompt),
            assesses=word(notes.assesses),
            approach=word.all(notes.approach),
            avoid=word.optional(notes.avoid),
            outline=_star(notes.outline, language, word),
            illustrative=notes.illustrative,
        )
        by_kind.setdefault(question.kind, []).append(shown)
    return tuple(
        QuestionGroup(language(f"prep.kind.{kind}"), language(f"prep.kind.{kind}.text"), tuple(questions))
        for kind, questions in by_kind.items()
    )


def _star(outline: StarOutline | None, language: Language, word: Wording) -> tuple[NamedText, ...]:
    """The four steps with their names, or nothing."""
    if outline is None:
        return ()
    steps = (
        ("situation", outline.situation),
        ("task", outline.task),
        ("action", outline.action),
        ("result", outline.result),
    )
    return tuple(NamedText(language(f"prep.star.{name}"), word(text)) for name, text in steps)


def _summary(vacancy: Vacancy, word: Wording) -> tuple[str, ...]:
    role = vacancy.role
    texts = (role.summary, role.pitch.objective if role.pitch else None)
    return tuple(word(text) for text in texts if text)


def _duties(vacancy: Vacancy) -> tuple[Statement, ...]:
    return vacancy.role.responsibilities[:MAIN_DUTIES]


def _glance(vacancy: Vacancy) -> tuple[str, ...]:
    """The interview in a few sentences. How many interviewers there are, only an opening knows."""
    language, slot = vacancy.language, vacancy.opening.interview
    panel = () if vacancy.is_sample else (language("prep.glance.panel", count=slot.panel),)
    return (
        language("prep.glance.minutes", count=slot.minutes),
        *panel,
        language("prep.glance.same"),
        language("prep.glance.notes"),
        language("prep.glance.your_turn"),
    )


def _tips(items: Iterable[ChecklistItem], word: Wording) -> tuple[Tip, ...]:
    return tuple(Tip(item.id, word(item.text), word.optional(item.why)) for item in items)


def _mock_run(practice: Practice | None, language: Language, word: Wording) -> MockRun | None:
    if practice is None:
        return None
    steps, start = [], 0
    for step in practice.steps:
        span = language("prep.span", start=start, end=start + step.minutes)
        steps.append(MockStep(step.id, span, word(step.name), word(step.text), step.minutes))
        start += step.minutes
    return MockRun(practice.minutes, tuple(steps))


def _thank_you(note: ThankYouNote | None, word: Wording) -> Note | None:
    if note is None:
        return None
    return Note(word(note.subject), tuple(word(line.text) for line in note.body))


def _on_the_day(advice: Advice, word: Wording) -> tuple[str, ...]:
    known = {item.id: item for item in (*advice.communication, *advice.answering)}
    return tuple(word(known[name].text) for name in ON_THE_DAY if name in known)


def _sources(
    vacancy: Vacancy, interview: Interview, chosen: tuple[tuple[Question, CandidateNotes], ...]
) -> tuple[SourceNote, ...]:
    """The sources of what the sheet says, in the order in which it says it."""
    used = _used(vacancy, interview, chosen)
    known = (vacancy.role.sources, interview.sources, vacancy.shared.sources, vacancy.advice.sources)
    return source_notes(vacancy, used, *known)


def _used(vacancy: Vacancy, interview: Interview, chosen: tuple[tuple[Question, CandidateNotes], ...]) -> Iterator[str]:
    advice = vacancy.advice
    said: tuple[Statement, ...] = (
        *_duties(vacancy),
        *vacancy.role.qualifications.required,
        *advice.research,
        *advice.description,
        *advice.documents,
        *advice.dress,
        *advice.communication,
        *advice.answering,
        *advice.follow_up,
    )
    for statement in said:
        yield from statement.sources
    for question, notes in chosen:
        yield from question.sources
        for line in notes.approach:
            yield from line.sources
    for entry in interview.questions_to_ask:
        yield from entry.sources

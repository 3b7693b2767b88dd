"""The interview of an opening as its page shows it: which questions in which order, their minutes, and what they cover."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from hiring.documents.page import Wording
from hiring.editing import edited
from hiring.editing.changes import Change, Remove
from hiring.errors import ContentError
from hiring.interviewing import (
    DoesNotFitError,
    Plan,
    SegmentKind,
    assessed_competencies,
    available_questions,
    plan,
    question_minutes,
)
from hiring.language import Language
from hiring.library import Library, Vacancy, posting_title
from hiring.model.interview import Interview, Question
from hiring.model.opening import InterviewSlot
from hiring.source import load
from hiring.studio import findings
from hiring.studio.drafts import Draft
from hiring.studio.entries import Field, Given, Kind, changes, reordered, shown
from hiring.studio.files import LanguageFiles, files_of
from hiring.studio.findings import Said
from hiring.studio.frame import Frame, Named
from hiring.studio.naming import Names
from hiring.studio.opening_choices import default_shown
from hiring.studio.opening_fields import FIELDS as OPENING_FIELDS
from hiring.studio.opening_fields import HINTS, ORDER
from hiring.studio.opening_form import FieldPart

QUESTIONS: Final = Field("interview.questions", ("interview", "questions"), Kind.ORDER)
"""The ids of the questions in the order of asking; none when the kit chooses."""
SLOT: Final = tuple(field for field in OPENING_FIELDS if field.name in ("interview.minutes", "interview.panel"))
FIELDS: Final = (*SLOT, QUESTIONS)
KITS_CHOICE: Final = "kit.questions"
"""The form's field that has what the kit has chosen: where somebody begins who wants to choose."""
OWN, KIT, UP, DOWN = "own", "kit", "up", "down"
"""What the form's field ``do`` says when the choice is to become one's own or the kit's, or a question to move."""
_DOCUMENT: Final = "interview-kit"


@dataclass(frozen=True)
class QuestionPart:
    """A question that can be asked. ``minutes`` are those in the plan, with the notes; ``number`` is 0 for one not asked."""

    id: str
    number: int
    prompt: str
    kind: str
    minutes: int
    competencies: str


@dataclass(frozen=True)
class Covered:
    """A competency, and the numbers of the questions that assess it; ``times`` is 0 for one that none does."""

    name: str
    times: int
    numbers: str


@dataclass(frozen=True)
class Part:
    """A part of the interview, from which minute on."""

    kind: str
    start: int
    minutes: int


@dataclass(frozen=True)
class Share:
    """The minutes of all parts of one kind."""

    kind: str
    minutes: int


@dataclass(frozen=True)
class Timing:
    """The minutes of the plan against those of the slot; ``over`` says by how many it does not fit."""

    slot: int
    used: int
    left: int
    over: int
    parts: tuple[Part, ...]
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Choice:
    """What is asked. ``words`` is the language of the questions, which need not be that of the page."""

    words: Named
    is_own: bool
    asked: tuple[QuestionPart, ...]
    others: tuple[QuestionPart, ...]
    covered: tuple[Covered, ...]
    timing: Timing


@dataclass(frozen=True)
class InterviewForm:
    """The page. Without a ``choice`` something else is to be mended first, or the role has no interview.

    ``moved`` says what has just been done to a question.
    """

    frame: Frame
    seal: str
    title: str
    draft: Draft
    fields: tuple[FieldPart, ...]
    said: tuple[Said, ...]
    others: tuple[Said, ...]
    choice: Choice | None
    files: tuple[LanguageFiles, ...]
    moved: str


def build(
    library: Library,
    draft: Draft,
    content: bytes,
    language: Language,
    given: Given,
    *,
    frame: Frame,
    seal: str,
) -> InterviewForm:
    """The page for an opening of a library, which has it as the form says it: ``content``."""
    data = _mapping(load(content, "").data)
    found = findings.problems_of(library, draft.opening_id, language, FIELDS)
    values = shown(FIELDS, data) | {name: tuple(each) for name, each in given.items()}
    vacancy = vacancy_of(library, draft.opening_id, content, language)
    choice = _choice(vacancy, data, language) if vacancy is not None else None
    return InterviewForm(
        frame=frame,
        seal=seal,
        title=_title(vacancy) if vacancy is not None else Names(library, language).opening(draft.opening_id),
        draft=draft,
        fields=tuple(_field(field, values, found.by_field.get(field.name, ()), language) for field in SLOT),
        said=found.by_field.get(QUESTIONS.name, ()),
        others=found.others,
        choice=choice,
        files=tuple(files_of(library, draft.opening_id, draft.digest, _DOCUMENT))
        if found.is_sound and choice is not None
        else (),
        moved=_moved(choice, given, language),
    )


def _title(vacancy: Vacancy) -> str:
    return posting_title(vacancy.opening, vacancy.role, vacancy.market)


def wanted_changes(sent: Given, content: bytes) -> list[Change]:
    """The changes of an opening's file after which it says what the form says. A question moves with its comments."""
    data = load(content, "").data
    before = QUESTIONS.shown(data)
    after = QUESTIONS.value(sent.get(QUESTIONS.name, before), before) or ()
    moves = reordered(QUESTIONS.path, before, after)
    return [*moves, *changes(FIELDS, sent, data, ORDER)]


def stepped(sent: Given) -> Given:
    """What a form says after the button that was pressed: ``do`` is one of the four words, with the question that moves."""
    step, _, name = next(iter(sent.get("do", ())), "").partition(":")
    chosen = [each for each in sent.get(QUESTIONS.name, ()) if each]
    if step == OWN:
        return {**sent, QUESTIONS.name: list(sent.get(KITS_CHOICE, ()))}
    if step == KIT:
        return {**sent, QUESTIONS.name: [""]}
    if step not in (UP, DOWN) or name not in chosen:
        return sent
    place = chosen.index(name)
    chosen.insert(max(place + (-1 if step == UP else 1), 0), chosen.pop(place))
    return {**sent, QUESTIONS.name: chosen}


def vacancy_of(library: Library, opening_id: str, content: bytes, language: Language) -> Vacancy | None:
    """The vacancy apart from what its file says of the interview, in a language or else in the first of its own.

    None where something is wrong with it; the page says what.
    """
    data = _mapping(load(content, "").data)
    apart = edited(content, [Remove(("interview",))]) if "interview" in data else content
    without = library.with_opening(opening_id, apart)
    try:
        own = without.opening(opening_id).languages
    except ContentError:
        return None
    for tag in dict.fromkeys((language.tag, *own)):
        try:
            return without.vacancy(opening_id, tag)
        except ContentError:
            continue  # said in the list of what is to be mended
    return None


def prompts(vacancy: Vacancy | None) -> dict[str, str]:
    """The questions that can be asked, by their ids."""
    if vacancy is None or vacancy.interview is None:
        return {}
    word = Wording(vacancy)
    return {question.id: word(question.prompt) for question in available_questions(vacancy.interview, vacancy.shared)}


def _mapping(data: Any) -> Mapping[str, Any]:
    return data if isinstance(data, dict) else {}


def _field(
    field: Field, values: Mapping[str, tuple[str, ...]], said: tuple[Said, ...], language: Language
) -> FieldPart:
    is_wrong = findings.is_wrong(said)
    return FieldPart(
        name=field.name,
        kind=field.kind.value,
        hint=field.name in HINTS,
        values=values.get(field.name, ()),
        options=(),
        said=said,
        is_shown=True,
        is_wrong=is_wrong,
        otherwise="" if any(values.get(field.name, ())) else default_shown(field, language),
    )


def _choice(vacancy: Vacancy, data: Mapping[str, Any], language: Language) -> Choice | None:
    if vacancy.interview is None:
        return None
    interview, shared = vacancy.interview, vacancy.shared
    known = {question.id: question for question in available_questions(interview, shared)}
    slot = _slot(_mapping(data.get("interview")))
    chosen = tuple(name for name in slot.questions if name in known)
    planned = _planned(vacancy, interview, slot.minutes, chosen)
    numbers = {name: number for number, name in enumerate(planned.questions, 1)}
    parts = {name: _question(vacancy, question, numbers.get(name, 0), language) for name, question in known.items()}
    return Choice(
        words=Named.of(vacancy.language),
        is_own=bool(chosen),
        asked=tuple(parts[name] for name in planned.questions),
        others=tuple(part for part in parts.values() if not part.number),
        covered=tuple(_covered(vacancy, interview, [known[name] for name in planned.questions])),
        timing=_timing(planned, slot.minutes),
    )


def _slot(given: Mapping[str, Any]) -> InterviewSlot:
    """What the file says of the interview, as far as it is sound; what is not is said at its field."""
    sound: dict[str, Any] = {}
    for name in InterviewSlot.model_fields:
        try:
            InterviewSlot.model_validate({name: given[name]})
        except (KeyError, ValidationError):
            continue
        sound[name] = given[name]
    return InterviewSlot.model_validate(sound)


def _planned(vacancy: Vacancy, interview: Interview, minutes: int, chosen: Sequence[str]) -> Plan:
    """The plan for a slot, or for the least that would do."""
    try:
        return plan(interview, vacancy.shared, minutes, chosen)
    except DoesNotFitError as error:
        return plan(interview, vacancy.shared, error.needed, chosen)


def _question(vacancy: Vacancy, question: Question, number: int, language: Language) -> QuestionPart:
    names = _names(vacancy)
    return QuestionPart(
        id=question.id,
        number=number,
        prompt=Wording(vacancy)(question.prompt),
        kind=language(f"kit.kind.{question.kind}"),
        minutes=question_minutes(question, vacancy.shared.slot),
        competencies=vacancy.language.listing([names[name] for name in question.competencies]),
    )


def _names(vacancy: Vacancy) -> dict[str, str]:
    """The names of competencies; the role's own stand before shared ones of the same id."""
    own = vacancy.interview.competencies if vacancy.interview is not None else ()
    return {each.id: each.name for each in (*vacancy.shared.competencies, *own)}


def _covered(vacancy: Vacancy, interview: Interview, asked: Sequence[Question]) -> Iterator[Covered]:
    names, language = _names(vacancy), vacancy.language
    for name in assessed_competencies(interview, vacancy.shared):
        numbers = [number for number, question in enumerate(asked, 1) if name in question.competencies]
        yield Covered(names[name], len(numbers), language.listing([language.number(number) for number in numbers]))


def _timing(planned: Plan, slot: int) -> Timing:
    parts = tuple(Part(segment.kind.value, segment.start, segment.minutes) for segment in planned.segments)
    kinds = dict.fromkeys(part.kind for part in parts)
    shares = tuple(Share(kind, sum(part.minutes for part in parts if part.kind == kind)) for kind in kinds)
    used = sum(part.minutes for part in parts if part.kind != SegmentKind.RESERVE)
    return Timing(slot, used, max(slot - used, 0), max(used - slot, 0), parts, shares)


def _moved(choice: Choice | None, given: Given, language: Language) -> str:
    step, _, name = next(iter(given.get("do", ())), "").partition(":")
    if choice is None or step not in (UP, DOWN):
        return ""
    number = next((part.number for part in choice.asked if part.id == name), 0)
    return language("studio.interview.moved", number=number, count=len(choice.asked)) if number else ""

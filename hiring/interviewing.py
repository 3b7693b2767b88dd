"""An interview and its minutes -> a plan that fits the slot and assesses every competency. Pure and deterministic."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from hiring.errors import Finding, unknown_id
from hiring.model.interview import Interview, Question, QuestionKind, SharedInterview, Slot
from hiring.model.opening import InterviewSlot

_KIND_ORDER = {kind: position for position, kind in enumerate(QuestionKind)}


class SegmentKind(StrEnum):
    """The parts of an interview."""

    OPENING = "opening"
    QUESTION = "question"
    CANDIDATE_QUESTIONS = "candidate-questions"
    RESERVE = "reserve"
    CLOSING = "closing"


@dataclass(frozen=True)
class Segment:
    """One part of the plan. ``start`` and ``minutes`` are in minutes; ``question`` is an id."""

    kind: SegmentKind
    start: int
    minutes: int
    question: str | None = None


@dataclass(frozen=True)
class Plan:
    """The parts of an interview in order; their minutes add up to ``minutes``."""

    minutes: int
    segments: tuple[Segment, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the questions, in the order in which they are asked."""
        return tuple(segment.question for segment in self.segments if segment.question is not None)


class DoesNotFitError(Exception):
    """The interview cannot be planned as asked. ``needed`` is the least number of minutes that would do."""

    def __init__(self, minutes: int, needed: int) -> None:
        self.minutes, self.needed = minutes, needed
        super().__init__(f"{needed} minutes needed, {minutes} given")


def available_questions(interview: Interview, shared: SharedInterview) -> tuple[Question, ...]:
    """The questions that a kit may ask: the shared ones that the role names, then the role's own; file order."""
    named = set(interview.shared_questions)
    return tuple(question for question in shared.questions if question.id in named) + interview.questions


def assessed_competencies(interview: Interview, shared: SharedInterview) -> tuple[str, ...]:
    """The ids of the competencies that the interview assesses: the role's own, then the shared ones it uses."""
    used = {name for question in available_questions(interview, shared) for name in question.competencies}
    own = tuple(competency.id for competency in interview.competencies)
    return own + tuple(c.id for c in shared.competencies if c.id in used and c.id not in own)


def plan(interview: Interview, shared: SharedInterview, minutes: int, chosen: Sequence[str] = ()) -> Plan:
    """The plan for a slot of ``minutes`` minutes.

    With ``chosen`` (ids of available questions) those are asked in that order, no others. Otherwise every competency is
    assessed, then the rest of the time goes to kinds of question not asked yet and to the competencies assessed least; ties
    go by file order, and the kinds are asked in theirs. Raises ``DoesNotFitError``.
    """
    questions = available_questions(interview, shared)
    free = minutes - _fixed_minutes(shared.slot)
    if chosen:
        known = {question.id: question for question in questions}
        asked = [known[name] for name in dict.fromkeys(chosen)]
        needed = sum(question_minutes(question, shared.slot) for question in asked)
        if needed > free:
            raise DoesNotFitError(minutes, minutes - free + needed)
        return _lay_out(asked, shared.slot, minutes)
    selected = _select(questions, assessed_competencies(interview, shared), shared.slot, free, minutes)
    position = {question.id: index for index, question in enumerate(questions)}
    ordered = sorted(selected, key=lambda question: (_KIND_ORDER[question.kind], position[question.id]))
    return _lay_out(ordered, shared.slot, minutes)


def plan_findings(slot: InterviewSlot, interview: Interview, shared: SharedInterview) -> list[Finding]:
    """What is wrong with the interview that an opening asks for: findings in the opening's file."""
    known = {question.id: question for question in available_questions(interview, shared)}
    findings = []
    for index, name in enumerate(slot.questions):
        if name not in known:
            path = ("interview", "questions", index)
            findings.append(unknown_id("question", name, path, known))
    if findings:
        return findings
    if slot.questions:
        asked = {c for name in slot.questions for c in known[name].competencies}
        missed = [name for name in assessed_competencies(interview, shared) if name not in asked]
        if missed:
            rule, values = "interview.choice_uncovered", {"competencies": ", ".join(missed)}
            findings.append(Finding(rule, ("interview", "questions"), values, rule))
    try:
        plan(interview, shared, slot.minutes, slot.questions)
    except DoesNotFitError as error:
        values = {"minutes": str(error.minutes), "needed": str(error.needed)}
        findings.append(Finding("interview.does_not_fit", ("interview", "minutes"), values, "interview.does_not_fit"))
    return findings


def _fixed_minutes(slot: Slot) -> int:
    return slot.opening + slot.candidate_questions + slot.closing


def question_minutes(question: Question, slot: Slot) -> int:
    """The minutes that a question takes in a plan: its own, and those to write notes."""
    return question.minutes + slot.notes


def _select(
    questions: Sequence[Question], competencies: Sequence[str], slot: Slot, free: int, minutes: int
) -> list[Question]:
    """Questions for ``free`` minutes that assess every competency, in the order of choosing."""
    bit = {name: 1 << position for position, name in enumerate(competencies)}
    masks = {question.id: sum(bit[name] for name in set(question.competencies)) for question in questions}
    least_cover = _least_cover([(masks[question.id], question_minutes(question, slot)) for question in questions])
    everything = (1 << len(competencies)) - 1
    least = least_cover(everything)
    if least is None or least > free:
        raise DoesNotFitError(minutes, minutes - free + (least or 0))
    selected: list[Question] = []
    waiting = list(questions)
    uncovered, left = everything, free
    while True:
        fitting = []
        for question in waiting:
            rest = least_cover(uncovered & ~masks[question.id])
            if rest is not None and question_minutes(question, slot) + rest <= left:
                fitting.append(question)
        if not fitting:
            return selected
        best = min(fitting, key=lambda question: _preference(question, selected, masks[question.id] & uncovered))
        selected.append(best)
        waiting = [question for question in waiting if question is not best]
        uncovered &= ~masks[best.id]
        left -= question_minutes(best, slot)


def _preference(question: Question, selected: Sequence[Question], newly_covered: int) -> tuple[bool, int, float]:
    """Lower is better: a kind not asked yet, many competencies not assessed yet, competencies assessed seldom."""
    kinds = {other.kind for other in selected}
    times = [sum(name in other.competencies for other in selected) for name in question.competencies]
    return (question.kind in kinds, -newly_covered.bit_count(), sum(times) / len(times))


def _least_cover(questions: Sequence[tuple[int, int]]) -> Callable[[int], int | None]:
    """For any set of competencies, the least minutes in which questions assess all of it; None when none do.

    ``questions`` are pairs of competencies and minutes. The first competency of the set must be assessed by one of its
    questions, so only those are tried; sets that are reached several ways are weighed once.
    """

    @cache
    def least(wanted: int) -> int | None:
        if not wanted:
            return 0
        first = wanted & -wanted
        rests = [(cost, least(wanted & ~mask)) for mask, cost in questions if mask & first]
        return min((cost + rest for cost, rest in rests if rest is not None), default=None)

    return least


def _lay_out(questions: Sequence[Question], slot: Slot, minutes: int) -> Plan:
    asked = [(SegmentKind.QUESTION, question_minutes(question, slot), question.id) for question in questions]
    reserve = minutes - _fixed_minutes(slot) - sum(cost for _, cost, _ in asked)
    parts: list[tuple[SegmentKind, int, str | None]] = [(SegmentKind.OPENING, slot.opening, None), *asked]
    parts.append((SegmentKind.CANDIDATE_QUESTIONS, slot.candidate_questions, None))
    if reserve:
        parts.append((SegmentKind.RESERVE, reserve, None))
    parts.append((SegmentKind.CLOSING, slot.closing, None))
    segments, start = [], 0
    for kind, length, question in parts:
        segments.append(Segment(kind, start, length, question))
        start += length
    return Plan(minutes, tuple(segments))

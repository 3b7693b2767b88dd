"""The planner of interviews, by example. Any interview: ``tests/properties/test_planner.py``."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from hiring.interviewing import (
    DoesNotFitError,
    SegmentKind,
    assessed_competencies,
    available_questions,
    plan,
    plan_findings,
)
from hiring.library import Library
from hiring.model.interview import Competency, Interview, Question, QuestionKind, SharedInterview
from hiring.model.opening import InterviewSlot
from hiring.workspace import Workspace

FIXED = 4 + 5 + 2
"""Minutes of the slot below that no question takes."""


def competency(name: str) -> Competency:
    anchors = {"1": "a", "3": "b", "5": "c"}
    return Competency.model_validate({"id": name, "name": name, "definition": name, "anchors": anchors})


def question(name: str, competencies: str, minutes: int = 4, kind: str = "behavioral") -> Question:
    """A question; ``competencies`` are ids separated by spaces. It costs one minute more, for the notes."""
    return Question(
        id=name, kind=QuestionKind(kind), competencies=tuple(competencies.split()), minutes=minutes, prompt=name
    )


def interview_of(competencies: str, *questions: Question, shared: Sequence[str] = ()) -> Interview:
    own = tuple(competency(name) for name in competencies.split())
    return Interview(language="en", competencies=own, questions=questions, shared_questions=tuple(shared))


def shared_of(competencies: str = "", *questions: Question) -> SharedInterview:
    content: dict[str, Any] = {
        "language": "en",
        "slot": {"opening": 4, "notes": 1, "candidate_questions": 5, "closing": 2},
        "scale": {str(rating): "x" for rating in range(1, 6)},
        "scripts": {"opening": [{"id": "a", "text": "a"}], "closing": [{"id": "a", "text": "a"}]},
    }
    shared = SharedInterview.model_validate(content)
    own = tuple(competency(name) for name in competencies.split())
    return shared.model_copy(update={"competencies": own, "questions": questions})


def test_segments_follow_each_other_without_a_gap_and_fill_the_slot() -> None:
    planned = plan(interview_of("a", question("q", "a")), shared_of(), 30)
    assert [(part.kind, part.start, part.minutes, part.question) for part in planned.segments] == [
        (SegmentKind.OPENING, 0, 4, None),
        (SegmentKind.QUESTION, 4, 5, "q"),
        (SegmentKind.CANDIDATE_QUESTIONS, 9, 5, None),
        (SegmentKind.RESERVE, 14, 14, None),
        (SegmentKind.CLOSING, 28, 2, None),
    ]


def test_no_reserve_when_the_slot_is_full() -> None:
    planned = plan(interview_of("a", question("q", "a")), shared_of(), FIXED + 5)
    assert SegmentKind.RESERVE not in [part.kind for part in planned.segments]
    assert planned.segments[-1].start + planned.segments[-1].minutes == FIXED + 5


def test_one_minute_too_few_names_the_minutes_that_would_do() -> None:
    interview = interview_of("a b", question("q", "a"), question("r", "b", 3))
    with pytest.raises(DoesNotFitError) as caught:
        plan(interview, shared_of(), FIXED + 8)
    assert (caught.value.minutes, caught.value.needed) == (FIXED + 8, FIXED + 9)
    assert set(plan(interview, shared_of(), caught.value.needed).questions) == {"q", "r"}


def test_the_least_is_not_the_sum_of_the_cheapest_of_each() -> None:
    """A costly question on both beats the two cheap ones; choosing by price alone would not find it."""
    interview = interview_of(
        "a b", question("cheap-a", "a", 3), question("cheap-b", "b", 3), question("both", "a b", 5)
    )
    assert plan(interview, shared_of(), FIXED + 6).questions == ("both",)
    with pytest.raises(DoesNotFitError) as caught:
        plan(interview, shared_of(), FIXED + 5)
    assert caught.value.needed == FIXED + 6


def test_a_slot_without_room_for_any_question() -> None:
    with pytest.raises(DoesNotFitError) as caught:
        plan(interview_of("a", question("q", "a")), shared_of(), 5)
    assert caught.value.needed == FIXED + 5


def test_kinds_are_asked_in_their_order_and_within_a_kind_in_file_order() -> None:
    kinds = [kind.value for kind in QuestionKind]
    backwards = [question(f"{kind}-{number}", "a", 1, kind) for kind in reversed(kinds) for number in (2, 1)]
    planned = plan(interview_of("a", *backwards), shared_of(), 60)
    assert planned.questions == tuple(f"{kind}-{number}" for kind in kinds for number in (2, 1))


def test_shared_questions_come_before_the_roles_own_of_the_same_kind() -> None:
    shared = shared_of("", question("common", "a"), question("unnamed", "a"))
    interview = interview_of("a", question("own", "a"), shared=["common"])
    assert plan(interview, shared, 60).questions == ("common", "own")


def test_of_equal_questions_the_first_in_the_file_is_asked() -> None:
    for names in (("one", "two", "three"), ("three", "two", "one")):
        interview = interview_of("a", *(question(name, "a") for name in names))
        assert plan(interview, shared_of(), FIXED + 5).questions == (names[0],)


def test_time_left_goes_to_kinds_not_asked_yet() -> None:
    again = [question(f"behavioral-{number}", "a") for number in range(5)]
    others = [question(kind, "a", 4, kind) for kind in ("technical", "scenario", "general")]
    planned = plan(interview_of("a", *again, *others), shared_of(), FIXED + 20)
    assert planned.questions == ("general", "behavioral-0", "technical", "scenario")


def test_time_left_goes_to_the_competency_assessed_least() -> None:
    interview = interview_of(
        "a b", question("ab", "a b"), question("a1", "a"), question("a2", "a"), question("b1", "b")
    )
    planned = plan(interview, shared_of(), FIXED + 15)
    assert sorted(planned.questions) == ["a1", "ab", "b1"]


def test_every_competency_is_assessed_before_kinds_are_spread() -> None:
    spread = [question(f"a-{kind.value}", "a", 4, kind.value) for kind in QuestionKind]
    planned = plan(interview_of("a b", *spread, question("b", "b")), shared_of(), FIXED + 10)
    assert "b" in planned.questions


def test_a_fixed_choice_is_asked_in_its_own_order_and_nothing_else() -> None:
    questions = [
        question(name, "a", kind=kind) for name, kind in (("p", "scenario"), ("q", "general"), ("r", "general"))
    ]
    for chosen in (("p", "r"), ("r", "p")):
        planned = plan(interview_of("a", *questions), shared_of(), 60, chosen)
        assert planned.questions == chosen
    assert sum(part.minutes for part in planned.segments) == 60


def test_a_fixed_choice_that_does_not_fit_needs_its_own_minutes() -> None:
    questions = [question(name, "a", 10) for name in "pqr"]
    with pytest.raises(DoesNotFitError) as caught:
        plan(interview_of("a", *questions), shared_of(), 30, ["p", "q"])
    assert caught.value.needed == FIXED + 22


def test_a_shared_competency_counts_only_when_a_question_of_this_interview_assesses_it() -> None:
    shared = shared_of("s unused", question("common", "s"), question("other", "unused"))
    interview = interview_of("a", question("own", "a"), shared=["common"])
    assert assessed_competencies(interview, shared) == ("a", "s")
    assert [one.id for one in available_questions(interview, shared)] == ["common", "own"]
    assert set(plan(interview, shared, FIXED + 10).questions) == {"common", "own"}


def test_as_many_competencies_as_both_files_may_hold_are_planned_at_once() -> None:
    """Twelve of the role and twelve shared ones: a table of all their combinations would have 16 million rows."""
    own, common = [f"own-{number}" for number in range(12)], [f"common-{number}" for number in range(12)]
    shared = shared_of(" ".join(common), *(question(f"q-{name}", name, 1) for name in common))
    asked = [question(f"q-{name}", name, 1) for name in own]
    interview = interview_of(" ".join(own), *asked, shared=[f"q-{name}" for name in common])
    started = time.perf_counter()
    assert len(plan(interview, shared, 60).questions) == 24
    with pytest.raises(DoesNotFitError) as caught:
        plan(interview, shared, 45)
    assert caught.value.needed == FIXED + 48
    assert time.perf_counter() - started < 2


def test_findings_for_a_choice_name_what_is_unknown_and_nothing_else() -> None:
    interview = interview_of("a", question("delayed-referral", "a"))
    found = plan_findings(InterviewSlot(questions=("delayed-referal", "delayed-referral")), interview, shared_of())
    assert [(one.rule, one.path, one.values["suggestion"]) for one in found] == [
        ("id.unknown_question", ("interview", "questions", 0), "delayed-referral")
    ]


def test_findings_for_a_choice_name_competencies_that_it_leaves_out() -> None:
    interview = interview_of("a b c", question("q", "a"), question("r", "b c"))
    found = plan_findings(InterviewSlot(questions=("q",)), interview, shared_of())
    assert [(one.rule, one.path, one.values) for one in found] == [
        ("interview.choice_uncovered", ("interview", "questions"), {"competencies": "b, c"})
    ]


def test_findings_for_a_short_slot_name_the_minutes_needed() -> None:
    interview = interview_of("a", question("q", "a", 20))
    found = plan_findings(InterviewSlot(minutes=15), interview, shared_of())
    assert [(one.rule, one.path, one.values) for one in found] == [
        ("interview.does_not_fit", ("interview", "minutes"), {"minutes": "15", "needed": str(FIXED + 21)})
    ]
    assert plan_findings(InterviewSlot(minutes=FIXED + 21), interview, shared_of()) == []


@pytest.mark.parametrize("minutes", [45, 60, 90])
def test_the_shipped_interview_is_planned_to_the_slot(minutes: int, tmp_path: Path) -> None:
    library = Library(Workspace.at(tmp_path))
    interview, shared = library.interview("referral-coordinator", "en"), library.shared("en")
    assert interview is not None
    planned = plan(interview, shared, minutes)
    by_id = {one.id: one for one in available_questions(interview, shared)}
    asked = [by_id[name] for name in planned.questions]
    assert {name for one in asked for name in one.competencies} == set(assessed_competencies(interview, shared))
    assert sum(part.minutes for part in planned.segments) == minutes
    assert len({one.kind for one in asked}) >= 4

"""Any small interview: the plan against a search through every choice of questions."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hiring.interviewing import DoesNotFitError, SegmentKind, plan
from hiring.model.interview import Competency, Interview, Question, QuestionKind, SharedInterview

NAMES = ("a", "b", "c", "d", "e")
ANCHORS = {"1": "x", "3": "y", "5": "z"}


@dataclass(frozen=True)
class Case:
    """An interview, what is shared, and the minutes of the slot; every competency has a question."""

    interview: Interview
    shared: SharedInterview
    minutes: int

    @property
    def fixed(self) -> int:
        slot = self.shared.slot
        return slot.opening + slot.candidate_questions + slot.closing

    def cost(self, *questions: Question) -> int:
        return sum(question.minutes + self.shared.slot.notes for question in questions)

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.shared.questions + self.interview.questions

    def least(self) -> int:
        """The fewest minutes of a slot in which every competency is assessed: every choice is tried."""
        needed = {name for question in self.questions for name in question.competencies}
        return self.fixed + min(
            self.cost(*choice)
            for size in range(1, len(self.questions) + 1)
            for choice in combinations(self.questions, size)
            if {name for question in choice for name in question.competencies} == needed
        )


def questions(prefix: str, most: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    one = st.fixed_dictionaries(
        {
            "kind": st.sampled_from([kind.value for kind in QuestionKind]),
            "competencies": st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
            "minutes": st.integers(1, 9),
        }
    )
    many = st.lists(one, max_size=most)
    return many.map(lambda found: [{"id": f"{prefix}{i}", "prompt": "p", **item} for i, item in enumerate(found)])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    own, common = draw(questions("own-", 6)), draw(questions("common-", 3))
    used = sorted({name for question in (*own, *common) for name in question["competencies"]})
    assume(used)
    of_role = set(draw(st.lists(st.sampled_from(used), unique=True)))
    competencies = {
        name: Competency.model_validate({"id": name, "name": name, "definition": name, "anchors": ANCHORS})
        for name in used
    }
    minutes = st.integers(1, 8)
    slot = {"opening": draw(minutes), "candidate_questions": draw(minutes), "closing": draw(minutes)}
    content = {
        "language": "en",
        "slot": {**slot, "notes": draw(st.integers(0, 2))},
        "scale": {str(rating): "x" for rating in range(1, 6)},
        "scripts": {"opening": [{"id": "a", "text": "a"}], "closing": [{"id": "a", "text": "a"}]},
        "questions": common,
        "competencies": [competencies[name] for name in used if name not in of_role],
    }
    interview = {
        "language": "en",
        "questions": own,
        "shared_questions": [question["id"] for question in common],
        "competencies": [competencies[name] for name in used if name in of_role],
    }
    return Case(Interview.model_validate(interview), SharedInterview.model_validate(content), draw(st.integers(1, 80)))


@settings(max_examples=120, deadline=None)
@given(cases())
def test_a_plan_is_found_whenever_there_is_one_and_else_the_least_minutes_are_named(case: Case) -> None:
    least = case.least()
    if case.minutes < least:
        with pytest.raises(DoesNotFitError) as caught:
            plan(case.interview, case.shared, case.minutes)
        assert (caught.value.minutes, caught.value.needed) == (case.minutes, least)
        assert plan(case.interview, case.shared, least).minutes == least
        return
    planned = plan(case.interview, case.shared, case.minutes)
    asked = [question for question in case.questions if question.id in planned.questions]
    needed = {name for question in case.questions for name in question.competencies}
    assert {name for question in asked for name in question.competencies} == needed


@settings(max_examples=120, deadline=None)
@given(cases())
def test_a_plan_adds_up_asks_nothing_twice_and_is_always_the_same(case: Case) -> None:
    assume(case.minutes >= case.least())
    planned = plan(case.interview, case.shared, case.minutes)
    assert sum(part.minutes for part in planned.segments) == case.minutes
    ends = [part.start + part.minutes for part in planned.segments]
    assert [part.start for part in planned.segments] == [0, *ends[:-1]]
    assert all(part.minutes > 0 for part in planned.segments)
    assert len(set(planned.questions)) == len(planned.questions)
    by_id = {question.id: question for question in case.questions}
    for part in planned.segments:
        assert (part.kind is SegmentKind.QUESTION) == (part.question is not None)
        if part.question is not None:
            assert part.minutes == case.cost(by_id[part.question])
    places = [(list(QuestionKind).index(by_id[n].kind), list(by_id).index(n)) for n in planned.questions]
    assert places == sorted(places)
    assert plan(case.interview, case.shared, case.minutes) == planned


@settings(max_examples=60, deadline=None)
@given(cases())
def test_the_reserve_is_too_short_for_any_other_question(case: Case) -> None:
    assume(case.minutes >= case.least())
    planned = plan(case.interview, case.shared, case.minutes)
    reserve = sum(part.minutes for part in planned.segments if part.kind is SegmentKind.RESERVE)
    left_out = [question for question in case.questions if question.id not in planned.questions]
    assert all(case.cost(question) > reserve for question in left_out)


@settings(max_examples=60, deadline=None)
@given(cases(), st.data())
def test_a_fixed_choice_is_all_that_is_asked(case: Case, data: st.DataObject) -> None:
    names = [question.id for question in case.questions]
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    needed = case.fixed + case.cost(*(question for question in case.questions if question.id in chosen))
    if needed > case.minutes:
        with pytest.raises(DoesNotFitError) as caught:
            plan(case.interview, case.shared, case.minutes, chosen)
        assert caught.value.needed == needed
    else:
        assert plan(case.interview, case.shared, case.minutes, chosen).questions == tuple(chosen)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(list(QuestionKind)), min_size=1, max_size=9), st.integers(1, 9))
def test_equal_questions_are_spread_over_as_many_kinds_as_fit(kinds: list[QuestionKind], room: int) -> None:
    asked = [
        {"id": f"q{i}", "kind": kind, "competencies": ["a"], "minutes": 1, "prompt": "p"}
        for i, kind in enumerate(kinds)
    ]
    one = {"id": "a", "name": "a", "definition": "a", "anchors": ANCHORS}
    interview = Interview.model_validate({"language": "en", "questions": asked, "competencies": [one]})
    content = {
        "language": "en",
        "slot": {"opening": 1, "notes": 0, "candidate_questions": 1, "closing": 1},
        "scale": {str(rating): "x" for rating in range(1, 6)},
        "scripts": {"opening": [{"id": "a", "text": "a"}], "closing": [{"id": "a", "text": "a"}]},
    }
    planned = plan(interview, SharedInterview.model_validate(content), 3 + room)
    found = {question.kind for question in interview.questions if question.id in planned.questions}
    assert len(found) == min(room, len(set(kinds)))

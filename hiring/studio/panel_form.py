"""The ratings of a panel in the browser: who rates, each interviewer alone, then what they come to together.

Nothing of it is stored: the form holds it all, and sends it with every step. One step is shown at a time; the fields of the
others go along unseen, so that nobody sees the ratings of others before their own are finished.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hiring.documents.internal import AnchorSet, RatedCompetency, ScaleStep
from hiring.documents.scorecard_start import PanelForms
from hiring.language import Language
from hiring.library import Vacancy, posting_title
from hiring.ratings import (
    MOST_WEIGHT,
    Line,
    Panel,
    Rated,
    Weight,
    lines,
    open_gaps,
    weighted_mean,
)
from hiring.studio.entries import Given
from hiring.studio.frame import Frame, Named
from hiring.studio.panel_sent import FINISHED, GROUP, START, STEP, Sent

_OWN: Final = frozenset(("do", "seal", STEP, FINISHED))
"""Fields that each step writes anew."""


@dataclass(frozen=True)
class StepPart:
    """A step as the page leads to it. ``number`` is that of its interviewer, 0 for the others."""

    id: str
    number: int
    name: str
    is_current: bool
    is_finished: bool
    is_open: bool


@dataclass(frozen=True)
class PersonPart:
    """An interviewer by number; the name may be empty, ``shown`` never is."""

    number: int
    name: str
    shown: str


@dataclass(frozen=True)
class WeightPart:
    """The weight of a competency as it was typed, its share of all of them, and what is wrong with it."""

    id: str
    name: str
    typed: str
    share: str
    reason: str
    lacks_reason: bool
    is_wrong: bool


@dataclass(frozen=True)
class RatingPart:
    """A competency as one interviewer rates it; ``rating`` is 0 without one."""

    id: str
    competency: RatedCompetency
    anchors: AnchorSet
    questions: tuple[str, ...]
    rating: int
    evidence: str


@dataclass(frozen=True)
class SheetPart:
    """The sheet of the interviewer who rates now."""

    person: PersonPart
    ratings: tuple[RatingPart, ...]
    given: int


@dataclass(frozen=True)
class MarkPart:
    """What one interviewer has said of a competency; ``rating`` is 0 for one that is missing."""

    shown: str
    rating: int
    evidence: str


@dataclass(frozen=True)
class GroupPart:
    """A competency with all its ratings. Numbers are as the page writes them, empty where there is none."""

    id: str
    name: str
    weight: str
    marks: tuple[MarkPart, ...]
    rated: int
    mean: str
    spread: str
    is_apart: bool
    agreed: int
    evidence: str
    counts: str


@dataclass(frozen=True)
class ResultPart:
    """What the panel comes to for this candidate. ``total`` is empty as long as a competency has no rating."""

    lines: tuple[GroupPart, ...]
    total: str
    open_gaps: int
    gap: int
    is_uneven: bool


@dataclass(frozen=True)
class PanelView:
    """The page. ``words`` is the language of the interview; ``kept`` has the fields of the steps that are not shown."""

    frame: Frame
    seal: str
    opening_id: str
    title: str
    words: Named
    step: str
    steps: tuple[StepPart, ...]
    next_step: StepPart
    finished: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    is_fresh: bool
    candidate: str
    people: tuple[PersonPart, ...]
    weights: tuple[WeightPart, ...]
    has_own_weights: bool
    most_weight: int
    scale: tuple[ScaleStep, ...]
    sheet: SheetPart | None
    result: ResultPart | None
    retention: tuple[str, ...]


def build(vacancy: Vacancy, forms: PanelForms, sent: Sent, language: Language, *, frame: Frame, seal: str) -> PanelView:
    """The page for what was sent so far. ``forms`` are those of the kit."""
    panel, step = sent.panel(), sent.step()
    people = tuple(_person(number, name, language) for number, name in enumerate(panel.interviewers, 1))
    steps = tuple(_steps(sent, step, people))
    return PanelView(
        frame=frame,
        seal=seal,
        opening_id=vacancy.opening.id,
        title=posting_title(vacancy.opening, vacancy.role, vacancy.market),
        words=Named.of(vacancy.language),
        step=step,
        steps=steps,
        next_step=next((each for each in steps[1:] if not each.is_finished), steps[-1]),
        finished=sent.finished(),
        kept=tuple(_kept(sent.given, step)),
        is_fresh=not sent.given,
        candidate=panel.candidates[0].name,
        people=people,
        weights=tuple(_weights(forms, sent, panel, language)),
        has_own_weights=bool(sent.wrong_weights) or any(weight != Weight() for weight in panel.weights),
        most_weight=MOST_WEIGHT,
        scale=forms.scorecard.scale,
        sheet=_sheet(forms, sent, panel, people[int(step) - 1]) if step.isdecimal() else None,
        result=_Together(forms, sent, panel, people, language).result() if step == GROUP else None,
        retention=forms.retention,
    )


def _person(number: int, name: str, language: Language) -> PersonPart:
    return PersonPart(number, name, name or language("kit.field.interviewer_number", number=number))


def _steps(sent: Sent, step: str, people: Sequence[PersonPart]) -> Iterator[StepPart]:
    opened, finished = sent.open_steps(), sent.finished()
    yield StepPart(START, 0, "", step == START, is_finished=False, is_open=True)
    for person in people:
        name = str(person.number)
        yield StepPart(name, person.number, person.shown, step == name, name in finished, name in opened)
    yield StepPart(GROUP, 0, "", step == GROUP, is_finished=False, is_open=GROUP in opened)


def _kept(given: Given, step: str) -> Iterator[tuple[str, str]]:
    """The fields of the steps that are not shown."""
    for name, values in given.items():
        if name not in _OWN and not name.startswith(_shown_fields(step)):
            yield from ((name, value) for value in values if value)


def _shown_fields(step: str) -> tuple[str, ...]:
    """How the names of the fields begin that a step shows."""
    if step.isdecimal():
        return f"rating.{step}.", f"evidence.{step}."
    return {START: ("candidate", "interviewer.", "weight.", "reason."), GROUP: ("agreed.", "settled.")}.get(step, ())


def _weights(forms: PanelForms, sent: Sent, panel: Panel, language: Language) -> Iterator[WeightPart]:
    total = sum((weight.value for weight in panel.weights), Decimal(0))
    rows = zip(sent.competencies, forms.scorecard.competencies, panel.weights, strict=True)
    for name, competency, weight in rows:
        is_wrong = name in sent.wrong_weights
        yield WeightPart(
            id=name,
            name=competency.name,
            typed=sent.text("weight", name) if is_wrong else format(weight.value, "f"),
            share=language.percent(100 * weight.value / total, 1) if total else "",
            reason=weight.reason,
            lacks_reason=weight.lacks_reason and not is_wrong,
            is_wrong=is_wrong,
        )


def _sheet(forms: PanelForms, sent: Sent, panel: Panel, person: PersonPart) -> SheetPart:
    marks = panel.candidates[0].alone[person.number - 1]
    prompts = {row.number: row.prompt for row in forms.scorecard.rows}
    rows = zip(
        sent.competencies, forms.scorecard.competencies, forms.anchors, marks.ratings, marks.evidence, strict=True
    )
    ratings = tuple(
        RatingPart(name, competency, anchors, _prompts(competency, prompts), rating or 0, evidence)
        for name, competency, anchors, rating, evidence in rows
    )
    return SheetPart(person, ratings, marks.given)


def _prompts(competency: RatedCompetency, prompts: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(prompts[number] for number in competency.questions)


@dataclass(frozen=True)
class _Together:
    """What the members of a panel have said of the one candidate, each alone and together."""

    forms: PanelForms
    sent: Sent
    panel: Panel
    people: Sequence[PersonPart]
    language: Language

    @property
    def _rated(self) -> Rated:
        (rated,) = self.panel.candidates
        return rated

    def result(self) -> ResultPart:
        """What they come to."""
        found = lines(self._rated, self.forms.group.gap)
        total = weighted_mean(self.panel.weights, [line.counts for line in found])
        return ResultPart(
            lines=tuple(self._group(place, line) for place, line in enumerate(found)),
            total=self.language.number(total, 2) if total is not None else "",
            open_gaps=open_gaps(found, self._rated.agreed),
            gap=self.forms.group.gap,
            is_uneven=any(line.rated < len(self.people) for line in found),
        )

    def _group(self, place: int, line: Line) -> GroupPart:
        rated, language = self._rated, self.language
        return GroupPart(
            id=self.sent.competencies[place],
            name=self.forms.scorecard.competencies[place].name,
            weight=language.number(self.panel.weights[place].value, 2),
            marks=tuple(
                MarkPart(person.shown, marks.ratings[place] or 0, marks.evidence[place])
                for person, marks in zip(self.people, rated.alone, strict=True)
            ),
            rated=line.rated,
            mean=language.number(line.mean, 2) if line.mean is not None else "",
            spread=language.number(line.spread) if line.spread is not None else "",
            is_apart=line.is_apart,
            agreed=rated.agreed.ratings[place] or 0,
            evidence=rated.agreed.evidence[place],
            counts=language.number(line.counts, 2) if line.counts is not None else "",
        )

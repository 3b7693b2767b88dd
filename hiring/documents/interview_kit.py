"""The interview kit: what a hiring manager prints before a structured interview and fills in with a pen, or on screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hiring.documents.asking import planned as planned_interview
from hiring.documents.internal import (
    AnchorSet,
    AskedQuestion,
    GroupForm,
    RatedCompetency,
    RaterError,
    ScaleStep,
    Scorecard,
    ScorecardRow,
    UnusedQuestion,
)
from hiring.documents.page import (
    Context,
    NotApplicableError,
    Page,
    SourceNote,
    Wording,
    page_of,
    source_notes,
)
from hiring.documents.scorecard import workbook_of
from hiring.documents.scorecard_start import PanelForms
from hiring.interviewing import (
    Plan,
    Segment,
    SegmentKind,
    assessed_competencies,
    available_questions,
)
from hiring.language import Language
from hiring.library import Vacancy
from hiring.model.interview import Anchors, Competency, Interview, Question, Scale, ScriptLine
from hiring.model.money import Figure, Unit
from hiring.ratings import Panel
from hiring.workbook import Workbook

GAP = 2
"""Ratings of one question that lie this many points or more apart are discussed (structured-interview practice)."""
LEAST_COLUMNS = 2
"""Interviewers that the group form has room for at the least, so that a second one can join."""
ACCOMMODATION_ID = "accommodation"
"""The id of the script line that offers accommodations."""


@dataclass(frozen=True)
class PlanRow:
    """One part of the time plan. ``span`` is from which minute to which; ``target`` the id of its place in the kit."""

    span: str
    text: str
    minutes: int
    target: str | None


@dataclass(frozen=True)
class SpokenLine:
    """A line to read aloud; ``is_offer`` marks the offer of accommodations."""

    text: str
    is_offer: bool


@dataclass(frozen=True)
class ForbiddenTopic:
    """What may not be asked, the lawful wording beside it, and the law that says so."""

    topic: str
    text: str
    instead: str | None
    law: str | None


@dataclass(frozen=True)
class Evidence:
    """A published figure in words: what of, how much, which statistic, by whom and when."""

    label: str
    value: str
    kind: str
    source: str
    published: str
    note: str | None


@dataclass(frozen=True)
class InterviewKitView:
    """The kit. Every text is in the page's language; ``minutes`` is the length of the interview.

    ``workbook`` holds both forms for the whole panel, to fill in on screen; None where the context asks for none.
    """

    page: Page
    brief: tuple[str, ...]
    minutes: int
    notes_minutes: int
    panel: int
    time_plan: tuple[PlanRow, ...]
    competencies: tuple[RatedCompetency, ...]
    opening_minutes: int
    opening: tuple[SpokenLine, ...]
    accommodation: str | None
    questions: tuple[AskedQuestion, ...]
    candidate_minutes: int
    closing_minutes: int
    closing: tuple[SpokenLine, ...]
    market: str
    do_not_ask: tuple[ForbiddenTopic, ...]
    scorecard: Scorecard
    group: GroupForm
    rater_errors: tuple[RaterError, ...]
    evidence: tuple[Evidence, ...]
    evidence_note: str | None
    guidance: tuple[str, ...]
    retention: tuple[str, ...]
    other_questions: tuple[UnusedQuestion, ...]
    sources: tuple[SourceNote, ...]
    workbook: Workbook | None


def build(vacancy: Vacancy, context: Context) -> InterviewKitView:
    """The kit of a vacancy.

    Raises ``NotApplicableError`` for a role without an interview, and ``ContentError`` where the questions that the
    opening fixes (or the fewest that assess everything) do not fit its slot.
    """
    interview = _interview_of(vacancy)
    word, shared, market = Wording(vacancy), vacancy.shared, vacancy.market
    planned = planned_interview(vacancy, interview)
    forms = _panel_forms(vacancy, interview, planned, word)
    page = page_of(vacancy, context, "interview-kit")
    accommodation = vacancy.employer.statements.accommodation or market.statements.accommodation
    return InterviewKitView(
        page=page,
        brief=_brief(vacancy, word),
        minutes=planned.minutes,
        notes_minutes=shared.slot.notes,
        panel=vacancy.opening.interview.panel,
        time_plan=_time_plan(vacancy.language, planned, forms.questions),
        competencies=forms.scorecard.competencies,
        opening_minutes=shared.slot.opening,
        opening=_script(shared.scripts.opening, word),
        accommodation=word.optional(accommodation),
        questions=forms.questions,
        candidate_minutes=shared.slot.candidate_questions,
        closing_minutes=shared.slot.closing,
        closing=_script(shared.scripts.closing, word),
        market=market.name,
        do_not_ask=_forbidden(vacancy, word),
        scorecard=forms.scorecard,
        group=forms.group,
        rater_errors=_rater_errors(vacancy, word),
        evidence=_evidence(vacancy),
        evidence_note=shared.evidence_note,
        guidance=word.all(shared.guidance),
        retention=forms.retention,
        other_questions=_unused(vacancy, interview, planned, word),
        sources=_sources(vacancy, interview, planned),
        workbook=workbook_of(forms, page, vacancy.language) if context.has_workbook else None,
    )


def panel_forms(vacancy: Vacancy) -> PanelForms:
    """What the panel of a vacancy fills in. Raises as ``build`` does."""
    interview = _interview_of(vacancy)
    return _panel_forms(vacancy, interview, planned_interview(vacancy, interview), Wording(vacancy))


def panel_workbook(vacancy: Vacancy, context: Context, panel: Panel) -> Workbook:
    """The workbook of the kit with what a panel has filled in. Raises as ``build`` does."""
    return workbook_of(panel_forms(vacancy), page_of(vacancy, context, "interview-kit"), vacancy.language, panel)


def _interview_of(vacancy: Vacancy) -> Interview:
    if vacancy.interview is None:
        raise NotApplicableError("no_interview")
    return vacancy.interview


def _panel_forms(vacancy: Vacancy, interview: Interview, planned: Plan, word: Wording) -> PanelForms:
    """Everything that the forms of the panel rest on, on paper and in the workbook."""
    asked = _asked(vacancy, interview, planned, word)
    competencies = _rated(vacancy, interview, planned, word)
    return PanelForms(
        Scorecard(_scale(vacancy.shared.scale), _rows(asked), competencies),
        _group_form(vacancy, asked, competencies, word),
        _competency_anchors(vacancy, interview, word),
        asked,
        tuple(text for text in (vacancy.market.retention, vacancy.shared.retention) if text),
    )


def _forbidden(vacancy: Vacancy, word: Wording) -> tuple[ForbiddenTopic, ...]:
    return tuple(
        ForbiddenTopic(entry.topic, word(entry.text), word.optional(entry.instead), entry.law)
        for entry in vacancy.market.do_not_ask
    )


def _rater_errors(vacancy: Vacancy, word: Wording) -> tuple[RaterError, ...]:
    return tuple(RaterError(error.name, word(error.text), word(error.remedy)) for error in vacancy.shared.rating_errors)


def _brief(vacancy: Vacancy, word: Wording) -> tuple[str, ...]:
    role = vacancy.role
    texts = (role.summary, role.pitch.objective if role.pitch else None)
    return tuple(word(text) for text in texts if text)


def _asked(vacancy: Vacancy, interview: Interview, planned: Plan, word: Wording) -> tuple[AskedQuestion, ...]:
    language, shared = vacancy.language, vacancy.shared
    known = {question.id: question for question in available_questions(interview, shared)}
    competencies = _competencies(vacancy, interview)
    asked: list[AskedQuestion] = []
    for segment in planned.segments:
        if segment.question is None:
            continue
        question = known[segment.question]
        asked.append(
            AskedQuestion(
                number=len(asked) + 1,
                id=question.id,
                kind=language(f"kit.kind.{question.kind}"),
                competencies=language.listing([competencies[name].name for name in question.competencies]),
                prompt=word(question.prompt),
                minutes=segment.minutes,
                notes_minutes=shared.slot.notes,
                span=_span(language, segment),
                probes=word.all(question.probes),
                listen_for=word.all(question.interviewer.listen_for),
                red_flags=word.all(question.interviewer.red_flags),
                anchors=_anchors(question, competencies, word),
            )
        )
    return tuple(asked)


def _competencies(vacancy: Vacancy, interview: Interview) -> dict[str, Competency]:
    """The competencies by id; the role's own stand before shared ones of the same id."""
    return {entry.id: entry for entry in (*vacancy.shared.competencies, *interview.competencies)}


def _anchors(question: Question, competencies: dict[str, Competency], word: Wording) -> tuple[AnchorSet, ...]:
    """The question's own anchors, else those of each competency that it assesses."""
    if question.anchors:
        return (_anchor_set(None, question.anchors, word),)
    named = [competencies[name] for name in question.competencies]
    return tuple(_anchor_set(competency.name, competency.anchors, word) for competency in named)


def _anchor_set(competency: str | None, anchors: Anchors, word: Wording) -> AnchorSet:
    return AnchorSet(competency, word(anchors.one), word(anchors.three), word(anchors.five))


def _rated(vacancy: Vacancy, interview: Interview, planned: Plan, word: Wording) -> tuple[RatedCompetency, ...]:
    language = vacancy.language
    known = {question.id: question for question in available_questions(interview, vacancy.shared)}
    competencies = _competencies(vacancy, interview)
    rated = []
    for name in assessed_competencies(interview, vacancy.shared):
        numbers = tuple(
            number for number, asked in enumerate(planned.questions, 1) if name in known[asked].competencies
        )
        rated.append(
            RatedCompetency(
                name=competencies[name].name,
                definition=word(competencies[name].definition),
                questions=numbers,
                asked_in=language.listing([language.number(number) for number in numbers]),
            )
        )
    return tuple(rated)


def _competency_anchors(vacancy: Vacancy, interview: Interview, word: Wording) -> tuple[AnchorSet, ...]:
    """The anchors of every competency that the interview assesses, in the order of the scorecard."""
    competencies = _competencies(vacancy, interview)
    named = [competencies[name] for name in assessed_competencies(interview, vacancy.shared)]
    return tuple(_anchor_set(competency.name, competency.anchors, word) for competency in named)


def _time_plan(language: Language, planned: Plan, asked: tuple[AskedQuestion, ...]) -> tuple[PlanRow, ...]:
    by_id = {question.id: question for question in asked}
    rows = []
    for segment in planned.segments:
        if segment.question is not None:
            question = by_id[segment.question]
            text = language("kit.question.heading", number=question.number, prompt=question.prompt)
            target: str | None = f"question-{question.number}"
        else:
            text = language(f"kit.part.{segment.kind}")
            target = None if segment.kind is SegmentKind.RESERVE else str(segment.kind)
        rows.append(PlanRow(_span(language, segment), text, segment.minutes, target))
    return tuple(rows)


def _span(language: Language, segment: Segment) -> str:
    return language("kit.span", start=segment.start, end=segment.start + segment.minutes)


def _script(lines: Iterable[ScriptLine], word: Wording) -> tuple[SpokenLine, ...]:
    return tuple(SpokenLine(word(line.text), line.id == ACCOMMODATION_ID) for line in lines)


def _scale(scale: Scale) -> tuple[ScaleStep, ...]:
    names = (scale.one, scale.two, scale.three, scale.four, scale.five)
    return tuple(ScaleStep(rating, name) for rating, name in enumerate(names, 1))


def _rows(asked: tuple[AskedQuestion, ...]) -> tuple[ScorecardRow, ...]:
    return tuple(ScorecardRow(question.number, question.prompt, question.competencies) for question in asked)


def _group_form(
    vacancy: Vacancy, asked: tuple[AskedQuestion, ...], competencies: tuple[RatedCompetency, ...], word: Wording
) -> GroupForm:
    columns = max(vacancy.opening.interview.panel, LEAST_COLUMNS)
    return GroupForm(
        interviewers=tuple(range(1, columns + 1)),
        gap=GAP,
        rows=_rows(asked),
        competencies=competencies,
        steps=word.all(vacancy.shared.group_steps),
    )


def _unused(vacancy: Vacancy, interview: Interview, planned: Plan, word: Wording) -> tuple[UnusedQuestion, ...]:
    language, notes = vacancy.language, vacancy.shared.slot.notes
    return tuple(
        UnusedQuestion(
            question.id, word(question.prompt), language(f"kit.kind.{question.kind}"), question.minutes + notes
        )
        for question in available_questions(interview, vacancy.shared)
        if question.id not in planned.questions
    )


def _evidence(vacancy: Vacancy) -> tuple[Evidence, ...]:
    language = vacancy.language
    sources = {source.id: source for source in vacancy.shared.sources}
    rows = []
    for figure in vacancy.shared.evidence:
        source = sources.get(figure.source)
        published = source.published if source else "unknown"
        rows.append(
            Evidence(
                label=figure.label,
                value=_value(language, figure),
                kind=language(f"kit.figure.{figure.kind}"),
                source=source.name if source else language("source.ours"),
                published=language.partial_date(published) if published != "unknown" else language("source.unknown"),
                note=figure.note,
            )
        )
    return tuple(rows)


def _value(language: Language, figure: Figure) -> str:
    """The figure's amount, or its range, in the unit it is counted in."""

    def written(amount: Decimal) -> str:
        if figure.unit is Unit.CORRELATION:
            return language.number(amount, 2)
        if figure.unit is Unit.PERCENT:
            return language.percent(amount)
        if figure.currency is not None:
            return language.money(amount, figure.currency)
        return language.number(amount)

    if figure.amount is not None:
        return written(figure.amount)
    assert figure.low is not None
    assert figure.high is not None
    return language("kit.span", start=written(figure.low), end=written(figure.high))


def _sources(vacancy: Vacancy, interview: Interview, planned: Plan) -> tuple[SourceNote, ...]:
    """The sources of everything that the kit says, in the order in which it says it."""
    shared, market = vacancy.shared, vacancy.market
    known = {question.id: question for question in available_questions(interview, shared)}
    used = [name for asked in planned.questions for name in known[asked].sources]
    used += [name for topic in market.do_not_ask for name in topic.sources]
    used += [name for step in (*shared.group_steps, *shared.rating_errors) for name in step.sources]
    used += [figure.source for figure in shared.evidence]
    used += [name for line in shared.guidance for name in line.sources]
    used += [name for question in known.values() for name in question.sources]
    return source_notes(vacancy, used, interview.sources, shared.sources, market.sources)

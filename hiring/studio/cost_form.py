"""The cost of an opening as its page shows it: the sums and what moves them, and every line with where its figure is from."""

from dataclasses import dataclass, replace
from typing import Final

from hiring.costing.estimate import Estimate, NoDataError, estimate
from hiring.costing.lines import given_lines, mix_of
from hiring.documents.cost_answer import AnswerWriter, Headline
from hiring.documents.cost_charts import Charts, charts_of
from hiring.documents.cost_words import CostWriter
from hiring.documents.figures import Citations, FigureWriter
from hiring.editing import edited
from hiring.editing.changes import Remove
from hiring.errors import ContentError, Failure
from hiring.language import Language
from hiring.library import Library, Vacancy
from hiring.model.costs import CATALOGUE
from hiring.reporting.problems import reason_text
from hiring.source import load
from hiring.studio import findings
from hiring.studio.cost_fields import (
    HIRES,
    Inherited,
    OwnLine,
    file_fields,
    mix_shown,
)
from hiring.studio.cost_lines import Case, LineGroupPart, Lines, Mix, NewPart
from hiring.studio.drafts import Draft
from hiring.studio.entries import Given as Sent
from hiring.studio.files import LanguageFiles, files_of
from hiring.studio.findings import Said
from hiring.studio.frame import Frame, Named
from hiring.studio.naming import Names

_DOCUMENT: Final = "cost-estimate"
ONE_HIRE: Final = "1"
"""How many people are hired where an opening does not say it."""


@dataclass(frozen=True)
class Answer:
    """The sums, their charts and what they rest on."""

    headlines: tuple[Headline, ...]
    charts: Charts
    rests_on: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class CostForm:
    """The page. ``answer`` is None where there is no estimate; ``reason`` says why, if it is not for the problems.

    ``page`` is for the charts, which ask a page for its direction.
    """

    frame: Frame
    page: Named
    seal: str
    title: str
    draft: Draft
    answer: Answer | None
    reason: str
    hires: str
    hires_said: tuple[Said, ...]
    mix: Mix
    groups: tuple[LineGroupPart, ...]
    new: NewPart
    others: tuple[Said, ...]
    files: tuple[LanguageFiles, ...]


def inherited_of(
    library: Library, opening_id: str, content: bytes, language: Language
) -> tuple[Inherited, Vacancy | None]:
    """What counts where an opening says nothing of its costs, and its vacancy without them; nothing while it is unsound."""
    data = load(content, "").data
    bare = edited(content, [Remove(("costs",))]) if isinstance(data, dict) and "costs" in data else content
    try:
        vacancy = _vacancy(library.with_opening(opening_id, bare), opening_id, language)
    except ContentError:
        return Inherited({}, None), None
    given = given_lines(vacancy.role, vacancy.market, vacancy.employer, vacancy.opening)
    mix = mix_shown(mix_of(vacancy.market, vacancy.employer, vacancy.opening))
    return Inherited({name: each.line for name, each in given.items()}, vacancy.market.currency, mix), vacancy


def build(
    library: Library,
    draft: Draft,
    read_from: bytes,
    content: bytes,
    language: Language,
    sent: Sent,
    *,
    frame: Frame,
    seal: str,
) -> CostForm:
    """The page for an opening of a library, which has it as ``content`` says it; the form was read from another content."""
    data, before = load(content, "").data, load(read_from, "").data
    inherited, bare = inherited_of(library, draft.opening_id, content, language)
    new = OwnLine.of(sent)
    found = findings.problems_of(library, draft.opening_id, language, file_fields(data))
    vacancy = _sound_vacancy(library, draft.opening_id, language)
    counted, reason = _estimate(vacancy)
    lines = Lines(Case(before, data, language, found, vacancy, bare, counted))
    return CostForm(
        frame=frame,
        page=frame.language,
        seal=seal,
        title=_title(vacancy or bare) or Names(library, language).opening(draft.opening_id),
        draft=draft,
        answer=_answer(vacancy, counted) if vacancy and counted else None,
        reason=reason,
        hires=next(iter(HIRES.shown(data)), ONE_HIRE),
        hires_said=found.by_field.get(HIRES.name, ()),
        mix=lines.mix(),
        groups=tuple(lines.groups()),
        new=lines.new(new, new.id_among(before, inherited)),
        others=found.others,
        files=tuple(files_of(library, draft.opening_id, draft.digest, _DOCUMENT)) if counted and found.is_sound else (),
    )


def _vacancy(library: Library, opening_id: str, language: Language) -> Vacancy:
    """The vacancy in the page's language; where something lacks that, its own words stay in the opening's first."""
    try:
        return library.vacancy(opening_id, language.tag)
    except ContentError:
        first = library.opening(opening_id).languages[0]
        return replace(library.vacancy(opening_id, first), language=language)


def _sound_vacancy(library: Library, opening_id: str, language: Language) -> Vacancy | None:
    """The vacancy, also while a translation lacks words of it, such as the name of a new line; None for what is unsound."""
    try:
        return _vacancy(library, opening_id, language)
    except ContentError:
        return None  # the page says what is wrong


def _estimate(vacancy: Vacancy | None) -> tuple[Estimate | None, str]:
    """The estimate, or why there is none in the words of the page."""
    if vacancy is None:
        return None, ""
    role, market = vacancy.role, vacancy.market
    try:
        return estimate(role, market, vacancy.employer, vacancy.opening), ""
    except NoDataError as error:
        values = {"market": market.name, "market_id": market.id, "role": role.id}
        return None, reason_text(Failure(error.reason, values), vacancy.language)


def _title(vacancy: Vacancy | None) -> str:
    return (vacancy.opening.title or vacancy.role.title) if vacancy else ""


def _answer(vacancy: Vacancy, counted: Estimate) -> Answer:
    writer, citations = CostWriter(vacancy.language, counted.currency), Citations(vacancy, ())
    answer = AnswerWriter(vacancy, counted, citations, FigureWriter(vacancy, citations))
    return Answer(
        headlines=tuple(answer.headlines()),
        charts=charts_of(counted, writer),
        rests_on=tuple(answer.rests_on()),
        lacking=tuple(
            vacancy.language("cost.lacking", line=writer.name(each.given), id=_called(each.lacks, writer))
            for each in counted.lacking
        ),
    )


def _called(lacking: str, writer: CostWriter) -> str:
    """What a line lacks: the line of its rate, or the pay."""
    return writer.catalogue_name(lacking) if lacking in CATALOGUE else writer.language("studio.group.pay")

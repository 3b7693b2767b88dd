"""The recruiter brief: the opening at a glance, then where to find people, what is hard, what to pay and what to answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hiring.costing.pay import figures_of, published_pay
from hiring.documents.figures import Citations, CitedText, FigureRow, FigureWriter, PayRow
from hiring.documents.page import Context, Fact, NamedText, Page, SourceNote, Wording, page_of, place_of
from hiring.library import Vacancy
from hiring.model.audience import Audience
from hiring.model.money import Figure, Measure, PayFigure, Unit
from hiring.model.role import Faq, TimeToFill, Variant
from hiring.model.text import Statement

FIRST = 3
"""Challenges and channels that stand on the first page: the role lists the most important ones first."""
_AUDIENCES = (Audience.INTERNAL, Audience.CANDIDATE, Audience.PUBLIC)
"""The order of the questions and answers: what only this document has comes first."""


@dataclass(frozen=True)
class ChannelView:
    """A place to find candidates: why there, and how. ``sites`` is a list in words."""

    name: str
    kind: str
    why: CitedText
    how: str | None
    sites: str | None


@dataclass(frozen=True)
class ChallengeView:
    """What makes the hire hard, and what to do about it."""

    name: str
    about: CitedText
    actions: tuple[CitedText, ...]


@dataclass(frozen=True)
class SearchTitle:
    """A name of the role to search by; ``is_standard`` marks the usual ones."""

    text: str
    is_standard: bool
    refs: str


@dataclass(frozen=True)
class SearchTitles:
    """The names of the role in one language; ``tag`` is the language's, ``language`` its name."""

    tag: str
    language: str
    titles: tuple[SearchTitle, ...]


@dataclass(frozen=True)
class FalseFriendRow:
    """A term that looks like the role's name, its language, and why it misleads."""

    term: str
    tag: str
    language: str
    why: str


@dataclass(frozen=True)
class CodeRow:
    """An entry of a classification; ``match`` says how close it comes, ``caution`` what it must not be taken for."""

    system: str
    code: str
    name: str | None
    url: str | None
    match: str
    caution: str | None


@dataclass(frozen=True)
class TimeView:
    """How long hiring takes. ``about`` is in words, ``figures`` are published numbers of days."""

    about: CitedText | None
    figures: tuple[FigureRow, ...]
    depends_on: tuple[CitedText, ...]
    faster: tuple[CitedText, ...]


@dataclass(frozen=True)
class KpiView:
    """A measure of performance, what it shows, and how to measure it."""

    name: str
    shows: CitedText
    measure: str | None


@dataclass(frozen=True)
class FaqView:
    """A question and its answer; ``audience`` says in words who may have the answer."""

    question: str
    answer: CitedText
    audience: str


@dataclass(frozen=True)
class StageView:
    """A stage of onboarding and its goals; ``title`` has its days and its name."""

    title: str
    goals: tuple[CitedText, ...]


@dataclass(frozen=True)
class VariantView:
    """Another shape of the job."""

    name: str
    kind: str
    about: CitedText
    advice: str | None


@dataclass(frozen=True)
class RecruiterBriefView:
    """The brief. Every text is in the page's language; what the role does not say is empty or None.

    The first page has ``facts``, ``summary``, ``must_haves``, ``hard_parts`` (the first challenges, each with what to do
    first) and ``look_first`` (the first channels, each with its kind).
    """

    page: Page
    facts: tuple[Fact, ...]
    summary: str | None
    must_haves: tuple[CitedText, ...]
    hard_parts: tuple[NamedText, ...]
    look_first: tuple[NamedText, ...]
    channels: tuple[ChannelView, ...]
    challenges: tuple[ChallengeView, ...]
    nice_to_haves: tuple[CitedText, ...]
    firmness: tuple[CitedText, ...]
    titles: tuple[SearchTitles, ...]
    false_friends: tuple[FalseFriendRow, ...]
    codes: tuple[CodeRow, ...]
    pay: tuple[PayRow, ...]
    pay_notes: tuple[CitedText, ...]
    time: TimeView | None
    kpis: tuple[KpiView, ...]
    faq: tuple[FaqView, ...]
    onboarding: tuple[StageView, ...]
    variants: tuple[VariantView, ...]
    sources: tuple[SourceNote, ...]


def build(vacancy: Vacancy, context: Context) -> RecruiterBriefView:
    """The brief of a vacancy. Raises ``ContentError`` where the language lacks the name of a market with published pay."""
    role = vacancy.role
    pay = _pay_of(vacancy)
    waits = figures_of(role, vacancy.market, Measure.TIME_TO_FILL, Unit.DAY)
    citations = Citations(vacancy, _used(vacancy, pay, waits))
    figures = FigureWriter(vacancy, citations)
    writer = _Writer(vacancy, citations)
    return RecruiterBriefView(
        page=page_of(vacancy, context, "recruiter-brief"),
        facts=writer.facts(),
        summary=writer.word.optional(role.summary),
        must_haves=citations.cited(role.qualifications.required),
        hard_parts=writer.hard_parts(),
        look_first=writer.look_first(),
        channels=writer.channels(),
        challenges=writer.challenges(),
        nice_to_haves=citations.cited(role.qualifications.preferred),
        firmness=citations.cited(role.qualifications.notes),
        titles=writer.titles(),
        false_friends=writer.false_friends(),
        codes=writer.codes(),
        pay=tuple(figures.pay_row(figure, _place(vacancy, figures, figure)) for figure in pay),
        pay_notes=citations.cited(role.pay_notes),
        time=writer.time(role.time_to_fill, tuple(map(figures.row, waits))),
        kpis=writer.kpis(),
        faq=writer.faq(),
        onboarding=tuple(writer.onboarding()),
        variants=writer.variants(),
        sources=citations.notes,
    )


def _pay_of(vacancy: Vacancy) -> tuple[PayFigure, ...]:
    """All published pay of the role: the vacancy's market and its parent first, nearest to the opening first.

    The other markets follow in the order in which the role names them, each as a whole before its places.
    """
    role = vacancy.role
    near = published_pay(role, vacancy.market, vacancy.opening.location)
    markets = list(dict.fromkeys(figure.market for figure in role.pay))
    others = [figure for figure in role.pay if figure not in near]
    others.sort(key=lambda figure: (markets.index(figure.market), figure.location is not None))
    return (*near, *others)


def _place(vacancy: Vacancy, figures: FigureWriter, figure: PayFigure) -> str:
    """The place of a figure with its market, or the market."""
    if figure.location is None:
        return figures.market(figure)
    return vacancy.language("brief.place", place=figures.place(figure), market=figures.market(figure))


def _faq_of(vacancy: Vacancy) -> tuple[Faq, ...]:
    return tuple(sorted(vacancy.role.faq, key=lambda item: _AUDIENCES.index(item.audience)))


def _used(vacancy: Vacancy, pay: Iterable[PayFigure], waits: Iterable[Figure]) -> Iterator[str]:
    """The sources that the document names, in the order in which its sections do."""
    role, time = vacancy.role, vacancy.role.time_to_fill
    before: list[Statement] = [*role.qualifications.required, *role.sourcing]
    for challenge in role.challenges:
        before += [challenge, *challenge.actions]
    before += [*role.qualifications.preferred, *role.qualifications.notes]
    yield from _cited_by(before)
    yield from (term.source for term in role.search_terms if term.source)
    yield from (figure.source for figure in pay)
    yield from _cited_by(role.pay_notes)
    yield from time.sources if time else ()
    yield from (figure.source for figure in waits)
    yield from _cited_by((*time.depends_on, *time.faster) if time else ())
    yield from _cited_by((*role.kpis, *_faq_of(vacancy)))
    yield from _cited_by(goal for stage in role.onboarding for goal in stage.goals)
    yield from _cited_by(role.variants)


def _cited_by(items: Iterable[Statement | Faq | Variant]) -> Iterator[str]:
    return (source for item in items for source in item.sources)


class _Writer:
    """Writes the parts of one brief in the vacancy's language."""

    def __init__(self, vacancy: Vacancy, citations: Citations) -> None:
        self._vacancy, self._role, self._language = vacancy, vacancy.role, vacancy.language
        self._citations = citations
        self.word = Wording(vacancy)

    # The first page.

    def facts(self) -> tuple[Fact, ...]:
        language, opening = self._language, self._vacancy.opening
        pay = opening.pay
        employment = language.join([language(f"employment.{kind}") for kind in opening.employment], "or")
        rows = (
            ("location", place_of(self._vacancy)),
            ("market", self._vacancy.market.name),
            ("workplace", language(f"workplace.{opening.workplace}")),
            ("employment", employment[:1].upper() + employment[1:]),
            ("schedule", opening.schedule),
            ("pay", language.pay(pay.low, pay.high, pay.currency, pay.per) if pay else language("brief.pay.not_set")),
            ("headcount", language.number(opening.headcount)),
            ("posted", language.date(opening.posted) if opening.posted else None),
            ("closes", language.date(opening.closes) if opening.closes else None),
            ("starts", language.date(opening.starts) if opening.starts else None),
            ("reference", opening.id if not self._vacancy.is_sample else None),
        )
        return tuple(Fact(language(f"brief.fact.{name}"), value) for name, value in rows if value)

    def hard_parts(self) -> tuple[NamedText, ...]:
        return tuple(
            NamedText(challenge.name, self.word(challenge.actions[0].text if challenge.actions else challenge.text))
            for challenge in self._role.challenges[:FIRST]
        )

    def look_first(self) -> tuple[NamedText, ...]:
        return tuple(
            NamedText(self._language(f"brief.channel.{channel.kind}"), channel.name)
            for channel in self._role.sourcing[:FIRST]
        )

    # Finding people.

    def channels(self) -> tuple[ChannelView, ...]:
        return tuple(
            ChannelView(
                name=channel.name,
                kind=self._language(f"brief.channel.{channel.kind}"),
                why=self._cited(channel.text, channel.sources),
                how=self.word.optional(channel.how),
                sites=self._language.join(channel.sites) if channel.sites else None,
            )
            for channel in self._role.sourcing
        )

    def challenges(self) -> tuple[ChallengeView, ...]:
        return tuple(
            ChallengeView(item.name, self._cited(item.text, item.sources), self._citations.cited(item.actions))
            for item in self._role.challenges
        )

    def titles(self) -> tuple[SearchTitles, ...]:
        """The names of the role by language: the page's own first, then as the role lists them."""
        by_tag: dict[str, list[SearchTitle]] = {}
        for term in self._role.search_terms:
            refs = self._citations.refs(term.source) if term.source else ""
            by_tag.setdefault(term.language, []).append(SearchTitle(term.term, term.standard, refs))
        tags = sorted(by_tag, key=lambda tag: tag != self._language.tag)
        return tuple(SearchTitles(tag, self._language.name_of(tag), tuple(by_tag[tag])) for tag in tags)

    def false_friends(self) -> tuple[FalseFriendRow, ...]:
        return tuple(
            FalseFriendRow(item.term, item.language, self._language.name_of(item.language), self.word(item.text))
            for item in self._role.false_friends
        )

    def codes(self) -> tuple[CodeRow, ...]:
        return tuple(
            CodeRow(
                system=self._language(f"brief.system.{entry.system}"),
                code=entry.code,
                name=entry.name,
                url=entry.uri,
                match=self._language(f"brief.match.{entry.match}"),
                caution=self.word.optional(entry.caution),
            )
            for entry in self._role.codes
        )

    # The hire and after.

    def time(self, time: TimeToFill | None, figures: tuple[FigureRow, ...]) -> TimeView | None:
        if time is None:
            return TimeView(None, figures, (), ()) if figures else None
        return TimeView(
            about=self._cited(time.text, time.sources),
            figures=figures,
            depends_on=self._citations.cited(time.depends_on),
            faster=self._citations.cited(time.faster),
        )

    def kpis(self) -> tuple[KpiView, ...]:
        return tuple(
            KpiView(kpi.name, self._cited(kpi.text, kpi.sources), self.word.optional(kpi.measure))
            for kpi in self._role.kpis
        )

    def faq(self) -> tuple[FaqView, ...]:
        return tuple(
            FaqView(
                question=self.word(item.question),
                answer=self._cited(item.answer, item.sources),
                audience=self._language(f"audience.{item.audience}"),
            )
            for item in _faq_of(self._vacancy)
        )

    def onboarding(self) -> Iterator[StageView]:
        """The stages by their last day; each begins the day after the one before."""
        start = 1
        for stage in sorted(self._role.onboarding, key=lambda stage: stage.days):
            title = self._language("brief.stage", start=start, end=stage.days, name=stage.name)
            yield StageView(title, self._citations.cited(stage.goals))
            start = stage.days + 1

    def variants(self) -> tuple[VariantView, ...]:
        return tuple(
            VariantView(
                name=self.word(variant.name),
                kind=self._language(f"brief.variant.{variant.kind}"),
                about=self._cited(variant.text, variant.sources),
                advice=self.word.optional(variant.advice),
            )
            for variant in self._role.variants
        )

    def _cited(self, text: str, sources: Iterable[str]) -> CitedText:
        return CitedText(self.word(text), self._citations.refs(*sources))

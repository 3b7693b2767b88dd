"""What sound structure does not show: ids that must be unique or known, figures in order, interviews that cover.

Each check is a pure function of models and of the ids that are known; it yields findings, which ``library.py`` places. A
market that is known but has problems of its own is None here: what refers to it is not blamed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise
from types import NoneType
from typing import Any, get_args

from hiring.errors import FieldPath, Finding, unknown_id
from hiring.model.costs import Costs
from hiring.model.interview import Competency, Interview, Question, SharedInterview
from hiring.model.market import Market
from hiring.model.money import OURS, Bounds, Figure, PayFigure, PayRange, Source
from hiring.model.opening import Address, Opening
from hiring.model.role import Role
from hiring.model.text import Record


def walk(record: Record, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Record]]:
    """The record and every record inside it, each with its path in YAML."""
    yield path, record
    for name, written in _fields(type(record)):
        value = getattr(record, name)
        if isinstance(value, Record):
            yield from walk(value, (*path, written))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Record):
                    yield from walk(item, (*path, written, index))


@cache
def _fields(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """The fields of a model that may hold records or several values, each with its name in YAML."""
    return tuple(
        (name, info.alias or name) for name, info in model.model_fields.items() if not _is_single(info.annotation)
    )


def _is_single(annotation: Any) -> bool:
    """Whether a field holds one value that is no record, whatever is said about it."""
    parts = get_args(annotation) or (annotation,)
    return all(part in (str, int, bool, Decimal, NoneType) for part in parts)


def general_findings(record: Record) -> Iterator[Finding]:
    """What holds for every file: ids unique in their list, low <= likely <= high."""
    for path, inner in walk(record):
        yield from _duplicate_ids(inner, path)
        if isinstance(inner, Bounds):
            yield from _order(path, {"low": inner.low, "likely": inner.likely, "high": inner.high})
        elif isinstance(inner, PayRange):
            yield from _order(path, {"low": inner.low, "high": inner.high})


def _duplicate_ids(record: Record, path: FieldPath) -> Iterator[Finding]:
    for name, written in _fields(type(record)):
        value = getattr(record, name)
        if not isinstance(value, tuple):
            continue
        here = (*path, written)
        first: dict[str, int] = {}
        field: FieldPath
        for index, item in enumerate(value):
            if isinstance(item, str):
                key, field = item, ()
            elif isinstance(item, Record):
                field_name = str(getattr(type(item), "key", "id"))
                key, field = str(getattr(item, field_name, "")), (field_name,)
            else:
                continue
            if key and key in first:
                values = {"id": key, "first": str(first[key] + 1)}
                fix = "id.duplicate" if field == ("id",) else "id.repeated"
                yield Finding("id.duplicate", (*here, index, *field), values, fix)
            first.setdefault(key, index)


def _order(path: FieldPath, bounds: Mapping[str, Decimal | None]) -> Iterator[Finding]:
    given = [(name, value) for name, value in bounds.items() if value is not None]
    for (lower_name, lower), (upper_name, upper) in pairwise(given):
        if lower > upper:
            values = {"lower": lower_name, "low": str(lower), "upper": upper_name, "high": str(upper)}
            yield Finding("figure.order", (*path, lower_name), values, "figure.order")


def source_findings(record: Record, *known: Iterable[Source]) -> Iterator[Finding]:
    """Sources that are named but not listed. ``ours`` is always known."""
    costs = getattr(record, "costs", None)
    own = costs.sources if isinstance(costs, Costs) else ()
    ids = {OURS, *(source.id for sources in (*known, own) for source in sources)}
    for path, inner in walk(record):
        single = getattr(inner, "source", None)
        if isinstance(single, str) and single not in ids:
            yield unknown_id("source", single, (*path, "source"), ids)
        for index, named in enumerate(getattr(inner, "sources", ())):
            if isinstance(named, str) and named not in ids:
                yield unknown_id("source", named, (*path, "sources", index), ids)


def market_id_findings(record: Record, markets: Collection[str]) -> Iterator[Finding]:
    """Markets that are named, by whatever a file holds, and do not exist."""
    for path, inner in walk(record):
        named = getattr(inner, "market", None)
        if isinstance(named, str) and named not in markets:
            yield unknown_id("market", named, (*path, "market"), markets)


def figure_findings(
    figures: Sequence[tuple[FieldPath, PayFigure | Figure]], markets: Mapping[str, Market | None]
) -> Iterator[Finding]:
    """Figures whose place is unknown, or whose currency is not that of their market."""
    for path, figure in figures:
        if figure.market is None:
            continue
        market = markets.get(figure.market)
        if market is None:
            continue
        if figure.currency is not None and figure.currency != market.currency:
            values = {"currency": figure.currency, "expected": market.currency, "market": market.id}
            yield Finding("figure.currency_of_market", (*path, "currency"), values, "figure.currency_of_market")
        if isinstance(figure, PayFigure) and figure.location is not None:
            places = {location.id for location in market.locations}
            if figure.location not in places:
                yield unknown_id("location", figure.location, (*path, "location"), places)


def cost_findings(costs: Costs, market: Market) -> Iterator[Finding]:
    """Cost lines in another currency than the market's, of a file that is for this market alone."""
    for index, line in enumerate(costs.lines):
        if line.currency is not None and line.currency != market.currency:
            values = {"currency": line.currency, "expected": market.currency, "market": market.id}
            path = ("costs", "lines", index, "currency")
            yield Finding("figure.currency_of_market", path, values, "figure.currency_of_market")


def role_findings(role: Role, markets: Mapping[str, Market | None]) -> Iterator[Finding]:
    """What is wrong in the meaning of a role."""
    yield from general_findings(role)
    yield from source_findings(role, role.sources)
    pay = [(("pay", index), figure) for index, figure in enumerate(role.pay)]
    others = [(("figures", index), figure) for index, figure in enumerate(role.figures)]
    yield from figure_findings([*pay, *others], markets)


def interview_findings(interview: Interview, shared: SharedInterview | None) -> Iterator[Finding]:
    """What is wrong in the meaning of a role's interview, beside what all roles share (None if that is not sound)."""
    yield from general_findings(interview)
    if shared is None:
        return
    yield from source_findings(interview, interview.sources, shared.sources)
    yield from _question_findings(interview.questions, interview.competencies, shared.competencies)
    known = {question.id: question for question in shared.questions}
    used = [known[name] for name in interview.shared_questions if name in known]
    yield from _uncovered(interview.competencies, [*interview.questions, *used])
    for index, name in enumerate(interview.shared_questions):
        if name not in known:
            yield unknown_id("shared_question", name, ("shared_questions", index), known)
    for index, question in enumerate(interview.questions):
        if question.id in interview.shared_questions:
            values = {"id": question.id}
            yield Finding("interview.shared_id", ("questions", index, "id"), values, "interview.shared_id")


def shared_interview_findings(shared: SharedInterview) -> Iterator[Finding]:
    """What is wrong in the meaning of what all interviews share."""
    yield from general_findings(shared)
    yield from source_findings(shared, shared.sources)
    yield from _question_findings(shared.questions, shared.competencies, ())
    yield from _uncovered(shared.competencies, shared.questions)


def _question_findings(
    questions: Sequence[Question], competencies: Sequence[Competency], common: Sequence[Competency]
) -> Iterator[Finding]:
    known = {competency.id for competency in (*competencies, *common)}
    for index, question in enumerate(questions):
        for position, name in enumerate(question.competencies):
            if name not in known:
                yield unknown_id("competency", name, ("questions", index, "competencies", position), known)


def _uncovered(competencies: Sequence[Competency], questions: Sequence[Question]) -> Iterator[Finding]:
    assessed = {name for question in questions for name in question.competencies}
    for index, competency in enumerate(competencies):
        if competency.id not in assessed:
            values = {"competency": competency.id}
            yield Finding("interview.uncovered", ("competencies", index, "id"), values, "interview.uncovered")


def market_findings(market: Market) -> Iterator[Finding]:
    """What is wrong in the meaning of a market that already has its parent's fields."""
    yield from general_findings(market)
    yield from source_findings(market, market.sources)
    for index, figure in enumerate(market.figures):
        if figure.currency is not None and figure.currency != market.currency:
            values = {"currency": figure.currency, "expected": market.currency, "market": market.id}
            path = ("figures", index, "currency")
            yield Finding("figure.currency_of_market", path, values, "figure.currency_of_market")
    yield from cost_findings(market.costs, market)


def opening_findings(
    opening: Opening, *, roles: Collection[str], markets: Mapping[str, Market | None], languages: Collection[str]
) -> Iterator[Finding]:
    """What is wrong in the meaning of an opening, apart from its interview (the planner checks that)."""
    yield from general_findings(opening)
    yield from source_findings(opening)
    if opening.role not in roles:
        yield unknown_id("role", opening.role, ("role",), roles)
    for index, language in enumerate(opening.languages):
        if language not in languages:
            yield unknown_id("language", language, ("languages", index), languages)
    if (market := markets.get(opening.market)) is not None:
        yield from _opening_in_market(opening, market)
    if opening.posted and opening.closes and opening.closes < opening.posted:
        values = {"posted": opening.posted.isoformat(), "closes": opening.closes.isoformat()}
        yield Finding("opening.closes_before_posted", ("closes",), values, "opening.closes_before_posted")


def _opening_in_market(opening: Opening, market: Market) -> Iterator[Finding]:
    places = {location.id for location in market.locations}
    if opening.location is not None and not isinstance(opening.location, Address) and opening.location not in places:
        finding = unknown_id("location", opening.location, ("location",), places)
        fix = {"id.known": "opening.location", "id.none_known": "opening.address"}.get(finding.fix, finding.fix)
        yield Finding(finding.rule, finding.path, finding.values, fix)
    if opening.pay is not None and not opening.pay.low:
        yield Finding("opening.pay_zero", ("pay", "low"), {}, "opening.pay_zero")
    if opening.pay is not None and opening.pay.currency != market.currency:
        values = {"currency": opening.pay.currency, "expected": market.currency, "market": market.id}
        yield Finding("figure.currency_of_market", ("pay", "currency"), values, "figure.currency_of_market")
    yield from cost_findings(opening.costs, market)

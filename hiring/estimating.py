"""The estimate that ``hiring cost`` asks for: of an opening, or of a role in a market and a place, with some changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from hiring.documents.cost_estimate import CostEstimateView, build
from hiring.documents.page import Context
from hiring.errors import UsageError
from hiring.library import SOURCE_LANGUAGE, Library, Vacancy
from hiring.model.audience import Audience
from hiring.model.costs import CostChannel

DEFAULT_MARKET = "us"
"""The market of the shipped sample opening."""


@dataclass(frozen=True)
class Question:
    """What is asked: a role or an opening, and what is different from what its files say.

    ``channels`` are texts as ``job-board=80``, percentages that make 100 together.
    """

    role: str | None = None
    opening: str | None = None
    location: str | None = None
    hires: int | None = None
    market: str | None = None
    channels: tuple[str, ...] = ()


def cost_of(library: Library, question: Question, on: date) -> CostEstimateView:
    """The answer, in the program's language.

    Raises ``UsageError`` for what does not exist or go together, ``NotApplicableError`` where a market has no data.
    """
    if (question.role is None) == (question.opening is None):
        raise UsageError("opening_or_role")
    vacancy = _of_opening(library, question) if question.opening else _of_role(library, question)
    changes: dict[str, object] = {}
    if question.hires is not None:
        changes["headcount"] = question.hires
    if question.channels:
        changes["costs"] = vacancy.opening.costs.model_copy(update={"channels": _mix(question.channels)})
    vacancy = replace(vacancy, opening=vacancy.opening.model_copy(update=changes))
    return build(vacancy, Context(on, (), Audience.INTERNAL, has_workbook=False))


def _of_opening(library: Library, question: Question) -> Vacancy:
    opening_id = question.opening or ""
    if opening_id not in library.opening_ids:
        raise UsageError("unknown_opening", id=opening_id, known=", ".join(library.opening_ids) or "–")
    if question.location is not None or question.market is not None:
        raise UsageError("place_of_opening")
    languages = library.opening(opening_id).languages
    return library.vacancy(opening_id, SOURCE_LANGUAGE if SOURCE_LANGUAGE in languages else languages[0])


def _of_role(library: Library, question: Question) -> Vacancy:
    """The role at its published pay, with the costs of the workspace's own employer where there is one."""
    role_id = question.role or ""
    if role_id not in library.role_ids:
        raise UsageError("unknown_role", id=role_id, known=", ".join(library.role_ids))
    market = _market(library, question)
    vacancy = library.sample_vacancy(role_id, _language(library, role_id), market)
    opening = vacancy.opening.model_copy(update={"pay": None, "location": question.location, "market": market})
    vacancy = replace(vacancy, opening=opening)
    if not (library.workspace.root / "employer.yaml").is_file():
        return vacancy
    employer = vacancy.employer.model_copy(update={"costs": library.employer_base().value.costs})
    return replace(vacancy, employer=employer)


def _language(library: Library, role_id: str) -> str:
    """The program's language, or that of a role which is not in it."""
    languages = library.languages_of_role(role_id)
    return SOURCE_LANGUAGE if SOURCE_LANGUAGE in languages else languages[0]


def _market(library: Library, question: Question) -> str:
    """The market that was named, else the one that has the place, else the default."""
    if question.market is not None and question.market not in library.market_ids:
        raise UsageError("unknown_market", id=question.market, known=", ".join(library.market_ids))
    if question.location is None:
        return question.market or DEFAULT_MARKET
    candidates = [question.market] if question.market is not None else library.market_ids
    places = {name: _own_places(library, name, whole=question.market is not None) for name in candidates}
    having = [name for name, found in places.items() if question.location in found]
    if not having:
        known = sorted({place for found in places.values() for place in found})
        raise UsageError("unknown_location", id=question.location, known=", ".join(known) or "–")
    if len(having) > 1:
        raise UsageError("location_in_several", id=question.location, known=", ".join(having))
    return having[0]


def _own_places(library: Library, market_id: str, *, whole: bool) -> set[str]:
    """The places of a market; without ``whole``, not those that it has from its parent."""
    market = library.market_base(market_id).value
    places = {place.id for place in market.locations}
    if whole or market.parent is None:
        return places
    return places - {place.id for place in library.market_base(market.parent).value.locations}


def _mix(given: Sequence[str]) -> Mapping[CostChannel, Decimal]:
    mix: dict[CostChannel, Decimal] = {}
    for text in given:
        name, _, number = text.partition("=")
        try:
            channel, percent = CostChannel(name), Decimal(number)
        except (ValueError, InvalidOperation):
            channel, percent = None, Decimal(-1)
        if channel is None or not percent.is_finite() or not 0 <= percent <= 100:
            raise UsageError("mix_form", value=text, known=", ".join(CostChannel))
        mix[channel] = percent
    if sum(mix.values()) != 100:
        raise UsageError("mix", total=format(sum(mix.values()), "f"))
    return mix

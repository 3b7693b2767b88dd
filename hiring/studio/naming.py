"""What people call the things that a file names by ids, so that whoever reads a finding meets none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeVar

from hiring.content import Base
from hiring.errors import ContentError, Problem
from hiring.language import Language
from hiring.library import Library
from hiring.model.interview import Interview
from hiring.model.market import Market

T = TypeVar("T")

_SEPARATOR: Final = ", "
"""Stands between the ids of a value that has several."""
_IDS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "cost.misspelt": ("cost", ("suggestion",)),
    "cost.own_group": ("group", ("group", "known")),
    "cost.unit": ("unit", ("unit", "known")),
    "figure.currency_of_market": ("market", ("market",)),
    "id.unknown_competency": ("competency", ("id", "suggestion", "known")),
    "id.unknown_language": ("language", ("id", "suggestion", "known")),
    "id.unknown_location": ("place", ("id", "suggestion", "known")),
    "id.unknown_market": ("market", ("id", "suggestion", "known")),
    "id.unknown_question": ("question", ("id", "suggestion", "known")),
    "id.unknown_role": ("role", ("id", "suggestion", "known")),
    "id.unknown_shared_question": ("question", ("id", "suggestion", "known")),
    "interview.choice_uncovered": ("competency", ("competencies",)),
    "interview.shared_id": ("question", ("id",)),
    "interview.uncovered": ("competency", ("competency",)),
    "market.no_law": ("market", ("market",)),
    "posting-language": ("language", ("languages",)),
}
"""By the rule of a problem: what its ids are of, and which of its values they are."""
_PHRASES: Final = {"cost": "cost.line", "group": "cost.group", "unit": "cost.unit.name"}
"""The phrases that name what the program itself knows."""


@dataclass(frozen=True)
class Names:
    """The names of things in a language. Questions and competencies are those of a role, places those of a market.

    What has no name, such as what is gone, goes by the words of its id.
    """

    library: Library
    language: Language
    role_id: str = ""
    market_id: str = ""

    @classmethod
    def of_opening(cls, library: Library, opening_id: str, language: Language) -> "Names":
        """The names that findings about an opening need."""
        try:
            data = library.read(library.workspace.root / "openings" / f"{opening_id}.yaml").data
        except ContentError:
            return cls(library, language)
        said = data if isinstance(data, dict) else {}
        return cls(library, language, str(said.get("role", "")), str(said.get("market", "")))

    def named(self, problem: Problem) -> Problem:
        """The problem with names for the ids in its values."""
        kind, keys = _IDS.get(problem.rule, ("", ()))
        names = {key: self._all(kind, problem.values[key]) for key in keys if key in problem.values}
        is_too_long = kind == "question" and problem.fix == "id.known"  # every question there is; the page has them
        return replace(problem, values={**problem.values, **names}, fix="" if is_too_long else problem.fix)

    def all_named(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems with names for the ids in their values."""
        return tuple(map(self.named, problems))

    def role(self, role_id: str) -> str:
        """The title of a role in the language, else in its own."""
        if role_id not in self.library.role_ids:
            return words_of(role_id)
        in_language, own = self.library.role, self.library.role_base
        role = _first(lambda: in_language(role_id, self.language.tag), lambda: own(role_id).value)
        return role.title if role is not None else words_of(role_id)

    def market(self, market_id: str) -> str:
        """The name of a market in the language, else in its own."""
        market = self._market(market_id)
        return market.name if market is not None else words_of(market_id)

    def _all(self, kind: str, ids: str) -> str:
        return self.language.listing([self._one(kind, each) for each in ids.split(_SEPARATOR)])

    def _one(self, kind: str, name: str) -> str:
        if kind == "role":
            return self.role(name)
        if kind == "market":
            return self.market(name)
        if kind == "language":
            return self.language.name_of(name)
        if kind == "place":
            return self._places.get(name, words_of(name))
        if kind in _PHRASES:
            return self.language(f"{_PHRASES[kind]}.{name}")
        return self._of_interview.get(kind, {}).get(name, words_of(name))

    @cached_property
    def _places(self) -> Mapping[str, str]:
        market = self._market(self.market_id)
        return {place.id: place.name for place in market.locations} if market is not None else {}

    @cached_property
    def _of_interview(self) -> Mapping[str, Mapping[str, str]]:
        """The names of competencies and questions; the role's own stand before shared ones of the same id."""
        library, role_id = self.library, self.role_id
        shared = _first(lambda: library.shared(self.language.tag))
        in_language, base = library.interview, library.interview_base
        loads = (lambda: in_language(role_id, self.language.tag), lambda: _value(base(role_id)))
        own = _first(*loads) if role_id in library.role_ids else None
        found = [each for each in (shared, own) if each is not None]
        return {
            "competency": {each.id: each.name for part in found for each in part.competencies},
            "question": {each.id: each.prompt for part in found for each in part.questions},
        }

    def _market(self, market_id: str) -> Market | None:
        library = self.library
        if market_id not in library.market_ids:
            return None
        return _first(
            lambda: library.market(market_id, self.language.tag), lambda: library.market_base(market_id).value
        )


def words_of(name: str) -> str:
    """The words of an id, for what has no other name."""
    return name.replace("-", " ")


def gone(name: str, language: Language) -> str:
    """What a choice is called that nothing offers any more."""
    return language("studio.gone", name=words_of(name))


def _value(base: Base[Interview] | None) -> Interview | None:
    return base.value if base is not None else None


def _first(*loads: Callable[[], T | None]) -> T | None:
    """What the first of several ways gives that meets no problem; whoever shows the file says what is wrong with it."""
    for load in loads:
        try:
            return load()
        except ContentError:
            continue
    return None

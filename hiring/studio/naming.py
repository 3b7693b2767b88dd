"""What people call the things that a file names by ids, so that whoever reads a finding meets none."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from hiring.content import Base
from hiring.errors import ContentError, Problem
from hiring.language import Language
from hiring.library import Library
from hiring.model.interview import Interview, SharedInterview
from hiring.model.market import Market
from hiring.workspace import OPENINGS

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
    "overlay.missing_file": ("language", ("language",)),
    "schema.missing": ("field", ("field",)),
    "posting-language": ("language", ("languages",)),
}
"""By the rule of a problem: what its ids are of, and which of its values they are."""
_PHRASES: Final = {"cost": "cost.line", "field": "studio.field", "group": "cost.group", "unit": "cost.unit.name"}
"""The phrases that name what the program itself knows."""


@dataclass(frozen=True)
class Names:
    """The names of things in a language. What has no name, such as what is gone, goes by the words of its id."""

    library: Library
    language: Language

    def named(self, problem: Problem) -> Problem:
        """The problem with names for the ids in its values."""
        kind, keys = _IDS.get(problem.rule, ("", ()))
        given = [key for key in keys if key in problem.values]
        if not given or (kind == "field" and not problem.file.startswith(f"{OPENINGS}/")):
            return problem
        within = self._within(problem.file)
        names = {key: self._all(kind, problem.values[key], within) for key in given}
        is_too_long = kind == "question" and problem.fix == "id.known"  # every question there is; the page has them
        # The words of a language have a page, which whoever shows this leads to.
        is_clear = problem.rule == "overlay.missing_file"
        fix = "" if is_too_long or is_clear else problem.fix
        return replace(problem, values={**problem.values, **names}, fix=fix)

    def all_named(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems with names for the ids in their values."""
        return tuple(map(self.named, problems))

    def _within(self, file: str) -> "_Within":
        """Whose questions and places a file of the workspace means."""
        folder, _, name = file.partition("/")
        if folder == "roles":
            return _Within(name.partition("/")[0])
        said = self._said_by_opening(name.partition(".")[0]) if folder == OPENINGS else {}
        return _Within(str(said.get("role", "")), str(said.get("market", "")))

    def _said_by_opening(self, opening_id: str) -> Mapping[str, Any]:
        try:
            data = self.library.read(self.library.workspace.root / OPENINGS / f"{opening_id}.yaml").data
        except ContentError:
            return {}  # whoever shows the file says what is wrong with it
        return data if isinstance(data, dict) else {}

    def opening(self, opening_id: str) -> str:
        """What an opening is called, sound or not: its own title, else that of its role."""
        said = self._said_by_opening(opening_id)
        title = said.get("title")
        return title if isinstance(title, str) and title.strip() else self.role(str(said.get("role", "") or opening_id))

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

    def _all(self, kind: str, ids: str, within: "_Within") -> str:
        known = self._known(kind, within)
        return self.language.listing([known.get(each) or self._one(kind, each) for each in ids.split(_SEPARATOR)])

    def _one(self, kind: str, name: str) -> str:
        if kind == "role":
            return self.role(name)
        if kind == "market":
            return self.market(name)
        if kind == "language":
            return self.language.name_of(name)
        phrase = f"{_PHRASES.get(kind)}.{name}"
        return self.language(phrase) if self.language.has(phrase) else words_of(name)

    def _known(self, kind: str, within: "_Within") -> Mapping[str, str]:
        """The names of the places of a market, or of the competencies and questions of a role, by their ids."""
        if kind == "place":
            market = self._market(within.market_id)
            return {place.id: place.name for place in market.locations} if market is not None else {}
        if kind not in ("competency", "question"):
            return {}
        # The role's own stand before shared ones of the same id.
        found = [each for each in self._interviews(within.role_id) if each is not None]
        if kind == "competency":
            return {each.id: each.name for part in found for each in part.competencies}
        return {each.id: each.prompt for part in found for each in part.questions}

    def _interviews(self, role_id: str) -> Iterator[SharedInterview | Interview | None]:
        """What all interviews share, then the interview of a role."""
        library, tag = self.library, self.language.tag
        yield _first(lambda: library.shared(tag))
        if role_id in library.role_ids:
            yield _first(lambda: library.interview(role_id, tag), lambda: _value(library.interview_base(role_id)))

    def _market(self, market_id: str) -> Market | None:
        library = self.library
        if market_id not in library.market_ids:
            return None
        return _first(
            lambda: library.market(market_id, self.language.tag), lambda: library.market_base(market_id).value
        )


@dataclass(frozen=True)
class _Within:
    """The role and the market that a file is about; empty where it is about none."""

    role_id: str = ""
    market_id: str = ""


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

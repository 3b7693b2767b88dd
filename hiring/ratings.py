"""The ratings of a panel -> means, spreads, what to discuss, and weighted totals. Pure.

Competencies, interviewers and candidates go by their places, from 0. A rating that is missing is left out and never counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

LEAST_RATING: Final = 1
MOST_RATING: Final = 5
DEFAULT_WEIGHT: Final = 1
MOST_WEIGHT: Final = 10
"""The weight of a competency until a person changes it, and the highest; the lowest is 0."""


@dataclass(frozen=True)
class Weight:
    """How much a competency counts in a total, and why it is not the same as the others."""

    value: Decimal = Decimal(DEFAULT_WEIGHT)
    reason: str = ""

    @property
    def lacks_reason(self) -> bool:
        """Whether it differs and nobody has said why."""
        return self.value != DEFAULT_WEIGHT and not self.reason


@dataclass(frozen=True)
class Marks:
    """The rating of each competency, 1 to 5 or None, and the evidence for it in words."""

    ratings: tuple[int | None, ...]
    evidence: tuple[str, ...]

    @property
    def given(self) -> int:
        """How many ratings there are."""
        return sum(rating is not None for rating in self.ratings)


@dataclass(frozen=True)
class Rated:
    """One candidate: the marks of each interviewer, who rates alone, and those that the panel settles together."""

    name: str
    alone: tuple[Marks, ...]
    agreed: Marks

    @property
    def given(self) -> int:
        """How many ratings the interviewers have given."""
        return sum(marks.given for marks in self.alone)

    @property
    def is_begun(self) -> bool:
        """Whether there is a candidate at all: a name, or a rating."""
        return bool(self.name or self.given)


@dataclass(frozen=True)
class Panel:
    """All that a panel writes down: the names of the interviewers, the weights of the competencies, and the candidates."""

    interviewers: tuple[str, ...]
    weights: tuple[Weight, ...]
    candidates: tuple[Rated, ...]


@dataclass(frozen=True)
class Line:
    """What the ratings of one competency come to.

    ``mean`` is of the ratings that there are; ``spread``, the highest less the lowest, needs two. The rating that ``counts``
    is the one that the panel has settled, else the mean; without any rating there is none.
    """

    rated: int
    mean: Decimal | None
    spread: int | None
    is_apart: bool
    counts: Decimal | None


def nothing_rated(competencies: int) -> Marks:
    """Marks that nobody has filled in."""
    return Marks((None,) * competencies, ("",) * competencies)


def empty_panel(competencies: int, interviewers: int, candidates: int) -> Panel:
    """What a panel begins with: no names, no ratings, equal weights."""
    blank = nothing_rated(competencies)
    rated = Rated("", (blank,) * interviewers, blank)
    return Panel(("",) * interviewers, (Weight(),) * competencies, (rated,) * candidates)


def lines(rated: Rated, gap: int) -> tuple[Line, ...]:
    """What a candidate's ratings come to, by competency. Two that lie ``gap`` points or more apart are to be discussed."""
    by_competency = zip(*(marks.ratings for marks in rated.alone), strict=True)
    return tuple(_line(each, agreed, gap) for each, agreed in zip(by_competency, rated.agreed.ratings, strict=True))


def _line(ratings: Sequence[int | None], agreed: int | None, gap: int) -> Line:
    given = [rating for rating in ratings if rating is not None]
    if not given:
        return Line(0, None, None, False, None)
    mean = Decimal(sum(given)) / len(given)
    spread = max(given) - min(given) if len(given) > 1 else None
    counts = mean if agreed is None else Decimal(agreed)
    return Line(len(given), mean, spread, spread is not None and spread >= gap, counts)


def weighted_mean(weights: Sequence[Weight], values: Sequence[Decimal | int | None]) -> Decimal | None:
    """The mean by weight; None unless every competency has a value and one of them has a weight."""
    known = [value for value in values if value is not None]
    total = sum((weight.value for weight in weights), Decimal(0))
    if len(known) < len(values) or not total:
        return None
    return sum((weight.value * value for weight, value in zip(weights, known, strict=True)), Decimal(0)) / total


def open_gaps(lines: Sequence[Line], agreed: Marks) -> int:
    """How many competencies are to be discussed and have not been settled."""
    return sum(line.is_apart and rating is None for line, rating in zip(lines, agreed.ratings, strict=True))

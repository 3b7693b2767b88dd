"""What a build is told beside the selection, and what it says: how each cell ended."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from hiring.cells import Cell
from hiring.errors import Failure, Problem


class State(StrEnum):
    """How a cell ends."""

    MADE = "made"
    KEPT = "kept"
    NOT_APPLICABLE = "not-applicable"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """How a cell ended. A failed one has problems of content or a failure; one not applicable has a failure as reason."""

    cell: Cell
    state: State
    problems: tuple[Problem, ...] = ()
    failure: Failure | None = None
    missing_tool: bool = False


@dataclass(frozen=True)
class Report:
    """Everything that a build did, in the order of the plan; ``problems`` are those of what could not be planned,
    ``failure`` says why there is no index."""

    out: Path
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...] = ()
    failure: Failure | None = None

    def count(self, state: State) -> int:
        """How many cells ended in this state."""
        return sum(outcome.state is state for outcome in self.outcomes)


@dataclass(frozen=True)
class Settings:
    """How to build: where to, for which date, with how many processes, and whether to make kept files again."""

    out: Path
    on: date
    jobs: int = 1
    force: bool = False


Progress = Callable[[Outcome, int, int], None]
"""Called after each cell with its outcome, how many are done and how many there are."""

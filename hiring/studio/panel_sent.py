"""What the form of a panel's ratings says: how far the panel is, and all that was rated so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from hiring.documents.scorecard_start import PanelForms
from hiring.interviewing import assessed_competencies
from hiring.library import Vacancy
from hiring.ratings import LEAST_RATING, MOST_RATING, MOST_WEIGHT, Marks, Panel, Rated, Weight
from hiring.studio.entries import Given

START, PASS, GROUP = "start", "pass", "group"
"""The steps beside those of the interviewers, which go by their numbers: before, between and after them."""
GO, FINISH = "go", "finish"
"""What the form's field ``do`` says, with a step or the number of an interviewer, as in ``go:2``."""
FINISHED: Final = "finished"
STEP: Final = "step"


@dataclass(frozen=True)
class Sent:
    """What a form says, for the competencies and interviewers of a vacancy. Competencies go by their ids in it."""

    given: Given
    competencies: tuple[str, ...]
    interviewers: tuple[int, ...]

    @classmethod
    def of(cls, given: Given, vacancy: Vacancy, forms: PanelForms) -> "Sent":
        """What a form says of a vacancy that has an interview."""
        interview = vacancy.interview
        competencies = assessed_competencies(interview, vacancy.shared) if interview is not None else ()
        return cls(given, competencies, forms.group.interviewers)

    def text(self, *name: object) -> str:
        """The value of a field, empty for one that was not sent."""
        found = next(iter(self.given.get(".".join(map(str, name)), ())), "")
        return found.replace("\r\n", "\n").strip()

    @property
    def wrong_weights(self) -> frozenset[str]:
        """The competencies whose weight is no number that a weight may be."""
        return frozenset(name for name in self.competencies if self._weight(name) is None)

    def panel(self) -> Panel:
        """All of it as the workbook takes it. A weight that is wrong counts as none."""
        weights = (Weight(self._weight(name) or Decimal(0), self.text("reason", name)) for name in self.competencies)
        alone = (self._marks(("rating", number), ("evidence", number)) for number in self.interviewers)
        rated = Rated(self.text("candidate"), tuple(alone), self._marks(("agreed",), ("settled",)))
        names = (self.text("interviewer", number) for number in self.interviewers)
        return Panel(tuple(names), tuple(weights), (rated,))

    def finished(self) -> tuple[str, ...]:
        """The interviewers who have finished, with the one who does so now."""
        deed, _, number = self.text("do").partition(":")
        numbers = {*self.given.get(FINISHED, ()), *([number] if deed == FINISH else [])}
        return tuple(str(each) for each in self.interviewers if str(each) in numbers)

    def step(self) -> str:
        """The step to be shown: the one that was asked for, if it is open."""
        deed, _, asked = self.text("do").partition(":")
        step = {GO: asked, FINISH: PASS}.get(deed, self.text(STEP) or START)
        return step if step in (START, PASS) or step in self.open_steps() else PASS

    def open_steps(self) -> frozenset[str]:
        """The steps that show ratings and may do so now: sheets that are not finished, and everything as soon as all are."""
        everyone = frozenset(map(str, self.interviewers))
        finished = frozenset(self.finished())
        return everyone - finished or everyone | {GROUP}

    def _weight(self, name: str) -> Decimal | None:
        if f"weight.{name}" not in self.given:
            return Weight().value
        try:
            value = Decimal(self.text("weight", name) or "0")
        except InvalidOperation:
            return None
        return value if value.is_finite() and 0 <= value <= MOST_WEIGHT else None

    def _marks(self, rating: Sequence[object], evidence: Sequence[object]) -> Marks:
        return Marks(
            tuple(_rating(self.text(*rating, name)) for name in self.competencies),
            tuple(self.text(*evidence, name) for name in self.competencies),
        )


def _rating(text: str) -> int | None:
    return int(text) if text in _RATINGS else None


_RATINGS: Final = frozenset(map(str, range(LEAST_RATING, MOST_RATING + 1)))

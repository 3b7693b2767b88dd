"""The first sheet of the scorecard: how the panel uses it, and what a person sets: names, and the weights of competencies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hiring.documents.internal import AnchorSet, AskedQuestion, GroupForm, RatedCompetency, Scorecard
from hiring.documents.page import Page
from hiring.language import Language
from hiring.ratings import DEFAULT_WEIGHT, MOST_WEIGHT, Panel, Weight
from hiring.workbook import Cell, Limit, Sheet, SheetWriter, quoted

CANDIDATES = 6
"""How many candidates a workbook has room for."""
STEPS = ("names", "copies", "alone", "gather", "discuss", "decide")
LABEL, NAME = 0, 1
REASON = 3
"""Columns: weights stand in that of the names."""
WIDTHS = (38, 34, 16, 44, 28)


@dataclass(frozen=True)
class PanelForms:
    """What the interview kit gives the workbook: both forms, the questions, and how long the forms are kept.

    ``anchors`` are those of the competencies, one set for each in the order of the scorecard.
    """

    scorecard: Scorecard
    group: GroupForm
    anchors: tuple[AnchorSet, ...]
    questions: tuple[AskedQuestion, ...]
    retention: tuple[str, ...]


def head_of_sheet(sheet: SheetWriter, title: str, page: Page) -> None:
    """The first two rows of every sheet: what it is, and that candidates do not see it."""
    sheet.add(Cell(title, "title"))
    sheet.add(Cell(page.foot, "note"))


class StartSheet:
    """The sheet, and where its names and weights are. Candidates and competencies count from 0, interviewers from 1."""

    def __init__(self, forms: PanelForms, page: Page, language: Language, filled: Panel) -> None:
        self._language, self._filled = language, filled
        self._competencies = forms.scorecard.competencies
        self.sheet = SheetWriter(language("kit.workbook.start"))
        head_of_sheet(self.sheet, page.title, page)
        if page.is_sample:
            self._prose(language("page.sample"))
        self._steps()
        self._candidates = self._names("kit.workbook.candidate", [rated.name for rated in filled.candidates])
        self._interviewers = self._names("kit.field.interviewer_number", filled.interviewers)
        self._weights = self._weight_rows()
        if forms.retention:
            self._title("kit.retention.title")
            for text in forms.retention:
                self._prose(text)

    def candidate(self, number: int) -> Cell:
        """The name of a candidate as the head of another sheet has it; a number as long as there is none."""
        label = self._language("kit.workbook.candidate", number=number + 1)
        return self._shown(self._candidates + number, self._filled.candidates[number].name or label)

    def candidate_name(self, number: int) -> str:
        """The cell for the name of a candidate; it may be empty."""
        return self.sheet.ref(self._candidates + number, NAME)

    def interviewer(self, number: int) -> Cell:
        """The name of an interviewer as the head of another sheet has it; a number as long as there is none."""
        label = self._language("kit.field.interviewer_number", number=number)
        return self._shown(self._interviewers + number - 1, self._filled.interviewers[number - 1] or label)

    def weight(self, competency: int) -> str:
        """The weight of a competency as a number; nothing typed is 0."""
        return f"N({self.sheet.ref(self._weights + competency, NAME)})"

    @property
    def total_weight(self) -> str:
        """The sum of the weights."""
        return f"SUM({self.sheet.span(self._weights, self._weights + len(self._competencies) - 1, NAME)})"

    def made(self) -> Sheet:
        """The sheet as it stands."""
        last = self._weights + len(self._competencies) - 1
        prompt = self._language("kit.workbook.weight_prompt", low=0, high=MOST_WEIGHT)
        limit = Limit(self._weights, NAME, last, NAME, 0, MOST_WEIGHT, False, prompt)
        return self.sheet.sheet(WIDTHS, limits=(limit,), is_form=True)

    def _shown(self, row: int, shown: str) -> Cell:
        name = self.sheet.ref(row, NAME)
        return Cell(shown, "head", f'=IF({name}="",{self.sheet.ref(row, LABEL)},{name})')

    def _title(self, phrase: str) -> None:
        self.sheet.add()
        self.sheet.add(Cell(self._language(phrase), "title"))

    def _prose(self, text: str) -> None:
        self.sheet.add(Cell(text, "prose", across=len(WIDTHS)))

    def _steps(self) -> None:
        self._title("kit.workbook.steps")
        for number, step in enumerate(STEPS, 1):
            text = self._language(f"kit.workbook.step.{step}")
            self._prose(self._language("kit.workbook.step", number=number, text=text))

    def _names(self, label: str, names: Sequence[str]) -> int:
        """Rows for names; the number of the first."""
        self.sheet.add()
        self.sheet.add(None, Cell(self._language("kit.workbook.name"), "head"))
        first = self.sheet.next_row
        for number, name in enumerate(names, 1):
            self.sheet.add(Cell(self._language(label, number=number)), Cell(name or None, is_input=True))
        return first

    def _weight_rows(self) -> int:
        """Rows for the weights of the competencies; the number of the first."""
        self._title("kit.workbook.weights")
        self._prose(self._language("kit.workbook.weights_note"))
        names = ("kit.competencies.competency", "kit.workbook.weight", "kit.workbook.share", "kit.workbook.reason")
        self.sheet.add(*(Cell(self._language(name), "head") for name in names))
        first = self.sheet.next_row
        last = first + len(self._competencies) - 1
        total = f"SUM({self.sheet.span(first, last, NAME)})"
        for competency, weight in zip(self._competencies, self._filled.weights, strict=True):
            self.sheet.add(*self._weight_cells(competency, weight, total))
        return first

    def _weight_cells(self, competency: RatedCompetency, given: Weight, total: str) -> Iterator[Cell]:
        row = self.sheet.next_row
        weight, reason = f"N({self.sheet.ref(row, NAME)})", self.sheet.ref(row, REASON)
        yield Cell(competency.name, "prose")
        together = sum((each.value for each in self._filled.weights), Decimal(0))
        share = given.value / together if together else ""
        yield Cell(given.value, "number", is_input=True)
        yield Cell(share, "ratio", f'=IF({total}>0,{weight}/{total},"")')
        yield Cell(given.reason or None, "prose", is_input=True)
        missing = self._language("kit.workbook.reason_missing")
        shown = missing if given.lacks_reason else ""
        yield Cell(shown, "flag", f'=IF(AND({weight}<>{DEFAULT_WEIGHT},{reason}=""),{quoted(missing)},"")')

"""The sheet of one interviewer, who rates alone: ratings and evidence, beside what answers of each rating sound like."""

from collections.abc import Callable, Iterator

from hiring.documents.internal import AnchorSet, Scorecard
from hiring.documents.page import Page
from hiring.documents.scorecard_start import CANDIDATES, PanelForms, StartSheet, head_of_sheet
from hiring.language import Language
from hiring.ratings import Panel, weighted_mean
from hiring.workbook import Cell, Limit, Sheet, SheetWriter, quoted

ANCHORED = (1, 3, 5)
"""The ratings that have anchors."""
EVIDENCE_LINES = 6
"""How many lines of text a cell for evidence has room for at the least."""


def rating_limit(rows: range, columns: range, scorecard: Scorecard, language: Language) -> Limit:
    """Whole ratings of the scale; the prompt names all of them."""
    prompt = "\n".join(_step(step.rating, scorecard, language) for step in scorecard.scale)
    ratings = [step.rating for step in scorecard.scale]
    return Limit(rows[0], columns[0], rows[-1], columns[-1], min(ratings), max(ratings), True, prompt)


def _step(rating: int, scorecard: Scorecard, language: Language) -> str:
    (name,) = (step.name for step in scorecard.scale if step.rating == rating)
    return language("kit.rate.anchor", rating=rating, name=name)


def anchor_heads(scorecard: Scorecard, language: Language) -> Iterator[Cell]:
    """The heads of columns of anchors: each rating with its name."""
    for rating in ANCHORED:
        yield Cell(_step(rating, scorecard, language), "head")


def anchor_cells(anchors: AnchorSet) -> Iterator[Cell]:
    """The anchors, in the order of their heads."""
    for text in (anchors.one, anchors.three, anchors.five):
        yield Cell(text, "prose")


class IndividualSheet:
    """The sheet of one interviewer. Candidates and competencies count from 0.

    All cells that a person fills in lie side by side, so that they can be copied in one go into the panel's workbook.
    """

    LABEL, FIRST = 4, 5
    """Columns: what a row is for, and the first candidate."""
    WIDTHS = (36, 26, 26, 26, 12, *[18] * CANDIDATES)

    def __init__(
        self, forms: PanelForms, page: Page, start: StartSheet, language: Language, filled: Panel, number: int
    ) -> None:
        self._forms, self._start, self._language, self._filled = forms, start, language, filled
        self._marks = [rated.alone[number - 1] for rated in filled.candidates]
        self._competencies = forms.scorecard.competencies
        self.sheet = SheetWriter(language("kit.field.interviewer_number", number=number))
        head_of_sheet(self.sheet, language("kit.scorecard.title"), page)
        interviewer = start.interviewer(number)
        self.sheet.add(Cell(interviewer.value, "label", interviewer.formula))
        self.sheet.add(Cell(language("kit.workbook.step.alone"), "prose", across=self.FIRST))
        heads = Cell(language("kit.competencies.competency"), "head"), *anchor_heads(forms.scorecard, language)
        self.sheet.add(*heads, Cell(None, "head"), *map(start.candidate, range(CANDIDATES)))
        self._first = self.sheet.next_row
        for place in range(len(self._competencies)):
            self._rows(place)
        self._given = self._results("kit.workbook.given", self._count)
        self._results("kit.workbook.missing_ratings", self._missing)
        self._results("kit.workbook.average", self._average)

    def rating(self, competency: int, candidate: int) -> str:
        """The cell for a rating."""
        return self.sheet.ref(self._first + 2 * competency, self.FIRST + candidate)

    def given(self, candidate: int) -> str:
        """The cell that says how many ratings this interviewer has given a candidate."""
        return self.sheet.ref(self._given, self.FIRST + candidate)

    def made(self) -> Sheet:
        """The sheet as it stands."""
        columns = range(self.FIRST, self.FIRST + CANDIDATES)
        rows = range(self._first, self._given, 2)
        limits = (rating_limit(range(row, row + 1), columns, self._forms.scorecard, self._language) for row in rows)
        return self.sheet.sheet(
            self.WIDTHS, frozen_rows=self._first, frozen_columns=1, limits=tuple(limits), is_form=True
        )

    def _rows(self, place: int) -> None:
        """A row to rate a competency, and below it one with its questions and anchors and room for evidence."""
        language, competency, anchors = self._language, self._competencies[place], self._forms.anchors[place]
        definition = Cell(competency.definition, "prose", across=len(ANCHORED))
        ratings = (Cell(marks.ratings[place], "rating", is_input=True) for marks in self._marks)
        unseen = (None,) * (definition.across - 1)
        label = Cell(language("kit.scorecard.rating"), "label")
        self.sheet.add(Cell(competency.name, "label"), definition, *unseen, label, *ratings)
        prompts = {row.number: row.prompt for row in self._forms.scorecard.rows}
        questions = "\n".join(
            language("kit.question.heading", number=number, prompt=prompts[number]) for number in competency.questions
        )
        evidence = (
            Cell(marks.evidence[place] or None, "prose", is_input=True, lines=EVIDENCE_LINES) for marks in self._marks
        )
        label = Cell(language("kit.scorecard.evidence"), "prose")
        self.sheet.add(Cell(questions, "prose"), *anchor_cells(anchors), label, *evidence)

    def _results(self, phrase: str, cell: Callable[[int], Cell]) -> int:
        unseen = (None,) * (self.FIRST - 1)
        label = Cell(self._language(phrase), "label", across=self.FIRST)
        return self.sheet.add(label, *unseen, *map(cell, range(CANDIDATES)))

    def _count(self, candidate: int) -> Cell:
        ratings = ",".join(self.rating(number, candidate) for number in range(len(self._competencies)))
        return Cell(self._marks[candidate].given, "rating", f"=COUNT({ratings})")

    def _missing(self, candidate: int) -> Cell:
        given, name = self.given(candidate), self._start.candidate_name(candidate)
        counted, named = self._marks[candidate].given, self._filled.candidates[candidate].name
        missing = len(self._competencies) - counted if counted or named else ""
        return Cell(missing, "rating", f'=IF(AND({given}=0,{name}=""),"",{len(self._competencies)}-{given})')

    def _average(self, candidate: int) -> Cell:
        given, total = self.given(candidate), self._start.total_weight
        parts = "+".join(
            f"{self._start.weight(number)}*{self.rating(number, candidate)}"
            for number in range(len(self._competencies))
        )
        incomplete = self._language("kit.workbook.incomplete")
        unfinished = f'IF({given}=0,"",{quoted(incomplete)})'
        complete = f"AND({given}={len(self._competencies)},{total}>0)"
        marks = self._marks[candidate]
        average = weighted_mean(self._filled.weights, marks.ratings)
        shown = average if average is not None else incomplete if marks.given else ""
        return Cell(shown, "number", f"=IF({complete},({parts})/{total},{unfinished})")

"""The sheet that the panel fills in together, after everyone has rated alone.

Each candidate has a block: the ratings of all interviewers, their mean and spread, and a mark where two of them lie so far
apart that the panel discusses them. A group rating that it settles then stands in place of the mean in the total, because
the discussion may bring up evidence that single ratings lack; those stay readable beside it. The totals come last.
"""

from collections.abc import Iterator
from decimal import Decimal

from hiring.documents.page import Page
from hiring.documents.scorecard_individual import IndividualSheet, rating_limit
from hiring.documents.scorecard_start import PanelForms, StartSheet, head_of_sheet
from hiring.language import Language
from hiring.ratings import Panel, lines, open_gaps, weighted_mean
from hiring.workbook import Cell, Sheet, SheetWriter, quoted

WEIGHT, FIRST = 1, 2
"""Columns: the weight of a competency, and the first interviewer."""
GIVEN = FIRST + 2
"""The column that counts a candidate's ratings, in the first row of the block."""
TOTAL, GAPS, STATE = 1, 2, 4
"""Columns of the last table."""
MEASURES = ("rated", "mean", "spread", "gap", "agreed", "counting", "evidence")
"""What stands after the interviewers, column by column."""


class GroupSheet:
    """The sheet. Candidates and competencies count from 0."""

    def __init__(
        self,
        forms: PanelForms,
        page: Page,
        start: StartSheet,
        individual: tuple[IndividualSheet, ...],
        language: Language,
        filled: Panel,
    ) -> None:
        self._forms, self._start, self._individual, self._language = forms, start, individual, language
        self._filled = filled
        self._lines = [lines(rated, forms.group.gap) for rated in filled.candidates]
        self._competencies = forms.scorecard.competencies
        self._columns = {name: FIRST + len(individual) + place for place, name in enumerate(MEASURES)}
        self._missing, self._incomplete, self._discuss, self._unrated, self._uneven = (
            language(f"kit.workbook.{name}") for name in ("missing", "incomplete", "discuss", "unrated", "uneven")
        )
        self.sheet = SheetWriter(language("kit.group.title"))
        head_of_sheet(self.sheet, language("kit.group.title"), page)
        for text in ("kit.group.alone_first", "kit.workbook.step.discuss", "kit.workbook.group_note"):
            self.sheet.add(Cell(language(text), "prose", across=self._columns["evidence"] + 1))
        self._blocks = [self._block(candidate) for candidate in range(len(filled.candidates))]
        self._totals()

    def made(self) -> Sheet:
        """The sheet as it stands."""
        column = self._columns["agreed"]
        limits = tuple(
            rating_limit(rows, range(column, column + 1), self._forms.scorecard, self._language)
            for rows in self._blocks
        )
        widths = (38, 10, *[15] * len(self._individual), 13, 10, 10, 16, 14, 14, 44)
        return self.sheet.sheet(widths, frozen_columns=1, limits=limits, is_form=True)

    def _block(self, candidate: int) -> range:
        """The rows of a candidate; those of the competencies are returned."""
        language, name = self._language, self._start.candidate(candidate)
        self.sheet.add()
        self.sheet.add(
            Cell(name.value, "title", name.formula),
            None,
            Cell(language("kit.workbook.given"), "label", across=GIVEN - FIRST),
            *[None] * (GIVEN - FIRST - 1),
            self._given(candidate),
        )
        self.sheet.add(*self._heads())
        first = self.sheet.next_row
        for number in range(len(self._competencies)):
            self.sheet.add(*self._row(candidate, number, self.sheet.ref(first - 2, GIVEN)))
        rows = range(first, self.sheet.next_row)
        skipped = [None] * (self._columns["counting"] - 1)
        self.sheet.add(Cell(language("kit.workbook.total"), "label"), *skipped, self._total(candidate, rows))
        return rows

    def _given(self, candidate: int) -> Cell:
        """How many ratings a candidate has; nothing as long as there is neither a rating nor a name."""
        given = "+".join(sheet.given(candidate) for sheet in self._individual)
        formula = f'=IF(AND({given}=0,{self._start.candidate_name(candidate)}=""),"",{given})'
        rated = self._filled.candidates[candidate]
        return Cell(rated.given if rated.is_begun else "", "rating", formula)

    def _heads(self) -> Iterator[Cell]:
        language = self._language
        yield Cell(language("kit.competencies.competency"), "head")
        yield Cell(language("kit.workbook.weight"), "head")
        yield from (self._start.interviewer(number) for number in self._forms.group.interviewers)
        names = ("kit.workbook.rated", "kit.group.mean", "kit.group.spread")
        yield from (Cell(language(name), "head") for name in names)
        yield Cell(language("kit.group.gap", count=self._forms.group.gap), "head")
        names = ("kit.group.rating", "kit.workbook.counting", "kit.group.evidence")
        yield from (Cell(language(name), "head") for name in names)

    def _row(self, candidate: int, number: int, given: str) -> Iterator[Cell]:
        """The ratings of one competency and what they come to."""
        row, competency = self.sheet.next_row, self._competencies[number]
        filled, line = self._filled.candidates[candidate], self._lines[candidate][number]
        missing, discuss = quoted(self._missing), quoted(self._discuss)
        ratings = self.sheet.across(row, FIRST, FIRST + len(self._individual) - 1)
        rated, mean, spread, agreed = (self._at(row, name) for name in ("rated", "mean", "spread", "agreed"))
        yield Cell(competency.name, "prose")
        yield Cell(self._filled.weights[number].value, "number", f"={self._start.weight(number)}")
        for sheet, marks in zip(self._individual, filled.alone, strict=True):
            rating = sheet.rating(number, candidate)
            formula = f'=IF(ISNUMBER({rating}),{rating},IF(ISNUMBER({given}),{missing},""))'
            yield Cell(_shown(marks.ratings[number], self._missing if filled.is_begun else ""), "rating", formula)
        yield Cell(line.rated, "rating", f"=COUNT({ratings})")
        yield Cell(_shown(line.mean), "number", f'=IF({rated}=0,"",AVERAGE({ratings}))')
        yield Cell(_shown(line.spread), "rating", f'=IF({rated}<2,"",MAX({ratings})-MIN({ratings}))')
        formula = f'=IF(ISNUMBER({spread}),IF({spread}>={self._forms.group.gap},{discuss},""),"")'
        yield Cell(self._discuss if line.is_apart else "", "flag", formula)
        yield Cell(filled.agreed.ratings[number], "rating", is_input=True)
        formula = f'=IF({rated}=0,"",IF(ISNUMBER({agreed}),{agreed},{mean}))'
        yield Cell(_shown(line.counts), "number", formula)
        yield Cell(filled.agreed.evidence[number] or None, "prose", is_input=True, lines=2)

    def _total(self, candidate: int, rows: range) -> Cell:
        """The mean of the ratings that count, by weight; only where every competency has one."""
        counting, weights = self._span(rows, "counting"), self.sheet.span(rows[0], rows[-1], WEIGHT)
        complete = f"AND(COUNT({counting})={len(rows)},SUM({weights})>0)"
        shown = f'IF(ISNUMBER({self.sheet.ref(rows[0] - 2, GIVEN)}),{quoted(self._incomplete)},"")'
        formula = f"=IF({complete},SUMPRODUCT({weights},{counting})/SUM({weights}),{shown})"
        return Cell(self._total_shown(candidate), "number", formula)

    def _total_shown(self, candidate: int) -> str | Decimal | int:
        total = weighted_mean(self._filled.weights, [line.counts for line in self._lines[candidate]])
        return _shown(total, self._incomplete if self._filled.candidates[candidate].is_begun else "")

    def _totals(self) -> None:
        """The last table: every candidate in the order of the first sheet, with what is still to do."""
        language = self._language
        self.sheet.add()
        self.sheet.add(Cell(language("kit.workbook.all"), "title"))
        self.sheet.add(
            Cell(language("kit.field.candidate"), "head"),
            Cell(language("kit.workbook.total"), "head"),
            Cell(language("kit.workbook.gaps"), "head", across=STATE - GAPS),
            *[None] * (STATE - GAPS - 1),
            Cell(language("kit.workbook.state"), "head", across=4),
        )
        most = f"MAX({','.join(self._span(rows, 'rated') for rows in self._blocks)})"
        for candidate, rows in enumerate(self._blocks):
            self.sheet.add(*self._of_candidate(candidate, rows, most))

    def _of_candidate(self, candidate: int, rows: range, most: str) -> Iterator[Cell | None]:
        name, given = self._start.candidate(candidate), self.sheet.ref(rows[0] - 2, GIVEN)
        yield Cell(name.value, "label", name.formula)
        yield Cell(self._total_shown(candidate), "number", f"={self._at(rows[-1] + 1, 'counting')}")
        gaps = f'SUMPRODUCT(({self._span(rows, "gap")}<>"")*({self._span(rows, "agreed")}=""))'
        filled, its_lines = self._filled.candidates[candidate], self._lines[candidate]
        shown = open_gaps(its_lines, filled.agreed) if filled.is_begun else ""
        yield Cell(shown, "rating", f'=IF(ISNUMBER({given}),{gaps},"")', across=STATE - GAPS)
        yield from [None] * (STATE - GAPS - 1)
        rated = self._span(rows, "rated")
        uneven = f'IF(MIN({rated})<{most},{quoted(self._uneven)},"")'
        state = f"IF(MIN({rated})=0,{quoted(self._unrated)},{uneven})"
        shown = self._state_shown(candidate) if filled.is_begun else ""
        yield Cell(shown, "flag", f'=IF(ISNUMBER({given}),{state},"")', across=4)

    def _state_shown(self, candidate: int) -> str:
        """What is still to do before this candidate has been rated like the others."""
        most = max(line.rated for lines_of in self._lines for line in lines_of)
        least = min(line.rated for line in self._lines[candidate])
        if least == 0:
            return self._unrated
        return self._uneven if least < most else ""

    def _at(self, row: int, measure: str) -> str:
        return self.sheet.ref(row, self._columns[measure])

    def _span(self, rows: range, measure: str) -> str:
        return self.sheet.span(rows[0], rows[-1], self._columns[measure])


def _shown(value: Decimal | int | None, otherwise: str = "") -> str | Decimal | int:
    """A result as its cell holds it: a text where there is none."""
    return otherwise if value is None else value

"""The sheet that the panel fills in together, after everyone has rated alone.

Each candidate has a block: the ratings of all interviewers, their mean and spread, and a mark where two of them lie so far
apart that the panel discusses them. A group rating that it settles then stands in place of the mean in the total, because
the discussion may bring up evidence that single ratings lack; those stay readable beside it. The totals come last.
"""

from collections.abc import Iterator

from hiring.documents.page import Page
from hiring.documents.scorecard_individual import IndividualSheet, rating_limit
from hiring.documents.scorecard_start import CANDIDATES, DEFAULT_WEIGHT, PanelForms, StartSheet, head_of_sheet
from hiring.language import Language
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
    ) -> None:
        self._forms, self._start, self._individual, self._language = forms, start, individual, language
        self._competencies = forms.scorecard.competencies
        self._columns = {name: FIRST + len(individual) + place for place, name in enumerate(MEASURES)}
        self._missing, self._incomplete, self._discuss, self._unrated, self._uneven = (
            quoted(language(f"kit.workbook.{name}"))
            for name in ("missing", "incomplete", "discuss", "unrated", "uneven")
        )
        self.sheet = SheetWriter(language("kit.group.title"))
        head_of_sheet(self.sheet, language("kit.group.title"), page)
        for text in ("kit.group.alone_first", "kit.workbook.step.discuss", "kit.workbook.group_note"):
            self.sheet.add(Cell(language(text), "prose", across=self._columns["evidence"] + 1))
        self._blocks = [self._block(candidate) for candidate in range(CANDIDATES)]
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
        given = self._given(candidate)
        self.sheet.add(
            Cell(name.value, "title", name.formula),
            None,
            Cell(language("kit.workbook.given"), "label", across=GIVEN - FIRST),
            *[None] * (GIVEN - FIRST - 1),
            Cell("", "rating", given),
        )
        self.sheet.add(*self._heads())
        first = self.sheet.next_row
        for number in range(len(self._competencies)):
            self.sheet.add(*self._row(candidate, number, self.sheet.ref(first - 2, GIVEN)))
        rows = range(first, self.sheet.next_row)
        skipped = [None] * (self._columns["counting"] - 1)
        self.sheet.add(Cell(language("kit.workbook.total"), "label"), *skipped, self._total(rows))
        return rows

    def _given(self, candidate: int) -> str:
        """How many ratings a candidate has; nothing as long as there is neither a rating nor a name."""
        given = "+".join(sheet.given(candidate) for sheet in self._individual)
        return f'=IF(AND({given}=0,{self._start.candidate_name(candidate)}=""),"",{given})'

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
        ratings = self.sheet.across(row, FIRST, FIRST + len(self._individual) - 1)
        rated, mean, spread, agreed = (self._at(row, name) for name in ("rated", "mean", "spread", "agreed"))
        yield Cell(competency.name, "prose")
        yield Cell(DEFAULT_WEIGHT, "number", f"={self._start.weight(number)}")
        for sheet in self._individual:
            rating = sheet.rating(number, candidate)
            shown = f'IF(ISNUMBER({given}),{self._missing},"")'
            yield Cell("", "rating", f"=IF(ISNUMBER({rating}),{rating},{shown})")
        yield Cell(0, "rating", f"=COUNT({ratings})")
        yield Cell("", "number", f'=IF({rated}=0,"",AVERAGE({ratings}))')
        yield Cell("", "rating", f'=IF({rated}<2,"",MAX({ratings})-MIN({ratings}))')
        yield Cell("", "flag", f'=IF(ISNUMBER({spread}),IF({spread}>={self._forms.group.gap},{self._discuss},""),"")')
        yield Cell(None, "rating", is_input=True)
        yield Cell("", "number", f'=IF({rated}=0,"",IF(ISNUMBER({agreed}),{agreed},{mean}))')
        yield Cell(None, "prose", is_input=True, lines=2)

    def _total(self, rows: range) -> Cell:
        """The mean of the ratings that count, by weight; only where every competency has one."""
        counting, weights = self._span(rows, "counting"), self.sheet.span(rows[0], rows[-1], WEIGHT)
        complete = f"AND(COUNT({counting})={len(rows)},SUM({weights})>0)"
        shown = f'IF(ISNUMBER({self.sheet.ref(rows[0] - 2, GIVEN)}),{self._incomplete},"")'
        return Cell("", "number", f"=IF({complete},SUMPRODUCT({weights},{counting})/SUM({weights}),{shown})")

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
        yield Cell("", "number", f"={self._at(rows[-1] + 1, 'counting')}")
        open_gaps = f'SUMPRODUCT(({self._span(rows, "gap")}<>"")*({self._span(rows, "agreed")}=""))'
        yield Cell("", "rating", f'=IF(ISNUMBER({given}),{open_gaps},"")', across=STATE - GAPS)
        yield from [None] * (STATE - GAPS - 1)
        rated = self._span(rows, "rated")
        uneven = f'IF(MIN({rated})<{most},{self._uneven},"")'
        state = f"IF(MIN({rated})=0,{self._unrated},{uneven})"
        yield Cell("", "flag", f'=IF(ISNUMBER({given}),{state},"")', across=4)

    def _at(self, row: int, measure: str) -> str:
        return self.sheet.ref(row, self._columns[measure])

    def _span(self, rows: range, measure: str) -> str:
        return self.sheet.span(rows[0], rows[-1], self._columns[measure])

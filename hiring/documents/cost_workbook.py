"""The cost estimate as a workbook: a person changes the inputs, and everything else follows by formulas.

Sheets: the answer, the inputs (pay, rates, channels, the empty post), the lines, the channels by line, the sources. Each
formula has beside it the value that ``costing`` calculates.
"""

from collections.abc import Iterator, Mapping

from hiring.costing.estimate import HOURS_PER_DAY, SCALE, Cover, Estimate, MisHire
from hiring.costing.lines import MINUTES_PER_HOUR, Line, spread_of
from hiring.costing.pay import WEEKS_PER_YEAR
from hiring.costing.spread import Z90, Spread, Total
from hiring.documents.cost_inputs import HIGH, LOW, POINTS, InputsSheet, origin_of, points
from hiring.documents.cost_words import CostWriter
from hiring.documents.page import SourceNote
from hiring.language import Language
from hiring.model.costs import RECRUITING, SUMMED, CostChannel, CostUnit
from hiring.workbook import Cell, Limit, Sheet, SheetWriter, Style, Workbook, quoted

FIRST = 2
"""The row of the first line, on the sheets of lines and of channels: a title and the heads are above it."""
NAME, GROUP, COUNTS = 0, 1, 2
QUANTITY, RATE, AMOUNT = (3, 4, 5), (6, 7, 8), (9, 10, 11)
PER_HIRE, SHARE, EXPECTED, DEVIATION, RECRUITS, COMPARABLE, PAID, AT_LOW, AT_HIGH = range(12, 21)
"""Columns of the sheet of lines."""


def workbook_of(found: Estimate, language: Language, title: str, sources: tuple[SourceNote, ...]) -> Workbook:
    """The workbook of an estimate in a language."""
    writer = CostWriter(language, found.currency)
    inputs = InputsSheet(found, language, writer)
    lines = _Lines(found, writer, inputs)
    answer = _Answer(found, writer, inputs, lines)
    listed = SheetWriter(language("cost.sheet.sources"))
    listed.add(Cell(language("cost.sheet.sources"), "title"))
    for note in sources:
        listed.add(Cell(note.text), Cell(note.url) if note.url else None)
    sheets = (answer.made(title), inputs.made(), lines.made(), lines.channels.made(), listed.sheet((150, 60)))
    return Workbook(title, language.direction, language.spreadsheet_money(found.currency), sheets)


_STYLES: Mapping[CostUnit, Style] = {CostUnit.MONEY: "money", CostUnit.PERCENT_OF_PAY: "percent"}


def _flag(value: bool) -> Cell:
    return Cell(int(value), "whole")


class _Lines:
    """The sheet of lines: quantities that a person changes, what each costs, and what that comes to."""

    def __init__(self, found: Estimate, writer: CostWriter, inputs: InputsSheet) -> None:
        self._found, self._writer, self._inputs = found, writer, inputs
        self._language = writer.language
        self.sheet = SheetWriter(self._language("cost.sheet.lines"))
        self.last = FIRST + len(found.lines) - 1
        self.channels = _Channels(found, writer, self, inputs)
        self.sheet.add(Cell(self._language("cost.sheet.lines"), "title"))
        self.sheet.add(*(Cell(head, "head") for head in self._heads()))
        for line in found.lines:
            self.sheet.add(*self._cells(line))

    def span(self, column: int) -> str:
        """A column of all lines."""
        return self.sheet.span(FIRST, self.last, column)

    def made(self) -> Sheet:
        """The sheet as it stands."""
        prompt = self._language("cost.input.per_hire.prompt")
        limit = Limit(FIRST, PER_HIRE, self.last, PER_HIRE, 0, 1, True, prompt)
        widths = (40, 24, 16, *[12] * 9, *[11] * 9, 44)
        return self.sheet.sheet(widths, frozen_rows=FIRST, frozen_columns=1, limits=(limit,))

    def _heads(self) -> Iterator[str]:
        language = self._language
        points = [language(f"cost.column.{name}") for name in ("low", "likely", "high")]
        yield from (language(f"cost.column.{name}") for name in ("item", "group", "unit"))
        for part in ("quantity", "rate", "amount"):
            yield from (language(f"cost.column.of.{part}", point=point) for point in points)
        last = ("per_hire", "part", "expected", "deviation", "recruits", "comparable", "paid", "at_low", "at_high")
        yield from (language(f"cost.column.{name}") for name in (*last, "where"))

    def _cells(self, line: Line) -> Iterator[Cell]:
        at = self.sheet.next_row
        counts = line.given.counts
        shown = _STYLES.get(counts, "number")
        yield Cell(self._writer.name(line.given))
        yield Cell(self._writer.group(line.item.group))
        yield Cell(self._language(f"cost.unit.name.{counts}"))
        for point in points(line.quantity):
            yield Cell(point, shown, is_input=True)
        for point, column in zip(points(line.rate), POINTS, strict=True):
            yield Cell(point, "money", self._rate(line, column))
        for point, quantity, rate in zip(points(line.amount), QUANTITY, RATE, strict=True):
            yield Cell(point, "money", f"={self._at(at, quantity)}*{self._at(at, rate)}")
        yield Cell(int(line.is_per_hire), "whole", is_input=True)
        yield Cell(line.share, "ratio", self.channels.share(at))
        yield from self._sums(line, at)
        yield Cell(origin_of(line, self._language))

    def _sums(self, line: Line, at: int) -> Iterator[Cell]:
        low, likely, high = (self._at(at, column) for column in AMOUNT)
        times = (
            f"{self._at(at, SHARE)}*({self._at(at, PER_HIRE)}*{self._inputs.ref('hires')}+1-{self._at(at, PER_HIRE)})"
        )
        spread = line.of(self._found.hires)
        yield Cell(spread.expected, "money", f"=({low}+4*{likely}+{high})/6*{times}")
        yield Cell(spread.deviation, "money", f"=({high}-{low})/6*{times}")
        yield _flag(line.item.group in RECRUITING)
        yield _flag(line.item.group in RECRUITING and line.item.comparable)
        yield _flag(line.item.is_paid_anyway)
        rest = self._found.once.expected - spread.expected
        for point, amount in ((spread.low, low), (spread.high, high)):
            formula = f"=SUM({self.span(EXPECTED)})-{self._at(at, EXPECTED)}+{amount}*{times}"
            yield Cell(rest + point, "money", formula)

    def _at(self, row: int, column: int) -> str:
        return self.sheet.ref(row, column)

    def _rate(self, line: Line, column: int) -> str:
        """What one unit of a line costs, from the inputs."""
        inputs, unit, name = self._inputs, line.given.counts, line.item.rate or ""
        if unit is CostUnit.PERCENT_OF_PAY:
            return f"={inputs.ref('year', column)}/100"
        if unit is CostUnit.HOUR:
            return f"={inputs.ref(name, column)}"
        if unit is CostUnit.WEEK:
            return f"={inputs.ref('loaded', column)}*{inputs.ref(name, column)}/100/{WEEKS_PER_YEAR}"
        if unit is CostUnit.INTERVIEW:
            hours = f"{inputs.ref('panel')}*{inputs.ref('minutes')}/{MINUTES_PER_HOUR}"
            return f"={inputs.ref(name, column)}*{hours}"
        return "=1"


class _Channels:
    """The sheet of channels: which part of each line arises by which channel, and what one hire by each costs."""

    def __init__(self, found: Estimate, writer: CostWriter, lines: _Lines, inputs: InputsSheet) -> None:
        self._found, self._writer, self._lines, self._inputs = found, writer, lines, inputs
        self._language = writer.language
        self.sheet = SheetWriter(self._language("cost.sheet.channels"))

    def share(self, row: int) -> str:
        """The part of a line that arises by the mix of channels."""
        parts = (
            f"{self.sheet.ref(row, column)}*{self._inputs.ref(channel)}"
            for column, channel in enumerate(CostChannel, 1)
        )
        return f"=({'+'.join(parts)})/10000"

    def made(self) -> Sheet:
        """The sheet as it stands."""
        language, count = self._language, len(CostChannel)
        self.sheet.add(Cell(language("cost.sheet.channels"), "title"), Cell(language("cost.input.channels"), "note"))
        names = [self._writer.channel(channel) for channel in CostChannel]
        heads = [language("cost.column.item"), *names, *(language("cost.column.by", channel=name) for name in names)]
        self.sheet.add(*(Cell(head, "head") for head in heads))
        for line in self._found.lines:
            self.sheet.add(*self._cells(line))
        for name in ("per_hire", "once"):
            self.sheet.add(Cell(language(f"cost.row.{name}"), "label"), *[None] * count, *self._totals(name))
        limit = Limit(FIRST, 1, self._lines.last, count, 0, 100, False, language("cost.input.percent.prompt"))
        return self.sheet.sheet((40, *[15] * 8), frozen_rows=FIRST, frozen_columns=1, limits=(limit,))

    def _cells(self, line: Line) -> Iterator[Cell]:
        at = self.sheet.next_row
        yield Cell(self._writer.name(line.given))
        for channel in CostChannel:
            yield Cell(line.shares[channel] * 100, "percent", is_input=True)
        low, likely, high = (self._lines.sheet.ref(at, column) for column in AMOUNT)
        for column, channel in enumerate(CostChannel, 1):
            formula = f"=({low}+4*{likely}+{high})/6*{self.sheet.ref(at, column)}/100"
            yield Cell(line.of(1, channel).expected, "money", formula)

    def _totals(self, name: str) -> Iterator[Cell]:
        for column, by in enumerate(self._found.by_channel, len(CostChannel) + 1):
            span = self.sheet.span(FIRST, self._lines.last, column)
            if name == "per_hire":
                yield Cell(by.cost_per_hire.expected, "money", f"=SUMPRODUCT({span},{self._lines.span(RECRUITS)})")
            else:
                yield Cell(by.once.expected, "money", f"=SUM({span})")


class _Answer:
    """The first sheet: totals with their range, hires compared, the empty post, the hire that does not last."""

    def __init__(self, found: Estimate, writer: CostWriter, inputs: InputsSheet, lines: _Lines) -> None:
        self._found, self._inputs, self._lines = found, inputs, lines
        self._writer, self._language = writer, writer.language
        self.sheet = SheetWriter(self._language("cost.sheet.answer"))

    def made(self, title: str) -> Sheet:
        """The sheet as it stands."""
        self.sheet.add(Cell(title, "title"))
        self.sheet.add(Cell(self._language("cost.input.about"), "note"))
        self._heads("item", "expected", "p10", "p90")
        self._totals()
        self._groups()
        self._scale()
        if self._found.cover is not None:
            self._empty_post(self._found.cover)
        self._mis_hire()
        return self.sheet.sheet((64, *[18] * 4))

    def _heads(self, *names: str) -> None:
        self.sheet.add(*(Cell(self._language(f"cost.column.{name}"), "head") for name in names))

    def _label(self, name: str) -> Cell:
        return Cell(self._language(f"cost.row.{name}"), "label")

    def _totals(self) -> None:
        found, lines, hires = self._found, self._lines, self._inputs.ref("hires")
        expected, deviation = lines.span(EXPECTED), lines.span(DEVIATION)
        for name, total, flag in (
            ("per_hire", found.cost_per_hire, RECRUITS),
            ("comparable", found.comparable_cost_per_hire, COMPARABLE),
        ):
            sums = f"SUMPRODUCT({expected},{lines.span(flag)})", f"SUMPRODUCT({deviation}^2*{lines.span(flag)})"
            self._ranged(name, total, f"{sums[0]}/{hires}", f"SQRT({sums[1]})/{hires}")
        pay = [self._inputs.ref("loaded", column) for column in POINTS]
        compensation = f"({pay[0]}+4*{pay[1]}+{pay[2]})/6*{hires}"
        recruiting = f"SUMPRODUCT({expected},{lines.span(RECRUITS)})"
        self.sheet.add(self._label("ratio"), Cell(found.hire_cost_ratio, "ratio", f"={recruiting}/({compensation})"))
        self._ranged("once_all", found.once, f"SUM({expected})", f"SQRT(SUMSQ({deviation}))")
        spent = f"SUMPRODUCT({expected},1-{lines.span(PAID)})+{compensation}"
        variance = f"SUMPRODUCT({deviation}^2*(1-{lines.span(PAID)}))+(({pay[2]}-{pay[0]})/6*{hires})^2"
        self._ranged("first_year_all", found.first_year, spent, f"SQRT({variance})")

    def _ranged(self, name: str, total: Total, expected: str, deviation: str) -> None:
        self.sheet.add(
            self._label(name),
            Cell(total.expected, "money", f"={expected}"),
            Cell(total.p10, "money", f"={expected}-{Z90}*{deviation}"),
            Cell(total.p90, "money", f"={expected}+{Z90}*{deviation}"),
        )

    def _groups(self) -> None:
        self.sheet.add()
        self._heads("group", "expected")
        for group in SUMMED:
            name = self._writer.group(group)
            formula = f"=SUMIF({self._lines.span(GROUP)},{quoted(name)},{self._lines.span(EXPECTED)})"
            self.sheet.add(Cell(name, "label"), Cell(self._found.total(group).expected, "money", formula))

    def _scale(self) -> None:
        self.sheet.add()
        self._heads("hires", "total", "each")
        low, likely, high = (self._lines.span(column) for column in AMOUNT)
        per_hire, share = self._lines.span(PER_HIRE), self._lines.span(SHARE)
        for at, hires in zip(self._found.at_scale, SCALE, strict=True):
            each = f"({low}+4*{likely}+{high})/6*{share}*({per_hire}*{hires}+1-{per_hire})"
            name = Cell(self._language("cost.hires", count=hires), "label")
            row = self.sheet.next_row
            total = Cell(at.total, "money", f"=SUMPRODUCT({each})")
            self.sheet.add(name, total, Cell(at.each, "money", f"={self.sheet.ref(row, 1)}/{hires}"))

    def _empty_post(self, cover: Cover) -> None:
        inputs = self._inputs
        self.sheet.add()
        self._heads("empty_post", "low", "likely", "high")
        day = f"*{HOURS_PER_DAY}/{inputs.ref('hours_per_year')}"
        saved = [f"{inputs.ref('loaded', column)}{day}" for column in POINTS]
        covers = [inputs.ref(cover.cover_of.line.id, column) for column in POINTS]
        if cover.cover_of.line.counts is CostUnit.PERCENT:
            covers = [f"{share}/100*{pay}" for share, pay in zip(covers, saved, strict=True)]
        lost = [inputs.ref("lost-value", column) for column in POINTS]
        self._points("cover", cover.cover, covers)
        self._points("saved", cover.saved, saved)
        days = [f"{covers[i]}+{lost[i]}-{saved[2 - i]}" for i in range(3)]
        self._points("per_day", cover.per_day, days)

    def _points(self, name: str, spread: Spread, formulas: list[str]) -> None:
        cells = [Cell(point, "money", f"={text}") for point, text in zip(points(spread), formulas, strict=True)]
        self.sheet.add(self._label(name), *cells)

    def _mis_hire(self) -> None:
        if not self._found.mis_hire:
            return
        self.sheet.add()
        self._heads("mis_hire", "share_low", "share_high", "low", "high")
        for item in self._found.mis_hire:
            self.sheet.add(*self._mis_hire_cells(item))

    def _mis_hire_cells(self, item: MisHire) -> Iterator[Cell]:
        row, share = self.sheet.next_row, spread_of(item.figure)
        yield Cell(item.figure.label, "label")
        yield Cell(share.low, "percent", is_input=True)
        yield Cell(share.high, "percent", is_input=True)
        for amount, column, pay in ((item.amount.low, 1, LOW), (item.amount.high, 2, HIGH)):
            yield Cell(amount, "money", f"={self._inputs.ref('year', pay)}*{self.sheet.ref(row, column)}/100")

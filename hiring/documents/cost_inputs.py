"""The first sheet of the cost workbook that a person changes: hires, pay, rates, the mix of channels, the empty post."""

from decimal import Decimal

from hiring.costing.estimate import Cover, Estimate
from hiring.costing.lines import Given, Line, spread_of
from hiring.costing.spread import NOTHING, Spread
from hiring.documents.cost_words import CostWriter
from hiring.language import Language
from hiring.model.costs import CostUnit
from hiring.workbook import Cell, Limit, Sheet, SheetWriter, Style

LOW, LIKELY, HIGH = 1, 2, 3
"""Columns of the three points, after the names."""
POINTS = (LOW, LIKELY, HIGH)
WIDTHS = (44, 14, 14, 14, 22, 44)


def points(spread: Spread) -> tuple[Decimal, Decimal, Decimal]:
    """The three points of a spread, in their order."""
    return spread.low, spread.likely, spread.high


class InputsSheet:
    """The sheet of inputs, and where its rows are. Every row has low, likely and high, or the likely alone."""

    def __init__(self, found: Estimate, language: Language, writer: CostWriter) -> None:
        self._found, self._language, self._writer = found, language, writer
        self.sheet = SheetWriter(language("cost.sheet.inputs"))
        self._rows: dict[str, int] = {}
        self._limits: list[Limit] = []
        self._fill()

    def ref(self, name: str, column: int = LIKELY) -> str:
        """The cell of an input: by default of its likely, or only, value."""
        return self.sheet.ref(self._rows[name], column)

    def _fill(self) -> None:
        language, found = self._language, self._found
        self.sheet.add(Cell(language("cost.sheet.inputs"), "title"))
        self.sheet.add(Cell(language("cost.input.about"), "note"))
        names = ("item", "low", "likely", "high", "unit", "where")
        self.sheet.add(*(Cell(language(f"cost.column.{name}"), "head") for name in names))
        self._one("hires", found.hires, "whole")
        self._limit("hires", 1, 10_000, is_whole=True, prompt=language("cost.input.hires.prompt"))
        self._three("year", found.year, "money")
        share = spread_of(found.pay.loaded[0].figure) if found.pay.loaded else NOTHING
        self._three("benefits", share, "percent")
        self._loaded()
        self._one("panel", found.slot.panel, "whole")
        self._one("minutes", found.slot.minutes, "whole")
        for given in found.rates:
            style: Style = "percent" if given.line.counts is CostUnit.PERCENT else "money"
            self._given(given, style)
        self._mix()
        if found.cover is not None:
            self._empty_post(found.cover)

    def _label(self, name: str) -> Cell:
        return Cell(self._language(f"cost.input.{name}"), "text")

    def _one(self, name: str, value: Decimal | int, style: Style) -> None:
        self._rows[name] = self.sheet.add(self._label(name), None, Cell(value, style, is_input=True))

    def _limit(self, name: str, low: int, high: int, *, is_whole: bool, prompt: str) -> None:
        row = self._rows[name]
        self._limits.append(Limit(row, LIKELY, row, LIKELY, low, high, is_whole, prompt))

    def _three(self, name: str, spread: Spread, style: Style) -> None:
        cells = [Cell(point, style, is_input=True) for point in points(spread)]
        self._rows[name] = self.sheet.add(self._label(name), *cells)

    def _given(self, given: Given, style: Style) -> None:
        line = given.line
        cells = [Cell(point, style, is_input=True) for point in points(spread_of(line))]
        unit = Cell(self._language(f"cost.unit.name.{line.counts}"))
        name = Cell(self._writer.name(line))
        self._rows[line.id] = self.sheet.add(name, *cells, unit, Cell(origin_of(given, self._language)))

    def _loaded(self) -> None:
        spread = self._found.loaded or self._found.year
        cells = [
            Cell(point, "money", f"={self.ref('year', column)}*(1+{self.ref('benefits', column)}/100)")
            for point, column in zip(points(spread), POINTS, strict=True)
        ]
        self._rows["loaded"] = self.sheet.add(self._label("loaded"), *cells)

    def _mix(self) -> None:
        self.sheet.add()
        self.sheet.add(Cell(self._language("cost.input.mix"), "head"))
        first = self.sheet.next_row
        for channel, part in self._found.mix.items():
            name = Cell(self._writer.channel(channel))
            self._rows[channel] = self.sheet.add(name, None, Cell(part * 100, "percent", is_input=True))
            self._limit(channel, 0, 100, is_whole=False, prompt=self._language("cost.input.percent.prompt"))
        last = self.sheet.next_row - 1
        total = f"=SUM({self.sheet.span(first, last, LIKELY)})"
        self.sheet.add(Cell(self._language("cost.input.mix_total"), "note"), None, Cell(Decimal(100), "percent", total))

    def _empty_post(self, cover: Cover) -> None:
        self.sheet.add()
        self.sheet.add(Cell(self._language("cost.empty.title"), "head"))
        is_percent = cover.cover_of.line.counts is CostUnit.PERCENT
        self._given(cover.cover_of, "percent" if is_percent else "money")
        if cover.lost_of is not None:
            self._given(cover.lost_of, "money")
        else:
            self._three("lost-value", NOTHING, "money")
        self._one("hours_per_year", cover.hours_per_year, "whole")
        if cover.days is not None:
            self._three("days", cover.days, "number")

    def made(self) -> Sheet:
        """The sheet as it stands."""
        return self.sheet.sheet(WIDTHS, limits=tuple(self._limits))


def origin_of(given: Given | Line, language: Language) -> str:
    """The kind of a line and the file that decides it."""
    line = given.line if isinstance(given, Given) else given.given
    kind = language(f"figure.kind.{line.kind}")
    return language("cost.origin", kind=kind, file=language(f"cost.origin.{given.origin}"))

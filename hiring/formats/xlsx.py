"""Workbooks, written by XlsxWriter from the plain values of a view: live formulas with their results beside them.

A text is never taken for a formula, a link or a number. The file names no clock, so the same view gives the same bytes.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any, Protocol

from hiring.workbook import Cell, Sheet, Workbook

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zones, and no clock is read
_LINE = 15.0
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_INPUT = {"bg_color": "#FFF8DC", "border": 1, "border_color": "#C9BE9A", "locked": False}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 12},
    "head": {"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom"},
    "label": {"bold": True},
    "text": {},
    "note": {"italic": True, "font_color": "#555555"},
    "money": {},
    "number": {"num_format": "#,##0.00"},
    "whole": {"num_format": "0"},
    "percent": {"num_format": '0.##"%"'},
    "ratio": {"num_format": "0.0%"},
}


class HasWorkbook(Protocol):
    """A view with a workbook."""

    @property
    def workbook(self) -> Workbook: ...


def write(view: HasWorkbook) -> bytes:
    """The view's workbook as XLSX."""
    from xlsxwriter import Workbook as File

    content = io.BytesIO()
    book = view.workbook
    with File(content, _PLAIN) as file:
        file.set_properties({"title": book.title, "created": _CREATED})
        file.set_calc_mode("auto")
        looks = _Looks(file, book.money_format)
        for sheet in book.sheets:
            _write_sheet(file.add_worksheet(sheet.name), sheet, looks, rtl=book.direction == "rtl")
    return content.getvalue()


class _Looks:
    """The formats of a file, each made once."""

    def __init__(self, file: Any, money: str) -> None:
        self._file, self._money = file, money
        self._made: dict[tuple[str, bool], Any] = {}

    def of(self, cell: Cell) -> Any:
        key = (cell.style, cell.is_input)
        if key not in self._made:
            look = _LOOKS[cell.style] | (_INPUT if cell.is_input else {})
            if cell.style == "money":
                look = look | {"num_format": self._money}
            self._made[key] = self._file.add_format({"font_name": "Calibri", **look})
        return self._made[key]


def _write_sheet(target: Any, sheet: Sheet, looks: _Looks, *, rtl: bool) -> None:
    if rtl:
        target.right_to_left()
    for column, width in enumerate(sheet.widths):
        target.set_column(column, column, width)
    for row, cells in enumerate(sheet.rows):
        target.set_row(row, _height(cells, sheet.widths))
        for column, cell in enumerate(cells):
            if cell is not None:
                _write_cell(target, row, column, cell, looks.of(cell))
    target.freeze_panes(sheet.frozen_rows, sheet.frozen_columns)
    for limit in sheet.limits:
        target.data_validation(
            limit.first_row,
            limit.first_column,
            limit.last_row,
            limit.last_column,
            {
                "validate": "integer" if limit.is_whole else "decimal",
                "criteria": "between",
                "minimum": limit.low,
                "maximum": limit.high,
                "input_message": limit.prompt[:255],
                "error_message": limit.prompt[:255],
            },
        )
    target.set_landscape()
    target.fit_to_pages(1, 0)
    if sheet.frozen_rows:
        target.repeat_rows(0, sheet.frozen_rows - 1)


def _height(cells: Sequence[Cell | None], widths: Sequence[int]) -> float:
    """The height of a row in points: heads are folded, everything else is one line."""
    lines = (
        ceil(len(str(cell.value)) / width)
        for cell, width in zip(cells, widths, strict=False)
        if cell is not None and cell.style == "head"
    )
    return _LINE * max(lines, default=1)


def _write_cell(target: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    if cell.formula is not None:
        result = float(cell.value) if isinstance(cell.value, Decimal | int) else (cell.value or "")
        target.write_formula(row, column, cell.formula, look, result)
    elif cell.value is None:
        target.write_blank(row, column, None, look)
    elif isinstance(cell.value, str):
        target.write_string(row, column, cell.value, look)
    else:
        target.write_number(row, column, float(cell.value), look)

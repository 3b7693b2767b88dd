"""Workbooks, written by XlsxWriter from the plain values of a view: live formulas with their results beside them.

A text is never taken for a formula, a link or a number. The file names no clock, so the same view gives the same bytes.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from textwrap import wrap
from typing import Any, Protocol

from hiring.workbook import Cell, Limit, Sheet, Workbook

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
    "prose": {"text_wrap": True},
    "flag": {"text_wrap": True},
    "rating": {"num_format": "0", "align": "center"},
    "money": {},
    "number": {"num_format": "#,##0.00"},
    "whole": {"num_format": "0"},
    "percent": {"num_format": '0.##"%"'},
    "ratio": {"num_format": "0.0%"},
}


_RULED = {"bottom": 1, "bottom_color": "#D0D0D0"}
_UNRULED = ("title", "head", "note")
_RIGHT_TO_LEFT = {"reading_order": 2}
_FOLDED = ("head", "prose", "flag")
_FLAG = {"bold": True, "bg_color": "#FCE4D6", "font_color": "#7A2E00", "border": 1}


class HasWorkbook(Protocol):
    """A view of a document that has a workbook."""

    @property
    def workbook(self) -> Workbook | None: ...


def write(view: HasWorkbook) -> bytes:
    """The view's workbook, which it was built with, as XLSX."""
    from xlsxwriter import Workbook as File

    content = io.BytesIO()
    book = view.workbook
    assert book is not None
    with File(content, _PLAIN) as file:
        file.set_properties({"title": book.title, "created": _CREATED})
        file.set_calc_mode("auto")
        rtl = book.direction == "rtl"
        looks = _Looks(file, book.money_format, rtl=rtl)
        for sheet in book.sheets:
            _write_sheet(file.add_worksheet(sheet.name), sheet, looks, rtl=rtl)
    return content.getvalue()


class _Looks:
    """The formats of a file, each made once."""

    def __init__(self, file: Any, money: str, *, rtl: bool) -> None:
        self._file = file
        self._money = {"num_format": money}
        self._base = {"font_name": "Calibri", "valign": "top", **(_RIGHT_TO_LEFT if rtl else {})}
        self.flag = file.add_format(_FLAG)
        self._made: dict[tuple[str, bool, bool], Any] = {}

    def of(self, cell: Cell, *, is_form: bool) -> Any:
        """The format of a cell of a form, or of another sheet."""
        is_ruled = is_form and cell.across == 1 and cell.style not in _UNRULED
        key = (cell.style, cell.is_input, is_ruled)
        if key not in self._made:
            money = self._money if cell.style == "money" else {}
            look = (_RULED if is_ruled else {}) | _LOOKS[cell.style] | money | (_INPUT if cell.is_input else {})
            self._made[key] = self._file.add_format(self._base | look)
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
                _place(target, row, column, cell, looks, is_form=sheet.is_form)
    target.freeze_panes(sheet.frozen_rows, sheet.frozen_columns)
    for limit in sheet.limits:
        _write_limit(target, limit)
    if sheet.is_form:
        target.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
    target.set_landscape()
    target.fit_to_pages(1, 0)
    if sheet.frozen_rows:
        target.repeat_rows(0, sheet.frozen_rows - 1)


def _write_limit(target: Any, limit: Limit) -> None:
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


def _height(cells: Sequence[Cell | None], widths: Sequence[int]) -> float:
    """The height of a row in points: as many lines as its fullest cell has, or is to have room for."""
    lines = (
        max(cell.lines, _lines(cell, sum(widths[column : column + cell.across])))
        for column, cell in enumerate(cells)
        if cell is not None
    )
    return _LINE * max(lines, default=1)


def _lines(cell: Cell, width: int) -> int:
    """How many lines a cell of this width in characters shows."""
    if cell.style not in _FOLDED:
        return 1
    return sum(max(len(wrap(part, width)), 1) for part in str(cell.value or "").split("\n"))


def _place(target: Any, row: int, column: int, cell: Cell, looks: _Looks, *, is_form: bool) -> None:
    look = looks.of(cell, is_form=is_form)
    if cell.across > 1:
        target.merge_range(row, column, row, column + cell.across - 1, "", look)
    if cell.style == "flag":
        target.conditional_format(row, column, row, column, {"type": "no_blanks", "format": looks.flag})
    _write_cell(target, row, column, cell, look)


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

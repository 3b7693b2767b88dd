"""A workbook as plain values: what documents say should stand in one, and ``formats/xlsx.py`` writes.

Rows and columns count from 0 here; references in formulas are as spreadsheets write them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Style = Literal[
    "title",
    "head",
    "label",
    "text",
    "note",
    "prose",
    "flag",
    "rating",
    "money",
    "number",
    "whole",
    "percent",
    "ratio",
]
"""How a cell looks: ``percent`` is a number in percent (29 is 29), ``ratio`` a part of 1 shown in percent.

``prose`` is text that is folded in its cell, ``flag`` a text that is marked as soon as there is one, ``rating`` a whole
number, or a word where there is none.
"""

_MAX_NAME = 31
"""The longest name of a sheet that spreadsheets take."""


@dataclass(frozen=True)
class Cell:
    """One cell. With a ``formula``, ``value`` is its result, which the file holds beside it. A person changes an input.

    ``across`` is the number of columns that it takes, ``lines`` how many lines of text it has room for at the least.
    """

    value: str | Decimal | int | None
    style: Style = "text"
    formula: str | None = None
    is_input: bool = False
    across: int = 1
    lines: int = 1


@dataclass(frozen=True)
class Limit:
    """What may be typed into some cells of a sheet: numbers from ``low`` to ``high``, whole ones only if ``is_whole``.

    ``prompt`` says it to the person who selects the cell.
    """

    first_row: int
    first_column: int
    last_row: int
    last_column: int
    low: int
    high: int
    is_whole: bool
    prompt: str


@dataclass(frozen=True)
class Sheet:
    """One sheet: the widths of its columns in characters, its rows from the top, how many of those stay in view.

    A form has lines between its rows, and only its inputs can be typed into; anyone can lift that protection, for it has no
    password.
    """

    name: str
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    frozen_rows: int = 0
    frozen_columns: int = 0
    limits: tuple[Limit, ...] = ()
    is_form: bool = False


@dataclass(frozen=True)
class Workbook:
    """The sheets of a workbook, the direction they are read in, and how it writes money."""

    title: str
    direction: Literal["ltr", "rtl"]
    money_format: str
    sheets: tuple[Sheet, ...]


def sheet_name(text: str) -> str:
    """A text as the name of a sheet: without the characters that spreadsheets refuse, and short enough."""
    kept = "".join(" " if character in "[]:*?/\\" else character for character in text).strip(" '")
    return kept[:_MAX_NAME].strip(" '") or "1"


def column_name(column: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def quoted(text: str) -> str:
    """A text as formulas write it. Spreadsheets take up to 255 characters."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


class SheetWriter:
    """Collects the rows of a sheet and says how formulas refer to them."""

    def __init__(self, name: str) -> None:
        self.name = sheet_name(name)
        self._rows: list[tuple[Cell | None, ...]] = []

    def add(self, *cells: Cell | None) -> int:
        """Append a row; its number."""
        self._rows.append(cells)
        return len(self._rows) - 1

    @property
    def next_row(self) -> int:
        """The number of the row that is added next."""
        return len(self._rows)

    def ref(self, row: int, column: int) -> str:
        """One cell, from any sheet: ``'Lines'!$C$4``."""
        return f"{self._prefix}${column_name(column)}${row + 1}"

    def span(self, first_row: int, last_row: int, column: int) -> str:
        """Some cells of a column, from any sheet: ``'Lines'!$C$4:$C$30``."""
        letter = column_name(column)
        return f"{self._prefix}${letter}${first_row + 1}:${letter}${last_row + 1}"

    def across(self, row: int, first_column: int, last_column: int) -> str:
        """Some cells of a row, from any sheet: ``'Lines'!$C$4:$H$4``."""
        first, last = column_name(first_column), column_name(last_column)
        return f"{self._prefix}${first}${row + 1}:${last}${row + 1}"

    @property
    def _prefix(self) -> str:
        quoted = self.name.replace("'", "''")
        return f"'{quoted}'!"

    def sheet(self, widths: Sequence[int], **settings: Any) -> Sheet:
        """The sheet as it stands."""
        return Sheet(self.name, tuple(widths), tuple(self._rows), **settings)

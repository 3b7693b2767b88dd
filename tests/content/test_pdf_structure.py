"""What the shipped PDFs say to those who listen to them: one role in every language, the others in two."""

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiring.formats import FORMATS
from hiring.library import Library
from hiring.planning import Cell, Selection, plan
from hiring.workspace import Workspace, shipped
from tests.pdf_faults import faults, squeezed
from tests.pdf_structure import structure
from tests.reading_order import as_printed, as_tagged, differences

if TYPE_CHECKING:
    from tests.content.conftest import Built

WHOLE = "referral-coordinator"
"""The role that is checked in every language."""
DIRECTIONS = ("en", "ar")
"""The languages of the other roles: one from left to right, one from right to left."""
HTML = next(spec for spec in FORMATS if spec.name == "html")
CELLS = [
    cell
    for cell in plan(Library(Workspace.at(shipped("roles"))), Selection()).cells
    if cell.format.name == "pdf" and (cell.subject.id == WHOLE or cell.language in DIRECTIONS)
]


def test_there_is_something_to_check() -> None:
    languages = {cell.language for cell in CELLS}
    assert languages > set(DIRECTIONS)
    assert len(CELLS) == 6 * len(languages) + 6 * len(DIRECTIONS) * (len({cell.subject.id for cell in CELLS}) - 1)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.path)
def test_a_pdf_can_be_listened_to(built: "Built", cell: Cell) -> None:
    """Its structure has no fault, its text comes in the order of the page, and the foot of a page is not read out."""
    pdf = structure(built.path(cell))
    assert faults(pdf) == []
    assert pdf.language == cell.language
    page = built.path(replace(cell, format=HTML)).read_text(encoding="utf-8")
    pieces = as_tagged(pdf)
    assert sum(map(len, pieces)) > 2000
    assert differences(pieces, as_printed(page)) == []
    foot = built.library.language(cell.language)("page.of", page=str(2), pages=str(len(pdf.artifacts)))
    assert Counter(squeezed(foot)) <= Counter(squeezed(pdf.artifacts[1]))


@pytest.mark.parametrize(
    "cell",
    [cell for cell in CELLS if cell.document.name in ("interview-kit", "prep-sheet")],
    ids=lambda cell: cell.path,
)
def test_forms_have_fields(built: "Built", cell: Cell) -> None:
    """The checks of fields had something to check."""
    pdf = structure(built.path(cell))
    assert len(pdf.fields) > 100
    assert {field.kind for field in pdf.fields} == {"Tx", "Btn"}

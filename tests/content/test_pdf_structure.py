"""What the shipped PDFs say to those who listen to them."""

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiring.cells import Cell, Selection
from hiring.documents import DOCUMENTS
from hiring.formats import FORMATS
from hiring.library import Library
from hiring.planning import plan
from hiring.workspace import Workspace, shipped
from tests.pdf_faults import faults, squeezed
from tests.pdf_structure import structure
from tests.reading_order import as_printed, as_tagged, differences

if TYPE_CHECKING:
    from tests.content.conftest import Built

FORMS = ("interview-kit", "prep-sheet")
"""The documents that are filled in on the screen."""
_KINDS = {"Tx", "Btn"}
HTML = next(spec for spec in FORMATS if spec.name == "html")
CELLS = [cell for cell in plan(Library(Workspace.at(shipped("roles"))), Selection()).cells if cell.format.name == "pdf"]


def test_there_is_something_to_check() -> None:
    samples = {(cell.subject.id, cell.language) for cell in CELLS}
    assert len(CELLS) == len(samples) * sum("pdf" in document.formats for document in DOCUMENTS) > 0
    assert {cell.document.name for cell in CELLS} > set(FORMS)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.path)
def test_a_pdf_can_be_listened_to(built: "Built", cell: Cell) -> None:
    """Its structure has no fault, its text comes in the order of the page, and the foot of a page is not read out."""
    pdf = structure(built.path(cell))
    assert faults(pdf) == []
    assert pdf.language == cell.language
    page = built.path(replace(cell, format=HTML)).read_text(encoding="utf-8")
    pieces = as_tagged(pdf)
    assert sum(map(len, pieces)) > 2000
    assert {field.kind for field in pdf.fields} == (_KINDS if cell.document.name in FORMS else set())
    assert differences(pieces, as_printed(page)) == []
    foot = built.library.language(cell.language)("page.of", page=str(2), pages=str(len(pdf.artifacts)))
    assert Counter(squeezed(foot)) <= Counter(squeezed(pdf.artifacts[1]))

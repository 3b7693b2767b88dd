"""The pages of the shipped PDFs are filled: no page is left half empty because too much was kept together."""

from typing import TYPE_CHECKING

import pytest

from hiring.cells import Cell, Selection
from hiring.library import Library
from hiring.planning import plan
from hiring.workspace import Workspace, shipped
from tests.page_fill import empty_pages

if TYPE_CHECKING:
    from tests.content.conftest import Built

CELLS = [cell for cell in plan(Library(Workspace.at(shipped("roles"))), Selection()).cells if cell.format.name == "pdf"]


def test_there_is_something_to_measure() -> None:
    assert CELLS


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.path)
def test_no_page_is_left_empty(built: "Built", cell: Cell) -> None:
    assert empty_pages(built.path(cell)) == []

"""The workbook of a cost estimate: its cached values are the program's, and a spreadsheet that calculates anew agrees."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hiring.documents.cost_estimate import CostEstimateView, build
from hiring.documents.page import Context
from hiring.formats import xlsx
from hiring.library import Library, Vacancy
from hiring.model.costs import CostLine
from hiring.workbook import Cell, Sheet, SheetWriter, Workbook, column_name, sheet_name
from hiring.workspace import Workspace
from tests.workbook_cells import calculated, formulas, loaded

CONTEXT = Context(date(2026, 11, 22))
CENT = 0.005
AFTER = '#,##0.00 "{0}";-#,##0.00 "{0}"'
MONEY = {
    "en": '"$"#,##0.00;-"$"#,##0.00',
    "fr": AFTER.format("$US"),
    "sv": AFTER.format("US$"),
    "es": AFTER.format("US$"),
    "de": AFTER.format("$"),
    "ar": AFTER.format("US$"),
}
"""How each language writes dollars, by its own locale."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(Workspace.at(tmp_path_factory.mktemp("workspace")))


def vacancy_of(library: Library, tag: str = "en", **opening: Any) -> Vacancy:
    sample = library.sample_vacancy("referral-coordinator", tag, "us-ca")
    own = sample.opening.model_copy(update={"location": "san-francisco", **opening})
    return replace(sample, opening=own)


def view_of(library: Library, tag: str = "en", **opening: Any) -> CostEstimateView:
    return build(vacancy_of(library, tag, **opening), CONTEXT)


def changed(content: bytes, changes: dict[tuple[int, str], float]) -> bytes:
    """The workbook with other numbers in some cells, as a person would type them; cached values are dropped."""
    book = loaded(content)
    for (number, cell), value in changes.items():
        book.worksheets[number][cell].value = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def answers(book: Any) -> dict[str, Any]:
    """The first sheet's numbers by the label of their row."""
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return {str(row[0]): row[1:] for row in rows if row[0] and isinstance(row[1], int | float)}


def place_of(view: CostEstimateView, label: str, sheet: int, column: int) -> tuple[int, str]:
    """The cell in a column of the row with this label."""
    assert view.workbook is not None
    rows = view.workbook.sheets[sheet].rows
    (row,) = [number for number, cells in enumerate(rows) if cells and cells[0] and cells[0].value == label]
    return sheet, f"{column_name(column)}{row + 1}"


def test_the_first_sheet_holds_the_programs_answer_to_the_cent(library: Library) -> None:
    view = view_of(library, headcount=3)
    record, found = view.record, answers(loaded(xlsx.write(view), values=True))
    expected = {
        "Cost per hire": record.cost_per_hire,
        "Comparable cost per hire": record.comparable_cost_per_hire,
        "One-time cost, all hires": record.once,
        "The first year altogether, all hires": record.first_year,
    }
    for label, total in expected.items():
        shown = [round(Decimal(value), 2) for value in found[label][:3]]
        assert shown == [total.expected, total.p10, total.p90], label
    assert round(found["Hire-cost ratio"][0], 4) == float(record.hire_cost_ratio)
    assert [round(found[name][0], 2) for name in ("1 hire", "3 hires", "10 hires")] == [
        float(at.total) for at in record.by_hires
    ]


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_libreoffice_calculates_what_the_program_did(library: Library, tag: str, tmp_path: Path) -> None:
    content = xlsx.write(view_of(library, tag, headcount=3))
    cached, anew = loaded(content, values=True), calculated(content, tmp_path)
    checked = 0
    for (number, cell), formula in formulas(loaded(content)).items():
        ours, theirs = cached.worksheets[number][cell].value, anew.worksheets[number][cell].value
        assert isinstance(theirs, int | float), (number, cell, formula, theirs)
        assert abs(ours - theirs) < CENT, (number, cell, formula, ours, theirs)
        checked += 1
    assert checked > 300


def test_totals_follow_the_inputs_that_a_person_changes(library: Library, tmp_path: Path) -> None:
    """The workbook with two hires, an agency's share, dearer recruiters and another fee is the program's estimate of that."""
    view = view_of(library)
    changes = {
        place_of(view, "Number of hires", 1, 2): 2,
        place_of(view, "Job boards", 1, 2): 60,
        place_of(view, "Agency", 1, 2): 40,
        **{place_of(view, "An hour of a recruiter", 1, column): 61.5 for column in (1, 2, 3)},
        place_of(view, "Agency fee", 2, 4): 21,
        place_of(view, "Interviewers", 1, 2): 3,
    }
    lines = [
        CostLine.model_validate({"id": "recruiter-hour", "amount": Decimal("61.5"), "currency": "USD"}),
        CostLine.model_validate({"id": "agency-fee", "low": 15, "likely": 21, "high": 25, "channels": {"agency": 100}}),
    ]
    vacancy = vacancy_of(library, headcount=2)
    slot = vacancy.opening.interview.model_copy(update={"panel": 3})
    mix = {"job-board": Decimal(60), "agency": Decimal(40)}
    costs = vacancy.opening.costs.model_copy(update={"lines": tuple(lines), "channels": mix})
    opening = vacancy.opening.model_copy(update={"interview": slot, "costs": costs})
    expected = build(replace(vacancy, opening=opening), CONTEXT).record

    found = answers(calculated(changed(xlsx.write(view), changes), tmp_path))
    assert found["Cost per hire"][0] == pytest.approx(float(expected.cost_per_hire.expected), abs=CENT)
    assert found["One-time cost, all hires"][:3] == pytest.approx(
        [float(value) for value in (expected.once.expected, expected.once.p10, expected.once.p90)], abs=CENT
    )
    assert found["Cost per hire"][0] > float(view.record.cost_per_hire.expected) * 1.5


@pytest.mark.parametrize("tag", ["en", "fr", "sv", "es", "de", "ar"])
def test_every_language_has_its_names_its_money_and_its_direction(library: Library, tag: str) -> None:
    view = view_of(library, tag)
    book = loaded(xlsx.write(view))
    assert [sheet.sheet_view.rightToLeft or False for sheet in book] == [tag == "ar"] * 5
    assert len({sheet.title for sheet in book}) == 5
    (cost,) = [cell for cell in book.worksheets[0]["B"] if cell.value and "SUMPRODUCT" in str(cell.value)][:1]
    assert cost.number_format == MONEY[tag]


def test_the_same_view_gives_the_same_bytes(library: Library) -> None:
    view = view_of(library)
    assert xlsx.write(view) == xlsx.write(view)


@pytest.mark.parametrize("text", ["=SUM(A1)", "+1", "-1", "@cmd", "https://example.org", "0012", "<b>", "]]>"])
def test_a_text_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    sheet = Sheet("S", (10,), ((Cell(text),),))

    class View:
        workbook = Workbook("t", "ltr", "0.00", (sheet,))

    content = xlsx.write(View())
    cell = loaded(content)["S"]["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")])
def test_columns_have_letters(column: int, name: str) -> None:
    assert column_name(column) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("Lines", "Lines"), ("a/b [c]: d?", "a b  c   d"), ("x" * 40, "x" * 31), ("'quoted'", "quoted"), ("??", "1")],
)
def test_names_of_sheets_are_those_that_spreadsheets_take(text: str, name: str) -> None:
    assert sheet_name(text) == name


def test_a_reference_quotes_the_name_of_its_sheet() -> None:
    assert SheetWriter("L'équipe").ref(3, 2) == "'L''équipe'!$C$4"

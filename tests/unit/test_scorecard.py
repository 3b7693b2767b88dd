"""The workbook of an interview kit: what can be typed where, and what the formulas make of it."""

import io
import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from hiring.documents.interview_kit import InterviewKitView, build, panel_workbook
from hiring.documents.page import Context
from hiring.formats import xlsx
from hiring.library import Library
from hiring.model.audience import Audience
from hiring.ratings import Marks, Panel, Rated, Weight
from hiring.workspace import Workspace
from tests.workbook_cells import calculated, formulas, loaded

CONTEXT = Context(date(2026, 11, 22), audience=Audience.INTERNAL)
LANGUAGES = ("en", "fr", "sv", "es", "de", "ar")
CANDIDATES = 6
PANEL = 3
GAP = 2


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(Workspace.at(tmp_path_factory.mktemp("workspace")))


def view_of(library: Library, tag: str = "en", panel: int = PANEL) -> InterviewKitView:
    sample = library.sample_vacancy("referral-coordinator", tag, "us")
    slot = sample.opening.interview.model_copy(update={"panel": panel})
    return build(replace(sample, opening=sample.opening.model_copy(update={"interview": slot})), CONTEXT)


@pytest.fixture(scope="module")
def view(library: Library) -> InterviewKitView:
    return view_of(library)


@pytest.fixture(scope="module")
def content(view: InterviewKitView) -> bytes:
    return xlsx.write(view)


def inputs(sheet: Any) -> list[list[Any]]:
    """The cells that can be typed into, row by row."""
    rows = ([cell for cell in row if not cell.protection.locked] for row in sheet.iter_rows())
    return [row for row in rows if row]


def limits(sheet: Any) -> dict[str, Any]:
    """What may be typed, by cell."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            for row, column in area.cells:
                found[sheet.cell(row, column).coordinate] = rule
    return found


# What it holds ----------------------------------------------------------------------------------------------------------


def test_sheets_stand_in_the_order_of_the_work(content: bytes) -> None:
    names = [sheet.title for sheet in loaded(content)]
    assert names == ["Start here", "Interviewer 1", "Interviewer 2", "Interviewer 3", "Group form", "Anchors"]


def test_a_kit_without_its_workbook_is_the_same_for_the_rest(library: Library) -> None:
    bare = build(library.sample_vacancy("referral-coordinator", "en", "us"), replace(CONTEXT, has_workbook=False))
    assert bare.workbook is None
    whole = build(library.sample_vacancy("referral-coordinator", "en", "us"), CONTEXT)
    assert replace(whole, workbook=None) == bare


@pytest.mark.parametrize(("panel", "sheets"), [(1, 2), (2, 2), (8, 8)])
def test_every_interviewer_of_the_panel_has_a_sheet_and_a_second_one_can_join(
    library: Library, panel: int, sheets: int
) -> None:
    assert len(loaded(xlsx.write(view_of(library, panel=panel))).worksheets) == sheets + 3


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_has_its_own_names_of_sheets_and_its_direction(library: Library, tag: str) -> None:
    view = view_of(library, tag, panel=8)
    assert view.workbook is not None
    written = [sheet.name for sheet in view.workbook.sheets]
    book = loaded(xlsx.write(view))
    assert [sheet.title for sheet in book] == written
    assert len({name.casefold() for name in written}) == len(written) == 11
    assert [sheet.sheet_view.rightToLeft or False for sheet in book] == [tag == "ar"] * 11
    assert all(len(name) < 31 for name in written), "a name was cut"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_nothing_that_a_spreadsheet_limits_is_cut(library: Library, tag: str) -> None:
    book = view_of(library, tag).workbook
    assert book is not None
    prompts = [limit.prompt for sheet in book.sheets for limit in sheet.limits]
    assert max(map(len, prompts)) <= 255
    texts = [cell.formula or "" for sheet in book.sheets for row in sheet.rows for cell in row if cell]
    assert max(map(len, texts)) <= 8192
    literals = [literal for text in texts for literal in re.findall(r'"([^"]*)"', text)]
    assert max(map(len, literals)) <= 255


def test_ratings_are_whole_numbers_from_one_to_five_and_the_scale_is_the_prompt(
    view: InterviewKitView, content: bytes
) -> None:
    book, competencies = loaded(content), len(view.competencies)
    for sheet in book.worksheets[1 : PANEL + 1]:
        allowed = limits(sheet)
        rows = inputs(sheet)
        assert len(rows) == 2 * competencies
        for row in rows[::2]:
            for cell in row:
                rule = allowed.pop(cell.coordinate)
                assert (rule.type, rule.operator or "between") == ("whole", "between")
                assert (rule.formula1, rule.formula2) == ("1", "5")
                assert rule.prompt.splitlines() == [f"{step.rating}: {step.name}" for step in view.scorecard.scale]
        assert not allowed, "evidence is free text"
    group = book.worksheets[PANEL + 1]
    agreed = [row[0].coordinate for row in inputs(group)]
    assert len(agreed) == CANDIDATES * competencies
    assert limits(group).keys() == set(agreed)
    assert {(rule.type, rule.formula1, rule.formula2) for rule in limits(group).values()} == {("whole", "1", "5")}


def test_what_an_interviewer_fills_in_can_be_copied_in_one_go(content: bytes) -> None:
    for sheet in loaded(content).worksheets[1 : PANEL + 1]:
        rows = inputs(sheet)
        places = {(cell.row, cell.column) for row in rows for cell in row}
        first, last = min(places), max(places)
        assert len(places) == (last[0] - first[0] + 1) * (last[1] - first[1] + 1) == len(rows) * CANDIDATES


def test_only_inputs_can_be_typed_into_and_there_is_no_password(content: bytes) -> None:
    book = loaded(content)
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    for number, cell in formulas(book):
        assert book.worksheets[number][cell].protection.locked


def test_every_number_is_a_formula_or_an_input(content: bytes) -> None:
    """Nothing that follows from ratings stands in the file as a mere number."""
    numbers = [
        (sheet.title, cell.coordinate)
        for sheet in loaded(content)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float) and cell.protection.locked
    ]
    assert numbers == []
    assert len(formulas(loaded(content))) > 300


def test_anchors_questions_and_definitions_are_at_hand(
    library: Library, view: InterviewKitView, content: bytes
) -> None:
    vacancy = library.sample_vacancy("referral-coordinator", "en", "us")
    assert vacancy.interview is not None
    known = (*vacancy.shared.competencies, *vacancy.interview.competencies)
    by_name = {competency.name: competency.anchors for competency in known}
    book = loaded(content)
    texts = [{cell.value for row in sheet.iter_rows() for cell in row if cell.value} for sheet in book]
    prompts = {question.number: question.prompt for question in view.questions}
    assert view.competencies
    for competency in view.competencies:
        written = by_name[competency.name]
        anchors = {written.one, written.three, written.five}
        questions = "\n".join(f"{number}. {prompts[number]}" for number in competency.questions)
        for individual in texts[1 : PANEL + 1]:
            assert anchors | {competency.name, competency.definition, questions} <= individual
        assert anchors | {competency.name, competency.definition} <= texts[-1]
    own = [question for question in view.questions if question.anchors[0].competency is None]
    for question in own:
        assert {question.anchors[0].one, question.anchors[0].three, question.anchors[0].five} <= texts[-1]
    assert own, "the role has a question with anchors of its own"


def test_every_sheet_says_that_candidates_do_not_see_it(view: InterviewKitView, content: bytes) -> None:
    assert {sheet["A2"].value for sheet in loaded(content)} == {view.page.foot}
    assert "not for candidates" in view.page.foot


def test_the_same_view_gives_the_same_bytes(view: InterviewKitView, content: bytes) -> None:
    assert xlsx.write(view) == content


# What it calculates -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filled:
    """What the panel typed: ratings by interviewer, candidate and competency (None where there is none), and the rest."""

    ratings: tuple[tuple[tuple[int | None, ...], ...], ...]
    weights: tuple[int, ...]
    agreed: dict[tuple[int, int], int]
    """Group ratings by candidate and competency."""


def panel_of(count: int) -> Filled:
    """Three interviewers and two candidates. The third has not rated one competency of the second candidate, nobody the last
    one; the first competency weighs twice as much; the first candidate has one group rating."""
    steady = tuple([4] * count)
    apart = (1, 5, *[3] * (count - 2))
    near = (2, 4, *[5] * (count - 2))
    unrated = (*[3] * (count - 1), None)
    missing = (None, *unrated[1:])
    return Filled(
        ratings=((steady, unrated), (apart, unrated), (near, missing)),
        weights=(2, *[1] * (count - 1)),
        agreed={(0, 0): 3},
    )


def filled_in(content: bytes, panel: Filled) -> bytes:
    """The workbook as the panel leaves it."""
    book = loaded(content)
    start = inputs(book.worksheets[0])
    for row, name in zip(start, ("=Ana", "Sam"), strict=False):
        row[0].value = name
        row[0].data_type = "s"
    start[CANDIDATES][0].value = "Eva"
    for row, weight in zip(start[CANDIDATES + PANEL :], panel.weights, strict=True):
        row[0].value = weight
    for sheet, candidates in zip(book.worksheets[1:], panel.ratings, strict=False):
        for place, row in enumerate(inputs(sheet)):
            for candidate, ratings in enumerate(candidates):
                row[candidate].value = "5 points, I thought" if place % 2 else ratings[place // 2]
    rows = inputs(book.worksheets[PANEL + 1])
    for (candidate, competency), rating in panel.agreed.items():
        rows[candidate * len(panel.weights) + competency][0].value = rating
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.fixture(scope="module")
def recalculated(content: bytes, view: InterviewKitView, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return calculated(filled_in(content, panel_of(len(view.competencies))), tmp_path_factory.mktemp("filled"))


def block(book: Any, competencies: int, candidate: int) -> list[list[Any]]:
    """The rows of a candidate in the group form: one for each competency, and the total."""
    rows = [[cell.value for cell in row] for row in book.worksheets[PANEL + 1].iter_rows()]
    heads = [number for number, row in enumerate(rows) if row[0] == "Competency"]
    first = heads[candidate] + 1
    return rows[first : first + competencies + 1]


def blank(value: Any) -> Any:
    """LibreOffice writes an empty text as an empty cell or as a text."""
    return None if value == "" else value


def test_means_spreads_and_flags_are_those_of_the_ratings(view: InterviewKitView, recalculated: Any) -> None:
    count = len(view.competencies)
    panel = panel_of(count)
    flags = 0
    for candidate in (0, 1):
        for competency, row in enumerate(block(recalculated, count, candidate)[:-1]):
            typed = [ratings[candidate][competency] for ratings in panel.ratings]
            given = [rating for rating in typed if rating is not None]
            shown, (rated, mean, spread, flag, agreed, counting) = row[2 : 2 + PANEL], row[2 + PANEL : 8 + PANEL]
            assert shown == [rating if rating is not None else "missing" for rating in typed]
            assert rated == len(given)
            assert row[0] == view.competencies[competency].name
            expected = Fraction(sum(given), len(given)) if given else None
            assert blank(mean) == (None if expected is None else pytest.approx(float(expected)))
            apart = max(given) - min(given) if len(given) > 1 else None
            assert blank(spread) == apart
            assert blank(flag) == ("Discuss" if apart is not None and apart >= GAP else None)
            settled = panel.agreed.get((candidate, competency))
            assert agreed == settled
            counts = settled if settled is not None else expected
            assert blank(counting) == (None if counts is None else pytest.approx(float(counts)))
            flags += flag == "Discuss"
    assert flags == count - 1


def test_totals_are_weighted_and_only_where_every_competency_is_rated(
    view: InterviewKitView, recalculated: Any
) -> None:
    count = len(view.competencies)
    panel = panel_of(count)
    means = [Fraction(sum(ratings[0][place] or 0 for ratings in panel.ratings), PANEL) for place in range(count)]
    means[0] = Fraction(panel.agreed[0, 0])
    total = sum(weight * mean for weight, mean in zip(panel.weights, means, strict=True)) / sum(panel.weights)
    column = 7 + PANEL
    assert block(recalculated, count, 0)[-1][column] == pytest.approx(float(total))
    assert block(recalculated, count, 1)[-1][column] == "incomplete"
    assert blank(block(recalculated, count, 2)[-1][column]) is None

    rows = [[cell.value for cell in row] for row in recalculated.worksheets[PANEL + 1].iter_rows()][-CANDIDATES:]
    assert rows[0][0] == "=Ana"
    assert rows[0][1] == pytest.approx(float(total))
    assert (rows[0][2], blank(rows[0][4])) == (count - 2, None), "one gap of the first candidate is settled"
    assert (rows[1][:3], rows[1][4]) == (["Sam", "incomplete", 0], "A competency has no rating yet")
    assert [row[0] for row in rows[2:]] == [f"Candidate {number}" for number in range(3, 7)]
    assert {blank(value) for row in rows[2:] for value in row[1:]} == {None}


def test_an_interviewers_own_average_waits_for_every_rating(view: InterviewKitView, recalculated: Any) -> None:
    count = len(view.competencies)
    panel = panel_of(count)
    for number, candidates in enumerate(panel.ratings, 1):
        rows = [[cell.value for cell in row] for row in recalculated.worksheets[number].iter_rows()]
        given, missing, average = (row[5:] for row in rows[-3:])
        ratings = [rating for rating in candidates[0] if rating is not None]
        weighted = sum(Fraction(weight * rating) for weight, rating in zip(panel.weights, ratings, strict=True))
        assert (given[0], missing[0]) == (count, 0)
        assert average[0] == pytest.approx(float(weighted / sum(panel.weights)))
        gaps = candidates[1].count(None)
        assert gaps
        assert (given[1], missing[1], average[1]) == (count - gaps, gaps, "incomplete")
        assert (given[2], blank(missing[2]), blank(average[2])) == (0, None, None)


def test_a_weight_that_differs_asks_for_its_reason_and_shares_add_up(view: InterviewKitView, recalculated: Any) -> None:
    rows = {row[0].value: [cell.value for cell in row] for row in recalculated.worksheets[0].iter_rows()}
    found = [rows[competency.name] for competency in view.competencies]
    assert sum(row[2] for row in found) == pytest.approx(1)
    assert found[0][2] == pytest.approx(2 / (len(found) + 1))
    assert [blank(row[4]) for row in found] == ["Write down the reason", *[None] * (len(found) - 1)]


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_empty_workbook_calculates_to_what_the_file_says(library: Library, tag: str, tmp_path: Path) -> None:
    content = xlsx.write(view_of(library, tag))
    cached, anew = loaded(content, values=True), calculated(content, tmp_path)
    places = formulas(loaded(content))
    assert len(places) > 300
    for number, cell in places:
        ours, theirs = (blank(book.worksheets[number][cell].value) for book in (cached, anew))
        assert ours == (pytest.approx(theirs) if isinstance(theirs, float) else theirs), (number, cell)


def as_written(panel: Filled) -> Panel:
    """The same panel as the program takes it."""
    count = len(panel.weights)
    said = tuple("5 points, I thought" for _ in range(count))
    agreed = [tuple(panel.agreed.get((candidate, place)) for place in range(count)) for candidate in (0, 1)]
    candidates = tuple(
        Rated(name, tuple(Marks(ratings[candidate], said) for ratings in panel.ratings), Marks(agreed[candidate], said))
        for candidate, name in enumerate(("=Ana", "Sam"))
    )
    return Panel(("Eva", "", ""), tuple(Weight(Decimal(weight)) for weight in panel.weights), candidates)


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_workbook_that_is_filled_in_calculates_to_what_the_file_says(
    library: Library, tag: str, tmp_path: Path
) -> None:
    """Also each input is where a person would have typed it."""
    view = view_of(library, tag)
    sample = library.sample_vacancy("referral-coordinator", tag, "us")
    slot = sample.opening.interview.model_copy(update={"panel": PANEL})
    vacancy = replace(sample, opening=sample.opening.model_copy(update={"interview": slot}))
    panel = panel_of(len(view.competencies))
    content = xlsx.write(replace(view, workbook=panel_workbook(vacancy, CONTEXT, as_written(panel))))
    ours, anew = loaded(content, values=True), calculated(content, tmp_path / "ours")
    typed = calculated(filled_in(xlsx.write(view), panel), tmp_path / "typed")
    places = formulas(loaded(content))
    assert len(places) > 300
    assert set(places) == set(formulas(loaded(xlsx.write(view))))
    for number, cell in places:
        found, *expected = (blank(book.worksheets[number][cell].value) for book in (ours, anew, typed))
        for value in expected:
            assert found == (pytest.approx(value) if isinstance(value, float) else value), (number, cell)

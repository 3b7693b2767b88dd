"""Every document of every shipped role, in every language and format, as its readers get it."""

import json
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from lxml import html as lxml_html

from hiring.cells import Cell, Selection
from hiring.documents import DOCUMENTS
from hiring.documents.page import Context
from hiring.formats import FORMATS
from hiring.library import Library
from hiring.model.audience import Audience
from hiring.model.interview import Question
from hiring.model.overlay import texts
from hiring.outcomes import State
from hiring.planning import plan
from hiring.workspace import Workspace, shipped
from tests.pdf_text import decoded_runs
from tests.word_text import word_text
from tests.workbook_cells import text_of_cells

if TYPE_CHECKING:
    from tests.content.conftest import Built

CELLS = plan(Library(Workspace.at(shipped("roles"))), Selection()).cells
OF_OPENINGS = {"jsonld"}
"""Formats that are not made of samples."""
HTML_CELLS = [cell for cell in CELLS if cell.format.name == "html"]


def _name(cell: Cell) -> str:
    return cell.path


def test_the_matrix_is_whole() -> None:
    """Each document of the table is planned in each of its formats for each role and language."""
    library = Library(Workspace.at(shipped("roles")))
    pairs = sum(len(library.languages_of_role(role)) for role in library.role_ids)
    assert pairs >= 1
    assert len(CELLS) == pairs * sum(len(set(document.formats) - OF_OPENINGS) for document in DOCUMENTS)
    assert {cell.format.name for cell in CELLS} == {written.name for written in FORMATS} - OF_OPENINGS


@pytest.mark.parametrize("cell", CELLS, ids=_name)
def test_every_cell_is_made(built: "Built", cell: Cell) -> None:
    assert built.state(cell) == [State.MADE.value, ""]


@pytest.mark.parametrize("cell", CELLS, ids=_name)
def test_every_text_of_the_view_is_in_the_file(built: "Built", cell: Cell) -> None:
    """What a document says, it says in every format: nothing is lost between the view and the file."""
    vacancy = built.vacancy(cell)
    view = cell.document.build(vacancy, Context(date(2026, 11, 22), cell.subject.languages))
    expected = [text for text in _part_for(cell, view) if len(text) >= 25]
    assert len(expected) >= 10
    has = _finder(built, cell)
    assert [text for text in expected if not has(text)] == []


@pytest.mark.parametrize("cell", CELLS, ids=_name)
def test_no_placeholder_or_empty_value_shows(built: "Built", cell: Cell) -> None:
    text = _reader_text(built, cell)
    assert re.findall(r"\{[a-z_]+\}", text) == []
    assert re.findall(r"\bNone\b(?! of )|\bUndefined\b|<[a-z]+ [^>]*object at", text) == []


@pytest.mark.parametrize("cell", CELLS, ids=_name)
def test_audiences_are_kept_apart(built: "Built", cell: Cell) -> None:
    """No text that is for interviewers stands in a document for candidates or the public."""
    vacancy = built.vacancy(cell)
    assert vacancy.interview is not None
    internal = [
        text
        for question in (*vacancy.interview.questions, *vacancy.shared.questions)
        for path, text in texts(question)
        if path[0] in ("interviewer", "anchors")
    ]
    internal += [text for faq in vacancy.role.faq if faq.audience is Audience.INTERNAL for text in (faq.answer,)]
    assert len(internal) > 100
    has = _finder(built, cell, whole=False)
    shown = [text for text in internal if has(text)]
    if cell.document.audience is Audience.INTERNAL:
        assert shown or cell.document.name != "interview-kit", "the check must be able to find such texts"
    else:
        assert shown == []


@pytest.mark.parametrize("cell", HTML_CELLS, ids=_name)
def test_html_is_sound(built: "Built", cell: Cell) -> None:
    page = lxml_html.fromstring(built.path(cell).read_bytes())
    assert page.get("lang") == cell.language
    assert page.get("dir") in ("ltr", "rtl")
    assert len(page.findall(".//h1")) == 1
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), levels
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for reference in page.xpath("//@aria-labelledby | //@aria-describedby | //@for"):
        assert set(reference.split()) <= set(ids)
    for target in page.xpath("//a/@href[starts-with(., '#')]"):
        assert target[1:] in ids
    for table in page.iter("table"):
        assert table.xpath(".//th"), "a table needs header cells"
        assert all(cell.get("scope") for cell in table.iter("th"))


@pytest.mark.parametrize("cell", HTML_CELLS, ids=_name)
def test_html_asks_for_nothing_from_elsewhere(built: "Built", cell: Cell) -> None:
    source = built.path(cell).read_text(encoding="utf-8")
    page = lxml_html.fromstring(source.encode())
    assert page.xpath("//script[@src] | //img[@src] | //iframe | //object | //embed | //link") == []
    assert re.findall(r"@import|url\((?!\s*[\"']?(?:data:|#))", source) == []


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell.format.name == "pdf"], ids=_name)
def test_pdf_is_tagged_and_says_what_it_is(built: "Built", cell: Cell) -> None:
    vacancy = built.vacancy(cell)
    view = cell.document.build(vacancy, Context(date(2026, 11, 22), cell.subject.languages))
    with pikepdf.open(built.path(cell)) as pdf:
        assert pdf.open_metadata().get("pdfuaid:part") == "1"
        assert str(pdf.Root.Lang) == cell.language
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo.Title) == view.page.title
        width, height = (float(value) for value in pdf.pages[0].MediaBox[2:])
        expected = {"letter": (612, 792), "a4": (595, 842)}[view.page.paper]
        assert (round(width), round(height)) == expected


def test_the_kit_covers_every_competency_with_the_questions_it_asks(built: "Built") -> None:
    kits = [cell for cell in HTML_CELLS if cell.document.name == "interview-kit"]
    assert kits
    for cell in kits:
        vacancy = built.vacancy(cell)
        assert vacancy.interview is not None
        page = _squeezed(_reader_text(built, cell))
        asked = [question for question in _questions(vacancy) if _squeezed(question.probes[0].text) in page]
        covered = {name for question in asked for name in question.competencies}
        assert {competency.id for competency in vacancy.interview.competencies} <= covered


def _questions(vacancy: Any) -> tuple[Question, ...]:
    questions: tuple[Question, ...] = (*vacancy.shared.questions, *vacancy.interview.questions)
    return questions


AS_DATA = ("record", "workbook")
"""The parts of a view that formats of data are made from; the others show the rest of it."""


def _part_for(cell: Cell, view: Any) -> Iterator[str]:
    """The texts of a view that a format shows."""
    if cell.format.name == "xlsx":
        yield from _workbook_texts(view)
    elif cell.format.name == "json":
        yield from _strings(view.record)
    else:
        shown = (field.name for field in fields(view) if field.name not in ("page", "notes_key", *AS_DATA))
        yield from _strings(tuple(getattr(view, name) for name in shown))


def _strings(value: Any) -> Iterator[str]:
    """Every text that a view shows as a page; the page's frame is not content, and a workbook is a file of its own."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("page", "url", "id", "href", "dial"):
                yield from _strings(getattr(value, field.name))


def _workbook_texts(view: Any) -> Iterator[str]:
    """Every text that the cells of a view's workbook hold."""
    for sheet in view.workbook.sheets:
        for row in sheet.rows:
            yield from (cell.value for cell in row if cell is not None and isinstance(cell.value, str))


def _reader_text(built: "Built", cell: Cell) -> str:
    """The text of a file as its reader sees it."""
    path = built.path(cell)
    if cell.format.name == "pdf":
        # -raw keeps the order of the content stream, so that the lines of a table cell stay together.
        done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
        folio = built.library.language(cell.language)("page.of", page="[0-9]+", pages="[0-9]+")
        return _without_page_frames(done.stdout.decode(), folio)
    if cell.format.name == "docx":
        return word_text(path)
    if cell.format.name == "xlsx":
        return text_of_cells(path.read_bytes())
    text = path.read_text(encoding="utf-8")
    if cell.format.name == "json":
        return "\n".join(_texts_of(json.loads(text)))
    if cell.format.name == "html":
        page = lxml_html.fromstring(text.encode())
        for element in page.xpath("//style | //script | //head"):
            element.drop_tree()
        return str(page.text_content())
    if cell.format.name == "md":
        done = subprocess.run(
            [_pandoc(), "-f", "gfm", "-t", "plain", "--wrap=none"], input=text.encode(), capture_output=True, check=True
        )
        return done.stdout.decode()
    return text


def _texts_of(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _texts_of(item)


def _finder(built: "Built", cell: Cell, *, whole: bool = True) -> Callable[[str], bool]:
    """What says whether a text stands in a file."""
    if cell.format.name == "pdf" and built.library.language(cell.language).direction == "rtl":
        return _right_to_left_finder(built.path(cell), whole=whole)
    squeezed = _squeezed(_reader_text(built, cell))
    return lambda wanted: _squeezed(wanted) in squeezed


RUN = 12


def _right_to_left_finder(path: Path, *, whole: bool) -> Callable[[str], bool]:
    """The same for PDF that runs from right to left, where the pieces of a line stand in the order on the page.

    All words of a text must be there, or (not ``whole``) any twelve in a row, or as many as it has.
    """
    pieces = decoded_runs(path)
    found = _words(" ".join(pieces))
    # A mark above a letter may cut a word into pieces, which stand on the page from left to right.
    windows = ("".join(reversed(pieces[at : at + size])) for size in range(2, 10) for at in range(len(pieces)))
    there = set(found).union(*map(_words, windows))
    runs = {tuple(found[start : start + size]) for size in range(1, RUN + 1) for start in range(len(found))}

    def has(wanted: str) -> bool:
        words = _words(wanted)
        if whole:
            return set(words) <= there
        size = min(RUN, len(words))
        return any(tuple(words[start : start + size]) in runs for start in range(len(words) - size + 1))

    return has


def _words(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKC", text)
    letters = "".join(letter for letter in letters if unicodedata.category(letter) not in ("Cf", "Mn"))
    return re.findall(r"[A-Za-z]+|[^\W_A-Za-z]+", letters)


FOOT_LINES = 3
"""The most lines that the foot of a page takes."""


def _without_page_frames(text: str, folio: str) -> str:
    """The text without the lines that stand at the head or foot of every page.

    The first page has no head above it: there the same words are the title, and only its last lines are the frame.
    """
    pages = [page.splitlines() for page in text.split("\f") if page.strip()]
    repeated = set.intersection(*map(set, pages)) if len(pages) > 1 else set()
    title = pages[0][:-FOOT_LINES]
    framed = [*pages[0][-FOOT_LINES:], *(line for page in pages[1:] for line in page)]
    kept = [line for line in framed if line not in repeated and not _is_folio(line, folio)]
    return "\n".join([*title, *kept])


def _is_folio(line: str, folio: str) -> bool:
    """Whether a line is the foot of a page, or a bullet, which the file has after the text of its page."""
    return re.search(rf"(?:^|\s){folio}$|^[•☐]$", line.strip()) is not None


def _pandoc() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def _squeezed(text: str) -> str:
    """The text without white space and hyphens, which line breaks may add or take."""
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"[\s\u00ad\u200b\u2010\u2066-\u2069-]+", "", text)

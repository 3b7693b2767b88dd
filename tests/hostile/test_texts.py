"""Every text of a workspace is a hostile one, and comes out of every file that shows it as that same text.

The models say which fields there are. Each text has a mark before or behind it: where the mark stands, the whole text does.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pypandoc
import pytest
from playwright.sync_api import Browser

from hiring.documents import DOCUMENTS
from tests.hostile.planting import MARK, Planted, text_fields
from tests.hostile.reading import is_right_to_left, squeezed, text_of
from tests.hostile.strings import STRINGS
from tests.hostile.workspace import MODELS

if TYPE_CHECKING:
    from tests.hostile.conftest import Made

WITHOUT_TEXTS = ("404.html", "sitemap.xml")
WORD_JOINER = "\u2060"


def seen(text: str) -> str:
    """A text as a reader sees it: composed, and with white space folded."""
    return unicodedata.normalize("NFC", re.sub(r"[ \t\n\r]+", " ", text))


def broken(text: str, planted: tuple[Planted, ...]) -> Iterator[tuple[str, str]]:
    """The texts that do not stand whole where their mark does: what was expected, and what is there."""
    for found in MARK.finditer(text):
        each = planted[int(found[0][1:-1])]
        expected = seen(each.text.strip())  # content is trimmed when it is read
        start = found.end() - len(expected) if expected.endswith(found[0]) else found.start()
        there = text[max(start, 0) : start + len(expected)]
        if there != expected:
            yield expected, there


def test_every_field_of_words_is_planted(made: "Made") -> None:
    fields = {re.sub(r"\[\w+\]", "", each.field) for each in made.planted}
    assert fields == {field for file, model in MODELS.items() for field in text_fields(file, model)}
    assert len(made.planted) > 2 * len(STRINGS)


def test_every_text_is_whole_in_every_file(made: "Made") -> None:
    faults: dict[str, list[tuple[str, str]]] = {}
    shown: set[str] = set()
    for path in (path for path in made.files if path.suffix not in (".pdf", ".txt") or path.name == "posting.txt"):
        text, planted = seen(text_of(path)), made.planted
        if path.name == "indeed.xml":  # which asks for HTML without entities: a joiner keeps them apart
            text = text.replace(WORD_JOINER, "")
            planted = tuple(replace(each, text=each.text.replace(WORD_JOINER, "")) for each in planted)
        marks = MARK.findall(text)
        assert marks or path.name in WITHOUT_TEXTS, path
        shown.update(planted[int(mark[1:-1])].text for mark in marks)
        if wrong := list(broken(text, planted)):
            faults[f"{path.parent.name}/{path.name}"] = wrong
    assert faults == {}
    assert len(shown) > 2 * len(STRINGS)


@pytest.mark.parametrize("document", [document.name for document in DOCUMENTS])
def test_every_text_is_whole_in_every_pdf(made: "Made", document: str) -> None:
    """By the file's own characters, without the spaces and hyphens of lines. Its Word file says what a document shows.

    What runs from right to left, a mark in its midst, is read in test_glyphs.py.
    """
    marks = set(MARK.findall(text_of(made.documents / f"{document}.docx")))
    texts = [each.text for each in made.planted if each.mark in marks and not is_right_to_left(each.text)]
    assert len(texts) > 10
    shown = _unbroken(text_of(made.documents / f"{document}.pdf"))
    assert [text for text in texts if _unbroken(text.strip()) not in shown] == []


def _unbroken(text: str) -> str:
    return squeezed(re.sub(r"[-\u2010\s]", "", text))


def test_a_text_that_is_not_whole_is_found() -> None:
    """The planted fault: one character less on either side."""
    planted = (Planted("q0000q", "a", "<b> q0000q"), Planted("q0001q", "b", "q0001q =1"))
    assert list(broken("x <b> q0000q, q0001q =1 x", planted)) == []
    assert list(broken("x b> q0000q, q0001q = x", planted)) == [
        ("<b> q0000q", " b> q0000q"),
        ("q0001q =1", "q0001q = "),
    ]


def test_no_text_is_a_formula(made: "Made") -> None:
    texts = 0
    for path in made.documents.glob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            for cell in (cell for row in sheet.iter_rows() for cell in row if MARK.search(str(cell.value))):
                assert (cell.data_type, cell.hyperlink) == ("s", None), cell.value
                texts += 1
    assert texts > 200


def test_word_files_are_read_by_other_programs(made: "Made") -> None:
    for path in made.documents.glob("*.docx"):
        read = pypandoc.convert_file(str(path), "plain", format="docx", extra_args=["--wrap=none"])
        assert len(MARK.findall(read)) > 20


def test_no_text_runs_or_asks_for_anything_in_a_browser(made: "Made", browser: Browser) -> None:
    """The texts try to set ``window.ran``, to open dialogs and to load scripts and pictures."""
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    pages = [path for path in made.files if path.suffix == ".html"]
    assert len(pages) >= 10
    for path in pages:
        page.goto(path.as_uri())
        assert page.evaluate("window.ran") is None, path
    page.close()
    assert asked == [path.as_uri() for path in pages]

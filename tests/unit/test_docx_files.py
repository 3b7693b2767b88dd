"""Word files are sound: properties in the order of the schema, the same bytes each time, opened by LibreOffice."""

import io
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from hiring.formats import docx as word
from hiring.workspace import shipped
from scripts import word as reference
from tests.pictures import png
from tests.word_documents import ALL, BOTH, Make, W, maker
from tests.word_text import texts_of


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes documents of the shipped sample, each once."""
    return maker(tmp_path_factory.mktemp("empty"))


# Sound for Word.

ORDERS = {
    f"{W}{name}": [f"{W}{child}" for child in order.split()]
    for name, order in {
        "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs wordWrap bidi spacing ind jc outlineLvl",
        "rPr": "rStyle rFonts b bCs i iCs color sz szCs u shd vertAlign rtl lang",
        "tblPr": "tblStyle bidiVisual tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
        "tcPr": "tcW tcBorders shd vAlign",
        "sectPr": "headerReference footerReference footnotePr pgSz pgMar cols bidi docGrid",
    }.items()
}
"""What stands in our documents, in the order of the schema (ECMA-376 part 1, annex A)."""


def disordered(root: Any) -> list[str]:
    """The elements whose properties do not stand in the order of the schema, or twice, or are not known to it."""
    found = []
    for element in root.iter(*ORDERS):
        order = ORDERS[element.tag]
        places = [order.index(child.tag) if child.tag in order else -1 for child in element]
        if -1 in places or places != sorted(places) or len(set(places)) != len(places):
            found.append(etree.tostring(element, encoding="unicode")[:300])
    return found


@ALL
@BOTH
def test_properties_stand_in_the_order_of_the_schema(make: Make, name: str, tag: str) -> None:
    made = make(name, tag)
    for part in ("word/document.xml", "word/styles.xml", "word/footer1.xml", "word/numbering.xml"):
        assert disordered(made.part(part)) == []


def test_a_property_out_of_order_is_noticed() -> None:
    planted = f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:bidi/><w:pStyle w:val="x"/></w:pPr></w:p>'
    assert len(disordered(etree.fromstring(planted))) == 1


@ALL
@BOTH
def test_styles_lists_and_links_that_are_used_are_there(make: Make, name: str, tag: str) -> None:
    made = make(name, tag)
    styles = {style.get(f"{W}styleId") for style in made.part("word/styles.xml").iter(f"{W}style")}
    used = {style.get(f"{W}val") for style in made.body.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert len(used) > 5
    assert used <= styles
    lists = {number.get(f"{W}numId") for number in made.part("word/numbering.xml").iter(f"{W}num")}
    assert {number.get(f"{W}val") for number in made.body.iter(f"{W}numId")} <= lists
    known = {link.get("Id") for link in made.part("word/_rels/document.xml.rels")}
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    assert {link.get(relation) for link in made.body.iter(f"{W}hyperlink")} <= known


@ALL
def test_no_two_tables_touch(make: Make, name: str) -> None:
    """Word would make one table of them; and the text must not end with a table."""
    children = [child.tag for child in make(name).body if child.tag in (f"{W}p", f"{W}tbl", f"{W}sectPr")]
    for before, after in pairwise(children):
        assert before != f"{W}tbl" or after == f"{W}p"


def test_every_part_is_well_formed_and_has_its_type(make: Make) -> None:
    made = make("interview-kit", "ar")
    types = made.part("[Content_Types].xml")
    named = {part.get("PartName") for part in types} | {f".{part.get('Extension')}" for part in types}
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
            assert f"/{name}" in named or f".{name.rpartition('.')[2]}" in named


# The same bytes.

AGAIN = """
import pickle, sys
from hiring.formats import docx
html, view = pickle.load(sys.stdin.buffer)
sys.stdout.buffer.write(docx.write(html, view))
"""


def test_the_same_input_gives_the_same_bytes_also_in_another_process(make: Make) -> None:
    import pickle

    made = make("interview-kit", "ar")
    assert word.write(made.html, made.view) == made.content
    command = [sys.executable, "-c", AGAIN]
    given = pickle.dumps((made.html, made.view))
    done = subprocess.run(command, input=given, capture_output=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout == made.content


def test_nothing_says_when_it_was_made(make: Make) -> None:
    made = make("posting")
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [child.tag for child in made.part("docProps/core.xml") if "created" in child.tag or "modif" in child.tag]


def test_the_reference_documents_are_fresh() -> None:
    folder = shipped("templates") / "word"
    made = {f"{paper.name}.docx": reference.reference(paper) for paper in reference.PAPERS}
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == made, "run: python scripts/word.py"


def test_pictures_are_not_fetched(make: Make, tmp_path: Path) -> None:
    made = make("posting")
    (tmp_path / "secret.png").write_bytes(png())
    page = made.html.replace("</main>", f'<p>see <img src="{(tmp_path / "secret.png").as_uri()}"></p></main>')
    with zipfile.ZipFile(io.BytesIO(word.write(page, made.view))) as archive:
        assert [name for name in archive.namelist() if "media" in name] == []


# In LibreOffice.

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def opened_in_office(content: bytes, folder: Path) -> Iterator[str]:
    """The pages of a document as LibreOffice prints them."""
    assert OFFICE is not None
    (folder / "made.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "made.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", folder / "made.pdf", "-"], capture_output=True, check=True)
    yield from done.stdout.decode().removesuffix("\f").split("\f")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("name", "tag", "pages"), [("posting", "en", (2, 6)), ("interview-kit", "ar", (15, 30))])
def test_libreoffice_opens_it(make: Make, tmp_path: Path, name: str, tag: str, pages: tuple[int, int]) -> None:
    made = make(name, tag)
    shown = list(opened_in_office(made.content, tmp_path))
    assert pages[0] <= len(shown) <= pages[1]
    wanted, there = Counter(letters("".join(texts_of(made.body)))), Counter(letters("".join(shown)))
    assert wanted.total() > 1000
    assert not wanted - there, "letters are missing"
    for number, page in enumerate(shown, 1):
        assert {str(number), str(len(shown))} <= set(re.findall(r"\d+", page)), "the number of the page is not on it"


def letters(text: str) -> str:
    """The letters of a text, each as its reader knows it: a PDF may hold the forms that Arabic letters take in words."""
    return "".join(re.findall(r"[^\W\d_]", unicodedata.normalize("NFKC", text)))

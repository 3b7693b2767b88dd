"""Word documents as python-docx and LibreOffice read them back: the flow form of HTML, and nothing that Word refuses."""

import io
import re
import shutil
import struct
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pytest
from docx.document import Document
from docx.shared import Length, Pt, RGBColor
from lxml import etree

from hiring.brand_file import file_findings
from hiring.colour import palette_of
from hiring.documents import DOCUMENTS
from hiring.documents.page import Context
from hiring.errors import RenderError
from hiring.formats import docx as word
from hiring.formats.wordprocessing import footer
from hiring.letterhead import LETTERHEAD
from hiring.library import Library
from hiring.rendering import Renderer
from hiring.workspace import Workspace, shipped
from scripts import word as reference
from tests.word_text import text_of, texts_of

ROLE = "referral-coordinator"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ARABIC, LATIN = re.compile("[\u0620-\u064a]"), re.compile("[A-Za-z]{2}")


@dataclass(frozen=True)
class Made:
    """A document: the HTML and the view it is made from, and the file."""

    html: str
    view: Any
    content: bytes

    @property
    def flow(self) -> Any:
        """The HTML, without the foot that Word has on every page."""
        page = lxml.html.document_fromstring(self.html)
        for foot in page.xpath("//footer[@class='page-foot'] | //head"):
            foot.drop_tree()
        return page

    @property
    def document(self) -> Document:
        return docx.Document(io.BytesIO(self.content))

    @property
    def body(self) -> Any:
        return self.document.element.body

    def part(self, name: str) -> Any:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return etree.fromstring(archive.read(name))


Make = Callable[..., Made]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes a document of the shipped sample by its name and language."""
    workspace = Workspace.at(tmp_path_factory.mktemp("empty"))
    library, renderer = Library(workspace), Renderer(workspace)

    @cache
    def made(
        name: str,
        tag: str = "en",
        market: str | None = None,
        letterhead: str | None = None,
        colour: str | None = None,
        **changes: str,
    ) -> Made:
        (spec,) = [spec for spec in DOCUMENTS if spec.name == name]
        vacancy = library.sample_vacancy(ROLE, tag, market)
        view = spec.build(vacancy, Context(on=date(2026, 11, 23)))
        palette = palette_of(colour) if colour else None
        brand = replace(view.page.brand, letterhead=letterhead, palette=palette)
        view = replace(view, page=replace(view.page, brand=brand, **changes))
        html = renderer.html(spec.template, view, vacancy.language, flow=True)
        return Made(html, view, word.write(html, view))

    return made


def letterhead_rules(path: Path) -> list[str]:
    """What is wrong with a letterhead, by its rules."""
    return [finding.rule for finding in file_findings(path.parent, ("brand", "letterhead"), path.name, LETTERHEAD)]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


ALL = pytest.mark.parametrize("name", [spec.name for spec in DOCUMENTS])
BOTH = pytest.mark.parametrize("tag", ["en", "ar"])


# The same as the HTML.


@ALL
@BOTH
def test_headings_are_those_of_the_html(make: Make, name: str, tag: str) -> None:
    made = make(name, tag)
    wanted = [(int(head.tag[1]), squeezed(head.text_content())) for head in made.flow.iter("h1", "h2", "h3", "h4")]
    found = [
        (int(paragraph.style.name.removeprefix("Heading ")), squeezed(paragraph.text))
        for paragraph in made.document.paragraphs
        if paragraph.style is not None and paragraph.style.name.startswith("Heading ")
    ]
    assert len(wanted) > 5
    assert found == wanted


@ALL
@BOTH
def test_every_text_of_the_html_is_there_in_its_order(make: Make, name: str, tag: str) -> None:
    made = make(name, tag)
    wanted = squeezed(made.flow.text_content())
    assert len(wanted) > 1000
    assert squeezed("".join(texts_of(made.body))) == wanted


@ALL
def test_tables_are_those_of_the_html_and_repeat_their_header_rows(make: Make, name: str) -> None:
    made = make(name)
    wanted, found = list(made.flow.iter("table")), made.document.tables
    assert len(found) == len(wanted)
    assert bool(wanted) == (name not in ("posting",))
    for table, source in zip(found, wanted, strict=True):
        rows = list(source.iter("tr"))
        assert [[squeezed(cell.text) for cell in row.cells] for row in table.rows] == [
            [squeezed(cell.text_content()) for cell in row.iter("th", "td")] for row in rows
        ]
        heads = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]
        assert heads == [row.getparent().tag == "thead" for row in rows]
        assert heads[0]
        assert table.style is not None
        assert table.style.name == "Table"


@ALL
def test_lists_are_lists(make: Make, name: str) -> None:
    made = make(name)
    items = [item for item in made.flow.iter("li") if not squeezed(item.text_content()).startswith("☐")]
    styles = Counter(
        paragraph.style.name
        for paragraph in made.document.paragraphs
        if paragraph.style is not None and paragraph._p.find(f"{W}pPr/{W}numPr") is not None
    )
    assert styles["List Bullet"] + styles["List Number"] == len(items) == styles.total()
    assert (styles["List Number"] > 0) == bool(list(made.flow.iter("ol")))
    ticked = [item for item in made.flow.iter("li") if squeezed(item.text_content()).startswith("☐")]
    assert bool(ticked) == (name == "prep-sheet")
    assert len(ticked) == sum(
        paragraph.style is not None and paragraph.style.name == "Checklist" for paragraph in made.document.paragraphs
    )


# Room to write.


@pytest.mark.parametrize("name", ["interview-kit", "prep-sheet"])
def test_rules_are_empty_lines_to_write_on(make: Make, name: str) -> None:
    made = make(name)
    lines = [paragraph for paragraph in made.document.paragraphs if paragraph.style.name == "Note Line"]  # type: ignore[union-attr]
    rules = list(made.flow.iter("hr"))
    alone = [rule for rule in rules if "hr" not in (_tag(rule.getprevious()), _tag(rule.getnext()))]
    assert len(lines) == len(rules) + len(alone) > 20
    assert {text_of(line._p) for line in lines} == {""}
    border = made.document.styles["Note Line"].element.find(f"{W}pPr/{W}pBdr/{W}bottom")
    assert border.get(f"{W}val") == "single"
    assert not list(made.body.iter(f"{W}pict"))


def _tag(element: Any) -> str | None:
    return None if element is None else str(element.tag)


def test_the_kit_has_boxes_to_rate_and_rows_high_enough_to_write_in(make: Make) -> None:
    made = make("interview-kit")
    text = "\n".join(texts_of(made.body))
    assert text.count("☐ 1 ☐ 2 ☐ 3 ☐ 4 ☐ 5") >= 14
    to_write = [row for row in made.body.iter(f"{W}tr") if row.find(f"{W}trPr/{W}trHeight") is not None]
    assert len(to_write) > 30


def test_each_question_of_the_kit_starts_a_page(make: Make) -> None:
    made = make("interview-kit")
    starting = [
        squeezed(paragraph.text)
        for paragraph in made.document.paragraphs
        if paragraph._p.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]
    starts = made.flow.xpath("//*[contains(concat(' ', @class, ' '), ' new-page ')]")
    assert len(starting) > 8
    assert starting == [squeezed(next(start.iter("h2")).text_content()) for start in starts]
    assert "New Page" not in {paragraph.style.name for paragraph in made.document.paragraphs}  # type: ignore[union-attr]


def test_columns_share_the_width_of_the_page(make: Make) -> None:
    made = make("interview-kit")
    section = made.document.sections[0]
    assert section.page_width is not None
    assert section.left_margin is not None
    assert section.right_margin is not None
    width = Length(section.page_width - section.left_margin - section.right_margin).twips
    tables = made.document.tables
    for table in tables:
        columns = [int(column.get(f"{W}w")) for column in table._tbl.iter(f"{W}gridCol")]
        assert width - len(columns) <= sum(columns) <= width
        assert min(columns) > 300
        for row in table.rows:
            assert [cell._tc.find(f"{W}tcPr/{W}tcW").get(f"{W}w") for cell in row.cells] == list(map(str, columns))
    (matrix,) = [table for table in tables if [cell.text for cell in table.rows[0].cells][2:4] == ["1", "2"]]
    definition, mark = (int(column.get(f"{W}w")) for column in list(matrix._tbl.iter(f"{W}gridCol"))[1:3])
    assert definition > 5 * mark


# What it says of itself.


@ALL
@BOTH
def test_title_author_and_language(make: Make, name: str, tag: str) -> None:
    made = make(name, tag)
    properties = made.document.core_properties
    assert properties.title == made.view.page.title
    assert properties.author == made.view.page.employer
    assert properties.language == tag
    said = made.part("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert said.get(f"{W}val") == tag
    assert said.get(f"{W}bidi") == ("ar" if tag == "ar" else "ar-SA")


@ALL
def test_arabic_runs_from_right_to_left(make: Make, name: str) -> None:
    made = make(name, "ar")
    assert made.body.find(f"{W}sectPr/{W}bidi") is not None
    assert all(paragraph.find(f"{W}pPr/{W}bidi") is not None for paragraph in made.body.iter(f"{W}p"))
    assert all(table.find(f"{W}tblPr/{W}bidiVisual") is not None for table in made.body.iter(f"{W}tbl"))
    counted = Counter[bool]()
    for run in made.body.iter(f"{W}r"):
        text, is_rtl = "".join(run.itertext()), run.find(f"{W}rPr/{W}rtl") is not None
        counted[is_rtl] += 1
        assert not (is_rtl and LATIN.search(text)), text
        assert is_rtl or not ARABIC.search(text), text
    assert counted[True] > 50
    assert counted[False] > 3


@ALL
def test_english_runs_from_left_to_right(make: Make, name: str) -> None:
    made = make(name)
    assert not list(made.body.iter(f"{W}bidi", f"{W}bidiVisual"))
    for run in made.body.iter(f"{W}r"):
        assert (run.find(f"{W}rPr/{W}rtl") is not None) == bool(ARABIC.search("".join(run.itertext())))


def test_an_arabic_word_in_an_english_document_runs_from_the_right(make: Make) -> None:
    made = make("recruiter-brief")
    assert ARABIC.search("\n".join(texts_of(made.body))), "the brief has titles in other languages"


def test_numbers_and_addresses_in_arabic_run_from_the_left(make: Make) -> None:
    made = make("posting", "ar")
    page = re.sub(r'(<bdi dir="ltr"><a href="tel:[0-9]+">)', r"\g<1>+1 ", made.html)
    assert page != made.html
    written = replace(made, content=word.write(page, made.view))
    (run,) = [run for run in written.body.iter(f"{W}r") if "".join(run.itertext()).startswith("+1 ")]
    assert run.find(f"{W}rPr/{W}rtl") is None
    assert run.find(f"{W}rPr/{W}lang").get(f"{W}val") == "x-none"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("نظام SNOMED CT هنا", ["نظام ", "SNOMED CT", " هنا"]),
        ("اكتبوا إلى https://example.org/a/.", ["اكتبوا إلى ", "https://example.org/a/", "."]),
        ("الناشر: U.S. Office (OPM). تم", ["الناشر: ", "U.S. Office (OPM)", ". تم"]),
        ("45 دقيقة", ["45 دقيقة"]),
    ],
)
def test_a_run_is_split_where_its_direction_changes(text: str, pieces: list[str]) -> None:
    model = f'<w:ftr xmlns:w="{W[1:-1]}"><w:p><w:pPr/></w:p></w:ftr>'.encode()
    written = etree.fromstring(footer(text, "", "rtl", model))
    runs = [run for run in written.iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert ["".join(run.itertext()) for run in runs] == pieces
    assert [run.find(f"{W}rPr/{W}rtl") is None for run in runs] == [bool(LATIN.search(piece)) for piece in pieces]


# The page.


@pytest.mark.parametrize(("tag", "said"), [("en", "Page 1 of 1"), ("fr", "Page 1 sur 1"), ("ar", "الصفحة 1 من 1")])
def test_the_foot_of_the_page_has_its_text_and_number(make: Make, tag: str, said: str) -> None:
    made = make("interview-kit", tag)
    foot = made.document.sections[0].footer._element
    shown = re.sub("[\u2068\u2069]", "", text_of(foot.find(f"{W}p")).removeprefix(made.view.page.foot))
    assert shown == f"\t{said}"
    assert [field.get(f"{W}instr").strip() for field in foot.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert (foot.find(f"{W}p/{W}pPr/{W}bidi") is not None) == (tag == "ar")
    assert made.view.page.foot not in "\n".join(texts_of(made.body))


@pytest.mark.parametrize(("market", "size"), [("us", (12240, 15840)), ("fr", (11906, 16838))])
def test_the_paper_is_that_of_the_market(make: Make, market: str, size: tuple[int, int]) -> None:
    section = make("posting", "fr", market).document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (section.page_width.twips, section.page_height.twips) == size


def test_the_employers_colour_takes_the_place_of_the_accent(make: Make) -> None:
    plain, own = (make("posting", "en", None, **changes) for changes in ({}, {"colour": "#7a1f5c"}))
    colours = [made.document.styles["Heading 2"].font.color.rgb for made in (plain, own)]
    assert colours == [RGBColor.from_string("0B5D66"), RGBColor.from_string("7A1F5C")]


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


# With a letterhead.


def png() -> bytes:
    """A red picture of eight by eight."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\xff\0\0" * 8) * 8)
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def letterhead(tmp_path: Path) -> Path:
    """A letterhead as people make one: a page with header, picture and footer, and styles changed."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Pt(420), Pt(595)
    section.header.paragraphs[0].text = "Harbour Clinic, Pier 4"
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    section.footer.paragraphs[0].text = "Registered in Hamburg"
    document.styles["Heading 1"].font.name = "Garamond"
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    document.styles["List Bullet"].delete()
    document.add_paragraph("Dear candidate, this text is not for documents.")
    document.save(str(tmp_path / "letterhead.docx"))
    return tmp_path / "letterhead.docx"


def test_a_letterhead_gives_styles_paper_header_and_footer(make: Make, letterhead: Path) -> None:
    made = make("interview-kit", "en", None, letterhead=str(letterhead), colour="#7a1f5c")
    document = made.document
    section = document.sections[0]
    assert (section.page_width, section.page_height) == (Pt(420), Pt(595))
    assert section.header.paragraphs[0].text == "Harbour Clinic, Pier 4"
    assert [part.partname for part in section.header.part.related_parts.values()] == ["/word/media/image1.png"]
    assert section.footer.paragraphs[0].text == "Registered in Hamburg"
    heading = document.styles["Heading 1"].font
    assert (heading.name, heading.color.rgb) == ("Garamond", RGBColor(0x12, 0x34, 0x56))
    assert b"7A1F5C" not in made.content
    text = "\n".join(texts_of(made.body))
    assert "Dear candidate" not in text
    assert made.view.page.foot in text, "the footer is the letterhead's, so that the text has ours"
    assert squeezed(text) == squeezed("".join(made.flow.itertext()) + made.view.page.foot)


def test_what_a_letterhead_lacks_is_ours_in_its_fonts(make: Make, letterhead: Path) -> None:
    made = make("interview-kit", "en", None, letterhead=str(letterhead))
    styles = made.document.styles
    for name in ("Note Line", "Table", "Checklist", "List Bullet", "Notice"):
        assert styles[name].element.find(f"{W}name") is not None
    assert styles["Note Line"].element.find(f"{W}pPr/{W}pBdr/{W}bottom") is not None
    assert b"IBM Plex" not in zipfile.ZipFile(io.BytesIO(made.content)).read("word/styles.xml")
    names = [style.name.lower() for style in styles]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_a_letterhead_of_a_german_word_keeps_its_ids(make: Make, letterhead: Path) -> None:
    """Word names styles in English whatever its language, but their ids in its own."""
    rewrite(letterhead, "word/styles.xml", {b'"Normal"': b'"Standard"', b'"Heading1"': b'"berschrift1"'})
    rewrite(letterhead, "word/styles.xml", {b'<w:name w:val="Standard"/>': b'<w:name w:val="Normal"/>'})
    made = make("posting", "de", None, letterhead=str(letterhead), title="German ids")
    assert made.document.styles["Heading 1"].style_id == "berschrift1"
    (head,) = [p for p in made.document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert head._p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "berschrift1"
    based = {style.get(f"{W}val") for style in made.part("word/styles.xml").iter(f"{W}basedOn")}
    assert "Standard" in based
    for name in ("Note Line", "Notice", "Quiet"):
        assert made.document.styles[name].element.find(f"{W}basedOn").get(f"{W}val") == "Standard"


def test_a_letterhead_may_have_an_id_of_ours_for_another_style(make: Make, letterhead: Path) -> None:
    rewrite(letterhead, "word/styles.xml", {b'w:styleId="TableGrid"': b'w:styleId="Table"'})
    made = make("job-description", "en", None, letterhead=str(letterhead))
    ids = [style.get(f"{W}styleId") for style in made.part("word/styles.xml").iter(f"{W}style")]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    styles = {table.style.name for table in made.document.tables if table.style is not None}
    assert styles == {"Table"}


DEFAULTS = "<w:docDefaults><w:rPrDefault>@</w:rPrDefault></w:docDefaults>"


@pytest.mark.parametrize(
    "defaults",
    [
        "",
        "<w:docDefaults/>",
        "<w:docDefaults><w:pPrDefault/></w:docDefaults>",
        "<w:docDefaults><w:rPrDefault/></w:docDefaults>",
        DEFAULTS.replace("@", ""),
        DEFAULTS.replace("@", "<w:rPr/>"),
        DEFAULTS.replace("@", '<w:rPr><w:sz w:val="30"/></w:rPr>'),
        DEFAULTS.replace("@", '<w:rPr><w:lang w:val="de-DE"/></w:rPr>'),
        DEFAULTS.replace("@", '<w:rPr><w:sz w:val="30"/><w:lang w:val="de-DE" w:bidi="he-IL"/></w:rPr>'),
    ],
)
def test_a_letterhead_takes_the_language_of_the_document(make: Make, letterhead: Path, defaults: str) -> None:
    with zipfile.ZipFile(letterhead) as archive:
        styles = archive.read("word/styles.xml")
    (before,) = re.findall(rb"<w:docDefaults>.*</w:docDefaults>", styles, re.DOTALL)
    rewrite(letterhead, "word/styles.xml", {before: defaults.encode()})
    made = make("posting", "ar", None, letterhead=str(letterhead))
    (said,) = made.part("word/styles.xml").iter(f"{W}lang")
    assert (said.get(f"{W}val"), said.get(f"{W}bidi")) == ("ar", "ar")
    assert [parent.tag.removeprefix(W) for parent in said.iterancestors()] == [
        "rPr", "rPrDefault", "docDefaults", "styles"
    ]  # fmt: skip
    if "30" in defaults:
        assert said.getparent()[0].get(f"{W}val") == "30"


def test_a_letterhead_may_leave_its_paper_unsaid(make: Make, letterhead: Path) -> None:
    rewrite(letterhead, "word/document.xml", {b"<w:pgMar ": b"<w:paperSrc ", b"<w:pgSz ": b"<w:cols "})
    made = make("job-description", "en", None, letterhead=str(letterhead))
    assert made.document.tables


def test_a_strict_document_is_no_letterhead(letterhead: Path) -> None:
    main = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rewrite(letterhead, "word/styles.xml", {main: b"http://purl.oclc.org/ooxml/wordprocessingml/main"})
    assert letterhead_rules(letterhead) == ["letterhead.not_word"]


def rewrite(path: Path, part: str, changes: dict[bytes, bytes]) -> None:
    """Change a part of a Word file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for old, new in changes.items():
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04"], ids=["gone", "empty", "broken"])
def test_a_letterhead_that_cannot_be_read_any_more_is_an_error(
    make: Make, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "letterhead.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RenderError) as caught:
        make("posting", "en", None, letterhead=str(path))
    assert caught.value.failure.rule == "cannot_read"


def test_a_sound_letterhead_is_no_problem(letterhead: Path) -> None:
    assert letterhead_rules(letterhead) == []


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_a_letterhead_with_a_broken_part_is_a_problem(letterhead: Path, part: str) -> None:
    rewrite(letterhead, part, {b"<w:": b"<w"})
    assert letterhead_rules(letterhead) == ["letterhead.not_word"]


def test_a_letterhead_that_unpacks_to_too_much_is_a_problem(letterhead: Path) -> None:
    with zipfile.ZipFile(letterhead, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image9.bin", bytes(110_000_000))
    assert letterhead.stat().st_size < 1_000_000
    assert letterhead_rules(letterhead) == ["letterhead.not_word"]


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

"""Word documents as python-docx reads them back: the text of the HTML in its order, room to write, direction, paper."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from docx.shared import Length, RGBColor
from lxml import etree

from hiring.formats import docx as word
from hiring.formats.wordprocessing import footer
from tests.word_documents import ALL, BOTH, Make, W, maker, squeezed
from tests.word_text import text_of, texts_of


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes documents of the shipped sample, each once."""
    return maker(tmp_path_factory.mktemp("empty"))


def style_of(paragraph: Any) -> str | None:
    """The name of a paragraph's style."""
    return paragraph.style.name if paragraph.style is not None else None


ARABIC, LATIN = re.compile("[\u0620-\u064a]"), re.compile("[A-Za-z]{2}")


# The same as the HTML.


@ALL
@BOTH
def test_headings_are_those_of_the_html(make: Make, name: str, tag: str) -> None:
    made = make(name, tag)
    wanted = [(int(head.tag[1]), squeezed(head.text_content())) for head in made.flow.iter("h1", "h2", "h3", "h4")]
    found = [
        (int(style.removeprefix("Heading ")), squeezed(paragraph.text))
        for paragraph in made.document.paragraphs
        if (style := style_of(paragraph) or "").startswith("Heading ")
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
    assert len(ticked) == sum(style_of(paragraph) == "Checklist" for paragraph in made.document.paragraphs)


# Room to write.


@pytest.mark.parametrize("name", ["interview-kit", "prep-sheet"])
def test_rules_are_empty_lines_to_write_on(make: Make, name: str) -> None:
    made = make(name)
    lines = [paragraph for paragraph in made.document.paragraphs if style_of(paragraph) == "Note Line"]
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
    assert "New Page" not in {style_of(paragraph) for paragraph in made.document.paragraphs}


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

"""The tags of PDFs: what WeasyPrint leaves to mend is mended, and each check of the structure finds a planted fault."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from hiring.formats import pdf
from tests import pdf_faults
from tests.pdf_structure import Element, Structure, structure
from tests.reading_order import as_printed, as_tagged, differences

ROWS = "".join(f'<tr><th scope="row">Row {number}</th><td>One</td><td>Two</td></tr>' for number in range(60))
ITEMS = "".join(f"<li>Item {number}</li>" for number in range(60))
STYLE = """
@page { size: a5; @bottom-right { content: "Page " counter(page); } }
.apart { display: table; } .apart div { display: table-row; } .apart dt, .apart dd { display: table-cell; }
.beside li { display: inline-block; }
.hidden { display: none; }
nav a::after { content: " " target-counter(attr(href), page); }
"""
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>All there is</title><style>{STYLE}</style></head>
<body style="font-family: 'IBM Plex Sans'"><main>
<h1>All there is</h1>
<p class="hidden">Not on paper</p>
<nav><ul class="beside"><li><a href="#table">The table</a></li> <li><a href="#list">The list</a></li></ul></nav>
<dl class="apart"><div><dt>Term</dt><dd>Meaning</dd></div><div><dt>Other</dt><dd>Another</dd></div></dl>
<p>A <a href="https://example.org/a">link with words</a>, <a href="tel:+1"><b>and <bdi>555-0142</bdi></b></a>.
<span style="display: block">A line of its own.</span></p>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10"><title>A square</title>
<rect width="10" height="10"/></svg>
<form><input name="first" title="The first field"><input type="checkbox" name="second" title="The second field">
<input name="both" title="Here and at the end" value="Given"></form>
<section><h2 id="table">A table</h2>
<table><caption>Rows</caption>
<thead><tr><th scope="col" rowspan="2">Row</th><th scope="colgroup" colspan="2">Both</th></tr>
<tr><th scope="col">Left</th><th scope="col">Right</th></tr></thead>
<tbody>{ROWS}</tbody></table></section>
<section><h2 id="list">A list</h2><ol>{ITEMS}</ol><h3>At last</h3><p>{"Much to say. " * 400}</p>
<form><input name="both" title="Here and at the end" value="Given"></form></section>
</main></body></html>"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF with everything that the checks look at, over several pages."""
    path = tmp_path_factory.mktemp("pdf") / "whole.pdf"
    path.write_bytes(pdf.write(PAGE))
    return path


@pytest.fixture(scope="module")
def whole(file: Path) -> Structure:
    return structure(file)


def tagged(pdf: Structure, tag: str) -> list[Element]:
    return [element for element in pdf.tree.all() if element.tag == tag]


# What the tags say.


def test_a_sound_file_has_no_fault(whole: Structure) -> None:
    assert pdf_faults.faults(whole) == []
    assert differences(as_tagged(whole), as_printed(PAGE)) == []
    assert len(whole.tab_orders) > 4


def test_a_table_over_pages_is_one_with_one_head(whole: Structure) -> None:
    (table,) = tagged(whole, "Table")
    assert [kid.tag for kid in table.elements] == ["Caption", "THead", "TBody"]
    assert len(table.elements[2].elements) == 60
    assert {row.page for row in table.elements[2].elements} > {table.page}
    assert any("Left" in artifact for artifact in whole.artifacts), "the repeated head is no content"


def test_header_cells_say_what_they_head(whole: Structure) -> None:
    scopes = {(head.text, head.scope) for head in tagged(whole, "TH")}
    assert scopes >= {("Row", "Column"), ("Both", "Column"), ("Left", "Column"), ("Row 7", "Row")}


def test_lists_and_paragraphs_over_pages_are_one(whole: Structure) -> None:
    (items,) = [element for element in tagged(whole, "L") if len(element.elements) > 10]
    assert [item.text for item in items.elements] == [f"{number + 1}. Item {number}" for number in range(60)]
    (long,) = [element for element in tagged(whole, "P") if "Much to say" in element.text]
    assert long.text.count("Much to say.") == 400
    assert len({piece.page for piece in long.elements}) > 1


def test_a_term_and_its_meaning_are_one_item(whole: Structure) -> None:
    (terms,) = [element for element in tagged(whole, "L") if element.text.startswith("Term")]
    assert [[part.tag for part in item.elements] for item in terms.elements] == [["Lbl", "LBody"]] * 2
    assert terms.text == "Term Meaning Other Another"


def test_links_say_their_words(whole: Structure) -> None:
    said = [[annotation.said for annotation in link.annotations] for link in tagged(whole, "Link")]
    assert said == [
        ["The table"] * 2,
        ["The list"] * 2,
        ["link with words"],
        ["and 555-0142", "and 555-0142", "555-0142"],
    ]


def test_a_field_in_two_places_is_one(whole: Structure) -> None:
    """Its name, tooltip and value are the field's, and each place is in the tree where it stands."""
    first, second, both = whole.fields
    assert [field.name for field in (first, second, both)] == ["first", "second", "both"]
    assert both.tooltip == "Here and at the end"
    assert both.kind == "Tx"
    forms = [annotation for form in tagged(whole, "Form") for annotation in form.annotations]
    assert [form.object for form in forms] == [*first.widgets, *second.widgets, *both.widgets]
    assert [form.said for form in forms[-2:]] == [both.tooltip] * 2
    assert forms[-2].page < forms[-1].page


def test_the_foot_of_a_page_is_no_content(whole: Structure) -> None:
    assert [f"Page {number + 1}" in artifact for number, artifact in enumerate(whole.artifacts)] == [True] * len(
        whole.artifacts
    )
    assert not any(text.startswith("Page ") for text in whole.tree.texts)


def test_sections_that_only_meet_at_the_end_of_a_page_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "apart.pdf"
    sections = "".join(f'<section style="break-after: page"><p>Part {number}</p></section>' for number in range(3))
    path.write_bytes(pdf.write(PAGE.partition("<main>")[0] + f"<main><h1>Parts</h1>{sections}</main></body></html>"))
    found = structure(path)
    assert [element.text for element in tagged(found, "Sect")] == ["Part 0", "Part 1", "Part 2"]
    assert len(tagged(found, "Part")) == 1


def test_what_is_written_from_right_to_left_comes_in_the_order_of_reading(tmp_path: Path) -> None:
    """The page draws lines from the left, which turns words, brackets and numbers around."""
    path = tmp_path / "arabic.pdf"
    body = '<h1>الوظيفة في Example Clinic (2026)</h1><p>راجعوا <a href="https://example.org/">المصادر</a> [10]</p>'
    path.write_bytes(
        pdf.write(
            f"""<html lang="ar" dir="rtl"><head><title>الوظيفة</title></head>
            <body style="font-family: 'IBM Plex Sans Arabic'">{body}</body></html>"""
        )
    )
    assert structure(path).tree.text == "الوظيفة في Example Clinic (2026) راجعوا المصادر [10]"


# Every check finds a planted fault.


def first(file: pikepdf.Pdf, tag: str) -> Any:
    """The first element of a tag in a file, in the order of the tree."""

    def search(entry: Any) -> Any:
        if f"/{tag}" == entry.S:
            return entry
        kids = entry.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            found = search(kid) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid else None
            if found is not None:
                return found
        return None

    return search(file.Root.StructTreeRoot.K[0])


def no_language(file: pikepdf.Pdf) -> None:
    del file.Root.Lang


def no_title(file: pikepdf.Pdf) -> None:
    with file.open_metadata() as metadata:
        del metadata["dc:title"]


def untagged_text(file: pikepdf.Pdf) -> None:
    first(file, "P").K = pikepdf.Array()


def foreign_parents(file: pikepdf.Pdf) -> None:
    file.Root.StructTreeRoot.ParentTree.Nums[1][0] = first(file, "Table")


def skipped_level(file: pikepdf.Pdf) -> None:
    first(file, "H2").S = pikepdf.Name.H4


def two_first_headings(file: pikepdf.Pdf) -> None:
    first(file, "H2").S = pikepdf.Name.H1


def renamed_bookmark(file: pikepdf.Pdf) -> None:
    file.Root.Outlines.First.Title = "Another"


def bookmark_of_the_wrong_page(file: pikepdf.Pdf) -> None:
    file.Root.Outlines.First.Dest[0] = file.pages[-1].obj


def short_row(file: pikepdf.Pdf) -> None:
    del first(file, "TBody").K[3].K[2]


def no_scope(file: pikepdf.Pdf) -> None:
    del first(file, "TH").A["/Scope"]


def cell_without_row(file: pikepdf.Pdf) -> None:
    first(file, "TBody").K[3].S = pikepdf.Name.Div


def item_without_body(file: pikepdf.Pdf) -> None:
    first(file, "LBody").S = pikepdf.Name.P


def no_alternative(file: pikepdf.Pdf) -> None:
    del first(file, "Figure").Alt


def link_without_words(file: pikepdf.Pdf) -> None:
    for annotation in file.pages[0].Annots:
        annotation.Contents = ""


def link_outside_the_tree(file: pikepdf.Pdf) -> None:
    link = first(file, "Link")
    link.K = pikepdf.Array([kid for kid in link.K if isinstance(kid, int)])


def no_tooltip(file: pikepdf.Pdf) -> None:
    del file.Root.AcroForm.Fields[0].TU


def same_name(file: pikepdf.Pdf) -> None:
    file.Root.AcroForm.Fields[1].T = file.Root.AcroForm.Fields[0].T


def widget_outside_the_tree(file: pikepdf.Pdf) -> None:
    first(file, "Form").K = pikepdf.Array()


def widget_without_field(file: pikepdf.Pdf) -> None:
    del file.Root.AcroForm.Fields[2].Kids[1]


def other_order_on_the_page(file: pikepdf.Pdf) -> None:
    page = file.pages[0]
    page.Annots = pikepdf.Array(reversed(list(page.Annots)))


def other_order_of_fields(file: pikepdf.Pdf) -> None:
    fields = file.Root.AcroForm.Fields
    file.Root.AcroForm.Fields = pikepdf.Array(reversed(list(fields)))


def no_order_of_the_tabulator(file: pikepdf.Pdf) -> None:
    del file.pages[1].Tabs


def empty_paragraph(file: pikepdf.Pdf) -> None:
    first(file, "P").K = pikepdf.Array()


def split_table(file: pikepdf.Pdf) -> None:
    section, table = first(file, "Sect"), first(file, "Table")
    rows = table.K[-1].K
    rest = pikepdf.Dictionary(S=pikepdf.Name.Table, K=pikepdf.Array(list(rows)[40:]), Pg=rows[40].Pg)
    table.K[-1].K = pikepdf.Array(list(rows)[:40])
    section.K.append(file.make_indirect(rest))


PLANTED: tuple[tuple[pdf_faults.Check, Callable[[pikepdf.Pdf], None]], ...] = (
    (pdf_faults.says_what_it_is, no_language),
    (pdf_faults.says_what_it_is, no_title),
    (pdf_faults.all_is_tagged, untagged_text),
    (pdf_faults.all_is_tagged, foreign_parents),
    (pdf_faults.headings_step_down, skipped_level),
    (pdf_faults.headings_step_down, two_first_headings),
    (pdf_faults.bookmarks_are_headings, renamed_bookmark),
    (pdf_faults.bookmarks_are_headings, bookmark_of_the_wrong_page),
    (pdf_faults.tables_are_regular, short_row),
    (pdf_faults.tables_are_regular, no_scope),
    (pdf_faults.parts_stand_where_they_may, cell_without_row),
    (pdf_faults.parts_stand_where_they_may, item_without_body),
    (pdf_faults.figures_have_words, no_alternative),
    (pdf_faults.links_are_told, link_without_words),
    (pdf_faults.links_are_told, link_outside_the_tree),
    (pdf_faults.fields_are_told, no_tooltip),
    (pdf_faults.fields_are_told, same_name),
    (pdf_faults.fields_are_told, widget_outside_the_tree),
    (pdf_faults.fields_are_told, widget_without_field),
    (pdf_faults.fields_are_told, other_order_on_the_page),
    (pdf_faults.fields_are_told, other_order_of_fields),
    (pdf_faults.fields_are_told, no_order_of_the_tabulator),
    (pdf_faults.nothing_is_empty, empty_paragraph),
    (pdf_faults.pages_are_joined, split_table),
)


def test_every_check_has_a_planted_fault() -> None:
    assert {check for check, _ in PLANTED} == set(pdf_faults.CHECKS)


@pytest.mark.parametrize(("check", "plant"), PLANTED, ids=[plant.__name__ for _, plant in PLANTED])
def test_the_check_finds(
    check: pdf_faults.Check, plant: Callable[[pikepdf.Pdf], None], file: Path, tmp_path: Path
) -> None:
    faulty = tmp_path / "faulty.pdf"
    with pikepdf.open(file) as opened:
        plant(opened)
        opened.save(faulty)
    assert check(structure(file)) == []
    assert check(structure(faulty)) != []


def test_another_order_of_reading_is_found(whole: Structure) -> None:
    pieces, words = as_tagged(whole), as_printed(PAGE)
    assert differences(pieces, words) == []
    assert differences([*pieces[1:], pieces[0]], words) != []
    assert differences(pieces[:-1], words) != []
    assert differences([*pieces, "more"], words) != []

"""What is wrong with the structure of a PDF, by PDF/UA-1 (ISO 14289-1) and its Matterhorn protocol."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from tests.pdf_structure import Bookmark, Element, Structure

Check = Callable[[Structure], list[str]]
_LEVELS = {f"H{level}": level for level in range(1, 7)}
_SCOPES = ("Row", "Column", "Both")
_GROUPS = ("THead", "TBody", "TFoot")
_INSIDE = {
    "L": ("L", "LI", "Caption"),
    "LI": ("Lbl", "LBody"),
    "Table": ("Caption", "THead", "TBody", "TFoot", "TR"),
    "THead": ("TR",),
    "TBody": ("TR",),
    "TFoot": ("TR",),
    "TR": ("TH", "TD"),
}
"""What these may hold directly (ISO 32000-1, tables 336 and 337)."""
_MAY_BE_EMPTY = ("TD", "TH", "Figure")


def says_what_it_is(pdf: Structure) -> list[str]:
    """The document has a title that the window shows, a language and the mark of PDF/UA-1."""
    wanted = {
        "it is not PDF/UA-1": pdf.part == "1",
        "no title": bool(pdf.title.strip()),
        "the window shows the file's name": pdf.shows_title,
        "no language": bool(pdf.language),
        "not marked as tagged": pdf.marked,
        "a role of its own": not pdf.roles,
    }
    return [fault for fault, right in wanted.items() if not right]


def all_is_tagged(pdf: Structure) -> list[str]:
    """All text is in the tree or marked as no content, stands for characters, and leads back to its element."""
    faults = [f"neither in the tree nor an artifact: {text[:40]}" for text in pdf.untagged]
    faults += [f"{pdf.unmapped} glyphs stand for no character"] * bool(pdf.unmapped)
    return faults + ["the numbers of the pages lead elsewhere"] * (not pdf.parents_agree)


def headings_step_down(pdf: Structure) -> list[str]:
    """There is one first heading, it is the first, and no level is left out."""
    levels = [_LEVELS[element.tag] for element in _headings(pdf)]
    faults = [f"{levels.count(1)} first headings"] * (levels.count(1) != 1)
    faults += ["the first heading is not the title"] * (levels[:1] != [1])
    return faults + [f"H{before} goes to H{after}" for before, after in pairwise(levels) if after > before + 1]


def bookmarks_are_headings(pdf: Structure) -> list[str]:
    """The outline has every heading, in order, at its level and on its page."""
    wanted = [(squeezed(element.text), element.page) for element in _headings(pdf)]
    found = [(squeezed(bookmark.title), bookmark.page) for bookmark in pdf.bookmarks]
    faults = [
        f"{there} where the heading is {heading}"
        for heading, there in zip(wanted, found, strict=False)
        if heading != there
    ]
    faults += [f"{len(wanted)} headings and {len(found)} bookmarks"] * (len(wanted) != len(found))
    return faults + list(_wrong_levels(pdf.bookmarks, [_LEVELS[element.tag] for element in _headings(pdf)]))


def tables_are_regular(pdf: Structure) -> list[str]:
    """The rows of a table are equally long, and each header cell says what it heads."""
    faults = []
    for table in _all(pdf, "Table"):
        lengths = Counter(_lengths(table))
        faults += [f"rows of {sorted(lengths)} cells: {table.text[:40]}"] * (len(lengths) != 1)
        heads = [element for element in table.all() if element.tag == "TH"]
        faults += [f"a table without a header cell: {table.text[:40]}"] * (not heads)
        cells = [element for element in table.all() if element.tag == "TD"]
        if not cells or not all(cell.headers for cell in cells):
            faults += [f"a header cell without scope: {head.text[:40]}" for head in heads if head.scope not in _SCOPES]
    return faults


def parts_stand_where_they_may(pdf: Structure) -> list[str]:
    """Lists hold items, items a label and a body, tables rows, rows cells; and each stands in what holds it."""
    faults = []
    for element in pdf.tree.all():
        for kid in element.elements:
            allowed = _INSIDE.get(element.tag)
            belongs = [tag for tag, kids in _INSIDE.items() if kid.tag in kids and kid.tag not in ("L", "Caption")]
            if (allowed and kid.tag not in allowed) or (belongs and element.tag not in belongs):
                faults.append(f"{kid.tag} in {element.tag}: {kid.text[:40]}")
    return faults


def figures_have_words(pdf: Structure) -> list[str]:
    """Each picture has words in its place."""
    return [
        f"a figure without words on page {figure.page + 1}"
        for figure in _all(pdf, "Figure")
        if not figure.alternative.strip()
    ]


def links_are_told(pdf: Structure) -> list[str]:
    """Each link of a page is in the tree with its text and says where it leads; none is inside another."""
    links = _all(pdf, "Link")
    tagged = {annotation.object for link in links for annotation in link.annotations}
    faults = [f"a link without text: {link.annotations}" for link in links if not link.text]
    faults += [f"a link that leads nowhere: {link.text[:40]}" for link in links if not link.annotations]
    faults += [
        f"a link in a link: {link.text[:40]}" for link in links if any(kid.tag == "Link" for kid in link.elements)
    ]
    shown = [annotation for annotation in pdf.annotations if annotation.kind == "Link"]
    faults += [f"a link outside the tree: {link.said}" for link in shown if link.object not in tagged]
    return faults + [f"a link without words on page {link.page + 1}" for link in shown if not link.said.strip()]


def fields_are_told(pdf: Structure) -> list[str]:
    """Each field has its own name and tooltip, each of its places is in the tree, and the tabulator goes through them so."""
    names = Counter(field.name for field in pdf.fields)
    tips = Counter(field.tooltip for field in pdf.fields)
    faults = [f"{count} fields of the name {name}" for name, count in names.items() if count > 1 or not name]
    faults += [f"{count} fields of the tooltip “{tip}”" for tip, count in tips.items() if count > 1 or not tip.strip()]
    faults += [f"the tooltip is the name: {field.name}" for field in pdf.fields if field.tooltip == field.name]
    faults += _misplaced_widgets(pdf)
    return faults + [
        f"page {at + 1} has no order of its tabulator" for at, order in enumerate(pdf.tab_orders) if order != "/S"
    ]


def _misplaced_widgets(pdf: Structure) -> Iterator[str]:
    """Which of the tree, the form and the pages have other fields than the others, or the same in another order."""
    read = [annotation.object for form in _all(pdf, "Form") for annotation in form.annotations]
    shown = [annotation.object for annotation in pdf.annotations if annotation.kind == "Widget"]
    places = {widget: at for at, widget in enumerate(read)}
    if not Counter(read) == Counter(shown) == Counter(widget for field in pdf.fields for widget in field.widgets):
        yield "the fields of the tree, of the form and of the pages are not the same"
        return
    if read != shown:
        yield "the fields of the pages come in another order than in the tree"
    within = [[places[widget] for widget in field.widgets] for field in pdf.fields]
    if within != sorted(map(sorted, within)):
        yield "the fields come in another order than in the tree"


def nothing_is_empty(pdf: Structure) -> list[str]:
    """No element has nothing to say, but cells of tables."""
    return [
        f"an empty {element.tag} on page {element.page + 1}"
        for element in pdf.tree.all()
        if not element.kids and element.tag not in _MAY_BE_EMPTY
    ]


def pages_are_joined(pdf: Structure) -> list[str]:
    """What goes over to another page is one: no second table without a caption begins there, and no second main part."""
    faults = []
    for element in pdf.tree.all():
        for before, after in pairwise(element.elements):
            split = before.tag == after.tag and after.tag in ("Table", "Part") and before.page != after.page
            if split and not any(kid.tag == "Caption" for kid in after.elements):
                faults.append(f"{after.tag} begins anew on page {after.page + 1}: {after.text[:40]}")
    return faults


CHECKS: tuple[Check, ...] = (
    says_what_it_is,
    all_is_tagged,
    headings_step_down,
    bookmarks_are_headings,
    tables_are_regular,
    parts_stand_where_they_may,
    figures_have_words,
    links_are_told,
    fields_are_told,
    nothing_is_empty,
    pages_are_joined,
)


def faults(pdf: Structure) -> list[str]:
    """What all checks find."""
    return [fault for check in CHECKS for fault in check(pdf)]


def _all(pdf: Structure, tag: str) -> list[Element]:
    return [element for element in pdf.tree.all() if element.tag == tag]


def _headings(pdf: Structure) -> list[Element]:
    return [element for element in pdf.tree.all() if element.tag in _LEVELS]


def _wrong_levels(bookmarks: tuple[Bookmark, ...], levels: list[int]) -> Iterator[str]:
    for bookmark, level in zip(bookmarks, levels, strict=False):
        if bookmark.level != level:
            yield f"the bookmark of “{bookmark.title[:40]}” is at level {bookmark.level}, its heading at {level}"


def _lengths(table: Element) -> Iterator[int]:
    """How many columns each row of a table fills, with the cells that reach into it from above."""
    for group in [element for element in table.all() if element.tag in _GROUPS] or [table]:
        from_above: Counter[int] = Counter()
        for at, row in enumerate(element for element in group.elements if element.tag == "TR"):
            for cell in row.elements:
                for below in range(1, cell.rows):
                    from_above[at + below] += cell.columns
            yield sum(cell.columns for cell in row.elements) + from_above[at]


def squeezed(text: str) -> str:
    """The text without white space and without hyphens, which line breaks may add, and without marks above letters."""
    letters = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in letters if unicodedata.category(letter) not in ("Cf", "Mn"))
    return re.sub(r"[\s\u2010-]+", "", letters)

"""The tags of a finished PDF, put right for those who listen to it or read it in braille.

WeasyPrint 70 tags every page on its own: what goes over to the next page falls into two, and a table's repeated head and the
foot of the page are read out as content. It gives header cells no scope (Kozea/WeasyPrint issue 2508), puts the groups of a
definition list and the blanks between items into lists (issues 2482 and 2503), says of a link only where it leads, and has
lines from right to left as they are drawn. The tree is read, mended and written back whole, with the numbers that lead to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import bidirectional

_TAGS = {
    "main": ("/Part",),
    "section": ("/Sect",),
    "nav": ("/NonStruct",),
    "div": ("/Div",),
    "blockquote": ("/BlockQuote",),
    "p": ("/P",),
    "ul": ("/L",),
    "ol": ("/L",),
    "dl": ("/L",),
    "li": ("/LI", "/LBody"),
    "dd": ("/LI", "/LBody"),
    "table": ("/Table",),
    "tbody": ("/TBody",),
}
"""What WeasyPrint makes of the elements that may go over to the next page, from outside to inside."""

_REPEATED = ("thead", "tfoot")
_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
_MAY_BE_EMPTY = ("/TD", "/TH")


@dataclass
class _Element:
    """An element of the tree. Its kids are elements, numbers of marked content on its page, and references to annotations."""

    entry: Any
    kids: list[Any]

    @property
    def tag(self) -> str:
        return str(self.entry["S"])

    @tag.setter
    def tag(self, tag: str) -> None:
        self.entry["S"] = tag

    def has(self, tag: str) -> bool:
        """Whether an element of this tag is one of its kids."""
        return any(_is(kid, tag) for kid in self.kids)


def correct_tags(document: Any, pdf: Any) -> None:
    """Mend the tree of tags. A finisher of ``weasyprint.Document.write_pdf``."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    top = _read(pdf, root["K"][0])
    _tell(document, pdf.page_references, top)
    streams = [_object(pdf, _object(pdf, page)["Contents"]).stream for page in pdf.page_references]
    _tidy(top, {page: _blank(stream) for page, stream in zip(pdf.page_references, streams, strict=True)})
    marks, annotations = _write(top)
    parents = _object(pdf, root["ParentTree"])["Nums"]
    parents.clear()
    for number, (page, stream) in enumerate(zip(pdf.page_references, streams, strict=True)):
        here = marks.get(page, {})
        _hide_the_rest(stream, here)
        parents += [number, _array(here.get(mark, b"null") for mark in range(max(here, default=-1) + 1))]
    for reference, owner in annotations:
        parents += [_object(pdf, _object(pdf, reference)["Obj"])["StructParent"], owner]


def _tell(document: Any, references: list[bytes], top: _Element) -> None:
    """Bring what the boxes of the pages know to the tree: words, scopes, the order of reading, what goes over to a page."""
    pages = [list(_boxes(page)) for page in document.pages]
    html = pages[0][0].element
    right_to_left = html.get("dir") == "rtl"
    for reference, boxes in zip(references, pages, strict=True):
        for box in boxes:
            _say_what_it_is(box)
        texts = [box.text for box in boxes if hasattr(box, "text")]
        _say_in_order(list(_marked(top, reference)), texts, all_of_them=right_to_left)
    elements = [{id(box.element) for box in boxes} for boxes in pages]
    for number in range(1, len(pages)):
        _join(top, references[number], list(_going_on(html, elements[number - 1] & elements[number])))


# What HTML says and the tags do not.


def _boxes(page: Any) -> Iterator[Any]:
    """Every box of a page's content, without its margins."""
    from weasyprint.formatting_structure.boxes import MarginBox

    for box in page._page_box.children:
        if not isinstance(box, MarginBox):
            yield from box.descendants(placeholders=True)


def _say_what_it_is(box: Any) -> None:
    """Give a header cell its scope, and a link its words."""
    if box.link_annotation:
        words = " ".join("".join(box.element.itertext()).split())
        drawn = "".join(getattr(inner, "text", "") for inner in box.descendants())
        box.link_annotation["Contents"] = _pydyf().String(words or drawn.strip())
    if box.element_tag == "th" and isinstance(getattr(box, "mark", None), dict):
        box.mark["A"]["Scope"] = _SCOPES.get(box.element.get("scope", "col"), "/Column")


def _say_in_order(elements: list[_Element], texts: list[str], *, all_of_them: bool) -> None:
    """Give what is written from right to left its characters in the order of reading: lines are drawn from the left.

    In a document of that direction all get them, for its brackets and numbers. The elements are those of the pieces of a
    page, the texts what stands in them, both in the order of the document.
    """
    if len(elements) != len(texts):
        return  # a style has put boxes elsewhere: what is drawn is better than what stands beside it
    for element, text in zip(elements, texts, strict=True):
        if all_of_them or any(bidirectional(letter) in ("R", "AL") for letter in text):
            element.entry["ActualText"] = _pydyf().String(text)


def _marked(element: _Element, page: bytes) -> Iterator[_Element]:
    """The element of each piece of text of a page."""
    for kid in element.kids:
        if isinstance(kid, _Element):
            yield from _marked(kid, page)
        elif isinstance(kid, int) and element.tag != "/Figure" and element.entry["Pg"] == page:
            yield element


def _going_on(element: Any, both: set[int]) -> Iterator[str]:
    """The tags of what goes over from one page to the next, from outside to inside, as long as it is one thing."""
    while True:
        inner = [child for child in element if id(child) in both and child.tag not in _REPEATED]
        if len(inner) != 1:
            return
        element = inner[0]
        if element.tag != "body":
            if element.tag not in _TAGS:
                return
            yield from _TAGS[element.tag]


# The tree: read, mended, written.


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _pydyf() -> Any:
    import pydyf  # type: ignore[import-untyped]  # it has no types

    return pydyf


def _array(items: Any) -> Any:
    return _pydyf().Array(items)


def _is(kid: Any, *tags: str) -> bool:
    return isinstance(kid, _Element) and kid.tag in tags


def _read(pdf: Any, reference: bytes) -> _Element:
    """The element of a reference with all that is in it. A link's texts get elements of their own, as all others have."""
    entry = _object(pdf, reference)
    element = _Element(entry, [])
    for kid in entry["K"]:
        if isinstance(kid, int):
            element.kids.append(_span(pdf, entry["Pg"], kid) if element.tag == "/Link" else kid)
        else:
            element.kids.append(kid if _object(pdf, kid)["Type"] == "/OBJR" else _read(pdf, kid))
    return element


def _span(pdf: Any, page: bytes, mark: int) -> _Element:
    entry = _pydyf().Dictionary({"Type": "/StructElem", "S": "/Span", "Pg": page})
    pdf.add_object(entry)
    return _Element(entry, [mark])


def _join(parent: _Element, page: bytes, tags: list[str]) -> None:
    """Make one of the last element before a page and the first on it, and of those inside them, as far as the tags go."""
    new = [at for at, kid in enumerate(parent.kids) if isinstance(kid, _Element) and kid.entry["Pg"] == page]
    if not new or new[0] == 0 or not tags:
        return
    before, after = parent.kids[new[0] - 1], parent.kids[new[0]]
    if not isinstance(before, _Element) or not before.tag == after.tag == tags[0]:
        return
    if before.has("/THead"):
        after.kids = [kid for kid in after.kids if not _is(kid, "/THead")]
    if after.has("/TFoot"):
        before.kids = [kid for kid in before.kids if not _is(kid, "/TFoot")]
    before.kids += after.kids
    del parent.kids[new[0]]
    _join(before, page, tags[1:])


def _tidy(element: _Element, blank: dict[bytes, set[int]]) -> None:
    """Take out what shows nothing, and give lists, links and paragraphs their form, from inside to outside."""
    for kid in element.kids:
        if isinstance(kid, _Element):
            _tidy(kid, blank)
    element.kids = [kid for kid in element.kids if not _shows_nothing(kid, element, blank)]
    if element.tag == "/L":
        _tidy_list(element)
    elif element.tag == "/LI":
        _tidy_item(element)
    elif element.tag == "/Link":
        _tidy_link(element)
    elif element.tag == "/P":
        for kid in element.kids:
            if _is(kid, "/P"):  # a line of its own within the paragraph
                kid.tag = "/NonStruct"


def _shows_nothing(kid: Any, parent: _Element, blank: dict[bytes, set[int]]) -> bool:
    if isinstance(kid, _Element):
        return not kid.kids and kid.tag not in _MAY_BE_EMPTY
    return isinstance(kid, int) and kid in blank[parent.entry["Pg"]]


def _tidy_list(element: _Element) -> None:
    """A list that is laid out as a table has boxes without an element around its items. A group of terms is one item."""
    while len(element.kids) == 1 and element.has("/L"):
        element.kids = element.kids[0].kids
    for group in element.kids:
        if _is(group, "/Div") and all(_is(kid, "/LI") for kid in group.kids):
            group.tag = "/LI"
            group.kids = [part for item in group.kids for part in item.kids]
            if len(group.kids) > 1:
                group.kids[0].tag = "/Lbl"


def _tidy_item(element: _Element) -> None:
    """What stands beside the body of an item belongs to it."""
    kept: list[Any] = []
    for kid in element.kids:
        if kept and not _is(kid, "/Lbl", "/LBody"):
            kept[-1].kids.append(kid)
        else:
            kept.append(kid)
    element.kids = kept


def _tidy_link(element: _Element) -> None:
    """What the style adds to a link, such as a page number, is a link of its own inside it: both are one.

    Every other element inside leads to the same place by an annotation of its own, which only a link may hold.
    """
    kids: list[Any] = []
    for kid in element.kids:
        if _is(kid, "/Link") and kid.entry["Pg"] == element.entry["Pg"]:
            kids += kid.kids
        else:
            kids += [*_taken_annotations(kid), kid]
    element.kids = kids


def _taken_annotations(kid: Any) -> list[Any]:
    """The references to annotations that an element and those inside it had, taken out of them; of links none."""
    if not isinstance(kid, _Element) or kid.tag == "/Link":
        return []
    taken = [reference for reference in kid.kids if not isinstance(reference, _Element | int)]
    kid.kids = [inner for inner in kid.kids if inner not in taken]
    return taken + [reference for inner in kid.kids for reference in _taken_annotations(inner)]


def _write(element: _Element) -> tuple[dict[bytes, dict[int, bytes]], list[tuple[bytes, bytes]]]:
    """Write the kids into the file. Which element has each number of a page, and each reference to an annotation."""
    marks: dict[bytes, dict[int, bytes]] = {}
    annotations: list[tuple[bytes, bytes]] = []
    stack = [element]
    while stack:
        element = stack.pop()
        reference = element.entry.reference
        element.entry["K"] = _array(kid.entry.reference if isinstance(kid, _Element) else kid for kid in element.kids)
        element.entry.pop("ID", None)
        element.entry.get("A", {}).pop("Headers", None)  # the scopes say it, and of a head over several columns too
        for kid in element.kids:
            if isinstance(kid, _Element):
                kid.entry["P"] = reference
                stack.append(kid)
            elif isinstance(kid, int):
                marks.setdefault(element.entry["Pg"], {})[kid] = reference
            else:
                annotations.append((kid, reference))
    return marks, annotations


# Content streams. Marked content begins with a tag, a dictionary with its number, and BDC.


def _blank(stream: list[Any]) -> set[int]:
    """The numbers of the marked text that has no glyph."""
    found: set[int] = set()
    number: int | None = None
    for at, part in enumerate(stream):
        if part == b"BDC" and stream[at - 2] == "/Span":
            number = stream[at - 1]["MCID"]
            found.add(number)
        elif number is not None and isinstance(part, bytes) and part.endswith((b"TJ", b"Do")):
            found.discard(number)
        elif part == b"EMC":
            number = None
    return found


def _hide_the_rest(stream: list[Any], marks: dict[int, bytes]) -> None:
    """What the tree does not have is no content: the page's foot, a repeated head, a blank."""
    for at, part in enumerate(stream):
        if part == b"BDC" and stream[at - 1].get("MCID") not in marks:
            stream[at - 2] = "/Artifact"
            del stream[at - 1]["MCID"]
            stream[at - 1]["Type"] = "/Pagination"

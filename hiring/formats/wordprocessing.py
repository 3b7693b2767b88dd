"""The text of a Word document as Pandoc leaves it, finished: tables, room to write, lists to tick off, direction.

Word refuses a file whose properties stand in another order than that of the schema; ``_put`` alone adds any.
"""

import copy
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise, zip_longest
from typing import Final, Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

Direction = Literal["ltr", "rtl"]

NEW_PAGE: Final = "New Page"
"""The style of a paragraph that stands for the start of a page; none is left in the finished text."""
NO_LANGUAGE: Final = "x-none"
"""Word's language of codes, numbers and addresses: not checked for spelling, and read from left to right."""

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "w10": "urn:schemas-microsoft-com:office:word",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
W: Final = f"{{{_NAMESPACES['w']}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
for _prefix, _address in _NAMESPACES.items():
    ElementTree.register_namespace(_prefix, _address)

_ORDER: Mapping[str, Sequence[str]] = {
    name: tuple(order.split())
    for name, order in {
        "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
        "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
        "lang eastAsianLayout specVanish oMath",
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
        "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
        "trPr": "cantSplit trHeight tblHeader",
        "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
        "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
        "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    }.items()
}
"""The order of properties in the schema (ECMA-376, part 1, 17.3 to 17.6); that of rows is free."""


def finished(document: bytes, styles: Mapping[str, str], bulleted: Set[str], direction: Direction) -> bytes:
    """word/document.xml with everything that Pandoc leaves out.

    ``styles`` are the ids of styles by their names in lower case, ``bulleted`` the ids of lists with bullets.
    """
    root = ElementTree.fromstring(document)
    body = root.find(f"{W}body")
    section = root.find(f"{W}body/{W}sectPr")
    assert body is not None
    assert section is not None
    _start_pages(body, styles.get(NEW_PAGE.lower()))
    _rule_lines(body, styles["note line"])
    for paragraph in body.iter(f"{W}p"):
        _style_item(paragraph, styles, bulleted)
    for table in body.iter(f"{W}tbl"):
        _put(_properties(table, "tblPr"), "tblStyle", val=styles["table"])  # Pandoc takes its own id for it
        _lay_out(table, _text_width(section), direction)
    _part(body, styles)
    _keep_labels(body, styles["note line"])
    _direct(root, direction)
    if direction == "rtl":
        _put(section, "bidi")
    return _serialized(root)


def footer(foot: str, folio: str, direction: Direction, model: bytes) -> bytes:
    """A footer with the text and, at the end of the line, the number of the page; ``model`` has the paragraph for it."""
    root = ElementTree.fromstring(model)
    paragraph = root.find(f"{W}p")
    assert paragraph is not None
    for child in list(paragraph)[1:]:
        paragraph.remove(child)
    _run(paragraph, foot)
    SubElement(SubElement(paragraph, f"{W}r"), f"{W}tab")
    for part in re.split(r"(\{pages?\})", folio):
        if part in ("{page}", "{pages}"):
            code = " PAGE " if part == "{page}" else " NUMPAGES "
            _run(SubElement(paragraph, f"{W}fldSimple", {f"{W}instr": code}), "1")
        elif part:
            _run(paragraph, part)
    _direct(root, direction)
    return _serialized(root)


def _run(parent: Element, text: str) -> None:
    SubElement(SubElement(parent, f"{W}r"), f"{W}t", {_SPACE: "preserve"}).text = text


def _serialized(root: Element) -> bytes:
    content: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


# Properties.


def _properties(owner: Element, name: str) -> Element:
    """The element that holds an element's properties; it comes first."""
    found = owner.find(f"{W}{name}")
    if found is None:
        found = Element(f"{W}{name}")
        owner.insert(0, found)
    return found


def _put(properties: Element, name: str, **values: str | int) -> None:
    """Set a property, in its place of the schema."""
    order = _ORDER[properties.tag.removeprefix(W)]
    for child in properties.findall(f"{W}{name}"):
        properties.remove(child)
    later = {f"{W}{other}" for other in order[order.index(name) + 1 :]}
    place = next((index for index, child in enumerate(properties) if child.tag in later), len(properties))
    properties.insert(place, Element(f"{W}{name}", {f"{W}{key}": str(value) for key, value in values.items()}))


def _style_of(paragraph: Element) -> str | None:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(f"{W}val")


def _text(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


# Paragraphs.


def _start_pages(body: Element, marker: str | None) -> None:
    """Turn each marker into a property of the paragraph after it."""
    for before, after in pairwise([*body.findall(f"{W}p")]):
        if marker is not None and _style_of(before) == marker:
            _put(_properties(after, "pPr"), "pageBreakBefore")
            body.remove(before)


def _rule_lines(body: Element, style: str) -> None:
    """Turn rules into empty lines to write on; where one stands alone, into two."""
    elements = [child for child in body if child.tag in (f"{W}p", f"{W}tbl")]
    rules = [child for child in elements if child.find(f"{W}r/{W}pict") is not None]
    for rule in rules:
        for child in list(rule):
            rule.remove(child)
        _put(_properties(rule, "pPr"), "pStyle", val=style)
    for before, rule, after in zip([None, *elements], elements, [*elements[1:], None], strict=False):
        if rule in rules and before not in rules and after not in rules:
            body.insert(list(body).index(rule) + 1, copy.deepcopy(rule))


def _style_item(paragraph: Element, styles: Mapping[str, str], bulleted: Set[str]) -> None:
    """Give the item of a list the style of its kind; an item to tick off has its box and no bullet."""
    number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    if number is None or _style_of(paragraph) != styles["compact"]:
        return
    properties = _properties(paragraph, "pPr")
    kind = "list bullet" if number.get(f"{W}val") in bulleted else "list number"
    if _text(paragraph).startswith("☐"):
        kind = "checklist"
        properties.remove(properties.findall(f"{W}numPr")[0])
    _put(properties, "pStyle", val=styles[kind])


def _keep_labels(body: Element, line: str) -> None:
    """Keep a paragraph that is bold as a whole, or has lines to write on after it, with what it is the label of."""
    for before, after in pairwise(body.findall(f"{W}p")):
        runs = [run for run in before.iter(f"{W}r") if _text(run).strip()]
        is_bold = bool(runs) and all(run.find(f"{W}rPr/{W}b") is not None for run in runs)
        if is_bold or (_style_of(after) == line != _style_of(before)):
            _put(_properties(before, "pPr"), "keepNext")


# Tables, in twentieths of a point.

_CHARACTER = 114
"""The width of a character in a table, on average."""
_CELL_EDGES = 2
"""The room at the edges of a cell, in characters."""
_LONGEST_WORD, _LONGEST_TEXT, _WRITTEN_TEXT = 20, 70, 28
"""What is counted of a long word, of a long text, and for a column to write in, in characters."""
_WRITING_HEIGHT = 510


def _lay_out(table: Element, width: int, direction: Direction) -> None:
    """Columns as wide as their texts need, rows that stay whole and give room to write, mirrored where the text is."""
    properties = _properties(table, "tblPr")
    _put(properties, "tblW", w=width, type="dxa")
    if direction == "rtl":
        _put(properties, "bidiVisual")
    rows = table.findall(f"{W}tr")
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    texts = [[_text(cell) for cell in row.findall(f"{W}tc")] for row in rows]
    columns = [_Column(column, sum(heads)) for column in zip_longest(*texts, fillvalue="")]
    for row, is_head in zip(rows, heads, strict=True):
        _put(_properties(row, "trPr"), "cantSplit")
        if not is_head and any(column.is_to_write for column in columns):
            _put(_properties(row, "trPr"), "trHeight", val=_WRITING_HEIGHT, hRule="atLeast")
    widths = _widths(columns, width)
    for column, wide in zip(table.iterfind(f"{W}tblGrid/{W}gridCol"), widths, strict=False):
        column.set(f"{W}w", str(wide))
    for row in rows:
        for cell, wide in zip(row.findall(f"{W}tc"), widths, strict=False):
            _put(_properties(cell, "tcPr"), "tcW", w=wide, type="dxa")


class _Column:
    """What a column of texts needs, in characters: ``least`` for its longest word, ``wished`` for its longest text."""

    def __init__(self, texts: Sequence[str], heads: int) -> None:
        # Boxes to tick stay on one line.
        words = [len(word) for text in texts for word in ([text] if "☐" in text else text.split())]
        longest = max(map(len, texts), default=0)
        self.is_to_write = not any(texts[heads:])
        self.least = min(max(words, default=0), _LONGEST_WORD) + _CELL_EDGES
        self.wished = max(min(longest, _LONGEST_TEXT), _WRITTEN_TEXT if self.is_to_write else 0) + _CELL_EDGES


def _widths(columns: Sequence[_Column], width: int) -> list[int]:
    """A width for each column: room for its longest word, and a share of the rest by what it wishes for."""
    least = [column.least * _CHARACTER for column in columns]
    wishes = [column.wished - column.least + 1 for column in columns]
    spare = width - sum(least)
    if spare < 0:
        return [own * width // sum(least) for own in least]
    return [own + spare * wish // sum(wishes) for own, wish in zip(least, wishes, strict=True)]


def _text_width(section: Element) -> int:
    """The width of a line on the section's paper."""
    size, margins = (section.find(f"{W}{name}") for name in ("pgSz", "pgMar"))
    width = None if size is None else size.get(f"{W}w")
    sides = [] if margins is None else [margins.get(f"{W}{side}") for side in ("left", "right")]
    measures = [int(measure) for measure in (width, *sides) if measure and measure.isdecimal()]
    if len(measures) < 3:
        return 9026  # of A4 with Word's margins of an inch
    return measures[0] - measures[1] - measures[2]


def _part(body: Element, styles: Mapping[str, str]) -> None:
    """Room between a table, a list or a line to write on and the text after it. Word would join two tables that touch."""
    items = {styles[name] for name in ("list bullet", "list number", "checklist", "note line")}
    spaced = {styles[name] for name in ("body text", "first paragraph")}
    elements = [child for child in body if child.tag in (f"{W}p", f"{W}tbl", f"{W}sectPr")]
    for before, after in pairwise(elements):
        is_table = before.tag == f"{W}tbl"
        if is_table and after.tag != f"{W}p":
            body.insert(list(body).index(before) + 1, Element(f"{W}p"))
        elif (is_table or _style_of(before) in items) and _style_of(after) in spaced:
            _put(_properties(after, "pPr"), "spacing", before=160 if is_table else 100)


# Direction.

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LTR = "A-Za-z\u00c0-\u02af\u0370-\u052f"
_FOREIGN: Mapping[Direction, re.Pattern[str]] = {
    "ltr": re.compile(rf"[{_RTL}](?:[^{_LTR}]*[{_RTL}])?"),
    "rtl": re.compile(rf"[{_LTR}](?:[^{_RTL}]*[{_LTR}0-9/%+#])?(?:(?<=[({_LTR}])\))?"),
}
"""Passages that run against the direction of their document."""


def _direct(root: Element, direction: Direction) -> None:
    """Say of each paragraph and each run which way it goes."""
    for parent in list(root.iter()):
        if parent.tag == f"{W}p" and direction == "rtl":
            _put(_properties(parent, "pPr"), "bidi")
        for run in parent.findall(f"{W}r"):
            _direct_run(parent, run, direction)


def _direct_run(parent: Element, run: Element, direction: Direction) -> None:
    """Split a run where its direction changes: a run from the right must hold no word from the left."""
    text = run.find(f"{W}t")
    if text is None:
        return
    language = run.find(f"{W}rPr/{W}lang")
    if language is not None and language.get(f"{W}val") == NO_LANGUAGE:
        return
    place = list(parent).index(run)
    parent.remove(run)
    for offset, (piece, goes) in enumerate(_pieces(text.text or "", direction)):
        text.text = piece
        own = copy.deepcopy(run)
        if goes == "rtl":
            _put(_properties(own, "rPr"), "rtl")
        parent.insert(place + offset, own)


def _pieces(text: str, direction: Direction) -> Iterator[tuple[str, Direction]]:
    """The pieces of a text, each with the direction in which it runs."""
    end = 0
    for found in _FOREIGN[direction].finditer(text):
        if found.start() > end:
            yield text[end : found.start()], direction
        yield found[0], "ltr" if direction == "rtl" else "rtl"
        end = found.end()
    if end < len(text) or not text:
        yield text[end:], direction

"""What a tagged PDF says to those who do not see it, as plain data, by the rules of ISO 32000-1, section 14.8."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from tests.pdf_text import characters, read

ARTIFACT, LOOSE = -1, -2
"""Instead of the number of marked content: marked as no content, and not marked at all."""


@dataclass(frozen=True)
class Annotation:
    """A link or the widget of a field. ``said`` is its contents or tooltip; ``inside`` is for links within the document."""

    kind: str
    page: int
    said: str
    object: tuple[int, int]
    inside: bool = False


@dataclass(frozen=True)
class Element:
    """An element of the tree. Its kids are elements, texts and annotations, in the order of reading; ``page`` counts from 0.
    What the file says instead of the drawn text is its text."""

    tag: str
    page: int
    kids: "tuple[Element | str | Annotation, ...]" = ()
    alternative: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()
    columns: int = 1
    rows: int = 1

    def all(self) -> "Iterator[Element]":
        """The element and all in it, in the order of reading."""
        yield self
        for kid in self.elements:
            yield from kid.all()

    @property
    def elements(self) -> "tuple[Element, ...]":
        return tuple(kid for kid in self.kids if isinstance(kid, Element))

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """Its own, in order."""
        return tuple(kid for kid in self.kids if isinstance(kid, Annotation))

    @property
    def texts(self) -> Iterator[str]:
        """The pieces of text in it, one for each line or change of style."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.texts
            elif isinstance(kid, str):
                yield kid

    @property
    def text(self) -> str:
        return " ".join("".join(f"{text} " for text in self.texts).split())


@dataclass(frozen=True)
class Bookmark:
    """One line of the outline. ``level`` counts from 1."""

    title: str
    level: int
    page: int


@dataclass(frozen=True)
class Field:
    """One field of the form. ``tooltip`` is what a reader says of it, ``widgets`` are its places on the pages."""

    name: str
    tooltip: str
    kind: str
    widgets: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Structure:
    """All that a PDF says of itself. ``untagged`` are texts that are neither in the tree nor marked as no content;
    ``unmapped`` counts glyphs that stand for no character; ``annotations`` are those of the pages, in their order there."""

    part: str
    title: str
    shows_title: bool
    language: str
    marked: bool
    roles: dict[str, str]
    tree: Element
    bookmarks: tuple[Bookmark, ...]
    fields: tuple[Field, ...]
    annotations: tuple[Annotation, ...]
    tab_orders: tuple[str, ...]
    artifacts: tuple[str, ...]
    untagged: tuple[str, ...]
    unmapped: int
    parents_agree: bool


@dataclass
class _Page:
    """The texts of one page by the number of their marked content."""

    texts: dict[int, list[str]] = field(default_factory=dict)
    unmapped: int = 0


def structure(path: Path) -> Structure:
    """Read a file. Raises ``AttributeError`` or ``KeyError`` where it has no tags at all."""
    with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
        pages = [_page(page) for page in pdf.pages]
        reader = _Reader(pdf, pages)
        tree = reader.element(_list(pdf.Root.StructTreeRoot.K)[0], 0)
        loose = [_join(page.texts.get(LOOSE, [])) for page in pages]
        lost = [
            _join(page.texts[number])
            for at, page in enumerate(pages)
            for number in sorted(page.texts)
            if number >= 0 and (at, number) not in reader.read
        ]
        return Structure(
            part=str(metadata.get("pdfuaid:part", "")),
            title=str(metadata.get("dc:title", "")),
            shows_title=bool(_entry(pdf.Root, "/ViewerPreferences").get("/DisplayDocTitle", False)),
            language=str(pdf.Root.get("/Lang", "")),
            marked=bool(_entry(pdf.Root, "/MarkInfo").get("/Marked", False)),
            roles={str(own): str(role) for own, role in _entry(pdf.Root.StructTreeRoot, "/RoleMap").items()},
            tree=tree,
            bookmarks=tuple(_bookmarks(pdf, reader)),
            fields=tuple(_fields(_entry(pdf.Root, "/AcroForm").get("/Fields", []))),
            annotations=tuple(reader.annotation(entry) for page in pdf.pages for entry in page.get("/Annots", [])),
            tab_orders=tuple(str(page.get("/Tabs", "")) for page in pdf.pages),
            artifacts=tuple(_join(page.texts.get(ARTIFACT, [])) for page in pages),
            untagged=tuple(text for text in (*loose, *lost) if text.strip()),
            unmapped=sum(page.unmapped for page in pages),
            parents_agree=reader.parents_agree(),
        )


class _Reader:
    """Reads the tree of one open file. ``read`` are the numbers that it used, with their pages."""

    def __init__(self, pdf: pikepdf.Pdf, pages: list[_Page]) -> None:
        self._pdf, self._pages = pdf, pages
        self._numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        self._page_of = {
            entry.objgen: number for number, page in enumerate(pdf.pages) for entry in page.get("/Annots", [])
        }
        self.read: dict[tuple[int, int], tuple[int, int]] = {}
        self.owners: dict[tuple[int, int], tuple[int, int]] = {}

    def page(self, entry: Any, default: int = 0) -> int:
        """The number of the page of an element or a destination."""
        return self._numbers[entry.objgen] if entry is not None else default

    def element(self, entry: Any, page: int) -> Element:
        """An element with all in it; without a page of its own it stands on its parent's."""
        page = self.page(entry.get("/Pg"), page)
        kids = [self._kid(kid, entry, page) for kid in _list(entry.get("/K", []))]
        if "/ActualText" in entry:
            kids = [str(entry.ActualText)]
        facts = {str(key): value for attributes in _list(entry.get("/A", [])) for key, value in attributes.items()}
        return Element(
            str(entry.S).removeprefix("/"),
            page,
            tuple(kid for kid in kids if kid != ""),
            alternative=str(entry.get("/Alt", "")),
            scope=str(facts.get("/Scope", "")).removeprefix("/"),
            headers=tuple(map(str, facts.get("/Headers", ()))),
            columns=int(facts.get("/ColSpan", 1)),
            rows=int(facts.get("/RowSpan", 1)),
        )

    def _kid(self, kid: Any, owner: Any, page: int) -> Element | str | Annotation:
        if isinstance(kid, int):
            self.read[page, kid] = owner.objgen
            return _join(self._pages[page].texts.get(kid, []))
        if kid.get("/Type") == "/OBJR":
            self.owners[kid.Obj.objgen] = owner.objgen
            return self.annotation(kid.Obj)
        return self.element(kid, page)

    def annotation(self, entry: Any) -> Annotation:
        """A link or a widget."""
        said = _of_field(entry, "/TU") if entry.Subtype == "/Widget" else entry.get("/Contents", "")
        return Annotation(
            str(entry.Subtype).removeprefix("/"), self._page_of[entry.objgen], str(said), entry.objgen, "/Dest" in entry
        )

    def parents_agree(self) -> bool:
        """Whether the numbers of the pages and the annotations lead back to the elements that have them."""
        numbers = _list(self._pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        marks = {
            (at, number): owner.objgen
            for at, page in enumerate(self._pdf.pages)
            for number, owner in enumerate(_list(parents[int(page.StructParents)]))
            if owner is not None
        }
        annotations = {
            entry.objgen: parents[int(entry.StructParent)].objgen
            for page in self._pdf.pages
            for entry in page.get("/Annots", [])
            if "/StructParent" in entry
        }
        return marks == self.read and annotations == self.owners


def _bookmarks(pdf: pikepdf.Pdf, reader: _Reader) -> Iterator[Bookmark]:
    def below(entry: Any, level: int) -> Iterator[Bookmark]:
        while entry is not None:
            yield Bookmark(str(entry.Title), level, reader.page(entry.Dest[0]))
            yield from below(entry.get("/First"), level + 1)
            entry = entry.get("/Next")

    yield from below(_entry(pdf.Root, "/Outlines").get("/First"), 1)


def _fields(entries: Any) -> Iterator[Field]:
    """The fields of a form or in a field. One with a single widget is that widget, others have theirs as their kids."""
    for entry in entries:
        kids = list(entry.get("/Kids", []))
        inner = [kid for kid in kids if "/T" in kid]
        if inner:
            yield from _fields(inner)
        else:
            widgets = tuple(widget.objgen for widget in kids or [entry])
            kind = _of_field(entry, "/FT").removeprefix("/")
            yield Field(_full_name(entry), _of_field(entry, "/TU"), kind, widgets)


def _full_name(entry: Any) -> str:
    """The name of a field after those of the fields that it is in (ISO 32000-1, 12.7.3.2)."""
    above = _full_name(entry.Parent) if "/Parent" in entry else ""
    return ".".join(filter(None, (above, str(entry.get("/T", "")))))


def _of_field(entry: Any, key: str) -> str:
    """What a widget or a field says, or else the field that it is in."""
    if key in entry or "/Parent" not in entry:
        return str(entry.get(key, ""))
    return _of_field(entry.Parent, key)


def _page(page: pikepdf.Page) -> _Page:
    """The texts that a page shows, in the order in which it draws them."""
    found, numbers = _Page(), [LOOSE]
    fonts: Any = page.Resources.get("/Font", {})
    tables: dict[str, dict[str, str]] = {}
    table: dict[str, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in ("BMC", "BDC"):
            numbers.append(_number(operands, numbers[-1]))
        elif name == "EMC":
            numbers.pop()
        elif name == "Tf":
            font = str(operands[0])
            table = tables.setdefault(font, {}) or characters(fonts[font])
            tables[font] = table
        elif name in ("TJ", "Tj"):
            parts = operands[0] if name == "TJ" else [operands[0]]
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            glyphs = [table.get(codes[at : at + 2].hex()) for at in range(0, len(codes), 2)]
            found.texts.setdefault(numbers[-1], []).append(read([glyph or "" for glyph in glyphs]))
            found.unmapped += sum(glyph in (None, "\0", "\ufffd") for glyph in glyphs)
    return found


def _number(operands: Any, outer: int) -> int:
    """The number of marked content, which is no content where it or what is around it is an artifact."""
    if operands[0] == "/Artifact" or outer == ARTIFACT:
        return ARTIFACT
    marked = len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
    return int(operands[1].MCID) if marked else outer


def _join(texts: list[str]) -> str:
    return "".join(texts)


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array | list) else [value]


def _entry(owner: Any, name: str) -> Any:
    """A dictionary in a dictionary; an empty one where there is none."""
    return owner.get(name, pikepdf.Dictionary())

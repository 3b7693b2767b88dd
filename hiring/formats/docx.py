"""Word, made from the flow form of HTML by Pandoc, in the styles of a reference document or of the employer's letterhead.

Pandoc makes headings, lists, links and tables. What it leaves to others is done here and in ``wordprocessing``: the styles
that our documents use and a letterhead may lack, room to write, direction, footer, and no date of the making.
"""

import io
import re
import zipfile
from pathlib import Path
from typing import Protocol
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from hiring.brand_file import content_of
from hiring.colour import Palette
from hiring.errors import RenderError
from hiring.formats.pandoc import missing, word
from hiring.formats.wordprocessing import NEW_PAGE, NO_LANGUAGE, Direction, W, finished, footer
from hiring.letterhead import STYLES, NotWordError, word_parts
from hiring.workspace import shipped

__all__ = ["missing", "sources", "write"]

_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of every part: the first that a zip archive knows."""


class Brand(Protocol):
    """The look of a document, as far as Word has it. ``letterhead`` is the path of a Word file."""

    @property
    def palette(self) -> Palette | None: ...
    @property
    def letterhead(self) -> str | None: ...


class Page(Protocol):
    """The page of a document, as far as Word needs it.

    ``folio`` has ``{page}`` and ``{pages}`` for the numbers; ``paper`` names a reference document.
    """

    @property
    def title(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def direction(self) -> Direction: ...
    @property
    def paper(self) -> str: ...
    @property
    def employer(self) -> str: ...
    @property
    def brand(self) -> Brand: ...
    @property
    def foot(self) -> str: ...
    @property
    def folio(self) -> str: ...


class View(Protocol):
    """The view of a document, as far as Word needs it."""

    @property
    def page(self) -> Page: ...


def write(html: str, view: View) -> bytes:
    """The document as .docx. Raises ``MissingToolError``, and ``RenderError`` also for a letterhead that cannot be read."""
    page = view.page
    made = word(_marked(html, with_foot=page.brand.letterhead is not None), _packed(_reference(page)))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = finished(
        parts["word/document.xml"], _ids(parts[STYLES]), _bullets(parts["word/numbering.xml"]), page.direction
    )
    parts["word/numbering.xml"] = _INDENT.sub(_narrower, parts["word/numbering.xml"])
    parts[STYLES] = _with_language(parts[STYLES], page)
    parts["docProps/core.xml"] = _core(page)
    parts["docProps/app.xml"] = _APP
    if page.brand.letterhead is None:
        parts["word/footer1.xml"] = footer(page.foot, page.folio, page.direction, parts["word/footer1.xml"])
    return _packed(parts)


def sources(view: View) -> tuple[Path, ...]:
    """The files that a document is made from beside its HTML and its view."""
    own, letterhead = _own_reference(view.page), view.page.brand.letterhead
    return (own, Path(letterhead)) if letterhead else (own,)


# Before Pandoc: what it shall know of the page's classes.

_HEAD = re.compile(r"<head\b.*?</head>", re.DOTALL)
_FOOT = re.compile(r'<footer class="page-foot">.*?</footer>', re.DOTALL)
_STYLE_OF = {
    "eyebrow": "Quiet",
    "quiet": "Quiet",
    "kind": "Quiet",
    "caption": "Table Caption",
    "internal": "Notice",
    "sample": "Notice",
    "told": "Notice",
}
"""The style of paragraphs by their class."""
_PARAGRAPH = re.compile(rf'<p class="({"|".join(_STYLE_OF)})"[^>]*>(.*?)</p>', re.DOTALL)
_PAGE_START = re.compile(r'<[a-z]+ class="(?:[^"]* )?new-page[ "][^>]*>')
_REGION = re.compile(r"</?(?:main|header|footer|section|nav)\b[^>]*>")
_NUMBER = re.compile(r'<t[dh]\b(?=[^>]* class="(?:[^"]* )?number[ "])')
_BOX = re.compile(r"(<li\b[^>]*>\s*☐) ")
_MARK = re.compile(r'<t[dh]\b(?=[^>]* class="(?:[^"]* )?mark[ "])')


def _marked(html: str, *, with_foot: bool) -> str:
    """The HTML with what Pandoc takes for styles and alignment. Without its head, which would become text of the body."""
    html = _HEAD.sub("", html)
    if not with_foot:  # it stands at the foot of every page instead
        html = _FOOT.sub("", html)
    html = _PAGE_START.sub(rf'\g<0><div data-custom-style="{NEW_PAGE}"><p>&nbsp;</p></div>', html)
    # Pandoc drops what stands outside of <main>.
    html = _REGION.sub("", html)
    html = _PARAGRAPH.sub(lambda found: f'<div data-custom-style="{_STYLE_OF[found[1]]}"><p>{found[2]}</p></div>', html)
    # Of a box before a space Pandoc would make the bullet of the item: nobody could tick it off in Word.
    html = _BOX.sub(r"\1&nbsp;", html)
    html = _MARK.sub(r'\g<0> align="center"', _NUMBER.sub(r'\g<0> align="right"', html))
    html = html.replace('<bdi dir="ltr">', f'<span lang="{NO_LANGUAGE}">')
    return html.replace("<bdi", "<span").replace("</bdi>", "</span>")


# The reference document.

_STYLE = re.compile(r'<w:style [^>]*w:styleId="([^"]+)"[^>]*><w:name w:val="([^"]+)"/>.*?</w:style>')
_ID = re.compile(r'(w:styleId="|<w:(?:basedOn|next) w:val=")([^"]+)')
_XMLNS = f'xmlns:w="{W[1:-1]}"'
_ACCENT = re.compile(r'(?<=<w:name w:val="heading 2"/>).*?<w:color w:val="([0-9A-F]{6})"/>')


def _own_reference(page: Page) -> Path:
    return shipped("templates") / "word" / f"{page.paper}.docx"


def _reference(page: Page) -> dict[str, bytes]:
    """The parts of the reference document: ours in the employer's colour, or the letterhead with our styles besides."""
    parts = word_parts(_own_reference(page).read_bytes())
    styles = parts[STYLES].decode()
    brand = page.brand
    if brand.letterhead is None:
        accent = _ACCENT.search(styles)
        if brand.palette and accent:
            styles = styles.replace(accent[1], brand.palette.accent.removeprefix("#").upper())
        return parts | {STYLES: styles.encode()}
    try:
        letterhead = word_parts(content_of(brand.letterhead))
    except NotWordError as error:
        raise RenderError("cannot_read", path=brand.letterhead, reason=type(error).__name__) from None
    return letterhead | {STYLES: _completed(letterhead[STYLES], styles)}


def _completed(styles: bytes, ours: str) -> bytes:
    """The letterhead's styles, and those of ours whose name it does not have; ids are those of the letterhead."""
    known = _ids(styles)
    taken = set(known.values())
    ids = {
        own: known.get(name.lower(), f"{own}-{len(taken)}" if own in taken else own)
        for own, name in _STYLE.findall(ours)
    }
    added = [
        _ID.sub(lambda found: f"{found[1]}{ids[found[2]]}", style[0]).replace("<w:style ", f"<w:style {_XMLNS} ", 1)
        for style in _STYLE.finditer(ours)
        if style[2].lower() not in known
    ]
    before, end, after = styles.rpartition(b"</w:styles>")
    return before + "".join(added).encode() + end + after


def _ids(styles: bytes) -> dict[str, str]:
    """The ids of styles by their names in lower case: Word's own names differ in case only."""
    return {
        name.get(f"{W}val", "").lower(): style.get(f"{W}styleId", "")
        for style in ElementTree.fromstring(styles).iter(f"{W}style")
        if (name := style.find(f"{W}name")) is not None
    }


# After Pandoc: parts beside the text.

_INDENT = re.compile(rb'w:left="(\d+)" w:hanging="\d+"')
_LANGUAGE = re.compile(rb"(<w:rPrDefault>(?:(?!</w:rPrDefault>).)*?)<w:lang\b[^>]*/>", re.DOTALL)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>\n'
)
"""No counts of words and pages: Pandoc's are those of the reference document."""


def _narrower(found: re.Match[bytes]) -> bytes:
    """The indent of a list: half of Pandoc's half inch a level."""
    return b'w:left="%d" w:hanging="283"' % (int(found[1]) // 2)


def _bullets(numbering: bytes) -> set[str]:
    """The ids of the lists that have bullets in place of numbers."""
    root = ElementTree.fromstring(numbering)
    bulleted = {
        kind.get(f"{W}abstractNumId")
        for kind in root.iter(f"{W}abstractNum")
        if (form := kind.find(f"{W}lvl/{W}numFmt")) is not None and form.get(f"{W}val") == "bullet"
    }
    return {
        number.get(f"{W}numId", "")
        for number in root.iter(f"{W}num")
        if (kind := number.find(f"{W}abstractNumId")) is not None and kind.get(f"{W}val") in bulleted
    }


def _with_language(styles: bytes, page: Page) -> bytes:
    """The styles with the document's language, which scripts from the right have in an attribute of their own."""
    other = page.language if page.direction == "rtl" else "ar-SA"
    said = f'<w:lang w:val="{page.language}" w:eastAsia="en-US" w:bidi="{other}"/>'.encode()
    of_text = b"<w:rPrDefault><w:rPr>%b</w:rPr></w:rPrDefault>" % said
    places = (  # a letterhead may have any part of this or none
        (rb"(?=</w:rPr>\s*</w:rPrDefault>)", said),
        (rb"<w:rPrDefault ?/>|<w:rPrDefault>\s*(?:<w:rPr ?/>\s*)?</w:rPrDefault>", of_text),
        (rb"(?<=<w:docDefaults>)", of_text),
        (rb"<w:docDefaults ?/>|(?=<w:latentStyles\b)|(?=<w:style\b)", b"<w:docDefaults>%b</w:docDefaults>" % of_text),
    )
    styles = _LANGUAGE.sub(rb"\g<1>", styles)
    for place, text in places:
        styles, count = re.subn(place, text, styles, count=1)
        if count:
            break
    return styles


def _core(page: Page) -> bytes:
    """docProps/core.xml: title, author and language; no date, so that the same document has the same bytes."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(page.title)}</dc:title><dc:creator>{escape(page.employer)}</dc:creator>"
        f"<dc:language>{page.language}</dc:language></cp:coreProperties>\n"
    ).encode()


def _packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a zip archive without dates."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()

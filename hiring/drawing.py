"""What of a drawing (SVG) from outside goes into documents: shapes, text, gradients and pictures inside it; nothing that
runs, moves, or asks for another file.

Only what is listed here goes on. What programs write for themselves is left out: metadata, comments, the elements and
attributes of editors. Whatever else a drawing has is refused as it is, for without it the drawing might look different: what
an employer sees in a document is what was drawn.
"""

import re
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_MAX_DEPTH: Final = 64

_DRAWN: Final = """svg g defs symbol use path rect circle ellipse line polyline polygon image text tspan textPath
linearGradient radialGradient stop pattern clipPath mask marker style"""
_ELEMENTS: Final = frozenset(_DRAWN.split())
_SAID: Final = frozenset({"title", "desc", "metadata"})
"""Elements that say something of a drawing and show nothing."""

_PLACED: Final = """id class style lang type media role aria-label aria-hidden focusable version baseProfile viewBox
preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height d points pathLength transform
transform-origin rotate textLength lengthAdjust startOffset method spacing side enable-background"""
_REFERRED: Final = """offset gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform
clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient"""
_PAINTED: Final = """color color-interpolation color-rendering fill fill-opacity fill-rule stroke stroke-dasharray
stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width stop-color stop-opacity
opacity display visibility overflow clip clip-path clip-rule mask marker marker-start marker-mid marker-end paint-order
vector-effect shape-rendering text-rendering image-rendering mix-blend-mode isolation mask-type"""
_WRITTEN: Final = """font font-family font-size font-size-adjust font-stretch font-style font-variant font-weight
letter-spacing word-spacing line-height white-space text-anchor text-decoration text-decoration-line text-decoration-style
text-decoration-color dominant-baseline alignment-baseline baseline-shift direction unicode-bidi writing-mode kerning
font-kerning font-variant-caps font-variant-ligatures glyph-orientation-horizontal glyph-orientation-vertical"""
_ATTRIBUTES: Final = frozenset(f"{_PLACED} {_REFERRED} {_PAINTED} {_WRITTEN}".split())
"""Where things stand and what form they have; gradients, patterns, masks and markers; paint; text."""
_XML_ATTRIBUTES: Final = frozenset({"space", "lang"})
_NEEDED: Final = frozenset({"filter", "requiredFeatures", "requiredExtensions", "systemLanguage"})
"""Attributes without which a drawing looks different, and that not all that draw it understand."""

_INSIDE: Final = re.compile(r"#.*|data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*", re.DOTALL)
_REQUEST: Final = re.compile(r"url\((?!\s*[\"']?#)|(?:src|image|image-set)\(|\\", re.IGNORECASE)
"""What can ask for a file, in any attribute that is read as CSS; with an escape it could be written in other letters."""
_NO_STYLE: Final = re.compile(rf"{_REQUEST.pattern}|@|/\*|animation|transition|behaviou?r|expression", re.IGNORECASE)
"""What a style may not hold besides: rules with ``@``, comments without an end, movement."""
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


class BrokenDrawingError(Exception):
    """The bytes are no drawing, or not a whole one."""


class UnsafeDrawingError(Exception):
    """The drawing holds ``part``, as written, in line ``line`` (from 1), which is not allowed."""

    def __init__(self, part: str, line: int) -> None:
        self.part, self.line = part, line
        super().__init__(f"{line}: {part}")


def cleaned(content: bytes) -> bytes:
    """The drawing with nothing in it but what is listed above, in UTF-8.

    Raises ``UnsafeDrawingError`` for the first thing in it that is refused, ``BrokenDrawingError`` for what is no drawing.
    """
    return _Cleaning().run(content)


class _Cleaning:
    """One reading of a drawing, by events, and what goes on of it: a hostile one makes nothing much larger than it is."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.EntityDeclHandler = lambda name, *_: self._refuse(f"<!ENTITY {name}>")
        self._parser.AttlistDeclHandler = lambda name, *_: self._refuse(f"<!ATTLIST {name}>")
        self._parser.SkippedEntityHandler = lambda name, _: self._refuse(f"&{name};")
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.buffer_text = True
        self._written: list[str] = []
        self._left_out = 0
        """So many elements are open of what is left out."""
        self._open: list[tuple[str, str | None]] = []
        self._holding_use: set[str] = set()
        self._used: dict[str, int] = {}
        self._style: list[str] = []

    def run(self, content: bytes) -> bytes:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError:
            raise BrokenDrawingError from None
        # Uses of uses grow with each step: ten steps of ten are more than any machine can draw.
        for name in sorted(self._holding_use & self._used.keys()):
            raise UnsafeDrawingError(f'<use href="#{name}">', self._used[name])
        return "".join(self._written).encode()

    def _refuse(self, part: str) -> None:
        raise UnsafeDrawingError(part, self._parser.CurrentLineNumber)

    def _instruction(self, target: str, _content: str) -> None:
        if target == "xml-stylesheet":
            self._refuse(f"<?{target}?>")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if not self._open and (namespace, name) != (_SVG, "svg"):
            raise BrokenDrawingError
        is_said = namespace == _SVG and name in _SAID
        is_refused = namespace == _SVG and name not in _ELEMENTS and not is_said
        if is_refused or namespace == _XHTML or len(self._open) >= _MAX_DEPTH:
            self._refuse(f"<{name}>")
        if self._left_out or is_said or namespace != _SVG:
            self._left_out += 1
            return
        kept = "".join(self._attribute(name, *given) for given in attributes.items())
        spaces = "" if self._open else f' xmlns="{_SVG}" xmlns:xlink="{_XLINK}"'
        self._written.append(f"<{name}{spaces}{kept}>")
        self._open.append((name, attributes.get("id")))
        if name == "use":
            self._use(attributes.get("href") or attributes.get(f"{_XLINK} href") or "")

    def _use(self, target: str) -> None:
        self._holding_use |= {own for _, own in self._open if own is not None}
        self._used[target.removeprefix("#")] = self._parser.CurrentLineNumber

    def _end(self, _tag: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        name, _ = self._open.pop()
        if name == "style":
            # The text as a whole: an XML comment can part a word for us that is one for the browser.
            style = _COMMENT.sub(" ", "".join(self._style))
            self._style.clear()
            if _NO_STYLE.search(style):
                self._refuse("<style>")
            self._written.append(escape(style))
        self._written.append(f"</{name}>")

    def _text(self, text: str) -> None:
        if self._left_out:
            return
        if self._open[-1][0] == "style":
            self._style.append(text)
        else:
            self._written.append(escape(text, {"\r": "&#13;"}))

    def _attribute(self, element: str, attribute: str, value: str) -> str:
        """An attribute as it goes on, with a space before it; nothing for one that is left out."""
        namespace, _, name = attribute.rpartition(" ")
        is_link = name == "href" and namespace in ("", _XLINK)
        value = _COMMENT.sub(" ", value) if name == "style" else value
        if is_link:
            is_refused = not _INSIDE.fullmatch(value.strip())
        elif namespace:
            is_refused = (namespace, name) == (_XML, "base")
        else:
            is_refused = name in _NEEDED or (_NO_STYLE if name == "style" else _REQUEST).search(value) is not None
        if is_refused or name.lower().startswith("on"):
            self._refuse(f"<{element} {name}>")
        is_kept = (not namespace and name in _ATTRIBUTES) or (namespace == _XML and name in _XML_ATTRIBUTES)
        prefix = {_XLINK: "xlink:", _XML: "xml:"}.get(namespace, "")
        return f" {prefix}{name}={quoteattr(value)}" if is_kept or is_link else ""

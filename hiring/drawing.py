"""What a drawing (SVG) from outside may hold: shapes, text, gradients and pictures inside it; nothing that runs, moves, or
asks for another file.

A drawing is refused as it is and not cleaned: what an employer sees in a document is what was drawn.
"""

import re
from typing import Final
from xml.parsers import expat

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_MAX_DEPTH: Final = 64

_DRAWN: Final = """svg g defs symbol use title desc path rect circle ellipse line polyline polygon image text tspan textPath
linearGradient radialGradient stop pattern clipPath mask marker style"""
_ELEMENTS: Final = frozenset(_DRAWN.split())

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
letter-spacing word-spacing text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift direction
unicode-bidi writing-mode"""
_ATTRIBUTES: Final = frozenset(f"{_PLACED} {_REFERRED} {_PAINTED} {_WRITTEN}".split())
"""Where things stand and what form they have; gradients, patterns, masks and markers; paint; text."""
_XML_ATTRIBUTES: Final = frozenset({"space", "lang"})

_INSIDE: Final = re.compile(r"#.*|data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*", re.DOTALL)
_REQUEST: Final = re.compile(r"url\((?!\s*[\"']?#)|(?:src|image|image-set)\(|\\", re.IGNORECASE)
"""What can ask for a file, in any attribute that is read as CSS; with an escape it could be written in other letters."""
_NO_STYLE: Final = re.compile(rf"{_REQUEST.pattern}|@|/\*|animation|transition|behaviou?r|expression", re.IGNORECASE)
"""What a style may not hold besides: rules with ``@``, comments inside of words, movement."""


class BrokenDrawingError(Exception):
    """The bytes are no drawing, or not a whole one."""


class UnsafeDrawingError(Exception):
    """The drawing holds ``part``, as written, in line ``line`` (from 1), which is not allowed."""

    def __init__(self, part: str, line: int) -> None:
        self.part, self.line = part, line
        super().__init__(f"{line}: {part}")


def check_drawing(content: bytes) -> None:
    """Raise ``UnsafeDrawingError`` for the first thing in a drawing that is not allowed, ``BrokenDrawingError`` for what is
    none."""
    _Check().run(content)


class _Check:
    """One reading of a drawing, by events: nothing of it is kept that a hostile one could make large."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = lambda *_: self._refuse("<!DOCTYPE>")
        self._parser.ProcessingInstructionHandler = lambda target, _: self._refuse(f"<?{target}?>")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.buffer_text = True
        self._open: list[tuple[str, str | None]] = []
        self._holding_use: set[str] = set()
        self._used: dict[str, int] = {}
        self._style: list[str] = []

    def run(self, content: bytes) -> None:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError:
            raise BrokenDrawingError from None
        # Uses of uses grow with each step: ten steps of ten are more than any machine can draw.
        for name in sorted(self._holding_use & self._used.keys()):
            raise UnsafeDrawingError(f'<use href="#{name}">', self._used[name])

    def _refuse(self, part: str) -> None:
        raise UnsafeDrawingError(part, self._parser.CurrentLineNumber)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if not self._open and (namespace, name) != (_SVG, "svg"):
            raise BrokenDrawingError
        if namespace != _SVG or name not in _ELEMENTS or len(self._open) >= _MAX_DEPTH:
            self._refuse(f"<{name}>")
        for attribute, value in attributes.items():
            self._attribute(name, attribute, value)
        self._open.append((name, attributes.get("id")))
        if name == "use":
            self._use(attributes.get("href") or attributes.get(f"{_XLINK} href") or "")

    def _use(self, target: str) -> None:
        self._holding_use |= {own for _, own in self._open if own is not None}
        self._used[target.removeprefix("#")] = self._parser.CurrentLineNumber

    def _end(self, _tag: str) -> None:
        name, _ = self._open.pop()
        # The text as a whole: a comment can part a word for us that is one for the browser.
        if name == "style" and _NO_STYLE.search("".join(self._style)):
            self._refuse("<style>")

    def _text(self, text: str) -> None:
        if self._open[-1][0] == "style":
            self._style.append(text)

    def _attribute(self, element: str, attribute: str, value: str) -> None:
        namespace, _, name = attribute.rpartition(" ")
        is_link = name == "href" and namespace in ("", _XLINK)
        is_known = (not namespace and name in _ATTRIBUTES) or (namespace == _XML and name in _XML_ATTRIBUTES)
        if not is_known and not is_link:
            self._refuse(f"<{element} {name}>")
        forbidden = _NO_STYLE if name == "style" else _REQUEST
        if (is_link and not _INSIDE.fullmatch(value.strip())) or forbidden.search(value):
            self._refuse(f"<{element} {name}>")

"""What a page would fetch by itself: addresses of pictures, styles, scripts and frames that are not inside it.

Links that people follow are none. What a page holds as ``data:``, and parts of the page itself, are inside it.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final

import tinycss2  # type: ignore[import-untyped]  # comes with WeasyPrint and ships no types

_LINKS: Final = frozenset({"a", "area"})
_FETCHED: Final = frozenset(
    {"src", "poster", "background", "data", "codebase", "archive", "manifest", "lowsrc", "dynsrc", "ping", "profile"}
)
"""Attributes whose address is fetched, on any element."""
_SETS: Final = frozenset({"srcset", "imagesrcset"})
"""Attributes that hold several addresses, each with a width or a density."""
_HREFS: Final = frozenset({"href", "xlink:href"})
_SAID: Final = frozenset(
    {"alternate", "author", "bookmark", "canonical", "help", "license", "me", "next", "prev", "up"}
)
"""Relations of a ``link`` that only say something. A browser fetches the others, or asks for their server."""
_AS_CSS: Final = frozenset(
    {"style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker-start", "marker-mid", "marker-end"}
)
"""Attributes that are read as CSS, most of them those of drawings."""
_INSIDE: Final = ("data:", "#", "about:")
_CSS_FUNCTIONS: Final = frozenset({"url", "src", "image", "image-set", "-webkit-image-set"})


def requests(html: str) -> Iterator[str]:
    """The addresses that a page or a piece of one would fetch, as they are written in it, in no order."""
    page = _Page()
    page.feed(html)
    page.close()
    for address in page.found:
        if address and not address.lower().startswith(_INSIDE):
            yield address


class _Page(HTMLParser):
    """One reading of a page. ``found`` are addresses, those inside the page among them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._style: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip() for name, value in attrs}
        self._style = [] if tag == "style" else self._style
        for name, value in given.items():
            if name in _FETCHED or (name in _HREFS and _fetches_href(tag, given)):
                self.found.append(value)
            elif name in _SETS:
                self.found += [part.split()[0] for part in value.split(", ") if part.strip()]
            elif name == "srcdoc":
                self.found += requests(value)
            elif name in _AS_CSS:
                self.found += _in_css(value)
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh" and "=" in given.get("content", ""):
            self.found.append(given["content"].partition("=")[2].strip(" '\""))

    def handle_data(self, data: str) -> None:
        if self._style is not None:
            self._style.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style" and self._style is not None:
            self.found += _in_css("".join(self._style))
            self._style = None


def _fetches_href(tag: str, given: dict[str, str]) -> bool:
    if tag == "link":
        return not _SAID.issuperset(given.get("rel", "").lower().split())
    return tag not in _LINKS


def _in_css(css: str) -> Iterator[str]:
    """The addresses in CSS."""
    if "(" in css or "@" in css:
        yield from _addresses(tinycss2.parse_component_value_list(css, skip_comments=True))


def _addresses(tokens: Any) -> Iterator[str]:
    after_import = False
    for token in tokens:
        if token.type == "url" or (token.type == "string" and after_import):
            yield token.value.strip()
        elif token.type == "function":
            if token.lower_name in _CSS_FUNCTIONS:
                yield from (part.value.strip() for part in token.arguments if part.type == "string")
            yield from _addresses(token.arguments)
        elif token.type.endswith(" block"):
            yield from _addresses(token.content)
        if token.type != "whitespace":
            after_import = token.type == "at-keyword" and token.lower_value == "import"

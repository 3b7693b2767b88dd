"""The words of a page in the order in which they are read, from its HTML as it is printed and from the tree of its PDF."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

import cssselect2  # type: ignore[import-untyped]  # it has no types
import tinycss2  # type: ignore[import-untyped]  # it has no types
from lxml import html as lxml_html

from tests.pdf_faults import squeezed
from tests.pdf_structure import Element, Structure

_SILENT = ("script", "style", "title", "textarea", "svg")
_MARKER = re.compile(r"\W?|\d+\.")
"""What a list puts before an item, which HTML does not have."""
_NUMBERS = re.compile(r"[\d·]")
"""What links within a document show of the page that they lead to, which HTML does not have."""


def as_printed(source: str) -> str:
    """The squeezed words of a web page, without what its style hides in print."""
    page = lxml_html.fromstring(source.encode())
    hidden = _hidden(page)
    return squeezed("".join(_words(page, hidden)))


def as_tagged(pdf: Structure) -> list[str]:
    """The squeezed pieces of a PDF, in the order of its tree."""
    return [squeezed(piece) for piece in _pieces(pdf.tree)]


def differences(pieces: list[str], words: str) -> list[str]:
    """Where the pieces of a PDF first leave the words of the page."""
    at = 0
    for piece in pieces:
        there = words[at : at + len(piece)]
        if there != piece:
            return [f"read: {piece[:60]} where the page says: {there[:60]}"]
        at += len(piece)
    return [f"not read: {words[at : at + 60]}"] * (at < len(words))


def _pieces(element: Element, *, inside: bool = False) -> Iterator[str]:
    inside = inside or any(annotation.inside for annotation in element.annotations)
    for kid in element.kids:
        if isinstance(kid, str):
            yield _NUMBERS.sub("", kid) if inside else kid
        elif isinstance(kid, Element) and not (kid.tag == "Lbl" and _MARKER.fullmatch(kid.text)):
            yield from _pieces(kid, inside=inside)


def _words(element: Any, hidden: set[Any]) -> Iterator[str]:
    """The texts of an element and of what is in it, each element's tail with it."""
    if isinstance(element.tag, str) and element.tag not in _SILENT and element not in hidden:
        inner = chain([element.text or ""], *(_words(child, hidden) for child in element))
        inside = element.tag == "a" and element.get("href", "").startswith("#")
        yield from (_NUMBERS.sub("", text) for text in inner) if inside else inner
    yield element.tail or ""


def _hidden(page: Any) -> set[Any]:
    """The elements that the styles of the page do not show in print."""
    rules = tinycss2.parse_stylesheet("".join(page.xpath("//style/text()")), skip_comments=True, skip_whitespace=True)
    matcher = cssselect2.Matcher()
    for display, prelude in _displays(rules):
        for selector in cssselect2.compile_selector_list(prelude):
            matcher.add_selector(selector, display)
    return {
        element.etree_element
        for element in cssselect2.ElementWrapper.from_html_root(page).iter_subtree()
        if [display for *_, pseudo, display in matcher.match(element) if pseudo is None][-1:] == ["none"]
    }


def _displays(rules: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    """The values of ``display`` that hold in print, each with its selector, in the order of the styles."""
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "media":
            if tinycss2.serialize(rule.prelude).strip() == "print":
                yield from _displays(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        elif rule.type == "qualified-rule":
            for declaration in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
                if declaration.type == "declaration" and declaration.lower_name == "display":
                    yield tinycss2.serialize(declaration.value).strip(), rule.prelude

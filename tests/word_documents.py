"""Documents of the shipped sample as Word files, for the tests of them."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pytest
from docx.document import Document
from lxml import etree

from hiring.colour import palette_of
from hiring.documents import DOCUMENTS
from hiring.documents.page import Context
from hiring.formats import docx as word
from hiring.library import Library
from hiring.rendering import Renderer
from hiring.workspace import Workspace

ROLE = "referral-coordinator"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML, before the name of an element."""


@dataclass(frozen=True)
class Made:
    """A document: the HTML and the view it is made from, and the file."""

    html: str
    view: Any
    content: bytes

    @property
    def flow(self) -> Any:
        """The HTML, without the foot that Word has on every page."""
        page = lxml.html.document_fromstring(self.html)
        for foot in page.xpath("//footer[@class='page-foot'] | //head"):
            foot.drop_tree()
        return page

    @property
    def document(self) -> Document:
        """The file as python-docx reads it."""
        return docx.Document(io.BytesIO(self.content))

    @property
    def body(self) -> Any:
        """The element of its text."""
        return self.document.element.body

    def part(self, name: str) -> Any:
        """A part of the file as XML."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return etree.fromstring(archive.read(name))


Make = Callable[..., Made]
"""Makes a document by its name, and the tag of its language, its market, a letterhead, a colour and fields of its page."""


def maker(folder: Path) -> Make:
    """What makes documents of the shipped sample, each once; the folder is that of an empty workspace."""
    workspace = Workspace.at(folder)
    library, renderer = Library(workspace), Renderer(workspace)

    @cache
    def made(
        name: str,
        tag: str = "en",
        market: str | None = None,
        letterhead: str | None = None,
        colour: str | None = None,
        **changes: str,
    ) -> Made:
        (spec,) = [spec for spec in DOCUMENTS if spec.name == name]
        vacancy = library.sample_vacancy(ROLE, tag, market)
        view = spec.build(vacancy, Context(on=date(2026, 11, 23)))
        palette = palette_of(colour) if colour else None
        brand = replace(view.page.brand, letterhead=letterhead, palette=palette)
        view = replace(view, page=replace(view.page, brand=brand, **changes))
        html = renderer.html(spec.template, view, vacancy.language, flow=True)
        return Made(html, view, word.write(html, view))

    return made


def squeezed(text: str) -> str:
    """A text without spaces, for comparison."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


ALL = pytest.mark.parametrize("name", [spec.name for spec in DOCUMENTS])
"""Runs a test for every document."""
BOTH = pytest.mark.parametrize("tag", ["en", "ar"])
"""Runs a test in a language of each direction."""

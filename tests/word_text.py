"""The text of Word documents, as python-docx reads them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import docx
from docx.oxml.ns import qn

_WRITTEN = {qn("w:softHyphen"): "\N{SOFT HYPHEN}", qn("w:tab"): "\t", qn("w:br"): "\n"}


def text_of(paragraph: Any) -> str:
    """The text of a paragraph's element, also what python-docx passes over."""
    parts = (run for run in paragraph.iter(qn("w:t"), *_WRITTEN) if run.getparent().tag == qn("w:r"))
    return "".join(_WRITTEN.get(part.tag) or part.text or "" for part in parts)


def texts_of(element: Any) -> Iterator[str]:
    """The text of each paragraph inside an element, in reading order, those in tables among them."""
    yield from map(text_of, element.iter(qn("w:p")))


def word_text(file: Path | BinaryIO) -> str:
    """What a reader sees: the text, a paragraph a line, and what stands at the head and the foot of its pages."""
    document = docx.Document(str(file) if isinstance(file, Path) else file)
    section = document.sections[0]
    parts = (document.element.body, section.header._element, section.footer._element)
    return "\n".join(line for part in parts for line in texts_of(part))

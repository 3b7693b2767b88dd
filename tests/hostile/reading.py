"""The text of every kind of file as its readers get it, and all that a file holds besides: attributes, parts, streams."""

import json
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import lxml.html
import openpyxl
import pikepdf
import pypandoc

from tests.pdf_text import decoded_runs
from tests.word_text import word_text

_AS_DATA: Final = ("application/json", "application/ld+json")

_LISTS: Final = ("data-place", "data-employment")
"""Attributes whose values are JSON, for the search in a list."""
_AS_HTML: Final = "description"
"""What is HTML in structured data and in feeds."""


_IGNORED: Final = re.compile("[\u034f\u180e\ufe00-\ufe0f\U000e0000-\U000e0fff]")
"""Characters that change others, and are nothing by themselves (Default_Ignorable_Code_Point)."""


def text_of(path: Path) -> str:
    """The text of a file, its pieces a line each, without any markup. In web pages also what attributes say to readers."""
    return "\n".join(_READERS[path.suffix](path))


def squeezed(text: str) -> str:
    """The text without spaces, which the end of a line may take, and without what nothing is drawn for.

    Letters that one glyph stands for count as the same: a file has the ligature of “fi” and “ﬁ” as one. Marks stay apart
    from their letters, so that they do not join with what stands before them in the file.
    """
    signs = (sign for sign in unicodedata.normalize("NFKD", text) if not _IGNORED.match(sign))
    return "".join(sign for sign in signs if unicodedata.category(sign) not in ("Cf", "Zs", "Zl", "Zp"))


def is_right_to_left(text: str) -> bool:
    """Whether some of a text runs from right to left."""
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


def raw_of(path: Path) -> bytes:
    """Every byte of a file as it can be searched: parts of archives and streams of PDF unpacked, and the text after them."""
    pieces = [path.read_bytes()]
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as archive:
            pieces += [archive.read(name) + name.encode() for name in archive.namelist()]
    if path.suffix == ".pdf":
        pieces += _pdf_objects(path)
    return b"\n".join([*pieces, text_of(path).encode()])


def _html(path: Path) -> Iterator[str]:
    yield from html_texts(path.read_text(encoding="utf-8"))


def html_texts(written: str) -> Iterator[str]:
    """The texts of HTML: each piece, each attribute, and those of the data inside it. Styles and comments are not read."""
    tree = lxml.html.fromstring(f"<div>{written}</div>" if not written.startswith("<!DOCTYPE") else written)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            yield from _texts_in(json.loads(value)) if name in _LISTS else (str(value),)
        if element.tag == "script":
            if element.get("type") in _AS_DATA:
                yield from _texts_in(json.loads(element.text or "null"))
            element.text = None
        if element.tag == "style":
            element.text = None
    yield from (
        "".join(block.itertext()) for block in tree.iter("title", "h1", "h2", "h3", "h4", "p", "li", "td", "th")
    )
    yield str(tree.text_content())


def _markdown(path: Path) -> Iterator[str]:
    command = [pypandoc.get_pandoc_path(), "--from=gfm-gfm_auto_identifiers", "--to=html", "--wrap=none", "--sandbox"]
    done = subprocess.run(command, input=path.read_bytes(), capture_output=True, check=True, timeout=60)
    yield from html_texts(done.stdout.decode())


def _workbook(path: Path) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(path):
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def _json(path: Path) -> Iterator[str]:
    yield from _texts_in(json.loads(path.read_text(encoding="utf-8")))


def _texts_in(data: Any, name: str = "") -> Iterator[str]:
    """The texts of JSON. A description is HTML, and read as such."""
    if isinstance(data, str):
        yield from html_texts(data) if name == _AS_HTML else (data,)
    for key, item in data.items() if isinstance(data, dict) else ():
        yield from _texts_in(item, key)
    for item in data if isinstance(data, list) else ():
        yield from _texts_in(item, name)


def _xml(path: Path) -> Iterator[str]:
    for parent in ElementTree.parse(path).iter():
        for element in parent:
            yield from element.attrib.values()
            # That of a whole channel is a phrase.
            yield from _texts_in(element.text or "", element.tag if parent.tag != "channel" else "")


def _pdf_objects(path: Path) -> Iterator[bytes]:
    """Every object of a PDF: what it says of itself, its outline, tags and fields, and each stream, unpacked."""
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_bytes()
            yield from (text.encode() for text in _pdf_strings(thing))


def _pdf_strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
        values = (thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing).items()
        for _, value in values:
            if not getattr(value, "is_indirect", False):  # it comes by itself
                yield from _pdf_strings(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not getattr(value, "is_indirect", False):
                yield from _pdf_strings(value)


_READERS: Final[dict[str, Callable[[Path], Any]]] = {
    ".html": _html,
    ".md": _markdown,
    ".txt": lambda path: [path.read_text(encoding="utf-8")],
    ".docx": lambda path: [word_text(path)],
    ".xlsx": _workbook,
    ".json": _json,
    ".jsonld": _json,
    ".xml": _xml,
    ".pdf": decoded_runs,
}

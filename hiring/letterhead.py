"""The letterhead: an employer's own Word file, whose styles, header and footer its documents take.

It comes from outside the program, so its size is bounded before anything of it is unpacked.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree

from hiring.brand_file import Fault, FileKind

_MAX_UNPACKED = 100_000_000
STYLES = "word/styles.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROOTS = {STYLES: f"{_WORD}styles", "word/document.xml": f"{_WORD}document"}
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATIONS = ".rels"
_INCLUDING = re.compile(r"\b(?:INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|DDE|LINK|IMPORT)\b", re.IGNORECASE)
_END_OF_STYLES = b"</w:styles>"


class NotWordError(Exception):
    """The bytes are no Word document (.docx)."""


def word_parts(content: bytes) -> dict[str, bytes]:
    """The parts of a Word document by name.

    Raises ``NotWordError``, also for one that unpacks to too much, and for the “strict” kind, which has other names.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MAX_UNPACKED:
                raise NotWordError
            parts = {part.filename: archive.read(part) for part in archive.infolist()}
        roots = {name: ElementTree.fromstring(parts[name]).tag for name in _ROOTS}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # a method of packing that Word does not use
        RuntimeError,  # with a password
        KeyError,  # a part that is missing
        ElementTree.ParseError,
    ):
        raise NotWordError from None
    if roots != _ROOTS or not parts[STYLES].rstrip().endswith(_END_OF_STYLES):
        raise NotWordError
    return parts


def _fault(content: bytes) -> Fault | None:
    try:
        parts = word_parts(content)
    except NotWordError:
        return Fault("letterhead.not_word")
    external = next(_external(parts), None)
    return Fault("letterhead.external", {"part": external}) if external is not None else None


def _external(parts: Mapping[str, bytes]) -> Iterator[str]:
    """What Word would fetch when it opens the document: a template, a linked picture, a field that includes a file.

    Links that people follow are none.
    """
    for name, content in parts.items():
        if name.endswith(_RELATIONS):
            for relation in _elements(content, f"{_PACKAGE}Relationship"):
                if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink"):
                    yield relation.get("Target", name)
        elif name.startswith("word/") and name.endswith(".xml"):
            yield from _including_fields(content)


def _including_fields(content: bytes) -> Iterator[str]:
    # Word writes the name of a field in one piece or in several runs, which follow each other.
    pieces = (element.text or "" for element in _elements(content, f"{_WORD}instrText"))
    simple = (element.get(f"{_WORD}instr", "") for element in _elements(content, f"{_WORD}fldSimple"))
    for written in ("".join(pieces), *simple):
        yield from _INCLUDING.findall(written)


def _elements(content: bytes, tag: str) -> Iterator[ElementTree.Element]:
    try:
        yield from ElementTree.fromstring(content).iter(tag)
    except ElementTree.ParseError:
        return  # Word does not open such a part either


LETTERHEAD: Final = FileKind("letterhead", "brand/letterhead.docx", 10_000_000, _fault)

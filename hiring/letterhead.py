"""The letterhead: an employer's own Word file, whose styles, header and footer its documents take.

It comes from outside the program, so its size is bounded before anything of it is unpacked.
"""

import io
import zipfile
import zlib
from typing import Final
from xml.etree import ElementTree

from hiring.brand_file import Fault, FileKind

_MAX_UNPACKED = 100_000_000
STYLES = "word/styles.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROOTS = {STYLES: f"{_WORD}styles", "word/document.xml": f"{_WORD}document"}
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
        word_parts(content)
    except NotWordError:
        return Fault("letterhead.not_word")
    return None


LETTERHEAD: Final = FileKind("letterhead", "brand/letterhead.docx", 10_000_000, _fault)

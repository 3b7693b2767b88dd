"""The letterhead: an employer's own Word file, whose styles, header and footer its documents take.

It comes from outside the program, so its size is bounded before anything of it is unpacked.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree

from hiring.errors import Finding

MAX_BYTES = 10_000_000
"""The largest letterhead, as a file."""
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


def letterhead_findings(root: Path, given: str) -> Iterator[Finding]:
    """What is wrong with the letterhead that an employer in the workspace ``root`` names."""
    path = ("brand", "letterhead")
    try:
        rule = _fault(root, given)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield Finding("file.unreadable", path, {"reason": reason}, "file.unreadable")
        return
    if rule is not None:
        values = {"path": given, "megabytes": str(MAX_BYTES // 1_000_000)}
        yield Finding(rule, path, values, rule)


def _fault(root: Path, given: str) -> str | None:
    written = PureWindowsPath(given)  # which takes both kinds of slash
    if written.drive or written.root or ".." in written.parts:
        return "letterhead.outside"
    try:
        file = (root / given).resolve()
    except RuntimeError:  # links in a circle, before Python 3.13
        return "letterhead.missing"
    if not file.is_relative_to(root.resolve()):
        return "letterhead.outside"
    if not file.is_file():
        return "letterhead.missing"
    if file.stat().st_size > MAX_BYTES:
        return "letterhead.too_large"
    try:
        word_parts(file.read_bytes())
    except NotWordError:
        return "letterhead.not_word"
    return None

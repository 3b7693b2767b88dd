"""An employer's logo: a PNG, JPEG or SVG file, known by its content.

What a browser or a printer would do with a file is settled before any of them sees it: the size of pictures is read from
their headers, and of a drawing only what is a picture goes on (``hiring.drawing``).
"""

import zlib
from base64 import b64encode
from collections.abc import Iterator
from typing import Final

from hiring.brand_file import Fault, FileKind, content_of
from hiring.drawing import BrokenDrawingError, UnsafeDrawingError, cleaned
from hiring.errors import RenderError

MAX_PIXELS: Final = 4000
"""The most pixels that a picture may have on a side."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_JPEG_END: Final = b"\xff\xd9"
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a frame header, which has the size; the three left out mean other things."""
_DRAWING: Final = "image/svg+xml"
_XML_STARTS: Final = (b"<?xml", b"<svg", b"<!")
_BOM: Final = b"\xef\xbb\xbf"


class _BrokenError(Exception):
    """The file ends before its picture does, or its parts do not fit."""


def is_address(logo: str) -> bool:
    """Whether a logo is named by its address on the web; structured data gives it on, and no document fetches it."""
    return logo.startswith(("https://", "http://"))


def data_address(path: str) -> str:
    """The picture in a file as a ``data:`` address, so that a page with it is one file, and nothing in it but a picture.

    Raises ``RenderError`` when the file cannot be read, or is no sound logo any more: nobody has looked at the one it is now.
    """
    content = content_of(path)
    if _fault(content) is not None:
        raise RenderError("logo_changed", path=path)
    kind = _media_type(content)
    picture = cleaned(content) if kind == _DRAWING else content
    return f"data:{kind};base64,{b64encode(picture).decode()}"


def _media_type(content: bytes) -> str | None:
    if content.startswith(_PNG):
        return "image/png"
    if content.startswith(_JPEG):
        return "image/jpeg"
    return _DRAWING if content.removeprefix(_BOM).lstrip().startswith(_XML_STARTS) else None


def _fault(content: bytes) -> Fault | None:
    kind = _media_type(content)
    if kind is None:
        return Fault("logo.wrong_type")
    if kind == _DRAWING:
        return _fault_of_drawing(content)
    try:
        width, height = _png_size(content) if kind == "image/png" else _jpeg_size(content)
    except _BrokenError:
        return Fault("logo.broken")
    if max(width, height) > MAX_PIXELS:
        return Fault("logo.too_many_pixels", {"width": str(width), "height": str(height), "limit": str(MAX_PIXELS)})
    return None if min(width, height) else Fault("logo.broken")


def _fault_of_drawing(content: bytes) -> Fault | None:
    try:
        cleaned(content)
    except BrokenDrawingError:
        return Fault("logo.broken")
    except UnsafeDrawingError as error:
        return Fault("logo.unsafe", {"part": error.part, "line": str(error.line)})
    return None


def _png_size(content: bytes) -> tuple[int, int]:
    """Width and height; every chunk must be whole, from the header to the end (https://www.w3.org/TR/png/#5DataRep)."""
    chunks = list(_png_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13 or chunks[-1][0] != b"IEND":
        raise _BrokenError
    header = chunks[0][1]
    return int.from_bytes(header[:4]), int.from_bytes(header[4:8])


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks up to the end of the picture: type and data."""
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        data, end = content[at + 8 : at + 8 + length], at + 12 + length
        if end > len(content) or zlib.crc32(kind + data) != int.from_bytes(content[end - 4 : end]):
            raise _BrokenError
        yield kind, data
        at = end


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Width and height, from the header of the first frame (ITU-T T.81, B.2.2); the picture must have its end."""
    if _JPEG_END not in content[-64:]:  # some cameras write a little behind it
        raise _BrokenError
    at = 2
    while content[at : at + 1] == b"\xff":
        marker, length = content[at + 1 : at + 2], int.from_bytes(content[at + 2 : at + 4])
        if marker and marker[0] in _JPEG_FRAMES:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        if length < 2:
            break
        at += 2 + length
    raise _BrokenError


LOGO: Final = FileKind("logo", "brand/logo.svg", 1_000_000, _fault)

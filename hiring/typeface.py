"""An employer's own fonts, for PDF: TrueType, OpenType or WOFF2 files, known by their content.

Only what tells a whole font from something else is looked at when it is checked; which characters it has is read on demand.
"""

import io
import struct
from collections.abc import Iterator
from typing import Final

from hiring.brand_file import Fault, FileKind

MAX_UNPACKED: Final = 20_000_000
"""The most bytes that a packed font (WOFF2) may say it unpacks to."""

_OUTLINES: Final = {b"\x00\x01\x00\x00": b"glyf", b"true": b"glyf", b"OTTO": b"CFF "}
"""The table that holds the letters, by how a file starts."""
_TABLES: Final = frozenset({b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name"})
_PACKED: Final = b"wOF2"
_PACKED_HEADER: Final = 48


def characters(content: bytes) -> frozenset[str]:
    """The characters that a font has glyphs for; none for a font whose table of them cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(io.BytesIO(content), lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or ()))
    except (TTLibError, struct.error, LookupError, ValueError, AssertionError, EOFError):
        # What fontTools raises for bytes that are no table; PDF says so too, where it takes the font in.
        return frozenset()


def _fault(content: bytes) -> Fault | None:
    if content.startswith(_PACKED):
        return None if _is_whole_packed(content) else Fault("font.broken")
    outlines = _OUTLINES.get(content[:4])
    if outlines is None:
        return Fault("font.wrong_type")
    tables = dict(_tables(content))
    is_whole = tables.keys() >= _TABLES | {outlines} and max(tables.values()) <= len(content)
    return None if is_whole else Fault("font.broken")


def _tables(content: bytes) -> Iterator[tuple[bytes, int]]:
    """The tables of a font that is not packed, each with the byte after its last."""
    for at in range(12, 12 + 16 * int.from_bytes(content[4:6]), 16):
        offset, length = int.from_bytes(content[at + 8 : at + 12]), int.from_bytes(content[at + 12 : at + 16])
        yield content[at : at + 4], offset + length


def _is_whole_packed(content: bytes) -> bool:
    """Whether a packed font has the length that its header says, and bounds (https://www.w3.org/TR/WOFF2/#woff20Header)."""
    length, unpacked = int.from_bytes(content[8:12]), int.from_bytes(content[16:20])
    return len(content) >= _PACKED_HEADER and length == len(content) and unpacked <= MAX_UNPACKED


FONT: Final = FileKind("font", "brand/regular.ttf", 2_000_000, _fault)

"""Small pictures and drawings, as an employer's logo."""

import struct
import zlib

JPEG = bytes.fromhex("FFD8 FFE0 0004 0000 FFC0 000B 08 0030 00C8 01 01 11 00 FFD9")
"""The parts of a photo of 200 x 48 pixels that say its size, and its end; nothing can be drawn from it."""

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n{}\n</svg>'
)


def png(width: int = 30, height: int = 12, shade: int = 0) -> bytes:
    """A grey picture that is whole: a shade from 0 (black) to 255."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([shade]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """One part of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def svg(body: str = '<rect width="9" height="9"/>') -> bytes:
    """A drawing; its body starts in line 2."""
    return SVG.format(body).encode()

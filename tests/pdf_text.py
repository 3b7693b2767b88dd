"""The text of a PDF by its own decoded characters, for writing that runs from right to left.

Readers such as Poppler put such lines into an order of their own and turn the letters of a ligature around. Here each piece
of text that the file shows is decoded with the font's own table, in the order of reading.
"""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pikepdf


def decoded_runs(path: Path) -> list[str]:
    """Every run of glyphs in the order in which the pages show them, each in the order of reading."""
    runs: list[str] = []
    with pikepdf.open(path) as pdf:
        tables: dict[Any, dict[str, str]] = {}
        for page in pdf.pages:
            fonts: Any = page.Resources.get("/Font", {})
            table: dict[str, str] = {}
            for instruction in pikepdf.parse_content_stream(page):
                operands: Any = instruction.operands
                name = str(instruction.operator)
                if name == "Tf":
                    font = fonts[str(operands[0])]
                    table = tables.setdefault(font.objgen, {}) or characters(font)
                    tables[font.objgen] = table
                elif name in ("TJ", "Tj"):
                    parts = operands[0] if name == "TJ" else [operands[0]]
                    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                    runs.append(read([table.get(codes[at : at + 2].hex(), "") for at in range(0, len(codes), 2)]))
    return runs


def read(glyphs: list[str]) -> str:
    """The glyphs, which stand from left to right, in the order of reading."""
    letters = "".join(glyphs)
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters):
        return "".join(reversed(glyphs))
    return letters


def characters(font: Any) -> dict[str, str]:
    """What each glyph code of two bytes stands for, by the font's ToUnicode table."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", block):
            found[code.lower()] = bytes.fromhex(text).decode("utf-16-be")
    assert found, "a font without characters cannot be read"
    return found

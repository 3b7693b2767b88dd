"""What each glyph of a font stands for, written into a finished PDF.

WeasyPrint 70 takes the text of a glyph from the first place where it draws it. For Arabic that is wrong wherever a mark
stands on a letter: the mark gets the whole cluster and the letter nothing (Kozea/WeasyPrint issue 2841), so that searching,
copying and screen readers miss letters. The font says it exactly, through its character map and its substitutions.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from hiring.workspace import shipped

_FILES = {
    "IBM-Plex-Sans-Arabic": "ibm-plex-sans-arabic/Regular.ttf",
    "IBM-Plex-Sans-Arabic-Semi-Bold": "ibm-plex-sans-arabic/SemiBold.ttf",
}
"""The shipped fonts with substitutions that matter, by the name that WeasyPrint gives them."""

_SINGLE, _ALTERNATE, _LIGATURE = 1, 3, 4
_ENTRY = re.compile(rb"<([0-9a-f]{4})> <[0-9a-f]*>")


def correct_characters(document: Any, pdf: Any) -> None:
    """Put the font's own characters into the ToUnicode tables. A finisher of ``weasyprint.Document.write_pdf``."""
    del document
    for font in pdf.objects:
        name = _name(font)
        if name in _FILES:
            table = pdf.objects[int(bytes(font["ToUnicode"]).split()[0])]
            characters = _characters(shipped("templates") / "fonts" / _FILES[name])
            table.stream = [_corrected(line, characters) for line in table.stream]


def _name(font: Any) -> str:
    """The name of a font dictionary without the tag of its subset; empty for other objects."""
    if not isinstance(font, dict) or font.get("Subtype") != "/Type0" or "ToUnicode" not in font:
        return ""
    return bytes(font["BaseFont"]).decode("ascii").rpartition("+")[2]


def _corrected(line: bytes, characters: dict[int, str]) -> bytes:
    entry = _ENTRY.fullmatch(line)
    text = characters.get(int(entry[1], 16)) if entry else None
    return line if entry is None or text is None else b"<%s> <%s>" % (entry[1], text.encode("utf-16-be").hex().encode())


@cache
def _characters(path: Path) -> dict[int, str]:
    """The text of every glyph that the font's tables explain, by its number."""
    from fontTools.ttLib import TTFont

    with TTFont(path) as font:
        texts = {
            name: unicodedata.normalize("NFKC", chr(code))
            for code, name in sorted(
                font.getBestCmap().items(), reverse=True
            )  # a letter wins over its presentation form
        }
        tables = [
            getattr(table, "ExtSubTable", table)
            for lookup in font["GSUB"].table.LookupList.Lookup
            for table in lookup.SubTable
        ]
        while _explain(tables, texts):
            pass
        return {font.getGlyphID(name): text for name, text in texts.items()}


def _explain(tables: list[Any], texts: dict[str, str]) -> bool:
    """Add the glyphs that are substituted for known ones; whether there were any."""
    before = len(texts)
    for table in tables:
        if table.LookupType == _SINGLE:
            for name, other in table.mapping.items():
                if name in texts:
                    texts.setdefault(other, texts[name])
        elif table.LookupType == _ALTERNATE:
            for name, others in table.alternates.items():
                for other in others if name in texts else ():
                    texts.setdefault(other, texts[name])
        elif table.LookupType == _LIGATURE:
            for first, ligatures in table.ligatures.items():
                for ligature in ligatures:
                    parts = [first, *ligature.Component]
                    if all(part in texts for part in parts):
                        texts.setdefault(ligature.LigGlyph, "".join(texts[part] for part in parts))
    return len(texts) > before

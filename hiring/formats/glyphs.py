"""What each glyph of a font stands for, written into a finished PDF.

WeasyPrint 70 takes the text of a glyph from the first place where it draws it. For Arabic that is wrong wherever a mark
stands on a letter: the mark gets the whole cluster and the letter nothing (Kozea/WeasyPrint issue 2841), so that searching,
copying and screen readers miss letters. The font says it exactly, through its character map and its substitutions.

Of a font in which fields are filled in it writes the character map alone, so that what it drew without a character of its own
there says nothing: substitutes, and the boxes that stand for characters which no font has.
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
_MOST = 100
"""So many entries a block of a ToUnicode table may have."""
_ENTRY = re.compile(rb"<([0-9a-f]{4})> <[0-9a-f]*>")


def correct_characters(document: Any, pdf: Any) -> None:
    """Put the font's own characters into the ToUnicode tables. A finisher of ``weasyprint.Document.write_pdf``."""
    written = [each for each in pdf.objects if isinstance(each, dict) and "ToUnicode" in each]
    for font, drawn in zip(written, document.fonts.values(), strict=True):
        table = pdf.objects[int(bytes(font["ToUnicode"]).split()[0])]
        if drawn.used_in_forms:
            table.stream = _completed(table.stream, drawn.to_unicode)
        name = bytes(font["BaseFont"]).decode("ascii").rpartition("+")[2]  # without the tag of its subset
        if name in _FILES:
            characters = _characters(shipped("templates") / "fonts" / _FILES[name])
            table.stream = [_corrected(line, characters) for line in table.stream]


def _completed(table: list[bytes], drawn: dict[int, str]) -> list[bytes]:
    """A table with what was drawn besides: the texts of glyphs by their numbers."""
    known = {int(entry[1], 16) for line in table if (entry := _ENTRY.fullmatch(line))}
    lacking = [_entry(b"%04x" % glyph, text) for glyph, text in drawn.items() if glyph not in known]
    blocks = [lacking[at : at + _MOST] for at in range(0, len(lacking), _MOST)]
    lines = [line for block in blocks for line in (b"%d beginbfchar" % len(block), *block, b"endbfchar")]
    end = table.index(b"endcmap")
    return [*table[:end], *lines, *table[end:]]


def _entry(glyph: bytes, text: str) -> bytes:
    return b"<%s> <%s>" % (glyph, text.encode("utf-16-be").hex().encode())


def _corrected(line: bytes, characters: dict[int, str]) -> bytes:
    entry = _ENTRY.fullmatch(line)
    text = characters.get(int(entry[1], 16)) if entry else None
    return line if entry is None or text is None else _entry(entry[1], text)


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

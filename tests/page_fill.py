"""How far down the pages of a PDF are filled, by what the file says: its words, its fields, and rules to write on.

Words and fields count, since they are what a reader came for. A page that is ruled from its foot up may have fewer, since
what they leave free is meant for a pen; it is ruled when it draws a dashed stroke before any text.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

LEAST = 0.6
"""How far down a page goes that is not the last. What keeps together and did not fit, such as a table of rates, takes up to
two fifths of a page; most pages go beyond nine tenths."""
LEAST_RULED = 0.35
"""The same where the rest is ruled: one question of a prep sheet with its two stories."""
LEAST_LAST = 0.2
"""How far down the last page goes: the sources, or two statements of a posting."""

_HEAD = 0.042
_FOOT = 0.948
"""Above and below these shares of a page's height are the margins, with what stands on every page."""

_WORD = re.compile(r'<word xMin="[^"]*" yMin="([\d.]+)" xMax="[^"]*" yMax="([\d.]+)"')
_DRAWING = re.compile(rb"/(\S+) Do\b")
_DASHES = re.compile(rb"\[[\d. ]+\] \S+ d\b")
"""A stroke with gaps, as a content stream says it."""


def empty_pages(path: Path) -> list[str]:
    """The pages that are emptier than they may be, each with its number and how far down it is filled."""
    with pikepdf.open(path) as pdf:
        pages = list(pdf.pages)
        found = []
        for number, (page, words) in enumerate(zip(pages, _words(path), strict=True), start=1):
            filled = _filled(page, words)
            least = LEAST_LAST if number == len(pages) else LEAST
            if filled < least and not (filled >= LEAST_RULED and _is_ruled(page)):
                found.append(f"page {number} of {len(pages)} is filled to {filled:.0%}")
    return found


def _words(path: Path) -> Iterator[str]:
    """What Poppler says of each page's words and where they stand, as markup."""
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, encoding="utf-8")
    yield from done.stdout.split("<page ")[1:]


def _filled(page: Any, words: str) -> float:
    """The share of the room between head and foot down to the lowest word or field, from 0 to 1."""
    height = float(page.MediaBox[3])
    bottoms = [float(bottom) / height for top, bottom in _WORD.findall(words) if float(top) / height < _FOOT]
    bottoms += [
        1 - min(float(annotation.Rect[1]), float(annotation.Rect[3])) / height
        for annotation in page.get("/Annots", [])
        if annotation.Subtype == "/Widget"
    ]
    lowest = max((bottom for bottom in bottoms if bottom > _HEAD), default=_HEAD)
    return min(1.0, (lowest - _HEAD) / (_FOOT - _HEAD))


def _is_ruled(page: Any) -> bool:
    """Whether a page draws rules before any text."""
    before_text = page.Contents.read_bytes().partition(b"\nBT\n")[0]
    drawn = (page.Resources.XObject[f"/{name.decode()}"] for name in _DRAWING.findall(before_text))
    return any(_DASHES.search(drawing.read_bytes()) for drawing in drawn)

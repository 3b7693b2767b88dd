"""Markdown (GitHub's), made from the flow form of HTML by Pandoc."""

import re
from collections.abc import Iterator

from hiring.formats.pandoc import convert, missing

__all__ = ["missing", "write"]

_TAG = re.compile(r"(<[^>]*>)")
_ESCAPED_LATER = r"(?=\S*(?:[\\~_*`|\[\]$!#^:]|&[lg]t;|&amp;#?\w+;))"
_AFTER_NUMBER_IN_BOX = "|".join(rf"(?<=☐ \d{{{digits}}})" for digits in range(1, 10))
_UNESCAPED = (
    # An address that readers make a link of as it is, escapes and all.
    (":", re.compile(r":(?=//)" + _ESCAPED_LATER)),
    (".", re.compile(r"(?<=www)\." + _ESCAPED_LATER)),
    # Pandoc 3.9 drops a mark of punctuation that follows a backslash.
    ("\\", re.compile(r"\\")),
    # Tildes strike out, entities become the character they name, names between colons become emoji on GitHub.
    ("~", re.compile("~")),
    ("&", re.compile("&amp;(?=#?[0-9A-Za-z]+;)")),
    (":", re.compile(":(?=(?:[0-9_+-]*[A-Za-z][0-9A-Za-z_+-]*|[+-]1|100|1234):)")),
    # A line of dashes is a rule, or like one of equals signs makes a heading of the line above.
    ("-", re.compile(r"(?<!\S)-(?=[ -]*-\s*\Z)")),
    ("=", re.compile(r"(?<!\S)=(?=[ =]*\Z)")),
    # Behind the box of a task a line begins anew: there a bullet or a number would begin a list.
    *((bullet, re.compile(rf"(?<=☐ )\{bullet}(?=\s|\Z)")) for bullet in "-+"),
    *((end, re.compile(rf"(?:{_AFTER_NUMBER_IN_BOX})\{end}(?=\s|\Z)")) for end in ".)"),
)
"""Characters that Pandoc writes as they are though they would not be read as text, and where in HTML they stand so."""


def write(html: str) -> bytes:
    """The document as UTF-8 Markdown, one line a paragraph."""
    unused = _unused(html)
    markers = [(next(unused), character, pattern) for character, pattern in _UNESCAPED]
    parts = _TAG.split(html)
    for index in range(0, len(parts), 2):  # the tags between the texts stay: addresses stand in them
        for marker, _, pattern in markers:
            parts[index] = pattern.sub(marker, parts[index])
    written = convert("".join(parts), "gfm", "--wrap=none", "--markdown-headings=atx")
    for marker, character, _ in markers:
        written = written.replace(marker, f"\\{character}")
    return written.encode()


def _unused(text: str) -> Iterator[str]:
    """Private characters that do not stand in the text."""
    return (character for character in map(chr, range(0xE000, 0xF900)) if character not in text)

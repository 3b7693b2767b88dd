"""Characters that no font of a PDF has: neither the employer's own type nor the program's.

A PDF is to be the same wherever it is made. For such a character it takes whatever font the machine has, or draws an empty
box; the text itself stays in the file. Other formats leave the fonts to their readers.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, Final

from hiring.brand_file import content_of
from hiring.content import Base
from hiring.errors import FieldPath, Finding, Gatherer, Problem
from hiring.library import Library
from hiring.model.employer import Employer
from hiring.source import Document
from hiring.texts import LooksIn, sources
from hiring.typeface import characters
from hiring.workspace import shipped

_RULE: Final = "no-glyph"
_NAMED: Final = 8
"""The most characters that one finding names."""
_NOTHING_TO_DRAW: Final = re.compile(
    "[\\s\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff\u00ad"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Spaces, and what Unicode wants ignored by fonts that do not have it (Default_Ignorable_Code_Point)."""
_NOT_IN_PDF: Final = frozenset((key,) for key in ("kit.choice", "kit.rate.box", "kit.rate.box_named", "prep.box"))
"""Phrases of Word and Markdown alone: a PDF has fields instead of boxes."""
_BREAKS: Final = "\u2028\u2029"
"""Ends of lines and paragraphs are drawn: no text has them but by mistake."""


def no_glyph(library: Library, looks_in: LooksIn) -> Iterator[Problem]:
    """The characters of a workspace that its PDFs have no font for, each once a file, where it first stands."""
    gather = Gatherer()  # what is wrong with a file, other rules and commands say
    employer = gather(library.employer_base) if (library.workspace.root / "employer.yaml").is_file() else None
    known = _own_characters(library.workspace.root, employer) | _shipped_characters()
    for path in _paths(library, employer, gather, looks_in):
        # Read as YAML only where it can have one: most files have none.
        document = gather(partial(library.workspace.read, path)) if _may_lack(path, known) else None
        if document is not None:
            yield from _in_document(document, known)


def _in_document(document: Document, known: frozenset[str]) -> Iterator[Problem]:
    said: set[str] = set()
    for path, text in _leaves(document.data):
        lacking = [sign for sign in _lacking(text, known) if sign not in said]
        if lacking and path not in _NOT_IN_PDF:
            said.update(lacking)
            yield document.problem(Finding(_RULE, path, {"characters": _named(lacking)}, _RULE))


def _paths(library: Library, employer: Base[Employer] | None, gather: Gatherer, looks_in: LooksIn) -> Iterator[Path]:
    """Every file of the workspace whose texts reach documents, once; also those that hold names alone."""
    openings = (gather(partial(library.opening_base, name)) for name in library.opening_ids)
    bases = (base.path for base in (employer, *openings) if base is not None)
    words = (path for source in sources(library, gather, looks_in) for path, _ in source.written())
    for path in dict.fromkeys(chain(bases, words)):
        if path.is_relative_to(library.workspace.root) and looks_in(path.parent):
            yield path


def _may_lack(path: Path, known: frozenset[str]) -> bool:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return True  # the reading of the document says why
    return "\\" in text or bool(_lacking(text, known))  # a backslash may write a character by its code


def _own_characters(root: Path, employer: Base[Employer] | None) -> frozenset[str]:
    """The characters of the employer's own fonts."""
    fonts = employer.value.brand.fonts if employer is not None else None
    files = fonts.files.values() if fonts is not None else ()
    return frozenset().union(*(characters(content_of(str(root / file))) for file in files))


@cache
def _shipped_characters() -> frozenset[str]:
    """The characters of the program's fonts, all of which a PDF can use."""
    files = sorted((shipped("templates") / "fonts").rglob("Regular.ttf"))
    return frozenset().union(*(characters(file.read_bytes()) for file in files))


def _lacking(text: str, known: frozenset[str]) -> list[str]:
    """The characters of a text that no font has, in its order, each once."""
    if text.isascii():
        return []
    signs = dict.fromkeys(unicodedata.normalize("NFC", text))
    return [sign for sign in signs if not _is_drawable(sign, known)]


def _is_drawable(sign: str, known: frozenset[str]) -> bool:
    """Whether nothing need be drawn for a character, or it can be drawn as a letter and its marks."""
    if sign in _BREAKS:
        return False
    is_known = sign in known or known.issuperset(unicodedata.normalize("NFD", sign))
    return is_known or bool(_NOTHING_TO_DRAW.fullmatch(sign))


def _named(signs: list[str]) -> str:
    """The characters with their code points, as many as a line can take."""
    named = [f"{_shown(sign)} U+{ord(sign):04X}".strip() for sign in signs[:_NAMED]]
    return ", ".join(named) + (" …" if len(signs) > _NAMED else "")


def _shown(sign: str) -> str:
    """The character as it can stand alone: a mark on a dotted circle, and nothing for one that cannot be printed."""
    if not sign.isprintable():
        return ""
    return f"\N{DOTTED CIRCLE}{sign}" if unicodedata.combining(sign) else sign


def _leaves(data: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict | list):
        for part, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _leaves(value, (*path, part))

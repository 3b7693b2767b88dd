"""What a file is made from, as one digest: equal digests, equal bytes."""

import hashlib
from typing import Any

from hiring import __version__
from hiring.cells import Cell
from hiring.language import Language
from hiring.rendering import Renderer


class Digests:
    """The digests of cells. What many cells share is digested once."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._phrases: dict[str, str] = {}

    def of(self, cell: Cell, view: Any, language: Language) -> str:
        """The digest of all that the file is made from: view, templates, phrases, format and its files, program version."""
        if language.tag not in self._phrases:
            self._phrases[language.tag] = _phrases_digest(language)
        digest = hashlib.sha256()
        for part in (__version__, cell.format.name, repr(view), self._phrases[language.tag]):
            digest.update(part.encode() + b"\0")
        for template in cell.document.templates:
            for name, source in self._renderer.sources(template):
                digest.update(f"{name}\0{source}\0".encode())
        for path in cell.format.sources(view):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()


def _phrases_digest(language: Language) -> str:
    shown = {name: text for name, text in language.phrases.items() if not name.startswith(("problem.", "fix."))}
    return hashlib.sha256(repr(sorted(shown.items())).encode()).hexdigest()

"""The files of an opening's documents as pages of the studio lead to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from hiring.cells import Subject, cells_of
from hiring.library import Library
from hiring.studio.addresses import draft_address
from hiring.studio.frame import Named


@dataclass(frozen=True)
class Link:
    """A file, by the id of its format."""

    format: str
    address: str


@dataclass(frozen=True)
class LanguageFiles:
    """A document in one language, in its formats."""

    language: Named
    links: tuple[Link, ...]


def files_of(library: Library, opening_id: str, digest: str, document: str) -> Iterator[LanguageFiles]:
    """A document of an opening in each of its languages, made of the draft with a digest."""
    languages = library.opening(opening_id).languages
    cells = [cell for cell in cells_of(Subject("opening", opening_id, languages)) if cell.document.name == document]
    for tag in languages:
        formats = [cell.format.name for cell in cells if cell.language == tag]
        links = tuple(Link(name, draft_address(opening_id, digest, document, name, tag)) for name in formats)
        yield LanguageFiles(Named.of(library.language(tag)), links)

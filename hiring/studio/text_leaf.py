"""One page of texts: which file it changes, which parts of it it shows, and where it is."""

from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException

from hiring.language import locale_of
from hiring.studio import deeds
from hiring.studio.addresses import text_address
from hiring.studio.deeds import Deed, Done
from hiring.studio.parts import parts_of
from hiring.studio.sections import Book, Section
from hiring.studio.sheet import Branch, Listed, branches


@dataclass(frozen=True)
class TextLeaf:
    """One page of a book: sections of one file, or one item of the first; with a language, their translation."""

    book: Book
    sections: tuple[Section, ...]
    item: str = ""
    tag: str = ""
    parts: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """The file whose texts the page has."""
        return self.sections[0].stem

    @property
    def path(self) -> Path:
        """The file that the page's form changes, in the workspace."""
        return self.book.words(self.stem, self.tag) if self.tag else self.book.files[self.stem]

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The fields of the file as the model has them."""
        return tuple(self.book.models[self.stem].model_fields)

    @property
    def address(self) -> str:
        """Where the page is."""
        return text_address(self.book.address, *self.parts, language=self.tag)

    def branches(self, source: Any) -> tuple[Branch, ...]:
        """The parts of the page. Raises ``HTTPException`` when there is no such item."""
        fields = [name for section in self.sections for name in section.fields]
        found = branches(parts_of(self.book.models[self.stem]), source, fields)
        if not self.item:
            return found
        for listed in found:
            for entry in listed.entries if isinstance(listed, Listed) else ():
                if entry.key == self.item:
                    return entry.branches
        raise HTTPException(HTTPStatus.NOT_FOUND)


def opened(leaf: TextLeaf, tag: str) -> TextLeaf:
    """The page beside its translation into a language. Raises ``HTTPException`` for a tag that is no language."""
    if locale_of(tag) is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return replace(leaf, tag=tag)


def landing(leaf: TextLeaf, deed: Deed | None, done: Done) -> str:
    """Where somebody goes after saving: to the item that was added or moved, else to the page again."""
    section = leaf.sections[0]
    if deed is not None and deed.verb == deeds.ADD and done.key and section.apart and not leaf.item:
        return text_address(leaf.book.address, section.id, done.key) + "?saved=1"
    mark = ""
    if deed is not None and done.key:
        mark = f"#item-{deed.name}" if deed.verb != deeds.ADD else f"#item-{deed.name}.{done.key}"
    return f"{leaf.address}{'&' if '?' in leaf.address else '?'}saved=1{mark}"

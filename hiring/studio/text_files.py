"""The files of pages of texts: what a form was read from, what it makes of that, and how it is saved."""

from dataclasses import dataclass
from functools import lru_cache
from os.path import lexists
from pathlib import Path
from typing import Any, Final

from hiring.editing import edited
from hiring.saving import Revision, create, read
from hiring.saving import replace as write_over
from hiring.source import load
from hiring.studio import deeds
from hiring.studio.deeds import Deed, Done
from hiring.studio.entries import Given, changes
from hiring.studio.services import Services
from hiring.studio.sheet import bound
from hiring.studio.text_form import said_by, touched
from hiring.studio.text_leaf import TextLeaf
from hiring.studio.translating import confirmed, forget, note, translated

_KEPT: Final = 8
"""So many files are not read again while somebody types: what the form was read from, and what it says."""


@lru_cache(_KEPT)
def data_of(content: bytes, path: Path) -> Any:
    """What a file of the workspace says, which nobody changes; None for an empty one."""
    return load(content, path.as_posix()).data if content else None


@dataclass(frozen=True)
class TextFiles:
    """The files of words of a workspace."""

    services: Services

    def content(self, path: Path) -> bytes | None:
        """What is in a file of the workspace; None when there is none."""
        workspace = self.services.desk.workspace
        return read(workspace, path).content if lexists(workspace.root / path) else None

    def begun(self, leaf: TextLeaf, tag: str) -> bytes:
        """What is in the file of a page, or what one begins with that is not there; a translation begins with nothing.

        Raises ``ContentError`` when nobody can begin it here.
        """
        content = self.content(leaf.path)
        if content is not None:
            return content
        if leaf.tag:
            return b""
        library = self.services.desk.library()
        if leaf.book.kind == "employer":
            return f"language: {tag}\n".encode()
        if leaf.stem == "interview":
            return f"language: {library.role_base(leaf.book.id).value.language}\n".encode()
        return read(library.workspace, leaf.path).content

    def source(self, leaf: TextLeaf, content: bytes) -> Any:
        """What the base file of a page says; ``content`` is that of the file that the page changes."""
        if leaf.tag:
            content = self.content(leaf.book.files[leaf.stem]) or b""
        return data_of(content, leaf.book.files[leaf.stem])

    def changed(self, leaf: TextLeaf, read_from: bytes, sent: Given) -> bytes:
        """The file as a form's fields have it."""
        found = leaf.branches(self.source(leaf, read_from))
        data = data_of(read_from, leaf.path)
        changed = touched(sent, said_by(found, data, is_translation=bool(leaf.tag)))
        if leaf.tag:
            return translated(read_from, found, changed, leaf.order)
        return edited(read_from, changes([each.field for each in bound(found)], changed, data, leaf.order))

    def done(self, leaf: TextLeaf, content: bytes, deed: Deed | None, sent: Given) -> Done:
        if deed is None or leaf.tag:
            return Done(())
        data = data_of(content, leaf.path)
        return deeds.done(deed, leaf.branches(data), data, sent, leaf.order)

    def save(self, leaf: TextLeaf, read_from: bytes, content: bytes) -> None:
        """Write what a file is to be. Raises ``ChangedError`` when it is something else than the form was read from."""
        workspace = self.services.desk.workspace
        if content and not lexists(workspace.root / leaf.path):
            create(workspace, leaf.path, content)
        elif content != read_from:
            path = workspace.root / leaf.path
            write_over(workspace, Revision(path, read_from, None), content)

    def follow(self, leaf: TextLeaf, read_from: bytes, content: bytes, sent: Given, done: Done) -> None:
        """What a saved page brings with it in other files: the record of a translation, and words of what is gone."""
        library = self.services.desk.library()
        if leaf.tag:
            before, after = data_of(read_from, leaf.path), data_of(content, leaf.path)
            found = leaf.branches(self.source(leaf, content))
            note(library, leaf.book, leaf.stem, leaf.tag, confirmed(found, sent, before, after))
        elif done.gone:
            forget(library, leaf.book, leaf.stem, done.gone)

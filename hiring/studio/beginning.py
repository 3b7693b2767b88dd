"""A new role as somebody begins it in the studio: with its title, and without the examples of the file to fill in."""

from collections.abc import Iterator
from pathlib import Path

from hiring.editing.changes import Change, Remove, SetValue
from hiring.errors import PathPart
from hiring.saving import read, save
from hiring.source import Document
from hiring.workspace import Workspace

_KEPT: tuple[PathPart, ...] = ("id", "language", "title", "shared_questions")
"""What a new role keeps of the file that it is written from."""


def begin_role(workspace: Workspace, role_id: str, title: str, language: str | None) -> None:
    """Give a role that was just written its title.

    With a language it is one to fill in: it is written in that language, and loses the texts that were examples.
    """
    folder = Path("roles") / role_id
    role = read(workspace, folder / "role.yaml")
    emptied = tuple(_emptied(role.document, language)) if language else ()
    save(workspace, role, [SetValue(("title",), title), *emptied])
    if language:
        interview = read(workspace, folder / "interview.yaml")
        save(workspace, interview, tuple(_emptied(interview.document, language)))


def _emptied(document: Document | None, language: str) -> Iterator[Change]:
    yield SetValue(("language",), language)
    yield from (Remove((name,)) for name in (document.data if document is not None else ()) if name not in _KEPT)

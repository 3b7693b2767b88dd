"""The words of a translation as a form says them, and what is noted of what they were made from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from hiring.editing import edited
from hiring.editing.changes import Change, Remove
from hiring.errors import ContentError, FieldPath, Gatherer
from hiring.library import Library, value_at
from hiring.saving import read, save
from hiring.source import load
from hiring.studio.entries import Field, Given, Kind, changes
from hiring.studio.sections import Book
from hiring.studio.sheet import Branch, bound
from hiring.studio.text_form import STILL_RIGHT
from hiring.texts import Source, sources_of_employer, sources_of_opening, sources_of_role
from hiring.translations import Entry, confirm, state


def word_fields(branches: Sequence[Branch]) -> list[Field]:
    """The fields of a translation, each bound to its place in the translation's file."""
    return [replace(each.field, path=each.words, kind=Kind.WORDS) for each in bound(branches) if each.leaf.is_words]


def translated(content: bytes, branches: Sequence[Branch], sent: Given, order: Sequence[str]) -> bytes:
    """A translation's file as it says what a form says; ``content`` is empty for one that is not there yet."""
    fields = word_fields(branches)
    if content:
        return edited(content, changes(fields, sent, load(content, "").data, order))
    wanted = changes(fields, sent, {}, order)
    # A file begins with some field of its own, which is then said as it is wanted.
    return edited(f'{wanted[0].path[0]}: ""\n'.encode(), wanted) if wanted else b""


def confirmed(branches: Sequence[Branch], sent: Given, before: Any, after: Any) -> set[FieldPath]:
    """The texts of which somebody has said that they fit what their source says now: by changing them, or by the box."""
    words = [each for each in bound(branches) if each.leaf.is_words]
    return {
        each.words
        for each in words
        if value_at(before, each.words) != value_at(after, each.words) or STILL_RIGHT + each.field.name in sent
    }


def sources_of(library: Library, book: Book) -> dict[str, Source]:
    """The words of a book by the stems of its files; those of a file with problems are not among them."""
    gather = Gatherer()  # the pages of the files say what is wrong with them
    find = {
        "role": partial(sources_of_role, library, book.id),
        "opening": partial(sources_of_opening, library, book.id),
    }
    found = find.get(book.kind, partial(sources_of_employer, library))(gather)
    return {source.path.stem if book.kind != "opening" else "opening": source for source in found}


def states(library: Library, source: Source | None, tag: str) -> Mapping[FieldPath, Entry]:
    """The texts of a translation that are not right, by their path; none where that cannot be known."""
    try:
        found = state(library, source, tag) if source is not None else None
    except ContentError:
        return {}  # the page of the translation says what is wrong with its file
    return {entry.path: entry for entry in found.entries} if found is not None else {}


def note(library: Library, book: Book, stem: str, tag: str, texts: set[FieldPath]) -> None:
    """Note that texts of a translation fit what their source says now."""
    source = sources_of(library, book).get(stem)
    if texts and source is not None:
        confirm(library, source, library.workspace.root / book.words(stem, tag), texts)


def forget(library: Library, book: Book, stem: str, words: FieldPath) -> None:
    """Take the words of an item that is gone out of the workspace's translations of its file."""
    workspace, base = library.workspace, book.files[stem]
    for path in sorted((workspace.root / base.parent).glob(f"{base.stem}.*.yaml")):
        revision = read(workspace, path.relative_to(workspace.root))
        if revision.document is not None and (gone := _emptied(revision.document.data, words)) is not None:
            save(workspace, revision, [gone])


def _emptied(data: Any, words: FieldPath) -> Change | None:
    """What takes words away, with the mappings that would be empty then; None where there are none."""
    if value_at(data, words) is None:
        return None
    length = len(words)
    while length > 1 and len(value_at(data, words[: length - 1])) == 1:
        length -= 1
    return Remove(words[:length])

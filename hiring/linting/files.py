"""The files of words of a workspace, as the rules look at them."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from hiring.errors import FieldPath, Gatherer
from hiring.library import Library
from hiring.linting.subject import Guides, Text, TextFile
from hiring.source import Document
from hiring.texts import PHRASES, Source, sources

_BREAKS = re.compile(r"[ \t]*\n[ \t\n]*")
_MESSAGES = frozenset(("problem", "fix", "error", "lint", "mend", "doctor", "reason"))
"""The first part of the names of phrases that speak about files, not in documents."""
_POSTED: frozenset[FieldPath] = frozenset(
    (
        ("pitch",),
        ("responsibilities",),
        ("qualifications", "required"),
        ("qualifications", "preferred"),
        ("skills",),
        ("conditions",),
    )
)
"""Where the texts of a role stand that postings show, beside its title."""


def text_files(library: Library, gather: Gatherer) -> Iterator[tuple[Path, Callable[[], TextFile]]]:
    """Every file of words, the sources and their translations: its path, and how its texts are read."""
    for source in sources(library, gather):
        own = source.path if source.schema != PHRASES else None
        if own is not None:
            yield own, partial(_text_file, library, source, source.document, source.language)
        tags = source.languages if own is not None else (source.language, *source.languages)
        for tag in tags:
            for path in source.files(tag):
                yield path, partial(_read, library, source, path, tag)


def _read(library: Library, source: Source, path: Path, tag: str) -> TextFile:
    return _text_file(library, source, library.workspace.read(path), tag)


def _text_file(library: Library, source: Source, document: Document, tag: str) -> TextFile:
    texts = []
    for path in source.texts:
        place = _path_in(document.data, path)
        value = _value_at(document.data, place) if place is not None else None
        for inner, text in _forms(value):
            is_message = source.schema == PHRASES and str(path[0]).split(".")[0] in _MESSAGES
            is_asked = "prompt" in path or "probes" in path
            is_said = is_asked or source.schema in ("opening", "employer")
            is_posted = _is_posted(source.schema, path)
            here, shown = (*(place or ()), *inner), _BREAKS.sub("\n", text)
            texts.append(Text(here, shown, is_message, is_said, is_posted, is_asked))
    return TextFile(document, tag, texts, Guides(library.guides(tag)))


def _is_posted(schema: str, path: FieldPath) -> bool:
    """Whether a posting shows this text below its title; the title itself is judged with what its market adds."""
    if schema == "role":
        return path[:1] in _POSTED or path[:2] in _POSTED
    return schema == "employer" or (schema == "opening" and path != ("title",))


def _forms(value: Any) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, Mapping):
        for form, text in value.items():
            if isinstance(text, str):
                yield (str(form),), text


def _path_in(data: Any, path: FieldPath) -> FieldPath | None:
    """A path of ids as a path into this file: the items of a list by their position; None when the file has nothing there."""
    found: list[str | int] = []
    for part in path:
        if isinstance(data, list):
            index = next((i for i, item in enumerate(data) if isinstance(item, dict) and part in _names(item)), None)
            if index is None:
                return None
            found.append(index)
            data = data[index]
        elif isinstance(data, dict) and part in data:
            found.append(part)
            data = data[part]
        else:
            return None
    if isinstance(data, dict) and "text" in data and "id" in data:
        found.append("text")
    return tuple(found)


def _names(item: Mapping[str, Any]) -> tuple[str, ...]:
    """What an item of a list is known by in a translation."""
    return (str(item.get("id")),) if "id" in item else (str(item.get("system")),)


def _value_at(data: Any, path: FieldPath) -> Any:
    for part in path:
        data = data[part]
    return data

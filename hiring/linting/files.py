"""The files of words of a workspace, as the rules look at them."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from hiring.content import Base
from hiring.errors import FieldPath, Gatherer
from hiring.library import Library
from hiring.linting.subject import Guides, Text, TextFile
from hiring.model.market import Market
from hiring.model.opening import Opening
from hiring.source import Document
from hiring.texts import PHRASES, LooksIn, Source, sources

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


def text_files(
    library: Library, on: date, gather: Gatherer, looks_in: LooksIn
) -> Iterator[tuple[Path, Callable[[], TextFile]]]:
    """Every file of words, the sources and their translations: its path, and how its texts are read for a day."""
    openings = _Openings(library, gather)
    for source in sources(library, gather, looks_in):
        read = partial(_text_file, library, source, openings.markets(source), on)
        for path, tag in source.written():
            yield path, partial(_read, library, path, tag, read)


class _Openings:
    """The openings of a workspace, each with its market; those with problems are left to ``gather``."""

    def __init__(self, library: Library, gather: Gatherer) -> None:
        self._placed: list[tuple[Base[Opening], Market]] = []
        for opening_id in library.opening_ids:
            opening = gather(partial(library.opening_base, opening_id))
            market = gather(partial(library.market_base, opening.value.market)) if opening is not None else None
            if opening is not None and market is not None:
                self._placed.append((opening, _for_employer(market.value, _employees(library, opening.value))))

    def markets(self, source: Source) -> tuple[Market, ...]:
        """The markets under which the texts of a file are said, each once: with all that it forbids any of the employers."""
        used = [market for opening, market in self._placed if self._uses(opening, source)]
        found = {market.id: market for market in sorted(used, key=lambda market: len(market.do_not_ask))}
        return tuple(found[name] for name in dict.fromkeys(market.id for market in used))

    def _uses(self, opening: Base[Opening], source: Source) -> bool:
        if source.schema in ("role", "interview"):
            return opening.value.role == source.path.parent.name
        return source.schema in ("shared-interview", "employer") or opening.path == source.path


def _employees(library: Library, opening: Opening) -> int | None:
    """How many people the employer of an opening has, as far as it says."""
    employer = Gatherer()(library.employer_base)  # its problems are said at its own file
    return opening.employer.employees or (employer.value.employees if employer is not None else None)


def _for_employer(market: Market, employees: int | None) -> Market:
    """The market with the laws that apply to an employer of a size."""
    entries = tuple(entry for entry in market.do_not_ask if entry.applies_to(employees))
    return market.model_copy(update={"do_not_ask": entries})


def _read(library: Library, path: Path, tag: str, read: Callable[[Document, str], TextFile]) -> TextFile:
    return read(library.workspace.read(path), tag)


def _text_file(
    library: Library, source: Source, markets: tuple[Market, ...], on: date, document: Document, tag: str
) -> TextFile:
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
    return TextFile(document, tag, texts, Guides(library.guides(tag)), markets, on)


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

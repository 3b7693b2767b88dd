"""A file as a form: the parts of its model, each bound to the place where the file says it.

Items of lists are named by their ids, and by their number where they have none, so that a field has the same name as long as
its item stands.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hiring.errors import FieldPath
from hiring.studio.entries import Field
from hiring.studio.parts import Group, Items, Leaf, Part


@dataclass(frozen=True)
class Bound:
    """A value. ``names`` are the names of the fields that lead to it, ``words`` is its path in a translation."""

    names: tuple[str, ...]
    field: Field
    leaf: Leaf
    words: FieldPath


@dataclass(frozen=True)
class Grouped:
    """The fields of a record, which the file may lack."""

    names: tuple[str, ...]
    name: str
    branches: "tuple[Branch, ...]"
    is_there: bool


@dataclass(frozen=True)
class Entry:
    """An item of a list. ``title`` is what it says of itself; ``words`` is its path in a translation."""

    name: str
    key: str
    title: str
    words: FieldPath
    branches: "tuple[Branch, ...]"


@dataclass(frozen=True)
class Listed:
    """A list: where it stands, and its items in order."""

    names: tuple[str, ...]
    name: str
    path: FieldPath
    items: Items
    entries: tuple[Entry, ...]


Branch = Bound | Grouped | Listed


@dataclass(frozen=True)
class _Spot:
    """A place in a file: the name that a form gives it, its path in the file and in a translation, the fields' names."""

    name: tuple[str, ...] = ()
    path: FieldPath = ()
    words: FieldPath = ()
    names: tuple[str, ...] = ()

    def field(self, written: str) -> "_Spot":
        return _Spot((*self.name, written), (*self.path, written), (*self.words, written), (*self.names, written))

    def item(self, key: str, index: int, word_key: str) -> "_Spot":
        return _Spot((*self.name, key), (*self.path, index), (*self.words, word_key), self.names)

    @property
    def shown(self) -> str:
        return ".".join(self.name)


def branches(parts: Mapping[str, Part], data: Any, fields: Sequence[str] | None = None) -> tuple[Branch, ...]:
    """The parts of a file, or those of some of its fields, bound to what its data says."""
    wanted = parts if fields is None else {name: parts[name] for name in fields}
    return tuple(_branches(wanted, data, _Spot()))


def _branches(parts: Mapping[str, Part], data: Any, at: _Spot) -> Iterator[Branch]:
    for written, part in parts.items():
        value = data.get(written) if isinstance(data, dict) else None
        spot = at.field(written)
        if isinstance(part, Leaf):
            yield Bound(spot.names, Field(spot.shown, spot.path, part.kind), part, spot.words)
        elif isinstance(part, Group):
            yield Grouped(spot.names, spot.shown, tuple(_branches(part.parts, value, spot)), isinstance(value, dict))
        else:
            yield Listed(spot.names, spot.shown, spot.path, part, tuple(_entries(part, value, spot)))


def _entries(items: Items, value: Any, at: _Spot) -> Iterator[Entry]:
    found = value if isinstance(value, list) else []
    keys = list(_keys(found)) if items.is_named else [f"#{index}" for index in range(len(found))]
    is_bare = [name for name, part in items.parts.items() if has_words(part)] == ["text"]
    for index, (key, item) in enumerate(zip(keys, found, strict=True)):
        word_key = str(item.get("system", key)) if isinstance(item, dict) else key
        spot = at.item(key, index, word_key)
        inner = tuple(_bared(branch) if is_bare else branch for branch in _branches(items.parts, item, spot))
        title = str(item.get(items.main, "")) if isinstance(item, dict) else ""
        yield Entry(spot.shown, key, title, spot.words, inner)


def _bared(branch: Branch) -> Branch:
    """A translation says an item whose only words are its text as that text alone."""
    if isinstance(branch, Bound) and branch.leaf.is_words:
        return Bound(branch.names, branch.field, branch.leaf, branch.words[:-1])
    return branch


def _keys(found: Sequence[Any]) -> Iterator[str]:
    """What names each item: its id, or its number where it has none that is its own."""
    ids = [str(item["id"]) if isinstance(item, dict) and isinstance(item.get("id"), str) else "" for item in found]
    counts = Counter(ids)
    for index, name in enumerate(ids):
        yield name if name and counts[name] == 1 and "." not in name else f"#{index}"


def has_words(part: Part) -> bool:
    """Whether a part holds anything that is translated."""
    return part.is_words if isinstance(part, Leaf) else any(map(has_words, part.parts.values()))


def bound(found: Sequence[Branch]) -> Iterator[Bound]:
    """The values of a form, at any depth and in their order."""
    for branch in found:
        if isinstance(branch, Bound):
            yield branch
        elif isinstance(branch, Grouped):
            yield from bound(branch.branches)
        else:
            for entry in branch.entries:
                yield from bound(entry.branches)


def lists(found: Sequence[Branch]) -> Iterator[Listed]:
    """The lists of a form, at any depth."""
    for branch in found:
        if isinstance(branch, Grouped):
            yield from lists(branch.branches)
        elif isinstance(branch, Listed):
            yield branch
            for entry in branch.entries:
                yield from lists(entry.branches)

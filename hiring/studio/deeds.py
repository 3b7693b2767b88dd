"""What the buttons of a form do with the items of a list: add one, move it, take it away."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from hiring.editing.changes import Change, Insert, Move, Remove, SetValue
from hiring.errors import FieldPath
from hiring.studio.entries import Given, Kind, new_id
from hiring.studio.parts import Items, Leaf
from hiring.studio.sheet import Branch, Entry, Listed, lists

ADD: Final = "add"
UP: Final = "up"
DOWN: Final = "down"
REMOVE: Final = "remove"
NEW: Final = "new."
"""Before the name of a list: the field with the words of an item that is to be added."""
AGAIN: Final = "deed"
"""The field that has the deed of a form when the page that asks about a conflict sends it again."""


@dataclass(frozen=True)
class Deed:
    """A button that was pressed: what to do, and the name of the list or item to do it with."""

    verb: str
    name: str

    @classmethod
    def of(cls, sent: Given) -> "Deed | None":
        """The deed that a form asks for, if it is one."""
        for field in ("do", AGAIN):
            verb, _, name = next(iter(sent.get(field, ())), "").partition(" ")
            if verb in (ADD, UP, DOWN, REMOVE) and name:
                return cls(verb, name)
        return None

    @property
    def said(self) -> str:
        """The deed as a button says it."""
        return f"{self.verb} {self.name}"


@dataclass(frozen=True)
class Done:
    """The changes of the file, and what became of the item: its key in the list, and its path in translations if it went."""

    changes: tuple[Change, ...]
    key: str = ""
    gone: FieldPath = ()


def done(deed: Deed, found: Sequence[Branch], data: Any, sent: Given, order: Sequence[str]) -> Done:
    """What a deed changes. Nothing for a list or item that the file does not have, and for words that are not there."""
    for listed in lists(found):
        if deed.verb == ADD and listed.name == deed.name:
            return _added(listed, data, next(iter(sent.get(NEW + listed.name, ())), "").strip(), order)
        for index, entry in enumerate(listed.entries):
            if entry.name != deed.name or deed.verb == ADD:
                continue
            if deed.verb == REMOVE:
                return Done(_removal(listed, index), gone=entry.words)
            to = index + (1 if deed.verb == DOWN else -1)
            moved = (Move(listed.path, index, to),) if 0 <= to < len(listed.entries) else ()
            return Done(moved, entry.key)
    return Done(())


def met(deed: Deed, before: Sequence[Branch], now: Sequence[Branch]) -> Deed | None:
    """The same deed in a file that somebody else has changed meanwhile; None where its list or item is gone.

    An item without an id goes by its number, so it is found by what it says of itself.
    """
    listed = list_of(deed, now)
    if deed.verb == ADD or listed is None:
        return deed if listed is not None else None
    was = list_of(deed, before)
    wanted = next((entry for entry in was.entries if entry.name == deed.name), None) if was is not None else None
    if wanted is None:
        return None
    same = (each for each in listed.entries if _is_same(each, wanted))
    return next((replace(deed, name=each.name) for each in same), None)


def _is_same(entry: Entry, other: Entry) -> bool:
    return entry.title == other.title if other.key.startswith("#") else entry.key == other.key


def list_of(deed: Deed, found: Sequence[Branch]) -> Listed | None:
    """The list of a form that a deed is done to."""
    name = deed.name if deed.verb == ADD else deed.name.rpartition(".")[0]
    return next((listed for listed in lists(found) if listed.name == name), None)


def _removal(listed: Listed, index: int) -> tuple[Change, ...]:
    """The last item goes with its list, which a model may not want empty."""
    return (Remove((*listed.path, index) if len(listed.entries) > 1 else listed.path),)


def _added(listed: Listed, data: Any, words: str, order: Sequence[str]) -> Done:
    if not words:
        return Done(())
    before = _at(data, listed.path)
    siblings = [item for item in before if isinstance(item, dict)] if isinstance(before, list) else []
    item = _new(listed.items, words, siblings)
    key = str(item.get("id", f"#{len(siblings)}"))
    if isinstance(before, list) and before:
        return Done((Insert(listed.path, len(before), item),), key)
    return Done((SetValue(listed.path, [item], order),), key)


def _new(items: Items, words: str, siblings: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """An item of which little is known: what must be chosen is as with the item before it, until somebody says otherwise."""
    item: dict[str, Any] = {"id": new_id(words, _ids(siblings))} if items.is_named else {}
    for name, part in items.parts.items():
        if name == items.main:
            item[name] = words
        elif isinstance(part, Leaf) and part.is_required and part.kind in (Kind.CHOICE, Kind.CHOICES, Kind.NUMBER):
            value = siblings[-1].get(name) if siblings else next(iter(part.choices), None)
            if value is not None:
                item[name] = value
    return item


def _ids(siblings: Sequence[dict[str, Any]]) -> Collection[str]:
    return {str(item.get("id")) for item in siblings}


def _at(data: Any, path: FieldPath) -> Any:
    for part in path:
        is_there = part in data if isinstance(data, dict) else isinstance(data, list) and isinstance(part, int)
        data = data[part] if is_there else None
    return data

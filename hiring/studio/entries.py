"""Fields of a form, each bound to a place in a YAML file: from the file into the form, and from the form to changes of it.

A field takes what people write as it is. What a file cannot say is said by the file's own checks, at the field, so that a
form and ``hiring validate`` never disagree.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final, Protocol

from hiring.editing.changes import Change, Insert, Move, Remove, SetValue, copied, same
from hiring.errors import FieldPath, PathPart

Given = Mapping[str, Sequence[str]]
"""What a form sent: the values of each field, by its name. A field that is not there stays as it is in the file."""

_ID_WORDS: Final = 5
"""So many words of a text make its id."""
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


class Kind(StrEnum):
    """How a field is filled in. The names are those that the template knows."""

    LINE = "line"
    WORDS = "words"
    LINES = "lines"
    """One item of a list in each line."""
    NAMES = "names"
    """One plain text of a list in each line."""
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    ORDER = "order"
    """Choices in the order in which they are given."""
    FLAG = "flag"
    """Yes, no, or not said."""


class Bound(Protocol):
    """What findings and conflicts know of a field: its name, its place in the file, and what it shows of a file's data."""

    @property
    def name(self) -> str: ...
    @property
    def path(self) -> FieldPath: ...
    def shown(self, data: Any, /) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Field:
    """One field. ``name`` is also that of its phrase, ``studio.field.<name>``; ``path`` leads to what it says in the file.

    ``beside`` names fields without which this one says nothing: a currency without an amount. ``when`` is the value that
    another field must have. ``apart`` is a value of the form's own: other fields say what it stands for, inside ``path``.
    """

    name: str
    path: FieldPath
    kind: Kind
    beside: tuple[str, ...] = ()
    when: tuple[str, str] | None = None
    apart: str = ""

    def shown(self, data: Any) -> tuple[str, ...]:
        """What the file says, as the form shows it."""
        value = _at(data, self.path)
        if isinstance(value, dict):
            return (self.apart,) if self.apart else ()
        if value is None:
            return ()
        if isinstance(value, list):
            texts = [str(item.get("text", "")) if isinstance(item, dict) else _text(item) for item in value]
            return ("\n".join(texts),) if self.kind in (Kind.LINES, Kind.NAMES) else tuple(texts)
        return (_text(value),)

    def value(self, given: Sequence[str], before: Any) -> Any:
        """What the file is to say; None for nothing. ``before`` is what it says now."""
        texts = [_folded(text, keep_lines=self.kind in _OF_LINES) for text in given]
        filled = [text for text in texts if text]
        if not filled:
            return None
        if self.kind is Kind.CHOICES:
            kept = [each for each in before if each in filled] if isinstance(before, list) else []
            return [*kept, *(each for each in dict.fromkeys(filled) if each not in kept)]
        if self.kind is Kind.ORDER:
            return list(dict.fromkeys(filled))
        if self.kind is Kind.LINES:
            return _items(filled[0].split("\n"), before if isinstance(before, list) else [])
        if self.kind is Kind.NAMES:
            return [line.strip() for line in filled[0].split("\n") if line.strip()]
        if self.kind is Kind.NUMBER and _NUMBER.fullmatch(filled[0]):
            return Decimal(filled[0]) if "." in filled[0] else int(filled[0])
        if self.kind is Kind.FLAG and filled[0] in _FLAGS:
            return _FLAGS[filled[0]]
        return filled[0]


_OF_LINES: Final = (Kind.WORDS, Kind.LINES, Kind.NAMES)
_FLAGS: Final = {"true": True, "false": False}


def shown(fields: Iterable[Bound], data: Any) -> dict[str, tuple[str, ...]]:
    """What a file says, by the names of the fields."""
    return {field.name: field.shown(data) for field in fields}


def changes(fields: Sequence[Field], given: Given, data: Any, order: Sequence[str]) -> list[Change]:
    """The changes of a file's data after which it says what a form says. ``order`` has the names of the model's fields.

    Only what differs is changed: a field that says what the file says already leaves its notation and comments alone.
    """
    wanted = copied(data) if isinstance(data, dict) else {}
    for field in fields:
        if field.name in given:
            _put(wanted, field, given, data)
    return list(_differences(data, wanted, order))


def _put(wanted: Any, field: Field, given: Given, data: Any) -> None:
    if field.when is not None and _first(given, field.when[0]) != field.when[1]:
        return
    if field.apart and _first(given, field.name) == field.apart:
        if not isinstance(_at(data, field.path), dict):
            _set(wanted, field.path, None)
        return
    is_alone = field.beside and not any(_first(given, name) for name in field.beside)
    value = None if is_alone else field.value(given[field.name], _at(data, field.path))
    _set(wanted, field.path, value)


def _first(given: Given, name: str) -> str:
    return next(iter(given.get(name, ())), "").strip()


def _set(data: Any, path: FieldPath, value: Any) -> None:
    """Say a value at a path in place; None takes away what is there, with mappings that are empty then."""
    *above, last = path
    around = [data]
    for part in above:
        inner = _inside(around[-1], part)
        if not isinstance(inner, dict | list):
            if value is None:
                return
            inner = around[-1][part] = {}
        around.append(inner)
    if value is not None:
        around[-1][last] = value
        return
    around[-1].pop(last, None)
    for holder, part in zip(reversed(around[:-1]), reversed(above), strict=True):
        if not holder[part] and isinstance(part, str):
            del holder[part]


def _differences(data: Any, wanted: Mapping[str, Any], order: Sequence[str]) -> Iterator[Change]:
    now = data if isinstance(data, dict) else {}
    for key in now:
        if key not in wanted:
            yield Remove((key,))
    for key in sorted(wanted, key=lambda key: order.index(key) if key in order else len(order)):
        if key not in now or not same(now[key], wanted[key]):
            yield SetValue((key,), wanted[key], order)


def _items(lines: Iterable[str], before: Sequence[Any]) -> list[dict[str, Any]]:
    """An item for each line. One that was there keeps its id, also with other words; a new one gets an id from its words."""
    texts = [line.strip() for line in lines if line.strip()]
    old = [item for item in before if isinstance(item, dict)]
    matcher = SequenceMatcher(None, [item.get("text") for item in old], texts, autojunk=False)
    kept: dict[int, dict[str, Any]] = {}
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag in ("equal", "replace"):
            kept |= dict(zip(range(j1, j2), old[i1:i2], strict=False))
    taken = {str(item.get("id")) for item in kept.values()}
    items: list[dict[str, Any]] = []
    for number, text in enumerate(texts):
        item = kept.get(number) or {"id": new_id(text, taken)}
        taken.add(str(item["id"]))
        items.append({**item, "text": text})
    return items


def reordered(path: FieldPath, before: Sequence[Any], wanted: Sequence[Any]) -> Iterator[Change]:
    """The changes of a list of texts at a path after which it says others, each with the comments that it has.

    Nothing for a list of which nothing stays, or that is empty afterwards: that is a change of the field as a whole.
    """
    items = list(before)
    if not set(map(str, items)) & set(wanted):
        return
    for index in reversed(range(len(items))):
        if items[index] not in wanted or items[index] in items[:index]:
            yield Remove((*path, index))
            del items[index]
    for index, item in enumerate(wanted):
        if item not in items:
            yield Insert(path, index, item)
            items.insert(index, item)
        elif items.index(item) != index:
            yield Move(path, items.index(item), index)
            items.insert(index, items.pop(items.index(item)))


def new_id(text: str, taken: Collection[str], spare: str = "item") -> str:
    """An id from words that is not taken yet."""
    signs = (sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
    wanted = "-".join(re.findall("[a-z0-9]+", "".join(signs))[:_ID_WORDS]) or spare
    number = 2
    found = wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def _folded(text: str, *, keep_lines: bool) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return ("\n" if keep_lines else " ").join(line.rstrip() for line in lines).strip()


def _text(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _at(data: Any, path: FieldPath) -> Any:
    for part in path:
        data = _inside(data, part)
    return data


def _inside(data: Any, part: PathPart) -> Any:
    """What a mapping has under a name, or a list at an index; None where there is nothing."""
    if isinstance(data, list):
        return data[part] if isinstance(part, int) and part < len(data) else None
    return data.get(part) if isinstance(data, dict) else None

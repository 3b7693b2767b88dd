"""What can be changed in a file's data, and what the data is afterwards. Knows nothing of how it is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from hiring.editing.notation import Value
from hiring.errors import EditError, FieldPath, PathPart, shown_path


@dataclass(frozen=True)
class SetValue:
    """Say a value at a path, in place of what is there; a field that is not there is added, with the mappings around it.

    Of a list or mapping only what differs is written. ``order`` names the fields of the mapping that gets a new one as the
    model has them: the new field goes after the last one before it; without ``order`` it goes to the end.
    """

    path: FieldPath
    value: Value
    order: Sequence[str] = ()


@dataclass(frozen=True)
class Remove:
    """Take away a field or an item, with the comments directly above it, beside it and inside it."""

    path: FieldPath


@dataclass(frozen=True)
class Insert:
    """Put an item into the list at a path, before the one that has this index now (or after the last)."""

    path: FieldPath
    index: int
    value: Value


@dataclass(frozen=True)
class Move:
    """Give an item of the list at a path another index, with its comments."""

    path: FieldPath
    index: int
    to: int


Change = SetValue | Remove | Insert | Move


def applied(data: Value, changes: Sequence[Change]) -> Value:
    """The data with the changes made; the data itself stays. Raises ``EditError`` for a change of what is not there."""
    copy = copied(data)
    for change in changes:
        apply(copy, change)
    return copy


def same(one: Value, other: Value) -> bool:
    """Whether both say the same: 1 is not true, the order of fields does not matter."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def copied(data: Value) -> Value:
    """A copy in which nothing is shared, not even what aliases repeat."""
    if isinstance(data, dict):
        return {key: copied(value) for key, value in data.items()}
    return [copied(value) for value in data] if isinstance(data, list) else data


def apply(data: Value, change: Change) -> None:
    """Make one change of the data in place."""
    if isinstance(change, SetValue):
        _set(data, change)
    elif isinstance(change, Remove):
        parent = _found(data, change.path[:-1])
        _found(data, change.path)
        del parent[change.path[-1]]
    else:
        items = _found(data, change.path)
        last = change.index + 1 if isinstance(change, Move) else change.index
        if not isinstance(items, list) or not 0 <= change.index <= last <= len(items):
            raise _nothing_at((*change.path, change.index))
        if isinstance(change, Insert):
            items.insert(change.index, copied(change.value))
        elif 0 <= change.to < len(items):
            items.insert(change.to, items.pop(change.index))
        else:
            raise _nothing_at((*change.path, change.to))


def _set(data: Value, change: SetValue) -> None:
    if not change.path:
        raise _nothing_at(change.path)
    *outer, last = change.path
    for part, following in zip(outer, change.path[1:], strict=True):
        if not _takes(data, part):
            raise _nothing_at(change.path)
        if isinstance(following, str) and (not _has(data, part) or data[part] is None):
            data[part] = {}
        data = _found(data, (part,))
    if not _takes(data, last):
        raise _nothing_at(change.path)
    data[last] = copied(change.value)


def _found(data: Value, path: FieldPath) -> Value:
    for part in path:
        if not _has(data, part):
            raise _nothing_at(path)
        data = data[part]
    return data


def _has(data: Value, part: PathPart) -> bool:
    if isinstance(data, dict):
        return part in data
    return isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data)


def _takes(data: Value, part: PathPart) -> bool:
    """Whether something can be said at a part: what is there, or a new field."""
    return _has(data, part) or (isinstance(data, dict) and isinstance(part, str))


def _nothing_at(path: FieldPath) -> EditError:
    return EditError("edit_nothing_there", field=shown_path(path))


def steps(data: Value, change: Change) -> Iterator[Change]:
    """The change as smaller ones, so that what stays the same inside a list or mapping is not written anew."""
    if not isinstance(change, SetValue):
        yield change
        return
    try:
        old = _found(data, change.path)
    except EditError:
        yield change
        return
    path, new = change.path, change.value
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        # New fields first: a mapping that loses all its old ones is never empty in between.
        for key in new:
            yield from steps(data, SetValue((*path, key), new[key], list(new)))
        yield from (Remove((*path, key)) for key in [*old] if key not in new)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _list_steps(data, path, old, new)
    elif not same(old, new):
        yield change


def _list_steps(data: Value, path: FieldPath, old: list[Value], new: list[Value]) -> Iterator[Change]:
    """Items are matched from both ends; those in the middle are changed in turn, then added or removed."""
    start = len(list(takewhile(lambda pair: same(*pair), zip(old, new, strict=False))))
    rest = zip(reversed(old[start:]), reversed(new[start:]), strict=False)
    end = len(list(takewhile(lambda pair: same(*pair), rest)))
    common = min(len(old), len(new)) - end
    surplus = len(old) - len(new)
    for index in range(start, common):
        yield from steps(data, SetValue((*path, index), new[index]))
    for index in range(common, common - surplus):
        yield Insert(path, index, new[index])
    for _ in range(surplus):
        yield Remove((*path, common))

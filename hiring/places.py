"""Where every part of a YAML document stands in its file.

Most documents have nothing wrong with them, and nobody asks. So ``source.py`` reads the data alone; the places are found by
going through the events once more, when the first one is wanted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from hiring.errors import FieldPath, PathPart

LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What libyaml ends a line at."""
YAML_SPACE = " \t\r\n\x85\u2028\u2029"
"""What YAML folds or indents with. A no-break space is a character like any other."""

_WITHOUT_SPACE = dict.fromkeys(map(ord, YAML_SPACE))

try:
    _Loader: Any = yaml.CSafeLoader
except AttributeError:  # PyYAML built without libyaml: the same events, only slower
    _Loader = yaml.SafeLoader


def events(text: str) -> Iterator[Event]:
    """The parts of a YAML text in their order. Raises ``yaml.YAMLError`` where it is none."""
    return iter(_Loader(text).get_event, None)


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; both numbers count from 1, the column in characters."""

    line: int
    column: int


def place_of(event: Event) -> Place:
    """Where an event begins."""
    mark = event.start_mark
    assert mark is not None, "the parser marks every event"
    return Place(mark.line + 1, mark.column + 1)


def end_of(text: str) -> Place:
    """The place right after the text."""
    line, start = 1, 0
    for end in LINE_END.finditer(text):
        line, start = line + 1, end.end()
    return Place(line, len(text) - start + 1)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A key that its mapping has already: the path of its value, its place, and that of the first."""

    path: FieldPath
    place: Place
    first: Place


@dataclass(slots=True)
class _Node:
    """A value's place, and the places of the keys and values inside it."""

    place: Place
    is_list: bool = False
    children: "dict[PathPart, _Node]" = field(default_factory=dict)
    keys: dict[PathPart, Place] = field(default_factory=dict)
    text: str | None = None
    """A single value, as the parser folds it."""
    span: tuple[int, int] = (0, 0)
    """Where a single value is written: its first character, and the one after its last."""


class Places:
    """The places of one document, which ``source.py`` has read without a fault (or with repeated keys only)."""

    def __init__(self, text: str) -> None:
        self.repeated: list[Repeated] = []
        self._text = text
        self._anchors: dict[str, _Node] = {}
        self._stack: list[_Node] = []
        self._keys: list[str | None] = []
        self._root = _Node(Place(1, 1))
        for event in events(text):
            self._take(event)

    def locate(self, path: FieldPath, *, key: bool = False) -> tuple[Place, FieldPath]:
        """The place of the value at ``path`` (or of its key), and the part of the path that exists in the file."""
        node, place, found = self._root, self._root.place, []
        for index, part in enumerate(path):
            child = node.children.get(part)
            if child is None:
                continue
            is_last = index == len(path) - 1
            place = node.keys[part] if key and is_last and part in node.keys else child.place
            node = child
            found.append(part)
        return place, tuple(found)

    def locate_in(self, path: FieldPath, offset: int) -> Place:
        """The place of a character inside the text at ``path``: the one with ``offset`` others before it, white space not
        counted, because folding adds and takes some. The start of the text where the file writes it with escapes.
        """
        node = self._root
        for part in path:
            if part not in node.children:
                return self.locate(path)[0]
            node = node.children[part]
        if node.text is None:
            return node.place
        start, end = node.span
        signs = [start + index for index in _signs(self._text[start:end])]
        if "".join(self._text[sign] for sign in signs) != node.text.translate(_WITHOUT_SPACE):
            return node.place
        return end_of(self._text[: signs[offset]])

    def _take(self, event: Event) -> None:
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, AliasEvent):
            self._attach(self._anchors[str(event.anchor)])
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            node = _Node(place_of(event), isinstance(event, SequenceStartEvent))
            self._remember(event.anchor, node)
            self._stack.append(node)
            self._keys.append(None)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._keys.pop()
            self._attach(self._stack.pop())

    def _scalar(self, event: ScalarEvent) -> None:
        start, end = event.start_mark, event.end_mark
        assert start is not None, "the parser marks every event"
        assert end is not None, "the parser marks every event"
        node = _Node(place_of(event), text=event.value, span=(start.index, end.index))
        self._remember(event.anchor, node)
        if self._stack and not self._stack[-1].is_list and self._keys[-1] is None:
            self._take_key(event.value, node.place)
        else:
            self._attach(node)

    def _take_key(self, key: str, place: Place) -> None:
        known = self._stack[-1].keys
        if key in known:
            self.repeated.append(Repeated((*self._path(), key), place, known[key]))
        known.setdefault(key, place)
        self._keys[-1] = key

    def _attach(self, node: _Node) -> None:
        if not self._stack:
            self._root = node
            return
        parent, key = self._stack[-1], self._keys[-1]
        parent.children[len(parent.children) if key is None else key] = node
        self._keys[-1] = None

    def _path(self) -> FieldPath:
        """The path to the innermost collection that is open."""
        parents = zip(self._stack[:-1], self._keys, strict=False)
        return tuple(len(parent.children) if key is None else key for parent, key in parents)

    def _remember(self, anchor: str | None, node: _Node) -> None:
        if anchor is not None:
            self._anchors[anchor] = node


def _signs(written: str) -> list[int]:
    """Where the characters of a value stand in what is written, without white space, quotation marks and ``|`` or ``>``."""
    start, end = 0, len(written)
    if written[:1] in ("|", ">"):
        header = LINE_END.search(written)
        start = header.end() if header else end
    elif written[:1] in ('"', "'"):
        start, end = 1, end - 1
    return [index for index in range(start, end) if written[index] not in YAML_SPACE]

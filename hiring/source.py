"""YAML bytes -> plain data in which every key and value knows its place.

The rules are those of YAML 1.2's JSON schema, not PyYAML's YAML 1.1: only ``true`` and ``false`` are booleans, only
plain decimal numbers are numbers, everything else is text (``no``, ``12:30``, ``012``, ``2026-11-22``). Numbers with a
fraction become ``Decimal``, so that an amount is never a float. Keys are always text. Duplicate keys, tags, several
documents in a file, and files that are too large, too deep or that grow through aliases are problems.

The file is read once, as a stream of events, with a stack of our own: PyYAML's C composer recurses and crashes the process
on deep nesting.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from hiring.errors import ContentError, FieldPath, Finding, PathPart, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_NODES = 50_000
"""Values in one file, counted as often as aliases repeat them."""

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_FRACTION = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+\Z")
_MAX_DIGITS = 40
_WORDS_OF_TRUTH = {"true": True, "false": False, "null": None, "~": None, "": None}

try:
    _Loader: Any = yaml.CSafeLoader
except AttributeError:  # PyYAML built without libyaml: the same events, only slower
    _Loader = yaml.SafeLoader


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; both numbers count from 1, the column in characters."""

    line: int
    column: int


@dataclass(slots=True)
class _Node:
    """A value, its place, and the places of the keys and values inside it."""

    value: Any
    place: Place
    children: "dict[PathPart, _Node]" = field(default_factory=dict)
    keys: dict[PathPart, Place] = field(default_factory=dict)
    weight: int = 1
    open: bool = True


class _ReadingError(Exception):
    def __init__(self, rule: str, place: Place, path: FieldPath = (), **values: str) -> None:
        self.rule, self.place, self.path, self.values = rule, place, path, values


@dataclass(frozen=True)
class Document:
    """One YAML file: its data as dicts, lists, str, int, ``Decimal``, bool and None, and where each part stands."""

    file: str
    data: Any
    _root: _Node

    def locate(self, path: FieldPath, *, key: bool = False) -> tuple[Place, FieldPath]:
        """The place of the value at ``path`` (or of its key), and the part of the path that exists in the file.

        Steps that are not in the file are skipped, because pydantic puts the names of union members into its paths; a
        missing field is so placed at the mapping that should have it.
        """
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

    def has(self, path: FieldPath) -> bool:
        """Whether the file says something at ``path``."""
        return len(self.locate(path)[1]) == len(path)

    def problem(self, finding: Finding) -> Problem:
        """The finding as a problem of this file, with its place."""
        place, _ = self.locate(finding.path, key=finding.at_key)
        return Problem(
            finding.rule, self.file, place.line, place.column, finding.path, dict(finding.values), finding.fix
        )


def load(content: bytes, file: str) -> Document:
    """Read one YAML document.

    ``file`` is the name that problems show. Raises ``ContentError`` with every duplicate key, or with the one fault that
    stops the reading.
    """
    try:
        reader = _Reader(_decode(content), file)
        root = reader.read()
    except _ReadingError as fault:
        where = fault.place
        raise ContentError(
            [Problem(fault.rule, file, where.line, where.column, fault.path, fault.values, fault.rule)]
        ) from None
    if reader.duplicates:
        raise ContentError(reader.duplicates)
    return Document(file, root.value, root)


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _ReadingError("yaml.too_large", Place(1, 1), limit=str(MAX_BYTES))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        raise _ReadingError("yaml.encoding", Place(line, column), byte=f"0x{content[error.start]:02X}") from None
    unprintable = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if unprintable:
        start = unprintable.start()
        place = Place(text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1)
        raise _ReadingError("yaml.control_character", place, code=f"U+{ord(unprintable.group()):04X}")
    return text


class _Reader:
    """Builds the node tree from the event stream; one instance reads one document."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.duplicates: list[Problem] = []
        self._text = text
        self._anchors: dict[str, _Node] = {}
        self._stack: list[_Node] = []
        self._pending_keys: list[tuple[PathPart, Place] | None] = []
        self._total = 0
        self._root: _Node | None = None

    def read(self) -> _Node:
        documents = 0
        for event in self._events():
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fail("yaml.several_documents", event)
            elif isinstance(event, AliasEvent):
                self._alias(event)
            elif isinstance(event, ScalarEvent):
                self._scalar(event)
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                self._open(event)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self._close()
            elif isinstance(event, DocumentEndEvent):
                self._anchors.clear()
        if self._root is None or self._root.value is None:
            raise _ReadingError("yaml.empty", Place(1, 1))
        return self._root

    def _events(self) -> Iterator[Event]:
        try:
            yield from yaml.parse(self._text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
            raise _ReadingError("yaml.syntax", place, detail=_one_line(error.problem or error.context or "")) from None
        except yaml.YAMLError as error:
            raise _ReadingError("yaml.syntax", Place(1, 1), detail=_one_line(str(error))) from None

    def _scalar(self, event: ScalarEvent) -> None:
        self._reject_tag(event)
        is_key = self._expects_key()
        value = self._resolve(event) if event.implicit[0] and not is_key else event.value
        node = _Node(value, _place(event), open=False)
        self._remember(event.anchor, node)
        self._add(node, event)

    def _resolve(self, event: ScalarEvent) -> Any:
        written = event.value
        if written in _WORDS_OF_TRUTH:
            return _WORDS_OF_TRUTH[written]
        if _INTEGER.match(written) or _FRACTION.match(written):
            if len(written) > _MAX_DIGITS:
                self._fail("yaml.long_number", event)
            return int(written) if _INTEGER.match(written) else Decimal(written)
        return written

    def _open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        self._reject_tag(event)
        if len(self._stack) >= MAX_DEPTH:
            self._fail("yaml.too_deep", event, limit=str(MAX_DEPTH))
        if self._expects_key():
            self._fail("yaml.key_form", event)
        node = _Node({} if isinstance(event, MappingStartEvent) else [], _place(event))
        self._remember(event.anchor, node)
        self._stack.append(node)
        self._pending_keys.append(None)
        self._total += 1

    def _close(self) -> None:
        node = self._stack.pop()
        self._pending_keys.pop()
        node.open = False
        self._attach(node)

    def _alias(self, event: AliasEvent) -> None:
        node = self._anchors.get(str(event.anchor))
        if node is None:
            self._fail("yaml.unknown_alias", event, alias=str(event.anchor))
        if node.open:
            self._fail("yaml.alias_of_itself", event, alias=str(event.anchor))
        self._add(node, event)

    def _add(self, node: _Node, event: Event) -> None:
        """Take a finished node as the next key or value."""
        self._total += node.weight
        if self._total > MAX_NODES:
            self._fail("yaml.too_many_values", event, limit=str(MAX_NODES))
        if self._expects_key():
            self._take_key(node, event)
        else:
            self._attach(node)

    def _take_key(self, node: _Node, event: Event) -> None:
        mapping, place = self._stack[-1], _place(event)
        key = node.value
        if not isinstance(key, str) or not isinstance(event, ScalarEvent):
            self._fail("yaml.key_form", event)
        if key in mapping.keys:
            first = mapping.keys[key]
            values = {"key": str(key), "line": str(first.line)}
            path = (*self._path(), key)
            rule = "yaml.duplicate_key"
            self.duplicates.append(Problem(rule, self.file, place.line, place.column, path, values, rule))
        else:
            mapping.keys[key] = place
        self._pending_keys[-1] = (key, place)

    def _attach(self, node: _Node) -> None:
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        parent.weight += node.weight
        if isinstance(parent.value, list):
            parent.children[len(parent.value)] = node
            parent.value.append(node.value)
            return
        pending = self._pending_keys[-1]
        assert pending is not None, "libyaml sends a key before each value"
        key = pending[0]
        parent.children[key] = node
        parent.value[key] = node.value
        self._pending_keys[-1] = None

    def _expects_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._pending_keys[-1] is None

    def _path(self) -> FieldPath:
        """The path of the mapping or list being read."""
        path: list[PathPart] = []
        for parent, pending in zip(self._stack[:-1], self._pending_keys[:-1], strict=True):
            path.append(pending[0] if pending is not None else len(parent.value))
        return tuple(path)

    def _remember(self, anchor: str | None, node: _Node) -> None:
        if anchor is not None:
            self._anchors[anchor] = node

    def _reject_tag(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.tag is not None:
            self._fail("yaml.tag", event, tag=_one_line(str(event.tag)))

    def _fail(self, rule: str, event: Event, **values: str) -> NoReturn:
        raise _ReadingError(rule, _place(event), self._path(), **values)


def _place(event: Event) -> Place:
    mark = event.start_mark
    assert mark is not None, "the parser marks every event"
    return Place(mark.line + 1, mark.column + 1)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]

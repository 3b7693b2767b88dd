"""YAML bytes -> plain data in which every key and value knows its place.

The rules are those of YAML 1.2's JSON schema, not PyYAML's YAML 1.1: only ``true`` and ``false`` are booleans, only
plain decimal numbers are numbers, everything else is text (``no``, ``12:30``, ``012``, ``2026-11-22``). Numbers with a
fraction become ``Decimal``, so that an amount is never a float. Keys are always text. Duplicate keys, tags, several
documents in a file, and files that are too large, too deep or that grow through aliases are problems.

The file is read once, as a stream of events, with a stack of our own: PyYAML's C composer recurses and crashes the process
on deep nesting.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
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
_MAX_KEY = 200
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What libyaml ends a line at."""
YAML_SPACE = " \t\r\n\x85\u2028\u2029"
"""What YAML folds or indents with. A no-break space is a character like any other."""
_HIDDEN = re.compile("[\u2028-\u202e]")
_WORDS_OF_TRUTH = {"true": True, "false": False, "null": None, "~": None, "": None}

#: What libyaml says -> our rule; what is not listed is ``yaml.syntax`` with libyaml's words.
_SYNTAX = {
    "found character that cannot start any token": "yaml.syntax_start",
    "did not find expected alphabetic or numeric character": "yaml.syntax_start",
    "found undefined tag handle": "yaml.syntax_start",
    "found a tab character that violates indentation": "yaml.syntax_tab",
    "found a tab character where an indentation space is expected": "yaml.syntax_tab",
    "mapping values are not allowed in this context": "yaml.syntax_colon",
    "could not find expected ':'": "yaml.syntax_no_colon",
    "did not find expected key": "yaml.syntax_field",
    "did not find expected <document start>": "yaml.syntax_field",
    "did not find expected '-' indicator": "yaml.syntax_item",
    "block sequence entries are not allowed in this context": "yaml.syntax_dash",
    "did not find expected comment or line break": "yaml.syntax_block",
    "did not find expected ',' or ']'": "yaml.syntax_bracket",
    "did not find expected ',' or '}'": "yaml.syntax_brace",
    "did not find expected node content": "yaml.syntax_value",
    "found unexpected end of stream": "yaml.syntax_quote",
    "found unexpected document indicator": "yaml.syntax_quote",
    "found unknown escape character": "yaml.syntax_escape",
    "did not find expected hexdecimal number": "yaml.syntax_escape",
    "found invalid Unicode character escape code": "yaml.syntax_escape",
}
#: Where these faults begin says more than where libyaml noticed them.
_PLACED_AT_START = frozenset({"yaml.syntax_quote", "yaml.syntax_no_colon"})

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
    span: tuple[int, int] | None = None
    """Where a single value is written: its first character, and the one after its last."""


class _ReadingError(Exception):
    def __init__(self, rule: str, place: Place, path: FieldPath = (), **values: str) -> None:
        self.rule, self.place, self.path, self.values = rule, place, path, values


@dataclass(frozen=True)
class Document:
    """One YAML file: its data as dicts, lists, str, int, ``Decimal``, bool and None, and where each part stands."""

    file: str
    data: Any
    _root: _Node
    _text: str

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

    def locate_in(self, path: FieldPath, offset: int) -> Place:
        """The place of a character inside the text at ``path``: the one with ``offset`` others before it, white space not
        counted, because folding adds and takes some. The start of the text where the file writes it with escapes.
        """
        node = self._root
        for part in path:
            if part not in node.children:
                return self.locate(path)[0]
            node = node.children[part]
        if node.span is None or not isinstance(node.value, str):
            return node.place
        start, end = node.span
        signs = [start + index for index in _signs(self._text[start:end])]
        if "".join(self._text[sign] for sign in signs) != _without_space(node.value):
            return node.place
        return _end_of(self._text[: signs[offset]])

    def problem(self, finding: Finding) -> Problem:
        """The finding as a problem of this file, with its place."""
        if finding.offset is None:
            place, _ = self.locate(finding.path, key=finding.at_key)
        else:
            place = self.locate_in(finding.path, finding.offset)
        values = {name: printable(value) for name, value in finding.values.items()}
        line, column = place.line, place.column
        return Problem(finding.rule, self.file, line, column, finding.path, values, finding.fix, finding.basis)


def _signs(written: str) -> list[int]:
    """Where the characters of a value stand in what is written, without white space, quotation marks and ``|`` or ``>``."""
    start, end = 0, len(written)
    if written[:1] in ("|", ">"):
        header = _LINE_END.search(written)
        start = header.end() if header else end
    elif written[:1] in ('"', "'"):
        start, end = 1, end - 1
    return [index for index in range(start, end) if written[index] not in YAML_SPACE]


def _without_space(text: str) -> str:
    return "".join(character for character in text if character not in YAML_SPACE)


def printable(text: str) -> str:
    """The text on one line: what a terminal would obey, or turn around, is shown by its code."""
    return "".join(
        f"\\u{ord(character):04x}"
        if unicodedata.category(character) in ("Cc", "Cs") or _HIDDEN.match(character)
        else character
        for character in text
    )


def load(content: bytes, file: str) -> Document:
    """Read one YAML document.

    ``file`` is the name that problems show. Raises ``ContentError`` with every duplicate key, or with the one fault that
    stops the reading.
    """
    try:
        text = _decode(content)
        reader = _Reader(text, file)
        root = reader.read()
    except _ReadingError as fault:
        where = fault.place
        raise ContentError(
            [Problem(fault.rule, file, where.line, where.column, fault.path, fault.values, fault.rule)]
        ) from None
    if reader.duplicates:
        raise ContentError(reader.duplicates)
    return Document(file, root.value, root, text)


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _ReadingError("yaml.too_large", Place(1, 1), limit=str(MAX_BYTES))
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _end_of(content[: error.start].decode("utf-8"))
        raise _ReadingError("yaml.encoding", place, byte=f"0x{content[error.start]:02X}") from None
    unprintable = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if unprintable:
        place = _end_of(text[: unprintable.start()])
        raise _ReadingError("yaml.control_character", place, code=f"U+{ord(unprintable.group()):04X}")
    return text


def _end_of(text: str) -> Place:
    """The place right after the text."""
    line, start = 1, 0
    for end in _LINE_END.finditer(text):
        line, start = line + 1, end.end()
    return Place(line, len(text) - start + 1)


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
            raise _syntax_error(error, self._text) from None
        except yaml.YAMLError as error:
            raise _ReadingError("yaml.syntax", Place(1, 1), detail=_one_line(str(error))) from None

    def _scalar(self, event: ScalarEvent) -> None:
        self._reject_tag(event)
        is_key = self._expects_key()
        value = self._resolve(event) if event.implicit[0] and not is_key else event.value
        node = _Node(value, _place(event), open=False, span=_span(event))
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
            raise _ReadingError("yaml.too_deep", _place(event), limit=str(MAX_DEPTH))
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
        if not isinstance(key, str) or not isinstance(event, ScalarEvent) or not _is_plain(key):
            self._fail("yaml.key_form", event)
        if key in mapping.keys:
            first = mapping.keys[key]
            values = {"field": key, "line": str(first.line)}
            path = (*self._path(self._stack[:-1]), key)
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

    def _path(self, parents: Sequence[_Node]) -> FieldPath:
        """The path to what is being read inside the innermost of these, which are open from the root on."""
        path: list[PathPart] = []
        for parent, pending in zip(parents, self._pending_keys, strict=False):
            if isinstance(parent.value, list):
                path.append(len(parent.value))
            elif pending is not None:
                path.append(pending[0])
        return tuple(path)

    def _remember(self, anchor: str | None, node: _Node) -> None:
        if anchor is not None:
            self._anchors[anchor] = node

    def _reject_tag(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.tag is not None:
            self._fail("yaml.tag", event, tag=_one_line(event.tag.replace("tag:yaml.org,2002:", "!!", 1)))

    def _fail(self, rule: str, event: Event, **values: str) -> NoReturn:
        raise _ReadingError(rule, _place(event), self._path(self._stack), **values)


def _place(event: Event) -> Place:
    mark = event.start_mark
    assert mark is not None, "the parser marks every event"
    return Place(mark.line + 1, mark.column + 1)


def _span(event: Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    assert start is not None, "the parser marks every event"
    assert end is not None, "the parser marks every event"
    return start.index, end.index


def _syntax_error(error: yaml.MarkedYAMLError, text: str) -> _ReadingError:
    """What libyaml says, in our words."""
    detail = _one_line(error.problem or error.context or "")
    rule = _SYNTAX.get(detail, "yaml.syntax")
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    if rule in _PLACED_AT_START and opened:
        mark = opened
    if rule == "yaml.syntax_start" and mark and text[mark.index : mark.index + 1] == "\t":
        rule = "yaml.syntax_tab"
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    end = _end_of(text)
    if (place.line, place.column) > (end.line, end.column):  # libyaml ends a line that the file does not end
        place = end
    return _ReadingError(rule, place, detail=detail, line=str(opened.line + 1 if opened else place.line))


def _is_plain(key: str) -> bool:
    return 0 < len(key) <= _MAX_KEY and printable(key) == key


def _one_line(text: str) -> str:
    return printable(" ".join(text.split())[:_MAX_KEY])

"""YAML bytes -> plain data, which can say where each key and value stands.

The rules are those of YAML 1.2's JSON schema, not PyYAML's YAML 1.1: only ``true`` and ``false`` are booleans, only
plain decimal numbers are numbers, everything else is text (``no``, ``12:30``, ``012``, ``2026-11-22``). Numbers with a
fraction become ``Decimal``, so that an amount is never a float. Keys are always text. Duplicate keys, tags, several
documents in a file, and files that are too large, too deep or that grow through aliases are problems.

The file is read as a stream of events, with a stack of our own: PyYAML's C composer recurses and crashes the process
on deep nesting.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from hiring.errors import ContentError, FieldPath, Finding, PathPart, Problem
from hiring.places import Place, Places, end_of, events, place_of

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_NODES = 50_000
"""Values in one file, counted as often as aliases repeat them."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?\Z")
_MAX_DIGITS = 40
_MAX_KEY = 200
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]")
"""Control characters, line ends, what turns text around, and halves of characters."""
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


class _ReadingError(Exception):
    def __init__(self, rule: str, place: Place, path: FieldPath = (), **values: str) -> None:
        self.rule, self.place, self.path, self.values = rule, place, path, values


@dataclass(frozen=True)
class Document:
    """One YAML file: its data as dicts, lists, str, int, ``Decimal``, bool and None, and where each part stands."""

    file: str
    data: Any
    text: str
    """What the file says, without a byte order mark."""

    @cached_property
    def _places(self) -> Places:
        return Places(self.text)

    def locate(self, path: FieldPath, *, key: bool = False) -> tuple[Place, FieldPath]:
        """The place of the value at ``path`` (or of its key), and the part of the path that exists in the file.

        Steps that are not in the file are skipped, because pydantic puts the names of union members into its paths; a
        missing field is so placed at the mapping that should have it.
        """
        return self._places.locate(path, key=key)

    def has(self, path: FieldPath) -> bool:
        """Whether the file says something at ``path``."""
        return len(self.locate(path)[1]) == len(path)

    def locate_in(self, path: FieldPath, offset: int) -> Place:
        """The place of a character inside the text at ``path``: the one with ``offset`` others before it, white space not
        counted. The start of the text where the file writes it with escapes.
        """
        return self._places.locate_in(path, offset)

    def problem(self, finding: Finding) -> Problem:
        """The finding as a problem of this file, with its place."""
        if finding.offset is None:
            place, _ = self.locate(finding.path, key=finding.at_key)
        else:
            place = self.locate_in(finding.path, finding.offset)
        values = {name: printable(value) for name, value in finding.values.items()}
        line, column = place.line, place.column
        return Problem(finding.rule, self.file, line, column, finding.path, values, finding.fix, finding.basis)


def printable(text: str) -> str:
    """The text on one line: what a terminal would obey, or turn around, is shown by its code."""
    return _UNPRINTABLE.sub(lambda character: f"\\u{ord(character[0]):04x}", text)


def load(content: bytes, file: str) -> Document:
    """Read one YAML document.

    ``file`` is the name that problems show. Raises ``ContentError`` with every duplicate key, or with the one fault that
    stops the reading.
    """
    try:
        text = _decode(content)
        reader = _Reader(text)
        data = reader.read()
    except _ReadingError as fault:
        where = fault.place
        raise ContentError(
            [Problem(fault.rule, file, where.line, where.column, fault.path, fault.values, fault.rule)]
        ) from None
    if reader.repeats_keys:
        raise ContentError(_duplicates(text, file))
    return Document(file, data, text)


def _duplicates(text: str, file: str) -> list[Problem]:
    rule = "yaml.duplicate_key"
    return [
        Problem(
            rule,
            file,
            key.place.line,
            key.place.column,
            key.path,
            {"field": str(key.path[-1]), "line": str(key.first.line)},
            rule,
        )
        for key in Places(text).repeated
    ]


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _ReadingError("yaml.too_large", Place(1, 1), limit=str(MAX_BYTES))
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = end_of(content[: error.start].decode("utf-8"))
        raise _ReadingError("yaml.encoding", place, byte=f"0x{content[error.start]:02X}") from None
    unprintable = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if unprintable:
        place = end_of(text[: unprintable.start()])
        raise _ReadingError("yaml.control_character", place, code=f"U+{ord(unprintable.group()):04X}")
    return text


class _Reader:
    """Builds the data from the event stream; one instance reads one document."""

    def __init__(self, text: str) -> None:
        self.repeats_keys = False
        self._text = text
        self._anchors: dict[str, Any] = {}
        # The innermost collection that is open, the key in it whose value comes next, and the same of those around it.
        self._inner: dict[str, Any] | list[Any] | None = None
        self._key: str | None = None
        self._outer: list[tuple[dict[str, Any] | list[Any] | None, str | None]] = []
        self._documents = 0
        self._total = 0
        self._root: Any = None

    def read(self) -> Any:
        take: dict[type[Event], Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._open,
            SequenceStartEvent: self._open,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
            DocumentStartEvent: self._begin,
        }
        try:
            for event in events(self._text):
                if type(event) in take:
                    take[type(event)](event)
        except yaml.MarkedYAMLError as error:
            raise _syntax_error(error, self._text) from None
        except yaml.YAMLError as error:
            raise _ReadingError("yaml.syntax", Place(1, 1), detail=_one_line(str(error))) from None
        if self._root is None:
            raise _ReadingError("yaml.empty", Place(1, 1))
        return self._root

    def _begin(self, event: DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._fail("yaml.several_documents", event)

    def _scalar(self, event: ScalarEvent) -> None:
        self._reject_tag(event)
        value = event.value
        if self._expects_key():
            self._count(1, event)
            self._take_key(value, event)
        else:
            value = self._resolve(event) if event.implicit[0] else value
            self._count(1, event)
            self._attach(value)
        self._remember(event.anchor, value)

    def _resolve(self, event: ScalarEvent) -> Any:
        written = event.value
        if written in _WORDS_OF_TRUTH:
            return _WORDS_OF_TRUTH[written]
        number = _NUMBER.match(written)
        if number is None:
            return written
        if len(written) > _MAX_DIGITS:
            self._fail("yaml.long_number", event)
        return Decimal(written) if number[1] else int(written)

    def _open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        self._reject_tag(event)
        if len(self._outer) >= MAX_DEPTH:
            raise _ReadingError("yaml.too_deep", place_of(event), limit=str(MAX_DEPTH))
        if self._expects_key():
            self._fail("yaml.key_form", event)
        self._outer.append((self._inner, self._key))
        self._inner, self._key = {} if isinstance(event, MappingStartEvent) else [], None
        self._remember(event.anchor, self._inner)
        self._total += 1

    def _close(self, _event: MappingEndEvent | SequenceEndEvent) -> None:
        value = self._inner
        self._inner, self._key = self._outer.pop()
        self._attach(value)

    def _alias(self, event: AliasEvent) -> None:
        if event.anchor not in self._anchors:
            self._fail("yaml.unknown_alias", event, alias=str(event.anchor))
        value = self._anchors[event.anchor]
        if value is not None and any(value is inner for inner in (self._inner, *(inner for inner, _ in self._outer))):
            self._fail("yaml.alias_of_itself", event, alias=str(event.anchor))
        self._count(_weight(value), event)
        if self._expects_key():
            self._fail("yaml.key_form", event)
        self._attach(value)

    def _count(self, values: int, event: Event) -> None:
        self._total += values
        if self._total > MAX_NODES:
            self._fail("yaml.too_many_values", event, limit=str(MAX_NODES))

    def _take_key(self, key: str, event: ScalarEvent) -> None:
        if not 0 < len(key) <= _MAX_KEY or _UNPRINTABLE.search(key):
            self._fail("yaml.key_form", event)
        assert isinstance(self._inner, dict), "only mappings have keys"
        self.repeats_keys = self.repeats_keys or key in self._inner
        self._key = key

    def _attach(self, value: Any) -> None:
        if isinstance(self._inner, list):
            self._inner.append(value)
        elif self._key is not None and self._inner is not None:
            self._inner[self._key] = value
            self._key = None
        else:
            self._root = value

    def _expects_key(self) -> bool:
        return self._key is None and isinstance(self._inner, dict)

    def _path(self) -> FieldPath:
        """The path to what is being read."""
        path: list[PathPart] = []
        for collection, key in [*self._outer, (self._inner, self._key)]:
            if isinstance(collection, list):
                path.append(len(collection))
            elif key is not None:
                path.append(key)
        return tuple(path)

    def _remember(self, anchor: str | None, value: Any) -> None:
        if anchor is not None:
            self._anchors[anchor] = value

    def _reject_tag(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.tag is not None:
            self._fail("yaml.tag", event, tag=_one_line(event.tag.replace("tag:yaml.org,2002:", "!!", 1)))

    def _fail(self, rule: str, event: Event, **values: str) -> NoReturn:
        raise _ReadingError(rule, place_of(event), self._path(), **values)


def _weight(value: Any) -> int:
    """How many values a value is, with those inside it; keys are not counted."""
    weight, left = 0, [value]
    while left:
        inner = left.pop()
        weight += 1
        if isinstance(inner, dict | list):
            left.extend(inner.values() if isinstance(inner, dict) else inner)
    return weight


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
    end = end_of(text)
    if (place.line, place.column) > (end.line, end.column):  # libyaml ends a line that the file does not end
        place = end
    return _ReadingError(rule, place, detail=detail, line=str(opened.line + 1 if opened else place.line))


def _one_line(text: str) -> str:
    return printable(" ".join(text.split())[:_MAX_KEY])

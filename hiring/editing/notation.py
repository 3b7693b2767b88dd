"""New values as YAML text, in the manner of the file that they go into. The only module that imports ruamel.yaml.

ruamel's emitter writes; here is decided in which style. A text is plain where ``source.py`` reads it back as it is and
other readers, which follow YAML 1.1, do not take it for a number or for true and false; else it is quoted. A long text is
folded, one of several lines is written line by line. Short lists and mappings of words stand in brackets and braces.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from ruamel.yaml.tag import Tag

from hiring.errors import ContentError, PathPart
from hiring.source import load

Value = Any
"""Plain data as ``source.py`` reads it: str, int, ``Decimal``, bool, None, and lists and dicts of them."""

WIDTH = 104
"""Characters of a line. The word that passes it still stands on the line: so the shipped files have up to about 110."""
_MIN_WIDTH = 40
_SHORT_ITEM = 40
_ONE_LINE = 2**31
_NUMBER_KEY = re.compile(r"(?:0|[1-9][0-9]*)\Z")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of a text: they are written as escapes, because nobody sees them otherwise."""
_OTHER_READERS: Any = yaml.resolver.Resolver()
_TEXT_TO_OTHERS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")

_Style = Literal["", '"', "|", ">"]


@dataclass(frozen=True)
class Manner:
    """How a file indents: by how many characters a mapping in a mapping, and the dash of a list in one."""

    indent: int = 2
    dash: int = 2


@dataclass(frozen=True)
class Notation:
    """A value as text: what follows the dash or colon on its line, and the lines below as if the entry stood at the margin.

    None of them has its line break.
    """

    head: str
    lines: tuple[str, ...] = ()


def in_flow(value: Value) -> str:
    """The value as it stands in brackets or braces, on one line."""
    return _emitted({"k": value}, _Styles(flow=True), Manner(), _ONE_LINE)[len("{k: ") : -len("}")]


def key_in_flow(key: str) -> str:
    """The key of a field, as it stands in braces and elsewhere."""
    return _emitted({key: 0}, _Styles(flow=True), Manner(), _ONE_LINE)[len("{") : -len(": 0}")]


def in_block(key: PathPart, value: Value, column: int, manner: Manner, *, flow: bool | None = None) -> Notation:
    """The value of a field (``key`` is its name) or of an item (``key`` is any number) whose entry stands at a column.

    ``flow`` asks for brackets and braces, or against them; without it the value decides.
    """
    data, before = ({key: value}, f"{key_in_flow(key)}:") if isinstance(key, str) else ([value], "-")
    width = max(_MIN_WIDTH, WIDTH - column)
    written = _emitted(data, _Styles(width=width, wanted=flow), manner, width)
    first, *rest = written.split("\n")
    margin = len(first) - len(first.lstrip(" "))  # ruamel indents a list even when nothing is around it
    return Notation(first[margin + len(before) :], tuple(line[margin:] for line in rest))


def is_simple(value: Value) -> bool:
    """Whether a list or mapping is short words only, so that brackets or braces suit it."""
    inner = list(value.values()) if isinstance(value, dict) else value
    words = [str(part) for part in inner if not isinstance(part, dict | list)]
    has_sentence = isinstance(value, dict) and any(" " in word for word in words)
    return len(words) == len(inner) and not has_sentence and all(len(word) <= _SHORT_ITEM for word in words)


@dataclass(frozen=True)
class _Styles:
    """Chooses the style of every part of a value, and gives the events from which ruamel's emitter writes it.

    ``flow`` puts everything in brackets and braces, ``quoted`` puts every text in quotes. ``wanted`` is what
    ``in_block`` was asked for its value.
    """

    width: int = _ONE_LINE
    flow: bool = False
    quoted: bool = False
    wanted: bool | None = None

    def outer(self, data: Value) -> Iterator[Event]:
        """The events of a mapping or list of one entry, which is on lines of its own unless everything is in flow."""
        yield from self._collection(data, self.flow, self.width, self.wanted)

    def _value(self, value: Value, room: int, wanted: bool | None = None) -> Iterator[Event]:
        """``room`` is the number of characters that the line still has."""
        if isinstance(value, dict | list):
            yield from self._collection(value, self._is_flow(value, room, wanted), room)
        elif isinstance(value, str):
            yield _single(value, '"' if self.quoted else self._style(value, room))
        else:
            yield _single(_number_or_word(value), "")

    def _collection(self, value: Value, flow: bool, room: int, wanted: bool | None = None) -> Iterator[Event]:
        inside = _Styles(_ONE_LINE, True, self.quoted) if flow else self
        if isinstance(value, dict):
            yield MappingStartEvent(None, None, True, flow_style=flow)
            for key, part in value.items():
                yield _single(key, "" if _NUMBER_KEY.match(key) or _is_plain(key, flow=flow) else '"')
                yield from inside._value(part, room - len(key) - 2, wanted)
            yield MappingEndEvent()
        else:
            yield SequenceStartEvent(None, None, True, flow_style=flow)
            for part in value:
                yield from inside._value(part, room - 2, wanted)
            yield SequenceEndEvent()

    def _is_flow(self, value: Value, room: int, wanted: bool | None) -> bool:
        if self.flow or not value:
            return True
        if wanted is False or not (wanted or is_simple(value)):
            return False
        written = in_flow(value)
        return len(written) <= room and "\\n" not in written

    def _style(self, text: str, room: int) -> _Style:
        if not text.rstrip("\n") or text.endswith("\n\n") or _DIRECTION.search(text):
            return '"'
        if not self.flow and "\n" in text:
            return "|" if all(len(line) <= room for line in text.split("\n")) else ">"
        if not self.flow and len(text) > room:
            return ">"
        return "" if _is_plain(text, flow=self.flow) else '"'


def _emitted(data: Value, styles: _Styles, manner: Manner, width: int) -> str:
    """The text of a mapping or list, without the last line break.

    What the chosen styles cannot hold, such as spaces at the end of a folded line, is quoted.
    """
    written = _written(styles.outer(data), manner, width)
    if _reads_as(written + "\n", data):
        return written
    quoted = _Styles(styles.width, styles.flow, True, styles.wanted)
    return _written(quoted.outer(data), manner, width)


def _written(events: Iterator[Event], manner: Manner, width: int) -> str:
    emitter = YAML()
    emitter.width = width
    emitter.indent(mapping=manner.indent, sequence=manner.dash + 2, offset=manner.dash)
    stream = io.StringIO()
    before = (StreamStartEvent(), DocumentStartEvent(explicit=False))
    after = (DocumentEndEvent(explicit=False), StreamEndEvent())
    emitter.emit((*before, *events, *after), stream)
    written = stream.getvalue().removesuffix("\n")
    return _DIRECTION.sub(lambda character: f"\\u{ord(character[0]):04x}", written)


def _single(written: str, style: _Style) -> ScalarEvent:
    # The emitter itself turns to quotes where a plain text is not possible. It looks at the tag of an empty text.
    return ScalarEvent(None, Tag(suffix=""), (style == "", True, True), written, style=style or None)


def _number_or_word(value: Value) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if not isinstance(value, int | Decimal):
        raise TypeError(f"a file says no {type(value).__name__}")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _is_plain(text: str, *, flow: bool) -> bool:
    """Whether nobody takes a text without quotes for something else."""
    tag = _OTHER_READERS.resolve(yaml.ScalarNode, text, (True, False))
    return tag in _TEXT_TO_OTHERS and _reads_as(f"[{text}]" if flow else f"- {text}", [text])


def _reads_as(written: str, data: Value) -> bool:
    try:
        return bool(load(written.encode(), "").data == data)
    except (ContentError, UnicodeEncodeError):
        return False

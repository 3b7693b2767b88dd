"""How a YAML document is laid out: the characters that every value takes, and the lines that belong to every entry.

``editing.py`` cuts a text at these places and leaves everything between them as it is. The text must be one that
``source.py`` reads. All positions are indices of characters, ends are the index after the last one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from hiring.errors import PathPart
from hiring.places import LINE_END, YAML_SPACE, events

Kind = Literal["mapping", "list", "single", "alias"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Laid:
    """A value as it is written: from its first to its last sign, without the blank lines and comments after it.

    ``flow`` says that a collection stands in brackets or braces. A block scalar ends with the line of its last sign.
    """

    kind: Kind
    start: int
    end: int
    flow: bool = False
    entries: "tuple[Entry, ...]" = ()

    def index(self, part: PathPart) -> int | None:
        """Which entry a step of a path leads to."""
        if self.kind == "mapping":
            return next((index for index, entry in enumerate(self.entries) if entry.key == part), None)
        if self.kind == "list" and isinstance(part, int) and 0 <= part < len(self.entries):
            return part
        return None


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list or a field of a mapping.

    ``start`` is its dash or key, or the value itself for an item in brackets; ``opening`` is the place after the dash or
    colon, where the value may begin. ``has_sign`` is false for a field in braces that has no colon.
    """

    key: str | None
    start: int
    opening: int
    value: Laid
    has_sign: bool = True

    @property
    def end(self) -> int:
        return max(self.value.end, self.opening)


def layout(text: str) -> Laid:
    """The layout of the one document in a text."""
    return _Reader(text).read()


def line_start(text: str, position: int) -> int:
    """Where the line of a position begins."""
    return text.rfind("\n", 0, position) + 1


def line_end(text: str, position: int) -> int:
    """Where the line of a position ends, before its line break."""
    end = LINE_END.search(text, position)
    return end.start() if end else len(text)


def next_line(text: str, position: int) -> int:
    """Where the line after that of a position begins."""
    end = LINE_END.search(text, position)
    return end.end() if end else len(text)


def column(text: str, position: int) -> int:
    """How many characters stand before a position on its line."""
    return position - line_start(text, position)


def begins_line(text: str, position: int) -> bool:
    """Whether only indentation stands before a position on its line."""
    return not text[line_start(text, position) : position].strip(" ")


def blocks(text: str, node: Laid) -> list[Span]:
    """The characters of each entry of a collection, with what moves and goes with it.

    In brackets or braces that is the entry. On lines of its own it is whole lines: the comments directly above, the entry,
    the comment after it and comment lines below that are indented deeper than it. A first entry that begins on the line
    of something else begins where it does; the comments at the top of a file are those of the file.
    """
    if node.flow:
        return [(entry.start, entry.end) for entry in node.entries]
    spans: list[Span] = []
    for entry in node.entries:
        start = entry.start
        if begins_line(text, start):
            start = line_start(text, start)
            floor = spans[-1][1] if spans else 0
            above = _lead(text, start, floor)
            start = above if spans or above > 0 else start
        spans.append((start, _tail(text, entry)))
    return spans


def _lead(text: str, start: int, floor: int) -> int:
    """Where the comment lines directly above a line begin, not before ``floor``."""
    while start > floor:
        above = line_start(text, start - 1)
        if above < floor or not text[above:start].lstrip(" ").startswith("#"):
            break
        start = above
    return start


def _tail(text: str, entry: Entry) -> int:
    """Where the line after an entry begins, past the deeper comments below it."""
    end = next_line(text, entry.end)
    depth, position = column(text, entry.start), end
    while position < len(text):
        following = next_line(text, position)
        line = text[position:following].lstrip(" ")
        if line.startswith("#") and following - position - len(line) > depth:
            end = following
        elif line.strip():
            break
        position = following
    return end


class _Reader:
    """Builds the layout from the event stream; recursion is bounded, because ``source.py`` bounds the depth."""

    def __init__(self, text: str) -> None:
        self._text = text
        kinds = (NodeEvent, MappingEndEvent, SequenceEndEvent)
        self._events: Iterator[Event] = (event for event in events(text) if isinstance(event, kinds))

    def read(self) -> Laid:
        return self._value(next(self._events), 0)

    def _value(self, event: Event, opening: int) -> Laid:
        """The value that an event begins; ``opening`` is the earliest place for an empty one."""
        start, end = _span(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(start, bool(event.flow_style))
        if isinstance(event, SequenceStartEvent):
            return self._list(start, bool(event.flow_style))
        if isinstance(event, AliasEvent):
            return Laid("alias", start, end)
        assert isinstance(event, ScalarEvent), "ends are taken by those who open"
        if start == end:
            return Laid("single", opening, opening)
        if event.style in ("|", ">"):
            end = line_end(self._text, start + len(self._text[start:end].rstrip(YAML_SPACE)))
        return Laid("single", start, end)

    def _mapping(self, start: int, flow: bool) -> Laid:
        entries: list[Entry] = []
        while not isinstance(event := next(self._events), MappingEndEvent):
            assert isinstance(event, ScalarEvent), "source.py admits no other keys"
            key_start, key_end = _span(event)
            following = next(self._events)
            colon = self._text.find(":", key_end, _span(following)[0] + 1)
            opening = key_end if colon < 0 else colon + 1
            entries.append(Entry(event.value, key_start, opening, self._value(following, opening), colon >= 0))
        return self._closed("mapping", start, flow, entries, event)

    def _list(self, start: int, flow: bool) -> Laid:
        entries: list[Entry] = []
        dash = start
        while not isinstance(event := next(self._events), SequenceEndEvent):
            if flow:
                value = self._value(event, _span(event)[0])
                entries.append(Entry(None, value.start, value.start, value))
                continue
            if entries:
                dash = self._dash(entries[-1].end, column(self._text, start))
            entries.append(Entry(None, dash, dash + 1, self._value(event, dash + 1)))
        return self._closed("list", start, flow, entries, event)

    def _closed(self, kind: Kind, start: int, flow: bool, entries: list[Entry], event: Event) -> Laid:
        # The parser notices the end of a block only at the next sign, which stands after blank lines and comments.
        end = _span(event)[1] if flow or not entries else entries[-1].end
        return Laid(kind, start, end, flow, tuple(entries))

    def _dash(self, position: int, depth: int) -> int:
        """The dash of the next item: the first sign of the next line that is neither blank nor a comment."""
        while True:
            position = next_line(self._text, position)
            line = self._text[position : line_end(self._text, position)]
            if line.startswith(" " * depth + "-"):
                return position + depth


def _span(event: Event) -> Span:
    assert event.start_mark is not None, "the parser marks every event"
    assert event.end_mark is not None, "the parser marks every event"
    return event.start_mark.index, event.end_mark.index

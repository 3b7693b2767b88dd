"""One step of an edit, made in the text: cut at the entries of one collection, and put together again.

A collection is taken apart into its entries (``layout.blocks``) and the gaps between them: blank lines, comments that stand
alone, the commas in brackets. Gaps stay where they are when entries move.
"""

import re
from collections.abc import Iterator, Sequence

from hiring.editing.changes import Change, Insert, Move, Remove, SetValue
from hiring.editing.layout import (
    Entry,
    Laid,
    begins_line,
    blocks,
    column,
    layout,
    line_end,
    line_start,
    next_line,
)
from hiring.editing.notation import Manner, Notation, Value, in_block, in_flow, key_in_flow
from hiring.errors import EditError, FieldPath, PathPart, shown_path
from hiring.places import LINE_END

_BLOCK_HEADER = re.compile(r"[|>][0-9+-]*")


class Cutting:
    """A text that ends with a line break and that ``source.py`` reads; ``line_break`` is how new lines of it end."""

    def __init__(self, text: str, line_break: str) -> None:
        self._text, self._break = text, line_break
        self._root = layout(text)
        self._manner = _manner(text, self._root)

    def made(self, step: Change) -> str:
        """The text after a step whose place is there, as ``changes.apply`` has found.

        Raises ``EditError`` inside what an alias repeats and where comments or brackets stand in the way. Whether the result
        says what it should is for the caller to see.
        """
        if isinstance(step, SetValue):
            return self._set(step)
        if isinstance(step, Remove):
            return self._without(self._node(step.path[:-1]), step.path)
        node = self._node(step.path)
        if isinstance(step, Move):
            pieces, gaps = self._taken_apart(node)
            pieces.insert(step.to, pieces.pop(step.index))
            return self._put_together(node, pieces, gaps)
        if not node.entries:
            return self._replaced(step.path, [step.value])
        return self._with_item(node, step)

    def _entry(self, path: FieldPath) -> tuple[Laid, Entry]:
        """The entry at a path, which is not empty, and the collection that it stands in."""
        node = self._node(path[:-1])
        index = node.index(path[-1])
        assert index is not None, "the data has it"
        return node, node.entries[index]

    def _node(self, path: FieldPath) -> Laid:
        node = self._root
        for depth, part in enumerate(path):
            index = node.index(part)
            assert index is not None, "the data has it"
            node = node.entries[index].value
            if node.kind == "alias":
                raise EditError("edit_alias", field=shown_path(path[: depth + 1]))
        return node

    def _set(self, step: SetValue) -> str:
        for depth, part in enumerate(step.path):
            node = self._node(step.path[:depth])
            if node.index(part) is not None:
                continue
            value = step.value
            for outer in reversed(step.path[depth + 1 :]):
                value = {outer: value}
            if not node.entries:
                return self._replaced(step.path[:depth], {part: value})
            return self._with_field(node, str(part), value, step.order)
        return self._replaced(step.path, step.value)

    def _with_field(self, node: Laid, key: str, value: Value, order: Sequence[str]) -> str:
        index = _place(key, [str(entry.key) for entry in node.entries], order)
        if node.flow:
            return self._with_piece(node, index, f"{key_in_flow(key)}: {in_flow(value)}")
        depth = column(self._text, node.entries[0].start)
        return self._with_piece(node, index, self._lines(key, value, depth))

    def _with_item(self, node: Laid, step: Insert) -> str:
        if node.flow:
            return self._with_piece(node, step.index, in_flow(step.value))
        beside = node.entries[max(step.index - 1, 0)].value
        is_alike = beside.kind == "mapping" and isinstance(step.value, dict)
        depth = column(self._text, node.entries[0].start)
        lines = self._lines(step.index, step.value, depth, flow=beside.flow if is_alike else None)
        return self._with_piece(node, step.index, lines)

    def _with_piece(self, node: Laid, index: int, piece: str) -> str:
        pieces, gaps = self._taken_apart(node)
        gap = ", " if node.flow else self._gap(gaps, index, piece)
        pieces.insert(index, piece)
        gaps.insert(max(index, 1), gap)
        return self._put_together(node, pieces, gaps)

    def _gap(self, gaps: Sequence[str], index: int, piece: str) -> str:
        """A blank line where those around have one, or nothing."""
        blank = [any(not line.strip() for line in gap.splitlines()) for gap in gaps[1:-1]]
        is_long = len(piece.splitlines()) > 1
        around = blank[max(index - 2, 0) : index]
        return self._break if (is_long and any(around)) or (len(blank) > 1 and all(blank)) else ""

    def _without(self, node: Laid, path: FieldPath) -> str:
        index = node.index(path[-1])
        assert index is not None, "the data has it"
        if len(node.entries) == 1:
            return self._emptied(node, path[:-1])
        pieces, gaps = self._taken_apart(node)
        del pieces[index]
        before, after = gaps[index], gaps[index + 1]
        gaps[index : index + 2] = [_one_comma(before, after, index) if node.flow else _one_gap(before, after)]
        return self._put_together(node, pieces, gaps)

    def _emptied(self, node: Laid, path: FieldPath) -> str:
        """The text when the only entry of a collection goes: brackets or braces that hold nothing."""
        text, empty = self._text, "{}" if node.kind == "mapping" else "[]"
        ((start, end),) = blocks(text, node)
        if node.flow:
            if text[node.start] not in "[{" or "#" in text[node.start : start] + text[end : node.end]:
                raise EditError("edit_not_kept")
            return text[: node.start] + empty + text[node.end :]
        if path and begins_line(text, node.entries[0].start):
            opening = self._entry(path)[1].opening
            return f"{text[:opening]} {empty}{text[opening:start]}{text[end:]}"
        return text[:start] + empty + self._break + text[end:]

    def _replaced(self, path: FieldPath, value: Value) -> str:
        """The text with another value at a path that is there."""
        text = self._text
        if not path:
            ((part, inner),) = value.items() if isinstance(value, dict) else enumerate(value)
            return text[: self._root.start] + self._lines(part, inner, 0) + text[next_line(text, self._root.end) :]
        parent, entry = self._entry(path)
        old = entry.value
        if parent.flow:
            before = "" if old.start > entry.opening or entry.key is None else " " if entry.has_sign else ": "
            return text[: old.start] + before + in_flow(value) + text[old.end :]
        depth = column(text, entry.start)
        wanted = old.flow if old.entries else None
        new = in_block(path[-1], value, depth, self._manner, flow=wanted)
        return self._beside_its_comments(entry, new, depth)

    def _beside_its_comments(self, entry: Entry, new: Notation, depth: int) -> str:
        """The text with a new value after a dash or key on lines of its own. The comments around the old value stay."""
        text, old = self._text, entry.value
        between, after = text[entry.opening : old.start], text[old.end : line_end(text, old.end)]
        first, *above = LINE_END.split(between)
        header = _BLOCK_HEADER.match(text, old.start) if old.kind == "single" else None
        beside = [first if above else "", text[header.end() : line_end(text, old.start)] if header else "", after]
        comment = "".join(part.rstrip() for part in beside if part.strip())
        if comment and not above and not new.lines and line_end(text, old.start) == line_end(text, old.end):
            comment = _aligned(comment, len(new.head) - len(between) - (old.end - old.start))
        lines = [new.head, *self._indented(new.lines, depth)]
        lines[0 if _takes_comment(new) else -1] += comment
        lines += above[:-1]
        return text[: entry.opening] + self._broken(lines) + text[next_line(text, old.end) :]

    def _lines(self, part: PathPart, value: Value, depth: int, *, flow: bool | None = None) -> str:
        """A new entry on lines of its own, at a column."""
        new = in_block(part, value, depth, self._manner, flow=flow)
        before = f"{key_in_flow(part)}:" if isinstance(part, str) else "-"
        return self._broken([" " * depth + before + new.head, *self._indented(new.lines, depth)])

    def _indented(self, lines: Sequence[str], depth: int) -> Iterator[str]:
        return (" " * depth + line if line else line for line in lines)

    def _broken(self, lines: Sequence[str]) -> str:
        return "".join(line + self._break for line in lines)

    def _taken_apart(self, node: Laid) -> tuple[list[str], list[str]]:
        """The entries, whole lines unless they stand in brackets, and the gaps before each of them and after the last."""
        text, spans = self._text, blocks(self._text, node)
        pieces = [text[start:end] for start, end in spans]
        if not node.flow:
            starts = [entry.start for entry in node.entries]
            if not all(begins_line(text, start) for start in starts[1:]):  # keys after a question mark
                raise EditError("edit_not_kept")
            if not begins_line(text, starts[0]):
                pieces[0] = " " * column(text, starts[0]) + pieces[0]
        ends = [spans[0][0], *(end for _, end in spans)]
        begins = [*(start for start, _ in spans), spans[-1][1]]
        return pieces, [text[end:start] for end, start in zip(ends, begins, strict=True)]

    def _put_together(self, node: Laid, pieces: Sequence[str], gaps: Sequence[str]) -> str:
        spans = blocks(self._text, node)
        before, after = self._text[: spans[0][0]], self._text[spans[-1][1] :]
        *gaps, last = gaps
        inside = "".join(gap + piece for gap, piece in zip(gaps, pieces, strict=True)) + last
        first = node.entries[0].start
        if node.flow or begins_line(self._text, first):
            return before + inside + after
        depth = column(self._text, first)
        if inside[:depth].strip(" ") or inside[depth] in "#\r\n":  # a comment cannot stand before it on its line
            return before.rstrip(" ") + self._break + inside + after
        return before + inside[depth:] + after


def _place(key: str, keys: Sequence[str], order: Sequence[str]) -> int:
    """Where a new field goes among those that are there."""
    if key not in order:
        return len(keys)
    own = order.index(key)
    before = next((name for name in reversed(order[:own]) if name in keys), None)
    after = next((name for name in order[own:] if name in keys), None)
    if before is not None:
        return keys.index(before) + 1
    return keys.index(after) if after is not None else len(keys)


def _one_gap(before: str, after: str) -> str:
    """The gap where an entry on its own lines was: blank lines once, comments all."""
    if not before.strip():
        return after if after.strip() or before else ""
    return before + after if after.strip() else before


def _one_comma(before: str, after: str, index: int) -> str:
    """The gap where an entry in brackets was. Raises ``EditError`` where comments stand on both sides of it."""
    is_last = "," not in after
    if "#" not in after and not is_last:
        return before
    if "#" not in before and index:
        return after
    raise EditError("edit_not_kept")


def _aligned(comment: str, moved: int) -> str:
    """The comment where it stands now, though what is before it has become longer by ``moved`` characters."""
    bare = comment.lstrip(" ")
    space = len(comment) - len(bare)
    return " " * max(min(space, 2), space - moved) + bare


def _takes_comment(new: Notation) -> bool:
    """Whether a comment can follow the first line; after that of a text in quotes it would be part of the text."""
    return not new.lines or not new.head.strip() or new.head.lstrip()[0] in "|>"


def _manner(text: str, root: Laid) -> Manner:
    """How the file indents: as at the first place that shows it."""
    found: dict[str, int] = {}
    for outer, inner in _nested(root):
        if begins_line(text, inner.start) and line_start(text, inner.start) > outer:
            found.setdefault(inner.kind, column(text, inner.start) - column(text, outer))
    return Manner(found.get("mapping", 2), found.get("list", 2))


def _nested(node: Laid) -> Iterator[tuple[int, Laid]]:
    """Every collection on lines of its own that is the value of a field, with the place of the field's key."""
    for entry in node.entries:
        inner = entry.value
        if inner.entries and not inner.flow:
            if entry.key is not None:
                yield entry.start, inner
            yield from _nested(inner)

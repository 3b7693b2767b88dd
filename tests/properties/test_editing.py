"""Random changes of the shipped files: the data is what plain application gives, and every other line stays as it was."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.editing import edited
from hiring.editing.changes import Change, Insert, Move, Remove, SetValue, applied, same
from hiring.errors import FieldPath
from hiring.source import load
from hiring.workspace import shipped

FOLDERS = (shipped("roles"), shipped("markets"), shipped("templates"))
FILES = sorted(path for folder in FOLDERS for path in folder.rglob("*.yaml"))
CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\t\n"
)
TEXTS = st.text(CHARACTERS, max_size=200) | st.text("ab 12:#-'\"{}[],&*!|>%@\n", max_size=150)
SINGLES = TEXTS | st.integers(-(10**9), 10**9) | st.decimals(0, 10**6, places=2) | st.booleans() | st.none()
KEYS = st.sampled_from(["id", "text", "title", "no", "1", "012", "a b", "a: b", "#", "-", "true", "é"])
VALUES = st.recursive(
    SINGLES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)


def parts_of(data: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Any]]:
    yield path, data
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in inner:
        yield from parts_of(value, (*path, part))


@st.composite
def a_change(draw: st.DrawFn, data: Any) -> Change:
    path, value = draw(st.sampled_from(list(parts_of(data))))
    if isinstance(value, list) and draw(st.booleans()):
        index = draw(st.integers(0, len(value)))
        if index < len(value) and draw(st.booleans()):
            return Move(path, index, draw(st.integers(0, len(value) - 1)))
        return Insert(path, index, draw(VALUES))
    if path and draw(st.booleans()):
        return Remove(path)
    if isinstance(value, dict) and (not path or draw(st.booleans())):
        return SetValue((*path, draw(KEYS)), draw(VALUES), draw(st.lists(st.sampled_from([*value, "id", "text"]))))
    return SetValue(path, draw(VALUES)) if path else SetValue(("id",), draw(VALUES))


def kept_lines(content: bytes, change: Change) -> tuple[list[bytes], list[bytes]]:
    """The lines above and below what a change may touch, by the places of the parts of the file.

    What it may touch is the value itself, if it replaces one that is there, else the list or mapping that it stands in, from
    its field's line to the line of the next part outside of it. Comments on top of the next part are not touched either.
    """
    document = load(content, "")
    path = change.path[:-1] if isinstance(change, Remove) else change.path
    while not document.has(path):
        path = path[:-1]
    lines = content.splitlines(keepends=True)
    if not path:
        return [], []
    first = document.locate(path, key=True)[0].line - 1
    parts = [other for other, _ in parts_of(document.data)]
    later = parts[parts.index(path) :]
    following = next((other for other in later if other[: len(path)] != path), None)
    if following is None:
        return lines[:first], []
    place = document.locate(following, key=True)[0]
    last = place.line - 1
    if lines[last].decode()[: place.column - 1].strip(" -"):  # the line has something of the part before it too
        last += 1
    while last > first + 1 and lines[last - 1].startswith(b"#"):
        last -= 1
    return lines[:first], lines[last:]


@given(st.data(), st.sampled_from(FILES))
@settings(deadline=None, max_examples=50)
def test_a_change_of_a_shipped_file_says_what_plain_data_says_and_keeps_every_other_line(
    source: st.DataObject, path: Path
) -> None:
    content = path.read_bytes()
    data = load(content, "").data
    change = source.draw(a_change(data))
    result = edited(content, [change])
    assert same(load(result, "").data, applied(data, [change]))
    above, below = kept_lines(content, change)
    lines = result.splitlines(keepends=True)
    assert lines[: len(above)] == above
    assert lines[len(lines) - len(below) :] == below


@given(st.data(), st.sampled_from(FILES))
@settings(deadline=None, max_examples=50)
def test_changes_are_made_one_after_the_other(source: st.DataObject, path: Path) -> None:
    content = path.read_bytes()
    data = load(content, "").data
    changes: list[Change] = []
    for _ in range(3):
        changes.append(source.draw(a_change(applied(data, changes))))
    assert same(load(edited(content, changes), "").data, applied(data, changes))


@cache
def lists() -> list[tuple[Path, FieldPath, int]]:
    """Every list of the shipped files whose items stand on lines of their own, and how many it has."""
    found = []
    for path in FILES:
        document = load(path.read_bytes(), "")
        lines = document.text.splitlines()
        for at, value in parts_of(document.data):
            if isinstance(value, list) and len(value) > 1:
                first, second = (document.locate((*at, index))[0].line for index in (0, 1))
                if first != second and lines[first - 1].lstrip().startswith("- "):
                    found.append((path, at, len(value)))
    return found


@given(st.data())
@settings(deadline=None, max_examples=50)
def test_a_list_that_is_put_in_another_order_keeps_its_lines(source: st.DataObject) -> None:
    path, at, count = source.draw(st.sampled_from(lists()))
    content = path.read_bytes()
    indices = st.integers(0, count - 1)
    move = Move(at, source.draw(indices), source.draw(indices))
    result = edited(content, [move])
    assert sorted(result.splitlines()) == sorted(content.splitlines())
    assert (result == content) == (move.index == move.to)


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_new_text_in_a_shipped_file_touches_the_lines_of_that_text_only(path: Path) -> None:
    content = path.read_bytes()
    texts = [at for at, value in parts_of(load(content, "").data) if isinstance(value, str)]
    assert texts
    for at in {texts[0], texts[len(texts) // 2], texts[-1]}:
        above, below = kept_lines(content, SetValue(at, "new"))
        lines = edited(content, [SetValue(at, "new")]).splitlines(keepends=True)
        assert (lines[: len(above)], lines[-len(below) :] if below else []) == (above, below)
        assert b"new" in b"".join(lines[len(above) : len(lines) - len(below)])


@given(VALUES, st.sampled_from([b"key: 1\n", b"- 1\n", b"a: {b: [1]}\n", b"a:\r\n- b:  # c\r\n    - 1\r\n"]))
def test_any_value_can_be_written_everywhere(value: Any, content: bytes) -> None:
    paths = [path for path, _ in parts_of(load(content, "").data) if path]
    for path in paths:
        changes = [SetValue(path, value)]
        result = edited(content, changes)
        assert same(load(result, "").data, applied(load(content, "").data, changes))
        assert (b"\r\n" in content) == (b"\r\n" in result)

"""Hostile contents in every kind of file: a problem of that file, with its place, and nothing else goes wrong."""

from itertools import product
from pathlib import Path

import pytest

from hiring.checking import problems
from hiring.errors import Problem
from hiring.library import Library
from hiring.places import LINE_END
from hiring.source import printable
from hiring.workspace import Workspace
from tests.hostile.contents import CONTENTS, FILES


def put(sound: Path, name: str, content: bytes) -> None:
    path = sound / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def of_file(sound: Path, name: str) -> list[Problem]:
    return [problem for problem in problems(Library(Workspace.at(sound))) if problem.file == name]


#: Each content in one kind of file, and in each kind one of everything that a reader of its own would get wrong.
CASES = {("role", hostile) for hostile in CONTENTS} | set(
    product(FILES, ("a billion laughs", "deep in brackets", "random bytes", "a null byte"))
)


@pytest.mark.parametrize(("kind", "hostile"), sorted(CASES))
def test_what_is_no_yaml_of_ours_is_one_problem_with_its_place(sound: Path, kind: str, hostile: str) -> None:
    content, name = CONTENTS[hostile], FILES[kind]
    put(sound, name, content.content)
    found = of_file(sound, name)
    assert [problem.rule for problem in found] == [content.rule]
    if content.place is not None:
        assert (found[0].line, found[0].column) == content.place
    assert all(printable(value) == value for value in found[0].values.values())


def with_value(sound: Path, name: str, key: str, value: str) -> tuple[int, int]:
    """Put a value for the first key of that name in a file; where it stands."""
    lines = (sound / name).read_text(encoding="utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if line.strip().startswith(f"{key}: "))
    before = lines[number].index(f"{key}: ") + len(key) + 2
    lines[number] = lines[number][:before] + value
    (sound / name).write_text("\n".join(lines), encoding="utf-8")
    return number + 1, before + 1


#: A file and a key in it whose value is a text of people.
TEXTS = {
    "role": "title",
    "words of a role": "title",
    "interview": "prompt",
    "words of an interview": "prompt",
    "market": "name",
    "employer": "name",
    "opening": "schedule",
}


@pytest.mark.parametrize("kind", list(TEXTS))
@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ('"a \u202e b"', "text.bidi_override"),
        ('"a \\u202e b"', "text.bidi_override"),
        ('"a \\0 b"', "text.control_character"),
        ('"a \\e[2J b"', "text.control_character"),
        ('"a \\uFFFE b"', "text.control_character"),
        ('"\u200b"', "text.empty"),
    ],
)
def test_characters_that_deceive_are_problems_of_their_text(sound: Path, kind: str, value: str, rule: str) -> None:
    place = with_value(sound, FILES[kind], TEXTS[kind], value)
    found = of_file(sound, FILES[kind])
    assert [problem.rule for problem in found] == [rule]
    assert (found[0].line, found[0].column) == place


@pytest.mark.parametrize("kind", list(TEXTS))
def test_marks_and_isolates_are_fine_and_a_byte_order_mark_is_no_content(sound: Path, kind: str) -> None:
    with_value(sound, FILES[kind], TEXTS[kind], '"\u200fعيادة\u200f \u2067(٢)\u2069 a\u200db"')
    path = sound / FILES[kind]
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert of_file(sound, FILES[kind]) == []


def test_contents_have_the_places_that_their_problems_may_name() -> None:
    """The table says places of the file as it is: the last of each is in it."""
    for name, hostile in CONTENTS.items():
        lines = LINE_END.split(hostile.content.decode("utf-8", "replace"))
        line, column = hostile.place or (1, 1)
        assert line <= len(lines), name
        assert column <= len(lines[line - 1]) + 1, name

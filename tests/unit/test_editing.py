"""Editing YAML files: what is written where, what stays, and what is refused."""

from decimal import Decimal
from typing import Any

import pytest

from hiring.editing import edited
from hiring.editing.changes import Change, Insert, Move, Remove, SetValue
from hiring.errors import ContentError, EditError
from hiring.source import load

LONG = "Receives, reviews, and sends referrals, " * 6 + "and says so."


def after(text: str, *changes: Change) -> str:
    return edited(text.encode(), changes).decode()


def refusal(text: str, *changes: Change) -> str:
    with pytest.raises(EditError) as caught:
        edited(text.encode(), changes)
    return caught.value.failure.rule


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("two words", "two words"),
        ("no", '"no"'),
        ("true", '"true"'),
        ("null", '"null"'),
        ("12", '"12"'),
        ("012", '"012"'),
        ("12:30", '"12:30"'),
        ("1_000", '"1_000"'),
        ("", '""'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("a#b", "a#b"),
        ("{title}", '"{title}"'),
        ("- a", '"- a"'),
        ("[a]", '"[a]"'),
        (" a ", '" a "'),
        ("it’s “good”", "it’s “good”"),
        ("2026-11-22", "2026-11-22"),
        ("2026-11", "2026-11"),
        ("43-6013", "43-6013"),
        ("\u2066a\u2069", '"\\u2066a\\u2069"'),
        (12, "12"),
        (-12, "-12"),
        (Decimal("44141.50"), "44141.50"),
        (Decimal("1E+3"), "1000"),
        (True, "true"),
        (None, "null"),
        ([], "[]"),
        ({}, "{}"),
        (["en", "es"], "[en, es]"),
        (["a, b", "no"], '["a, b", "no"]'),
        ({"low": 1, "high": 2}, "{low: 1, high: 2}"),
        ({"id": "a", "text": "Two words"}, "\n  id: a\n  text: Two words"),
        ({"1": "Two words", "no": 1}, '\n  1: Two words\n  "no": 1'),
        ("One.\nTwo.", "|-\n  One.\n  Two."),
        ("One.\n\nTwo.\n", "|\n  One.\n\n  Two."),
        ([{"id": "a", "text": "Two words"}], "\n  - id: a\n    text: Two words"),
    ],
)
def test_a_value_is_written_as_a_person_would(value: Any, written: str) -> None:
    separator = "" if written.startswith("\n") else " "
    assert after("key: old\nother: 1\n", SetValue(("key",), value)) == f"key:{separator}{written}\nother: 1\n"


def test_a_long_text_is_folded_and_read_back_as_it_is() -> None:
    text = after("a:\n  b: old # why\n", SetValue(("a", "b"), LONG))
    lines = text.splitlines()
    assert lines[1] == "  b: >- # why"
    assert all(line.startswith("    ") for line in lines[2:])
    assert max(map(len, lines)) <= 115
    assert load(text.encode(), "").data == {"a": {"b": LONG}}


@pytest.mark.parametrize(
    ("text", "changes", "result"),
    [
        # what stands around a value
        ("a: 1  # why\n", [SetValue(("a",), 22)], "a: 22  # why\n"),
        ("a: us        # why\n", [SetValue(("a",), "us-ca")], "a: us-ca     # why\n"),
        ("a: >-  # why\n  one\n  two\n\nb: 1\n", [SetValue(("a",), "x")], "a: x  # why\n\nb: 1\n"),
        ("a:  # why\nb: 1\n", [SetValue(("a",), "x")], "a: x  # why\nb: 1\n"),
        ("a: # why\n  # inside\n  - 1 # one\n", [SetValue(("a",), "x")], "a: x # why # one\n  # inside\n"),
        ("a: 'it''s'\nb: \"x\"\n", [SetValue(("b",), "y")], "a: 'it''s'\nb: y\n"),
        ("a: no\nb: 012\nc: 12:30\nd: 1\n", [SetValue(("d",), 2)], "a: no\nb: 012\nc: 12:30\nd: 2\n"),
        # brackets and braces
        ("a: [en,  es]\n", [Insert(("a",), 1, "fr")], "a: [en, fr,  es]\n"),
        ("a: [en,  es]\n", [Insert(("a",), 2, "no")], 'a: [en,  es, "no"]\n'),
        ("a: [en,  es]\n", [Remove(("a", 0))], "a: [es]\n"),
        ("a: [en,\n    es]\n", [Remove(("a", 1))], "a: [en]\n"),
        ("a: [en,  es, fr]\n", [Move(("a",), 2, 0)], "a: [fr,  en, es]\n"),
        ("a: [en] # why\n", [Remove(("a", 0))], "a: [] # why\n"),
        ("a: {low: 1, high: 2}\n", [SetValue(("a", "low"), 3)], "a: {low: 3, high: 2}\n"),
        ("a: {low: 1, high: 2}\n", [SetValue(("a", "per"), "a, b")], 'a: {low: 1, high: 2, per: "a, b"}\n'),
        ("a: {low: 1, high: 2}\n", [Remove(("a", "high"))], "a: {low: 1}\n"),
        ("a: {low, high: }\n", [SetValue(("a", "low"), 1), SetValue(("a", "high"), 2)], "a: {low: 1, high: 2 }\n"),
        ("a: []\n", [Insert(("a",), 0, "en")], "a: [en]\n"),
        ("a: []\n", [Insert(("a",), 0, {"id": "x", "text": "Two words"})], "a:\n  - id: x\n    text: Two words\n"),
        # fields
        ("a: 1\nb: 2\n", [SetValue(("c",), 3)], "a: 1\nb: 2\nc: 3\n"),
        ("a: 1\n# later: 2\n", [SetValue(("c",), 3)], "a: 1\nc: 3\n# later: 2\n"),
        ("a: 1\n\n# on c\nc: 3\n", [SetValue(("b",), 2, ["a", "b", "c"])], "a: 1\nb: 2\n\n# on c\nc: 3\n"),
        ("# file\n\n# on c\nc: 3\n", [SetValue(("b",), 2, ["b", "c"])], "# file\n\nb: 2\n# on c\nc: 3\n"),
        ("# file\nc: 3\n", [SetValue(("b",), 2, ["b", "c"])], "# file\nb: 2\nc: 3\n"),
        ("- b: 1\n  c: 2\n", [SetValue((0, "a"), 0, ["a", "b"])], "- a: 0\n  b: 1\n  c: 2\n"),
        ("a: 1\n", [SetValue(("b", "c", "d"), "x")], "a: 1\nb:\n  c: {d: x}\n"),
        ("a:\nb: 1\n", [SetValue(("a", "c"), "x")], "a: {c: x}\nb: 1\n"),
        ("a: 1\nb: 2\n", [Remove(("a",))], "b: 2\n"),
        ("- a: 1\n  b: 2\n", [Remove((0, "a"))], "- b: 2\n"),
        ("- a: 1\n  # on b\n  b: 2\n", [Remove((0, "a"))], "-\n  # on b\n  b: 2\n"),
        ("# file\n\n# on a\na: 1\n# on b\nb: 2\n", [Remove(("a",))], "# file\n\n# on b\nb: 2\n"),
        ("a: 1\n\n# alone\n\nb: 2\n\nc: 3\n", [Remove(("b",))], "a: 1\n\n# alone\n\nc: 3\n"),
        ("a: 1\n", [Remove(("a",))], "{}\n"),
        ("{}\n", [SetValue(("a",), 1)], "a: 1\n"),
        # items
        ("a:\n- x\n- z\n", [Insert(("a",), 1, "y")], "a:\n- x\n- y\n- z\n"),
        ("a:\n    - x\n    # end\nb: 1\n", [Insert(("a",), 1, "y")], "a:\n    - x\n    - y\n    # end\nb: 1\n"),
        ("a:\n  - {id: x}\n", [Insert(("a",), 0, {"id": "y"})], "a:\n  - {id: y}\n  - {id: x}\n"),
        ("a:\n  - id: x\n", [Insert(("a",), 1, {"id": "y"})], "a:\n  - id: x\n  - id: y\n"),
        ("a:\n  - b: 1\n    c: 2\n\n  - b: 3\n    c: 4\n", [Insert(("a",), 2, {"b": 5, "c": 6})],
         "a:\n  - b: 1\n    c: 2\n\n  - b: 3\n    c: 4\n\n  - b: 5\n    c: 6\n"),
        ("a:\n  - x\n  # on y\n  - y # beside\n    # below\n\nb: 1\n", [Remove(("a", 1))], "a:\n  - x\n\nb: 1\n"),
        ("a: # list\n  # on x\n  - x\nb: 1\n", [Remove(("a", 0))], "a: [] # list\nb: 1\n"),
        ("a:\n  - x\n  # on y\n  - y\n", [Move(("a",), 1, 0)], "a:\n  # on y\n  - y\n  - x\n"),
        ("a:\n- x\n\n# on y\n- y", [Move(("a",), 1, 0)], "a:\n# on y\n- y\n\n- x"),
        ("- - a\n  # on b\n  - b\n", [Move((0,), 1, 0)], "-\n  # on b\n  - b\n  - a\n"),
        # only what differs
        ("a: {b: 1}\nc: [x, y]\n", [SetValue(("c",), ["x", "z", "y"])], "a: {b: 1}\nc: [x, z, y]\n"),
        ("a:\n  # on b\n  b: 1 # one\n  c: 2\n", [SetValue(("a",), {"b": 1, "d": 3})],
         "a:\n  # on b\n  b: 1 # one\n  d: 3\n"),
        ("a:\n  - x # x\n  - y\n  - z # z\n", [SetValue(("a",), ["x", "z"])], "a:\n  - x # x\n  - z # z\n"),
        ("a: 1.50\n", [SetValue(("a",), Decimal("1.5"))], "a: 1.50\n"),
        # bytes
        ("a: 1", [SetValue(("b",), 2)], "a: 1\nb: 2"),
        ("a: 1\r\nb:\r\n  - x", [SetValue(("a",), "x\ny"), Insert(("b",), 1, "y")],
         "a: |-\r\n  x\r\n  y\r\nb:\r\n  - x\r\n  - y"),
        ("\ufeffa: 1\n", [SetValue(("a",), 2)], "\ufeffa: 2\n"),
        ("---\na: 1\n...\n", [SetValue(("b",), 2)], "---\na: 1\nb: 2\n...\n"),
        # what aliases repeat stays where no change goes into it
        ("a: &x [1]\nb: *x\nc: 1\n", [SetValue(("c",), 2)], "a: &x [1]\nb: *x\nc: 2\n"),
        ("a: &x [1]\nb: *x\n", [SetValue(("b",), "own")], "a: &x [1]\nb: own\n"),
    ],
)  # fmt: skip
def test_a_change_touches_what_it_changes(text: str, changes: list[Change], result: str) -> None:
    assert after(text, *changes) == result


@pytest.mark.parametrize(
    ("text", "change", "rule"),
    [
        ("a: &x [1]\nb: *x\n", Insert(("b",), 0, 2), "edit_alias"),
        ("a: &x [1]\nb: *x\n", Insert(("a",), 0, 2), "edit_not_kept"),
        ("a: &x [1]\nb: *x\n", Remove(("a",)), "edit_not_kept"),
        ("? a\n: 1\n? b\n: 2\n", Remove(("b",)), "edit_not_kept"),
        ("a: [ # one\n  x, # two\n  y # three\n  ]\n", Remove(("a", 1)), "edit_not_kept"),
        ("a: 1\n", SetValue(("a",), "\ud800"), "edit_not_kept"),
        ("a: 1\n", SetValue(("a",), 10**50), "edit_not_kept"),
        ("a: 1\n", SetValue(("a",), Decimal("NaN")), "edit_not_kept"),
        ("a: 1\n", SetValue((), {"b": 1}), "edit_nothing_there"),
        ("a: 1\n", SetValue(("a", "b"), 1), "edit_nothing_there"),
        ("a: 1\n", SetValue(("b", 0), 1), "edit_nothing_there"),
        ("a: [1]\n", SetValue(("a", 1), 1), "edit_nothing_there"),
        ("a: [1]\n", SetValue(("a", "b"), 1), "edit_nothing_there"),
        ("a: 1\n", Remove(("b",)), "edit_nothing_there"),
        ("a: [1]\n", Remove(("a", -1)), "edit_nothing_there"),
        ("a: 1\n", Insert(("a",), 0, 1), "edit_nothing_there"),
        ("a: [1]\n", Insert(("a",), 2, 1), "edit_nothing_there"),
        ("a: [1]\n", Move(("a",), 1, 0), "edit_nothing_there"),
        ("a: [1]\n", Move(("a",), 0, 1), "edit_nothing_there"),
    ],
)
def test_what_cannot_be_done_is_refused(text: str, change: Change, rule: str) -> None:
    assert refusal(text, change) == rule


def test_a_number_is_never_binary() -> None:
    with pytest.raises(TypeError, match="float"):
        edited(b"a: 1\n", [SetValue(("a",), 0.5)])


def test_a_file_that_cannot_be_read_is_not_edited() -> None:
    with pytest.raises(ContentError) as caught:
        edited(b"a: [1\n", [SetValue(("a",), 1)])
    assert [problem.rule for problem in caught.value.problems] == ["yaml.syntax_bracket"]

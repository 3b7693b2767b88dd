"""Reading YAML: what the values become, where they stand, and that no file can harm the process."""

import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest

from hiring.errors import ContentError, Finding, Problem
from hiring.places import Place
from hiring.source import MAX_BYTES, MAX_DEPTH, MAX_NODES, load, printable


def read(text: str | bytes) -> Any:
    return load(text if isinstance(text, bytes) else text.encode(), "a.yaml").data


def problems_of(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        read(text)
    return caught.value.problems


def problem_of(text: str | bytes) -> Problem:
    (problem,) = problems_of(text)
    return problem


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('""', ""),
        ("'true'", "true"),
        ('"12"', "12"),
        ("12:30", "12:30"),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("+5", "+5"),
        ("4e4", "4e4"),
        (".5", ".5"),
        ("5.", "5."),
        ("12", 12),
        ("-12", -12),
        ("0", 0),
        ("44141.50", Decimal("44141.50")),
        ("0.1", Decimal("0.1")),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("2026-11-22", "2026-11-22"),
        ("2026-11", "2026-11"),
        ("43-6013", "43-6013"),
        ("# a comment", None),
        ("a # a comment", "a"),
        ("a#b", "a#b"),
        (">-\n  one\n  two", "one two"),
        ("|\n  one\n  two", "one\ntwo\n"),
        ("&a x", "x"),
        ("[1, two, true]", [1, "two", True]),
        ("{a: 1, 2: b}", {"a": 1, "2": "b"}),
    ],
)
def test_values_are_those_of_yaml_1_2(written: str, value: Any) -> None:
    (found,) = read(f"key: {written}\n").values()
    assert (type(found), found) == (type(value), value)
    assert str(found) == str(value)


@pytest.mark.parametrize("key", ["no", "12", "true", "null", "1.50", "2026-11-22", "é", "a b"])
def test_keys_are_text(key: str) -> None:
    assert read(f"{key}: x\n") == {key: "x"}


def test_an_alias_repeats_its_value() -> None:
    assert read("a: &x {b: [1]}\nc: *x\n") == {"a": {"b": [1]}, "c": {"b": [1]}}


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    document = load(b"\xef\xbb\xbfid: x\n", "a.yaml")
    assert document.data == {"id": "x"}
    assert document.locate(("id",), key=True)[0] == Place(1, 1)


TEXT = """\
título: "診療所 🏥"
list:
  - id: one
    text: >-
      folded
  - {id: two, text: x}
alias: &a {deep: 1}
again: *a
"""


@pytest.mark.parametrize(
    ("path", "place", "key_place"),
    [
        ((), Place(1, 1), Place(1, 1)),
        (("título",), Place(1, 9), Place(1, 1)),
        (("list",), Place(3, 3), Place(2, 1)),
        (("list", 0), Place(3, 5), Place(3, 5)),
        (("list", 0, "text"), Place(4, 11), Place(4, 5)),
        (("list", 1, "id"), Place(6, 10), Place(6, 6)),
        (("list", 1, "text"), Place(6, 21), Place(6, 15)),
        (("again", "deep"), Place(7, 18), Place(7, 12)),
    ],
)
def test_every_part_knows_its_place(path: tuple[str | int, ...], place: Place, key_place: Place) -> None:
    document = load(TEXT.encode(), "a.yaml")
    assert document.has(path)
    assert document.locate(path) == (place, path)
    assert document.locate(path, key=True) == (key_place, path)


def test_what_is_missing_is_placed_at_what_should_have_it() -> None:
    document = load(TEXT.encode(), "a.yaml")
    assert document.locate(("list", 1, "kind")) == (Place(6, 5), ("list", 1))
    assert not document.has(("list", 1, "kind"))
    assert not document.has(("list", 2))


def test_problems_show_list_items_from_one_and_no_character_that_a_terminal_obeys() -> None:
    document = load(TEXT.encode(), "a.yaml")
    problem = document.problem(Finding("id.form", ("list", 1, "id"), {"value": "\x1b[31m\u202e\n"}))
    assert (problem.file, problem.line, problem.column, problem.field_path) == ("a.yaml", 6, 10, "list[2].id")
    assert problem.values == {"value": r"\u001b[31m\u202e\u000a"}


def test_typography_is_printable() -> None:
    text = "« a\u202fb » — …\u00a0العربية\u200f 🏥"
    assert printable(text) == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    text = f"a: 1{end}b: x{end}"
    assert load(text.encode(), "a.yaml").locate(("b",))[0] == Place(2, 4)
    problem = problem_of(f"{text}é: ".encode() + b"\xff")
    assert (problem.rule, problem.line, problem.column) == ("yaml.encoding", 3, 4)
    problem = problem_of(f"{text}é: \x01")
    assert (problem.rule, problem.line, problem.column) == ("yaml.control_character", 3, 4)


def test_every_duplicate_key_is_told_with_its_place() -> None:
    found = problems_of("a: 1\nb:\n  - c: 1\n    c: 2\na: 3\na: 4\n")
    assert [(p.rule, p.line, p.column, p.field_path, p.values["line"]) for p in found] == [
        ("yaml.duplicate_key", 4, 5, "b[1].c", "3"),
        ("yaml.duplicate_key", 5, 1, "a", "1"),
        ("yaml.duplicate_key", 6, 1, "a", "1"),
    ]


def test_a_fault_in_a_value_names_its_field() -> None:
    assert problem_of("a:\n  - b: !tag x\n").field_path == "a[1].b"
    assert problem_of("a: *x\n").field_path == "a"
    assert problem_of("[a]: x\n").field_path == ""


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


def test_depth_is_bounded_and_what_is_within_is_read() -> None:
    assert read(nested(MAX_DEPTH)) is not None
    assert problem_of(nested(MAX_DEPTH + 1)).rule == "yaml.too_deep"


@pytest.mark.parametrize(
    "expression",
    [
        "b'[' * 1_000",
        "b'[' * 100_000",
        "b'[' * 900_000",
        "b'{a: ' * 100_000",
        "b'- ' * 100_000",
        "b'? ' * 100_000",
        "b'&a [' * 100_000",
        "b'!x ' * 100_000",
        "b'\\n'.join(b' ' * i + b'a:' for i in range(1_300))",
        "b'*' * 100_000",
        "b'a: |' + b'\\n' * 900_000",
        "b'\"' + b'\\\\' * 900_000",
        "b'a' * 900_000",
        "b': ' * 300_000",
    ],
)
def test_no_file_ends_the_process(expression: str) -> None:
    program = (
        "from hiring.errors import ContentError\nfrom hiring.source import load\n"
        f"try:\n    load({expression}, 'a.yaml')\nexcept ContentError as error:\n    print(error)\nelse:\n    print('read')"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=20)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.strip()


def test_the_number_of_values_is_bounded_and_aliases_count_each_time() -> None:
    within = "[" + "x, " * (MAX_NODES - 2) + "x]"
    assert len(read(within)) == MAX_NODES - 1
    assert problem_of("[" + "x, " * MAX_NODES + "x]").rule == "yaml.too_many_values"
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
    assert problem_of(bomb).rule == "yaml.too_many_values"


def test_the_size_is_bounded() -> None:
    assert read(b"a: x\n" + b"#" * (MAX_BYTES - 5)) == {"a": "x"}
    assert problem_of(b"a: x\n" + b"#" * (MAX_BYTES - 4)).rule == "yaml.too_large"


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("", "yaml.empty", (1, 1)),
        ("# only a comment", "yaml.empty", (1, 1)),
        ("a: 1\n---\nb: 2\n", "yaml.several_documents", (2, 1)),
        ("a: !!python/name:os.system x\n", "yaml.tag", (1, 4)),
        ("a: ! x\n", "yaml.tag", (1, 4)),
        ("a: *b\n", "yaml.unknown_alias", (1, 4)),
        ("a: &b [*b]\n", "yaml.alias_of_itself", (1, 8)),
        ("a: &b x\n*b : 1\n", "yaml.key_form", (2, 1)),
        ("? [a]\n: b\n", "yaml.key_form", (1, 3)),
        ('"": x\n', "yaml.key_form", (1, 1)),
        ('"a\\nb": x\n', "yaml.key_form", (1, 1)),
        (f'"{"k" * 201}": x\n', "yaml.key_form", (1, 1)),
        (f"a: {'9' * 41}\n", "yaml.long_number", (1, 4)),
        ("a: 'x\nb: 1\n", "yaml.syntax_quote", (1, 4)),
        ("a:\n\tb: 1\n", "yaml.syntax_tab", (2, 1)),
        ("a: b: c\n", "yaml.syntax_colon", (1, 5)),
        ("x: 1\na\nb: 1\n", "yaml.syntax_no_colon", (2, 1)),
        ("a\nb: 1\n", "yaml.syntax_colon", (2, 2)),
        ("a: [1, 2\nb: 3\n", "yaml.syntax_bracket", (2, 2)),
    ],
)
def test_faults_have_their_rule_and_place(text: str, rule: str, place: tuple[int, int]) -> None:
    problem = problem_of(text)
    assert (problem.rule, (problem.line, problem.column)) == (rule, place)
    assert problem.fix == rule


STYLES = """\
# Every way to write a text.
plain: one two
naïve: |-
  First naïve paragraph.

    Indented here.
folded: >-  # with a note
  Folded text goes
  on here.

  A “second” paragraph.
double: "over two
  lines"
several: plain over
  two lines
deep: [x, {in: 🏥 hospital wing}]
fixed: no break space
escaped: "an \\u0065scape here"
quoted: 'it''s quoted'
anchored: &name of a word
again: *name
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("path", "word", "place"),
    [
        (("plain",), "one", Place(2, 8)),
        (("plain",), "two", Place(2, 12)),
        (("naïve",), "paragraph", Place(4, 15)),
        (("naïve",), "Indented", Place(6, 5)),
        (("folded",), "here", Place(9, 6)),
        (("folded",), "“second”", Place(11, 5)),
        (("double",), "lines", Place(13, 3)),
        (("several",), "lines", Place(15, 7)),
        (("deep", 1, "in"), "wing", Place(16, 27)),
        (("fixed",), "space", Place(17, 17)),
        (("escaped",), "here", Place(18, 10)),  # where the value starts: what is written is not what is read
        (("quoted",), "quoted", Place(19, 9)),
        (("anchored",), "word", Place(20, 11)),
        (("again",), "word", Place(20, 11)),
    ],
)
def test_a_word_inside_a_text_has_a_place(line_end: str, path: tuple[Any, ...], word: str, place: Place) -> None:
    document = load(STYLES.replace("\n", line_end).encode(), "a.yaml")
    value = document.data
    for part in path:
        value = value[part]
    offset = sum(sign not in " \n" for sign in value[: value.index(word)])
    assert document.locate_in(path, offset) == place
    assert document.problem(Finding("rule", path, offset=offset)).column == place.column


def test_a_word_of_a_text_that_the_file_does_not_have_is_placed_like_the_text() -> None:
    document = load(b"a: {b: one two}\n", "a.yaml")
    assert document.locate_in(("a", "c"), 3) == document.locate(("a", "c"))[0]
    assert document.locate_in(("a",), 3) == document.locate(("a",))[0]

"""Random YAML: data survives, a broken leaf is found where it is, and no bytes do more than make a problem."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hiring.errors import ContentError, FieldPath, Problem
from hiring.library import Library
from hiring.model.role import Role
from hiring.source import MAX_DEPTH, Document, load, printable
from hiring.validation import validate
from hiring.workspace import Workspace

#: What YAML can hold: no control characters but tab and line breaks, no surrogates, no noncharacters.
CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\t\n"
)
TEXTS = st.text(CHARACTERS, max_size=40)
KEYS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
NUMBERS = st.integers(-(10**15), 10**15) | st.decimals(0, 10**6, places=2).map(abs)
LEAVES = TEXTS | NUMBERS | st.booleans() | st.none()
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)
DOCUMENTS = st.dictionaries(KEYS, TREES, min_size=1, max_size=5)


class Dumper(yaml.SafeDumper):
    """Writes what the reader promises to read back: texts quoted where YAML 1.2 would take them for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: Dumper, text: str) -> yaml.ScalarNode:
    plain = re.fullmatch(r"[A-Za-z][A-Za-z ]*[a-z]", text) and text not in ("true", "false", "null")
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


Dumper.add_representer(str, _text)
Dumper.add_representer(
    Decimal, lambda dumper, number: dumper.represent_scalar("tag:yaml.org,2002:float", format(number, "f"))
)


def dump(data: Any, *, flow: bool | None = False, unicode: bool = True) -> bytes:
    text = yaml.dump(data, Dumper=Dumper, allow_unicode=unicode, default_flow_style=flow, sort_keys=False, width=60)
    assert isinstance(text, str)
    return text.encode()


def same(one: Any, other: Any) -> bool:
    """Equal, and of the same kinds: 1 is not true, and 1.0 is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


@given(DOCUMENTS, st.sampled_from([False, True, None]), st.booleans())
def test_data_that_is_dumped_is_read_back(data: dict[str, Any], flow: bool | None, unicode: bool) -> None:
    assert same(load(dump(data, flow=flow, unicode=unicode), "a.yaml").data, data)


@given(st.text(CHARACTERS.filter(lambda character: character not in "\u2028\u2029\ufeff"), max_size=200))
def test_any_text_survives(text: str) -> None:
    for content in (dump({"text": text}), dump({"text": text}, unicode=False)):
        assert load(content, "a.yaml").data == {"text": text}


def parts_of(data: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Any]]:
    yield path, data
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from parts_of(value, (*path, key))


@given(DOCUMENTS, st.sampled_from([False, None]))
def test_what_stands_at_a_place_is_what_the_place_is_of(data: dict[str, Any], flow: bool | None) -> None:
    content = dump(data, flow=flow)
    assume(not re.search("[\u0085\u2028\u2029]", content.decode()))
    document = load(content, "a.yaml")
    lines = content.decode().split("\n")
    for path, value in parts_of(data):
        place, found = document.locate(path)
        assert found == path
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            assert lines[place.line - 1][place.column - 1 :].startswith(format(Decimal(value), "f"))
        elif isinstance(value, str):
            start = lines[place.line - 1][place.column - 1 :]
            assert start.startswith(('"', "'", value[:1]))


#: The opening bytes of YAML's syntax, so that random text reaches deep into the parser.
PIECES = st.sampled_from(
    [
        *"[]{}:,-?&*!|>'\"%@`#~ \t\n\r",
        *("\n  ", "- ", ": ", "a", "1", "0.5", "&a ", "*a", "!!str ", "---\n", "...\n", "true", "null", "<<: "),
        *("%YAML 1.1\n", "\\x", "\\uD800", "\ufeff", "é", "🏥", "\u2028", "\x85", "|2\n", ">-\n"),
    ]
)
RAW_BYTES = st.binary(max_size=200)
RAW_TEXT = st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
RAW_YAML = st.lists(PIECES, max_size=60).map(lambda pieces: "".join(pieces).encode())


@settings(max_examples=600)
@given(RAW_BYTES | RAW_TEXT | RAW_YAML)
def test_no_bytes_do_more_than_make_a_problem(content: bytes) -> None:
    found: tuple[Problem, ...] = ()
    try:
        data = load(content, "a.yaml").data
    except ContentError as error:
        found, data = error.problems, None
    assert (data is None) == bool(found)
    assert depth_of(data) <= MAX_DEPTH
    lines = re.split("\r\n|[\r\n\x85\u2028\u2029]", content.decode("utf-8", "replace"))
    for problem in found:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert all(printable(value) == value for value in (problem.field_path, *problem.values.values()))


def depth_of(data: Any) -> int:
    if not isinstance(data, dict | list):
        return 0
    return 1 + max(map(depth_of, data.values() if isinstance(data, dict) else data), default=0)


@given(st.lists(st.sampled_from([b"[", b"{a: ", b"- ", b"? ", b"&x ["]), min_size=1, max_size=6))
@settings(max_examples=50)
def test_deep_nesting_is_a_problem_and_no_crash(pieces: list[bytes]) -> None:
    with pytest.raises(ContentError):
        load(b"".join(pieces) * 1_000, "a.yaml")


# One broken leaf of a sound role.

FOLDER = Path(__file__).parents[2] / "roles" / "referral-coordinator"
ROLE = (FOLDER / "role.yaml").read_bytes()
DOCUMENT = load(ROLE, "role.yaml")
LINES = ROLE.decode().split("\n")


def on_one_line(document: Document, path: FieldPath, value: Any) -> bool:
    """Whether the value is all that its line holds after the key, so that the line can be edited as text."""
    place, _ = document.locate(path)
    written = LINES[place.line - 1][place.column - 1 :].strip()
    return isinstance(value, str) and written.strip("\"'") == value


LEAVES_OF_ROLE = [
    path
    for path, value in parts_of(DOCUMENT.data)
    if path and isinstance(path[-1], str) and on_one_line(DOCUMENT, path, value)
]
MAPPINGS_OF_ROLE = [path for path, value in parts_of(DOCUMENT.data) if isinstance(value, dict)]


def test_the_role_has_leaves_to_break() -> None:
    assert len(LEAVES_OF_ROLE) > 100
    assert len(MAPPINGS_OF_ROLE) > 50


@given(st.sampled_from(LEAVES_OF_ROLE), st.sampled_from(["{a: b}", "[a, b]", "", '""', '"\\a"', "5.5"]))
@settings(max_examples=60, deadline=None)
def test_a_broken_leaf_is_reported_in_its_line(path: FieldPath, broken: str) -> None:
    assume(not (broken == "5.5" and path[-1] == "code"))
    place, _ = DOCUMENT.locate(path)
    lines = LINES.copy()
    lines[place.line - 1] = lines[place.line - 1][: place.column - 1] + broken
    with pytest.raises(ContentError) as caught:
        validate(load("\n".join(lines).encode(), "role.yaml"), Role)
    assert [(problem.line, problem.path) for problem in caught.value.problems] == [(place.line, path)]
    key, _ = DOCUMENT.locate(path, key=True)
    assert key.column < caught.value.problems[0].column <= place.column


@given(st.sampled_from(MAPPINGS_OF_ROLE), st.text("abcdefghij_", min_size=1, max_size=10))
@settings(max_examples=40, deadline=None)
def test_an_unknown_field_is_reported_in_its_line(path: FieldPath, field: str) -> None:
    place, _ = DOCUMENT.locate(path)
    mapping: Any = DOCUMENT.data
    for part in path:
        mapping = mapping[part]
    line = LINES[place.line - 1]
    opening = line[place.column - 1 : place.column]
    added = f"zz_{field}: x"
    if opening == "{":
        lines = [
            *LINES[: place.line - 1],
            f"{line[: place.column]}{added}, {line[place.column :]}",
            *LINES[place.line :],
        ]
        expected = (place.line, place.column + 1)
    else:
        rest = " " * (place.column - 1) + line[place.column - 1 :]
        lines = [*LINES[: place.line - 1], line[: place.column - 1] + added, rest, *LINES[place.line :]]
        expected = (place.line, place.column)
    with pytest.raises(ContentError) as caught:
        validate(load("\n".join(lines).encode(), "role.yaml"), Role)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == expected
    assert problem.path == (*path, f"zz_{field}")


IDS_OF_SOURCES = [path for path, _ in parts_of(DOCUMENT.data) if len(path) > 1 and path[-2] == "sources"]


@given(path=st.sampled_from(IDS_OF_SOURCES))
@settings(max_examples=15, deadline=None)
def test_an_unknown_source_is_reported_in_its_line(path: FieldPath, tmp_path_factory: pytest.TempPathFactory) -> None:
    assume(path[0] != "sources")
    place, _ = DOCUMENT.locate(path)
    line = LINES[place.line - 1]
    broken = line[: place.column - 1] + re.sub(r"^[a-z0-9-]+", "nowhere-to-be-found", line[place.column - 1 :])
    root = tmp_path_factory.mktemp("workspace")
    folder = root / "roles" / FOLDER.name
    folder.mkdir(parents=True)
    lines = [*LINES[: place.line - 1], broken, *LINES[place.line :]]
    (folder / "role.yaml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        Library(Workspace.at(root)).role_base(FOLDER.name)
    assert [(p.rule, p.line, p.column, p.path) for p in caught.value.problems] == [
        ("id.unknown_source", place.line, place.column, path)
    ]

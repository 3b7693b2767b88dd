"""Links, pipes, sockets and folders where each kind of file should be: a problem of that file, and no wait."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hiring.checking import problems
from hiring.library import Library
from hiring.workspace import Workspace
from tests.hostile.contents import FILES


@pytest.fixture(autouse=True)
def no_wait() -> Iterator[None]:
    """A reader that waits for ever ends the test run instead of holding it."""
    signal.alarm(60)
    yield
    signal.alarm(0)


def _socket(path: Path) -> None:
    """A socket in the file system; its address has to be short."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(before)


def _linked_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _linked_to_a_secret(path: Path) -> None:
    secret = next(folder for folder in path.parents if folder.name == "workspace").with_name("secret.yaml")
    secret.write_text("title: Secret\n", encoding="utf-8")
    path.symlink_to(secret)


#: What stands where a file should be, and the rule that says so.
PLANTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (os.mkfifo, "file.special"),
    "socket": (_socket, "file.special"),
    "folder": (Path.mkdir, "file.unreadable"),
    "link to a file outside": (_linked_to_a_secret, "file.outside"),
    "link to a device": (_linked_to("/dev/zero"), "file.outside"),
    "link to the file system": (_linked_to("/"), "file.outside"),
    "link to itself": (_linked_to("self.yaml"), "file.unreadable"),
    "link to nothing": (_linked_to("nowhere.yaml"), "file.missing"),
}


@pytest.mark.parametrize("plant", list(PLANTS))
def test_what_is_no_file_is_a_problem_wherever_it_stands(sound: Path, plant: str) -> None:
    make, rule = PLANTS[plant]
    names = [*FILES.values(), "roles/clerk/.sources/role.fr.json"]
    for name in names:
        path = sound / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        (path.parent / "self.yaml").unlink(missing_ok=True)
        make(path)
        if plant == "link to itself":
            (path.parent / "self.yaml").symlink_to("self.yaml")
    found = {problem.file: problem.rule for problem in problems(Library(Workspace.at(sound)))}
    assert {name: found.get(name) for name in names} == dict.fromkeys(names, rule)


def test_a_folder_behind_a_link_is_no_way_out(sound: Path) -> None:
    (sound / "roles").rename(sound.with_name("elsewhere"))
    (sound / "roles").symlink_to(sound.with_name("elsewhere"))
    found = [problem for problem in problems(Library(Workspace.at(sound))) if problem.rule == "file.outside"]
    assert {problem.file for problem in found} >= {"roles/clerk/role.yaml", "roles/clerk/role.fr.yaml"}

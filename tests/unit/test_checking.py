"""How much work it is to check a workspace: counted, not timed, for few roles and for twice as many."""

import gc
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from hiring.checking import problems
from hiring.library import Library
from hiring.model.overlay import translate
from hiring.model.role import Role
from hiring.places import Places
from hiring.source import Document
from hiring.workspace import Workspace
from scripts.bench.validate import write_roles

FILES_OF_A_ROLE, OVERLAYS_OF_A_ROLE = 12, 10


class Work:
    """What was done while a workspace was checked: readings by path, and how often words were laid over a base."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.readings: Counter[Path] = Counter()
        self.translations = 0
        self.most_roles = 0
        read = Workspace.read

        def counted_reading(workspace: Workspace, path: Path) -> Document:
            self.readings[path] += 1
            return read(workspace, path)

        def counted_translation(record: Any, overlay: Any) -> Any:
            self.translations += 1
            if self.translations % OVERLAYS_OF_A_ROLE == 0:
                roles = {held.id for held in gc.get_objects() if type(held) is Role}
                self.most_roles = max(self.most_roles, len(roles))
            return translate(record, overlay)

        monkeypatch.setattr(Workspace, "read", counted_reading)
        monkeypatch.setattr("hiring.library.translate", counted_translation)


def check(workspace: Path) -> None:
    assert problems(Library(Workspace.at(workspace))) == ()


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


def workspace_of(folder: Path, count: int) -> Path:
    write_roles(folder, count)
    return folder


def add_openings(workspace: Path) -> None:
    """An employer, and an opening of every role."""
    employer = {"language": "en", "name": "Harbor Clinic", "about": "{employer} is by the sea."}
    (workspace / "employer.yaml").write_text(yaml.safe_dump(employer), encoding="utf-8")
    (workspace / "openings").mkdir()
    for folder in (workspace / "roles").iterdir():
        opening = {"id": f"at-{folder.name}", "role": folder.name, "market": "us-ca", "languages": ["en"]}
        (workspace / "openings" / f"at-{folder.name}.yaml").write_text(yaml.safe_dump(opening), encoding="utf-8")


def test_the_roles_of_the_benchmark_are_sound_whole_and_the_same_each_time(tmp_path: Path) -> None:
    first, second = workspace_of(tmp_path / "a", 3), workspace_of(tmp_path / "b", 3)
    check(first)
    files = {path.relative_to(first): path.read_bytes() for path in first.rglob("*.yaml")}
    assert len(files) == 3 * FILES_OF_A_ROLE
    assert len(set(files.values())) == len(files), "each role has words of its own"
    assert files == {path.relative_to(second): path.read_bytes() for path in second.rglob("*.yaml")}


@pytest.mark.parametrize("with_openings", [False, True])
def test_every_file_is_read_once(work: Work, tmp_path: Path, *, with_openings: bool) -> None:
    workspace = workspace_of(tmp_path, 3)
    if with_openings:
        add_openings(workspace)
    check(workspace)
    assert {path for path in work.readings if path.is_relative_to(workspace)} == set(workspace.rglob("*.yaml"))
    assert {path: times for path, times in work.readings.items() if times > 1} == {}


def test_work_grows_with_the_roles_and_memory_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Work(monkeypatch)
    check(workspace_of(tmp_path / "few", 3))
    monkeypatch.undo()
    many = Work(monkeypatch)
    check(workspace_of(tmp_path / "many", 6))
    assert many.translations - few.translations == 3 * OVERLAYS_OF_A_ROLE
    assert many.readings.total() - few.readings.total() == 3 * FILES_OF_A_ROLE
    assert many.most_roles == few.most_roles


def test_places_are_looked_for_where_there_is_a_problem_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for: list[str] = []

    def noted(text: str) -> Places:
        looked_for.append(text)
        return Places(text)

    monkeypatch.setattr("hiring.source.Places", noted)
    workspace = workspace_of(tmp_path, 2)
    check(workspace)
    assert looked_for == []
    faulty = workspace / "roles" / "referral-coordinator-0001" / "role.fr.yaml"
    faulty.write_text(faulty.read_text(encoding="utf-8") + "titel: x\n", encoding="utf-8")
    found = problems(Library(Workspace.at(workspace)))
    assert [(problem.file, problem.field_path) for problem in found] == [
        ("roles/referral-coordinator-0001/role.fr.yaml", "titel")
    ]
    assert looked_for == [faulty.read_text(encoding="utf-8")]

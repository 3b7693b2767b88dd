"""Reading and saving the files of a workspace: whole or not at all, and never over what somebody else wrote."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from hiring.editing.changes import SetValue
from hiring.errors import ContentError, EditError, StorageError
from hiring.saving import ChangedError, Revision, create, read, replace, save
from hiring.storage import output_folder
from hiring.workspace import Workspace

EMPLOYER = Path("employer.yaml")
CHANGES = [SetValue(("name",), "New clinic")]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / EMPLOYER).write_bytes(b"# ours\nname: Clinic\n")
    return Workspace.at(tmp_path / "here")


def conflict(write: Any, *arguments: Any) -> ChangedError:
    with pytest.raises(ChangedError) as caught:
        write(*arguments)
    return caught.value


def files(workspace: Workspace) -> list[str]:
    return sorted(path.name for path in workspace.root.iterdir())


def test_what_is_saved_is_what_is_read_then(workspace: Workspace) -> None:
    before = read(workspace, EMPLOYER)
    saved = save(workspace, before, CHANGES)
    assert saved.content == (workspace.root / EMPLOYER).read_bytes() == b"# ours\nname: New clinic\n"
    assert (saved.digest, saved.content) == (read(workspace, EMPLOYER).digest, read(workspace, EMPLOYER).content)
    assert saved.digest != before.digest
    assert saved.document is not None
    assert saved.document.data == {"name": "New clinic"}
    assert files(workspace) == ["employer.yaml"]


def test_a_revision_can_be_saved_again_and_again(workspace: Workspace) -> None:
    revision = read(workspace, workspace.root / EMPLOYER)
    for name in ("One", "Two"):
        revision = save(workspace, revision, [SetValue(("name",), name)])
    assert revision.content == b"# ours\nname: Two\n"


def test_a_file_that_changed_meanwhile_is_not_overwritten_and_both_are_shown(workspace: Workspace) -> None:
    revision = read(workspace, EMPLOYER)
    (workspace.root / EMPLOYER).write_bytes(b"name: Theirs\n")
    error = conflict(save, workspace, revision, CHANGES)
    assert (error.failure.rule, error.failure.values) == ("edit_changed", {"path": "employer.yaml"})
    assert error.current is not None
    assert (error.current.content, error.wanted) == (b"name: Theirs\n", b"# ours\nname: New clinic\n")
    assert (workspace.root / EMPLOYER).read_bytes() == b"name: Theirs\n"
    assert files(workspace) == ["employer.yaml"]
    assert replace(workspace, error.current, error.wanted).content == error.wanted
    assert (workspace.root / EMPLOYER).read_bytes() == error.wanted


def test_who_saves_while_another_does_waits_and_then_sees_the_change(workspace: Workspace) -> None:
    revision = read(workspace, EMPLOYER)
    with ThreadPoolExecutor(1) as pool:
        with output_folder(workspace.root):
            second = pool.submit(conflict, save, workspace, revision, CHANGES)
            (workspace.root / EMPLOYER).write_bytes(b"name: Theirs\n")
            with pytest.raises(TimeoutError):
                second.result(0.3)
        assert second.result(30).failure.rule == "edit_changed"
    assert (workspace.root / EMPLOYER).read_bytes() == b"name: Theirs\n"
    assert files(workspace) == ["employer.yaml"]


def test_a_file_that_broke_meanwhile_is_shown_with_its_problems(workspace: Workspace) -> None:
    revision = read(workspace, EMPLOYER)
    (workspace.root / EMPLOYER).write_bytes(b"name: [\n")
    current = conflict(save, workspace, revision, CHANGES).current
    assert current is not None
    assert [(problem.file, problem.rule) for problem in current.problems] == [("employer.yaml", "yaml.syntax_value")]


def test_a_file_that_vanished_is_not_written_unless_it_is_wanted_anew(workspace: Workspace) -> None:
    revision = read(workspace, EMPLOYER)
    (workspace.root / EMPLOYER).unlink()
    error = conflict(save, workspace, revision, CHANGES)
    assert (error.failure.rule, error.current, files(workspace)) == ("edit_vanished", None, [])
    assert create(workspace, EMPLOYER, error.wanted).content == error.wanted
    assert files(workspace) == ["employer.yaml"]


def test_a_new_file_never_takes_the_place_of_another(workspace: Workspace) -> None:
    path = Path("openings/rc-1.yaml")
    created = create(workspace, path, b"id: rc-1\n")
    assert read(workspace, path).content == created.content == b"id: rc-1\n"
    error = conflict(create, workspace, path, b"id: other\n")
    assert (error.failure.rule, error.wanted) == ("exists", b"id: other\n")
    assert error.current is not None
    assert error.current.digest == created.digest
    assert [entry.name for entry in (workspace.root / "openings").iterdir()] == ["rc-1.yaml"]


def test_a_broken_file_is_read_with_its_problems_and_cannot_be_edited(workspace: Workspace) -> None:
    (workspace.root / EMPLOYER).write_bytes(b"name: A\nname: B\n")
    revision = read(workspace, EMPLOYER)
    assert revision.document is None
    assert [(problem.rule, problem.line) for problem in revision.problems] == [("yaml.duplicate_key", 2)]
    with pytest.raises(ContentError) as caught:
        save(workspace, revision, CHANGES)
    assert caught.value.problems == revision.problems
    assert replace(workspace, revision, b"name: A\n").problems == ()


def test_content_that_cannot_be_read_is_not_written(workspace: Workspace) -> None:
    revision = read(workspace, EMPLOYER)
    with pytest.raises(ContentError, match=r"employer\.yaml:1:8 yaml\.syntax_value"):
        replace(workspace, revision, b"name: [")
    with pytest.raises(ContentError, match=r"new\.yaml"):
        create(workspace, Path("new.yaml"), b"")
    assert read(workspace, EMPLOYER).digest == revision.digest
    assert files(workspace) == ["employer.yaml"]


@pytest.mark.parametrize(
    "path",
    [
        "../outside.yaml",
        "/etc/outside.yaml",
        "openings/../../outside.yaml",
        "linked.yaml",
        "linked/outside.yaml",
        "a.txt",
    ],
)
def test_files_outside_of_the_workspace_are_neither_read_nor_written(workspace: Workspace, path: str) -> None:
    outside = workspace.root.parent / "outside.yaml"
    outside.write_bytes(b"name: Clinic\n")
    (workspace.root / "linked.yaml").symlink_to(outside)
    (workspace.root / "linked").symlink_to(outside.parent)
    (workspace.root / "a.txt").write_bytes(b"name: Clinic\n")
    revision = Revision(Path(path), b"name: Clinic\n", read(workspace, EMPLOYER).document)
    attempts: list[Callable[[], Revision]] = [
        lambda: read(workspace, Path(path)),
        lambda: create(workspace, Path(path), b"a: 1\n"),
        lambda: save(workspace, revision, CHANGES),
    ]
    for attempt in attempts:
        with pytest.raises(EditError) as caught:
            attempt()
        assert caught.value.failure.rule == "edit_outside"
    assert outside.read_bytes() == b"name: Clinic\n"


def test_a_file_that_is_not_there_cannot_be_read(workspace: Workspace) -> None:
    with pytest.raises(ContentError, match=r"file\.missing"):
        read(workspace, Path("none.yaml"))


def test_who_may_read_a_file_stays(workspace: Workspace) -> None:
    (workspace.root / EMPLOYER).chmod(0o600)
    save(workspace, read(workspace, EMPLOYER), CHANGES)
    assert (workspace.root / EMPLOYER).stat().st_mode & 0o777 == 0o600


def test_a_disk_that_does_not_take_the_file_is_a_failure_and_the_old_file_stays(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    revision = read(workspace, EMPLOYER)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError) as caught:
        save(workspace, revision, CHANGES)
    with pytest.raises(StorageError):
        create(workspace, Path("new.yaml"), b"a: 1\n")
    monkeypatch.undo()
    reason = {"path": str(workspace.root / EMPLOYER), "reason": "No space left on device"}
    assert (caught.value.failure.rule, caught.value.failure.values) == ("cannot_write", reason)
    assert read(workspace, EMPLOYER).digest == revision.digest
    assert files(workspace) == ["employer.yaml"]

"""What the desk reads again when files change: those alone, or everything where all depends on them."""

import re
from pathlib import Path

import pytest

from hiring.library import Library
from hiring.scaffold import new_role
from hiring.studio.desk import Desk
from hiring.workspace import Workspace, shipped


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, in their order."""
    read: list[str] = []
    content = Workspace.content

    def counted(own: Workspace, path: Path) -> bytes:
        read.append(path.name)
        return content(own, path)

    monkeypatch.setattr(Workspace, "content", counted)
    return read


def test_a_changed_opening_is_read_again_and_nothing_else(workspace: Path, read: list[str]) -> None:
    desk = Desk(Workspace.at(workspace))
    desk.library().vacancy("desk-1", "en")
    read.clear()
    file, edition = workspace / "openings" / "desk-1.yaml", desk.current()[1]
    file.write_text(file.read_text(encoding="utf-8") + "headcount: 4\n", encoding="utf-8")
    (workspace / "openings" / "desk-2.yaml").write_text(
        file.read_text(encoding="utf-8").replace("desk-1", "desk-2"), encoding="utf-8"
    )
    library, after = desk.current()
    assert library.vacancy("desk-1", "en").opening.headcount == 4
    assert library.opening_ids == ("desk-1", "desk-2")
    assert read == ["desk-1.yaml"]
    assert after == edition


def test_a_changed_employer_is_seen_and_templates_are_read_again(workspace: Path) -> None:
    desk = Desk(Workspace.at(workspace))
    assert desk.library().vacancy("desk-1", "en").employer.name == "Harbour Clinic"
    edition = desk.current()[1]
    (workspace / "employer.yaml").write_text("language: en\nname: Hill Clinic\n", encoding="utf-8")
    library, after = desk.current()
    assert library.vacancy("desk-1", "en").employer.name == "Hill Clinic"
    assert after != edition


def test_a_changed_role_is_read_again_and_no_other_file(workspace: Path, read: list[str]) -> None:
    for name in ("referral-coordinator", "patient-representative"):
        new_role(Library(Workspace.at(workspace)), name, name)
    desk = Desk(Workspace.at(workspace))
    assert desk.library().vacancy("desk-1", "ar").role.title
    desk.library().role("patient-representative", "ar")
    role = workspace / "roles" / "referral-coordinator" / "role.yaml"
    for title in ("Referral Lead", "Referral Chief"):
        read.clear()
        text = re.sub("^title: .*", f"title: {title}", role.read_text(encoding="utf-8"), flags=re.MULTILINE)
        role.write_text(text, encoding="utf-8")
        assert desk.library().vacancy("desk-1", "en").role.title == title
        desk.library().vacancy("desk-1", "ar")
        desk.library().role("patient-representative", "ar")
        assert read == ["role.yaml"]


def test_a_translation_is_read_again_with_its_record_and_a_new_role_is_seen(workspace: Path, read: list[str]) -> None:
    new_role(Library(Workspace.at(workspace)), "referral-coordinator", "referral-coordinator")
    desk = Desk(Workspace.at(workspace))
    desk.library().role("referral-coordinator", "fr")
    read.clear()
    folder = workspace / "roles" / "referral-coordinator"
    words = folder / "role.fr.yaml"
    words.write_text(re.sub("^title: .*", "title: Autre", words.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    (folder / ".sources" / "role.fr.yaml").write_text("{}\n", encoding="utf-8")
    assert desk.library().role("referral-coordinator", "fr").title == "Autre"
    assert read == ["role.fr.yaml"]
    new_role(desk.library(), "night-desk", None)
    assert "night-desk" in desk.library().role_ids


def test_what_all_roles_share_is_seen_in_all(workspace: Path) -> None:
    desk = Desk(Workspace.at(workspace))
    shared = shipped("roles") / "_shared" / "interview.yaml"
    before = desk.library().shared("en").questions[0].prompt
    own = workspace / "roles" / "_shared" / "interview.yaml"
    own.parent.mkdir(parents=True)
    text = shared.read_text(encoding="utf-8")
    assert before in text
    own.write_text(text.replace(before, "Why this work?"), encoding="utf-8")
    assert desk.library().shared("en").questions[0].prompt == "Why this work?"

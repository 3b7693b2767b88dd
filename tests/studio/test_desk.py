"""What the desk reads again when files change: an opening alone, or everything."""

from pathlib import Path

import pytest

from hiring.studio.desk import Desk
from hiring.workspace import Workspace


def test_a_changed_opening_is_read_again_and_nothing_else(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(Workspace.at(workspace))
    desk.library().vacancy("desk-1", "en")
    read: list[str] = []
    content = Workspace.content

    def counted(own: Workspace, path: Path) -> bytes:
        read.append(path.name)
        return content(own, path)

    monkeypatch.setattr(Workspace, "content", counted)
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

"""``hiring build`` when nothing has changed: it is known from the files, and no change goes unseen."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hiring import digests, fingerprint
from hiring.library import Library
from hiring.workspace import shipped
from tests.command import Run, hiring
from tests.desk_workspace import EMPLOYER, PORTER, change, write, write_opening
from tests.pictures import png


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An employer with a logo, an opening, and a template of its own that includes another."""
    files = {
        "employer.yaml": f"{EMPLOYER}brand: {{logo: pictures/logo.png}}\n",
        "templates/documents/posting.html.j2": '{% extends "shipped/documents/posting.html.j2" %}\n'
        '{% block pitch %}{% include "own/pitch.html.j2" %}{% endblock %}\n',
        "templates/own/pitch.html.j2": "<p>Our own pitch</p>\n",
        "templates/phrases/en.yaml": "posting.responsibilities: What the days bring\n",
    }
    write_opening(tmp_path, "desk")
    for name, text in files.items():
        write(tmp_path, name, text)
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/logo.png").write_bytes(png(shade=0))
    return tmp_path


def build(folder: Path, *args: str, on: str = "2026-11-22") -> Run:
    """The opening's posting as web page, and the page of its job description, in this process."""
    chosen = ("--document", "posting", "--document", "job-description", "--format", "html", "--jobs", "1", "--date", on)
    run = hiring("build", "--workspace", folder, "--out", folder / "out", "--json", *chosen, *args)
    assert run.code == 0, run.out
    return run


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The openings that were read to be built: none when the files alone say that nothing has changed."""
    found: list[str] = []
    whole = Library.vacancy

    def vacancy(self: Library, opening_id: str, tag: str) -> object:
        found.append(opening_id)
        return whole(self, opening_id, tag)

    monkeypatch.setattr(Library, "vacancy", vacancy)
    return found


def made(run: Run) -> set[str]:
    return {path.split("/")[-1] for path, state in run.states.items() if state == "made"}


BOTH = {"posting.html", "job-description.html"}


def test_without_a_change_everything_is_kept_and_nothing_is_read(workspace: Path, looked: list[str]) -> None:
    first = build(workspace)
    assert made(first) == BOTH
    assert looked
    looked.clear()
    manifest = (workspace / "out/manifest.json").read_bytes()
    again = build(workspace)
    assert looked == []
    assert again.json["cells"] == [cell | {"state": "kept"} for cell in first.json["cells"]]
    assert again.json["summary"] == {"made": 0, "kept": 2, "not-applicable": 0, "failed": 0}
    assert (workspace / "out/manifest.json").read_bytes() == manifest
    build(workspace, "--force")
    assert looked


def test_progress_is_told_of_what_is_kept(workspace: Path) -> None:
    build(workspace)
    where = ("--workspace", workspace, "--out", workspace / "out", "--date", "2026-11-22", "--jobs", "1")
    args = ("--document", "posting", "--document", "job-description", "--format", "html")
    run = hiring("build", *where, *args)
    assert run.err.splitlines() == ["kept desk/en/posting.html", "kept desk/en/job-description.html"]
    assert "0 made, 2 kept, 0 not applicable, 0 failed." in run.out


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    """The change of a text that stands once in a file of the workspace."""
    return lambda folder: change(folder / name, old, new)


def own_style(folder: Path) -> None:
    """A shipped file that a template includes, overridden: it was not in the workspace before."""
    style = (shipped("templates") / "styles/posting.css").read_text(encoding="utf-8")
    (folder / "templates/styles").mkdir()
    (folder / "templates/styles/posting.css").write_text(style + "\n.pitch { color: teal }\n", encoding="utf-8")


CHANGES: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a word of the employer": (edit("employer.yaml", "Harbour", "Lake"), BOTH),
    "pay, which the posting alone shows": (edit("openings/desk.yaml", "low: 52000", "low: 53000"), {"posting.html"}),
    "a comment": (edit("openings/desk.yaml", "id: desk\n", "id: desk  # ours\n"), set()),
    "a template": (edit("templates/documents/posting.html.j2", "{% block", "\n{% block"), {"posting.html"}),
    "an included template": (edit("templates/own/pitch.html.j2", "pitch<", "word<"), {"posting.html"}),
    "an included style": (own_style, {"posting.html"}),
    "a phrase": (edit("templates/phrases/en.yaml", "days", "weeks"), BOTH),
    "the logo": (lambda folder: (folder / "pictures/logo.png").write_bytes(png(shade=255)), BOTH),
    "a deleted file": (lambda folder: (folder / "out/desk/en/posting.html").unlink(), {"posting.html"}),
    "an edited file": (
        lambda folder: (folder / "out/desk/en/job-description.html").write_text("mine"),
        {"job-description.html"},
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_change_makes_again_what_shows_it_and_nothing_else(workspace: Path, looked: list[str], case: str) -> None:
    apply, expected = CHANGES[case]
    build(workspace)
    apply(workspace)
    looked.clear()
    assert made(build(workspace)) == expected
    assert looked, "the change was not seen"
    looked.clear()
    assert made(build(workspace)) == set()
    assert looked == []


def test_another_version_makes_everything_again(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(workspace)
    for module in (digests, fingerprint):
        monkeypatch.setattr(module, "__version__", "999.0")
    assert made(build(workspace)) == BOTH


def test_on_another_date_each_document_is_looked_at(workspace: Path, looked: list[str]) -> None:
    build(workspace)
    looked.clear()
    build(workspace, on="2026-11-23")
    assert looked


def test_a_deleted_index_is_written_again(workspace: Path) -> None:
    build(workspace)
    index = workspace / "out/index.html"
    before = index.read_bytes()
    index.unlink()
    build(workspace)
    assert index.read_bytes() == before


def test_each_selection_is_remembered_beside_the_others(workspace: Path, looked: list[str]) -> None:
    build(workspace)
    build(workspace, "--language", "en")
    looked.clear()
    assert set(build(workspace).states.values()) == {"kept"}
    assert set(build(workspace, "--language", "en").states.values()) == {"kept"}
    assert looked == []


def test_a_file_that_another_selection_made_from_other_content_is_made_again(workspace: Path) -> None:
    """The content goes back to what it was for the first selection, but not the file."""
    build(workspace)
    page = workspace / "out/desk/en/posting.html"
    before = page.read_bytes()
    edit("openings/desk.yaml", "low: 52000", "low: 53000")(workspace)
    build(workspace, "--language", "en")
    edit("openings/desk.yaml", "low: 53000", "low: 52000")(workspace)
    assert made(build(workspace)) == {"posting.html"}
    assert page.read_bytes() == before


def test_a_failed_run_is_not_remembered(workspace: Path, looked: list[str]) -> None:
    (workspace / "openings/broken.yaml").write_text("id: broken\n", encoding="utf-8")
    where = ("--workspace", workspace, "--out", workspace / "out", "--format", "html", "--document", "posting")
    for _ in range(2):
        looked.clear()
        run = hiring("build", *where, "--jobs", "1")
        assert run.code == 1
        assert "openings/broken.yaml" in run.out
        assert looked


def test_what_is_not_applicable_is_said_again_with_its_reason(tmp_path: Path) -> None:
    write(tmp_path, "roles/porter/role.yaml", PORTER)
    args = ("--role", "porter", "--document", "interview-kit", "--format", "html", "--date", "2026-11-22", "--json")
    runs = [hiring("build", "--workspace", tmp_path, "--out", tmp_path / "out", *args) for _ in range(2)]
    assert runs[0].out == runs[1].out
    assert [cell["state"] for cell in runs[1].json["cells"]] == ["not-applicable"]
    assert runs[1].json["cells"][0]["reason"]
    assert json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))["runs"]


def test_a_folder_behind_a_link_is_looked_at_every_time(workspace: Path, looked: list[str], tmp_path: Path) -> None:
    shutil.move(workspace / "templates/own", tmp_path / "elsewhere")
    (workspace / "templates/own").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    for _ in range(2):
        looked.clear()
        build(workspace)
        assert looked

"""``hiring build`` again: what is kept, what is made again, and what the output folder may hold in between."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from hiring.documents import DOCUMENTS
from hiring.workspace import shipped
from tests.building import build, linked, own_role, sound, tree
from tests.desk_workspace import change, write, write_workspace
from tests.pictures import png, svg


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An employer and two openings."""
    return write_workspace(tmp_path, "desk-1", "desk-2")


# Kept or made again.


def test_a_changed_letterhead_makes_word_again_and_nothing_else(workspace: Path) -> None:
    shutil.copy(shipped("templates") / "word" / "a4.docx", workspace / "letterhead.docx")
    with (workspace / "employer.yaml").open("a", encoding="utf-8") as file:
        file.write("brand: {letterhead: letterhead.docx}\n")

    def states() -> dict[str, str]:
        return {
            cell["format"]: cell["state"]
            for cell in build(workspace, "--opening", "desk-1", formats=formats).json["cells"]
        }

    formats = "html docx md"
    assert states() == dict.fromkeys(formats.split(), "made")
    assert states() == dict.fromkeys(formats.split(), "kept")
    shutil.copy(shipped("templates") / "word" / "letter.docx", workspace / "letterhead.docx")
    assert states() == {"html": "kept", "docx": "made", "md": "kept"}
    (workspace / "letterhead.docx").unlink()
    run = build(workspace, "--opening", "desk-1", formats=formats)
    assert run.code == 1
    assert "employer.yaml:4:" in run.out


def test_a_changed_logo_or_font_makes_again_what_shows_it_and_nothing_else(workspace: Path) -> None:
    fonts = shipped("templates") / "fonts" / "ibm-plex-sans"
    (workspace / "logo").write_bytes(png(shade=0))
    shutil.copy(fonts / "Regular.ttf", workspace / "own.ttf")
    with (workspace / "employer.yaml").open("a", encoding="utf-8") as file:
        file.write("brand: {logo: logo, fonts: {name: Own, regular: own.ttf}}\n")
    formats = "html pdf docx md txt"

    def made() -> set[str]:
        run = build(workspace, "--opening", "desk-1", formats=formats)
        assert run.code == 0, run.out
        return {cell["format"] for cell in run.json["cells"] if cell["state"] == "made"}

    assert made() == set(formats.split())
    assert made() == set()
    (workspace / "logo").write_bytes(png(shade=255))
    assert made() == {"html", "pdf"}
    shutil.copy(fonts / "Italic.ttf", workspace / "own.ttf")
    assert made() == {"pdf"}
    assert made() == set()


def test_where_a_workspace_lies_makes_no_difference(workspace: Path, tmp_path: Path) -> None:
    shutil.copy(shipped("templates") / "word" / "a4.docx", workspace / "letterhead.docx")
    with (workspace / "employer.yaml").open("a", encoding="utf-8") as file:
        file.write("brand: {letterhead: letterhead.docx, logo: logo.svg}\n")
    (workspace / "logo.svg").write_bytes(svg())
    build(workspace, formats="html docx")
    moved = tmp_path / "elsewhere"
    shutil.copytree(workspace, moved)
    assert set(build(moved, formats="html docx").states.values()) == {"kept"}


def test_deleted_and_edited_output_is_made_again(workspace: Path) -> None:
    build(workspace)
    out = workspace / "out"
    before = tree(out)
    (out / "desk-1/en/posting.md").unlink()
    (out / "desk-2/en/posting.html").write_text("mine", encoding="utf-8")
    (out / "index.html").unlink()
    again = build(workspace)
    assert [path for path, state in again.states.items() if state == "made"] == [
        "desk-1/en/posting.md",
        "desk-2/en/posting.html",
    ]
    assert tree(out) == before


def test_force_makes_everything_again_with_the_same_bytes(workspace: Path) -> None:
    build(workspace)
    before = tree(workspace / "out")
    again = build(workspace, "--force")
    assert set(again.states.values()) == {"made"}
    assert tree(workspace / "out") == before


def rebuilt(folder: Path, changed: Path, old: str, new: str) -> tuple[dict[str, str], set[str]]:
    """Build every document as HTML, change one text, build again: the states, and the files whose bytes changed."""
    names = " ".join(spec.name for spec in DOCUMENTS)
    first = build(folder, "--role", "clerk", documents=names, formats="html")
    assert first.code == 0, first.out
    before = tree(folder / "out")
    change(changed, old, new)
    again = build(folder, "--role", "clerk", documents=names, formats="html")
    after = tree(folder / "out")
    return again.states, {path for path in again.states if before[path] != after[path]}


def made(states: dict[str, str]) -> set[str]:
    return {path for path, state in states.items() if state == "made"}


def test_a_changed_word_of_the_role_remakes_the_documents_that_show_it(tmp_path: Path) -> None:
    role = own_role(tmp_path) / "role.yaml"
    text = re.search(
        r"^  - id: [a-z-]+\n    text: (.{20,}?)$", role.read_text(encoding="utf-8").split("responsibilities:")[1], re.M
    )
    assert text
    states, changed = rebuilt(tmp_path, role, text[1], "Juggle the incoming letters")
    assert made(states) == changed
    assert "clerk/en/posting.html" in changed
    assert "Juggle the incoming letters" in (tmp_path / "out/clerk/en/posting.html").read_text(encoding="utf-8")
    assert states["clerk/en/cost-estimate.html"] == "kept"


def test_a_changed_word_of_the_interview_remakes_the_kit_only(tmp_path: Path) -> None:
    interview = own_role(tmp_path) / "interview.yaml"
    name = re.search(
        r"^competencies:\n(?:#.*\n)*  - id: [a-z-]+\n    name: (.+)$", interview.read_text(encoding="utf-8"), re.M
    )
    assert name
    states, changed = rebuilt(tmp_path, interview, f"    name: {name[1]}\n", "    name: Juggling\n")
    assert made(states) == changed == {"clerk/en/interview-kit.html"}


def test_a_comment_remakes_nothing(tmp_path: Path) -> None:
    states, changed = rebuilt(tmp_path, own_role(tmp_path) / "role.yaml", "id: clerk\n", "id: clerk  # ours\n")
    assert made(states) == changed == set()


def test_a_changed_employer_remakes_every_opening(workspace: Path) -> None:
    build(workspace)
    change(workspace / "employer.yaml", "Harbour Clinic", "Lake Clinic")
    assert set(build(workspace).states.values()) == {"made"}


def test_a_changed_opening_remakes_only_its_own(workspace: Path) -> None:
    build(workspace)
    change(workspace / "openings/desk-1.yaml", "low: 52000", "low: 53000")
    assert {path.split("/")[0] for path in made(build(workspace).states)} == {"desk-1"}


def test_a_changed_phrase_reaches_the_documents(workspace: Path) -> None:
    build(workspace, formats="html")
    write(workspace, "templates/phrases/en.yaml", "posting.responsibilities: What the days bring\n")
    assert set(build(workspace, formats="html").states.values()) == {"made"}
    assert b"What the days bring" in tree(workspace / "out")["desk-1/en/posting.html"]


def test_a_changed_template_remakes_only_its_document(workspace: Path) -> None:
    names = " ".join(spec.name for spec in DOCUMENTS)
    assert build(workspace, "--opening", "desk-1", documents=names, formats="html").code == 0
    own = '{% extends "shipped/documents/posting.html.j2" %}\n{% block pitch %}<p>Our own pitch</p>{% endblock %}\n'
    write(workspace, "templates/documents/posting.html.j2", own)
    again = build(workspace, "--opening", "desk-1", documents=names, formats="html")
    assert made(again.states) == {"desk-1/en/posting.html"}
    assert b"Our own pitch" in tree(workspace / "out")["desk-1/en/posting.html"]


def test_a_changed_include_of_a_template_remakes_its_document(workspace: Path) -> None:
    build(workspace, formats="html")
    style = (shipped("templates") / "styles/posting.css").read_text(encoding="utf-8")
    write(workspace, "templates/styles/posting.css", style + "\n.pitch { color: teal }\n")
    assert set(build(workspace, formats="html").states.values()) == {"made"}
    assert b"color: teal" in tree(workspace / "out")["desk-1/en/posting.html"]


# What is found in the output folder.

MANIFESTS: dict[str, str] = {
    "no JSON": "{",
    "a list": "[]",
    "no files": '{"format": 2, "index": null, "runs": []}',
    "another format": '{"format": 99, "files": []}',
    "entries of other kinds": '{"format": 2, "index": null, "runs": [], "files": [1, null, {}, {"path": 3}]}',
    "an entry without its fields": '{"format": 2, "index": null, "runs": [], "files": [{"path": "desk-1/en/posting.html"}]}',
    "a number for a text": '{"format": 2, "index": null, "runs": [], "files": [{"path": "a", "subject": 1}]}',
    "runs of other kinds": '{"format": 2, "index": null, "runs": [{"selection": {"colour": "red"}}], "files": []}',
    "an index of another kind": '{"format": 2, "index": "index.html", "runs": [], "files": []}',
    "not UTF-8": "\udcff",
    "lists in lists": "[" * 100_000,
}


@pytest.mark.parametrize("case", MANIFESTS)
def test_a_damaged_manifest_counts_as_none(workspace: Path, case: str) -> None:
    out = workspace / "out"
    out.mkdir()
    (out / "manifest.json").write_bytes(MANIFESTS[case].encode("utf-8", "surrogateescape"))
    run = build(workspace, formats="html")
    assert run.code == 0
    assert set(run.states.values()) == {"made"}
    sound(out)


def test_pipes_in_the_output_folder_are_replaced_and_not_waited_for(workspace: Path) -> None:
    build(workspace, formats="html")
    out = workspace / "out"
    for path in ("manifest.json", "desk-1/en/posting.html"):
        (out / path).unlink()
        os.mkfifo(out / path)
    assert build(workspace, formats="html").code == 0
    sound(out)


def test_entries_that_nothing_declares_leave_manifest_and_index(workspace: Path) -> None:
    build(workspace, formats="html")
    out = workspace / "out"
    (out / "desk-1/en/posting.wav").write_bytes(b"RIFF")
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    stray = manifest["files"][0] | {"path": "desk-1/en/posting.wav", "format": "wav"}
    outside = manifest["files"][0] | {"path": "../employer.yaml"}
    manifest["files"] += [stray, outside]
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    run = build(workspace, formats="html")
    assert set(run.states.values()) == {"kept"}
    assert linked(out) == ["desk-1/en/posting.html", "desk-2/en/posting.html"]


def test_files_of_others_in_the_output_folder_stay(workspace: Path) -> None:
    write(workspace, "out/desk-1/en/notes.txt", "mine")
    assert build(workspace, formats="html").code == 0
    assert (workspace / "out/desk-1/en/notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_moved_output_folder_is_still_known(workspace: Path) -> None:
    build(workspace, formats="html")
    shutil.move(workspace / "out", workspace / "elsewhere")
    assert set(build(workspace, formats="html", out="elsewhere").states.values()) == {"kept"}

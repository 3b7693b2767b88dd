"""``hiring build``: what is made, kept, not applicable or failed, and that the files are what they were made from."""

import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hiring.documents import DOCUMENTS, DocumentSpec
from hiring.formats import FORMATS
from hiring.workspace import shipped
from tests.command import Run, hiring
from tests.pictures import png, svg

ROLE = "referral-coordinator"
SUFFIXES = {
    "html": "html",
    "pdf": "pdf",
    "docx": "docx",
    "md": "md",
    "txt": "txt",
    "jsonld": "jsonld",
    "xlsx": "xlsx",
    "json": "json",
}
"""The suffixes that users rely on."""

EMPLOYER = """\
language: en
name: Harbour Clinic
contact: {email: jobs@example.org}
"""
OPENING = """\
id: @ID@
role: referral-coordinator
market: us-ca
location: san-francisco
languages: [en]
pay: {low: 52000, high: 60000, currency: USD, per: year}
posted: 2026-11-20
"""
PORTER = """\
id: porter
language: en
title: Porter
responsibilities:
  - {id: carry, text: Carry what must be carried}
"""


def build(
    folder: Path,
    *args: str,
    out: str = "out",
    documents: str = "posting",
    formats: str = "html md",
    language: str = "en",
) -> Run:
    """Build a workspace in this process, with ``--json``; by default what is quick to make, and in English.

    An empty ``language`` stands for all of them.
    """
    chosen = [part for name in documents.split() for part in ("--document", name)]
    chosen += [part for name in formats.split() for part in ("--format", name)]
    place = ("--workspace", folder, "--out", folder / out, "--jobs", "1")
    chosen += ["--language", language] if language else []
    run = hiring("build", *place, "--json", *chosen, *args)
    assert run.err == ""
    assert not list((folder / out).glob(".*")), "the scratch folder is still there"
    return run


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def linked(out: Path) -> list[str]:
    """Where the index leads beside its own parts, sorted; a place linked twice stands twice."""
    hrefs = Links((out / "index.html").read_text(encoding="utf-8")).hrefs
    return sorted(href for href in hrefs if not href.startswith("#"))


def documents_in(out: Path) -> list[str]:
    """The files of an output folder without index and manifest, sorted."""
    return sorted(set(tree(out)) - {"index.html", "manifest.json"})


def sound(out: Path) -> None:
    """The index links every file and nothing else; the manifest lists the same, with their sums."""
    assert linked(out) == documents_in(out)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    sums = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    assert sums == {path: hashlib.sha256((out / path).read_bytes()).hexdigest() for path in documents_in(out)}


def of_samples(document: DocumentSpec) -> list[str]:
    """The formats in which a document of a role is made: as data, the job of an invented employer would be on offer."""
    return [name for name in document.formats if name != "jsonld"]


def planned(role: str) -> list[str]:
    """The paths of every document of a role in English."""
    return sorted(
        f"{role}/en/{document.name}.{SUFFIXES.get(written, written)}"
        for document in DOCUMENTS
        for written in of_samples(document)
    )


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An employer and two openings."""
    write(tmp_path, "employer.yaml", EMPLOYER)
    write(tmp_path, "openings/desk-1.yaml", OPENING.replace("@ID@", "desk-1"))
    write(tmp_path, "openings/desk-2.yaml", OPENING.replace("@ID@", "desk-2"))
    return tmp_path


# Everything, once: the shipped role in every document and format.


@dataclass(frozen=True)
class Built:
    """The output of a whole build, and its run."""

    out: Path
    run: Run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("whole")
    (folder / "workspace").mkdir()
    out = folder / "deep" / "out"
    run = hiring(
        "build", "--workspace", folder / "workspace", "--out", out, "--role", ROLE, "--language", "en", "--jobs", "2"
    )
    return Built(out, run)


def test_each_file_is_at_its_place(built: Built) -> None:
    assert built.run.code == 0, built.run.err
    expected = planned(ROLE)
    assert f"{ROLE}/en/posting.pdf" in expected
    assert documents_in(built.out) == expected


def test_index_and_manifest_list_every_file_and_nothing_else(built: Built) -> None:
    sound(built.out)
    manifest = json.loads((built.out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["format"] == 2
    assert [entry["path"] for entry in manifest["files"]] == documents_in(built.out)
    for entry in manifest["files"]:
        assert (
            entry["path"] == f"{entry['subject']}/{entry['language']}/{entry['document']}.{SUFFIXES[entry['format']]}"
        )
        assert entry["title"]


def test_each_file_is_of_its_format(built: Built) -> None:
    starts = {".html": b"<!DOCTYPE html>", ".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}
    seen = set()
    for path, content in tree(built.out).items():
        suffix = Path(path).suffix
        seen.add(suffix)
        assert content.startswith(starts.get(suffix, b"")), path
        if suffix in (".html", ".md", ".txt"):
            assert content.decode("utf-8").strip(), path
            assert b"\r" not in content, path
    assert {".html", ".pdf", ".docx", ".md", ".txt"} <= seen


def test_the_summary_says_what_was_made_and_what_to_open(built: Built) -> None:
    lines = built.run.out.splitlines()
    for document in DOCUMENTS:
        assert any(
            re.match(rf"{ROLE} +en +{document.name} +made: {' '.join(of_samples(document))}$", line) for line in lines
        )
    assert f"{len(planned(ROLE))} made, 0 kept, 0 not applicable, 0 failed." in lines
    assert lines[-1] == f"Open {built.out / 'index.html'}"


def test_progress_goes_to_stderr_a_line_for_each_file(built: Built) -> None:
    assert sorted(built.run.err.splitlines()) == sorted(f"made {path}" for path in planned(ROLE))


def test_a_second_build_keeps_every_file(built: Built) -> None:
    before = tree(built.out)
    times = {path: path.stat().st_mtime_ns for path in built.out.rglob("*.*") if path.parent != built.out}
    where = ("--workspace", built.out.parents[1] / "workspace", "--out", built.out, "--language", "en")
    again = hiring("build", *where, "--role", ROLE, "--json")
    assert again.code == 0
    assert set(again.states.values()) == {"kept"}
    assert sorted(again.states) == planned(ROLE)
    assert tree(built.out) == before
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_another_folder_and_one_process_give_the_same_bytes(built: Built, tmp_path: Path) -> None:
    (tmp_path / "somewhere else").mkdir()
    place = ("--workspace", tmp_path / "somewhere else", "--out", tmp_path / "out")
    where = (*place, "--jobs", "1", "--role", ROLE, "--language", "en")
    quick = [part for spec in FORMATS if spec.name != "pdf" and spec.of_samples for part in ("--format", spec.name)]
    assert hiring("build", *where, *quick).code == 0
    assert hiring("build", *where, "--format", "pdf", "--document", "posting").code == 0
    first, second = tree(built.out), tree(tmp_path / "out")
    made = [path for path in second if path not in ("index.html", "manifest.json")]
    assert len(made) == len([path for path in planned(ROLE) if not path.endswith(".pdf")]) + 1
    assert {path: second[path] for path in made} == {path: first[path] for path in made}


def test_samples_say_that_they_are_samples(built: Built) -> None:
    for document in DOCUMENTS:
        page = (built.out / ROLE / "en" / f"{document.name}.html").read_text(encoding="utf-8")
        assert 'class="sample"' in page, document.name
    assert "sample" in (built.out / "index.html").read_text(encoding="utf-8")


# What is built.


def test_openings_are_built_and_roles_are_not_where_there_are_openings(workspace: Path) -> None:
    run = build(workspace)
    assert run.code == 0
    assert sorted(run.states) == [f"desk-{n}/en/posting.{suffix}" for n in (1, 2) for suffix in ("html", "md")]
    assert sorted(run.states) == documents_in(workspace / "out")
    assert 'class="sample"' not in (workspace / "out/desk-1/en/posting.html").read_text(encoding="utf-8")


def test_a_role_is_built_beside_openings_when_it_is_named(workspace: Path) -> None:
    run = build(workspace, "--role", ROLE, formats="html")
    assert list(run.states) == [f"{ROLE}/en/posting.html"]
    both = build(workspace, "--role", ROLE, "--opening", "desk-2", formats="html")
    assert sorted(both.states.items()) == [
        ("desk-2/en/posting.html", "made"),
        (f"{ROLE}/en/posting.html", "kept"),
    ]


def test_selections_narrow_the_build_and_the_index_keeps_the_rest(workspace: Path) -> None:
    build(workspace, "--opening", "desk-1", formats="html")
    run = build(workspace, "--opening", "desk-2", "--opening", "desk-2", "--language", "en", formats="md")
    assert list(run.states) == ["desk-2/en/posting.md"]
    assert linked(workspace / "out") == ["desk-1/en/posting.html", "desk-2/en/posting.md"]
    sound(workspace / "out")


def test_a_market_of_choice_for_roles(tmp_path: Path) -> None:
    build(tmp_path, "--role", ROLE, "--market", "us-ca", formats="html", out="california")
    build(tmp_path, "--role", ROLE, formats="html", out="states")
    path = f"{ROLE}/en/posting.html"
    assert tree(tmp_path / "california")[path] != tree(tmp_path / "states")[path]


def test_a_role_of_the_workspaces_own_joins_the_shipped(tmp_path: Path) -> None:
    write(tmp_path, "roles/porter/role.yaml", PORTER)
    assert {path.split("/")[0] for path in build(tmp_path, formats="html").states} >= {ROLE, "porter"}


def test_regional_languages_are_languages_of_their_own(workspace: Path) -> None:
    change(workspace / "openings/desk-1.yaml", "[en]", "[en, en-GB]")
    run = build(workspace, "--opening", "desk-1", formats="html", language="")
    assert run.code == 0, run.out
    assert sorted(run.states) == ["desk-1/en-GB/posting.html", "desk-1/en/posting.html"]
    sound(workspace / "out")


def test_the_index_follows_what_the_workspace_declares(workspace: Path) -> None:
    change(workspace / "openings/desk-1.yaml", "[en]", "[en, en-GB]")
    build(workspace, formats="html")
    change(workspace / "openings/desk-1.yaml", "[en, en-GB]", "[en]")
    (workspace / "openings/desk-2.yaml").unlink()
    build(workspace, formats="md")
    assert linked(workspace / "out") == ["desk-1/en/posting.html", "desk-1/en/posting.md"]


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


def own_role(folder: Path) -> Path:
    """The shipped role as the workspace's own, to change."""
    assert hiring("new", "role", "clerk", "--from", ROLE, "--workspace", folder).code == 0
    return folder / "roles" / "clerk"


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


# Not applicable.


def test_a_role_without_interview_has_no_kit_and_the_reason_is_said(tmp_path: Path) -> None:
    write(tmp_path, "roles/porter/role.yaml", PORTER)
    run = build(tmp_path, "--role", "porter", documents="posting interview-kit", formats="html")
    assert run.code == 0
    kit = next(cell for cell in run.json["cells"] if cell["document"] == "interview-kit")
    assert kit["state"] == "not-applicable"
    assert "interview" in kit["reason"]
    assert documents_in(tmp_path / "out") == ["porter/en/posting.html"]
    where = ("--workspace", tmp_path, "--out", tmp_path / "out", "--jobs", "1")
    shown = hiring("build", *where, "--role", "porter", "--document", "interview-kit", "--format", "html")
    assert shown.code == 0
    assert f"Not applicable: porter/en/interview-kit.html\n  {kit['reason']}\n" in shown.out
    assert "0 made, 0 kept, 1 not applicable, 0 failed." in shown.out


def test_a_kit_that_is_no_longer_applicable_leaves_the_index(tmp_path: Path) -> None:
    own_role(tmp_path)
    build(tmp_path, "--role", "clerk", documents="posting interview-kit", formats="html")
    (tmp_path / "roles/clerk/interview.yaml").unlink()
    build(tmp_path, "--role", "clerk", documents="posting interview-kit", formats="html")
    assert linked(tmp_path / "out") == ["clerk/en/posting.html"]


def test_a_market_without_cost_data_gives_no_estimate_and_the_reason_is_said(tmp_path: Path) -> None:
    write(tmp_path, "roles/porter/role.yaml", PORTER)
    run = build(tmp_path, "--role", "porter", "--market", "us-ca", documents="posting cost-estimate", formats="html")
    assert run.code == 0
    assert {cell["document"]: cell["state"] for cell in run.json["cells"]} == {
        "posting": "made",
        "cost-estimate": "not-applicable",
    }
    assert "California" in next(cell["reason"] for cell in run.json["cells"] if cell["reason"])


# Missing on this machine.


def test_without_pango_pdf_is_not_applicable_and_the_rest_is_made(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hiring.formats.pdf.missing", lambda: "no_pango")
    run = build(workspace, "--opening", "desk-1", formats="")
    assert run.code == 0
    states = {cell["format"]: cell["state"] for cell in run.json["cells"]}
    others = dict.fromkeys(("html", "docx", "md", "txt", "jsonld"), "made")
    assert states == {"pdf": "not-applicable"} | others
    assert "Pango" in next(cell["reason"] for cell in run.json["cells"] if cell["format"] == "pdf")
    sound(workspace / "out")


def test_without_pango_pdf_by_name_is_a_failure_of_the_machine_and_the_rest_is_made(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hiring.formats.pdf.missing", lambda: "no_pango")
    run = build(workspace, "--opening", "desk-1", formats="pdf html")
    assert run.code == 3
    assert {cell["format"]: cell["state"] for cell in run.json["cells"]} == {"html": "made", "pdf": "failed"}
    assert run.json["summary"] == {"made": 1, "kept": 0, "not-applicable": 0, "failed": 1}
    sound(workspace / "out")


def test_without_pandoc_word_markdown_and_text_likewise(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("docx", "markdown", "text"):
        monkeypatch.setattr(f"hiring.formats.{module}.missing", lambda: "no_pandoc")
    run = build(workspace, "--opening", "desk-1", formats="")
    assert run.code == 0
    states = {cell["format"]: cell["state"] for cell in run.json["cells"]}
    without = dict.fromkeys(("docx", "md", "txt"), "not-applicable")
    assert states == {"html": "made", "pdf": "made", "jsonld": "made"} | without
    named = build(workspace, "--opening", "desk-1", formats="md html")
    assert named.code == 3
    assert {cell["format"]: cell["state"] for cell in named.json["cells"]} == {"html": "kept", "md": "failed"}
    assert "Pandoc" in next(cell["reason"] for cell in named.json["cells"] if cell["format"] == "md")


def test_a_sound_pdf_of_another_machine_is_kept_and_an_outdated_one_leaves_the_index(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(workspace, "--opening", "desk-1", formats="pdf")
    monkeypatch.setattr("hiring.formats.pdf.missing", lambda: "no_pango")
    assert build(workspace, "--opening", "desk-1", formats="pdf").states == {"desk-1/en/posting.pdf": "kept"}
    change(workspace / "openings/desk-1.yaml", "low: 52000", "low: 53000")
    run = build(workspace, "--opening", "desk-1", formats="pdf html")
    assert (run.code, run.states["desk-1/en/posting.pdf"]) == (3, "failed")
    assert linked(workspace / "out") == ["desk-1/en/posting.html"]


def test_problems_of_content_weigh_more_than_the_machine(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hiring.formats.pdf.missing", lambda: "no_pango")
    write(workspace, "openings/desk-2.yaml", "id: desk-2\n")
    assert build(workspace, formats="pdf html").code == 1


# Failed.


def test_a_broken_opening_fails_alone(workspace: Path) -> None:
    change(workspace / "openings/desk-1.yaml", "market: us-ca", "market: atlantis")
    run = build(workspace, formats="html")
    assert run.code == 1
    assert run.states == {"desk-2/en/posting.html": "made"}
    problem = run.json["problems"][0]
    assert (problem["file"], problem["line"], problem["field"]) == ("openings/desk-1.yaml", 3, "market")
    shown = hiring(
        "build", "--workspace", workspace, "--out", workspace / "out", "--document", "posting", "--format", "html"
    )
    assert shown.code == 1
    assert "openings/desk-1.yaml:3:9: market: " in shown.out
    sound(workspace / "out")


def test_a_broken_role_fails_the_openings_that_need_it(workspace: Path) -> None:
    write(workspace, "roles/porter/role.yaml", PORTER)
    write(workspace, "roles/porter/interview.yaml", "language: en\nquestions: [\n")
    write(workspace, "openings/desk-3.yaml", OPENING.replace("@ID@", "desk-3").replace(ROLE, "porter"))
    run = build(workspace, formats="html")
    assert run.code == 1
    assert run.states == {
        "desk-1/en/posting.html": "made",
        "desk-2/en/posting.html": "made",
        "desk-3/en/posting.html": "failed",
    }
    failed = next(cell for cell in run.json["cells"] if cell["state"] == "failed")
    assert failed["problems"][0]["file"] == "roles/porter/interview.yaml"
    shown = hiring(
        "build", "--workspace", workspace, "--out", workspace / "out", "--document", "posting", "--format", "html"
    )
    assert shown.out.count("roles/porter/interview.yaml:") == 1
    assert "0 made, 2 kept, 0 not applicable, 1 failed." in shown.out


def test_nothing_sound_is_a_failure_with_every_problem(workspace: Path) -> None:
    for number in (1, 2):
        write(workspace, f"openings/desk-{number}.yaml", f"id: desk-{number}\nlanguages: [en]\nmarket: us\n")
    run = build(workspace)
    assert run.code == 1
    assert [(problem["file"], problem["field"]) for problem in run.json["problems"]] == [
        ("openings/desk-1.yaml", "role"),
        ("openings/desk-2.yaml", "role"),
    ]
    assert run.json["cells"] == []
    shown = hiring("build", "--workspace", workspace, "--out", workspace / "out")
    assert (shown.code, shown.out) == (1, "")
    assert "openings/desk-2.yaml:1:1: role: " in shown.err


def test_without_an_employer_openings_fail_with_its_name(workspace: Path) -> None:
    (workspace / "employer.yaml").unlink()
    run = build(workspace)
    assert run.code == 1
    assert "employer.yaml" in run.out
    assert set(run.states.values()) <= {"failed"}


TEMPLATE_FAULTS: dict[str, tuple[str, int]] = {
    "an unknown name": ("a\nb {{ nothing }}\n", 2),
    "an unknown field": ("{{ view.title }}\n\n{{ view.salary }}", 3),
    "a private attribute": ("{{ view.__class__.__mro__ }}", 1),
    "an unknown phrase": ('x\n{{ t("no.such.phrase") }}', 2),
    "a syntax error": ("x\ny\n{% if %}", 3),
    "an unclosed block": ("x\n{% for a in view.benefits %}\ny", 3),
    "a missing include": ('x\n{% include "no/such.j2" %}', 2),
    "itself": ('x\n{% include "documents/posting.html.j2" %}', 2),
    "a division by nothing": ("{{ 1 / 0 }}", 1),
    "an unknown filter": ("\n{{ view.title | juggle }}", 2),
}


@pytest.mark.parametrize("case", TEMPLATE_FAULTS)
def test_an_error_in_a_template_fails_its_document_with_file_and_line(workspace: Path, case: str) -> None:
    text, line = TEMPLATE_FAULTS[case]
    write(workspace, "templates/documents/posting.html.j2", text)
    run = build(workspace, "--opening", "desk-1", documents="posting interview-kit", formats="html")
    assert run.code == 1
    cells = {cell["document"]: cell for cell in run.json["cells"]}
    assert {name: cell["state"] for name, cell in cells.items()} == {"posting": "failed", "interview-kit": "made"}
    assert cells["posting"]["reason"].startswith(f"templates/documents/posting.html.j2:{line}: ")
    sound(workspace / "out")


def test_a_document_that_fails_leaves_the_index(workspace: Path) -> None:
    build(workspace, formats="html")
    template = write(workspace, "templates/documents/posting.html.j2", "{{ nothing }}")
    run = build(workspace, formats="html")
    assert set(run.states.values()) == {"failed"}
    assert linked(workspace / "out") == []
    template.unlink()
    assert set(build(workspace, formats="html").states.values()) == {"made"}


# The output folder.


def test_an_output_folder_that_is_a_file_is_a_failure_of_storage(workspace: Path) -> None:
    (workspace / "out").write_text("mine", encoding="utf-8")
    run = hiring("build", "--workspace", workspace, "--out", workspace / "out", "--format", "html")
    assert (run.code, run.out) == (3, "")
    assert str(workspace / "out") in run.err
    assert (workspace / "out").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_in_the_way_of_a_folder_is_a_failure_of_storage(workspace: Path, jobs: str) -> None:
    out = workspace / "out"
    write(workspace, "out/desk-1", "mine")
    where = ("--workspace", workspace, "--out", out, "--jobs", jobs)
    run = hiring("build", *where, "--document", "posting", "--format", "html")
    assert (run.code, run.out) == (3, "")
    assert "desk-1" in run.err.splitlines()[-1]
    assert list(out.glob(".*")) == []
    assert (out / "desk-1").read_text(encoding="utf-8") == "mine"


def test_files_of_others_in_the_output_folder_stay(workspace: Path) -> None:
    write(workspace, "out/desk-1/en/notes.txt", "mine")
    assert build(workspace, formats="html").code == 0
    assert (workspace / "out/desk-1/en/notes.txt").read_text(encoding="utf-8") == "mine"


# JSON.


def test_the_shape_of_the_report(workspace: Path) -> None:
    write(workspace, "openings/desk-2.yaml", "id: desk-2\n")
    report = build(workspace, formats="html").json
    assert set(report) == {"format", "out", "problems", "failure", "cells", "summary"}
    assert (report["format"], report["out"]) == (1, str(workspace / "out"))
    assert report["cells"] == [
        {
            "subject": "desk-1",
            "language": "en",
            "document": "posting",
            "format": "html",
            "path": "desk-1/en/posting.html",
            "state": "made",
            "reason": None,
            "problems": [],
        }
    ]
    assert report["summary"] == {"made": 1, "kept": 0, "not-applicable": 0, "failed": 0}
    assert {problem["file"] for problem in report["problems"]} == {"openings/desk-2.yaml"}


def test_the_table_of_formats_has_the_suffixes_of_the_contract() -> None:
    assert {spec.name: spec.suffix for spec in FORMATS} == {spec.name: SUFFIXES[spec.name] for spec in FORMATS}


def test_a_moved_output_folder_is_still_known(workspace: Path) -> None:
    build(workspace, formats="html")
    shutil.move(workspace / "out", workspace / "elsewhere")
    assert set(build(workspace, formats="html", out="elsewhere").states.values()) == {"kept"}

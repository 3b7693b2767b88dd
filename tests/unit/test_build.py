"""``hiring build``: which files are made and where, what is said of them, and that index and manifest list them all."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from hiring.documents import DOCUMENTS, DocumentSpec
from hiring.formats import FORMATS
from tests.building import ROLE, SUFFIXES, build, documents_in, linked, sound, tree
from tests.command import Run, hiring
from tests.desk_workspace import PORTER, change, write, write_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An employer and two openings."""
    return write_workspace(tmp_path, "desk-1", "desk-2")


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

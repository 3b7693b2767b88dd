"""``hiring translations``, from outside: what is missing, stale or not recorded, and what ``--update`` writes."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hiring.workspace import shipped
from tests.command import Run, hiring

State = dict[str, Any]
PHRASE = "kit.brief.panel"

EMPLOYER = """\
language: en
name: Harbour Clinic
about: We teach.
benefits:
  - {id: leave, text: Paid leave}
  - {id: cover, text: Health cover}
"""
EMPLOYER_FR = """\
# Ours.
about: Nous enseignons.
benefits:
  cover: Couverture santé
  leave: Congés payés
"""
EMPLOYER_SV = """\
about: Vi undervisar.
benefits: {leave: Betald ledighet, cover: Sjukvårdsförsäkring}
"""
ROLE = """\
id: clerk
language: en
title: Clerk
responsibilities:
  - id: forms
    text: >-
      File the forms
      of the day
  - {id: calls, text: Call people}
"""
ROLE_FR = """\
title: Agent
responsibilities:
  forms: Classer les formulaires du jour
  calls: Appeler
"""
RECORD = "roles/clerk/.sources/role.fr.json"
OPENING = """\
id: desk-1
role: clerk
market: us
languages: [en, de]
schedule: Mornings
"""


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files into a workspace."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def record(folder: Path, name: str) -> Any:
    """A file of source texts."""
    return json.loads((folder / name).read_text(encoding="utf-8"))


Ask = Callable[..., Run]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Ask for the state of the French of the workspace, or for what is said instead."""

    def run(*args: str, tag: str = "fr") -> Run:
        return hiring("translations", "--workspace", tmp_path, *(("--language", tag) if tag else ()), *args)

    return run


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run, Run]:
    """A workspace whose French is recorded; what was said of it before, and when it was recorded."""
    folder = tmp_path_factory.mktemp("french")
    write(folder, {"employer.yaml": EMPLOYER, "employer.fr.yaml": EMPLOYER_FR})
    write(folder, {"roles/clerk/role.yaml": ROLE, "roles/clerk/role.fr.yaml": ROLE_FR})
    before, update = (
        hiring("translations", "--workspace", folder, "--language", "fr", *args) for args in (["--json"], ["--update"])
    )
    assert update.code == 0
    return folder, before, update


@pytest.fixture
def recorded(french: tuple[Path, Run, Run], tmp_path: Path) -> Path:
    """The workspace whose French is recorded, to change."""
    shutil.copytree(french[0], tmp_path, dirs_exist_ok=True)
    return tmp_path


def counts(state: State) -> dict[str, int]:
    """What is wrong with a file, in numbers."""
    return {status: state[status] for status in ("missing", "stale", "unrecorded") if state[status]}


# One workspace in every state ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Survey:
    """A workspace with files in every state, and what is said of it."""

    folder: Path
    files: dict[str, bytes]
    text: Run
    json: Run

    def entries(self, file: str) -> list[tuple[str, list[str], int, int]]:
        """Status, path, line and column of each entry of a file."""
        found = self.json.own[file]["entries"]
        assert {entry["file"] for entry in found} <= {file}
        return [(entry["status"], entry["path"], entry["line"], entry["column"]) for entry in found]


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """French: stale, missing, not recorded; Canadian French: a part; Swedish: fresh; German: files that are missing."""
    folder = tmp_path_factory.mktemp("survey")
    write(
        folder,
        {
            "employer.yaml": EMPLOYER,
            "employer.fr.yaml": EMPLOYER_FR,
            "employer.sv.yaml": EMPLOYER_SV,
            "roles/clerk/role.yaml": ROLE,
            "roles/clerk/role.fr.yaml": ROLE_FR,
            "templates/phrases/fr.yaml": f"{PHRASE}:\n  one: '{{count}} personne'\n  other: '{{count}} personnes'\n",
        },
    )
    assert hiring("translations", "--workspace", folder, "--update").code == 0
    phrases = folder / "templates/phrases/.sources/fr.json"
    kept = json.loads(phrases.read_text(encoding="utf-8"))
    kept["texts"][PHRASE]["other"] = "{count} people"
    write(
        folder,
        {
            "roles/clerk/role.yaml": ROLE.replace("of the day", "of the week"),
            "roles/clerk/role.fr.yaml": ROLE_FR.replace("  calls: Appeler\n", ""),
            "employer.fr-CA.yaml": "benefits:\n  leave: Vacances payées\n",
            "openings/desk-1.yaml": OPENING,
            "templates/phrases/.sources/fr.json": json.dumps(kept),
        },
    )
    before = tree(folder)
    text = hiring("translations", "--workspace", folder)
    return Survey(folder, before, text, hiring("translations", "--workspace", folder, "--json"))


def test_a_fresh_translation_is_complete(survey: Survey) -> None:
    state = survey.json.own["employer.sv.yaml"]
    assert (state["language"], state["name"], state["source"]) == ("sv", "Swedish", "employer.yaml")
    assert (state["complete"], state["texts"], counts(state), state["entries"]) == (True, 3, {}, [])


def test_what_the_workspace_did_not_touch_is_complete(survey: Survey) -> None:
    shipped = [state for state in survey.json.json["files"] if state["file"].startswith("(shipped) ")]
    assert {state["language"] for state in shipped} == {"ar", "de", "es", "fr", "sv"}
    assert all(state["complete"] and not counts(state) and state["texts"] for state in shipped)
    assert "ar      Arabic           complete: " in survey.text.out


def test_a_missing_text_is_shown_with_its_source_at_its_parent(survey: Survey) -> None:
    file = "roles/clerk/role.fr.yaml"
    assert ("missing", ["responsibilities", "calls"], 3, 3) in survey.entries(file)
    entry = next(entry for entry in survey.json.own[file]["entries"] if entry["status"] == "missing")
    assert (entry["source"], entry["made_from"], entry["translation"]) == ("Call people", None, None)
    assert survey.json.own[file]["complete"] is False
    assert f"{file}:3:3: responsibilities.calls: missing\n      source is    Call people\n" in survey.text.out


def test_a_stale_text_is_shown_with_both_sources_and_the_translation_at_its_place(survey: Survey) -> None:
    file = "roles/clerk/role.fr.yaml"
    assert ("stale", ["responsibilities", "forms"], 3, 10) in survey.entries(file)
    entry = next(entry for entry in survey.json.own[file]["entries"] if entry["status"] == "stale")
    assert entry["made_from"] == "File the forms of the day"
    assert entry["source"] == "File the forms of the week"
    assert entry["translation"] == "Classer les formulaires du jour"
    assert counts(survey.json.own[file]) == {"missing": 1, "stale": 1}
    shown = "\n".join(
        [
            f"    {file}:3:10: responsibilities.forms: stale",
            "      source was   File the forms of the day",
            "      source is    File the forms of the week",
            "      translation  Classer les formulaires du jour",
        ]
    )
    assert shown in survey.text.out


def test_a_phrase_with_plural_forms_is_stale_when_one_of_them_changed(survey: Survey) -> None:
    file = "templates/phrases/fr.yaml"
    assert survey.entries(file) == [("stale", [PHRASE], 2, 3)]
    (entry,) = survey.json.own[file]["entries"]
    assert entry["translation"] == {"one": "{count} personne", "other": "{count} personnes"}
    assert set(entry["made_from"]) == set(entry["source"]) == {"one", "other"}
    assert entry["made_from"]["one"] == entry["source"]["one"]
    assert entry["made_from"]["other"] == "{count} people" != entry["source"]["other"]


@pytest.mark.parametrize(
    ("file", "source", "texts"),
    [
        ("employer.de.yaml", "employer.yaml", 3),
        ("openings/desk-1.de.yaml", "openings/desk-1.yaml", 1),
        ("roles/clerk/role.de.yaml", "roles/clerk/role.yaml", 3),
    ],
)
def test_a_file_that_an_opening_needs_and_nobody_wrote_is_missing_with_all_its_texts(
    survey: Survey, file: str, source: str, texts: int
) -> None:
    state = survey.json.own[file]
    assert (state["language"], state["source"], state["complete"]) == ("de", source, False)
    assert (state["texts"], counts(state)) == (texts, {"missing": texts})
    assert f"  {file}: {texts} missing: {texts} texts\n" in survey.text.out
    assert not (survey.folder / file).exists()


def test_a_regional_language_takes_what_it_does_not_say_from_its_parent(survey: Survey) -> None:
    """Only what it says itself is to be recorded, and nothing is missing."""
    state = survey.json.own["employer.fr-CA.yaml"]
    assert (state["language"], state["name"]) == ("fr-CA", "French (Canada)")
    assert counts(state) == {"unrecorded": 1}
    assert state["complete"] is True
    assert survey.entries("employer.fr-CA.yaml") == [("unrecorded", ["benefits", "leave"], 2, 10)]


def test_the_numbers_of_a_language_are_those_of_its_files(survey: Survey) -> None:
    for tag in ("ar", "de", "fr", "fr-CA", "sv"):
        states = [state for state in survey.json.json["files"] if state["language"] == tag]
        sums = {status: sum(state[status] for state in states) for status in ("missing", "stale", "unrecorded")}
        wrong = ", ".join(f"{number} {status}" for status, number in sums.items() if number) or "complete"
        texts = sum(state["texts"] for state in states)
        line = next(line for line in survey.text.out.splitlines() if line.split()[0] == tag)
        where = f" in {len(states)} files" if len(states) > 1 else ""
        assert line.endswith(f"  {wrong}: {texts} texts{where}"), line


def test_json_is_one_document_with_a_version(survey: Survey) -> None:
    document = survey.json.json
    assert set(document) == {"format", "files", "updated", "problems"}
    assert (document["format"], document["updated"], document["problems"]) == (1, [], [])
    for state in document["files"]:
        statuses = [entry["status"] for entry in state["entries"]]
        told = {status: statuses.count(status) for status in set(statuses)}
        if state["entries"] or not state["missing"]:
            assert counts(state) == told, state["file"]


def test_what_is_missing_or_stale_fails_the_run_and_only_update_writes(survey: Survey) -> None:
    assert (survey.text.code, survey.text.err) == (1, "")
    assert (survey.json.code, survey.json.err) == (1, "")
    assert tree(survey.folder) == survey.files


# --update ------------------------------------------------------------------------------------------------------------


def test_a_translation_that_was_never_recorded_is_no_failure(french: tuple[Path, Run, Run]) -> None:
    _, before, _ = french
    assert before.code == 0
    state = before.own["employer.fr.yaml"]
    assert (state["complete"], counts(state)) == (True, {"unrecorded": 3})
    assert {entry["made_from"] for entry in state["entries"]} == {None}


def test_update_keeps_the_source_of_each_text_beside_the_file(french: tuple[Path, Run, Run]) -> None:
    folder, _, update = french
    assert record(folder, ".sources/employer.fr.json") == {
        "format": 1,
        "language": "en",
        "texts": {"about": "We teach.", "benefits/leave": "Paid leave", "benefits/cover": "Health cover"},
    }
    assert record(folder, RECORD)["texts"] == {
        "title": "Clerk",
        "responsibilities/forms": "File the forms of the day",
        "responsibilities/calls": "Call people",
    }
    assert "employer.fr.yaml: 3 noted for the first time, 0 that were stale\n" in update.out
    assert update.out.splitlines()[-1].startswith("fr      French  complete: ")


def test_update_twice_changes_no_byte_and_says_so(recorded: Path, ask: Ask) -> None:
    before = tree(recorded)
    run = ask("--update")
    assert run.code == 0
    assert "noted" not in run.out
    assert tree(recorded) == before


def test_update_makes_a_stale_text_fresh_and_writes_only_that_record(recorded: Path, ask: Ask) -> None:
    write(recorded, {"roles/clerk/role.yaml": ROLE.replace("Call", "Ring")})
    before = tree(recorded)
    run = ask("--update", "--json")
    assert run.code == 0
    assert [file["file"] for file in run.json["updated"]] == ["roles/clerk/role.fr.yaml"]
    assert counts(run.own["roles/clerk/role.fr.yaml"]) == {}
    after = tree(recorded)
    assert {name for name in after if after[name] != before.get(name)} == {RECORD}
    assert set(after) == set(before)
    texts = record(recorded, RECORD)["texts"]
    assert texts["responsibilities/calls"] == "Ring people"
    assert texts["responsibilities/forms"] == "File the forms of the day"


def test_update_of_one_language_leaves_the_records_of_others(recorded: Path, ask: Ask) -> None:
    write(recorded, {"employer.sv.yaml": EMPLOYER_SV, "employer.yaml": EMPLOYER.replace("We teach", "We learn")})
    before = tree(recorded)
    assert ask("--update", tag="sv").code == 0
    assert record(recorded, ".sources/employer.sv.json")["texts"]["about"] == "We learn."
    after = tree(recorded)
    assert after.pop(".sources/employer.sv.json")
    assert after == before


def test_update_notes_what_is_there_while_other_texts_are_missing(tmp_path: Path, ask: Ask) -> None:
    write(tmp_path, {"roles/clerk/role.yaml": ROLE, "roles/clerk/role.fr.yaml": "title: Agent\n"})
    run = ask("--update")
    assert run.code == 1
    assert "roles/clerk/role.fr.yaml: 1 noted for the first time, 0 that were stale\n" in run.out
    assert record(tmp_path, RECORD)["texts"] == {"title": "Clerk"}


def test_update_of_a_translation_that_says_less_forgets_the_rest(recorded: Path, ask: Ask) -> None:
    write(recorded, {"roles/clerk/role.yaml": ROLE.replace("  - {id: calls, text: Call people}\n", "")})
    write(recorded, {"roles/clerk/role.fr.yaml": ROLE_FR.replace("  calls: Appeler\n", "")})
    assert ask("--update").code == 0
    assert set(record(recorded, RECORD)["texts"]) == {"title", "responsibilities/forms"}


def test_a_source_in_another_language_is_recorded_as_such(tmp_path: Path) -> None:
    write(tmp_path, {"roles/clerk/role.yaml": ROLE.replace(": en", ": sv"), "roles/clerk/role.en.yaml": ROLE_FR})
    assert hiring("translations", "--workspace", tmp_path, "--language", "en", "--update").code == 0
    assert record(tmp_path, "roles/clerk/.sources/role.en.json")["language"] == "sv"


def test_update_writes_nothing_outside_the_workspace(tmp_path: Path) -> None:
    """Neither into the folder around it, nor beside the shipped translations."""
    folder = tmp_path / "clinic"
    write(folder, {"employer.yaml": EMPLOYER, "employer.fr.yaml": EMPLOYER_FR})
    write(tmp_path, {"employer.yaml": EMPLOYER, "employer.sv.yaml": EMPLOYER_SV})
    beside = [shipped("roles"), shipped("templates"), shipped("markets")]
    before = {path: path.stat().st_mtime_ns for place in beside for path in place.rglob("*.json")}
    assert any(path.parent.name == ".sources" for path in before)
    assert hiring("translations", "--workspace", folder, "--language", "fr", "--update").code == 0
    assert set(tree(tmp_path)) == {
        "employer.yaml",
        "employer.sv.yaml",
        "clinic/employer.yaml",
        "clinic/employer.fr.yaml",
        "clinic/.sources/employer.fr.json",
    }
    assert {path: path.stat().st_mtime_ns for place in beside for path in place.rglob("*.json")} == before


# What stops it -------------------------------------------------------------------------------------------------------


BROKEN_RECORDS = [
    "{",
    "[]",
    "",
    '{"format": 1, "language": "en", "texts": []}',
    '{"format": 9, "language": "en", "texts": {}}',
]


def test_a_broken_record_is_a_problem_and_nothing_is_written(recorded: Path, ask: Ask) -> None:
    names = []
    for number, text in enumerate(BROKEN_RECORDS):
        at = f"roles/clerk-{number}"
        write(recorded, {f"{at}/role.yaml": ROLE.replace("clerk", at[6:]), f"{at}/role.fr.yaml": ROLE_FR})
        write(recorded, {f"{at}/.sources/role.fr.json": text})
        names.append(f"{at}/.sources/role.fr.json")
    write(recorded, {"employer.yaml": EMPLOYER.replace("We teach", "We learn")})
    before = tree(recorded)
    run = ask("--json")
    assert run.code == 1
    assert [problem["file"] for problem in run.json["problems"]] == names
    updated = ask("--update")
    assert updated.code == 1
    assert all(f"{name}:" in updated.out + updated.err for name in names)
    assert tree(recorded) == before
    assert ask(tag="sv").code == 0


def test_a_broken_file_is_a_problem_and_nothing_is_written(recorded: Path, ask: Ask) -> None:
    names = ["openings/desk-1.yaml", "roles/clerk/role.fr.yaml"]
    write(recorded, dict.fromkeys(names, "title: 'open\n"))
    write(recorded, {"employer.yaml": EMPLOYER.replace("We teach", "We learn")})
    before = tree(recorded)
    run = ask("--json")
    assert run.code == 1
    assert [(problem["file"], problem["line"], problem["column"]) for problem in run.json["problems"]] == [
        (name, 1, 8) for name in names
    ]
    assert counts(run.own["employer.fr.yaml"]) == {"stale": 1}
    updated = ask("--update")
    assert updated.code == 1
    assert all(f"{name}:1:8: " in updated.out + updated.err for name in names)
    assert tree(recorded) == before


@pytest.mark.parametrize("tag", ["nb", "../fr"])
def test_an_unknown_language_is_refused_and_the_known_ones_are_named(tmp_path: Path, ask: Ask, tag: str) -> None:
    run = ask("--update", tag=tag)
    assert (run.code, run.out) == (2, "")
    assert f"“{tag}”" in run.err
    assert all(known in run.err for known in ("ar", "de", "es", "fr", "sv"))
    assert tree(tmp_path) == {}


def test_only_the_language_that_is_named_is_told(french: tuple[Path, Run, Run]) -> None:
    _, before, update = french
    assert {state["language"] for state in before.json["files"]} == {"fr"}
    assert not [line for line in update.out.splitlines() if line.split()[0] in ("ar", "de", "es", "sv")]


def test_a_language_that_lives_only_in_the_workspace_is_told_like_a_shipped_one(tmp_path: Path, ask: Ask) -> None:
    write(tmp_path, {"roles/clerk/role.yaml": ROLE, "roles/clerk/role.nb.yaml": "title: Kontorist\n"})
    run = ask("--json", tag="nb")
    assert run.code == 1
    (state,) = run.json["files"]
    assert (state["name"], state["texts"], counts(state)) == ("Norwegian Bokmål", 3, {"missing": 2, "unrecorded": 1})


def test_a_workspace_that_is_not_there_is_refused(tmp_path: Path) -> None:
    run = hiring("translations", "--workspace", tmp_path / "nowhere")
    assert (run.code, run.out) == (2, "")
    assert "nowhere" in run.err

"""The command line as its users see it: help, exit codes, what goes to stdout and to stderr, dates, listings."""

import re
from datetime import date
from pathlib import Path

import pytest

from hiring import build as building
from hiring.cli import commands
from hiring.cli.looking import LISTINGS
from hiring.documents import DOCUMENTS
from hiring.formats import FORMATS
from hiring.outcomes import Report, Settings
from tests.command import PROBLEM, Run, hiring
from tests.desk_workspace import write_opening, write_workspace


@pytest.fixture
def workspace(bare: Path) -> Path:
    """A workspace with an employer and one opening, as the current folder."""
    return write_workspace(bare, "desk-1")


# Help and usage.


def test_help_names_every_command() -> None:
    run = hiring("--help")
    assert (run.code, run.err) == (0, "")
    for command in ("build", "validate", "list", "schema", "new", "doctor"):
        assert re.search(rf"^  {command} ", run.out, re.MULTILINE), command


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_has_help_and_a_workspace(name: str) -> None:
    run = hiring(name, "--help")
    assert run.code == 0
    if name != "new":
        assert "--workspace" in run.out


@pytest.mark.parametrize("kind", ["role", "opening", "language"])
def test_new_takes_a_workspace(kind: str) -> None:
    assert "--workspace" in hiring("new", kind, "--help").out


def test_version_is_that_of_the_package() -> None:
    from hiring import __version__

    assert hiring("--version").out.split()[-1] == __version__


USAGE: dict[str, tuple[tuple[str, ...], str]] = {
    "no command": ((), "Usage"),
    "unknown command": (("bake",), "bake"),
    "unknown option": (("build", "--nope"), "--nope"),
    "build: unknown role": (("build", "--role", "astronaut"), "astronaut"),
    "build: empty role": (("build", "--role", ""), "role"),
    "build: one role known, one not": (("build", "--role", "referral-coordinator", "--role", "astronaut"), "astronaut"),
    "build: unknown opening": (("build", "--opening", "desk-9"), "desk-9"),
    "build: unknown language": (("build", "--language", "tlh"), "tlh"),
    "build: a language is written in small letters": (("build", "--language", "EN"), "EN"),
    "build: unknown document": (("build", "--document", "sonnet"), "sonnet"),
    "build: unknown format": (("build", "--format", "wav"), "wav"),
    "build: unknown market": (("build", "--market", "atlantis"), "atlantis"),
    "build: empty market": (("build", "--market", ""), "market"),
    "build: a language that no role has": (
        ("build", "--language", "en-GB"),
        "“en-GB” is none of the languages of what",
    ),
    "build: a format that the document does not have": (
        ("build", "--document", "interview-kit", "--format", "txt"),
        "no document fits",
    ),
    "build: no processes": (("build", "--jobs", "0"), "--jobs"),
    "build: no date": (("build", "--date", "2026-02-30"), "2026-02-30"),
    "build: no workspace": (("build", "--workspace", "nowhere"), "nowhere"),
    "build: argument": (("build", "posting"), "posting"),
    "validate: no such path": (("validate", "roles/nowhere.yaml"), "nowhere"),
    "validate: path without content": (("validate", "."), "no content"),
    "validate: no workspace": (("validate", "--workspace", "nowhere"), "nowhere"),
    "list: nothing named": (("list",), "roles"),
    "list: unknown listing": (("list", "planets"), "planets"),
    "list: no workspace": (("list", "roles", "--workspace", "nowhere"), "nowhere"),
    "schema: nothing named": (("schema",), "NAME"),
    "schema: unknown": (("schema", "planet"), "planet"),
    "schema: no workspace": (("schema", "role", "--workspace", "nowhere"), "nowhere"),
    "new: nothing named": (("new", "planet"), "planet"),
    "new role: no id": (("new", "role"), "ID"),
    "new role: unknown origin": (("new", "role", "clerk", "--from", "astronaut"), "astronaut"),
    "new language: no language": (("new", "language", "klingon"), "klingon"),
    "new language: exists": (("new", "language", "en"), "en"),
    "doctor: no workspace": (("doctor", "--workspace", "nowhere"), "nowhere"),
}


@pytest.mark.parametrize("case", USAGE)
def test_what_cannot_be_asked_for_ends_with_2_and_says_what(bare: Path, case: str) -> None:
    args, named = USAGE[case]
    run = hiring(*args)
    assert run.code == 2
    assert run.out == ""
    assert named in run.err
    assert list(bare.iterdir()) == []


@pytest.mark.parametrize(
    "args",
    [
        ("--market", "us-ca"),
        ("--market", "us-ca", "--opening", "desk-1"),
        ("--market", "us-ca", "--opening", "desk-1", "--role", "referral-coordinator"),
    ],
)
def test_an_opening_names_its_own_market(workspace: Path, args: tuple[str, ...]) -> None:
    run = hiring("build", *args)
    assert run.code == 2
    assert "--market" in run.err
    assert not (workspace / "out").exists()


def test_a_role_and_an_opening_of_one_name_cannot_be_built_together(workspace: Path) -> None:
    write_opening(workspace, "referral-coordinator")
    run = hiring("build", "--role", "referral-coordinator", "--opening", "referral-coordinator")
    assert run.code == 2
    assert "same folder" in run.err


def test_what_is_known_is_named_beside_what_is_not(bare: Path) -> None:
    run = hiring("build", "--format", "wav")
    for spec in FORMATS:
        assert spec.name in run.err


# Dates.


@pytest.mark.parametrize(
    ("args", "epoch", "expected"),
    [
        (("--date", "2027-01-15"), None, date(2027, 1, 15)),
        (("--date", "2027-01-15"), "0", date(2027, 1, 15)),
        ((), "1795305599", date(2026, 11, 21)),  # one second before midnight, UTC
        ((), "1795305600", date(2026, 11, 22)),
    ],
)
def test_the_date_is_the_option_else_source_date_epoch(
    bare: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], epoch: str | None, expected: date
) -> None:
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    seen: list[date] = []

    def fake(_library: object, _selection: object, settings: Settings, *_told: object) -> Report:
        seen.append(settings.on)
        return Report(settings.out, ())

    monkeypatch.setattr(building, "build", fake)
    assert hiring("build", *args).code == 0
    assert seen == [expected]


@pytest.mark.parametrize("epoch", ["yesterday", "", "1e9", "99999999999999999"])
def test_a_source_date_epoch_that_is_no_date_is_a_usage_error(
    bare: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    run = hiring("build")
    assert run.code == 2
    assert "SOURCE_DATE_EPOCH" in run.err


# Listings.


def test_list_roles(workspace: Path) -> None:
    rows = hiring("list", "roles", "--json").json["roles"]
    row = next(row for row in rows if row["id"] == "referral-coordinator")
    assert row["title"] == "Referral Coordinator"
    assert row["languages"][0] == "en"
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


def test_list_openings(workspace: Path) -> None:
    assert hiring("list", "openings", "--json").json["openings"] == [
        {"id": "desk-1", "role": "referral-coordinator", "market": "us-ca", "languages": ["en"]}
    ]


def test_list_languages_and_markets(bare: Path) -> None:
    languages = hiring("list", "languages", "--json").json["languages"]
    assert {"id": "en", "name": "English"} in languages
    markets = hiring("list", "markets", "--json").json["markets"]
    assert {"id": "us-ca", "name": "California", "currency": "USD"} in markets


def test_list_documents_and_formats_are_the_tables(bare: Path) -> None:
    documents = hiring("list", "documents", "--json").json["documents"]
    assert [(row["id"], row["audience"], tuple(row["formats"])) for row in documents] == [
        (spec.name, spec.audience.value, spec.formats) for spec in DOCUMENTS
    ]
    formats = hiring("list", "formats", "--json").json["formats"]
    assert [(row["id"], row["suffix"]) for row in formats] == [(spec.name, f".{spec.suffix}") for spec in FORMATS]


@pytest.mark.parametrize("what", LISTINGS)
def test_a_listing_in_text_has_a_line_for_each_row_that_starts_with_its_id(workspace: Path, what: str) -> None:
    listed = hiring("list", what, "--json")
    assert (listed.code, listed.err) == (0, "")
    assert set(listed.json) == {"format", what}
    assert listed.json["format"] == 1
    shown = hiring("list", what)
    assert (shown.code, shown.err) == (0, "")
    assert [line.split()[0] for line in shown.out.splitlines()] == [row["id"] for row in listed.json[what]]
    assert listed.json[what]


def test_an_empty_listing_says_nothing(bare: Path) -> None:
    assert hiring("list", "openings") == Run(0, "", "")
    assert hiring("list", "openings", "--json").json == {"format": 1, "openings": []}


def test_a_listing_shows_the_workspaces_own(workspace: Path) -> None:
    assert hiring("new", "role", "clerk").code == 0
    assert "clerk" in [row["id"] for row in hiring("list", "roles", "--json").json["roles"]]


def test_a_listing_of_broken_content_ends_with_its_problems(workspace: Path) -> None:
    write_opening(workspace, "desk-2", "id: desk-2\n")
    run = hiring("list", "openings")
    assert (run.code, run.out) == (1, "")
    assert all(PROBLEM.match(line) for line in run.err.splitlines())
    assert "openings/desk-2.yaml:1:1" in run.err

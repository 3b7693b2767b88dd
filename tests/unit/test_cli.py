"""The command line as its users see it: exit codes, what goes to stdout and to stderr, listings, validate, interruption."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hiring import build as building
from hiring import cli
from hiring.documents import DOCUMENTS
from hiring.formats import FORMATS
from hiring.outcomes import Report, Settings
from tests.command import Run, hiring

HIRING = Path(sys.executable).with_name("hiring")
PROBLEM = re.compile(r"^\S.*?:[1-9][0-9]*:[1-9][0-9]*: (?:\S+: )?.+ \(.+\)$")
"""``file:line:column: field.path: what is wrong (what to do)``; a fault of a whole file has no path."""

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
"""


def opening(folder: Path, name: str, text: str = OPENING) -> Path:
    """Write an opening into a workspace."""
    path = folder / "openings" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace("@ID@", name), encoding="utf-8")
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


@pytest.fixture
def workspace(bare: Path) -> Path:
    """A workspace with an employer and one opening, as the current folder."""
    (bare / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    opening(bare, "desk-1")
    return bare


# Help and usage.


def test_help_names_every_command() -> None:
    run = hiring("--help")
    assert (run.code, run.err) == (0, "")
    for command in ("build", "validate", "list", "schema", "new", "doctor"):
        assert re.search(rf"^  {command} ", run.out, re.MULTILINE), command


@pytest.mark.parametrize("name", sorted(cli.commands.commands))
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
    "build: a language that no role has": (("build", "--language", "en-GB"), "no document fits"),
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
    opening(workspace, "referral-coordinator")
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


@pytest.mark.parametrize("what", cli.LISTINGS)
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
    opening(workspace, "desk-2", "id: desk-2\n")
    run = hiring("list", "openings")
    assert (run.code, run.out) == (1, "")
    assert all(PROBLEM.match(line) for line in run.err.splitlines())
    assert "openings/desk-2.yaml:1:1" in run.err


# Validate.


def test_what_is_shipped_is_valid_and_validate_says_nothing(bare: Path) -> None:
    assert hiring("validate") == Run(0, "", "")
    assert hiring("validate", "--json").json == {"format": 1, "problems": []}


def test_a_sound_workspace_is_valid(workspace: Path) -> None:
    assert hiring("validate") == Run(0, "", "")


def broken(folder: Path) -> None:
    """Three files with four faults, none of them in the order of the file names."""
    opening(folder, "desk-2", OPENING.replace("us-ca", "atlantis").replace("location: san-francisco\n", ""))
    opening(folder, "desk-1", "id: desk-1\nrole: referral-coordinator\nmarket: us\nlanguages: [en]\ncolour: red\n")
    (folder / "employer.yaml").write_text("language: en\nname: A\nname: B\n", encoding="utf-8")


def test_every_problem_of_every_file_is_found_in_one_run(workspace: Path) -> None:
    broken(workspace)
    run = hiring("validate")
    assert (run.code, run.err) == (1, "")
    lines = run.out.splitlines()
    assert all(PROBLEM.match(line) for line in lines), run.out
    places = [tuple(line.split(":")[:3]) for line in lines]
    assert places == [
        ("employer.yaml", "3", "1"),
        ("openings/desk-1.yaml", "5", "1"),
        ("openings/desk-2.yaml", "3", "9"),
    ]


def test_problems_in_json_carry_place_and_text(workspace: Path) -> None:
    broken(workspace)
    shown = hiring("validate").out.splitlines()
    run = hiring("validate", "--json")
    assert (run.code, run.err) == (1, "")
    assert run.json["format"] == 1
    found = run.json["problems"]
    assert [problem["text"] for problem in found] == shown
    for problem in found:
        assert set(problem) == {"rule", "file", "line", "column", "field", "values", "text"}
        assert problem["text"].startswith(f"{problem['file']}:{problem['line']}:{problem['column']}: ")
        assert problem["field"] in problem["text"]


def test_problems_are_sorted_by_file_and_place(workspace: Path) -> None:
    for name in ("zulu", "alfa", "mike"):
        opening(workspace, name, f"id: {name}\nlanguages: [en]\n\n\nheadcount: none\nworkplace: boat\n")
    found = hiring("validate", "--json").json["problems"]
    places = [(problem["file"], problem["line"], problem["column"]) for problem in found]
    assert len(places) == 12
    assert places == sorted(places)


def test_paths_choose_whose_problems_are_shown(workspace: Path) -> None:
    broken(workspace)
    one = hiring("validate", "openings/desk-2.yaml")
    assert one.code == 1
    assert [line.split(":")[0] for line in one.out.splitlines()] == ["openings/desk-2.yaml"]
    both = hiring("validate", "openings")
    assert [line.split(":")[0] for line in both.out.splitlines()] == ["openings/desk-1.yaml", "openings/desk-2.yaml"]
    several = hiring("validate", "employer.yaml", "openings/desk-1.yaml")
    assert [line.split(":")[0] for line in several.out.splitlines()] == ["employer.yaml", "openings/desk-1.yaml"]


def test_a_sound_file_is_fine_beside_broken_ones(workspace: Path) -> None:
    broken(workspace)
    opening(workspace, "desk-3", "id: desk-3\nrole: referral-coordinator\nmarket: us\nlanguages: [en]\n")
    assert hiring("validate", "openings/desk-3.yaml") == Run(0, "", "")


def test_paths_are_taken_from_the_current_folder_and_shown_from_the_workspace(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(workspace)
    monkeypatch.chdir(workspace / "openings")
    run = hiring("validate", "desk-2.yaml", "--workspace", "..")
    assert [line.split(":")[0] for line in run.out.splitlines()] == ["openings/desk-2.yaml"]


def test_a_file_that_nothing_reads_is_reported(workspace: Path) -> None:
    opening(workspace, "desk-2").rename(workspace / "openings" / "desk-2.yml")
    run = hiring("validate")
    assert run.code == 1
    assert run.out.startswith("openings/desk-2.yml:1:1: ")


HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "not UTF-8": b"id: \xff\xfe\n",
    "a NUL": b"id: a\0b\n",
    "a list": b"- id: desk-2\n",
    "a number": b"12\n",
    "deep": b"[" * 5000,
    "unclosed": b'id: "desk-2\n',
    "tabs": b"id:\tdesk-2\n\trole: x\n",
    "an alias of itself": b"a: &a [*a]\n",
    "a tag": b"id: !!python/object/apply:os.system [ls]\n",
    "two documents": b"id: desk-2\n---\nid: desk-2\n",
    "control characters": "id: desk-2\nrole: \u202ereferral\n".encode(),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_any_file_content_is_a_problem_with_a_place_never_a_crash(workspace: Path, case: str) -> None:
    (workspace / "openings" / "desk-2.yaml").write_bytes(HOSTILE[case])
    run = hiring("validate")
    assert (run.code, run.err) == (1, "")
    lines = run.out.splitlines()
    assert lines
    assert all(PROBLEM.match(line) for line in lines), lines
    assert {line.split(":")[0] for line in lines} == {"openings/desk-2.yaml"}


def test_a_folder_in_place_of_a_file_is_a_problem(workspace: Path) -> None:
    (workspace / "employer.yaml").unlink()
    (workspace / "employer.yaml").mkdir()
    run = hiring("validate")
    assert run.code == 1
    assert run.out.startswith("employer.yaml:1:1: ")


# Real processes.


def process(*args: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program."""
    env = {**os.environ, **environment}
    return subprocess.run(
        [HIRING, *args], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", timeout=60
    )


def test_the_installed_program_runs(workspace: Path) -> None:
    ran = process("list", "openings", cwd=workspace)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "desk-1  referral-coordinator  us-ca  en\n", "")
    ran = process("build", "--role", "astronaut", cwd=workspace)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("Error: ")


LIGHT = (
    "import sys; from hiring import cli; sys.argv = ['hiring', {args}]\ntry: cli.main()\nfinally: print(*sys.modules)"
)


@pytest.mark.parametrize("args", ["'--help'", "'list', 'openings'", "'validate'"])
def test_help_list_and_validate_start_light(workspace: Path, args: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LIGHT.format(args=args)], cwd=workspace, capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    loaded = set(ran.stdout.splitlines()[-1].split())
    assert "click" in loaded
    assert not loaded & {"weasyprint", "pypandoc", "xlsxwriter", "jinja2"}


def test_a_reader_that_has_enough_is_no_failure(workspace: Path) -> None:
    """``hiring list markets | head -1``, with a reader that is gone already."""
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [HIRING, "list", "markets"], cwd=workspace, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_documents_are_made_even_when_nobody_reads_the_progress(workspace: Path) -> None:
    """``hiring build 2>&1 | head -1``."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [str(HIRING), "build", "--document", "posting", "--format", "html", "--jobs", "1"]
    ran = subprocess.run(command, cwd=workspace, stdout=writing, stderr=writing, timeout=60)
    os.close(writing)
    assert ran.returncode == 0
    out = workspace / "out"
    assert sorted(path.name for path in out.iterdir()) == ["desk-1", "index.html", "manifest.json"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("args", [("list", "roles"), ("--help",), ("schema", "role")])
def test_a_full_disk_is_said_without_a_traceback(workspace: Path, args: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([HIRING, *args], cwd=workspace, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert ran.returncode == 3
    assert ran.stderr.startswith("Error: ")
    assert len(ran.stderr.splitlines()) == 1


def test_a_terminal_of_another_encoding_gets_everything(workspace: Path) -> None:
    opening(workspace, "desk-2", "id: desk-2\nrole: 看護師\nmarket: us\nlanguages: [en]\n")

    def ran(*args: str) -> str:
        env = {**os.environ, "PYTHONIOENCODING": "cp1252"}
        done = subprocess.run([HIRING, *args], cwd=workspace, env=env, capture_output=True, timeout=60)
        assert (done.returncode, done.stderr) == (1, b"")
        return done.stdout.decode("cp1252")

    assert ran("validate").startswith("openings/desk-2.yaml:2:7: role: “\\u770b")
    assert "看護師" in json.loads(ran("validate", "--json"))["problems"][0]["text"]


def test_paths_that_are_not_utf_8_are_named_without_a_traceback(workspace: Path) -> None:
    command = [str(HIRING), "validate", os.fsdecode(b"\xff.yaml")]
    ran = subprocess.run(command, cwd=workspace, capture_output=True, timeout=60)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr


@pytest.fixture
def many(workspace: Path) -> Path:
    """A workspace with so many openings that a build of them takes a while."""
    for number in range(2, 21):
        opening(workspace, f"desk-{number}")
    return workspace


def interrupt(
    folder: Path, *args: str, after: Callable[[str], bool], by: signal.Signals = signal.SIGINT
) -> subprocess.CompletedProcess[str]:
    """Start a build, press Ctrl-C (a signal to the whole process group) when a line of progress says so.

    SIGTERM goes to the one process whose number the others know.
    """
    started = subprocess.Popen(
        [HIRING, "build", *args],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert started.stderr is not None
    seen = ""
    for line in started.stderr:
        seen += line
        if after(line):
            (os.kill if by is signal.SIGTERM else os.killpg)(started.pid, by)
            break
    out, err = started.communicate(timeout=60)
    return subprocess.CompletedProcess(started.args, started.returncode, out, seen + err)


@pytest.mark.parametrize(
    ("by", "jobs", "code", "said"),
    [
        (signal.SIGINT, "1", 130, "Interrupted."),
        (signal.SIGINT, "2", 130, "Interrupted."),
        (signal.SIGTERM, "2", 143, "Terminated."),
    ],
)
def test_a_build_that_is_to_end_says_so_and_leaves_only_whole_files_and_no_process(
    many: Path, by: signal.Signals, jobs: str, code: int, said: str
) -> None:
    args = ("--document", "posting", "--format", "html", "--format", "md", "--jobs", jobs)
    made = interrupt(many, *args, after=lambda line: line.startswith("made"), by=by)
    assert made.returncode == code
    assert made.stdout == ""
    assert said in made.stderr
    assert "Traceback" not in made.stderr
    out = many / "out"
    assert [path.name for path in out.glob(".*")] == []
    pages = list(out.rglob("*.html"))
    assert 1 <= len(pages) < 20, "the build was not interrupted in the middle"
    interrupted = {path: path.read_bytes() for path in out.rglob("*.*")}
    # Building on gives what an uninterrupted build gives, and the files that were there were whole.
    rest = process("build", *args, cwd=many)
    assert rest.returncode == 0, rest.stderr
    for path, content in interrupted.items():
        assert path.read_bytes() == content, path
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["files"]) == 40


def test_ctrl_c_leaves_the_manifest_of_the_build_before(many: Path) -> None:
    args = ("--document", "posting", "--format", "html", "--jobs", "2")
    assert process("build", *args, cwd=many).returncode == 0
    before = (many / "out" / "manifest.json").read_bytes()
    assert interrupt(many, *args, "--force", after=lambda line: line.startswith("made")).returncode == 130
    assert (many / "out" / "manifest.json").read_bytes() == before
    again = process("build", *args, "--json", cwd=many)
    assert json.loads(again.stdout)["summary"] == {"made": 0, "kept": 20, "not-applicable": 0, "failed": 0}

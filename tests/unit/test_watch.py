"""``hiring build --watch``: what a change makes again, what is served and to whom, and how it ends."""

import json
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from hiring.serving import Rounds, file_at, with_script
from hiring.watching import is_watched, watched_folders
from hiring.workspace import Workspace, shipped
from tests.command import hiring
from tests.watched import PATIENCE, Watching, watching, write_opening, write_workspace

POSTINGS = ("--document", "posting", "--format", "html")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watching]:
    """A process that watches a workspace with its own copy of a role; each test leaves the workspace sound."""
    workspace = write_workspace(tmp_path_factory.mktemp("watched"))
    shutil.copytree(shipped("roles") / "referral-coordinator", workspace / "roles" / "referral-coordinator")
    with watching(workspace, *POSTINGS) as started:
        yield started


def replace_text(path: Path, old: str, new: str) -> None:
    """Change a file as editors do: a new file takes its name."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text.replace(old, new), encoding="utf-8")
    beside.rename(path)


# What a change makes again.


def test_a_word_of_a_role_is_in_the_page_and_only_its_documents_are_made(run: Watching) -> None:
    role = run.workspace / "roles" / "referral-coordinator" / "role.yaml"
    assert "Referral Wizard" not in run.ask("/desk-1/en/posting.html").body
    with run.one_round() as line:
        replace_text(role, "title: Referral Coordinator", "title: Referral Wizard")
    assert line == ["1 made, 1 kept, 0 not applicable, 0 failed"]
    page = run.ask("/desk-1/en/posting.html").body
    assert "Referral Wizard" in page
    assert page.count("/-/reload.js") == 1
    file = (run.workspace / "out" / "desk-1" / "en" / "posting.html").read_text(encoding="utf-8")
    assert "/-/reload.js" not in file
    with run.one_round():
        replace_text(role, "title: Referral Wizard", "title: Referral Coordinator")


def test_a_broken_file_leaves_the_pages_until_it_is_mended(run: Watching) -> None:
    opening = run.workspace / "openings" / "front-1.yaml"
    before = run.ask("/front-1/en/posting.html").body
    with run.one_round() as line:
        replace_text(opening, "pay: {", "pay: [{")
    assert line == ["0 made, 1 kept, 0 not applicable, 0 failed"]
    assert "Problems in content:\n  openings/front-1.yaml:" in run.text
    after = run.ask("/front-1/en/posting.html").body
    assert after.partition("data-mark")[0] == before.partition("data-mark")[0]
    with run.one_round() as line:
        replace_text(opening, "pay: [{low: 52000", "pay: {low: 51000")
    assert line == ["1 made, 1 kept, 0 not applicable, 0 failed"]
    assert "$51,000" in run.ask("/front-1/en/posting.html").body


def test_an_opening_comes_and_goes(run: Watching) -> None:
    with run.one_round() as line:
        opening = write_opening(run.workspace, "desk-2")
    assert line == ["1 made, 2 kept, 0 not applicable, 0 failed"]
    assert "desk-2/en/posting.html" in run.ask("/").body
    with run.one_round() as line:
        opening.unlink()
    assert line == ["0 made, 2 kept, 0 not applicable, 0 failed"]
    assert "desk-2" not in run.ask("/").body


def test_files_in_a_folder_that_was_not_there_are_watched_at_once(run: Watching) -> None:
    with run.one_round() as line:
        phrases = run.workspace / "templates" / "phrases"
        phrases.mkdir(parents=True)
        (phrases / "en.yaml").write_text("posting.apply.title: Come and join us\n", encoding="utf-8")
    assert line[0].startswith("2 made, 0 kept")
    with run.one_round():
        shutil.rmtree(run.workspace / "templates")


def test_changes_at_once_make_one_round_and_other_files_none(run: Watching) -> None:
    before = len(run.rounds)
    (run.workspace / "notes.txt").write_text("not content", encoding="utf-8")
    (run.workspace / "openings" / ".desk-1.yaml.swp").write_text("an editor's own", encoding="utf-8")
    with run.one_round() as line:
        for name, low in (("desk-1", "52000"), ("front-1", "51000")):
            replace_text(run.workspace / "openings" / f"{name}.yaml", f"low: {low}", "low: 53000")
    assert line == ["2 made, 0 kept, 0 not applicable, 0 failed"]
    assert len(run.rounds) == before + 1


# What is served, and to whom.


def test_answers_say_what_they_are_and_are_not_kept(run: Watching) -> None:
    for path, kind in (
        ("/", "text/html; charset=utf-8"),
        ("/desk-1/en/posting.html", "text/html; charset=utf-8"),
        ("/manifest.json", "application/json"),
        ("/-/reload.js", "text/javascript; charset=utf-8"),
        ("/-/events", "text/event-stream"),
    ):
        answer = run.ask(path, method="HEAD")
        assert (answer.status, answer.body) == (200, ""), path
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("suffix", ["pdf", "docx", "md", "txt", "jsonld", "xlsx"])
def test_every_format_has_its_type_and_is_sent_as_it_is(run: Watching, suffix: str) -> None:
    file = run.workspace / "out" / f"planted.{suffix}"
    file.write_text("</body>", encoding="utf-8")
    answer = run.ask(f"/{file.name}")
    assert (answer.status, answer.body) == (200, "</body>")
    assert answer.headers["Content-Type"] != "application/octet-stream"


@pytest.mark.parametrize(
    "path",
    [
        "/../employer.yaml",
        "/%2e%2e/employer.yaml",
        "/..%2femployer.yaml",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/desk-1",
        "/desk-1/",
        "/nothing.html",
        "/%00",
        "/.hidden",
        "/leads-out.html",
        "/folder-out/employer.yaml",
    ],
)
def test_nothing_outside_the_output_folder_is_served(run: Watching, path: str) -> None:
    out = run.workspace / "out"
    (out / ".hidden").write_text("hidden", encoding="utf-8")
    for name, target in (("leads-out.html", run.workspace / "employer.yaml"), ("folder-out", run.workspace)):
        if not (out / name).is_symlink():
            (out / name).symlink_to(target)
    answer = run.ask(path)
    assert answer.status == 404
    assert "Harbour" not in answer.body


def test_only_this_machine_by_its_own_name_is_answered(run: Watching) -> None:
    port = run.address.rstrip("/").rpartition(":")[2]
    assert run.ask("/", host=f"localhost:{port}").status == 200
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port}.evil.example"):
        assert run.ask("/", host=host).status == 403, host


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent_to_it(run: Watching, method: str) -> None:
    assert run.ask("/", method=method).status == 501


# The start and the end.


def test_ctrl_c_ends_it_with_130_and_leaves_whole_files(tmp_path: Path) -> None:
    with watching(write_workspace(tmp_path), *POSTINGS) as run:
        port = int(run.address.rstrip("/").rpartition(":")[2])
        assert run.interrupt() == 130
        with socket.socket() as asking:
            assert asking.connect_ex(("127.0.0.1", port)) != 0
    said = (tmp_path / ".complaints").read_text(encoding="utf-8")
    assert said.splitlines()[-1] == "Interrupted."
    assert "Traceback" not in said
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "desk-1",
        "front-1",
        "index.html",
        "manifest.json",
    ]


@pytest.mark.parametrize(
    ("number", "code", "last"), [(signal.SIGINT, 130, "Interrupted."), (signal.SIGTERM, 143, "Terminated.")]
)
def test_a_signal_to_it_alone_ends_it_as_silently(tmp_path: Path, number: signal.Signals, code: int, last: str) -> None:
    """Unlike Ctrl-C, ``kill`` reaches no process that was started for it."""
    with watching(write_workspace(tmp_path), *POSTINGS) as run:
        run.process.send_signal(number)
        assert run.process.wait(PATIENCE) == code
    said = (tmp_path / ".complaints").read_text(encoding="utf-8")
    assert said.splitlines()[-1] == last
    assert "Traceback" not in said


def test_content_that_is_broken_from_the_start_can_be_mended(tmp_path: Path) -> None:
    employer = write_workspace(tmp_path) / "employer.yaml"
    whole = employer.read_text(encoding="utf-8")
    employer.write_text("language: [", encoding="utf-8")
    with watching(tmp_path, *POSTINGS) as run:
        with run.one_round() as line:
            employer.write_text(whole, encoding="utf-8")
        assert line == ["2 made, 0 kept, 0 not applicable, 0 failed"]


def test_what_does_not_go_together_is_a_usage_error(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for args, named in (
            (("--watch", "--json"), "--json"),
            (("--port", "8000"), "--watch"),
            (("--watch", "--port", port), port),
            (("--watch", "--opening", "desk-9"), "desk-9"),
        ):
            ended = hiring("build", "--workspace", tmp_path, "--out", tmp_path / "out", *args)
            assert (ended.code, ended.out) == (2, ""), args
            assert named in ended.err
            assert not (tmp_path / "out").exists()


# The parts.


def test_the_script_stands_at_the_end_of_the_body_or_of_the_page() -> None:
    page = with_script(b"<p>&lt;/body></p></body></html>", "run.1").decode()
    assert page.startswith("<p>&lt;/body></p><script ")
    assert page.endswith("</script></body></html>")
    assert with_script(b"<p>bare", "run.1").startswith(b"<p>bare<script ")


def test_a_page_hears_what_was_made_since_it_was_read() -> None:
    rounds = Rounds()
    start = rounds.mark
    assert rounds.after(start, 0) == (start, [])
    rounds.add(["a"])
    rounds.add(["b", "c"])
    assert rounds.after(start, 0) == (rounds.mark, ["a", "b", "c"])
    assert rounds.after(rounds.mark, 0) == (rounds.mark, [])
    for foreign in (Rounds().mark, "", f"{start}x"):
        assert json.dumps(rounds.after(foreign, 0)[1]) == "null"


def test_a_file_of_the_folder_is_found_through_a_link_that_stays_inside(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    file = tmp_path / "a" / "index.html"
    file.write_text("x", encoding="utf-8")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert file_at(tmp_path, "/b/") == file
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert file_at(tmp_path, "/round") is None


def test_watched_are_the_folders_of_content_and_not_the_output(tmp_path: Path) -> None:
    workspace = Workspace.at(tmp_path)
    for folder in ("openings", "roles/clerk/.sources", "templates/out", ".git", ".venv/lib", "out/desk-1"):
        (tmp_path / folder).mkdir(parents=True)
    folders = watched_folders(workspace, tmp_path / "templates" / "out")
    own = {folder.relative_to(tmp_path).as_posix() for folder in folders if folder.is_relative_to(tmp_path)}
    assert own == {".", "openings", "roles", "roles/clerk", "templates"}
    assert shipped("roles") / "referral-coordinator" in folders
    assert shipped("markets") in folders


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("employer.yaml", True),
        ("employer.fr.yaml", True),
        ("letterhead.docx", True),
        ("openings", True),
        ("openings/desk-1.yaml", True),
        ("templates/styles/base.css", True),
        ("README.md", False),
        ("out", False),
        (".employer.yaml.swp", False),
        ("openings/desk-1.yaml~", False),
    ],
)
def test_which_changes_count(tmp_path: Path, path: str, counts: bool) -> None:
    assert is_watched(Workspace.at(tmp_path), tmp_path / path) is counts

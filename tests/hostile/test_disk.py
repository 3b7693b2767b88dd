"""Disks that are full, folders that may not be written to, inputs that go or change while a build is under way.

Whatever fails is said in a sentence, what was whole stays whole, and the next run mends the rest.
"""

import errno
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path

import pytest

from hiring import build as building
from hiring import feeds, making, manifest, scaffold, schema, storage, translations
from hiring.cells import Selection
from hiring.library import Library
from hiring.outcomes import Outcome, Report, Settings, State
from hiring.site import publishing
from hiring.workspace import Workspace
from scripts.soak.killing import tree
from tests.command import Run, hiring
from tests.pictures import png
from tests.short_pages import write_short_pages
from tests.watched import EMPLOYER, write_opening

WRITERS = (building, feeds, making, manifest, publishing, scaffold, schema, translations)
"""The modules that write files."""
DAY = ("--date", "2026-11-22")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An employer with a logo, and two openings with short pages."""
    write_short_pages(tmp_path)
    (tmp_path / "employer.yaml").write_text(EMPLOYER + "brand: {logo: logo.png}\n", encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(png(shade=0))
    for name in ("desk-1", "desk-2"):
        path = write_opening(tmp_path, name)
        path.write_text(path.read_text(encoding="utf-8") + "posted: 2026-11-20\n", encoding="utf-8")
    return tmp_path


def build(folder: Path, out: str = "out", jobs: str = "1", data: str = "jsonld") -> Run:
    place = ("--workspace", folder, "--out", folder / out, "--jobs", jobs)
    return hiring("build", *place, "--document", "posting", "--format", "html", "--format", data, *DAY)


def change(folder: Path, low: int) -> None:
    """Give both openings another pay, so that every file is to be made again."""
    for path in folder.glob("openings/*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("low: 52000", f"low: {low}"), encoding="utf-8")


def mended(folder: Path, before: dict[str, bytes]) -> None:
    """Every file is one of those before or one of a clean build, and a build gives the latter."""
    clean = build(folder, "clean")
    assert clean.code == 0, clean.err
    wanted = tree(folder / "clean")
    for name, content in tree(folder / "out").items():
        assert content in (before.get(name), wanted.get(name)), name
    assert build(folder).code == 0
    assert tree(folder / "out").keys() == wanted.keys()
    for name in wanted.keys() - {"manifest.json"}:  # it remembers earlier runs too
        assert tree(folder / "out")[name] == wanted[name], name


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], AbstractContextManager[None]]:
    """A context in which the disk is full when the file of a name is written."""
    whole = storage.write_whole

    def no_space(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    @contextmanager
    def during(name: str) -> Iterator[None]:
        def write(content: bytes, target: Path, scratch: Path) -> None:
            with pytest.MonkeyPatch.context() as patch:
                if target.name == name:
                    patch.setattr(os, "fsync", no_space)
                whole(content, target, scratch)

        with monkeypatch.context() as patch:
            for module in WRITERS:
                patch.setattr(module, "write_whole", write)
            yield

    return during


@pytest.mark.parametrize("name", ["posting.html", "index.html", "manifest.json"])
def test_a_disk_that_is_full_ends_a_build_and_spoils_nothing(
    workspace: Path, full: Callable[[str], AbstractContextManager[None]], name: str
) -> None:
    assert build(workspace).code == 0
    before = tree(workspace / "out")
    change(workspace, 53000)
    with full(name):
        run = build(workspace)
    assert (run.code, run.out) == (3, "")
    assert run.err.splitlines()[-1].startswith(f"Error: cannot write {workspace / 'out'}")
    assert run.err.splitlines()[-1].endswith(f"{name}: No space left on device")
    assert tree(workspace / "out").keys() == before.keys()
    mended(workspace, before)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_files_that_may_not_be_so_large_end_a_build_likewise(workspace: Path, jobs: str) -> None:
    """The system itself refuses here, in the workers as well."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        run = build(workspace, jobs=jobs)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (run.code, run.out) == (3, "")
    assert run.err.splitlines()[-1].endswith(os.strerror(errno.EFBIG))
    mended(workspace, {})


def test_a_small_disk_that_fills_up(workspace: Path) -> None:
    """A disk of 32 KB, where it may be mounted."""
    out = workspace / "out"
    out.mkdir()
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("only root can mount a disk")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(out)], capture_output=True).returncode:
        pytest.skip("a disk cannot be mounted here")
    try:
        run = build(workspace)
        assert (run.code, run.out) == (3, "")
        assert run.err.splitlines()[-1].endswith(os.strerror(errno.ENOSPC))
        build(workspace, "clean")
        assert tree(out).items() <= tree(workspace / "clean").items()
    finally:
        subprocess.run(["umount", str(out)], check=True)


def test_a_folder_that_may_not_be_written_to(
    workspace: Path, without_root_rights: Callable[[], AbstractContextManager[None]]
) -> None:
    assert build(workspace).code == 0
    before = tree(workspace / "out")
    change(workspace, 53000)
    (workspace / "out").chmod(0o500)
    try:
        with without_root_rights():
            run = build(workspace)
    finally:
        (workspace / "out").chmod(0o755)
    assert (run.code, run.out) == (3, "")
    assert run.err.splitlines()[-1].endswith(os.strerror(errno.EACCES))
    assert tree(workspace / "out") == before


def test_a_folder_in_the_place_of_a_file_is_named(workspace: Path) -> None:
    (workspace / "out/desk-1/en/posting.html").mkdir(parents=True)
    run = build(workspace)
    assert (run.code, run.out) == (3, "")
    assert "desk-1/en/posting.html: " in run.err.splitlines()[-1]


# Inputs that go, or change, while a build is under way.


def built(folder: Path, meanwhile: Callable[[], object]) -> Report:
    """A build in which something happens after its first file."""
    selection = Selection(documents=("posting",), formats=("html", "jsonld"))

    def progress(outcome: Outcome, done: int, total: int) -> None:
        if done == 1:
            meanwhile()

    settings = Settings(folder / "out", date(2026, 11, 22))
    return building.build(Library(Workspace.at(folder)), selection, settings, progress)


def moved(path: Path) -> Callable[[], object]:
    return lambda: path.rename(path.with_name(f"{path.name}.away"))


GOING = ("logo.png", "employer.yaml", "openings/desk-2.yaml", "templates/documents/posting.html.j2")


@pytest.mark.parametrize("name", GOING)
def test_an_input_that_goes_is_said_where_it_is_missed(workspace: Path, name: str) -> None:
    report = built(workspace, moved(workspace / name))
    for outcome in report.outcomes:
        assert outcome.state is State.MADE or outcome.problems or outcome.failure, outcome
    if name == "logo.png":  # the page of the second opening shows it
        second = next(each for each in report.outcomes if each.cell.path == "desk-2/en/posting.html")
        assert second.state is State.FAILED
        assert "logo.png" in repr((second.problems, second.failure))
    (workspace / f"{name}.away").rename(workspace / name)
    mended(workspace, tree(workspace / "out"))


def test_an_input_that_changes_is_seen_by_the_next_build(workspace: Path) -> None:
    report = built(workspace, lambda: change(workspace, 53000))
    assert report.count(State.FAILED) == 0
    mended(workspace, tree(workspace / "out"))
    assert b"53000" in tree(workspace / "out")["desk-1/en/posting.jsonld"]


# Faults of the program itself.


def stumble(*_: object) -> bytes:
    raise ZeroDivisionError("a fault")


def leave(*_: object) -> bytes:
    raise SystemExit(0)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("fault", [stumble, leave])
def test_a_fault_of_the_program_fails_one_file_and_says_where_it_is(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[..., bytes], jobs: str
) -> None:
    monkeypatch.setattr("hiring.formats.markdown.write", fault)
    run = build(workspace, jobs=jobs, data="md")
    assert run.code == 1
    assert "2 made, 0 kept, 0 not applicable, 2 failed." in run.out
    assert "test_disk.py:" in run.out


# The other commands that write.


def test_a_site_on_a_full_disk_stays_as_it_was(
    workspace: Path, full: Callable[[str], AbstractContextManager[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hiring.formats.pdf.missing", lambda: "no_pango")
    command = ("site", "--workspace", workspace, "--out", workspace / "out", "--base-url", "https://a.example", *DAY)
    assert hiring(*command).code == 0
    before = tree(workspace / "out")
    change(workspace, 53000)
    with full("sitemap.xml"):
        run = hiring(*command)
    assert (run.code, run.out) == (3, "")
    assert "No space left on device" in run.err
    assert tree(workspace / "out") == before


def test_new_files_on_a_full_disk_are_none(
    workspace: Path, full: Callable[[str], AbstractContextManager[None]]
) -> None:
    before = tree(workspace)
    with full("interview.yaml"):
        run = hiring("new", "role", "clerk", "--workspace", workspace)
    assert (run.code, run.out) == (3, "")
    assert "interview.yaml: No space left on device" in run.err
    assert tree(workspace) == before
    assert hiring("new", "role", "clerk", "--workspace", workspace).code == 0


def test_the_record_of_translations_on_a_full_disk_stays_as_it_was(
    workspace: Path, full: Callable[[str], AbstractContextManager[None]]
) -> None:
    command = ("translations", "--update", "--workspace", workspace)
    record = ".sources/employer.fr.json"
    (workspace / "employer.yaml").write_text(EMPLOYER + "about: We heal.\n", encoding="utf-8")
    (workspace / "employer.fr.yaml").write_text("about: Nous soignons.\n", encoding="utf-8")
    assert "noted for the first time" in hiring(*command).out
    (workspace / "employer.yaml").write_text(EMPLOYER + "about: We heal and help.\n", encoding="utf-8")
    before = tree(workspace)
    with full("employer.fr.json"):
        run = hiring(*command)
    assert (run.code, run.out) == (3, "")
    assert f"{record}: No space left on device" in run.err
    assert tree(workspace) == before


# What a power failure would show.


def test_a_file_is_on_the_disk_before_it_is_in_its_place_and_its_folder_before_the_manifest(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    flush, replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        seen.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        flush(descriptor)

    def move(source: Path, target: Path) -> Path:
        assert seen[-1] == str(source), "moved before it was flushed"
        seen.append(str(target))
        return replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", move)
    out = (workspace / "out").resolve()
    assert build(workspace).code == 0
    done = seen.index(str(out / "manifest.json"))
    for name in ("", "desk-1", "desk-1/en", "desk-2/en"):
        assert seen.index(str(out / name)) < done
    assert seen[-1] == str(out), "the manifest's own place"


def test_files_have_the_rights_that_the_umask_leaves(tmp_path: Path) -> None:
    for umask, rights in ((0o022, 0o644), (0o077, 0o600)):
        before = os.umask(umask)
        try:
            storage.write_whole(b"", tmp_path / "file", tmp_path)
        finally:
            os.umask(before)
        assert (tmp_path / "file").stat().st_mode & 0o777 == rights

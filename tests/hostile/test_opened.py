"""Every file that a build opens and every socket, by its libraries and by Pandoc too, as the kernel sees them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from hiring.workspace import shipped
from tests.unit.test_brand import EMPLOYER, OPENING

READ_BY_LIBRARIES: Final = {
    "/dev/null": "where what programs say goes that nobody reads",
    "/etc/ld.so.cache": "the loader's list of libraries",
    "/lib": "libraries; also what the compiler looks at, which Python asks where Pango lies",
    "/usr/lib": "the same; the C library's alphabets and languages",
    "/usr/share/locale": "the C library's names of languages",
    "/etc/localtime": "the time zone",
    "/usr/share/zoneinfo": "the time zone",
    "/etc/mime.types": "Python's kinds of files",
    "/etc/locale.alias": "the same",
    "/etc/ssl/openssl.cnf": "how the library of Python's digests is set up",
    "/proc/filesystems": "what a library that Pango brings asks when it is loaded",
    "/etc/fonts": "the rules by which Pango finds fonts",
    "/usr/share/fontconfig": "the same",
    "/var/cache/fontconfig": "the list of fonts",
    "/usr/share/fonts": "fonts of the system, which Pango takes where ours have no glyph",
    "/usr/local/share/fonts": "the same",
    "/usr/share/poppler/cMap": "a folder of Poppler's, to which a link among the system's fonts leads",
}
"""What is read on this machine besides, whatever is built, with the reason."""
_OWN_MEMORY: Final = re.compile(r"/proc/(?:self|\d+)/statm")
"""How much a process has, which the limits of templates are counted from."""

_OPENED: Final = re.compile(r" = \d+<([^<>]*)>$")
_CALLED: Final = re.compile(r"^\d+ +(?:<\.\.\. )?(\w+)")
_SECRET: Final = "file:///etc/passwd"
_DRAWING: Final = """\
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>
"""
_ABOUT: Final = f"""\
about: '<img src="{_SECRET}"> <link rel=stylesheet href=http://127.0.0.1:9/a.css> ![a]({_SECRET}) @import url({_SECRET})'
"""
_BRAND: Final = (
    "brand: {logo: brand/logo.svg, letterhead: brand/letter.docx, fonts: {name: Own, regular: brand/own.ttf}}\n"
)


def traced(command: list[str], folder: Path) -> list[str]:
    """What a command and all that it starts ask the kernel for: a line for each file and each socket.

    Skips the test where nobody can look.
    """
    if shutil.which("strace") is None:
        pytest.skip("strace is not here, without which nobody sees what libraries open")
    trace = folder / "trace"
    watch = ["strace", "--follow-forks", "--seccomp-bpf", "--decode-fds=path", "--output", str(trace)]
    calls = "--trace=open,openat,?openat2,creat,socket,connect"
    own = {"TMPDIR": str(folder), "HOME": str(folder), "XDG_CACHE_HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*watch, calls, *command], cwd=folder, env={**os.environ, **own}, capture_output=True, text=True, timeout=240
    )
    if "PTRACE" in done.stderr:
        pytest.skip(f"this machine lets nobody look: {done.stderr[:200]}")
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return trace.read_text(encoding="utf-8", errors="replace").splitlines()


def opened(lines: list[str]) -> set[str]:
    """The files that were opened, by where they lie."""
    return {os.path.normpath(found[1]) for line in lines if (found := _OPENED.search(line)) and _call(line) != "socket"}


def sockets(lines: list[str]) -> list[str]:
    """The calls that have to do with a connection."""
    return [line for line in lines if _call(line) in ("socket", "connect")]


def _call(line: str) -> str:
    found = _CALLED.match(line)
    return found[1] if found else ""


def elsewhere(files: set[str], *inside: Path) -> set[str]:
    """Files outside these folders that no library reads wherever it runs."""
    roots = [*(path.resolve() for path in inside), *map(Path, READ_BY_LIBRARIES)]
    return {
        path
        for path in files
        if not _OWN_MEMORY.fullmatch(path) and not any(Path(path).is_relative_to(root) for root in roots)
    }


@pytest.mark.skipif(sys.platform != "linux", reason="strace is a program of Linux")
def test_what_is_opened_elsewhere_is_seen(tmp_path: Path) -> None:
    """The planted fault: a program that does what a build must not."""
    harm = "import socket; open('/etc/passwd'); s = socket.socket(); s.connect_ex(('127.0.0.1', 9))"
    lines = traced([sys.executable, "-c", harm], tmp_path)
    assert elsewhere(opened(lines), tmp_path, Path(sys.prefix), Path(sys.base_prefix)) >= {"/etc/passwd"}
    assert {_call(line) for line in sockets(lines)} == {"socket", "connect"}


@pytest.mark.skipif(sys.platform != "linux", reason="strace is a program of Linux")
def test_a_build_of_hostile_content_opens_nothing_from_elsewhere_and_no_socket(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    _write_hostile(folder)
    program = [sys.executable, "-c", "from hiring.cli import main; main()"]
    chosen = ["--document", "posting", "--document", "job-description", "--date", "2026-11-22", "--jobs", "1"]
    formats = [part for name in ("html", "pdf", "docx") for part in ("--format", name)]
    out = tmp_path / "out"
    lines = traced([*program, "build", "--workspace", str(folder), "--out", str(out), *chosen, *formats], tmp_path)
    assert {path.name for path in (out / "desk/en").iterdir()} == {"posting.html", "posting.pdf", "posting.docx"}
    assert sockets(lines) == []
    python = (Path(sys.prefix), Path(sys.base_prefix), *map(Path, sys.path[1:]))
    assert elsewhere(opened(lines), tmp_path, shipped("roles").parent, *python) == set()
    assert {str(folder / "brand" / name) for name in ("logo.svg", "own.ttf", "letter.docx")} <= opened(lines)


def _write_hostile(folder: Path) -> None:
    """A workspace in which texts, logo, style and a template name files and addresses elsewhere; only the last is a fault."""
    for inner in ("openings", "brand", "templates/documents", "templates/styles"):
        (folder / inner).mkdir(parents=True)
    (folder / "employer.yaml").write_text(EMPLOYER + _ABOUT + _BRAND, encoding="utf-8")
    (folder / "openings/desk.yaml").write_text(OPENING.replace("[en, ar]", "[en]"), encoding="utf-8")
    (folder / "brand/logo.svg").write_text(_DRAWING, encoding="utf-8")
    (folder / "brand/letter.docx").write_bytes((shipped("templates") / "word/a4.docx").read_bytes())
    (folder / "brand/own.ttf").write_bytes((shipped("templates") / "fonts/ibm-plex-sans/Regular.ttf").read_bytes())
    style = "/* @import url(http://127.0.0.1:9/a.css) */ p::after { content: 'url(file:///etc/passwd)' }\n"
    (folder / "templates/styles/own.css").write_text(style, encoding="utf-8")
    asking = f'<img src="{_SECRET}"><img src="http://127.0.0.1:9/a.png">'
    (folder / "templates/documents/job-description.html.j2").write_text(asking, encoding="utf-8")

"""``hiring build --watch`` as a process of its own on a workspace, for the tests of it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

HIRING = Path(sys.executable).with_name("hiring")
PATIENCE = 90
"""Seconds after which what was waited for counts as failed; a machine with much else to do is slow."""

EMPLOYER = "language: en\nname: Harbour Clinic\ncontact: {email: jobs@example.org}\n"
OPENING = """\
id: @ID@
role: @ROLE@
market: us-ca
location: san-francisco
languages: [en]
pay: {low: 52000, high: 60000, currency: USD, per: year}
"""


def write_opening(folder: Path, name: str, role: str = "referral-coordinator") -> Path:
    """Write an opening into a workspace."""
    path = folder / "openings" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(OPENING.replace("@ID@", name).replace("@ROLE@", role), encoding="utf-8")
    return path


def write_workspace(folder: Path) -> Path:
    """Write an employer and two openings of different roles, and give the folder back."""
    (folder / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    write_opening(folder, "desk-1")
    write_opening(folder, "front-1", "patient-representative")
    return folder


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds; fails when it does not in time."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Watching:
    """A running ``hiring build --watch``, which serves, and what it has printed."""

    process: "subprocess.Popen[str]"
    workspace: Path
    printed: Path

    @property
    def text(self) -> str:
        """Its stdout so far."""
        return self.printed.read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        """The address of the index."""
        return self.text.partition("Serving ")[2].split()[0]

    @property
    def rounds(self) -> list[str]:
        """The lines of the rounds after the first, in order, without how long they took."""
        return [line.partition(" in ")[0] for line in self.text.splitlines() if line.endswith(" s.")]

    @contextmanager
    def one_round(self) -> Iterator[list[str]]:
        """Waits at the end for the round that the changes in the block lead to; then the list holds its line."""
        before, line = len(self.rounds), list[str]()
        yield line
        until(lambda: len(self.rounds) > before, self.text)
        line.append(self.rounds[before])

    def ask(self, path: str, *, method: str = "GET", host: str | None = None) -> Answer:
        """The answer to a request for a path, which is sent as it is."""
        place = urlsplit(self.address)
        connection = HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
        connection.request(method, path, headers={"Host": host or place.netloc})
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(answer.status, dict(answer.getheaders()), body)

    def interrupt(self) -> int:
        """Press Ctrl-C, a signal to the whole process group; the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def watching(workspace: Path, *args: str) -> Iterator[Watching]:
    """Run ``hiring build --watch`` in a workspace while the block runs, from when it serves."""
    printed = workspace / ".printed"
    command: list[str | Path] = [HIRING, "build", "--watch", *args]
    with printed.open("w") as stdout, (workspace / ".complaints").open("w") as stderr:
        process = subprocess.Popen(
            command, cwd=workspace, stdout=stdout, stderr=stderr, text=True, start_new_session=True
        )
        run = Watching(process, workspace, printed)
        try:
            until(lambda: "Serving " in run.text or process.poll() is not None, "it does not serve")
            assert process.poll() is None, (workspace / ".complaints").read_text(encoding="utf-8")
            yield run
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)

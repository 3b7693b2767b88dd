"""The output folder in a browser, on this machine only; an open page loads again when its file was made again.

Files stay as they are: the script that listens is put into what is sent. A process of its own serves them, because a build
forks its workers, and a fork takes along whatever lock another thread holds just then.
"""

import json
import multiprocessing
import secrets
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Condition, Thread
from urllib.parse import parse_qs, unquote, urlsplit

from hiring.errors import StorageError, UsageError
from hiring.manifest import INDEX
from hiring.workers import be_ended_by_signals, signals_held

LOOPBACK = "127.0.0.1"
PORTS = range(8000, 8020)
"""Where a free port is looked for when none is asked for; after them, any."""
EVENTS, SCRIPT = "/-/events", "/-/reload.js"
"""Reserved addresses: no opening, role or language has the id ``-``."""
_BEAT_SECONDS = 15
"""How often a silent stream of events says that it is still there, and so notices that the page is not."""
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown; charset=utf-8",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A page that nobody sees lets go of its stream, for browsers open only six to one server; seen again, it asks what it missed.
_RELOAD = f"""\
"use strict";
{{
  const {{ mark }} = document.currentScript.dataset;
  const page = decodeURIComponent(location.pathname).slice(1) || "{INDEX}";
  let rounds;
  const listen = () => {{
    rounds?.close();
    if (document.hidden) return;
    rounds = new EventSource("{EVENTS}?after=" + mark);
    rounds.onmessage = (round) => {{
      const made = JSON.parse(round.data);
      if (made === null || made.includes(page)) location.reload();
    }};
  }};
  document.addEventListener("visibilitychange", listen);
  listen();
}}
"""


@dataclass(frozen=True)
class Served:
    """A folder that is being served: the address of its index, and the way to its open pages."""

    address: str
    _pages: Connection

    def tell(self, made: Sequence[str]) -> None:
        """Have open pages load again whose files, by their paths in the folder, were made again."""
        try:
            self._pages.send(list(made))
        except OSError:
            raise StorageError("server_died") from None


@contextmanager
def served(out: Path, port: int | None) -> Iterator[Served]:
    """Serve a folder while the block runs, on a port of the loopback address; None finds a free one.

    Raises ``UsageError`` for a port that cannot be used.
    """
    listening = _listening(port)
    address = f"http://{LOOPBACK}:{listening.getsockname()[1]}/"
    receiving, sending = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_serve, args=(listening, out, receiving, sending), daemon=True)
    with signals_held():
        process.start()
    listening.close()
    receiving.close()
    try:
        yield Served(address, sending)
    finally:
        process.terminate()
        process.join()


def _listening(port: int | None) -> socket.socket:
    if port is None:
        for candidate in PORTS:
            try:
                return socket.create_server((LOOPBACK, candidate))
            except OSError:
                continue  # taken; the next may be free
    try:
        return socket.create_server((LOOPBACK, port or 0))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError("port", port=str(port), reason=reason) from None


# What there is to send.


def file_at(out: Path, path: str) -> Path | None:
    """The file of a folder at the path of an address; None for what is hidden, is no file, or leads out of the folder."""
    parts = path.removeprefix("/").split("/")
    parts[-1] = parts[-1] or INDEX
    if any(not part or part.startswith(".") or "\0" in part for part in parts):
        return None
    root = out.resolve()
    try:
        found = root.joinpath(*parts).resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a circle of links
        return None
    return found if found.is_relative_to(root) and found.is_file() else None


def with_script(page: bytes, mark: str) -> bytes:
    """A page with the script that loads it again; ``mark`` says after which round it was read."""
    tag = f'<script src="{SCRIPT}" data-mark="{mark}" defer></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + tag + end + after if end else page + tag


class Rounds:
    """What each round of building made, for pages that wait to hear of it."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._made: list[Sequence[str]] = []
        self._news = Condition()

    @property
    def mark(self) -> str:
        """The name of the last round, which no other run of the program has."""
        return f"{self._run}.{len(self._made)}"

    def add(self, made: Sequence[str]) -> None:
        """Note what a round made, as paths in the folder."""
        with self._news:
            self._made.append(made)
            self._news.notify_all()

    def after(self, mark: str, seconds: float) -> tuple[str, list[str] | None]:
        """The last mark, and what was made since the given one; waits for it, but no longer than ``seconds``.

        None stands for anything: the mark is from another run of the program.
        """
        run, _, number = mark.partition(".")
        with self._news:
            if run != self._run or not number.isdecimal():
                return self.mark, None
            seen = int(number)
            self._news.wait_for(lambda: len(self._made) > seen, seconds)
            return self.mark, [path for made in self._made[seen:] for path in made]


# In the process that serves.


def _serve(listening: socket.socket, out: Path, receiving: Connection, sending: Connection) -> None:
    """Serve until the main process closes its end of the pipe, or ends."""
    be_ended_by_signals()  # at once and silently: the main process says why
    sending.close()  # the pipe ends only when nobody holds this end any more
    server = _Server(listening, out)
    Thread(target=server.serve_forever, daemon=True).start()
    while True:
        try:
            server.rounds.add(receiving.recv())
        except EOFError:
            return


class _Server(ThreadingHTTPServer):
    """A thread for each request, on a socket that listens already."""

    def __init__(self, listening: socket.socket, out: Path) -> None:
        super().__init__(listening.getsockname(), _Answer, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.out = out
        self.rounds = Rounds()
        port = listening.getsockname()[1]
        # Another name that leads here belongs to a page elsewhere that wants to read ours (DNS rebinding).
        self.hosts = frozenset((f"{LOOPBACK}:{port}", f"localhost:{port}"))

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away amid an answer is no fault."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # the library's own type is private


class _Answer(BaseHTTPRequestHandler):
    """One request. Methods other than GET and HEAD are answered with 501 by the library."""

    server: _Server
    timeout = 60
    server_version, sys_version = "hiring", ""

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> None:
        address = urlsplit(self.path)
        if self.headers.get("Host") not in self.server.hosts:
            self.send_error(HTTPStatus.FORBIDDEN)
        elif address.path == EVENTS:
            self._send_events(parse_qs(address.query).get("after", [""])[0])
        elif address.path == SCRIPT:
            self._send(_RELOAD.encode(), "text/javascript; charset=utf-8")
        else:
            self._send_file(unquote(address.path))

    def _send_file(self, path: str) -> None:
        mark = self.server.rounds.mark  # before the file is read: a round in between is told, not missed
        file = file_at(self.server.out, path)
        try:
            content = file.read_bytes() if file else None
        except OSError:
            content = None
        if file is None or content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif file.suffix == ".html":
            self._send(with_script(content, mark), _TYPES[file.suffix])
        else:
            self._send(content, _TYPES.get(file.suffix, "application/octet-stream"))

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def _send_events(self, mark: str) -> None:
        """Server-sent events, until the page goes away: the paths that were made since ``mark``, as JSON."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        while self.command == "GET":
            mark, made = self.server.rounds.after(mark, _BEAT_SECONDS)
            self.wfile.write(b":\n\n" if made == [] else f"data: {json.dumps(made)}\n\n".encode())

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Nothing: what is said on the terminal is about content."""

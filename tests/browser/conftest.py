"""A server for folders of web pages, on this machine only."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.studio.conftest import EMPLOYER, OPENING


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Nothing: requests are checked in the browser."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder as a web site while the block runs: its address, without a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with an employer and one opening, for all tests of a file."""
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "openings").mkdir()
    (folder / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    (folder / "openings" / "desk-1.yaml").write_text(OPENING, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def serve() -> Any:
    """``served``, for the fixtures of test files."""
    return served

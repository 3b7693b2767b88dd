"""The studio on a port of this machine, until Ctrl-C."""

import secrets
import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Final

import uvicorn

from hiring.errors import UsageError
from hiring.studio.app import create
from hiring.studio.desk import Desk
from hiring.studio.guard import Rules
from hiring.studio.press import Press, ready_for_pdf
from hiring.studio.services import Services
from hiring.workspace import Workspace

LOOPBACK: Final = "127.0.0.1"
PORTS: Final = range(8100, 8120)
"""Where the studio looks for a free port when none is asked for."""


@dataclass(frozen=True)
class Place:
    """Where to serve. Any other host than the loopback address lets other machines in, who must show a token."""

    host: str = LOOPBACK
    port: int | None = None


def serve(workspace: Workspace, place: Place, today: Callable[[], date], ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C. ``ready`` is told the address to open. Raises ``UsageError`` for a port that cannot be used."""
    listening = _listening(place)
    port = listening.getsockname()[1]
    token = None if place.host == LOOPBACK else secrets.token_urlsafe(24)
    names = {LOOPBACK, "localhost"} if token is None else {place.host}
    rules = Rules(frozenset(f"{name}:{port}" for name in names), token)
    with closing(Press(2, ready_for_pdf)) as press:
        app = create(Services(Desk(workspace), press, today), rules)
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
        address = f"http://{place.host}:{port}/"
        ready(address if token is None else f"{address}?token={token}")
        uvicorn.Server(config).run([listening])


def _listening(place: Place) -> socket.socket:
    ports = PORTS if place.port is None else (place.port,)
    reason = ""
    for port in ports:
        try:
            return socket.create_server((place.host, port))
        except OSError as error:  # taken; the next may be free
            reason = error.strerror or type(error).__name__
    raise UsageError("port", port=str(ports[-1]), reason=reason)

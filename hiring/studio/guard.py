"""What keeps strangers out: other web sites in the same browser, other machines, and requests that are too large.

The studio changes files on behalf of whoever reaches it. It listens on the loopback address, but every page in the browser
can send requests there: so a request must name the studio as its host (a site may let its own name lead to this machine),
must not say that it comes from elsewhere, and must not be larger than a file of content may be.
"""

import hmac
from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException

from hiring.studio.problems import details

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY: Final = 2_000_000
"""Bytes of a request; a file of content has half as many at most."""
TOKEN_COOKIE: Final = "studio-token"

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DOCUMENT_POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-scripts allow-modals"
)
"""For documents, whose styles and scripts stand in them: they load nothing, and are shut off from the studio's own pages."""

_HEADERS: Final = {
    b"content-security-policy": _PAGE_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",  # with none at all, browsers would hide where the studio's own forms come from
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"cache-control": b"no-store",
}


@dataclass(frozen=True)
class Rules:
    """Who may come in: the hosts by which the studio is known, as in ``127.0.0.1:8100``, and the token that must be shown.

    Without a token whoever reaches the studio may use it; that is for the loopback address alone.
    """

    hosts: Collection[str]
    token: str | None = None


class Guard:
    """Lets an application see only requests that may come in, and adds the headers that keep a browser in bounds."""

    def __init__(self, app: App, rules: Rules) -> None:
        self._app, self._rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI application."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = _Headers(scope["headers"])
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _refuse(refusal, send)
            return
        await self._app(scope, _bounded(receive), _with_headers(send, self._cookie(scope)))

    def _refusal(self, scope: Scope, headers: "_Headers") -> HTTPStatus | None:
        host = headers.get("host")
        if host not in self._rules.hosts:
            return HTTPStatus.MISDIRECTED_REQUEST
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and origin not in (f"http://{host}", f"https://{host}"):
            return HTTPStatus.FORBIDDEN
        if site is not None and site not in ("same-origin", "none"):
            return HTTPStatus.FORBIDDEN
        if not self._knows_token(scope, headers):
            return HTTPStatus.UNAUTHORIZED
        length = headers.get("content-length")
        if length is not None and (not length.isascii() or not length.isdecimal()):
            return HTTPStatus.BAD_REQUEST
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if length is not None and int(length) > MAX_BODY else None

    def _knows_token(self, scope: Scope, headers: "_Headers") -> bool:
        if self._rules.token is None:
            return True
        scheme, _, bearer = (headers.get("authorization") or "").partition(" ")
        shown = (
            bearer if scheme.lower() == "bearer" else "",
            _token_in_address(scope),
            _token_in(headers.get("cookie")),
        )
        return any(hmac.compare_digest(each.encode(), self._rules.token.encode()) for each in shown)

    def _cookie(self, scope: Scope) -> str | None:
        """The token as a cookie, for who has come by an address that holds it."""
        if self._rules.token is None or not _token_in_address(scope):
            return None
        return f"{TOKEN_COOKIE}={self._rules.token}; HttpOnly; SameSite=Strict; Path=/"


class _Headers:
    """Headers by their names. One that is there twice counts as one that nothing matches."""

    def __init__(self, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        self._values: dict[str, str] = {}
        for name, value in pairs:
            key = name.decode("latin-1").lower()
            self._values[key] = "\0" if key in self._values else value.decode("latin-1")

    def get(self, name: str) -> str | None:
        return self._values.get(name)


def _token_in_address(scope: Scope) -> str:
    query: bytes = scope.get("query_string", b"")
    return parse_qs(query.decode("latin-1")).get("token", [""])[0]


def _token_in(cookies: str | None) -> str:
    try:
        found = SimpleCookie(cookies or "").get(TOKEN_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _bounded(receive: Receive) -> Receive:
    """The body as it comes, as far as it may go; beyond, the application answers that it is too large."""
    size = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_BODY:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return bounded


def _with_headers(send: Send, cookie: str | None) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message.get("headers", ())}
            added = [(name, value) for name, value in _HEADERS.items() if name not in given]
            if cookie is not None:
                added.append((b"set-cookie", cookie.encode()))
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return sending


async def _refuse(status: HTTPStatus, send: Send) -> None:
    answer = details(status)
    headers = [*answer.raw_headers, *_HEADERS.items()]
    if status is HTTPStatus.UNAUTHORIZED:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": bytes(answer.body)})

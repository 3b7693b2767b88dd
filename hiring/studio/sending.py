"""What a page's form sends, and the proof that it is a page of the studio's own."""

import hmac
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from fastapi import Request
from starlette.exceptions import HTTPException

from hiring.studio.entries import Given

SEAL: Final = "seal"
"""The field that every form of the studio has: a page of another site cannot know its value."""
_MAX_FIELDS: Final = 5_000


async def body_of(request: Request) -> bytes:
    """What was sent, for functions that are not asynchronous."""
    return await request.body()


def given(body: bytes, seal: str) -> Given:
    """The fields of a form. Raises ``HTTPException`` for what is no form, or not one of the studio's."""
    try:
        found = parse_qs(body.decode("utf-8"), keep_blank_values=True, strict_parsing=False, max_num_fields=_MAX_FIELDS)
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, str(error)) from None
    shown = found.pop(SEAL, [""])[0]
    if not hmac.compare_digest(shown.encode(), seal.encode()):
        raise HTTPException(HTTPStatus.FORBIDDEN)
    return found

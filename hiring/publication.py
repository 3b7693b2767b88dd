"""What publishing needs to know, whether as a site or as feeds: where, and which openings are open on a day."""

import re
from datetime import date
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from hiring.errors import UsageError
from hiring.model.opening import Opening

_PRINTABLE: Final = re.compile(r"[^\s<>\"'{}|\\^`\x00-\x1f\x7f]+")


class LeftOut(StrEnum):
    """Why an opening is not published."""

    NOT_POSTED = "not posted yet"
    CLOSED = "closed"
    NO_DAY = "without the day it is posted, which job boards require; add posted to it"


def left_out(opening: Opening, on: date) -> LeftOut | None:
    """Why an opening is not published on a day; None from the day it is posted to the day it closes, both included."""
    if opening.closes is not None and opening.closes < on:
        return LeftOut.CLOSED
    if opening.posted is not None and opening.posted > on:
        return LeftOut.NOT_POSTED
    return None


def base_url(written: str) -> str:
    """The address of a site's folder on the web, without a slash at its end.

    Raises ``UsageError`` for what is not an absolute address with http or https, and for one with a query, a fragment or a
    password.
    """
    try:
        parts = urlsplit(written)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, an IPv6 address without its end
        is_whole = False
    if not is_whole or not _PRINTABLE.fullmatch(written) or "@" in parts.netloc or set(written) & set("?#"):
        raise UsageError("base_url", value=written)
    return written.rstrip("/")

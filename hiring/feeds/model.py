"""The one model that the feeds of all job boards are written from, and the numbers by which boards know its jobs."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from hiring.model.money import PayRange
from hiring.model.opening import Employment, Workplace

_HASH: Final = 16
"""Hexadecimal digits of the hash in a shortened reference: 64 bits."""


@dataclass(frozen=True)
class Place:
    """Where the work is done; for remote work, where the employer is or which country it is for. ``country`` is a code of
    ISO 3166-1, ``region`` the state or region as addresses have it."""

    street: str | None
    city: str | None
    region: str | None
    postal_code: str | None
    country: str


@dataclass(frozen=True)
class Job:
    """One opening in one language.

    ``url`` is its page, ``apply_url`` where people apply, which may be the same page. ``description`` is HTML in one line.
    ``education`` are credentials by the names of the structured data, ``months`` is the least experience. ``pay`` is the
    employer's own, never a published figure.
    """

    reference: str
    opening: str
    title: str
    company: str
    url: str
    apply_url: str
    email: str | None
    description: str
    place: Place
    workplace: Workplace
    posted: date
    closes: date | None
    employment: tuple[Employment, ...]
    pay: PayRange | None
    industry: str | None
    education: tuple[str, ...]
    months: int | None


@dataclass(frozen=True)
class Feed:
    """All jobs of an employer that are open on one day. ``publisher`` is the name in ``employer.yaml``."""

    publisher: str
    publisher_url: str
    jobs: tuple[Job, ...]


def reference(opening_id: str, tag: str) -> str:
    """The number of an opening in a language. It depends on nothing else, so that it stays when other openings or languages
    come and go; neither ids nor tags hold the ``_`` between them, so that no two are the same."""
    return f"{opening_id}_{tag}"


def shortened(whole: str, longest: int | None) -> str:
    """A reference in at most ``longest`` characters: as it is, or its start with a hash of the whole.

    The hash is no language tag, so that no short reference looks like that.
    """
    if longest is None or len(whole) <= longest:
        return whole
    digest = sha256(whole.encode()).hexdigest()[:_HASH]
    return f"{whole[: longest - _HASH - 1]}_{digest}"

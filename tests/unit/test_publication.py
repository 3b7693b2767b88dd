"""Where a site may be, and which openings are open on a day."""

from datetime import date
from typing import Any

import pytest

from hiring.errors import UsageError
from hiring.model.opening import Opening
from hiring.publication import LeftOut, base_url, left_out

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "jobs",
        "/jobs",
        "example.org",
        "ftp://example.org",
        "https://",
        "https://a b",
        "https://example.org/?q",
        "https://x/#a",
        "https://me:secret@example.org",
        "https://example.org:port",
        'https://example.org/"><b>',
        "https://[::1",
        "https://x\n.org",
        "https:///jobs",
    ],
)
def test_a_base_that_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        base_url(written)


@pytest.mark.parametrize("written", ["https://example.org", "http://localhost:8000/", "https://example.org/a/b//"])
def test_a_base_loses_its_last_slash(written: str) -> None:
    assert base_url(written) == written.rstrip("/")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({}, None),
        ({"posted": "2026-11-22", "closes": "2026-11-22"}, None),
        ({"posted": "2026-11-23"}, LeftOut.NOT_POSTED),
        ({"posted": "2026-11-01", "closes": "2026-11-21"}, LeftOut.CLOSED),
    ],
)
def test_an_opening_is_open_from_the_day_it_is_posted_to_the_day_it_closes(
    days: dict[str, Any], expected: LeftOut | None
) -> None:
    opening = Opening.model_validate({"id": "o", "role": "r", "market": "us", "languages": ["en"], **days})
    assert left_out(opening, ON) is expected

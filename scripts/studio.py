"""A studio on a workspace of its own, and somebody who works in it, for what measures it."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

OPENINGS = 10
EMPLOYER = "language: en\nname: Harbour Clinic\ncontact: {email: jobs@example.org}\n"
OPENING = """\
id: desk-{number}
role: referral-coordinator
market: us-ca
location: san-francisco
languages: [en]
pay: {{low: {low}, high: 60000, currency: USD, per: year}}
posted: 2026-11-20
"""


def workspace(root: Path) -> Path:
    """A folder made into a workspace of ten openings."""
    (root / "openings").mkdir()
    (root / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    for number in range(OPENINGS):
        text = OPENING.format(number=number, low=50000 + number)
        (root / "openings" / f"desk-{number}.yaml").write_text(text, encoding="utf-8")
    return root


@contextmanager
def started(root: Path) -> Iterator[tuple[str, int]]:
    """The program, as it is started: the address that it says, and the id of its process."""
    command = [sys.executable, "-c", "from hiring.cli import main; main()", "studio", "--date", "2026-11-22"]
    with subprocess.Popen(
        [*command, "--workspace", str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        try:
            found = re.search(r"http://[0-9.:]+", process.stdout.readline())
            assert found is not None
            yield found[0], process.pid
        finally:
            process.send_signal(signal.SIGINT)


class Visitor:
    """Somebody with one opening's form open, who types in it and looks at the preview."""

    def __init__(self, address: str, opening_id: str) -> None:
        self._place = urlsplit(address).netloc
        self._path = f"/openings/{opening_id}"
        page = self.get(self._path)
        self._seal, self._revision = (_value(page, name) for name in ("seal", "revision"))
        self._typed = 0

    def get(self, path: str) -> str:
        """A page. Raises ``AssertionError`` for any answer but the page."""
        return self._asked("GET", path, None)

    def types(self, document: str = "posting") -> tuple[float, float]:
        """Seconds until the form is checked after a change, and until the preview of it is there."""
        self._typed += 1
        words = f"Monday to Friday, week {self._typed}."
        sent = {"seal": self._seal, "revision": self._revision, "schedule": words, "preview.document": document}
        begun = time.perf_counter()
        page = self._asked("POST", self._path, urlencode(sent))
        checked = time.perf_counter()
        preview = re.search(r'data-preview="([^"]+)"', page)
        assert preview is not None, "the opening is sound"
        self.get(unescape(preview[1]))
        return checked - begun, time.perf_counter() - checked

    def _asked(self, method: str, path: str, body: str | None) -> str:
        headers = {"content-type": "application/x-www-form-urlencoded"} if body else {}
        with closing(http.client.HTTPConnection(self._place, timeout=60)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        assert answer.status == http.client.OK, (path, answer.status)
        return text


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return found[1]

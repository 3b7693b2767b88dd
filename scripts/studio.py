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
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode, urlsplit

OPENINGS = 10
PARTS = ("/interview", "/panel", "/cost", "/candidate")
"""The pages of an opening beside its form."""
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
        self._read()
        self._typed = 0
        self._preview = ""

    def _read(self) -> None:
        page = self.get(self._path)
        self._seal, self._revision = (_value(page, name) for name in ("seal", "revision"))

    def get(self, path: str) -> str:
        """A page. Raises ``AssertionError`` for any answer but the page."""
        return self._asked("GET", path, None).decode()

    def types(self, document: str = "posting") -> tuple[float, float]:
        """Seconds until the form is checked after a change, and until the preview of it is there."""
        sent = self._form() | {"preview.document": document}
        begun = time.perf_counter()
        page = self._asked("POST", self._path, urlencode(sent)).decode()
        checked = time.perf_counter()
        preview = re.search(r'data-preview="([^"]+)"', page)
        assert preview is not None, "the opening is sound"
        self._preview = unescape(preview[1])
        self.get(self._preview)
        return checked - begun, time.perf_counter() - checked

    def saves(self) -> None:
        """Save a change, and see the form again."""
        self._asked("POST", self._path, urlencode(self._form() | {"do": "save"}), HTTPStatus.SEE_OTHER)
        self._read()

    def looks_around(self) -> None:
        """Look at the other pages, and fetch what was last looked at in the formats that take longest."""
        for path in ("/", "/roles", "/employer", *(self._path + part for part in PARTS)):
            self.get(path)
        draft = self._preview.split("/posting/")[0]
        for file in ("posting/pdf", "posting/docx", "interview-kit/xlsx", "cost-estimate/html"):
            self._asked("GET", f"{draft}/{file}", None)

    def _form(self) -> dict[str, str]:
        self._typed += 1
        words = f"Monday to Friday, week {self._typed}."
        return {"seal": self._seal, "revision": self._revision, "schedule": words}

    def _asked(self, method: str, path: str, body: str | None, status: HTTPStatus = HTTPStatus.OK) -> bytes:
        headers = {"content-type": "application/x-www-form-urlencoded"} if body else {}
        with closing(http.client.HTTPConnection(self._place, timeout=60)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        assert answer.status == status, (path, answer.status)
        return content


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return found[1]

"""``hiring build`` in this process, and what it leaves in the output folder."""

import hashlib
import json
from html.parser import HTMLParser
from pathlib import Path

from tests.command import Run, hiring

ROLE = "referral-coordinator"
SUFFIXES = {
    "html": "html",
    "pdf": "pdf",
    "docx": "docx",
    "md": "md",
    "txt": "txt",
    "jsonld": "jsonld",
    "xlsx": "xlsx",
    "json": "json",
}
"""The suffixes that users rely on."""


def build(
    folder: Path,
    *args: str,
    out: str = "out",
    documents: str = "posting",
    formats: str = "html md",
    language: str = "en",
) -> Run:
    """Build a workspace in this process, with ``--json``; by default what is quick to make, and in English.

    An empty ``language`` stands for all of them.
    """
    chosen = [part for name in documents.split() for part in ("--document", name)]
    chosen += [part for name in formats.split() for part in ("--format", name)]
    place = ("--workspace", folder, "--out", folder / out, "--jobs", "1")
    chosen += ["--language", language] if language else []
    run = hiring("build", *place, "--json", *chosen, *args)
    assert run.err == ""
    assert not list((folder / out).glob(".*")), "the scratch folder is still there"
    return run


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class _Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def linked(out: Path) -> list[str]:
    """Where the index leads beside its own parts, sorted; a place linked twice stands twice."""
    hrefs = _Links((out / "index.html").read_text(encoding="utf-8")).hrefs
    return sorted(href for href in hrefs if not href.startswith("#"))


def documents_in(out: Path) -> list[str]:
    """The files of an output folder without index and manifest, sorted."""
    return sorted(set(tree(out)) - {"index.html", "manifest.json"})


def sound(out: Path) -> None:
    """Fail unless the index links every file and nothing else, and the manifest lists the same, with their sums."""
    assert linked(out) == documents_in(out)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    sums = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    assert sums == {path: hashlib.sha256((out / path).read_bytes()).hexdigest() for path in documents_in(out)}


def own_role(folder: Path) -> Path:
    """The shipped role as the workspace's own, to change."""
    assert hiring("new", "role", "clerk", "--from", ROLE, "--workspace", folder).code == 0
    return folder / "roles" / "clerk"

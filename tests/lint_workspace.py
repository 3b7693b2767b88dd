"""Files of small workspaces for the tests of ``hiring lint``, and how findings in them are looked up."""

import json
from pathlib import Path
from typing import Any

from hiring.library import Library
from hiring.workspace import Workspace, shipped
from tests.command import Run, hiring

RULES = ("typography", "reading-level", "sentence-length", "words-to-avoid", "mistranslation", "stale-translation")
TAGS = ("en", "fr", "sv", "es", "de", "ar")
THIN = "\u202f"
"""The narrow no-break space of French."""
FIXED = "\u00a0"
"""The no-break space."""
Finding = dict[str, Any]
"""A finding as JSON has it."""
SHIPPED = Library(Workspace.at(shipped("roles")))
"""What is shipped, with the guides of its languages."""


def lint(folder: Path, *args: str | Path) -> Run:
    """Lint a workspace."""
    return hiring("lint", "--workspace", folder, *args)


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files into a workspace."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def quoted(text: str) -> str:
    """A text as YAML on one line."""
    return json.dumps(text, ensure_ascii=False)


FIRST = 5
"""The line of the first text of ``role``."""


def role(name: str, tag: str, texts: list[str]) -> dict[str, str]:
    """A role of this language with these texts, one a line."""
    lines = [f"id: {name}", f"language: {tag}", "title: X", "responsibilities:"]
    lines += [f"  - {{id: case-{number}, text: {quoted(text)}}}" for number, text in enumerate(texts)]
    return {f"roles/{name}/role.yaml": "\n".join(lines) + "\n"}


def at(findings: list[Finding], file: str, line: int) -> list[Finding]:
    """The findings at a line."""
    return [finding for finding in findings if (finding["file"], finding["line"]) == (file, line)]


def places(findings: list[Finding]) -> set[tuple[str, int]]:
    """Where findings are."""
    return {(finding["file"], finding["line"]) for finding in findings}

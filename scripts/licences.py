"""The licences of all that comes with the program or is installed with it: ``docs/licences.md``, from ``uv.lock``.

``python scripts/licences.py`` writes the page. Raises ``SystemExit`` for a licence that nobody has looked at.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = "docs/licences.md"
PROJECT: Final = "healthcare-hiring"
ADMITTED: Final = frozenset(
    {
        "BSD-2-Clause",
        "BSD-3-Clause",
        "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
        "MIT",
        "MIT AND GPL-2.0-or-later",
        "MIT-0",
        "MIT-CMU",
        "OFL-1.1",
        "PSF-2.0",
        "Apache-2.0",
    }
)
"""What the program may be used with by anybody, also in a business."""
SAID_ELSEWHERE: Final = {
    "brotlicffi": "MIT",  # for PyPy only, so that it is not installed here
    "cssselect2": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "pydyf": "BSD-3-Clause",
    "pypandoc-binary": "MIT AND GPL-2.0-or-later",  # the package, and Pandoc inside it
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    "tinycss2": "BSD-3-Clause",
    "tinyhtml5": "MIT",
    "weasyprint": "BSD-3-Clause",
    "webencodings": "BSD-3-Clause",
}
"""The licence of packages whose metadata gives no SPDX expression, from their licence files."""

INTRO: Final = """\
<!-- Made from the code by “make docs”; do not edit here. -->

# Licences

The program is under the [MIT licence](../LICENSE). This page lists what it needs to run, as locked in `uv.lock`, and what
comes with it. Each package is installed with its own licence file.

## Packages
"""
NOTES: Final = """
## Programs

- **Pandoc** (GPL-2.0-or-later) is inside the package `pypandoc-binary`. It is run as a program of its own, with text in and
  text out; no part of it is in this program or in the documents that it makes. Its source is at <https://github.com/jgm/pandoc>.
- **WeasyPrint** (BSD-3-Clause) loads Pango, GLib and Fontconfig (LGPL, MIT) and HarfBuzz (MIT) from the system's packages.
  They are not shipped here.

## Fonts

They are in `templates/fonts`, inside every PDF, and in the wheel with their licence. Documents made with them are free of it.
"""


@dataclass(frozen=True)
class Licensed:
    """A package with its locked version and its licence as an SPDX expression."""

    name: str
    version: str
    licence: str


def packages() -> list[dict[str, Any]]:
    """Every package of the lock file."""
    found: list[dict[str, Any]] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return found


def runtime() -> list[Licensed]:
    """What is installed with the program, on any machine, by name."""
    locked = {package["name"]: package for package in packages()}
    return [Licensed(name, locked[name]["version"], _licence(name)) for name in sorted(_needed(locked))]


def fonts() -> list[tuple[str, str]]:
    """The folders of fonts, each with what its licence says first: whose they are."""
    files = sorted((ROOT / "templates" / "fonts").glob("*/OFL.txt"))
    return [(file.parent.name, file.read_text(encoding="utf-8").splitlines()[0]) for file in files]


def page() -> str:
    """The page."""
    rows = (f"| {each.name} | {each.version} | {each.licence} |" for each in runtime())
    types = (f"- **{name}** (OFL-1.1): {owner}" for name, owner in fonts())
    return "\n".join([INTRO, "| package | version | licence |", "|---|---|---|", *rows, NOTES, *types, ""])


def _needed(locked: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The names of all packages that the program needs, directly or not."""
    found: set[str] = set()
    waiting = list(locked[PROJECT]["dependencies"])
    while waiting:
        wanted = waiting.pop()
        package = locked[wanted["name"]]
        if wanted["name"] not in found:
            waiting += package.get("dependencies", ())
        found.add(wanted["name"])
        for extra in wanted.get("extra", ()):
            waiting += package["optional-dependencies"][extra]
    return found


def _licence(name: str) -> str:
    said = SAID_ELSEWHERE.get(name) or next(_of_metadata(name), "unknown")
    if said not in ADMITTED:
        raise SystemExit(
            f"{name}: licence {said!r} is not among those of scripts/licences.py; look at it before you add it"
        )
    return said


def _of_metadata(name: str) -> Iterator[str]:
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return
    yield from (text for field in ("License-Expression", "License") if (text := found.get(field)))


if __name__ == "__main__":
    (ROOT / PAGE).write_text(page(), encoding="utf-8", newline="\n")

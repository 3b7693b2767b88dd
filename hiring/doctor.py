"""What this machine has for making documents, what is missing, and how to get it."""

import platform
from dataclasses import dataclass
from typing import Literal

from hiring.formats import FORMATS
from hiring.workspace import shipped


@dataclass(frozen=True)
class Finding:
    """One thing looked for. ``advice`` is a phrase id (``doctor.<advice>``) where it is missing."""

    name: str
    state: Literal["ok", "missing", "slow"]
    detail: str = ""
    advice: str = ""


def examine() -> tuple[Finding, ...]:
    """Look for Python, Pango, HarfBuzz's subsetter, the fonts and Pandoc."""
    return (Finding("Python", "ok", platform.python_version()), *_pdf(), _fonts(), _pandoc())


def _pdf() -> tuple[Finding, ...]:
    missing = next(spec for spec in FORMATS if spec.name == "pdf").missing()
    if missing is not None:
        return (Finding("Pango", "missing", advice="pango"),)
    import weasyprint
    from weasyprint.text import ffi

    number = ffi.pango.pango_version()  # 15012 is 1.50.12
    version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    pango = Finding("Pango", "ok", f"{version}, WeasyPrint {weasyprint.__version__}")
    if ffi.harfbuzz_subset is None:
        return (pango, Finding("HarfBuzz subset", "slow", advice="harfbuzz"))
    return (pango, Finding("HarfBuzz subset", "ok"))


def _fonts() -> Finding:
    found = sorted(path.parent.name for path in (shipped("templates") / "fonts").glob("*/Regular.ttf"))
    return Finding("fonts", "ok" if found else "missing", ", ".join(found), "" if found else "fonts")


def _pandoc() -> Finding:
    if next(spec for spec in FORMATS if spec.name == "md").missing() is not None:
        return Finding("Pandoc", "missing", advice="pandoc")
    import pypandoc

    return Finding("Pandoc", "ok", str(pypandoc.get_pandoc_version()))

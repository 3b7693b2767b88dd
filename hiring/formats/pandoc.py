"""Pandoc, which turns the flow form of HTML into Markdown, text and Word."""

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hiring.errors import MissingToolError, RenderError

_TIMEOUT = 60
"""Seconds; Pandoc takes a fraction of one."""


@cache
def _program() -> str:
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError:
        raise MissingToolError("no_pandoc") from None


def missing() -> str | None:
    """``no_pandoc`` when Pandoc is not installed."""
    try:
        _program()
    except MissingToolError as error:
        return error.failure.rule
    return None


def convert(html: str, to: str, *options: str) -> str:
    """HTML in another of Pandoc's formats of text. Raises ``MissingToolError`` and ``RenderError``."""
    return _converted(html, "html-native_divs-native_spans", to, *options).decode()


def word(html: str, reference: bytes) -> bytes:
    """HTML as a Word document in the styles of a reference document. Raises ``MissingToolError`` and ``RenderError``.

    Elements may say their style and language; headings get no anchors that nothing leads to.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "reference.docx"
        file.write_bytes(reference)
        return _converted(html, "html-auto_identifiers", "docx", f"--reference-doc={file}")


def _converted(html: str, form: str, to: str, *options: str) -> bytes:
    """What Pandoc makes of HTML.

    ``--sandbox`` keeps it from reading any file but those of its command line; its heap is bounded.
    """
    command = [
        _program(),
        f"--from={form}",
        f"--to={to}",
        "--sandbox",
        "--eol=lf",
        "--output=-",
        *options,
        "+RTS",
        "-M512M",
        "-RTS",
    ]
    try:
        done = subprocess.run(command, input=html.encode(), capture_output=True, timeout=_TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        raise RenderError("pandoc", reason=f"more than {_TIMEOUT} s") from None
    if done.returncode:
        raise RenderError("pandoc", reason=done.stderr.decode(errors="replace").strip()[:300])
    return done.stdout

"""Pandoc, which turns the flow form of HTML into Markdown and text."""

import subprocess
from functools import cache

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
    """HTML in another of Pandoc's formats. Raises ``MissingToolError`` and ``RenderError``.

    ``--sandbox`` keeps Pandoc from reading any file; its heap is bounded.
    """
    command = [
        _program(),
        "--from=html-native_divs-native_spans",
        f"--to={to}",
        "--sandbox",
        "--eol=lf",
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
    return done.stdout.decode()

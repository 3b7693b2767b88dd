"""Plain text, made from the flow form of HTML by Pandoc, in lines that mail and job boards take."""

from hiring.formats.pandoc import convert, missing

__all__ = ["missing", "write"]

_COLUMNS = 78


def write(html: str) -> bytes:
    """The document as UTF-8 text, wrapped."""
    return convert(html, "plain", "--wrap=auto", f"--columns={_COLUMNS}").encode()

"""Markdown (GitHub's), made from the flow form of HTML by Pandoc."""

from hiring.formats.pandoc import convert, missing

__all__ = ["missing", "write"]


def write(html: str, *, language: str) -> bytes:
    """The document as UTF-8 Markdown, one line a paragraph."""
    del language
    return convert(html, "gfm", "--wrap=none", "--markdown-headings=atx").encode()

"""Where the pages of the site are: their files, their addresses on the web, and the way from one to another.

A page is named by its file, relative to the folder of the site: ``en/desk/index.html``.
"""

import posixpath
from typing import Final

ROOT: Final = "index.html"
MISSING: Final = "404.html"
"""The page that web servers show for an address without a file."""
SITEMAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"

_INDEX: Final = "index.html"


def list_page(tag: str) -> str:
    """The list of the openings in a language."""
    return f"{tag}/{_INDEX}"


def posting_page(tag: str, opening_id: str) -> str:
    """The page of an opening in a language."""
    return f"{tag}/{opening_id}/{_INDEX}"


def download(tag: str, opening_id: str, suffix: str) -> str:
    """A file that lies beside the page of an opening."""
    return f"{tag}/{opening_id}/posting.{suffix}"


def feed(tag: str) -> str:
    """The RSS feed of a language."""
    return f"{tag}/rss.xml"


def url(base: str, file: str) -> str:
    """The address of a file on the web; a page goes by that of its folder."""
    return f"{base}/{_served(file)}"


def href(here: str, there: str) -> str:
    """The way from one file of the site to another, wherever the site lies."""
    start, target = posixpath.dirname(here), _served(there)
    way = posixpath.relpath(target or ".", start or ".")
    return f"{way}/" if target.endswith("/") or not target else way


def _served(file: str) -> str:
    return file.removesuffix(_INDEX) if posixpath.basename(file) == _INDEX else file

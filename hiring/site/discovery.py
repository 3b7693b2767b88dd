"""What finds the pages for others: the map of the site and the rules for search engines, and a feed for each language."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Final
from xml.etree import ElementTree

from hiring.site.addresses import ROBOTS, SITEMAP, feed, list_page, posting_page, url
from hiring.site.openings import OpenOpening, Site
from hiring.site.pages import Group, groups

SiteFile = tuple[str, bytes]
"""A file of the site: its path in the folder, with forward slashes, and its content."""

_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_ATOM: Final = "http://www.w3.org/2005/Atom"
for _prefix, _namespace in (("xhtml", _XHTML), ("atom", _ATOM)):
    ElementTree.register_namespace(_prefix, _namespace)


def sitemap(site: Site) -> Iterator[SiteFile]:
    """Every page with its other languages, by the sitemaps protocol."""
    # Written as a plain attribute: the namespace of the whole document needs no prefix.
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAP})
    for group in groups(site):
        for page in group.pages:
            entry = ElementTree.SubElement(root, "url")
            ElementTree.SubElement(entry, "loc").text = url(site.base, page)
            _add_alternates(entry, site, group)
    yield SITEMAP, _document(root)


def _add_alternates(entry: ElementTree.Element, site: Site, group: Group) -> None:
    for tag, page in group.alternates:
        link = {"rel": "alternate", "hreflang": tag, "href": url(site.base, page)}
        ElementTree.SubElement(entry, f"{{{_XHTML}}}link", link)


def robots(site: Site) -> Iterator[SiteFile]:
    """Leave for every crawler, and where the map is."""
    yield ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {url(site.base, SITEMAP)}\n".encode()


def feeds(site: Site) -> Iterator[SiteFile]:
    """The openings of each language as RSS 2.0, the newest first. Their dates are those on which they were posted."""
    for tag, language in site.languages.items():
        root = ElementTree.Element("rss", {"version": "2.0"})
        channel = ElementTree.SubElement(root, "channel")
        _add(channel, "title", language("site.title", employer=site.employer.name))
        _add(channel, "link", url(site.base, list_page(tag)))
        _add(channel, "description", language("site.description", employer=site.employer.name))
        _add(channel, "language", tag)
        own = {"rel": "self", "type": "application/rss+xml", "href": url(site.base, feed(tag))}
        ElementTree.SubElement(channel, f"{{{_ATOM}}}link", own)
        for opening in site.in_language(tag):
            _add_item(channel, site, opening, tag)
        yield feed(tag), _document(root)


def _add_item(channel: ElementTree.Element, site: Site, opening: OpenOpening, tag: str) -> None:
    posting = opening.postings[tag]
    address = url(site.base, posting_page(tag, opening.id))
    item = ElementTree.SubElement(channel, "item")
    _add(item, "title", posting.view.title)
    _add(item, "link", address)
    _add(item, "description", posting.forms.fragment.strip())
    _add(item, "guid", address).set("isPermaLink", "true")
    if opening.opening.posted is not None:
        _add(item, "pubDate", _rfc_822(opening.opening.posted))


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = text
    return element


def _rfc_822(day: date) -> str:
    return format_datetime(datetime.combine(day, time(), UTC))


def _document(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    written: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()

"""The making of the site: everything is made beside it first, then moved into place.

A record in the folder says which files are the site's, so that those of closed openings go away and no other file is touched.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from hiring.confinement import confined
from hiring.errors import Failure, Problem, StorageError, UsageError
from hiring.feeds import feed_files
from hiring.feeds.jobs import unlisted
from hiring.formats import FORMATS, FormatSpec
from hiring.library import Library
from hiring.manifest import SITE_RECORD, Manifest
from hiring.publication import base_url
from hiring.rendering import Renderer
from hiring.site.addresses import MISSING, ROOT, download, list_page, posting_page
from hiring.site.discovery import SiteFile, feeds, robots, sitemap
from hiring.site.openings import OpenOpening, Site, site_of
from hiring.site.pages import (
    DOWNLOADS,
    LIST_TEMPLATE,
    MISSING_TEMPLATE,
    POSTING_TEMPLATE,
    list_on_site,
    list_view,
    missing_on_site,
    missing_view,
    posting_on_site,
)
from hiring.site.policy import with_policy
from hiring.storage import leads_out, output_folder, regular_bytes, sync_folders, temporary_files_in, write_whole

RECORD_FORMAT: Final = 1

FEEDS: tuple[Callable[[Site], Iterable[SiteFile]], ...] = (sitemap, robots, feeds)
"""What is made of the openings beside their pages. Another feed is another row: it takes the site and gives its files."""

_MADE: Final = "site"
"""The folder in the scratch folder that has the files until all are made."""
_HTML: Final = next(spec for spec in FORMATS if spec.name == "html")
_PATH: Final = re.compile(r"[A-Za-z0-9-]+(?:[./][A-Za-z0-9_-]+)*")
"""The paths that a site can have: inside its folder, without a way out of it."""


@dataclass(frozen=True)
class SiteReport:
    """What was published: the site's files and those of earlier runs that are gone, the ids of the openings that are shown,
    closed or not posted yet, those shown that feeds leave out, since they name no day of posting, and the formats that this
    machine cannot make, with the reason. With problems, nothing was."""

    out: Path
    files: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    lacking: tuple[tuple[str, Failure], ...] = ()
    problems: tuple[Problem, ...] = ()


def publish(
    library: Library,
    out: Path,
    base: str,
    on: date,
    boards: tuple[str, ...] = (),
    waiting: Callable[[], None] | None = None,
) -> SiteReport:
    """Write the site as it is on a day, with the feeds of job boards that are named.

    While another run writes to the folder this one waits for its end; ``waiting`` is called before. Nothing is changed unless
    all of it can be made. Raises ``UsageError`` for a base that is no address, a workspace without openings and a folder with
    documents of a build, or with other files in the places of the site's; ``ContentError`` with every problem of what it
    shows; ``RenderError`` for a faulty template; ``StorageError`` when the folder cannot be written.
    """
    renderer = Renderer(library.workspace)
    site = site_of(library, renderer, base_url(base), on)
    for_boards = feed_files(library, site.base, on, boards).items() if boards else ()
    missing = {spec: rule for spec in DOWNLOADS if (rule := spec.missing()) is not None}
    made = [spec for spec in DOWNLOADS if spec not in missing]
    with output_folder(out, waiting) as scratch:
        if Manifest(out).entries:
            raise UsageError("build_in_folder", path=str(out))
        with temporary_files_in(scratch):
            pages = confined(library.workspace, _write_pages, site, renderer, made, scratch)
        files = tuple(sorted((*pages, *_write_all(for_boards, scratch))))
        removed = _move_in(files, scratch / _MADE, out, scratch)
    shown = tuple(opening.id for opening in site.openings)
    lacking = tuple((spec.name, Failure(rule)) for spec, rule in missing.items())
    without_feed = tuple(opening.id for opening in site.openings if boards and unlisted(opening.opening, on))
    return SiteReport(out, files, removed, shown, site.closed, site.waiting, without_feed, lacking)


def _write_pages(site: Site, renderer: Renderer, made: Iterable[FormatSpec], scratch: Path) -> tuple[str, ...]:
    return _write_all(_files(site, renderer, made), scratch)


def _files(site: Site, renderer: Renderer, made: Iterable[FormatSpec]) -> Iterator[SiteFile]:
    """Every file of the site."""
    for opening in site.openings:
        yield from _opening_files(site, opening, renderer, tuple(made))
    for file, language in ((ROOT, site.home), *((list_page(tag), each) for tag, each in site.languages.items())):
        view, page = list_view(site, language, file), list_on_site(site, language, file)
        yield file, _html(renderer.html(LIST_TEMPLATE, view, language, logo=view.page.brand.logo, site=page))
    missing, page = missing_view(site), missing_on_site(site)
    logo = missing.page.brand.logo
    yield MISSING, _html(renderer.html(MISSING_TEMPLATE, missing, site.home, logo=logo, site=page))
    for make in FEEDS:
        yield from make(site)


def _opening_files(
    site: Site, opening: OpenOpening, renderer: Renderer, made: tuple[FormatSpec, ...]
) -> Iterator[SiteFile]:
    for tag, posting in opening.postings.items():
        page = posting_on_site(site, opening, tag, made)
        forms, language = posting.forms, posting.vacancy.language
        view, logo = posting.view, posting.view.page.brand.logo
        html = renderer.html(POSTING_TEMPLATE, view, language, data=forms.data, logo=logo, site=page)
        yield posting_page(tag, opening.id), _html(html)
        for spec in made:
            yield download(tag, opening.id, spec.suffix), forms.written(spec)


def _html(html: str) -> bytes:
    return with_policy(_HTML.write(html).decode()).encode()


def _write_all(files: Iterable[SiteFile], scratch: Path) -> tuple[str, ...]:
    """Write files into the scratch folder; their paths."""
    written = []
    for path, content in files:
        write_whole(content, scratch / _MADE / path, scratch)
        written.append(path)
    return tuple(written)


def _move_in(files: tuple[str, ...], made: Path, out: Path, scratch: Path) -> tuple[str, ...]:
    """Put the files in place and take away those of an earlier run; the paths of the latter, sorted.

    While that lasts the record names both, so that a run which is interrupted leaves nothing that no one knows.
    """
    earlier = _recorded(out)
    foreign = next((path for path in (*files, SITE_RECORD) if path not in earlier and (out / path).exists()), None)
    if foreign is not None:
        raise UsageError("site_foreign_file", path=str(out / foreign))
    gone = tuple(sorted(earlier - {*files, SITE_RECORD}))
    outside = next((path for path in (*files, *gone) if leads_out((out / path).parent, out)), None)
    if outside is not None:
        raise StorageError("leads_out", path=str(out / outside), folder=str(out))
    _record({*files, *gone}, out, scratch)
    for path in files:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).replace(out / path)
    for path in gone:
        (out / path).unlink(missing_ok=True)
        _remove_empty((out / path).parent, out)
    sync_folders((out / path for path in files), out)
    _record(files, out, scratch)
    sync_folders([out / SITE_RECORD], out)
    return gone


def _remove_empty(folder: Path, out: Path) -> None:
    """Remove a folder in which nothing is left, and those around it, up to that of the site."""
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _record(files: Iterable[str], out: Path, scratch: Path) -> None:
    content = json.dumps({"format": RECORD_FORMAT, "files": sorted(files)}, indent=1) + "\n"
    write_whole(content.encode(), out / SITE_RECORD, scratch)


def _recorded(out: Path) -> set[str]:
    """The files that an earlier run wrote, with the record itself; none where there is no record that can be read."""
    try:
        found: Any = json.loads(regular_bytes(out / SITE_RECORD))
        paths = found["files"] if found["format"] == RECORD_FORMAT else ()
        return {SITE_RECORD, *(path for path in paths if isinstance(path, str) and _PATH.fullmatch(path))}
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return set()

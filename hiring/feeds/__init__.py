"""Job feeds: what job boards fetch to list the openings of a workspace. All that are asked for, or none.

A board takes a feed for everything there is: what is not in it goes offline. So a feed is written only when every job in it
has all that its board requires.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hiring.confinement import confined
from hiring.errors import ContentError, Finding, Problem, StorageError, UsageError
from hiring.feeds.dialects import DIALECTS, Dialect, Need
from hiring.feeds.jobs import feed_of, unlisted
from hiring.feeds.model import Feed, Job
from hiring.feeds.writer import write
from hiring.library import Library
from hiring.publication import LeftOut, base_url
from hiring.storage import leads_out, output_folder, sync_folders, write_whole


@dataclass(frozen=True)
class BoardFeed:
    """The feed of one board: its file below the output folder, what stands in it, and the numbers of its jobs."""

    board: str
    path: str
    content: bytes
    references: tuple[str, ...]


@dataclass(frozen=True)
class Feeds:
    """The feeds of some boards, and the openings that are in none of them, with the reason."""

    feeds: tuple[BoardFeed, ...]
    left_out: Mapping[str, LeftOut]


def feed_files(library: Library, address: str, on: date, boards: Collection[str] = ()) -> dict[str, bytes]:
    """The feeds by their paths, such as ``feeds/indeed.xml``: of the boards that are named, or of all. See ``make``."""
    return {feed.path: feed.content for feed in make(library, address, on, boards).feeds}


def make(library: Library, address: str, on: date, boards: Collection[str] = ()) -> Feeds:
    """The feeds of the openings that are open on a day, whose pages are ``<address>/<tag>/<opening>/``.

    Raises ``UsageError`` for an unknown board, an address that is none and a workspace without openings, ``ContentError``
    with every problem of every opening, ``RenderError`` for a faulty template, ``FailureError`` for a feed that would not be
    read as it was meant.
    """
    dialects = _chosen(boards)
    base = base_url(address)
    if not library.opening_ids:
        raise UsageError("no_openings")
    feed = confined(library.workspace, feed_of, library, base, on)
    problems = [problem for job in feed.jobs for problem in _lacking(library, job, dialects)]
    if problems:
        raise ContentError(problems)
    return Feeds(tuple(_board_feed(feed, dialect) for dialect in dialects), _left_out(library, on))


def save(feeds: Feeds, folder: Path) -> None:
    """Write all feeds below a folder, each whole or not at all. Raises ``StorageError``."""
    for path in (folder / feed.path for feed in feeds.feeds):
        if leads_out(path.parent, folder):
            raise StorageError("leads_out", path=str(path), folder=str(folder))
    with output_folder(folder) as scratch:
        for feed in feeds.feeds:
            write_whole(feed.content, folder / feed.path, scratch)
        sync_folders((folder / feed.path for feed in feeds.feeds), folder)


def _chosen(boards: Collection[str]) -> tuple[Dialect, ...]:
    known = {dialect.name: dialect for dialect in DIALECTS}
    for name in boards:
        if name not in known:
            raise UsageError("unknown_board", id=name, known=", ".join(known))
    return tuple(dialect for dialect in DIALECTS if not boards or dialect.name in boards)


def _left_out(library: Library, on: date) -> dict[str, LeftOut]:
    reasons = {name: unlisted(library.opening(name), on) for name in library.opening_ids}
    return {name: reason for name, reason in reasons.items() if reason is not None}


def _board_feed(feed: Feed, dialect: Dialect) -> BoardFeed:
    references = tuple(dialect.reference_of(job) for job in feed.jobs)
    return BoardFeed(dialect.name, dialect.path, write(feed, dialect), references)


def _lacking(library: Library, job: Job, dialects: Collection[Dialect]) -> Iterator[Problem]:
    """What a job lacks, each once with the boards that require it, placed in the file of its opening."""
    unmet: dict[str, tuple[Need, list[str]]] = {}
    for dialect in dialects:
        for need in dialect.needs:
            if not need.is_met(job):
                unmet.setdefault(need.rule, (need, []))[1].append(dialect.title)
    document = library.opening_base(job.opening).document
    for need, boards in unmet.values():
        values = {"boards": ", ".join(boards), **need.values}
        yield document.problem(Finding(need.rule, need.path, values, need.rule))

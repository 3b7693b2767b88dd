"""``hiring build``: documents, kept or made."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiring.cli.ending import EXIT_MACHINE, EXIT_PROBLEMS
from hiring.cli.options import date_option, day_of, json_option, workspace_option
from hiring.cli.printing import messages, print_json, print_lines
from hiring.cli.progress import progress_shown, tell_of_samples, tell_of_waiting
from hiring.errors import ContentError, UsageError

if TYPE_CHECKING:
    from hiring.cells import Selection
    from hiring.outcomes import Report, Settings
    from hiring.workers import Worker
    from hiring.workspace import Workspace


@click.command()
@click.option("--role", "roles", multiple=True, metavar="ID", help="Make this role through the sample opening.")
@click.option("--opening", "openings", multiple=True, metavar="ID", help="Make only this opening.")
@click.option("--language", "languages", multiple=True, metavar="TAG", help="Only this language: en, fr …")
@click.option("--document", "documents", multiple=True, metavar="NAME", help="Only this document: posting …")
@click.option("--format", "formats", multiple=True, metavar="NAME", help="Only this format: html, pdf …")
@click.option("--market", metavar="ID", help="Market for roles made through the sample opening.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help="Output folder.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to use.  [default: one for each core]")
@click.option("--force", is_flag=True, help="Make unchanged files again.")
@click.option("--watch", is_flag=True, help="Then show them in the browser, and make again what a change touches.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port for --watch.  [default: a free one, from 8000 on]")
@date_option
@json_option
@workspace_option
def build(
    *,
    roles: tuple[str, ...],
    openings: tuple[str, ...],
    languages: tuple[str, ...],
    documents: tuple[str, ...],
    formats: tuple[str, ...],
    market: str | None,
    out: Path,
    jobs: int | None,
    force: bool,
    watch: bool,
    port: int | None,
    on: datetime | None,
    as_json: bool,
    workspace: Path,
) -> int:
    """Make documents: those of the workspace's openings, or of the roles when it has none.

    Unchanged files are kept. The page to open is OUT/index.html. With --watch the documents are served to this machine's
    browser until Ctrl-C; after each change to a file they are made again, and open pages load again.
    """
    from hiring.cells import Selection
    from hiring.outcomes import Report, Settings
    from hiring.reporting.builds import build_data, build_text
    from hiring.workspace import Workspace

    if watch and as_json:
        raise UsageError("watch_as_json")
    if port is not None and not watch:
        raise UsageError("port_without_watch")
    place = Workspace.at(workspace)
    selection = Selection(roles, openings, languages, documents, formats, market)
    settings = Settings(out=out, on=day_of(on), jobs=jobs or _processors(), force=force)
    if watch:
        from hiring.cli.watching import keep_building

        return keep_building(place, selection, settings, port)
    try:
        report = _built(place, selection, settings, show=not as_json)
    except ContentError as error:
        if not as_json:
            raise
        report = Report(out, (), error.problems)
    if as_json:
        print_json(**build_data(report, messages))
    else:
        print_lines(build_text(report, messages))
    return _report_code(report)


def _built(workspace: "Workspace", selection: "Selection", settings: "Settings", *, show: bool) -> "Report":
    """What a build makes; when nothing has changed since the last one, what it would say, without reading the content."""
    from hiring.unchanged import unchanged_report

    known = unchanged_report(workspace, selection, settings)
    if known is not None:
        if show and not selection.roles and known.outcomes[0].cell.subject.kind == "role":
            tell_of_samples()
        with progress_shown(show=show) as progress:
            for done, outcome in enumerate(known.outcomes, start=1):
                if progress is not None:
                    progress(outcome, done, len(known.outcomes))
        return known
    with _worker_for_pdf(workspace, selection, settings) as early:
        from hiring.build import build as make
        from hiring.library import Library

        library = Library(workspace)
        if show and not selection.roles and not library.opening_ids:
            tell_of_samples()
        with progress_shown(show=show) as progress:
            return make(library, selection, settings, progress, early, partial(tell_of_waiting, settings.out))


@contextmanager
def _worker_for_pdf(workspace: "Workspace", selection: "Selection", settings: "Settings") -> Iterator["Worker | None"]:
    """A worker that loads what PDFs need while this process reads the content; None where there is nothing to gain."""
    is_useless = settings.jobs == 1 or (selection.formats and "pdf" not in selection.formats)
    if is_useless or workspace.has_own_templates:  # what those make is made in processes with limits
        yield None
        return
    from hiring.workers import Worker

    with closing(Worker("hiring.formats.pdf:warm")) as worker:
        yield worker


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _report_code(report: "Report") -> int:
    from hiring.outcomes import State

    failed = [outcome for outcome in report.outcomes if outcome.state is State.FAILED]
    if any(not outcome.missing_tool for outcome in failed) or report.problems or report.failure:
        return EXIT_PROBLEMS
    return EXIT_MACHINE if failed else 0

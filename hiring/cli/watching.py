"""``hiring build --watch``: the documents in the browser, and a build after each change."""

import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from hiring.cli.ending import EXIT_INTERRUPTED
from hiring.cli.printing import failure_text, messages, print_lines, tell
from hiring.cli.progress import progress_shown, tell_of_samples, tell_of_waiting

if TYPE_CHECKING:
    from hiring.cells import Selection
    from hiring.outcomes import Report, Settings
    from hiring.workspace import Workspace


def keep_building(workspace: "Workspace", selection: "Selection", settings: "Settings", port: int | None) -> int:
    """Build, serve, and build again after each change, until Ctrl-C."""
    from hiring.build import build as make
    from hiring.library import Library
    from hiring.manifest import INDEX
    from hiring.reporting.builds import build_text, rebuild_text
    from hiring.serving import served
    from hiring.watching import rounds

    is_first = True

    def made() -> "Report":
        # A file that stands unchanged is of no interest from the second round on, nor is it made again.
        now = replace(settings, force=settings.force and is_first)
        with progress_shown(show=is_first or sys.stderr.isatty()) as progress:
            return make(Library(workspace), selection, now, progress, waiting=partial(tell_of_waiting, settings.out))

    if not selection.roles and not Library(workspace).opening_ids:
        tell_of_samples()
    with served(settings.out, port) as site:
        for each in rounds(workspace, settings.out, made):
            if each.failure is not None:
                tell(f"Error: {failure_text(each.failure)}")
                continue
            if is_first:
                print_lines(build_text(each.report, messages))
                click.echo(f"Serving {site.address} until Ctrl-C.")
            else:
                print_lines(rebuild_text(each.report, each.seconds, messages))
            is_first = False
            # Where there are problems the pages that were not made stay as they are, also the index that links them.
            if each.made or each.is_sound:
                site.tell((*each.made, INDEX))
    return EXIT_INTERRUPTED  # rounds go on until Ctrl-C ends them

"""``hiring studio``: the workspace in the browser."""

from datetime import datetime
from pathlib import Path

import click

from hiring.cli.ending import EXIT_INTERRUPTED
from hiring.cli.options import date_option, day_of, workspace_option


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve on.  [default: a free one, from 8100 on]")
@click.option("--host", metavar="ADDRESS", help="Let other machines in by this address; they must show a token.")
@date_option
@workspace_option
def studio(*, port: int | None, host: str | None, on: datetime | None, workspace: Path) -> int:
    """The workspace in the browser: its openings, what is wrong with them, and their documents; an interface for programs.

    Only this machine can open it, unless --host is given.
    """
    from hiring.studio.serving import LOOPBACK, Place, serve
    from hiring.workspace import Workspace

    def ready(address: str) -> None:
        click.echo(f"Serving {address} until Ctrl-C.")

    serve(Workspace.at(workspace), Place(host or LOOPBACK, port), lambda: day_of(on), ready)
    return EXIT_INTERRUPTED  # it serves until Ctrl-C ends it

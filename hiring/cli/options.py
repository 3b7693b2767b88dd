"""The options that commands share, and what they stand for: the workspace's library, and the day."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from hiring.errors import UsageError

if TYPE_CHECKING:
    from hiring.library import Library

C = TypeVar("C", bound=Callable[..., Any])


def workspace_option(command: C) -> C:
    """Adds ``--workspace``, the parameter ``workspace``."""
    option = click.option(
        "--workspace",
        type=click.Path(path_type=Path),
        default=Path(),
        show_default="the current folder",
        help="Folder with employer.yaml, openings/ and your own roles/, markets/ and templates/.",
    )
    return option(command)


def json_option(command: C) -> C:
    """Adds ``--json``, the parameter ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")(command)


def date_option(command: C) -> C:
    """Adds ``--date``, the parameter ``on``; ``day_of`` says which day it means."""
    option = click.option(
        "--date",
        "on",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        help="The date to build for.  [default: SOURCE_DATE_EPOCH, else today]",
    )
    return option(command)


def library_of(workspace: Path) -> "Library":
    """The content of the workspace in a folder; UsageError when there is no such folder."""
    from hiring.library import Library
    from hiring.workspace import Workspace

    return Library(Workspace.at(workspace))


def day_of(on: datetime | None) -> date:
    """The day that ``--date`` gives, else today."""
    return on.date() if on else _today()


def _today() -> date:
    """SOURCE_DATE_EPOCH's date in UTC, else today's; the only clock that is read."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return date.today()  # noqa: DTZ011  (the user's own day is meant)
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError("source_date_epoch", value=epoch) from None

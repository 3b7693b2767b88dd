"""``hiring new``: files to start from."""

import shlex
from collections.abc import Sequence
from pathlib import Path

import click

from hiring.cli.options import library_of, workspace_option


@click.group()
def new() -> None:
    """Write new files to start from. Nothing that exists is overwritten."""


def _say_written(paths: Sequence[Path], next_step: str) -> None:
    for path in paths:
        click.echo(f"wrote {path}")
    click.echo(next_step)


def _there(workspace: Path) -> str:
    """What sends a command to the workspace from here, as a shell takes it; nothing where that is the current folder."""
    return f" --workspace {shlex.quote(str(workspace))}" if workspace != Path() else ""


def _build(workspace: Path, selection: str = "") -> str:
    """The command that builds a workspace, or a selection of it, into the ``out`` of that workspace."""
    there = _there(workspace)
    return f"hiring build{selection}{there}" + (f" --out {shlex.quote(str(workspace / 'out'))}" if there else "")


@new.command("workspace")
@click.argument("folder", type=click.Path(path_type=Path))
def new_workspace(*, folder: Path) -> None:
    """A folder with your employer and a first opening."""
    from hiring import scaffold

    paths = scaffold.new_workspace(folder)
    _say_written(paths, f"Edit these two files, then run: {_build(folder)}")


@new.command("role")
@click.argument("role_id", metavar="ID")
@click.option("--from", "origin", metavar="ID", help="Copy every file of this role to start from.")
@workspace_option
def new_role(*, role_id: str, origin: str | None, workspace: Path) -> None:
    """A role of your own."""
    from hiring import scaffold

    paths = scaffold.new_role(library_of(workspace), role_id, origin)
    _say_written(paths, f"Edit them, then run: {_build(workspace, f' --role {role_id}')}")


@new.command("opening")
@click.argument("opening_id", metavar="ID")
@workspace_option
def new_opening(*, opening_id: str, workspace: Path) -> None:
    """A vacancy to fill in."""
    from hiring import scaffold

    paths = scaffold.new_opening(library_of(workspace).workspace, opening_id)
    _say_written(paths, f"Edit it, then run: {_build(workspace, f' --opening {opening_id}')}")


@new.command("language")
@click.argument("tag")
@workspace_option
def new_language(*, tag: str, workspace: Path) -> None:
    """Every file that a translator fills in, with the source text over each line."""
    from hiring import scaffold

    paths = scaffold.new_language(library_of(workspace), tag)
    left = f"hiring translations --language {tag}{_there(workspace)}"
    _say_written(paths, f"Start with translating-{tag}.md; “{left}” shows what is left.")

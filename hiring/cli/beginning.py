"""``hiring new``: files to start from."""

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


@new.command("workspace")
@click.argument("folder", type=click.Path(path_type=Path))
def new_workspace(*, folder: Path) -> None:
    """A folder with your employer and a first opening."""
    from hiring import scaffold

    paths = scaffold.new_workspace(folder)
    _say_written(paths, f"Edit these two files, then run: hiring build --workspace {folder} --out {folder / 'out'}")


@new.command("role")
@click.argument("role_id", metavar="ID")
@click.option("--from", "origin", metavar="ID", help="Copy every file of this role to start from.")
@workspace_option
def new_role(*, role_id: str, origin: str | None, workspace: Path) -> None:
    """A role of your own."""
    from hiring import scaffold

    paths = scaffold.new_role(library_of(workspace), role_id, origin)
    _say_written(paths, f"Edit them, then run: hiring build --role {role_id}")


@new.command("opening")
@click.argument("opening_id", metavar="ID")
@workspace_option
def new_opening(*, opening_id: str, workspace: Path) -> None:
    """A vacancy to fill in."""
    from hiring import scaffold

    paths = scaffold.new_opening(library_of(workspace).workspace, opening_id)
    _say_written(paths, f"Edit it, then run: hiring build --opening {opening_id}")


@new.command("language")
@click.argument("tag")
@workspace_option
def new_language(*, tag: str, workspace: Path) -> None:
    """Every file that a translator fills in, with the source text over each line."""
    from hiring import scaffold

    paths = scaffold.new_language(library_of(workspace), tag)
    _say_written(paths, f"Start with translating-{tag}.md; “hiring translations --language {tag}” shows what is left.")

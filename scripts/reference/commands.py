"""The reference page of the command line."""

import inspect
from collections.abc import Iterator

import click

from hiring import cli
from hiring.cli.ending import EXIT_INTERRUPTED, EXIT_MACHINE, EXIT_PROBLEMS, EXIT_TERMINATED, EXIT_USAGE
from scripts.reference.markdown import table


def commands(
    command: click.Command = cli.commands, name: str = "hiring", parent: click.Context | None = None
) -> Iterator[tuple[click.Context, click.Command]]:
    """Every command with its context, groups before their commands, in the order of ``--help``."""
    context = click.Context(command, info_name=name, parent=parent, **command.context_settings)
    yield context, command
    if isinstance(command, click.Group):
        for inner_name in command.list_commands(context):
            inner = command.get_command(context, inner_name)
            if inner is not None and not inner.hidden:
                yield from commands(inner, inner_name, context)


def commands_page() -> str:
    """The page of every command, with its usage and its options."""
    parts = [
        "# Commands",
        "What each command of `hiring` does. `-h` or `--help` after a command shows the same in the terminal. "
        "The files that they read are described [field by field](reference/README.md).",
        "Exit codes: 0 fine; "
        f"{EXIT_PROBLEMS} problems in content, or a document that failed; "
        f"{EXIT_USAGE} a wrong command line; "
        f"{EXIT_MACHINE} something missing on this machine, or a disk that cannot be written to; "
        f"{EXIT_INTERRUPTED} interrupted; {EXIT_TERMINATED} ended by SIGTERM.",
    ]
    for context, command in commands():
        path = context.command_path
        usage = " ".join([path, *command.collect_usage_pieces(context)])
        parts += [f"## {path}", inspect.cleandoc(command.help or ""), f"```sh\n{usage}\n```"]
        if isinstance(command, click.Group):
            inner = [found for found, _ in commands(command, path) if found.parent and found.parent.parent is None]
            parts.append(
                "Its commands: " + ", ".join(_command_link(path, str(found.info_name)) for found in inner) + "."
            )
        options = [parameter for parameter in command.get_params(context) if isinstance(parameter, click.Option)]
        records = [record for option in options if (record := option.get_help_record(context))]
        parts.append(
            table(("option", "what it does"), [(f"`{names}`", " ".join(text.split())) for names, text in records])
        )
    return "\n\n".join(parts)


def _command_link(path: str, name: str) -> str:
    return f"[{name}](#{path.replace(' ', '-')}-{name})"

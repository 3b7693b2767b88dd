"""The command line: the only package that imports click, prints, and chooses exit codes.

What a command needs beyond click is imported when it runs: --help must come at once, and list and validate must never
load WeasyPrint or Pandoc.
"""

from functools import partial
from typing import NoReturn

import click

from hiring import __version__
from hiring.cli import beginning, building, checking, costing, looking, publishing, studio
from hiring.cli.ending import Commands, run


@click.group(
    cls=Commands,
    commands=[
        building.build,
        checking.validate,
        checking.lint,
        checking.translations,
        costing.cost,
        publishing.feeds,
        publishing.site,
        looking.list_,
        looking.schema,
        beginning.new,
        studio.studio,
        looking.doctor,
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="hiring")
def commands() -> None:
    """Job postings, interview kits and cost estimates for healthcare hiring, from role definitions in YAML."""


def main() -> NoReturn:
    """The program ``hiring``: ends with an exit code, never with a traceback of a failure that is foreseen."""
    run(partial(commands.main, prog_name="hiring", standalone_mode=False))

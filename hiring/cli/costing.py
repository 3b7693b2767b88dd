"""``hiring cost``: what a hire costs."""

from datetime import datetime
from pathlib import Path

import click

from hiring.cli.ending import EXIT_PROBLEMS, end
from hiring.cli.options import date_option, day_of, json_option, library_of, workspace_option
from hiring.cli.printing import messages, print_json, print_lines
from hiring.errors import Failure


@click.command()
@click.argument("role", required=False)
@click.option("--opening", metavar="ID", help="The estimate for this opening of the workspace.")
@click.option("--location", metavar="ID", help="A place of the market, such as san-francisco.")
@click.option("--hires", type=click.IntRange(1, 10_000), metavar="N", help="How many people are hired in one search.")
@click.option("--market", metavar="ID", help="The market; without it that of the place, else us.")
@click.option("--channel", "channels", multiple=True, metavar="NAME=PERCENT", help="How hires are found; together 100.")
@date_option
@json_option
@workspace_option
def cost(
    *,
    role: str | None,
    opening: str | None,
    location: str | None,
    hires: int | None,
    market: str | None,
    channels: tuple[str, ...],
    on: datetime | None,
    as_json: bool,
    workspace: Path,
) -> int:
    """What a hire costs: ROLE at its published pay, or an opening, line by line with its range.

    Lines that no source gives are assumptions. Set your own in employer.yaml or the opening, under costs.
    """
    from hiring.documents.page import NotApplicableError
    from hiring.estimating import Question, cost_of
    from hiring.formats.data import plain
    from hiring.reporting.costs import cost_text
    from hiring.reporting.problems import reason_text

    question = Question(role, opening, location, hires, market, channels)
    try:
        view = cost_of(library_of(workspace), question, day_of(on))
    except NotApplicableError as error:
        end(f"Error: {reason_text(Failure(error.reason, error.values), messages())}", EXIT_PROBLEMS)
    if as_json:
        print_json(**plain(view.record))
    else:
        print_lines(cost_text(view, messages()))
    return 0

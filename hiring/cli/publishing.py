"""``hiring feeds`` and ``site``: openings on the web, on job boards and on pages of one's own."""

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from hiring.cli.ending import EXIT_PROBLEMS
from hiring.cli.options import date_option, day_of, json_option, library_of, workspace_option
from hiring.cli.printing import messages, print_json, print_lines, problems_data
from hiring.cli.progress import tell_of_waiting
from hiring.errors import ContentError


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Output folder; feeds go to OUT/feeds.")
@click.option("--base-url", required=True, metavar="URL", help="Address of the site that has a page for each job.")
@click.option("--board", "boards", multiple=True, metavar="NAME", help="Only this board: indeed, linkedin …")
@date_option
@json_option
@workspace_option
def feeds(
    *, out: Path, base_url: str, boards: tuple[str, ...], on: datetime | None, as_json: bool, workspace: Path
) -> int:
    """Feeds of your openings for job boards, one XML file each: all of them, or none.

    An opening is in them from the day it is posted until the day it closes. The page of a job is
    URL/LANGUAGE/OPENING/.
    """
    from hiring import feeds as job_feeds

    try:
        made = job_feeds.make(library_of(workspace), base_url, day_of(on), boards)
    except ContentError as error:
        if not as_json:
            raise
        print_json(out=str(out), feeds=[], left_out={}, problems=problems_data(error.problems))
        return EXIT_PROBLEMS
    job_feeds.save(made, out)
    if as_json:
        listed = [{"board": feed.board, "path": feed.path, "jobs": list(feed.references)} for feed in made.feeds]
        print_json(out=str(out), feeds=listed, left_out=dict(made.left_out), problems=[])
        return 0
    for feed in made.feeds:
        click.echo(f"wrote {out / feed.path}  jobs: {len(feed.references)}")
    for name, reason in made.left_out.items():
        click.echo(f"left out {name}: {reason}")
    return 0


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder of the site.")
@click.option("--base-url", required=True, metavar="URL", help="Where the folder will be on the web: https://…")
@click.option("--board", "boards", multiple=True, metavar="NAME", help="With the feed of this job board: indeed …")
@date_option
@json_option
@workspace_option
def site(
    *, out: Path, base_url: str, boards: tuple[str, ...], on: datetime | None, as_json: bool, workspace: Path
) -> int:
    """Make a careers site of the openings: static pages in every language, to put on any web server.

    Openings that are closed on the date, or not posted yet, are not on it; the files of those that were go away. When there
    are problems, nothing is changed.
    """
    from hiring.reporting.sites import site_data, site_text
    from hiring.site.publishing import SiteReport, publish

    try:
        day = day_of(on)
        report = publish(library_of(workspace), out, base_url, day, boards, partial(tell_of_waiting, out))
    except ContentError as error:
        if not as_json:
            raise
        report = SiteReport(out, problems=error.problems)
    if as_json:
        print_json(**site_data(report, messages()))
    else:
        print_lines(site_text(report, messages()))
    return EXIT_PROBLEMS if report.problems else 0

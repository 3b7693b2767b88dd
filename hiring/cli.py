"""The command line: the only module that imports click, prints, and chooses exit codes."""

import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from hiring import __version__
from hiring.errors import (
    ContentError,
    Failure,
    FailureError,
    MissingToolError,
    Problem,
    StorageError,
    UsageError,
)

# What a command needs beyond click is imported when it runs: --help must come at once, and list and validate must never
# load WeasyPrint or Pandoc.
if TYPE_CHECKING:
    from hiring.cells import Selection
    from hiring.language import Language
    from hiring.library import Library
    from hiring.outcomes import Outcome, Report, Settings
    from hiring.workers import Worker
    from hiring.workspace import Workspace

JSON_FORMAT = 1
"""The version of what ``--json`` prints; it changes when a field changes its meaning or goes away."""

EXIT_PROBLEMS, EXIT_USAGE, EXIT_MACHINE, EXIT_INTERRUPTED, EXIT_TERMINATED = 1, 2, 3, 130, 143

C = TypeVar("C", bound=Callable[..., Any])


def main() -> NoReturn:
    """The program ``hiring``. Every foreseen failure ends in a message and an exit code, never in a traceback."""
    if threading.current_thread() is threading.main_thread():  # no other may say what signals do
        signal.signal(signal.SIGTERM, _terminate)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal without our characters shows their codes
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = commands.main(prog_name="hiring", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        _end("Interrupted.", EXIT_INTERRUPTED)
    except KeyboardInterrupt:
        _end("Interrupted.", EXIT_INTERRUPTED)
    except _TerminatedError:
        _end("Terminated.", EXIT_TERMINATED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ContentError as error:
        _end("\n".join(_worded(error.problems)), EXIT_PROBLEMS)
    except UsageError as error:
        _end(f"Error: {_failure_text(error.failure)}", EXIT_USAGE)
    except (MissingToolError, StorageError) as error:
        _end(f"Error: {_failure_text(error.failure)}", EXIT_MACHINE)
    except FailureError as error:
        _end(f"Error: {_failure_text(error.failure)}", EXIT_PROBLEMS)
    except OSError as error:  # a full disk behind “hiring list roles > file”
        _discard(1)
        reason = error.strerror or type(error).__name__
        failure = Failure("cannot_write", {"path": str(error.filename or "stdout"), "reason": reason})
        _end(f"Error: {_failure_text(failure)}", EXIT_MACHINE)


class _TerminatedError(BaseException):
    """The process is asked to end (SIGTERM). Like Ctrl-C it ends the work wherever that stands, in good order."""


def _terminate(number: int, frame: object) -> NoReturn:
    raise _TerminatedError


def _end(message: str, code: int) -> NoReturn:
    _tell(message)
    sys.exit(code)


def _tell(message: str, *, end_line: bool = True) -> None:
    """A line of progress or an error, on stderr. When nobody reads it any more, the work still goes on."""
    try:
        click.echo(message, nl=end_line, err=True)
    except BrokenPipeError:
        _discard(2)


def _discard(descriptor: int) -> None:
    """Nothing more can be written to stdout (1) or stderr (2); Python must not try, and complain, at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        """Whoever reads our output may have enough: that is fine. click itself would end with 1, which means problems."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _discard(1)
            return 0


@cache
def _messages() -> "Language":
    """The shipped English phrases, in which the program speaks; a workspace's faults cannot take its voice."""
    from hiring.language import Language, phrases_of
    from hiring.library import SOURCE_LANGUAGE
    from hiring.workspace import Workspace, shipped

    path = shipped("templates") / "phrases" / f"{SOURCE_LANGUAGE}.yaml"
    document = Workspace(path.parent).read(path)
    return Language(SOURCE_LANGUAGE, phrases_of(document))


def _worded(found: Sequence[Problem]) -> list[str]:
    from hiring.reporting.problems import problem_lines

    return problem_lines(found, _messages()) if found else []


def _failure_text(failure: Failure) -> str:
    from hiring.reporting.problems import failure_text

    return failure_text(failure, _messages())


def _library(workspace: Path) -> "Library":
    from hiring.library import Library
    from hiring.workspace import Workspace

    return Library(Workspace.at(workspace))


def _problems_data(found: Sequence[Problem]) -> list[dict[str, Any]]:
    from hiring.reporting.problems import problems_data

    return problems_data(found, _messages()) if found else []


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _print_json(**content: Any) -> None:
    import json

    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    ascii_only = not encoding.lower().startswith("utf")
    click.echo(json.dumps({"format": JSON_FORMAT, **content}, indent=2, ensure_ascii=ascii_only))


def _workspace_option(command: C) -> C:
    option = click.option(
        "--workspace",
        type=click.Path(path_type=Path),
        default=Path(),
        show_default="the current folder",
        help="Folder with employer.yaml, openings/ and your own roles/, markets/ and templates/.",
    )
    return option(command)


def _json_option(command: C) -> C:
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")(command)


def _today() -> date:
    """SOURCE_DATE_EPOCH's date in UTC, else today's; the only clock that is read."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return date.today()  # noqa: DTZ011  (the user's own day is meant)
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError("source_date_epoch", value=epoch) from None


def _date_option(command: C) -> C:
    option = click.option(
        "--date",
        "on",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        help="The date to build for.  [default: SOURCE_DATE_EPOCH, else today]",
    )
    return option(command)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="hiring")
def commands() -> None:
    """Job postings, interview kits and cost estimates for healthcare hiring, from role definitions in YAML."""


@commands.command()
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
@_date_option
@_json_option
@_workspace_option
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
    settings = Settings(out=out, on=on.date() if on else _today(), jobs=jobs or _processors(), force=force)
    if watch:
        return _watch(place, selection, settings, port)
    try:
        report = _built(place, selection, settings, show=not as_json)
    except ContentError as error:
        if not as_json:
            raise
        report = Report(out, (), error.problems)
    if as_json:
        _print_json(**build_data(report, _messages))
    else:
        _print_lines(build_text(report, _messages))
    return _report_code(report)


def _built(workspace: "Workspace", selection: "Selection", settings: "Settings", *, show: bool) -> "Report":
    """What a build makes; when nothing has changed since the last one, what it would say, without reading the content."""
    from hiring.unchanged import unchanged_report

    known = unchanged_report(workspace, selection, settings)
    if known is not None:
        if show and not selection.roles and known.outcomes[0].cell.subject.kind == "role":
            _tell_of_samples()
        with _progress(show=show) as progress:
            for done, outcome in enumerate(known.outcomes, start=1):
                if progress is not None:
                    progress(outcome, done, len(known.outcomes))
        return known
    with _worker_for_pdf(workspace, selection, settings) as early:
        from hiring.build import build as make
        from hiring.library import Library

        library = Library(workspace)
        if show and not selection.roles and not library.opening_ids:
            _tell_of_samples()
        with _progress(show=show) as progress:
            return make(library, selection, settings, progress, early, partial(_tell_of_waiting, settings.out))


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


def _tell_of_samples() -> None:
    _tell("There are no openings here: making the roles as samples.")


def _tell_of_waiting(out: Path) -> None:
    _tell(f"Another run is writing to {out}: waiting for its end.")


def _watch(workspace: "Workspace", selection: "Selection", settings: "Settings", port: int | None) -> int:
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
        with _progress(show=is_first or sys.stderr.isatty()) as progress:
            return make(Library(workspace), selection, now, progress, waiting=partial(_tell_of_waiting, settings.out))

    if not selection.roles and not Library(workspace).opening_ids:
        _tell_of_samples()
    with served(settings.out, port) as site:
        for each in rounds(workspace, settings.out, made):
            if each.failure is not None:
                _tell(f"Error: {_failure_text(each.failure)}")
                continue
            if is_first:
                _print_lines(build_text(each.report, _messages))
                click.echo(f"Serving {site.address} until Ctrl-C.")
            else:
                _print_lines(rebuild_text(each.report, each.seconds, _messages))
            is_first = False
            # Where there are problems the pages that were not made stay as they are, also the index that links them.
            if each.made or each.is_sound:
                site.tell((*each.made, INDEX))
    return EXIT_INTERRUPTED  # rounds go on until Ctrl-C ends them


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _progress(*, show: bool) -> Iterator[Callable[["Outcome", int, int], None] | None]:
    """Progress on stderr: one changing line on a terminal, a line for each file elsewhere."""
    if not show:
        yield None
        return
    terminal = sys.stderr.isatty()

    def report(outcome: "Outcome", done: int, total: int) -> None:
        if terminal:
            _tell(f"\r\x1b[K{done} of {total}  {outcome.cell.path}", end_line=False)
        else:
            _tell(f"{outcome.state.value} {outcome.cell.path}")

    try:
        yield report
    finally:
        if terminal:
            _tell("\r\x1b[K", end_line=False)


def _report_code(report: "Report") -> int:
    from hiring.outcomes import State

    failed = [outcome for outcome in report.outcomes if outcome.state is State.FAILED]
    if any(not outcome.missing_tool for outcome in failed) or report.problems or report.failure:
        return EXIT_PROBLEMS
    return EXIT_MACHINE if failed else 0


@commands.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_json_option
@_workspace_option
def validate(*, paths: tuple[Path, ...], as_json: bool, workspace: Path) -> int:
    """Check every content file, or those at PATHS, and print all problems; nothing when there are none."""
    from hiring.checking import problems as find_problems

    found = find_problems(_library(workspace), paths)
    if as_json:
        _print_json(problems=_problems_data(found))
    else:
        _print_lines(_worded(found))
    return EXIT_PROBLEMS if found else 0


@commands.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--select", multiple=True, metavar="ID", help="Only this rule.")
@click.option("--ignore", multiple=True, metavar="ID", help="Not this rule.")
@_date_option
@click.option("--annotations", is_flag=True, help="Print lines that a code review site shows beside the file.")
@_json_option
@_workspace_option
def lint(
    *,
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    on: datetime | None,
    annotations: bool,
    as_json: bool,
    workspace: Path,
) -> int:
    """Advice on the workspace, or on its files at PATHS: words, typography, and what the law asks of a posting.

    What it says of the law are practical notes, not legal advice.
    """
    from hiring.linting import lint as find_advice
    from hiring.reporting.advice import advice_data, advice_text
    from hiring.reporting.advice import annotations as annotation_lines

    report = find_advice(_library(workspace), on.date() if on else _today(), paths, select, ignore)
    if as_json:
        _print_json(**advice_data(report, _messages()))
    else:
        _print_lines((annotation_lines if annotations else advice_text)(report, _messages()))
    is_error = any(advice.severity == "error" for advice in report.advice)
    return EXIT_PROBLEMS if is_error or report.problems else 0


@commands.command()
@click.option("--language", "languages", multiple=True, metavar="TAG", help="Only this language.")
@click.option("--update", is_flag=True, help="Note that the translations say what their sources say now.")
@_json_option
@_workspace_option
def translations(*, languages: tuple[str, ...], update: bool, as_json: bool, workspace: Path) -> int:
    """What each translation has, lacks, and has from a source that changed since.

    --update notes for every text of the workspace which source text it was made from. Run it when you have looked at the
    stale ones.
    """
    from hiring import translations as module
    from hiring.reporting.translations import translations_data, translations_text

    library = _library(workspace)
    found = module.survey(library, languages)
    noted = module.update(library, languages) if update and not found.problems else ()
    if noted:
        found = module.survey(library, languages)
    if as_json:
        _print_json(**translations_data(found, noted, _messages()))
    else:
        _print_lines(translations_text(found, noted, _messages()))
    is_whole = all(state.is_complete for state in found.files) and not found.problems
    return 0 if is_whole else EXIT_PROBLEMS


@commands.command()
@click.argument("role", required=False)
@click.option("--opening", metavar="ID", help="The estimate for this opening of the workspace.")
@click.option("--location", metavar="ID", help="A place of the market, such as san-francisco.")
@click.option("--hires", type=click.IntRange(1, 10_000), metavar="N", help="How many people are hired in one search.")
@click.option("--market", metavar="ID", help="The market; without it that of the place, else us.")
@click.option("--channel", "channels", multiple=True, metavar="NAME=PERCENT", help="How hires are found; together 100.")
@_date_option
@_json_option
@_workspace_option
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
        view = cost_of(_library(workspace), question, on.date() if on else _today())
    except NotApplicableError as error:
        _end(f"Error: {reason_text(Failure(error.reason, error.values), _messages())}", EXIT_PROBLEMS)
    if as_json:
        _print_json(**plain(view.record))
    else:
        _print_lines(cost_text(view, _messages()))
    return 0


@commands.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Output folder; feeds go to OUT/feeds.")
@click.option("--base-url", required=True, metavar="URL", help="Address of the site that has a page for each job.")
@click.option("--board", "boards", multiple=True, metavar="NAME", help="Only this board: indeed, linkedin …")
@_date_option
@_json_option
@_workspace_option
def feeds(
    *, out: Path, base_url: str, boards: tuple[str, ...], on: datetime | None, as_json: bool, workspace: Path
) -> int:
    """Feeds of your openings for job boards, one XML file each: all of them, or none.

    An opening is in them from the day it is posted until the day it closes. The page of a job is
    URL/LANGUAGE/OPENING/.
    """
    from hiring import feeds as job_feeds

    try:
        made = job_feeds.make(_library(workspace), base_url, on.date() if on else _today(), boards)
    except ContentError as error:
        if not as_json:
            raise
        _print_json(out=str(out), feeds=[], left_out={}, problems=_problems_data(error.problems))
        return EXIT_PROBLEMS
    job_feeds.save(made, out)
    if as_json:
        listed = [{"board": feed.board, "path": feed.path, "jobs": list(feed.references)} for feed in made.feeds]
        _print_json(out=str(out), feeds=listed, left_out=dict(made.left_out), problems=[])
        return 0
    for feed in made.feeds:
        click.echo(f"wrote {out / feed.path}  jobs: {len(feed.references)}")
    for name, reason in made.left_out.items():
        click.echo(f"left out {name}: {reason}")
    return 0


@commands.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder of the site.")
@click.option("--base-url", required=True, metavar="URL", help="Where the folder will be on the web: https://…")
@click.option("--board", "boards", multiple=True, metavar="NAME", help="With the feed of this job board: indeed …")
@_date_option
@_json_option
@_workspace_option
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
        day = on.date() if on else _today()
        report = publish(_library(workspace), out, base_url, day, boards, partial(_tell_of_waiting, out))
    except ContentError as error:
        if not as_json:
            raise
        report = SiteReport(out, problems=error.problems)
    if as_json:
        _print_json(**site_data(report, _messages()))
    else:
        _print_lines(site_text(report, _messages()))
    return EXIT_PROBLEMS if report.problems else 0


LISTINGS = ("roles", "openings", "languages", "documents", "formats", "markets", "rules")


@commands.command("list")
@click.argument("what", type=click.Choice(LISTINGS))
@_json_option
@_workspace_option
def list_(*, what: str, as_json: bool, workspace: Path) -> None:
    """List what there is: roles, openings, languages, documents, formats, markets or rules."""
    from hiring.reporting.listings import listing, listing_text

    rows = listing(what, _library(workspace), _messages())
    if as_json:
        _print_json(**{what: rows})
    else:
        _print_lines(listing_text(rows))


@commands.command()
@click.argument("name")
@_workspace_option
def schema(*, name: str, workspace: Path) -> None:
    """Print the JSON Schema of a kind of file: role, role-words, interview, market, employer, opening …"""
    from hiring.schema import SCHEMAS, schema_text

    _library(workspace)
    if name not in SCHEMAS:
        raise UsageError("unknown_schema", id=name, known=", ".join(SCHEMAS))
    click.echo(schema_text(name), nl=False)


@commands.group()
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
@_workspace_option
def new_role(*, role_id: str, origin: str | None, workspace: Path) -> None:
    """A role of your own."""
    from hiring import scaffold

    paths = scaffold.new_role(_library(workspace), role_id, origin)
    _say_written(paths, f"Edit them, then run: hiring build --role {role_id}")


@new.command("opening")
@click.argument("opening_id", metavar="ID")
@_workspace_option
def new_opening(*, opening_id: str, workspace: Path) -> None:
    """A vacancy to fill in."""
    from hiring import scaffold

    paths = scaffold.new_opening(_library(workspace).workspace, opening_id)
    _say_written(paths, f"Edit it, then run: hiring build --opening {opening_id}")


@new.command("language")
@click.argument("tag")
@_workspace_option
def new_language(*, tag: str, workspace: Path) -> None:
    """Every file that a translator fills in, with the source text over each line."""
    from hiring import scaffold

    paths = scaffold.new_language(_library(workspace), tag)
    _say_written(paths, f"Start with translating-{tag}.md; “hiring translations --language {tag}” shows what is left.")


@commands.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve on.  [default: a free one, from 8100 on]")
@click.option("--host", metavar="ADDRESS", help="Let other machines in by this address; they must show a token.")
@_date_option
@_workspace_option
def studio(*, port: int | None, host: str | None, on: datetime | None, workspace: Path) -> int:
    """The workspace in the browser: its openings, what is wrong with them, and their documents; an interface for programs.

    Only this machine can open it, unless --host is given.
    """
    from hiring.studio.serving import LOOPBACK, Place, serve
    from hiring.workspace import Workspace

    def ready(address: str) -> None:
        click.echo(f"Serving {address} until Ctrl-C.")

    serve(Workspace.at(workspace), Place(host or LOOPBACK, port), lambda: on.date() if on else _today(), ready)
    return EXIT_INTERRUPTED  # it serves until Ctrl-C ends it


@commands.command()
@_workspace_option
def doctor(*, workspace: Path) -> int:
    """Look for what making documents needs: Pango, HarfBuzz-subset, fonts, Pandoc."""
    from hiring.doctor import examine

    _library(workspace)
    language = _messages()
    found = examine()
    marks: Mapping[str, str] = {"ok": "ok", "missing": "MISSING", "slow": "slow"}
    for finding in found:
        advice = language(f"doctor.{finding.advice}") if finding.advice else ""
        parts = [marks[finding.state].ljust(8), finding.name.ljust(16), finding.detail or advice]
        click.echo("".join(parts).rstrip())
    return EXIT_MACHINE if any(finding.state == "missing" for finding in found) else 0

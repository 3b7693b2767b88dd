"""The command line: the only module that imports click, prints, and chooses exit codes."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
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
    shown_path,
)

# What a command needs beyond click is imported when it runs: --help must come at once, and list and validate must never
# load WeasyPrint or Pandoc.
if TYPE_CHECKING:
    from hiring.build import Outcome, Report
    from hiring.language import Language, Phrase
    from hiring.library import Library
    from hiring.linting import Advice
    from hiring.site.publishing import SiteReport
    from hiring.translations import Entry, FileState, Recorded, Status, Survey

JSON_FORMAT = 1
"""The version of what ``--json`` prints; it changes when a field changes its meaning or goes away."""

EXIT_PROBLEMS, EXIT_USAGE, EXIT_MACHINE, EXIT_INTERRUPTED = 1, 2, 3, 130

C = TypeVar("C", bound=Callable[..., Any])


def main() -> NoReturn:
    """The program ``hiring``. Every foreseen failure ends in a message and an exit code, never in a traceback."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal without our characters shows their codes
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = commands.main(prog_name="hiring", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        _end("Interrupted.", EXIT_INTERRUPTED)
    except KeyboardInterrupt:
        _end("Interrupted.", EXIT_INTERRUPTED)
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
    from hiring.language import word_problem

    language = _messages()
    return [word_problem(language, problem) for problem in found]


def _failure_text(failure: Failure) -> str:
    return _messages()(f"error.{failure.rule}", **failure.values)


def _library(workspace: Path) -> "Library":
    from hiring.library import Library
    from hiring.workspace import Workspace

    return Library(Workspace.at(workspace))


def _print_json(**content: Any) -> None:
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    ascii_only = not encoding.lower().startswith("utf")
    click.echo(json.dumps({"format": JSON_FORMAT, **content}, indent=2, ensure_ascii=ascii_only))


def _problem_json(problem: Problem, text: str) -> dict[str, Any]:
    return {
        "rule": problem.rule,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "field": problem.field_path,
        "values": dict(problem.values),
        "text": text,
    }


def _problems_json(found: Sequence[Problem]) -> list[dict[str, Any]]:
    return [_problem_json(problem, text) for problem, text in zip(found, _worded(found), strict=True)]


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
    on: datetime | None,
    as_json: bool,
    workspace: Path,
) -> int:
    """Make documents: those of the workspace's openings, or of the roles when it has none.

    Unchanged files are kept. The page to open is OUT/index.html.
    """
    from hiring import build as building
    from hiring.planning import Selection

    library = _library(workspace)
    selection = Selection(roles, openings, languages, documents, formats, market)
    settings = building.Settings(out=out, on=on.date() if on else _today(), jobs=jobs or _processors(), force=force)
    if not library.opening_ids and not roles and not as_json:
        _tell("There are no openings here: making the roles as samples.")
    with _progress(show=not as_json) as progress:
        try:
            report = building.build(library, selection, settings, progress)
        except ContentError as error:
            if not as_json:
                raise
            report = building.Report(out, (), error.problems)
    if as_json:
        _print_json(**_report_json(report))
    else:
        _print_report(report)
    return _report_code(report)


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


def _report_json(report: "Report") -> dict[str, Any]:
    from hiring.build import State

    return {
        "out": str(report.out),
        "problems": _problems_json(report.problems),
        "failure": _reason(report.failure),
        "cells": [
            {
                "subject": outcome.cell.subject.id,
                "language": outcome.cell.language,
                "document": outcome.cell.document.name,
                "format": outcome.cell.format.name,
                "path": outcome.cell.path,
                "state": outcome.state.value,
                "reason": _reason(outcome.failure),
                "problems": _problems_json(outcome.problems),
            }
            for outcome in report.outcomes
        ],
        "summary": {state.value: report.count(state) for state in State},
    }


def _reason(failure: Failure | None) -> str | None:
    if failure is None:
        return None
    language = _messages()
    key = f"reason.{failure.rule}"
    return language(key if language.has(key) else f"error.{failure.rule}", **failure.values)


def _print_report(report: "Report") -> None:
    from hiring.build import State
    from hiring.index import INDEX

    for line in _table(report):
        click.echo(line)
    for state, title in ((State.NOT_APPLICABLE, "Not applicable"), (State.FAILED, "Failed")):
        reasons: dict[str, list[str]] = {}
        for outcome in report.outcomes:
            if outcome.state is state and outcome.failure is not None:
                reasons.setdefault(_reason(outcome.failure) or "", []).append(outcome.cell.path)
        for reason, paths in reasons.items():
            click.echo(f"\n{title}: {', '.join(paths)}\n  {reason}")
    found = {problem.order: problem for outcome in report.outcomes for problem in outcome.problems}
    found |= {problem.order: problem for problem in report.problems}
    if found:
        click.echo("\nProblems in content:")
        for line in _worded([found[key] for key in sorted(found)]):
            click.echo(f"  {line}")
    if report.failure is not None:
        click.echo(f"\nThere is no new index: {_failure_text(report.failure)}")
    counts = [f"{report.count(state)} {state.value.replace('-', ' ')}" for state in State]
    click.echo(f"\n{', '.join(counts)}.")
    if (report.out / INDEX).is_file():
        click.echo(f"Open {report.out / INDEX}")


def _table(report: "Report") -> list[str]:
    """One line a document: its formats by what became of them."""
    rows: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for outcome in report.outcomes:
        cell = outcome.cell
        states = rows.setdefault((cell.subject.id, cell.language, cell.document.name), {})
        states.setdefault(outcome.state.value.replace("-", " "), []).append(cell.format.name)
    shown = [
        (subject, language, document, "; ".join(f"{state}: {' '.join(names)}" for state, names in states.items()))
        for (subject, language, document), states in rows.items()
    ]
    widths = [max(len(row[column]) for row in shown) for column in range(3)] if shown else []
    return [
        "  ".join([*(part.ljust(width) for part, width in zip(row[:3], widths, strict=True)), row[3]]) for row in shown
    ]


def _report_code(report: "Report") -> int:
    from hiring.build import State

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
        _print_json(problems=_problems_json(found))
    else:
        for line in _worded(found) if found else ():
            click.echo(line)
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
    from hiring.language import word_problem
    from hiring.linting import lint as find_advice

    language = _messages()
    report = find_advice(_library(workspace), on.date() if on else _today(), paths, select, ignore)
    texts = [word_problem(language, advice.problem, "lint", "mend") for advice in report.advice]
    if as_json:
        rows = [
            _problem_json(advice.problem, text)
            | {"rule": advice.rule, "finding": advice.problem.rule, "severity": advice.severity}
            for advice, text in zip(report.advice, texts, strict=True)
        ]
        _print_json(findings=rows, problems=_problems_json(report.problems))
    elif annotations:
        for advice, text in zip(report.advice, texts, strict=True):
            click.echo(_annotation(advice, text))
        for problem, text in zip(report.problems, _worded(report.problems), strict=True):
            click.echo(_annotation_line("error", problem, "problem", text))
    else:
        for advice, text in zip(report.advice, texts, strict=True):
            click.echo(f"{text} [{advice.rule}, {advice.severity}]")
        for line in _worded(report.problems) if report.problems else ():
            click.echo(line)
    is_error = any(advice.severity == "error" for advice in report.advice)
    return EXIT_PROBLEMS if is_error or report.problems else 0


def _annotation(advice: "Advice", text: str) -> str:
    level = {"error": "error", "warning": "warning", "advice": "notice"}[advice.severity]
    return _annotation_line(level, advice.problem, advice.rule, text)


def _annotation_line(level: str, problem: Problem, title: str, text: str) -> str:
    """A workflow command as GitHub, Gitea and Forgejo read it; line breaks and percent signs are escaped."""
    place = f"file={problem.file},line={problem.line},col={problem.column},title={title}"
    return f"::{level} {place}::{text.replace('%', '%25')}"


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

    library = _library(workspace)
    found = module.survey(library, languages)
    noted = module.update(library, languages) if update and not found.problems else ()
    if noted:
        found = module.survey(library, languages)
    if as_json:
        _print_json(**_translations_json(found, noted), problems=_problems_json(found.problems))
    else:
        for line in _translations_text(found, noted):
            click.echo(line)
    is_whole = all(state.is_complete for state in found.files) and not found.problems
    return 0 if is_whole else EXIT_PROBLEMS


def _translations_text(found: "Survey", noted: "Sequence[Recorded]") -> Iterator[str]:
    english = _messages()
    for note in noted:
        yield f"{note.file}: {note.new} noted for the first time, {len(note.refreshed)} that were stale"
    tags = sorted({state.language for state in found.files})
    width = max((len(english.name_of(tag)) for tag in tags), default=0)
    for tag in tags:
        states = [state for state in found.files if state.language == tag]
        head = f"{tag.ljust(7)} {english.name_of(tag).ljust(width)}  "
        names = (f".{tag}.yaml", f"/{tag}.yaml", f".{tag}.json", f"/{tag}.json")
        unread = len({problem.file for problem in found.problems if problem.file.endswith(names)})
        yield head + _totals(states, unread)
        for state in (state for state in states if state.entries):
            yield f"  {state.file}: {_totals([state])}"
            yield from _entry_lines(state)
    yield from _worded(found.problems) if found.problems else ()


_COUNTED: tuple["Status", ...] = ("missing", "stale", "unrecorded")


def _totals(states: "Sequence[FileState]", unread: int = 0) -> str:
    counts = {status: sum(state.count(status) for state in states) for status in _COUNTED}
    said = [f"{count} {status}" for status, count in counts.items() if count]
    said += [f"{unread} files that cannot be read"] if unread else []
    total = sum(state.total for state in states)
    files = f" in {len(states)} files" if len(states) > 1 else ""
    return f"{'complete' if not said else ', '.join(said)}: {total} texts{files}"


def _entry_lines(state: "FileState") -> Iterator[str]:
    """The missing and the stale texts of a file; what nobody has noted is only counted."""
    if state.count("missing") == state.total:
        return  # the count says it all
    for entry in state.entries:
        if entry.status == "unrecorded":
            continue
        field = shown_path(entry.path)
        yield f"    {entry.file}:{entry.place.line}:{entry.place.column}: {field}: {entry.status}"
        shown = {"source was": entry.made_from, "source is": entry.source, "translation": entry.translation}
        for name, phrase in shown.items():
            if phrase is not None:
                yield f"      {name.ljust(11)}  {_phrase_text(phrase)}"


def _phrase_text(phrase: "Phrase") -> str:
    return phrase if isinstance(phrase, str) else "  ".join(f"{form}: {text}" for form, text in phrase.items())


def _translations_json(found: "Survey", noted: "Sequence[Recorded]") -> dict[str, Any]:
    english = _messages()
    files = [
        {
            "language": state.language,
            "name": english.name_of(state.language),
            "file": state.file,
            "source": state.source,
            "complete": state.is_complete,
            "texts": state.total,
            **{status: state.count(status) for status in _COUNTED},
            "entries": [_entry_json(entry) for entry in state.entries],
        }
        for state in found.files
    ]
    updated = [
        {"language": note.language, "file": note.file, "new": note.new, "stale": len(note.refreshed)} for note in noted
    ]
    return {"files": files, "updated": updated}


def _entry_json(entry: "Entry") -> dict[str, Any]:
    return {
        "status": entry.status,
        "file": entry.file,
        "line": entry.place.line,
        "column": entry.place.column,
        "path": [str(part) for part in entry.path],
        "made_from": entry.made_from,
        "source": entry.source,
        "translation": entry.translation,
    }


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
    from hiring.reports import cost_table

    question = Question(role, opening, location, hires, market, channels)
    try:
        view = cost_of(_library(workspace), question, on.date() if on else _today())
    except NotApplicableError as error:
        _end(f"Error: {_reason(Failure(error.reason, error.values))}", EXIT_PROBLEMS)
    if as_json:
        _print_json(**plain(view.record))
    else:
        for line in cost_table(view, _messages()):
            click.echo(line)
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
        _print_json(out=str(out), feeds=[], left_out={}, problems=_problems_json(error.problems))
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
    from hiring.site.publishing import SiteReport, publish

    try:
        report = publish(_library(workspace), out, base_url, on.date() if on else _today(), boards)
    except ContentError as error:
        if not as_json:
            raise
        report = SiteReport(out, problems=error.problems)
    if as_json:
        _print_json(**_site_json(report))
    else:
        for line in _site_text(report):
            click.echo(line)
    return EXIT_PROBLEMS if report.problems else 0


def _site_json(report: "SiteReport") -> dict[str, Any]:
    return {
        "out": str(report.out),
        "files": list(report.files),
        "removed": list(report.removed),
        "openings": {
            "shown": list(report.shown),
            "closed": list(report.closed),
            "not_posted_yet": list(report.waiting),
            "not_in_feeds": list(report.unlisted),
        },
        "lacking": [{"format": name, "reason": _reason(failure)} for name, failure in report.lacking],
        "problems": _problems_json(report.problems),
    }


def _site_text(report: "SiteReport") -> Iterator[str]:
    openings = {"Shown": report.shown, "Closed, left out": report.closed, "Not posted yet, left out": report.waiting}
    for title, names in openings.items():
        if names:
            yield f"{title}: {', '.join(names)}"
    if report.unlisted:
        yield f"Shown, but in no feed, because posted is missing: {', '.join(report.unlisted)}"
    for name, failure in report.lacking:
        yield f"No {name} to download: {_reason(failure)}"
    removed = f", {len(report.removed)} of earlier runs removed" if report.removed else ""
    yield f"{len(report.files)} files in {report.out}{removed}."


LISTINGS = ("roles", "openings", "languages", "documents", "formats", "markets", "rules")


@commands.command("list")
@click.argument("what", type=click.Choice(LISTINGS))
@_json_option
@_workspace_option
def list_(*, what: str, as_json: bool, workspace: Path) -> None:
    """List what there is: roles, openings, languages, documents, formats, markets or rules."""
    rows = _rows(what, _library(workspace))
    if as_json:
        _print_json(**{what: rows})
        return
    width = max((len(row["id"]) for row in rows), default=0)
    for row in rows:
        cells = [" ".join(value) if isinstance(value, list) else value for key, value in row.items() if key != "id"]
        rest = "  ".join(cell for cell in cells if cell)
        click.echo(f"{row['id'].ljust(width)}  {rest}".rstrip())


def _rows(what: str, library: "Library") -> list[dict[str, Any]]:
    if what == "roles":
        bases = [library.role_base(name) for name in library.role_ids]
        return [
            {"id": b.value.id, "title": b.value.title, "languages": list(library.languages_of_role(b.value.id))}
            for b in bases
        ]
    if what == "openings":
        openings = [library.opening(name) for name in library.opening_ids]
        return [{"id": o.id, "role": o.role, "market": o.market, "languages": list(o.languages)} for o in openings]
    if what == "languages":
        english = _messages()
        return [{"id": tag, "name": english.name_of(tag)} for tag in library.language_tags]
    if what == "markets":
        markets = [library.market_base(name).value for name in library.market_ids]
        return [{"id": m.id, "name": m.name, "currency": m.currency} for m in markets]
    if what == "documents":
        from hiring.documents import DOCUMENTS

        return [{"id": d.name, "audience": d.audience.value, "formats": list(d.formats)} for d in DOCUMENTS]
    if what == "rules":
        from hiring.linting import RULES

        english = _messages()
        return [{"id": rule.id, "severity": rule.severity, "text": english(f"rule.{rule.id}")} for rule in RULES]
    from hiring.formats import FORMATS

    return [{"id": spec.name, "suffix": f".{spec.suffix}"} for spec in FORMATS]


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

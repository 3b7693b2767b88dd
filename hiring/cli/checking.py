"""``hiring validate``, ``lint`` and ``translations``: what is wrong, what could be better, what is untranslated."""

from datetime import datetime
from pathlib import Path

import click

from hiring.cli.ending import EXIT_PROBLEMS
from hiring.cli.options import date_option, day_of, json_option, library_of, workspace_option
from hiring.cli.printing import messages, print_json, print_lines, problems_data, worded


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@json_option
@workspace_option
def validate(*, paths: tuple[Path, ...], as_json: bool, workspace: Path) -> int:
    """Check every content file, or those at PATHS, and print all problems; nothing when there are none."""
    from hiring.checking import problems as find_problems

    found = find_problems(library_of(workspace), paths)
    if as_json:
        print_json(problems=problems_data(found))
    else:
        print_lines(worded(found))
    return EXIT_PROBLEMS if found else 0


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--select", multiple=True, metavar="ID", help="Only this rule.")
@click.option("--ignore", multiple=True, metavar="ID", help="Not this rule.")
@date_option
@click.option("--annotations", is_flag=True, help="Print lines that a code review site shows beside the file.")
@json_option
@workspace_option
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

    report = find_advice(library_of(workspace), day_of(on), paths, select, ignore)
    if as_json:
        print_json(**advice_data(report, messages()))
    else:
        print_lines((annotation_lines if annotations else advice_text)(report, messages()))
    is_error = any(advice.severity == "error" for advice in report.advice)
    return EXIT_PROBLEMS if is_error or report.problems else 0


@click.command()
@click.option("--language", "languages", multiple=True, metavar="TAG", help="Only this language.")
@click.option("--update", is_flag=True, help="Note that the translations say what their sources say now.")
@json_option
@workspace_option
def translations(*, languages: tuple[str, ...], update: bool, as_json: bool, workspace: Path) -> int:
    """What each translation has, lacks, and has from a source that changed since.

    --update notes for every text of the workspace which source text it was made from. Run it when you have looked at the
    stale ones.
    """
    from hiring import translations as module
    from hiring.reporting.translations import translations_data, translations_text

    library = library_of(workspace)
    found = module.survey(library, languages)
    noted = module.update(library, languages) if update and not found.problems else ()
    if noted:
        found = module.survey(library, languages)
    if as_json:
        print_json(**translations_data(found, noted, messages()))
    else:
        print_lines(translations_text(found, noted, messages()))
    is_whole = all(state.is_complete for state in found.files) and not found.problems
    return 0 if is_whole else EXIT_PROBLEMS

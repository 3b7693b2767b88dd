"""``hiring list``, ``schema`` and ``doctor``: what content there is, what a file may hold, what the machine has."""

from collections.abc import Mapping
from pathlib import Path

import click

from hiring.cli.ending import EXIT_MACHINE
from hiring.cli.options import json_option, library_of, workspace_option
from hiring.cli.printing import messages, print_json, print_lines
from hiring.errors import UsageError

LISTINGS = ("roles", "openings", "languages", "documents", "formats", "markets", "rules")


@click.command("list")
@click.argument("what", type=click.Choice(LISTINGS))
@json_option
@workspace_option
def list_(*, what: str, as_json: bool, workspace: Path) -> None:
    """List what there is: roles, openings, languages, documents, formats, markets or rules."""
    from hiring.reporting.listings import listing, listing_text

    rows = listing(what, library_of(workspace), messages())
    if as_json:
        print_json(**{what: rows})
    else:
        print_lines(listing_text(rows))


@click.command()
@click.argument("name")
@workspace_option
def schema(*, name: str, workspace: Path) -> None:
    """Print the JSON Schema of a kind of file: role, role-words, interview, market, employer, opening …"""
    from hiring.schema import SCHEMAS, schema_text

    library_of(workspace)
    if name not in SCHEMAS:
        raise UsageError("unknown_schema", id=name, known=", ".join(SCHEMAS))
    click.echo(schema_text(name), nl=False)


@click.command()
@workspace_option
def doctor(*, workspace: Path) -> int:
    """Look for what making documents needs: Pango, HarfBuzz-subset, fonts, Pandoc."""
    from hiring.doctor import examine

    library_of(workspace)
    language = messages()
    found = examine()
    marks: Mapping[str, str] = {"ok": "ok", "missing": "MISSING", "slow": "slow"}
    for finding in found:
        advice = language(f"doctor.{finding.advice}") if finding.advice else ""
        parts = [marks[finding.state].ljust(8), finding.name.ljust(16), finding.detail or advice]
        click.echo("".join(parts).rstrip())
    return EXIT_MACHINE if any(finding.state == "missing" for finding in found) else 0

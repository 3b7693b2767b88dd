"""Interviews, openings and markets of small workspaces, for the tests of what the law of a market says of a text."""

from datetime import date
from pathlib import Path

from hiring.linting.subject import Guides, Text, TextFile
from hiring.source import load
from tests.lint_workspace import SHIPPED, Finding, lint, role

ON = "2026-11-22"


def file_of(tag: str, text: Text) -> TextFile:
    """A file with one text, which no opening uses."""
    document = load(b"{}", "here.yaml")
    return TextFile(document, tag, [text], Guides(SHIPPED.guides(tag)), (), date.fromisoformat(ON))


PROMPT = 13
"""The line of the question of ``interview``."""


def interview(question: str, role_id: str = "clerk") -> dict[str, str]:
    """A role whose interview asks one question, at line ``PROMPT``."""
    anchors = "{1: Says little., 3: Says more., 5: Says all.}"
    lines = [
        "language: en",
        "competencies:",
        "  - id: care",
        "    name: Care",
        "    definition: Takes care.",
        f"    anchors: {anchors}",
        "questions:",
        "  - id: one",
        "    kind: general",
        "    competencies: [care]",
        "    minutes: 4",
        "    prompt: >-",
        f"      {question}",
    ]
    return {**role(role_id, "en", ["Answer calls."]), f"roles/{role_id}/interview.yaml": "\n".join(lines) + "\n"}


def opening(market: str, number: int = 1, role_id: str = "clerk", schedule: str = "Days.") -> dict[str, str]:
    """An opening in a market, and its employer."""
    name = f"{market}-{number}"
    text = f"id: {name}\nrole: {role_id}\nmarket: {market}\nlanguages: [en]\nschedule: {schedule}\n"
    return {f"openings/{name}.yaml": text, "employer.yaml": "language: en\nname: X\n"}


def own_market(*entries: str) -> dict[str, str]:
    """A market of one's own, with entries of what is not asked."""
    lines = [
        "id: mine",
        "language: en",
        "name: Myland",
        "country: CH",
        "currency: CHF",
        "pay_period: year",
        "paper: a4",
    ]
    lines += ['posting_title: "{title}"', "laws: [{id: privacy, name: DSG}]"]
    lines += ["do_not_ask:", *(f"  - {{{entry}}}" for entry in entries)] if entries else []
    return {"markets/mine.yaml": "\n".join(lines) + "\n"}


def found(folder: Path, on: str = ON) -> list[Finding]:
    """What the rules of unlawful questions and of earlier pay find on a day; fails where the content is not sound."""
    run = lint(folder, "--select", "unlawful-question", "--select", "salary-history", "--date", on, "--json")
    assert run.json["problems"] == []
    return run.findings


def by_market(findings: list[Finding]) -> dict[str, Finding]:
    """Findings by the name of their market, one each."""
    named = {finding["values"]["market"]: finding for finding in findings}
    assert len(named) == len(findings)
    return named

"""Workspaces of one employer and a few openings of one role, quick to build, and how they are changed."""

from pathlib import Path

EMPLOYER = """\
language: en
name: Harbour Clinic
contact: {email: jobs@example.org}
"""
OPENING = """\
id: @ID@
role: referral-coordinator
market: us-ca
location: san-francisco
languages: [en]
pay: {low: 52000, high: 60000, currency: USD, per: year}
posted: 2026-11-20
"""
PORTER = """\
id: porter
language: en
title: Porter
responsibilities:
  - {id: carry, text: Carry what must be carried}
"""
"""A role without an interview, to lie at ``roles/porter/role.yaml``."""


def write(folder: Path, name: str, text: str) -> Path:
    """Write a file into a workspace, with the folders that it lies in."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_opening(folder: Path, name: str, text: str = OPENING) -> Path:
    """Write an opening into a workspace; ``@ID@`` in its text becomes its name."""
    return write(folder, f"openings/{name}.yaml", text.replace("@ID@", name))


def write_workspace(folder: Path, *openings: str) -> Path:
    """Write an employer and openings of these names, and give the folder back."""
    write(folder, "employer.yaml", EMPLOYER)
    for name in openings:
        write_opening(folder, name)
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Change a text that stands once in a file; fails when it does not."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")

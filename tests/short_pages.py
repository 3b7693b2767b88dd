"""Templates that take no time to compile, for tests that look at how files are written and not at what is in them."""

from pathlib import Path

PAGE = """\
<!DOCTYPE html>
<html lang="{{ view.page.language }}"><title>{{ view.page.title }}</title>
{% if logo %}<img src="{{ logo }}" alt="">{% endif %}</html>
"""
INDEX = """\
<!DOCTYPE html>
<html lang="{{ view.language }}"><title>{{ view.updated }}</title>
{% for subject in view.subjects %}<p>{{ subject.id }}</p>{% endfor %}</html>
"""


def write_short_pages(workspace: Path) -> None:
    """Give a workspace short templates of its own for postings, cost estimates and the index."""
    folder = workspace / "templates/documents"
    folder.mkdir(parents=True)
    for name, text in {"posting": PAGE, "cost-estimate": PAGE, "index": INDEX}.items():
        (folder / f"{name}.html.j2").write_text(text, encoding="utf-8")

"""The reference pages: what stands in each file that a person writes, and what each command does.

``make docs`` writes ``docs/reference/*.md`` and ``docs/commands.md`` from the models and the command line. The same code
gives the same bytes. A kind of file is one row of ``PAGES`` in ``kinds.py``.
"""

from typing import Final

from scripts.reference.commands import commands_page
from scripts.reference.costs import cost_lines_page
from scripts.reference.files import file_page, index
from scripts.reference.kinds import PAGES
from scripts.reference.words import phrases_page, words_page

_MADE: Final = "<!-- Made from the code by “make docs”; do not edit here. -->"


def pages() -> dict[str, str]:
    """Every page by its path below the project's folder."""
    made = {f"docs/reference/{page.name}.md": file_page(page) for page in PAGES}
    made["docs/reference/cost-lines.md"] = cost_lines_page()
    made["docs/reference/words.md"] = words_page()
    made["docs/reference/phrases.md"] = phrases_page()
    made["docs/reference/README.md"] = index()
    made["docs/commands.md"] = commands_page()
    return {path: f"{_MADE}\n\n{text.strip()}\n" for path, text in sorted(made.items())}

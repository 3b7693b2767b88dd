"""The reference page of each kind of file, and the page that lists them and says how to read one."""

from typing import get_type_hints

from hiring.model.described import field_texts
from hiring.model.text import Record
from scripts.reference.examples import shown
from scripts.reference.kinds import PAGES, Page
from scripts.reference.markdown import HOW_TO_READ, prose, table
from scripts.reference.values import holds, record_name, records_of, when_left_out


def file_page(page: Page) -> str:
    """The page of one kind of file: its examples, and a table for the file and for each part of it."""
    title = "Example" if len(page.examples) == 1 else "Examples"
    top, *inner = records_of(page.model)
    parts = [
        f"# {page.title}",
        page.intro,
        " · ".join(
            [
                HOW_TO_READ,
                *([f"[translations](words.md#{page.anchor})"] if page.is_translated else []),
                f"[JSON Schema for editors](../schemas/{page.schema}.json)",
            ]
        ),
        f"## {title}",
        *map(shown, page.examples),
        "## The file",
        _record(top),
    ]
    for record in inner:
        parts += [f"## {record_name(record)}", _record(record)]
    return "\n\n".join(parts)


def _record(record: type[Record]) -> str:
    hints, texts = get_type_hints(record, include_extras=True), field_texts(record)
    rows = [
        (f"`{info.alias or name}`", holds(hints[name]), when_left_out(info), prose(texts[name]))
        for name, info in record.model_fields.items()
    ]
    return prose(record.__doc__) + "\n\n" + table(("field", "what it holds", "required?", "what to write"), rows)


def index() -> str:
    """The page that lists the kinds of file, and says how to read the others."""
    rows = [(f"[`{page.file}`]({page.name}.md)", page.title.partition(":")[0], page.editor) for page in PAGES]
    rows += [
        ("[`costs`](cost-lines.md)", "The lines of a cost estimate", "recruiter, finance"),
        ("[`<file>.<tag>.yaml`](words.md)", "Words in another language", "translator"),
        ("[`templates/phrases/<tag>.yaml`](phrases.md)", "The program’s own words", "translator"),
    ]
    return "\n\n".join(
        [
            "# The files, field by field",
            "One page for each kind of file. The [commands](../commands.md) have a page of their own.",
            table(("file", "what it is", "who edits it"), rows),
            "## How to read a page",
            "Each page starts with an example that works as it stands. Then comes a table for the file, and one for each "
            "part of it: a link in “what it holds” leads to the part’s table.",
            table(
                ("word", "what it means"),
                [
                    (
                        "id",
                        "A short name in lower-case letters, digits and single hyphens: `first-task`. Other files refer to "
                        "it, so it stays when the text changes.",
                    ),
                    (
                        "text",
                        "Words that readers see and that are translated. No formatting: every character is shown.",
                    ),
                    ("one line", "A name or a title. It is the same in every language."),
                    ("list of …", "Several entries, each on lines of its own after a hyphen, or `[one, two]`."),
                    ("whole number, number", "Digits only: `52000`, `14.5`. No quotation marks, no commas."),
                    ("date", "Year, month, day: `2026-11-22`."),
                    (
                        "may hold `{employer}`",
                        "These braces, written just so, are replaced in the document: `{employer}` by the employer’s name, "
                        "`{role}` and `{title}` by the title, `{contact}` by the contact, `{minutes}` by the length of the "
                        "interview, `{privacy_law}` by the name of the market’s health privacy law.",
                    ),
                    ("optional; else …", "May be left out; then this value holds."),
                ],
            ),
            "`hiring validate` checks all files and says for each mistake where it is and what to do about it.",
        ]
    )

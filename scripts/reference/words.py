"""The reference pages of words: translations of files, and the program's own phrases."""

from collections.abc import Iterator

from hiring.language import CATEGORIES
from hiring.model.overlay import EntriesShape, FieldsShape, Shape, TextShape, shape_of
from scripts.reference.examples import PHRASES_EXAMPLE, WORDS_EXAMPLE, shown
from scripts.reference.kinds import PAGES
from scripts.reference.markdown import HOW_TO_READ, table
from scripts.reference.values import held_words


def words_page() -> str:
    """The page of overlays: every place that a translation of each kind of file has."""
    parts = [
        "# Words in another language",
        "Every file is complete in one language. A translation is a second file beside it, with the language’s tag in its "
        "name: `role.fr.yaml` beside `role.yaml`, `us.fr.yaml` beside `us.yaml`. It holds words only: no numbers, no dates, "
        "no choices. Translators edit it. `hiring new language TAG` writes all of them, with each text to translate as a "
        "comment over its line, and `hiring validate` says what is missing.",
        "A list becomes a mapping by the `id` of its items (codes go by their `system`), so their order does not matter. "
        "Every text of the source must be there, with the same `{placeholders}`, and nothing else may be. "
        "`fr-CA` takes from `fr` what it does not say itself.",
        HOW_TO_READ,
        "## Example",
        "The translation of the [example of a role](role.md#example):",
        shown(WORDS_EXAMPLE),
    ]
    for page in (page for page in PAGES if page.is_translated):
        rows = [(f"`{path}`", held_words(shape.spec)) for path, shape in overlay_paths(shape_of(page.model))]
        parts += [
            f"## {page.overlay.replace('<', '&lt;').replace('>', '&gt;')}",
            f"The words of [{page.file.replace('<', '&lt;').replace('>', '&gt;')}]({page.name}.md). A dot stands for one "
            "level further in. [JSON Schema for editors]"
            f"(../schemas/{page.schema}-words.json)",
            table(("place", "what it holds"), rows),
        ]
    return "\n\n".join(parts)


def overlay_paths(shape: Shape, path: str = "") -> Iterator[tuple[str, TextShape]]:
    """Every place of an overlay that holds a text, as ``skills.<id>.name``."""
    if isinstance(shape, TextShape):
        yield path, shape
    elif isinstance(shape, FieldsShape):
        for written, (_, inner) in shape.fields.items():
            yield from overlay_paths(inner, f"{path}.{written}" if path else written)
    else:
        yield from overlay_paths(_entry(shape), f"{path}.<{shape.key}>")


def _entry(shape: EntriesShape) -> Shape:
    return shape.item.fields["text"][1] if shape.bare else shape.item


def phrases_page() -> str:
    """The page of the phrases of the program."""
    return "\n\n".join(
        [
            "# The program’s own words: templates/phrases/&lt;tag&gt;.yaml",
            "Headings, labels and messages: every word of a document that is not in your own files. Translators edit them, "
            "and so can you: `templates/phrases/en.yaml` in your workspace needs only the phrases that you want worded "
            "differently; all others stay as they are shipped. `hiring new language TAG` writes a whole file to translate.",
            f"{HOW_TO_READ} · [JSON Schema for editors](../schemas/phrases.json)",
            "## Example",
            shown(PHRASES_EXAMPLE),
            "## The file",
            table(
                ("field", "what it holds", "required?", "what to write"),
                [
                    (
                        "the phrase’s name, such as `posting.fact.pay`",
                        "text, or one text for each plural form",
                        "all of them in a new language; else those that you change",
                        "A whole sentence or label. A `{placeholder}` is one of those in the English phrase, as it "
                        "stands there; the program fills it in.",
                    )
                ],
            ),
            "## Plural forms",
            "A phrase with a count may have a text for each plural form of its language. Write those that the language "
            "has (English: `one` and `other`); `other` must be there.",
            table(
                ("field", "what it holds", "required?"),
                [(f"`{name}`", "text", "required" if name == "other" else "optional") for name in CATEGORIES],
            ),
        ]
    )

"""What a book of words is called, and the languages that it can be seen in."""

from collections.abc import Mapping

from hiring.errors import ContentError
from hiring.language import Language, locale_of
from hiring.library import Library
from hiring.studio.addresses import text_address
from hiring.studio.frame import Named
from hiring.studio.naming import Names, words_of
from hiring.studio.sections import Book
from hiring.studio.text_form import Tongue
from hiring.texts import Source


def own_languages(library: Library, book: Book, stem: str) -> list[str]:
    """The languages of the workspace's own translations of a file."""
    base = library.workspace.root / book.files[stem]
    names = [path.name.split(".") for path in base.parent.glob(f"{base.stem}.*.yaml")]
    return sorted(parts[1] for parts in names if len(parts) == 3 and locale_of(parts[1]))


def named(library: Library, tag: str) -> Named:
    """A language as a page shows it, with phrases or without."""
    locale = locale_of(tag)
    if tag in library.language_tags:
        return Named.of(library.language(tag))
    direction = "rtl" if locale is not None and locale.text_direction == "rtl" else "ltr"
    return Named(tag, direction, (locale.get_display_name(locale) if locale is not None else None) or tag)


def tongues(
    library: Library, book: Book, sources: Mapping[str, Source], own: Named, parts: tuple[str, ...], current: str
) -> tuple[Tongue, ...]:
    """The languages that a book can be seen in: its own, those it is in, and those that the program speaks.

    An opening is in the languages that it names and in no others.
    """
    found = {tag for source in sources.values() for tag in source.languages}
    for stem in book.files:
        found.update(own_languages(library, book, stem))
    offered = set(library.language_tags) if book.kind != "opening" else set()
    tags = sorted(found | offered - {own.tag})
    first = Tongue(own, text_address(book.address, *parts), not current)
    others = (
        Tongue(named(library, tag), text_address(book.address, *parts, language=tag), tag == current) for tag in tags
    )
    return (first, *others)


def title_of(library: Library, book: Book, language: Language) -> str:
    """What a book is called by its file, in its own language; an opening without a title by its role, in that of the page."""
    if book.kind == "opening":
        return Names(library, language).opening(book.id)
    path = library.workspace.root / next(iter(book.files.values()))
    try:
        data = library.read(path).data
    except ContentError:
        return words_of(book.id)
    said = data.get("name" if book.kind == "employer" else "title") if isinstance(data, dict) else None
    return said if isinstance(said, str) else words_of(book.id)

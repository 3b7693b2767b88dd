"""Two people on one file of words: where both differ, and whether a button's deed is still to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hiring.editing import edited
from hiring.language import Language
from hiring.studio import deeds
from hiring.studio.conflict import MINE, Difference, Shown, between
from hiring.studio.deeds import AGAIN, Deed
from hiring.studio.entries import Given
from hiring.studio.sheet import Branch, Listed, bound
from hiring.studio.text_choices import label
from hiring.studio.text_files import TextFiles, data_of
from hiring.studio.text_form import said_by
from hiring.studio.text_leaf import TextLeaf


@dataclass(frozen=True)
class Contents:
    """A file as the form was read from it, as it is now, and as the fields of the form have it."""

    before: bytes
    now: bytes
    mine: bytes


@dataclass(frozen=True)
class Question:
    """What is asked, and what is sent again with the answer: all that the form sent, and its deed if it can still be done."""

    differences: tuple[Difference, ...]
    sent: Given


def question(files: TextFiles, leaf: TextLeaf, contents: Contents, sent: Given, language: Language) -> Question:
    """Where the file says something else now than the form wants."""
    said: list[Shown] = []
    labels: dict[str, str] = {}
    for content in (contents.before, contents.now, contents.mine):
        found = leaf.branches(files.source(leaf, content))
        said.append(said_by(found, data_of(content, leaf.path), is_translation=bool(leaf.tag)))
        labels |= {each.field.name: label(language, each.names) for each in bound(found)}
    mine = {name: values for name, values in said[2].items() if name in sent}
    differences = between(said[0], said[1], mine, labels)
    kept = {name: values for name, values in sent.items() if name != AGAIN}
    deed = Deed.of(sent)
    if deed is None or leaf.tag:
        return Question(differences, kept)
    before, now = (leaf.branches(data_of(content, leaf.path)) for content in (contents.before, contents.now))
    deed = deeds.met(deed, before, now)
    if deed is None:
        return Question(differences, kept)
    wanted = edited(contents.now, files.done(leaf, contents.now, deed, sent).changes)
    asked = _of_deed(deed, now, leaf.branches(data_of(wanted, leaf.path)), language)
    return Question((*differences, *asked), kept | {AGAIN: [deed.said]})


def _of_deed(deed: Deed, now: Sequence[Branch], wanted: Sequence[Branch], language: Language) -> Iterator[Difference]:
    """What a deed makes of its list; nothing where it changes nothing."""
    listed = deeds.list_of(deed, now)
    theirs, mine = (_titles(deeds.list_of(deed, each)) for each in (now, wanted))
    if listed is not None and theirs != mine:
        yield Difference(AGAIN, theirs, mine, MINE, label(language, listed.names))


def _titles(listed: Listed | None) -> tuple[str, ...]:
    return tuple(entry.title for entry in listed.entries) if listed is not None else ()

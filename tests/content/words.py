"""The shipped words of every language, as the content tests go through them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hiring.errors import FieldPath, Gatherer
from hiring.language import Phrase
from hiring.library import Library, value_at
from hiring.model.text import PLACEHOLDER
from hiring.source import load
from hiring.texts import Source, sources
from hiring.workspace import Workspace, shipped

LANGUAGES = ("ar", "de", "en", "es", "fr", "sv")
TRANSLATIONS = tuple(tag for tag in LANGUAGES if tag != "en")


@dataclass(frozen=True)
class Pair:
    """One text in the source language and in a translation; of a phrase with plural forms, one form."""

    place: str
    source: str
    text: str


@cache
def shipped_sources() -> tuple[Source, ...]:
    """Every shipped file of words."""
    gather = Gatherer()
    found = tuple(sources(Library(Workspace.at(shipped("roles"))), gather))
    assert not gather.problems
    return found


@cache
def pairs(tag: str) -> tuple[Pair, ...]:
    """Every text of a language beside its source; the source itself for English."""
    return tuple(_pairs(tag))


def _pairs(tag: str) -> Iterator[Pair]:
    for source in shipped_sources():
        if tag == source.language:
            for path, text in source.texts.items():
                for name, form in _forms(text).items():
                    yield Pair(_place(source.path, path, name), form, form)
            continue
        for file in source.files(tag):
            data = load(file.read_bytes(), file.name).data
            for path, text in source.texts.items():
                original = _forms(text)
                translated = value_at(data, path)
                assert translated is not None, _place(file, path, "")
                for name, form in _forms(translated).items():
                    whole = re.sub(r"\s*\n\s*", " ", form.strip())
                    yield Pair(_place(file, path, name), original.get(name, original.get("other", "")), whole)


def _forms(text: Phrase) -> Mapping[str, str]:
    return {"other": text} if isinstance(text, str) else text


def _place(file: Path, path: FieldPath, form: str) -> str:
    return f"{file.parent.name}/{file.name}: {'.'.join(map(str, path))} {form}".strip()


def letters(text: str) -> str:
    """The text without its placeholders and addresses."""
    return re.sub(r"https?://\S+|\S+@\S+|\S+\.(?:yaml|html)\b", " ", PLACEHOLDER.sub(" ", text))


def accepted(name: str) -> frozenset[str]:
    """The lines of a list of what a check accepts; ``#`` starts a comment."""
    lines = (Path(__file__).parent / "accepted" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for raw in lines if (line := raw.split("#")[0].strip()))

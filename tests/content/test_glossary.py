"""The glossaries of terms: whole, and no literal mistranslation that they name stands in the words of the language."""

import re
from pathlib import Path
from typing import Any

import pytest

from hiring.source import load
from hiring.workspace import shipped

FOLDER = shipped("roles") / "_shared" / "glossary"
GLOSSARIES = sorted(FOLDER.glob("*.yaml"))
FIELDS = {"en", "use", "avoid", "why"}


def entries(path: Path) -> list[dict[str, Any]]:
    found = load(path.read_bytes(), path.name).data
    assert isinstance(found, list)
    return found


def texts(value: Any) -> list[str]:
    """Every text of an overlay; ids are no words."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    return [value] if isinstance(value, str) else []


def words_of(tag: str) -> str:
    """All words of a language, in lower case, one text a line."""
    files = [path for path in shipped("roles").rglob(f"*.{tag}.yaml") if path.parent != FOLDER]
    return "\n".join(text for path in files for text in texts(load(path.read_bytes(), path.name).data)).lower()


def found_in(words: str, terms: list[str]) -> list[str]:
    """The terms that stand in the words as whole words."""
    return [term for term in terms if re.search(rf"(?<!\w){re.escape(term.lower())}(?!\w)", words)]


def test_there_are_glossaries() -> None:
    assert GLOSSARIES


@pytest.mark.parametrize("path", GLOSSARIES, ids=lambda path: path.stem)
def test_a_glossary_is_whole(path: Path) -> None:
    terms = entries(path)
    assert len(terms) >= 30
    for term in terms:
        assert {"en", "use", "why"} <= set(term) <= FIELDS, term
    english = [term["en"] for term in terms]
    assert len(english) == len(set(english))


@pytest.mark.parametrize("path", GLOSSARIES, ids=lambda path: path.stem)
def test_mistranslations_do_not_stand_in_the_words(path: Path) -> None:
    words = words_of(path.stem)
    assert len(words) > 10_000, "nothing was compared"
    avoid = [name for term in entries(path) for name in term.get("avoid", [])]
    assert avoid
    assert found_in(words, avoid) == []


def test_a_planted_mistranslation_is_found() -> None:
    assert found_in("en hänvisning till en specialist", ["hänvisning", "remiss"]) == ["hänvisning"]

"""Lists that a reader searches in the browser: what they can be narrowed by, and what is said of how many are found."""

from dataclasses import dataclass

from hiring.language import Language


@dataclass(frozen=True)
class Choice:
    """One value of a filter, and how it reads."""

    value: str
    label: str


@dataclass(frozen=True)
class Filter:
    """A filter of a list. An entry fits when the JSON list in ``data-<name>``, its own or that of what it stands in, has the
    value that is chosen."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def counts(language: Language, listed: str, entries: int) -> tuple[str, ...]:
    """What is said when none, one … all entries of a list are found, by the phrases ``<listed>.no_match`` and
    ``<listed>.count``."""
    found = (language(f"{listed}.count", count=number) for number in range(1, entries + 1))
    return (language(f"{listed}.no_match"), *found)

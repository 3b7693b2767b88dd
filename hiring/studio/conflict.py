"""Two people on one file: what the file says now beside what the form says, and which of both is to stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hiring.studio.entries import Bound, Given, shown
from hiring.studio.frame import Frame

Shown = Mapping[str, tuple[str, ...]]
"""What the fields of a form say, by their names."""

CHOICE: Final = "choice."
"""Before a field's name: the field that says whose value stays."""
MINE: Final = "mine"
THEIRS: Final = "theirs"


_ASKED_AGAIN: Final = frozenset(("revision", "do"))
"""What the page that asks says for itself."""


@dataclass(frozen=True)
class Difference:
    """A field that says one thing in the file and another in the form. ``stays`` is what nobody objects to: the side that
    was changed, or the form's where both were. ``label`` is what it is called; empty where its name has a phrase."""

    name: str
    theirs: tuple[str, ...]
    mine: tuple[str, ...]
    stays: str
    label: str = ""


@dataclass(frozen=True)
class Asked:
    """What is asked about: what it is called and what its file is, the address of its form, and what the file says now.

    ``language`` is that of the translation that the form is of, if it is of one.
    """

    title: str
    file: str
    address: str
    now: bytes
    language: str = ""


@dataclass(frozen=True)
class Conflict:
    """The page that asks. ``kept`` has all that the form sent, to be sent again; ``revision`` is that of the file now."""

    frame: Frame
    seal: str
    title: str
    file: str
    address: str
    revision: str
    differences: tuple[Difference, ...]
    kept: tuple[tuple[str, str], ...]


def kept_of(sent: Given) -> tuple[tuple[str, str], ...]:
    """What a form sent, as it is sent again with the answer."""
    return tuple((name, value) for name, values in sent.items() if name not in _ASKED_AGAIN for value in values)


def differences(fields: Sequence[Bound], before: Any, now: Any, wanted: Any) -> tuple[Difference, ...]:
    """Where a file as it is now says something else than a form wants. ``before`` is what the form was read from."""
    return between(shown(fields, before), shown(fields, now), shown(fields, wanted))


def between(was: Shown, theirs: Shown, mine: Shown, labels: Mapping[str, str] | None = None) -> tuple[Difference, ...]:
    """The same for what the fields say, by their names; a field may be missing where its item is. ``labels`` are theirs."""
    return tuple(
        Difference(name, theirs.get(name, ()), said, _stays(was, said, name), (labels or {}).get(name, ""))
        for name, said in mine.items()
        if theirs.get(name, ()) != said
    )


def _stays(was: Shown, mine: tuple[str, ...], name: str) -> str:
    return THEIRS if mine == was.get(name, ()) else MINE


def settled(given: Given) -> Given:
    """What a form sent after the question was answered: fields whose value in the file stays are left out."""
    left = {name.removeprefix(CHOICE) for name, values in given.items() if name.startswith(CHOICE) and THEIRS in values}
    return {name: values for name, values in given.items() if name not in left and not name.startswith(CHOICE)}

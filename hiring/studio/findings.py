"""What is wrong with an opening, and what the rules advise, each beside the field of a form that it is about."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hiring.errors import ContentError, FieldPath, Gatherer, Problem, sort_problems
from hiring.language import Language, said_of, word_problem
from hiring.library import Library
from hiring.linting import RULES, Advice, lint, lint_texts
from hiring.studio.entries import Bound, Field
from hiring.studio.naming import Names
from hiring.studio.signposts import Signpost, signpost_to
from hiring.workspace import OPENINGS


@dataclass(frozen=True)
class Said:
    """One finding. ``severity`` is ``problem`` for what keeps the opening from its documents, else that of the rule.

    ``place`` is the page that has it, for a finding that no field of the form is about.
    """

    severity: str
    text: str
    place: Signpost | None = None


def is_wrong(said: Iterable[Said]) -> bool:
    """Whether any of the findings is a problem."""
    return any(each.severity == "problem" for each in said)


@dataclass(frozen=True)
class Findings:
    """Findings by the names of the fields, and those of no field."""

    by_field: Mapping[str, tuple[Said, ...]]
    others: tuple[Said, ...]

    @property
    def is_sound(self) -> bool:
        """Whether documents can be made."""
        every = [*self.others, *(said for each in self.by_field.values() for said in each)]
        return not is_wrong(every)


def of_opening(library: Library, opening_id: str, on: date, language: Language, fields: Sequence[Field]) -> Findings:
    """Everything that validation and the rules say about an opening on a day."""
    path = _path_of(library, opening_id)
    file = library.workspace.shown(path)
    sound = problems_of(library, opening_id, language, fields)
    names = Names(library, language)
    if not sound.is_sound:
        return sound
    found = lint(library, on, [path])
    return _placed([*_faults(found.problems, names), *_advice(found.advice, names)], file, fields, names)


def problems_of(library: Library, opening_id: str, language: Language, fields: Sequence[Bound]) -> Findings:
    """What validation says about an opening, without the advice of rules."""
    try:
        for tag in library.opening(opening_id).languages:
            library.vacancy(opening_id, tag)
    except ContentError as error:
        file, names = library.workspace.shown(_path_of(library, opening_id)), Names(library, language)
        return _placed(_faults(error.problems, names), file, fields, names)
    return Findings({}, ())


def faults_of(problems: Sequence[Problem], names: Names) -> tuple[Said, ...]:
    """Problems as a page without a form says them. What cannot be read at all is said with its line."""
    return tuple(_fault_of(problem, names) for problem in problems)


def _fault_of(problem: Problem, names: Names) -> Said:
    of_file = problem.rule.split(".")[0] in ("yaml", "file")
    named = names.named(problem)
    text = word_problem(names.language, named) if of_file else said_of(names.language, named)
    return Said("problem", text, signpost_to(problem, names))


def _path_of(library: Library, opening_id: str) -> Path:
    return library.workspace.root / OPENINGS / f"{opening_id}.yaml"


_NOT_YET: Final = frozenset(("overlay.missing_text", "overlay.missing_file"))
"""What a translation lacks so far: the page counts it, and marks the fields."""
_OF_TEXTS: Final = tuple(rule.id for rule in RULES if rule.text is not None or rule.file is not None)


def of_texts(loads: Iterable[Callable[[], object]], file: str, names: Names, fields: Sequence[Bound]) -> Findings:
    """What validation says about a file of words, and about what refers to it. ``loads`` read them all."""
    gather = Gatherer()
    for load in loads:
        gather(load)
    found = (each for each in sort_problems(gather.problems) if each.rule not in _NOT_YET)
    return _placed(_faults(found, names), file, fields, names)


def advice_on_texts(path: Path, on: date, names: Names, fields: Sequence[Bound]) -> Findings:
    """What the rules advise on a file of words, which must be there."""
    found = lint(names.library, on, [path], select=_OF_TEXTS).advice
    return _placed(_advice(found, names), names.library.workspace.shown(path), fields, names)


def advice_while_typing(
    path: Path, on: date, names: Names, fields: Sequence[Bound], shown: Collection[str]
) -> Findings:
    """What the rules advise on the texts of a file that stand in a form, which has the fields of these names."""
    typed = {field.path for field in fields if field.name in shown}
    found = lint_texts(names.library, on, path, lambda place: any(place[: len(each)] == each for each in typed))
    return _placed(_advice(found, names), names.library.workspace.shown(path), fields, names)


def _faults(found: Iterable[Problem], names: Names) -> Iterator[tuple[Problem, str, str]]:
    return ((problem, "problem", said_of(names.language, names.named(problem))) for problem in found)


def _advice(found: Iterable[Advice], names: Names) -> Iterator[tuple[Problem, str, str]]:
    for each in found:
        yield each.problem, each.severity, said_of(names.language, names.named(each.problem), "lint", "mend")


def _placed(found: Iterable[tuple[Problem, str, str]], file: str, fields: Sequence[Bound], names: Names) -> Findings:
    by_field: defaultdict[str, list[Said]] = defaultdict(list)
    others: list[Said] = []
    for problem, severity, text in found:
        field = _field_of(problem.path, fields) if problem.file == file else None
        if field is None:
            others.append(Said(severity, text, signpost_to(problem, names)))
        elif Said(severity, text) not in by_field[field.name]:
            by_field[field.name].append(Said(severity, text))
    return Findings({name: tuple(said) for name, said in by_field.items()}, tuple(others))


def _field_of(path: FieldPath, fields: Sequence[Bound]) -> Bound | None:
    """The field that a path leads into, or else one that it leads to the mapping of."""
    inner = [field for field in fields if path[: len(field.path)] == field.path]
    outer = [field for field in fields if path and field.path[: len(path)] == path]
    return max(inner, key=lambda field: len(field.path), default=next(iter(outer), None))

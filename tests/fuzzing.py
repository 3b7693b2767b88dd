"""What must hold of any input: properties that a fuzzer tries, in the tests for seconds and in ``make soak`` for hours."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

from hiring.checking import problems
from hiring.documents import DOCUMENTS
from hiring.documents.page import Context, NotApplicableError
from hiring.errors import ContentError, Problem
from hiring.language import Language, phrases_of, word_problem
from hiring.library import SOURCE_LANGUAGE, Library, Vacancy
from hiring.model.market import Market
from hiring.model.overlay import texts, translate
from hiring.model.role import Role
from hiring.places import LINE_END, Place
from hiring.source import Document, load, printable
from hiring.validation import validate
from hiring.workspace import Workspace, shipped
from tests.mutations import changed_bytes, changed_data, dumped
from tests.properties.test_yaml_positions import parts_of

ROOT = Path(__file__).parents[1]
BROKEN = ROOT / "tests" / "golden" / "broken"
CORPUS = ROOT / "tests" / "corpus"
ON = date(2026, 11, 22)


@dataclass(frozen=True)
class Input:
    """One input: files of a workspace by name, or the one file ``role.yaml``."""

    files: Mapping[str, bytes]


Signature = frozenset[str]
"""What an input led to: the rules of its problems, or how far it came. A new one is worth going on from."""


@cache
def english() -> Language:
    """The shipped English, in which problems are worded."""
    path = ROOT / "templates" / "phrases" / f"{SOURCE_LANGUAGE}.yaml"
    return Language(SOURCE_LANGUAGE, phrases_of(load(path.read_bytes(), path.name)))


def _check_problem(problem: Problem, files: Mapping[str, bytes]) -> None:
    """A problem has a place inside its file, and can be said on a line."""
    said = word_problem(english(), problem)
    assert "\n" not in said, said
    assert printable(problem.file) == problem.file
    if problem.file in files:
        assert _is_in(Place(problem.line, problem.column), _lines(files[problem.file])), said


def _lines(content: bytes) -> list[str]:
    return LINE_END.split(content.decode("utf-8", "replace").removeprefix("\ufeff"))


def _is_in(place: Place, lines: list[str]) -> bool:
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1


def _check_places(document: Document, lines: list[str]) -> None:
    """Every part of a document is in its file, key and value."""
    for path, _ in parts_of(document.data):
        for at_key in (False, True):
            place, found = document.locate(path, key=at_key)
            assert found == path
            assert _is_in(place, lines), path


# The reader of YAML.


@cache
def yaml_files() -> tuple[bytes, ...]:
    """Files to start from: short ones of every kind."""
    found = [*ROOT.glob("hiring/markets/us*.yaml"), *ROOT.glob("roles/*/role*.yaml"), *BROKEN.rglob("*.yaml")]
    found += [ROOT / "templates/workspace/opening.yaml"]
    return tuple(path.read_bytes() for path in sorted(found) if path.stat().st_size < 10_000)


def source_input(random: Random) -> Input:
    """A shipped file with changed bytes."""
    files = yaml_files()
    return Input({"role.yaml": changed_bytes(random.choice(files), files, random)})


def check_source(given: Input) -> Signature:
    """Any bytes become data, all of whose places are in the file, or problems that can be said."""
    content = given.files["role.yaml"]
    try:
        document = load(content, "role.yaml")
        _check_places(document, _lines(content))
        validate(document, Role)
    except ContentError as error:
        for problem in error.problems:
            _check_problem(problem, given.files)
        return frozenset(problem.rule for problem in error.problems)
    return frozenset({"role"})


# The library over a whole workspace.


@cache
def sound() -> Mapping[str, bytes]:
    """The files of the sound workspace of tests/golden/broken."""
    folder = BROKEN / "workspace"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}
    return dict(sorted(files.items()))


def workspace_input(random: Random) -> Input:
    """The sound workspace of tests/golden/broken with one to three of its files changed."""
    files = dict(sound())
    for name in random.sample(list(files), random.choice((1, 1, 2, 3))):
        files[name] = _changed_file(files[name], tuple(sound().values()), random)
    return Input(files)


def _changed_file(content: bytes, others: tuple[bytes, ...], random: Random) -> bytes:
    if random.random() < 0.2:
        return changed_bytes(content, others, random)
    return dumped(changed_data(load(content, "file").data, random))


def changed(given: Input, random: Random) -> Input:
    """An input with one of its files changed once more."""
    name = random.choice(list(given.files))
    others = tuple(given.files.values())
    try:
        return Input({**given.files, name: _changed_file(given.files[name], others, random)})
    except ContentError:  # no YAML any more: its bytes can be changed still
        return Input({**given.files, name: changed_bytes(given.files[name], others, random)})


def check_workspace(given: Input, folder: Path) -> Signature:
    """Whatever a workspace holds, checking it gives problems that can be said; with none, every document has a view."""
    root = folder / "workspace"
    shutil.rmtree(root, ignore_errors=True)
    for name, content in given.files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    with little_shipped():
        found = problems(Library(Workspace.at(root)))
        for problem in found:
            _check_problem(problem, given.files)
        if not found:
            _check_views(Library(Workspace.at(root)))
    return frozenset(problem.rule for problem in found) or frozenset({"views"})


def _check_views(library: Library) -> None:
    for opening_id in library.opening_ids:
        for tag in library.opening(opening_id).languages:
            vacancy = library.vacancy(opening_id, tag)
            for document in DOCUMENTS:
                _check_view(document.build, vacancy)


def _check_view(build: Callable[[Vacancy, Context], object], vacancy: Vacancy) -> None:
    with suppress(NotApplicableError):
        build(vacancy, Context(ON, vacancy.opening.languages))


@contextmanager
def little_shipped() -> Iterator[None]:
    """Inside, only the content of tests/golden/broken is shipped, and the words of the program."""

    def folder(kind: str) -> Path:
        return ROOT / "templates" if kind == "templates" else BROKEN / "shipped" / kind

    with patch("hiring.workspace.shipped", folder):
        yield


# Overlays over shipped bases.


@cache
def _bases() -> Mapping[str, Role | Market]:
    """Shipped records by the name of a translation of each."""
    library = Library(Workspace.at(shipped("roles")))
    return {
        "roles/patient-representative/role.fr.yaml": library.role_base("patient-representative").value,
        "hiring/markets/us.sv.yaml": library.market_base("us").value,
    }


def overlay_input(random: Random) -> Input:
    """A shipped translation with changed words, ids and shapes."""
    name = random.choice(list(_bases()))
    content = (ROOT / name).read_bytes()
    return Input({name: _changed_file(content, (content,), random)})


def check_overlay(given: Input) -> Signature:
    """Words of any shape replace words, leave all else alone, and what is wrong with them is said."""
    ((name, content),) = given.files.items()
    base = _bases()[name]
    try:
        document = load(content, name)
    except ContentError as error:
        return frozenset(problem.rule for problem in error.problems)
    translated, findings = translate(base, document.data)
    assert [path for path, _ in texts(translated)] == [path for path, _ in texts(base)]
    for finding in findings:
        _check_problem(document.problem(finding), given.files)
    return frozenset(finding.rule for finding in findings)


# The corpus: what was found once.


def corpus() -> list[Path]:
    """Folders of files that were laid over the sound workspace."""
    return sorted(path for path in CORPUS.iterdir() if path.is_dir())


def corpus_input(folder: Path) -> Input:
    """The sound workspace with the files of a folder of the corpus over it."""
    own = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return Input({**sound(), **own})


def corpus_names() -> set[str]:
    """What the list of the corpus says that there is."""
    listed = (CORPUS / "README.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([^`]+)` \|", listed, flags=re.MULTILINE))

"""The reference pages: fresh, whole, with examples that are valid, and no link that leads nowhere."""

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import click
import pytest
from pydantic import Field

from hiring.checking import problems
from hiring.content import Content
from hiring.errors import ContentError
from hiring.language import phrases_of
from hiring.library import Library
from hiring.model.employer import Employer
from hiring.model.market import Market
from hiring.model.overlay import shape_of, texts, translate
from hiring.model.role import Role
from hiring.model.text import Record
from hiring.schema import SCHEMAS
from hiring.source import load
from hiring.validation import validate
from hiring.workspace import Workspace
from scripts import reference
from scripts.reference.costs import COSTS
from scripts.reference.examples import PHRASES_EXAMPLE, WORDS_EXAMPLE, Example
from scripts.reference.kinds import PAGES, Page
from scripts.reference.values import holds, record_name, records_of
from scripts.reference.words import overlay_paths

ROOT = Path(__file__).resolve().parents[2]
MADE = reference.pages()
COMMANDS = "docs/commands.md"


# Fresh and whole.


@pytest.mark.parametrize("path", MADE)
def test_the_committed_page_is_fresh(path: str) -> None:
    assert (ROOT / path).read_bytes().decode("utf-8") == MADE[path], "run: make docs"


def test_no_page_is_left_over() -> None:
    folder = ROOT / "docs" / "reference"
    found = {path.relative_to(ROOT).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == set(MADE) - {COMMANDS}


def test_making_the_pages_twice_gives_the_same() -> None:
    assert reference.pages() == MADE


def test_every_kind_of_file_with_a_schema_has_a_page() -> None:
    pages = (
        {page.schema for page in PAGES} | {f"{page.schema}-words" for page in PAGES if page.is_translated} | {"phrases"}
    )
    assert pages == set(SCHEMAS)


def rows(text: str) -> dict[str, dict[str, list[str]]]:
    """The tables of a page: for each second-level heading, the cells of each row by its first cell, without marks."""
    found: dict[str, dict[str, list[str]]] = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        lines = [line for line in body.splitlines() if line.startswith("| ")]
        cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
        found[heading] = {row[0].strip("`"): row[1:] for row in cells[2:]}
    return found


FIELDS = [
    (page, record, info.alias or name, info.is_required())
    for page in PAGES
    for record in records_of(page.model)
    for name, info in record.model_fields.items()
]


def test_every_field_is_on_its_page_with_what_to_write() -> None:
    tables = {page.name: rows(MADE[f"docs/reference/{page.name}.md"]) for page in PAGES}
    seen = 0
    for page, record, field, required in FIELDS:
        heading = "The file" if record is page.model else record_name(record)
        held, needed, meaning = tables[page.name][heading][field]
        assert held
        assert needed.startswith("required" if required else "optional"), (page.name, field)
        assert meaning.endswith((".", "?")), (page.name, heading, field)
        seen += 1
    assert seen > 200


def test_a_record_inside_a_record_inside_a_list_is_found() -> None:
    class Deep(Record):
        word: str

    class Middle(Record):
        inner: Deep | None = None

    class Outer(Record):
        items: Annotated[tuple[Middle, ...], Field(max_length=3)] = ()

    assert records_of(Outer) == (Outer, Middle, Deep)
    assert holds(Outer.__annotations__["items"]) == "list (at most 3) of [Middle](#middle)"


def test_a_type_without_words_is_an_error() -> None:
    with pytest.raises(TypeError, match="no words"):
        holds(complex)


def test_every_text_of_an_overlay_is_on_the_page_of_words() -> None:
    tables = rows(MADE["docs/reference/words.md"])
    for page in (page for page in PAGES if page.is_translated):
        wanted = {path for path, _ in overlay_paths(shape_of(page.model))}
        assert wanted
        assert set(tables[html.escape(page.overlay)]) == wanted


def test_the_places_of_words_are_those_that_texts_have(tmp_path: Path) -> None:
    """Measured on a whole role: each of its texts stands at a place that the page lists."""
    role = Library(Workspace.at(tmp_path)).role_base("referral-coordinator").value
    listed = {path for path, _ in overlay_paths(shape_of(Role))}
    patterns = [re.compile(re.sub(r"<\w+>", "[a-z0-9-]+", re.escape(path).replace("\\<", "<"))) for path in listed]
    places = [".".join(map(str, path)) for path, _ in texts(role)]
    assert len(places) > 50
    assert [place for place in places if not any(pattern.fullmatch(place) for pattern in patterns)] == []


# Commands.


def command_paths(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from command_paths(inner, f"{path} {name}")


def test_every_command_and_option_is_documented() -> None:
    from hiring.cli import commands

    found = dict(command_paths(commands, "hiring"))
    assert {"hiring build", "hiring validate", "hiring new role"} <= set(found)
    tables = rows(MADE[COMMANDS])
    assert set(tables) == set(found)
    for path, command in found.items():
        options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
        for option in options:
            (row,) = [row for names, row in tables[path].items() if names.split()[0].strip(",") == option.opts[0]]
            assert row[0], f"{path} {option.opts[0]} has no help"
        assert len(tables[path]) == len(options) + 1  # --help
        assert command.help
        assert " ".join(command.help.split("\n\n")[0].split()) in MADE[COMMANDS]


# Examples.


def example_of(page: Page) -> list[tuple[Page, Example]]:
    return [(page, example) for example in page.examples]


EXAMPLES = [pair for page in PAGES for pair in example_of(page)]


def read(example: Example) -> object:
    return load(example.text.encode(), example.path).data


def test_every_example_on_a_page_is_one_that_is_validated_here() -> None:
    blocks = [
        block for text in MADE.values() for block in re.findall(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    ]
    known = [example.text for _, example in EXAMPLES]
    known += [WORDS_EXAMPLE.text, PHRASES_EXAMPLE.text, COSTS]
    assert sorted(blocks) == sorted(known)


def test_the_example_of_costs_validates_in_an_employers_file() -> None:
    text = f"language: en\nname: Valley Clinic\n{COSTS}"
    employer = validate(load(text.encode(), "employer.yaml"), Employer)
    assert [line.id for line in employer.costs.lines][-1] == "welcome-box"


@pytest.mark.parametrize(
    ("page", "example"), EXAMPLES, ids=lambda value: getattr(value, "path", getattr(value, "name", ""))
)
def test_an_example_validates(page: Page, example: Example, tmp_path: Path) -> None:
    if page.model is Market:  # what a state leaves out is its parent's
        path = tmp_path / example.path
        path.parent.mkdir()
        path.write_text(example.text, encoding="utf-8")
        assert Content(Workspace.at(tmp_path)).market_base(path.stem).value.id == path.stem
    else:
        assert isinstance(validate(load(example.text.encode(), example.path), page.model), page.model)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_an_example_with_a_stray_field_would_be_noticed(page: Page) -> None:
    text = page.examples[-1].text + "no_such_field: x\n"
    with pytest.raises(ContentError):
        validate(load(text.encode(), "x.yaml"), page.model)


def write_all(folder: Path, examples: Mapping[str, str]) -> None:
    for path, text in examples.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("names", [("role", "interview", "employer", "opening", "market"), ("advice",)], ids="+".join)
def test_the_examples_together_make_a_sound_workspace(names: tuple[str, ...], tmp_path: Path) -> None:
    examples = {example.path: example.text for page, example in EXAMPLES if page.name in names}
    examples |= {PHRASES_EXAMPLE.path: PHRASES_EXAMPLE.text}
    write_all(tmp_path, examples)
    assert problems(Library(Workspace.at(tmp_path)), ()) == ()


def test_the_shared_interview_is_sound_in_its_place(tmp_path: Path) -> None:
    """Roles name questions of the shipped one, so this is read alone."""
    from hiring.model.interview import SharedInterview

    (example,) = [example for page, example in EXAMPLES if page.name == "shared-interview"]
    write_all(tmp_path, {example.path: example.text})
    base = Content(Workspace.at(tmp_path)).shared_base("interview", SharedInterview)
    assert base.path == tmp_path / example.path


def test_the_example_of_words_translates_the_example_of_a_role() -> None:
    (source,) = [example for page, example in EXAMPLES if page.name == "role"]
    role = validate(load(source.text.encode(), source.path), Role)
    translated, findings = translate(role, read(WORDS_EXAMPLE))
    assert findings == ()
    assert translated.title == "Intitulé du poste"


def test_the_example_of_phrases_has_phrases_that_exist() -> None:
    example = PHRASES_EXAMPLE
    own = phrases_of(load(example.text.encode(), example.path))
    shipped = Library(Workspace.at(ROOT / "docs")).language("en").phrases
    assert own
    assert set(own) <= set(shipped)


# Links.

WRITTEN = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def prose(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", html.unescape(heading).lower()).replace(" ", "-") for heading in headings}


def dead_links(path: Path, text: str) -> list[str]:
    """The relative links of a page that lead to no file, or to no heading of it."""
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(text)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = path.parent / file if file else path
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            dead.append(link)
    return dead


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    assert dead_links(path, path.read_text(encoding="utf-8")) == []


def test_a_dead_link_is_noticed() -> None:
    text = "[a](README.md) [b](no-such-file.md) [c](docs/commands.md#hiring-build) [d](docs/commands.md#nowhere) [e](https://x.org)"
    assert dead_links(ROOT / "README.md", text) == ["no-such-file.md", "docs/commands.md#nowhere"]


def test_the_readme_links_the_pages_of_the_files_in_its_table() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("employer", "opening", "role", "interview", "market"):
        assert f"](docs/reference/{name}.md) |" in readme

"""``hiring new``: what it writes is valid, nothing is overwritten, and all is written or nothing."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from hiring.language import locale_of
from hiring.schema import SCHEMAS, schema_text
from hiring.workspace import shipped
from tests.command import Run, hiring

ROLE = "referral-coordinator"
BAD_IDS = [
    "",
    "Clerk",
    "front desk",
    "../clerk",
    "clerk/x",
    "_shared",
    "-clerk",
    "clerk-",
    "a--b",
    "clërk",
    "clerk\n",
    ".",
]


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their path in it, without the schemas."""
    files = [path for path in folder.rglob("*") if path.is_file() and ".schemas" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def said(run: Run, folder: Path) -> list[str]:
    """The files that a run says it has written."""
    named = re.findall(r"^wrote (.+)$", run.out, re.MULTILINE)
    return sorted(Path(name).relative_to(folder).as_posix() for name in named)


def schemas_are_found(folder: Path) -> None:
    """Every file's first line leads to a schema of the workspace, and that is the program's."""
    files = [path for path in folder.rglob("*.yaml") if ".schemas" not in path.parts]
    assert files
    for path in files:
        found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
        assert found, path
        target = (path.parent / found[1]).resolve()
        assert target.parent == (folder / ".schemas").resolve(), path
        assert target.read_text(encoding="utf-8") == schema_text(target.stem)
    assert {path.stem for path in (folder / ".schemas").iterdir()} == set(SCHEMAS)


def posting(folder: Path, *args: str) -> Run:
    """Build the posting of a workspace as HTML."""
    where = ("--workspace", folder, "--out", folder / "out", "--jobs", "1")
    return hiring("build", *where, "--document", "posting", "--format", "html", *args)


# A workspace.


def test_a_new_workspace_is_valid_and_builds(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "clinic"
    run = hiring("new", "workspace", folder)
    assert (run.code, run.err) == (0, "")
    assert sorted(tree(folder)) == said(run, folder) == ["employer.yaml", "openings/first-opening.yaml"]
    schemas_are_found(folder)
    assert hiring("validate", "--workspace", folder) == Run(0, "", "")
    assert posting(folder).code == 0
    assert (folder / "out/first-opening/en/posting.html").is_file()


@pytest.mark.parametrize("from_within", [False, True])
@pytest.mark.parametrize(
    ("args", "made"),
    [
        (("opening", "desk-2"), "out/desk-2"),
        (("role", "clerk"), "out/clerk"),
    ],
)
def test_the_next_step_that_is_said_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, str], made: str, from_within: bool
) -> None:
    """From the folder in which it is said, also for a workspace elsewhere whose name a shell would take apart."""
    folder = tmp_path / "my clinic"
    begun = hiring("new", "workspace", folder)
    monkeypatch.chdir(folder if from_within else tmp_path)
    where = () if from_within else ("--workspace", "my clinic")
    for run, document in ((begun, "out/first-opening"), (hiring("new", *args, *where), made)):
        program, *command = shlex.split(run.out.splitlines()[-1].partition("run: ")[2])
        assert (program, command[0]) == ("hiring", "build")
        assert hiring(*command, "--document", "posting", "--format", "html").code == 0
        assert (folder / document / "en" / "posting.html").is_file()
    assert ("--workspace" in command) is not from_within


def test_what_is_left_of_a_language_is_asked_of_its_workspace(tmp_path: Path) -> None:
    folder = tmp_path / "my clinic"
    assert hiring("new", "workspace", folder).code == 0
    said_next = hiring("new", "language", TAG, "--workspace", folder).out.splitlines()[-1]
    program, *command = shlex.split(said_next.partition("“")[2].partition("”")[0])
    assert program == "hiring"
    assert hiring(*command, "--json").own


def test_a_workspace_may_be_made_where_other_files_are(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert hiring("new", "workspace", tmp_path).code == 0
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("taken", ["employer.yaml", "openings/first-opening.yaml"])
def test_a_workspace_that_is_there_is_left_alone(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).parent.mkdir(exist_ok=True)
    (tmp_path / taken).write_text("mine", encoding="utf-8")
    run = hiring("new", "workspace", tmp_path)
    assert (run.code, run.out) == (2, "")
    assert Path(taken).name in run.err
    assert tree(tmp_path) == {taken: b"mine"}


@pytest.mark.parametrize("taken", ["openings", ".schemas"])
def test_a_workspace_is_written_whole_or_not_at_all(tmp_path: Path, taken: str) -> None:
    """A file where a folder must be stops the writing in the middle."""
    (tmp_path / taken).write_text("mine", encoding="utf-8")
    run = hiring("new", "workspace", tmp_path)
    assert (run.code, run.out) == (3, "")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [taken]
    assert (tmp_path / taken).read_text(encoding="utf-8") == "mine"


def test_a_workspace_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clinic").write_text("mine", encoding="utf-8")
    run = hiring("new", "workspace", tmp_path / "clinic")
    assert (run.code, run.out) == (3, "")
    assert (tmp_path / "clinic").read_text(encoding="utf-8") == "mine"


# An opening.


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A new workspace."""
    assert hiring("new", "workspace", tmp_path).code == 0
    return tmp_path


def test_a_new_opening_is_valid_and_builds(workspace: Path) -> None:
    run = hiring("new", "opening", "desk-2", "--workspace", workspace)
    assert (run.code, said(run, workspace)) == (0, ["openings/desk-2.yaml"])
    schemas_are_found(workspace)
    assert hiring("validate", "--workspace", workspace) == Run(0, "", "")
    assert posting(workspace, "--opening", "desk-2").code == 0


def test_every_line_of_the_opening_that_waits_to_be_filled_in_is_valid(workspace: Path) -> None:
    path = workspace / "openings" / "first-opening.yaml"
    text = re.sub(r"^# (?=[a-z_]+: )", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert text.count("\n") == path.read_text(encoding="utf-8").count("\n")
    path.write_text(text.replace("low: 0, high: 0", "low: 1, high: 2"), encoding="utf-8")
    assert "\nschedule: " in text
    assert "\npay: " in text
    assert hiring("validate", "--workspace", workspace) == Run(0, "", "")


def test_an_opening_that_is_there_is_left_alone(workspace: Path) -> None:
    before = tree(workspace)
    run = hiring("new", "opening", "first-opening", "--workspace", workspace)
    assert (run.code, run.out) == (2, "")
    assert tree(workspace) == before


@pytest.mark.parametrize("name", BAD_IDS)
@pytest.mark.parametrize("kind", ["opening", "role"])
def test_what_is_no_id_is_refused(workspace: Path, kind: str, name: str) -> None:
    before = tree(workspace)
    run = hiring("new", kind, "--workspace", workspace, "--", name)
    assert (run.code, run.out) == (2, "")
    assert tree(workspace) == before


# A role.


def test_a_new_role_is_valid_and_builds(tmp_path: Path) -> None:
    run = hiring("new", "role", "clerk", "--workspace", tmp_path)
    assert (run.code, run.err) == (0, "")
    assert sorted(tree(tmp_path)) == said(run, tmp_path) == ["roles/clerk/interview.yaml", "roles/clerk/role.yaml"]
    schemas_are_found(tmp_path)
    assert hiring("validate", "--workspace", tmp_path) == Run(0, "", "")
    assert posting(tmp_path, "--role", "clerk").code == 0


def test_a_copy_has_every_file_of_the_shipped_role_with_its_own_id(tmp_path: Path) -> None:
    run = hiring("new", "role", "clerk", "--from", ROLE, "--workspace", tmp_path)
    assert (run.code, run.err) == (0, "")
    copied = {path.removeprefix("roles/clerk/"): text for path, text in tree(tmp_path).items()}
    source = tree(shipped("roles") / ROLE)
    assert set(copied) == set(source) >= {"role.yaml", "interview.yaml"}
    for name, content in source.items():
        expected = content.decode("utf-8").splitlines()[1:]
        if name == "role.yaml":
            expected[expected.index(f"id: {ROLE}")] = "id: clerk"
        assert copied[name].decode("utf-8").splitlines()[1:] == expected
    schemas_are_found(tmp_path)
    assert hiring("validate", "--workspace", tmp_path) == Run(0, "", "")


def test_a_copy_may_have_the_shipped_id_and_then_replaces_it(tmp_path: Path) -> None:
    assert hiring("new", "role", ROLE, "--from", ROLE, "--workspace", tmp_path).code == 0
    role = tmp_path / "roles" / ROLE / "role.yaml"
    role.write_text(role.read_text(encoding="utf-8").replace("title: Referral Coordinator", "title: Referral Guide"))
    assert "Referral Guide" in hiring("list", "roles", "--workspace", tmp_path).out
    assert hiring("validate", "--workspace", tmp_path) == Run(0, "", "")


def test_a_copy_takes_each_file_from_where_it_counts(tmp_path: Path) -> None:
    """The workspace replaces the role file of a shipped id only: the interview is still the shipped one."""
    assert hiring("new", "role", ROLE, "--from", ROLE, "--workspace", tmp_path).code == 0
    (tmp_path / "roles" / ROLE / "interview.yaml").unlink()
    role = tmp_path / "roles" / ROLE / "role.yaml"
    role.write_text(role.read_text(encoding="utf-8").replace("title: Referral Coordinator", "title: Referral Guide"))
    assert hiring("new", "role", "clerk", "--from", ROLE, "--workspace", tmp_path).code == 0
    assert "title: Referral Guide" in (tmp_path / "roles/clerk/role.yaml").read_text(encoding="utf-8")
    assert (tmp_path / "roles/clerk/interview.yaml").is_file()
    assert hiring("validate", "--workspace", tmp_path) == Run(0, "", "")


def test_overlays_are_copied_from_the_workspace_too(tmp_path: Path) -> None:
    overlay = tmp_path / "roles" / ROLE / "role.en-GB.yaml"
    overlay.parent.mkdir(parents=True)
    overlay.write_text("title: Referral Co-ordinator\n", encoding="utf-8")
    assert hiring("new", "role", "clerk", "--from", ROLE, "--workspace", tmp_path).code == 0
    copied = tmp_path / "roles/clerk/role.en-GB.yaml"
    assert "title: Referral Co-ordinator" in copied.read_text(encoding="utf-8")


def test_a_broken_origin_is_a_problem_of_content(tmp_path: Path) -> None:
    assert hiring("new", "role", "clerk", "--workspace", tmp_path).code == 0
    (tmp_path / "roles/clerk/role.fr.yaml").write_bytes(b"title: \xff\n")
    run = hiring("new", "role", "porter", "--from", "clerk", "--workspace", tmp_path)
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("roles/clerk/role.fr.yaml:1:")
    assert not (tmp_path / "roles/porter").exists()


@pytest.mark.parametrize("taken", ["role.yaml", "interview.yaml"])
@pytest.mark.parametrize("origin", [(), ("--from", ROLE)])
def test_a_role_that_is_there_is_left_alone(tmp_path: Path, taken: str, origin: tuple[str, ...]) -> None:
    folder = tmp_path / "roles" / "clerk"
    folder.mkdir(parents=True)
    (folder / taken).write_text("mine", encoding="utf-8")
    run = hiring("new", "role", "clerk", "--workspace", tmp_path, *origin)
    assert (run.code, run.out) == (2, "")
    assert tree(tmp_path) == {f"roles/clerk/{taken}": b"mine"}


# A language.

TAG = "fr"
if "fr" in [path.stem for path in (shipped("templates") / "phrases").glob("*.yaml")]:
    TAG = "da"  # one with plural forms of its own that the program does not ship


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the files of a new language, not yet translated."""
    folder = tmp_path_factory.mktemp("language")
    assert hiring("new", "workspace", folder).code == 0
    run = hiring("new", "language", TAG, "--workspace", folder)
    assert (run.code, run.err) == (0, "")
    written = [path for path in tree(folder) if path.endswith((f".{TAG}.yaml", f"/{TAG}.yaml"))]
    assert said(run, folder) == sorted([*written, f"translating-{TAG}.md"])
    return folder


def leaves(value: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    if isinstance(value, dict):
        return {place: text for key, inner in value.items() for place, text in leaves(inner, (*path, str(key))).items()}
    return {path: value}


def test_a_new_language_has_a_file_for_every_file_with_words(language: Path) -> None:
    written = {path for path in tree(language) if path not in ("employer.yaml", "openings/first-opening.yaml")}
    assert written >= {
        f"templates/phrases/{TAG}.yaml",
        f"roles/_shared/interview.{TAG}.yaml",
        f"roles/_shared/advice.{TAG}.yaml",
        f"roles/_shared/sample/opening.{TAG}.yaml",
        f"roles/_shared/sample/employer.{TAG}.yaml",
        f"roles/{ROLE}/role.{TAG}.yaml",
        f"roles/{ROLE}/interview.{TAG}.yaml",
        f"markets/us.{TAG}.yaml",
        f"markets/us-ca.{TAG}.yaml",
        f"employer.{TAG}.yaml",
    }
    words = [path for path in written if f"{TAG}.yaml" in path and "guide" not in path]
    assert len(words) > 10
    assert all(text == "" for path in words for text in leaves(yaml.safe_load(tree(language)[path])).values())


def test_a_new_language_comes_with_a_guide_for_its_translator(language: Path) -> None:
    page = (language / f"translating-{TAG}.md").read_text(encoding="utf-8")
    written = [path for path in tree(language) if f"{TAG}.yaml" in path]
    assert all(f"`{path}`" in page for path in written)
    assert f"Start with `roles/_shared/guide/{TAG}.yaml`" in page
    assert "`one`: 1" in page, "the plural forms of the language, with numbers that take them"
    assert re.findall(r"\{[a-z_]+\}", page.replace("`{employer}`", "")) == []
    guide = yaml.safe_load((language / f"roles/_shared/guide/{TAG}.yaml").read_text(encoding="utf-8"))
    assert guide["language"] == TAG


def test_every_text_that_is_not_translated_is_reported_at_its_line(language: Path) -> None:
    run = hiring("validate", "--workspace", language, "--json")
    assert run.code == 1
    reported = {(problem["file"], problem["line"]) for problem in run.problems}
    waiting = {
        (name, number)
        for name, content in tree(language).items()
        for number, line in enumerate(content.decode("utf-8").splitlines(), 1)
        if line.endswith(': ""')
    }
    assert len(waiting) > 500
    assert reported == waiting


def commented(text: str) -> str:
    """The file with each text put where its translation goes: the comment above the line, or of the same plural form."""
    lines: list[str] = []
    comment: list[str] = []
    forms: dict[str, str] = {}
    for line in text.split("\n"):
        stripped = line.strip()
        if re.match(r"# (yaml-language-server: |Write the translation |The phrases of )", line):
            continue  # the head of the file
        if stripped.startswith("# "):
            comment.append(stripped[2:])
            continue
        found = re.match(r'^(\s*)([^\s:]+|"\d+"): ""$', line)
        if found and forms and found[1]:
            form = forms.get(found[2], forms["other"])
            lines.append(f"{found[1]}{found[2]}: {json.dumps(form)}")
            continue
        forms = {}
        if found:
            lines.append(f"{found[1]}{found[2]}: {json.dumps(chr(10).join(comment))}")
        else:
            lines.append(line)
            if comment and all(re.match(r"(zero|one|two|few|many|other): ", part) for part in comment):
                forms = dict(part.split(": ", 1) for part in comment)
        comment = []
    return "\n".join(lines)


def test_a_language_filled_with_its_source_is_valid_and_builds(language: Path, tmp_path: Path) -> None:
    """Nothing that a translator must write is missing from the files, and each comment is the text it stands for."""
    for name, content in tree(language).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content.decode("utf-8")
        path.write_text(commented(text) if f"{TAG}." in name else text, encoding="utf-8")
    validated = hiring("validate", "--workspace", tmp_path)
    assert validated == Run(0, "", ""), validated.out[:2000]
    listed = hiring("list", "languages", "--workspace", tmp_path).out
    assert re.search(rf"^{TAG} ", listed, re.MULTILINE)
    built = posting(tmp_path, "--role", ROLE, "--language", TAG, "--language", "en")
    assert built.code == 0, built.out
    own = (tmp_path / f"out/{ROLE}/{TAG}/posting.html").read_text(encoding="utf-8")
    english = (tmp_path / f"out/{ROLE}/en/posting.html").read_text(encoding="utf-8")
    assert f'lang="{TAG}"' in own
    heading = re.search(r"<h1.*?</h1>", english, re.DOTALL)
    assert heading
    assert heading[0] in own


def test_a_phrase_with_plural_forms_asks_for_those_of_the_language(tmp_path: Path) -> None:
    assert hiring("new", "language", "pl", "--workspace", tmp_path).code == 0
    phrases = yaml.safe_load(tree(tmp_path)["templates/phrases/pl.yaml"])
    plural = [forms for forms in phrases.values() if isinstance(forms, dict)]
    assert plural
    locale = locale_of("pl")
    assert locale
    assert all(set(forms) == locale.plural_form.tags | {"other"} for forms in plural)


def test_a_language_that_has_begun_gets_the_files_that_are_missing(tmp_path: Path) -> None:
    begun = tmp_path / f"roles/{ROLE}/role.{TAG}.yaml"
    begun.parent.mkdir(parents=True)
    begun.write_text("title: Mine\n", encoding="utf-8")
    assert hiring("new", "language", TAG, "--workspace", tmp_path).code == 0
    assert begun.read_text(encoding="utf-8") == "title: Mine\n"
    assert f"roles/{ROLE}/interview.{TAG}.yaml" in tree(tmp_path)
    whole = tree(tmp_path)
    again = hiring("new", "language", TAG, "--workspace", tmp_path)
    assert (again.code, again.out, again.err) == (2, "", f"Error: the language {TAG} has all its files already\n")
    assert tree(tmp_path) == whole


def test_a_shipped_language_gets_files_for_what_the_workspace_adds(tmp_path: Path) -> None:
    assert hiring("new", "role", "clerk", "--workspace", tmp_path).code == 0
    before = set(tree(tmp_path))
    assert hiring("new", "language", "sv", "--workspace", tmp_path).code == 0
    added = {path for path in tree(tmp_path) if path not in before and not path.startswith(".schemas/")}
    assert added == {"roles/clerk/role.sv.yaml", "roles/clerk/interview.sv.yaml", "translating-sv.md"}
    page = (tmp_path / "translating-sv.md").read_text(encoding="utf-8")
    assert "roles/_shared/guide" not in page, "the guide is there, and so are the phrases"
    assert "not offered" not in page
    assert re.findall(r"\{[a-z_]+\}", page.replace("`{employer}`", "")) == []


@pytest.mark.parametrize("tag", ["", "klingon", "FR", "fr_FR", "../fr", "zz", "fr-", "fr\n"])
def test_what_is_no_language_is_refused(tmp_path: Path, tag: str) -> None:
    run = hiring("new", "language", "--workspace", tmp_path, "--", tag)
    assert (run.code, run.out) == (2, "")
    assert tree(tmp_path) == {}

"""``hiring lint``, from outside: which files it reads, what it prints, how it is asked, and rules on whole files."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from hiring.library import Library
from hiring.linting import lint as lint_of
from hiring.linting.examples import EXAMPLES
from hiring.linting.inclusive import inclusive_language
from hiring.linting.subject import Guides, Text
from hiring.workspace import Workspace, shipped
from tests.command import Run, hiring
from tests.lint_workspace import FIRST, RULES, SHIPPED, THIN, lint, places, role, write

ON = date(2026, 11, 22)

# A workspace of one's own --------------------------------------------------------------------------------------------

OWN = {
    "employer.yaml": "\n".join(
        [
            "# Ours.",
            "language: en",
            "name: The coordinator's",
            "about: |-",
            "  A coordinator reads.",
            "",
            "  It's fine.",
            "benefits:",
            "  - {id: leave, text: A coordinator's leave}",
            "  - id: cover",
            "    text: >-",
            "      Every coordinator has health",
            "      cover and “family.",
            "",
        ]
    ),
    "employer.fr.yaml": "about: Le coordinateur lit.\nbenefits:\n  leave: L'équipe part !\n  cover: Oui\n",
    "employer.fr-CA.yaml": f"about: Un mouton à cinq pattes.\nbenefits:\n  leave: Non{THIN}!\n  cover: Non!\n",
    "openings/desk-1.yaml": "\n".join(
        [
            "id: desk-1",
            "role: referral-coordinator",
            "market: us-or",
            "languages: [en]",
            "location: {city: Riverbend}",
            "schedule: A chairman's hours",
            "",
        ]
    ),
    "markets/us-or.yaml": "\n".join(
        [
            "id: us-or",
            "parent: us",
            "language: en",
            "name: Oregon...",
            "country: US",
            "currency: USD",
            "pay_period: hour",
            "paper: letter",
            'posting_title: "{title}"',
            "",
        ]
    ),
    "templates/phrases/en.yaml": 'posting.fact.pay: "A guru\'s pay"\n',
    "roles/_shared/guide/en.yaml": "\n".join(
        [
            "language: en",
            "reading: {lix: 60, text_lix: 90, sentence_words: 3}",
            "avoid:",
            "  - {words: [coordinator*], reason: vague, instead: the name}",
            "terms:",
            "  - {en: health insurance, use: health plan, avoid: [health cover], why: We say so.}",
            "",
        ]
    ),
    **role("nordic", "nb", ["Si «klart» nå.", "Si „klart“ nå.", "En guru", "En to tre fire fem seks.", "En bror."]),
    "roles/_shared/guide/nb.yaml": "\n".join(
        [
            "language: nb",
            "typography: {quotation_marks: [{open: «, close: »}]}",
            "reading: {lix: 60, text_lix: 90, sentence_words: 5}",
            "avoid: [{words: [bror], reason: gender}]",
            "",
        ]
    ),
}


@dataclass(frozen=True)
class Own:
    """A workspace and what lint says of it."""

    folder: Path
    run: Run


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Own:
    """A workspace with files of every kind and guides of its own."""
    folder = tmp_path_factory.mktemp("own")
    write(folder, OWN)
    run = lint(folder, "--json")
    assert (run.code, run.err, run.json["problems"]) == (0, "", [])
    return Own(folder, run)


def test_the_words_of_every_kind_of_file_are_read_and_names_are_not(own: Own) -> None:
    typography = [finding for finding in own.run.findings if finding["rule"] == "typography"]
    assert {(finding["file"], finding["line"], finding["column"], finding["field"]) for finding in typography} == {
        ("employer.yaml", 4, 8, "about"),
        ("employer.yaml", 9, 23, "benefits[1].text"),
        ("employer.yaml", 11, 11, "benefits[2].text"),
        ("employer.fr.yaml", 3, 10, "benefits.leave"),
        ("employer.fr-CA.yaml", 4, 10, "benefits.cover"),
        ("openings/desk-1.yaml", 6, 11, "schedule"),
        ("markets/us-or.yaml", 4, 7, "name"),
        ("templates/phrases/en.yaml", 1, 19, "posting.fact.pay"),
        ("roles/nordic/role.yaml", FIRST + 1, 24, "responsibilities[2].text"),
    }


def test_shipped_words_are_not_read(own: Own) -> None:
    """Not even for the word of the workspace's own guide, of which the shipped texts are full."""
    assert {finding["file"] for finding in own.run.findings} <= set(OWN)


def test_an_own_guide_adds_words_and_keeps_the_shipped_ones(own: Own) -> None:
    avoided = [finding for finding in own.run.findings if finding["rule"] == "words-to-avoid"]
    found = {(finding["file"], finding["line"], finding["values"]["found"]) for finding in avoided}
    assert found == {
        ("employer.yaml", 5, "coordinator"),
        ("employer.yaml", 9, "coordinator"),
        ("employer.yaml", 12, "coordinator"),
        ("employer.fr-CA.yaml", 1, "mouton à cinq pattes"),
        ("templates/phrases/en.yaml", 1, "guru"),
        ("openings/desk-1.yaml", 6, "chairman"),
        ("roles/nordic/role.yaml", FIRST + 4, "bror"),
    }
    assert any(finding["values"].get("instead") == "the name" for finding in avoided)


def test_an_own_guide_adds_terms(own: Own) -> None:
    found = [finding for finding in own.run.findings if finding["rule"] == "mistranslation"]
    assert [(finding["file"], finding["line"], finding["values"]["use"]) for finding in found] == [
        ("employer.yaml", 12, "health plan")
    ]


def test_an_own_guide_changes_the_limits(own: Own) -> None:
    found = [finding for finding in own.run.findings if finding["rule"] == "sentence-length"]
    assert {(finding["file"], finding["line"], finding["values"]["limit"]) for finding in found} == {
        ("employer.yaml", 11, "3"),
        ("roles/nordic/role.yaml", FIRST + 3, "5"),
    }


def test_a_text_says_all_that_json_says_and_nothing_else(own: Own) -> None:
    run = lint(own.folder, "--ignore", "stale-translation")
    expected = [f"{finding['text']} [{finding['rule']}, {finding['severity']}]" for finding in own.run.findings]
    assert (run.code, run.err, run.out.splitlines()) == (0, "", expected)


def test_json_is_one_document_with_a_version_and_the_place_of_each_finding(own: Own) -> None:
    document = own.run.json
    assert set(document) == {"format", "findings", "problems"}
    assert document["format"] == 1
    for finding in document["findings"]:
        assert set(finding) == {"finding", "severity", "rule", "file", "line", "column", "field", "values", "text"}
        assert finding["text"].startswith(f"{finding['file']}:{finding['line']}:{finding['column']}: ")
        assert finding["severity"] in {"advice", "warning"}
        assert finding["finding"].split(".")[0] == finding["rule"]


def test_findings_are_sorted_by_file_and_place(own: Own) -> None:
    order = [(finding["file"], finding["line"], finding["column"]) for finding in own.run.findings]
    assert order == sorted(order)


def test_only_the_files_and_folders_that_are_named_are_read(own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own.folder)
    run = hiring(
        "lint", "--json", "--ignore", "stale-translation", "employer.fr.yaml", own.folder / "roles", "employer.fr.yaml"
    )
    expected = [each for each in own.run.findings if each["file"] in {"employer.fr.yaml", "roles/nordic/role.yaml"}]
    assert (run.code, run.err) == (0, "")
    assert run.findings == expected
    assert len({finding["file"] for finding in expected}) == 2


def test_a_rule_both_selected_and_ignored_says_nothing(own: Own) -> None:
    run = lint(own.folder, "--select", "typography", "--select", "words-to-avoid", "--ignore", "typography", "--json")
    assert run.findings == [finding for finding in own.run.findings if finding["rule"] == "words-to-avoid"]


def test_lint_writes_nothing(own: Own) -> None:
    found = {path.relative_to(own.folder).as_posix() for path in own.folder.rglob("*") if path.is_file()}
    assert found == set(OWN)
    assert {name: (own.folder / name).read_text(encoding="utf-8") for name in OWN} == OWN


# Sources that changed ------------------------------------------------------------------------------------------------


def test_a_translation_whose_source_changed_is_reported_with_both_sources(tmp_path: Path) -> None:
    source = "language: en\nname: X\nabout: We teach.\nbenefits:\n  - {id: leave, text: Paid leave}\n"
    write(
        tmp_path,
        {
            "employer.yaml": source,
            "employer.fr.yaml": "# Ours.\nabout: Nous enseignons.\nbenefits: {leave: Congés payés}\n",
            "employer.sv.yaml": "about: Vi undervisar.\nbenefits: {leave: Betald ledighet}\n",
        },
    )
    assert hiring("translations", "--workspace", tmp_path, "--language", "fr", "--update").code == 0
    write(tmp_path, {"employer.yaml": source.replace("We teach", "We learn")})
    run = lint(tmp_path, "--select", "stale-translation", "--json")
    assert run.code == 0
    (finding,) = run.findings
    assert (finding["rule"], finding["severity"]) == ("stale-translation", "warning")
    assert (finding["file"], finding["line"], finding["column"], finding["field"]) == (
        "employer.fr.yaml",
        2,
        8,
        "about",
    )
    assert (finding["values"]["old"], finding["values"]["new"]) == ("We teach.", "We learn.")


# What cannot be linted -----------------------------------------------------------------------------------------------


def test_an_empty_workspace_gives_nothing(tmp_path: Path) -> None:
    assert lint(tmp_path) == Run(0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_is_a_problem_and_the_others_are_linted(tmp_path: Path) -> None:
    broken = "language: en\nname: X\nabout: 'open\n"
    write(tmp_path, {"employer.yaml": broken, **role("clerk", "en", ["It's fine."])})
    run = lint(tmp_path, "--select", "typography", "--json")
    assert run.code == 1
    assert [(problem["file"], problem["line"]) for problem in run.json["problems"]] == [("employer.yaml", 3)]
    assert places(run.findings) == {("roles/clerk/role.yaml", FIRST)}


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("rule", ["spelling", "", "Typography", "typography.sign"])
def test_an_unknown_rule_is_refused_and_the_known_ones_are_named(tmp_path: Path, option: str, rule: str) -> None:
    run = lint(tmp_path, "--select", "typography", option, rule)
    assert (run.code, run.out) == (2, "")
    assert f"“{rule}”" in run.err
    assert all(known in run.err for known in RULES)


@pytest.mark.parametrize("name", ["nowhere.yaml", "notes.txt", "empty", "../elsewhere.yaml"])
def test_a_path_without_words_of_the_workspace_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / "clinic"
    write(tmp_path, {"elsewhere.yaml": "about: It's not ours\n"})
    write(folder, {"notes.txt": "It's a note", "employer.yaml": "language: en\nname: X\nabout: It's ours.\n"})
    (folder / "empty").mkdir()
    monkeypatch.chdir(folder)
    run = hiring("lint", name)
    assert (run.code, run.out) == (2, "")
    assert name in run.err


def test_a_workspace_that_is_not_there_is_refused(tmp_path: Path) -> None:
    run = lint(tmp_path / "nowhere")
    assert (run.code, run.out) == (2, "")
    assert "nowhere" in run.err


def test_list_rules_names_every_rule_and_says_what_it_looks_at() -> None:
    rows = hiring("list", "rules", "--json").json["rules"]
    ids = [row["id"] for row in rows]
    assert set(RULES) <= set(ids)
    assert len(ids) == len(set(ids)) >= 16
    assert all(row["severity"] in {"advice", "warning", "error"} and row["text"] for row in rows)
    shown = hiring("list", "rules").out.splitlines()
    for line, row in zip(shown, rows, strict=True):
        assert re.fullmatch(rf"{row['id']} +{row['severity']} +{re.escape(row['text'])}", line)


# Inclusive language --------------------------------------------------------------------------------------------------


def gendered(tag: str, text: str, *, is_posted: bool = True) -> list[tuple[str, str]]:
    """What the rule finds in a text of a posting: the kind and the word."""
    found = inclusive_language(Text(("here",), text, is_posted=is_posted), Guides(SHIPPED.guides(tag)))
    return [(finding.rule.removeprefix("inclusive-language."), finding.values["found"]) for finding in found]


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        (
            "en",
            "You lead an ambitious team and support others warmly.",
            [("masculine", "lead"), ("masculine", "ambitious"), ("feminine", "support"), ("feminine", "warmly")],
        ),
        ("en", "Watch lead times and lead to better care; bring the support staff in.", []),
        ("en", "Respond to the patient, a dependent, in supportive care with empathy.", []),
        ("en", "An empathetic, competitive person.", [("feminine", "empathetic"), ("masculine", "competitive")]),
        ("en", "Competitive bidding and a competent nurse.", []),
        ("en", "A misleading headline and a kindergarten.", []),
        ("en", "A waitress or a waiter", []),
        ("en", "A waitress", [("one-gender", "waitress")]),
        ("de", "Sie unterstützen unsere Mitarbeiter.", [("one-gender", "Mitarbeiter")]),
        ("de", "Sie unterstützen unsere Mitarbeiterinnen.", [("one-gender", "Mitarbeiterinnen")]),
        ("de", "Mitarbeiterinnen und Mitarbeiter, auch Mitarbeiter:innen", []),
        ("de", "Kollegen/-innen. Stationsleiter (m/w/d)", []),
        ("de", "Mitarbeitergespräche und MitarbeiterInnen", []),
        ("de", "Als Stationsleiter begleiten Sie uns.", [("one-gender", "Stationsleiter")]),
        ("fr", "Nos collaborateurs et l’infirmière", [("one-gender", "collaborateurs"), ("one-gender", "infirmière")]),
        ("fr", "Un(e) assistant(e) et l’équipe infirmière", []),
        ("fr", "La coordinatrice ou le coordinateur", []),
        ("es", "Trabajará con el coordinador.", [("one-gender", "coordinador")]),
        ("es", "Trabajará con el coordinador o la coordinadora y con las personas cuidadoras.", []),
        ("ar", "نبحث عن منسق.", [("one-gender", "منسق")]),
        ("ar", "نبحث عن المنسق/المنسقة.", []),
        ("sv", "Du leder ett team.", []),
    ],
)
def test_words_that_speak_to_one_gender_are_found_and_those_of_the_field_are_not(
    tag: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(gendered(tag, text)) == sorted(expected)


def test_only_what_a_posting_shows_is_looked_at() -> None:
    assert gendered("en", "An ambitious waitress")
    assert gendered("en", "An ambitious waitress", is_posted=False) == []


@pytest.fixture(scope="module")
def inclusive(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A workspace with such words in an opening, an employer, a role and an interview."""
    folder = tmp_path_factory.mktemp("inclusive")
    about = "about: |-\n  We look after the town.\n\n  We want a\n  dominant player, and “loyal” to us.\n"
    files = role("clerk", "en", ["Dominate the {privacy_law} and be assertive."])
    files["roles/clerk/role.yaml"] += (
        "summary: An assertive person\nqualifications: {notes: [{id: a, text: Assertive}]}\n"
    )
    files["employer.yaml"] = f"language: en\nname: Dominant Clinic\n{about}"
    files["openings/desk.yaml"] = (
        "id: desk\nrole: clerk\nmarket: us\nlanguages: [en]\ntitle: Lead Clerk\n"
        'schedule: "We are \\u201cflexible\\u201d and decisive."\n'
    )
    write(folder, files)
    return lint(folder, "--select", "inclusive-language", "--json")


def test_each_word_is_reported_where_it_stands_as_advice(inclusive: Run) -> None:
    assert (inclusive.code, inclusive.json["problems"]) == (0, [])
    assert {finding["severity"] for finding in inclusive.findings} == {"advice"}
    assert [(f["file"], f["line"], f["column"], f["values"]["found"]) for f in inclusive.findings] == [
        ("employer.yaml", 7, 3, "dominant"),
        ("employer.yaml", 7, 25, "loyal"),
        ("openings/desk.yaml", 6, 11, "decisive"),  # a text with escapes: its start
        ("roles/clerk/role.yaml", FIRST, 25, "Dominate"),
        ("roles/clerk/role.yaml", FIRST, 59, "assertive"),
    ]


def test_each_word_names_the_study_and_what_a_list_of_words_is_not(inclusive: Run) -> None:
    text = inclusive.findings[0]["text"]
    assert "counts as coded masculine in a study of job adverts (Gaucher, Friesen and Kay 2011, doi" in text
    assert "a list of words predicts nothing" in text


def test_an_own_guide_adds_exceptions(tmp_path: Path) -> None:
    files = {"employer.yaml": "language: en\nname: X\nabout: We want a dominant hand X-ray and a dominant team.\n"}
    files["roles/_shared/guide/en.yaml"] = "language: en\nexceptions: [dominant hand]\n"
    write(tmp_path, files)
    found = lint(tmp_path, "--select", "inclusive-language", "--json").findings
    assert [(finding["line"], finding["column"]) for finding in found] == [(3, 44)]


# Texts of the example ------------------------------------------------------------------------------------------------


def filled_in(text: str) -> str:
    """A file to start from, in which every line counts that waited to be filled in."""
    return re.sub(r"^# (?=[a-z_]+: )", "", text, flags=re.MULTILINE)


def test_the_example_of_a_new_workspace_is_found_until_it_is_changed(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    assert hiring("new", "workspace", folder).code == 0
    assert hiring("new", "role", "porter", "--workspace", folder).code == 0
    run = lint(folder, "--select", "example-text", "--json")
    assert (run.code, {finding["severity"] for finding in run.findings}) == (0, {"warning"})
    assert {(finding["file"], finding["field"]) for finding in run.findings} == {
        ("employer.yaml", "name"),
        ("employer.yaml", "about"),
        ("employer.yaml", "website"),
        ("employer.yaml", "contact.email"),
        ("employer.yaml", "benefits[1].text"),
        ("employer.yaml", "benefits[2].text"),
        ("openings/first-opening.yaml", "location.city"),
        ("roles/porter/role.yaml", "title"),
        ("roles/porter/role.yaml", "summary"),
        ("roles/porter/role.yaml", "responsibilities[1].text"),
        ("roles/porter/role.yaml", "skills[1].text"),
    }
    employer = folder / "employer.yaml"
    employer.write_text(employer.read_text(encoding="utf-8").replace("Riverbend", "Hillside"), encoding="utf-8")
    changed = lint(folder, employer, "--select", "example-text", "--json").findings
    assert [finding["field"] for finding in changed] == [
        "website",
        "contact.email",
        "benefits[1].text",
        "benefits[2].text",
    ]


def test_an_example_in_a_line_that_waited_to_be_filled_in_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    assert hiring("new", "workspace", folder).code == 0
    opening = folder / "openings" / "first-opening.yaml"
    opening.write_text(filled_in(opening.read_text(encoding="utf-8")), encoding="utf-8")
    found = lint(folder, opening, "--select", "example-text", "--json").findings
    assert [finding["field"] for finding in found] == ["location.city", "apply_url"]
    opening.write_text(opening.read_text(encoding="utf-8").replace("example.org", "riverbend.org"), encoding="utf-8")
    found = lint(folder, opening, "--select", "example-text", "--json").findings
    assert [finding["field"] for finding in found] == ["location.city"]


FIT_TO_STAY = {
    "employer": {"language", "contact.name", "benefits.id", "brand.colour"},
    "opening": {"id", "role", "market", "workplace", "languages", "employment"}
    | {"schedule", "pay.currency", "pay.per", "vacancy"},
    "role": {"id", "language", "responsibilities.id", "qualifications.required.id", "qualifications.required.kind"}
    | {"qualifications.required.credential", "qualifications.required.text"}
    | {"skills.id", "skills.kind", "skills.name"},
}
"""What may stay as a template has it: choices, ids, and words that are true of many."""


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_text_of_a_template_is_an_example_or_fit_to_stay(kind: str) -> None:
    def fields(data: Any, path: tuple[str, ...] = ()) -> set[str]:
        if isinstance(data, dict):
            return {field for key, value in data.items() for field in fields(value, (*path, key))}
        if isinstance(data, list):
            return {field for value in data for field in fields(value, path)}
        return {".".join(path)} if isinstance(data, str) else set()

    template = yaml.safe_load(filled_in((shipped("templates") / f"workspace/{kind}.yaml").read_text(encoding="utf-8")))
    examples = {".".join(part for part in path if isinstance(part, str)) for path in EXAMPLES[kind]}
    assert fields(template) == examples | FIT_TO_STAY[kind]
    assert not examples & FIT_TO_STAY[kind]


def test_one_opening_says_the_same_alone_and_no_translation_of_a_role_is_read_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, OWN)
    whole = lint_of(Library(Workspace.at(tmp_path)), ON)
    read: list[str] = []
    content = Workspace.content

    def counted(workspace: Workspace, path: Path) -> bytes:
        read.append(path.name)
        return content(workspace, path)

    monkeypatch.setattr(Workspace, "content", counted)
    alone = lint_of(Library(Workspace.at(tmp_path)), ON, [tmp_path / "openings" / "desk-1.yaml"])
    assert {each.rule for each in alone.advice} >= {"typography", "words-to-avoid", "job-board"}
    assert list(alone.advice) == [each for each in whole.advice if each.problem.file == "openings/desk-1.yaml"]
    assert "role.yaml" in read
    assert "role.fr.yaml" not in read

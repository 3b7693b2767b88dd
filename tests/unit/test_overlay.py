"""Overlays: their shape for every model, and each fault of one by itself. Any record: ``tests/properties``."""

from collections.abc import Mapping
from typing import Any

import pytest

from hiring.errors import Finding
from hiring.model.employer import Employer
from hiring.model.interview import Advice, Interview, SharedInterview
from hiring.model.market import Market
from hiring.model.opening import Opening
from hiring.model.overlay import EntriesShape, Shape, TextShape, shape_of, texts, translate
from hiring.model.role import Role
from hiring.model.text import Record

#: A shape as plain data: a text is "text", bare items are {"<key>": "text"}, other items {"<key>": {…}}.
Plain = str | dict[str, Any]


def plain(shape: Shape) -> Plain:
    if isinstance(shape, TextShape):
        return "text"
    if isinstance(shape, EntriesShape):
        return {f"<{shape.key}>": "text" if shape.bare else plain(shape.item)}
    return {name: plain(inner) for name, (_, inner) in shape.fields.items()}


TEXT = "text"
BARE: Plain = {"<id>": TEXT}
NAMED: Plain = {"<id>": {"text": TEXT, "name": TEXT}}
ANCHORS: Plain = {"1": TEXT, "3": TEXT, "5": TEXT}
STAR: Plain = {"situation": TEXT, "task": TEXT, "action": TEXT, "result": TEXT}
COMPETENCIES: Plain = {"<id>": {"name": TEXT, "definition": TEXT, "anchors": ANCHORS}}
QUESTIONS: Plain = {
    "<id>": {
        "prompt": TEXT,
        "probes": BARE,
        "anchors": ANCHORS,
        "interviewer": {"listen_for": BARE, "red_flags": BARE},
        "candidate": {"assesses": TEXT, "approach": BARE, "avoid": TEXT, "outline": STAR},
    }
}
FIGURES: Plain = {"<id>": {"label": TEXT, "note": TEXT}}
COSTS: Plain = {"lines": {"<id>": {"label": TEXT, "note": TEXT}}, "sources": {"<id>": {"about": TEXT}}}
CHECKLIST: Plain = {"<id>": {"text": TEXT, "why": TEXT}}
STATEMENTS: Plain = {"equal_opportunity": TEXT, "accommodation": TEXT, "pay_note": TEXT}

EXPECTED: Mapping[type[Record], Plain] = {
    Role: {
        "sources": {"<id>": {"about": TEXT}},
        "title": TEXT,
        "summary": TEXT,
        "pitch": {"text": TEXT, "person": TEXT, "objective": TEXT},
        "about": BARE,
        "variants": {"<id>": {"text": TEXT, "name": TEXT, "advice": TEXT}},
        "codes": {"<system>": {"caution": TEXT}},
        "false_friends": BARE,
        "responsibilities": BARE,
        "qualifications": {"required": BARE, "preferred": BARE, "notes": BARE},
        "skills": NAMED,
        "conditions": BARE,
        "pay_notes": BARE,
        "figures": FIGURES,
        "cost_notes": BARE,
        "sourcing": {"<id>": {"text": TEXT, "name": TEXT, "how": TEXT}},
        "challenges": {"<id>": {"text": TEXT, "name": TEXT, "actions": BARE}},
        "kpis": {"<id>": {"text": TEXT, "name": TEXT, "measure": TEXT}},
        "time_to_fill": {"text": TEXT, "depends_on": BARE, "faster": BARE},
        "faq": {"<id>": {"question": TEXT, "answer": TEXT}},
        "onboarding": {"<id>": {"name": TEXT, "goals": BARE}},
    },
    Interview: {
        "sources": {"<id>": {"about": TEXT}},
        "competencies": COMPETENCIES,
        "questions": QUESTIONS,
        "questions_to_ask": {"<id>": {"text": TEXT, "why": TEXT, "follow_on": TEXT}},
    },
    SharedInterview: {
        "sources": {"<id>": {"about": TEXT}},
        "scale": {"1": TEXT, "2": TEXT, "3": TEXT, "4": TEXT, "5": TEXT},
        "guidance": BARE,
        "scripts": {"opening": BARE, "closing": BARE},
        "rating_errors": {"<id>": {"text": TEXT, "name": TEXT, "remedy": TEXT}},
        "group_steps": BARE,
        "evidence": FIGURES,
        "evidence_note": TEXT,
        "retention": TEXT,
        "competencies": COMPETENCIES,
        "questions": QUESTIONS,
    },
    Advice: {
        "sources": {"<id>": {"about": TEXT}},
        "research": CHECKLIST,
        "description": CHECKLIST,
        "documents": CHECKLIST,
        "dress": CHECKLIST,
        "communication": CHECKLIST,
        "answering": CHECKLIST,
        "star": STAR,
        "practice": {"steps": NAMED},
        "follow_up": CHECKLIST,
        "thank_you": {"subject": TEXT, "body": BARE},
    },
    Market: {
        "costs": COSTS,
        "sources": {"<id>": {"about": TEXT}},
        "name": TEXT,
        "posting_title": TEXT,
        "locations": {"<id>": {"name": TEXT}},
        "statements": STATEMENTS,
        "laws": {"<id>": {"name": TEXT, "full_name": TEXT}},
        "do_not_ask": {"<id>": {"text": TEXT, "topic": TEXT, "instead": TEXT}},
        "retention": TEXT,
        "notes": BARE,
        "rules": BARE,
        "figures": FIGURES,
    },
    Employer: {"costs": COSTS, "about": TEXT, "benefits": BARE, "statements": STATEMENTS},
    Opening: {
        "costs": COSTS,
        "title": TEXT,
        "employer": {"about": TEXT, "benefits": BARE},
        "team": TEXT,
        "schedule": TEXT,
        "other_pay": BARE,
        "benefits": BARE,
        "ai_note": TEXT,
        "apply_note": TEXT,
    },
}


@pytest.mark.parametrize("model", EXPECTED, ids=lambda model: model.__name__)
def test_an_overlay_holds_the_words_of_the_model_and_nothing_else(model: type[Record]) -> None:
    assert plain(shape_of(model)) == EXPECTED[model]


def role(**fields: Any) -> Role:
    content: dict[str, Any] = {
        "id": "r",
        "language": "en",
        "title": "Title",
        "responsibilities": [{"id": "one", "text": "First {privacy_law}"}, {"id": "two", "text": "Second"}],
        "skills": [{"id": "s", "kind": "technical", "text": "Skill", "name": "Name"}],
        "codes": [
            {"system": "onet-soc", "code": "43-6013", "match": "closest", "caution": "Not the same"},
            {"system": "isco-08", "code": "3344", "match": "closest"},
        ],
        "sources": [{"id": "web", "title": "Kept", "retrieved": "2026"}],
        "pitch": {"text": "One paragraph.\n\nAnother."},
    }
    return Role.model_validate(content | fields)


def words(**changes: Any) -> dict[str, Any]:
    """The complete overlay of ``role()``."""
    complete: dict[str, Any] = {
        "title": "Titre",
        "responsibilities": {"one": "Premier {privacy_law}", "two": "Deuxième"},
        "skills": {"s": {"text": "Compétence", "name": "Nom"}},
        "codes": {"onet-soc": {"caution": "Pas pareil"}},
        "pitch": {"text": "Un paragraphe.\n\nUn autre."},
    }
    return complete | changes


def findings(overlay: Any) -> list[Finding]:
    return list(translate(role(), overlay)[1])


def test_a_complete_overlay_replaces_every_word_and_no_fact() -> None:
    translated, found = translate(role(), words())
    assert found == ()
    assert dict(texts(translated)) == {
        ("title",): "Titre",
        ("pitch", "text"): "Un paragraphe.\n\nUn autre.",
        ("codes", "onet-soc", "caution"): "Pas pareil",
        ("responsibilities", "one"): "Premier {privacy_law}",
        ("responsibilities", "two"): "Deuxième",
        ("skills", "s", "text"): "Compétence",
        ("skills", "s", "name"): "Nom",
    }
    assert translated.sources == role().sources
    assert [code.code for code in translated.codes] == ["43-6013", "3344"]


def test_the_order_of_an_overlay_does_not_matter() -> None:
    turned = words(responsibilities={"two": "Deuxième", "one": "Premier {privacy_law}"})
    translated, _ = translate(role(), dict(reversed(turned.items())))
    assert [item.text for item in translated.responsibilities] == ["Premier {privacy_law}", "Deuxième"]


def test_the_record_itself_is_not_changed() -> None:
    source = role()
    translate(source, words())
    assert source == role()


@pytest.mark.parametrize(
    ("overlay", "rule", "path"),
    [
        (words(title=None), "overlay.missing_text", ("title",)),
        (words(responsibilities={"one": "Premier {privacy_law}"}), "overlay.missing_text", ("responsibilities", "two")),
        (words(skills={"s": {"text": "Compétence"}}), "overlay.missing_text", ("skills", "s", "name")),
        (words(pitch={}), "overlay.missing_text", ("pitch", "text")),
        (words(codes=None), "overlay.missing_text", ("codes", "onet-soc", "caution")),
        (words(summary="Résumé"), "overlay.unknown_field", ("summary",)),
        (words(titre="Titre"), "overlay.unknown_field", ("titre",)),
        (words(id="r"), "overlay.unknown_field", ("id",)),
        (words(sources={"web": {"title": "Gardé"}}), "overlay.unknown_field", ("sources",)),
        (words(language="fr"), "overlay.unknown_field", ("language",)),
        (
            words(skills={"s": {"text": "Compétence", "name": "Nom", "kind": "technical"}}),
            "overlay.unknown_field",
            ("skills", "s", "kind"),
        ),
        (
            words(responsibilities={"one": "Premier {privacy_law}", "two": "Deuxième", "three": "Troisième"}),
            "overlay.unknown_id",
            ("responsibilities", "three"),
        ),
        (
            words(codes={"onet-soc": {"caution": "Pas pareil"}, "isco-08": {"caution": "Quoi"}}),
            "overlay.unknown_id",
            ("codes", "isco-08"),
        ),
        (words(title=12), "overlay.not_text", ("title",)),
        (words(title=True), "overlay.not_text", ("title",)),
        (words(title=["Titre"]), "overlay.not_text", ("title",)),
        (words(title={"text": "Titre"}), "overlay.not_text", ("title",)),
        (
            words(responsibilities={"one": {"text": "Premier {privacy_law}"}, "two": "Deuxième"}),
            "overlay.not_text",
            ("responsibilities", "one"),
        ),
        (words(skills={"s": "Compétence"}), "overlay.not_mapping", ("skills", "s")),
        (words(skills=["Compétence"]), "overlay.not_mapping", ("skills",)),
        (words(responsibilities="Premier"), "overlay.not_mapping", ("responsibilities",)),
        (words(pitch="Un paragraphe."), "overlay.not_mapping", ("pitch",)),
        (words(title=""), "text.empty", ("title",)),
        (words(title="  \n "), "text.empty", ("title",)),
        (
            words(responsibilities={"one": "Premier {privacy_law}", "two": ""}),
            "text.empty",
            ("responsibilities", "two"),
        ),
        (words(title="Un\n\ndeux"), "text.paragraphs", ("title",)),
        (words(title="a\u202eb"), "text.bidi_override", ("title",)),
        (words(title="a\u0007b"), "text.control_character", ("title",)),
        (words(title="{employer}"), "text.no_placeholder", ("title",)),
        (
            words(responsibilities={"one": "{employer}", "two": "Deuxième"}),
            "text.unknown_placeholder",
            ("responsibilities", "one"),
        ),
        (
            words(responsibilities={"one": "Premier", "two": "Deuxième"}),
            "overlay.placeholders",
            ("responsibilities", "one"),
        ),
        (
            words(responsibilities={"one": "Premier {privacy_law}", "two": "Deuxième {privacy_law}"}),
            "overlay.placeholders",
            ("responsibilities", "two"),
        ),
    ],
)
def test_each_fault_is_one_finding_at_its_place(overlay: dict[str, Any], rule: str, path: tuple[str, ...]) -> None:
    assert [(found.rule, found.path) for found in findings(overlay)] == [(rule, path)]


@pytest.mark.parametrize("overlay", ["text", ["a"], 3, True])
def test_an_overlay_that_is_no_mapping(overlay: Any) -> None:
    assert [(found.rule, found.path) for found in findings(overlay)] == [("overlay.not_mapping", ())]


@pytest.mark.parametrize("overlay", [None, {}])
def test_an_empty_overlay_misses_every_text(overlay: Any) -> None:
    found = findings(overlay)
    assert {one.rule for one in found} == {"overlay.missing_text"}
    assert [one.path for one in found] == [path for path, _ in texts(role())]


def test_all_faults_are_found_at_once() -> None:
    overlay = words(title=1, extra="x", responsibilities={"one": "Premier"}, skills={"s": {"text": ""}})
    assert {(found.rule, found.path) for found in findings(overlay)} == {
        ("overlay.unknown_field", ("extra",)),
        ("overlay.not_text", ("title",)),
        ("overlay.placeholders", ("responsibilities", "one")),
        ("overlay.missing_text", ("responsibilities", "two")),
        ("text.empty", ("skills", "s", "text")),
        ("overlay.missing_text", ("skills", "s", "name")),
    }


def test_a_missing_text_shows_the_source_and_keeps_it() -> None:
    translated, found = translate(role(), words(title=None))
    assert translated.title == "Title"
    assert found[0].values == {"source": "Title"}


def test_a_misspelt_id_suggests_the_right_one_at_the_key() -> None:
    overlay = words(responsibilities={"one": "Premier {privacy_law}", "two": "Deuxième", "twoo": "Deuxième"})
    (found,) = findings(overlay)
    assert (found.fix, found.values["suggestion"], found.at_key) == ("did_you_mean", "two", True)


def test_changed_placeholders_are_shown_as_they_should_be_and_as_they_are() -> None:
    (found,) = findings(words(responsibilities={"one": "Premier", "two": "Deuxième"}))
    assert found.values == {"expected": "{privacy_law}", "found": "–"}


def test_a_placeholder_may_be_repeated_or_moved() -> None:
    overlay = words(responsibilities={"one": "{privacy_law}, {privacy_law} premier", "two": "Deuxième"})
    assert findings(overlay) == []


def test_other_braces_are_no_placeholders() -> None:
    assert findings(words(title="{Titre} {1} {}")) == []


def test_numbers_as_keys_of_a_scale_and_of_anchors() -> None:
    content = {
        "language": "en",
        "competencies": [
            {"id": "c", "name": "C", "definition": "D", "anchors": {"1": "low", "3": "middle", "5": "high"}}
        ],
    }
    interview = Interview.model_validate(content)
    overlay = {"competencies": {"c": {"name": "K", "definition": "D", "anchors": {"1": "bas", "3": "moyen"}}}}
    translated, found = translate(interview, overlay)
    assert [(one.rule, one.path) for one in found] == [("overlay.missing_text", ("competencies", "c", "anchors", "5"))]
    assert (translated.competencies[0].anchors.one, translated.competencies[0].anchors.five) == ("bas", "high")


def test_an_item_with_an_optional_text_of_its_own_is_not_bare_even_when_it_has_none() -> None:
    """A skill's name is optional: the form of an overlay does not change with the content."""
    nameless = role(skills=[{"id": "s", "kind": "technical", "text": "Skill"}])
    assert ("skills", "s", "text") in dict(texts(nameless))
    assert translate(nameless, words(skills={"s": {"text": "Compétence"}}))[1] == ()

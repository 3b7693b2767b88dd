"""``hiring lint`` on words, from outside: words to avoid, terms, sentences and reading levels, each with planted faults and
with what is left alone."""

import pytest

from hiring.linting.subject import Guides, Text
from hiring.linting.wording import words_to_avoid
from tests.command import Run
from tests.lint_workspace import FIRST, FIXED, RULES, SHIPPED, TAGS, THIN, Finding, at, lint, role, write

# Words, terms, sentences, reading level ------------------------------------------------------------------------------

AVOIDED: dict[str, dict[str, list[str]]] = {
    "en": {
        "We want a rockstar.": ["rockstar"],
        "ROCKSTARS wanted": ["ROCKSTARS"],
        "“Guru/Ninja”": ["Guru", "Ninja"],
        f"A dream{FIXED}job": [f"dream{FIXED}job"],
        "Work hard, play hard!": ["Work hard, play hard"],
        "(S)he calls.": ["(S)he"],
        "You must be a U.S. citizen.": ["must be a U.S. citizen"],
        "He gives 110% daily.": ["gives 110%"],
        "It is feeling like a family.": ["feeling like a family"],
        "A girl": ["girl"],
        "A girlish girlfriend": [],
        "Two jedis hustled": [],
        "Superfast-paced": [],
        "A dream of a job": [],
    },
    "fr": {
        "Un poste DYNAMIQUE": ["DYNAMIQUE"],
        "Thermodynamique, dynamiquement": [],
        "Des challenges": ["challenges"],
        "Un profil surqualifié": ["surqualifié"],
        "L’hôtesse": ["hôtesse"],
    },
    "sv": {
        "Unga sökande": ["Unga"],
        "Ungefär tio": [],
        "Tjejerna": ["Tjejerna"],
        "Hon/han ringer": ["Hon/han"],
    },
    "es": {
        "Inglés NATIVO": ["NATIVO"],
        "Un plan alternativo": [],
        "«Ninjas»": ["Ninjas"],
        "Buena presencia": ["Buena presencia"],
    },
    "de": {
        "Belastbare Menschen": ["Belastbare"],
        "Die MANNSCHAFT": ["MANNSCHAFT"],
        "Der Mannschaftsgeist": [],
        "Mann/Frau": ["Mann/Frau"],
    },
    "ar": {
        "نبحث عن شاب": ["شاب"],
        "الشاب": ["الشاب"],
        "والشاب": ["والشاب"],
        "وبالشباب": ["وبالشباب"],
        "فالشباب": ["فالشباب"],
        "كالشباب": ["كالشباب"],
        "المحاربين": ["المحاربين"],
        "أعشاب": [],
        "الأعشاب": [],
        "شابك": [],
    },
}

MISTRANSLATED: dict[str, dict[str, tuple[str, str] | None]] = {
    "fr": {"Le Médecin référent": ("Médecin référent", "médecin adresseur"), "Un médecin": None},
    "sv": {"En HÄNVISNING": ("HÄNVISNING", "remiss"), "En hänvisningstavla": None, "En remiss": None},
    "es": {"El referido": ("referido", "derivación"), "El trato preferido": None},
    "de": {"Die Vorautorisierung": ("Vorautorisierung", "vorherige Kostenübernahmezusage"), "Vorautorisierungen": None},
    "ar": {"تحويلة": ("تحويلة", "إحالة"), "والتحويلة": ("والتحويلة", "إحالة"), "تحويلات": None},
}

WORD = {"en": "word", "fr": "mot", "sv": "ord", "es": "voz", "de": "Wort", "ar": "كلمة"}
QUESTION = {"fr": f"{THIN}?", "ar": "؟"}


def sentence(count: int, word: str = "word", end: str = ".") -> str:
    """A sentence of so many words."""
    return " ".join([word.capitalize(), *[word] * (count - 1)]) + end


SENTENCES: dict[str, dict[str, tuple[str, int | None]]] = {
    tag: {
        "at the limit": (sentence(30, word), None),
        "over the limit": (sentence(31, word), 31),
        "two sentences": (sentence(20, word) + " " + sentence(20, word), None),
        "two questions": (" ".join([sentence(20, word, QUESTION.get(tag, "?"))] * 2), None),
        "a long sentence after a short one": (sentence(3, word) + " " + sentence(35, word), 35),
        "a decimal number is no end": (sentence(15, word, " 3.5 ") + sentence(15, word).lower(), 31),
        "a line is no end": (sentence(16, word, "\n") + sentence(15, word).lower(), 31),
    }
    for tag, word in WORD.items()
}


def easy(long: int, short: int, sentences: int) -> str:
    """A text of so many words over six letters and of no more, in so many sentences of one length."""
    words = ["longest"] * long + ["one"] * short
    size, rest = divmod(len(words), sentences)
    assert not rest
    parts = [words[size * number : size * (number + 1)] for number in range(sentences)]
    return " ".join(" ".join(part).capitalize() + "." for part in parts)


READING: dict[str, tuple[str, int | None]] = {
    "at the limit": (easy(15, 15, 2), None),  # 15 words a sentence and 50 percent of long ones: 65
    "over the limit": (easy(16, 14, 2), 68),
    "in shorter sentences": (easy(16, 14, 3), None),  # 10 and 53
    "too short to judge": (easy(29, 0, 1), None),
}
HARD_FILE = [easy(4, 4, 1)] * 5
"""Each is too short to be judged alone; together they have 8 words a sentence and 50 percent of long ones: 58."""


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """What lint says of roles with such texts; typography and sources are left out."""
    folder = tmp_path_factory.mktemp("words")
    for tag in TAGS:
        write(folder, role(f"avoided-{tag}", tag, list(AVOIDED[tag])))
        write(folder, role(f"sentences-{tag}", tag, [text for text, _ in SENTENCES[tag].values()]))
    for tag, terms in MISTRANSLATED.items():
        write(folder, role(f"terms-{tag}", tag, list(terms)))
    write(folder, role("reading", "en", [text for text, _ in READING.values()]))
    write(folder, role("hard", "en", HARD_FILE))
    run = lint(folder, "--ignore", "typography", "--ignore", "stale-translation", "--json")
    assert (run.code, run.err, run.json["problems"]) == (0, "", [])
    return run


def of(run: Run, rule: str, name: str, number: int) -> list[Finding]:
    """What a rule says of a text of a role."""
    found = at(run.findings, f"roles/{name}/role.yaml", FIRST + number)
    return [finding for finding in found if finding["rule"] == rule]


@pytest.mark.parametrize(("tag", "text"), [(tag, text) for tag in TAGS for text in AVOIDED[tag]])
def test_words_to_avoid_are_found_as_whole_words_in_any_case(words: Run, tag: str, text: str) -> None:
    found = of(words, "words-to-avoid", f"avoided-{tag}", list(AVOIDED[tag]).index(text))
    assert [finding["values"]["found"] for finding in found] == AVOIDED[tag][text]


@pytest.mark.parametrize(("tag", "text"), [(tag, text) for tag, terms in MISTRANSLATED.items() for text in terms])
def test_literal_translations_of_a_term_are_found_with_the_term(words: Run, tag: str, text: str) -> None:
    found = of(words, "mistranslation", f"terms-{tag}", list(MISTRANSLATED[tag]).index(text))
    expected = MISTRANSLATED[tag][text]
    assert [(finding["values"]["found"], finding["values"]["use"]) for finding in found] == (
        [expected] if expected else []
    )


@pytest.mark.parametrize(("tag", "name"), [(tag, name) for tag in TAGS for name in SENTENCES[tag]])
def test_a_sentence_of_more_than_thirty_words_is_long(words: Run, tag: str, name: str) -> None:
    found = of(words, "sentence-length", f"sentences-{tag}", list(SENTENCES[tag]).index(name))
    expected = SENTENCES[tag][name][1]
    counts = [(finding["values"]["count"], finding["values"]["limit"]) for finding in found]
    assert counts == ([(str(expected), "30")] if expected else [])


@pytest.mark.parametrize("name", READING)
def test_a_text_is_hard_over_the_limit_of_the_language(words: Run, name: str) -> None:
    found = of(words, "reading-level", "reading", list(READING).index(name))
    expected = READING[name][1]
    levels = [(finding["values"]["lix"], finding["values"]["limit"]) for finding in found]
    assert levels == ([(str(expected), "65")] if expected else [])


def test_a_file_is_hard_as_a_whole(words: Run) -> None:
    found = [finding for finding in words.findings if finding["file"] == "roles/hard/role.yaml"]
    assert [(finding["rule"], finding["line"], finding["column"]) for finding in found] == [("reading-level", 1, 1)]
    assert found[0]["values"]["limit"] == "45"


def test_an_ignored_rule_is_silent(words: Run) -> None:
    assert {finding["rule"] for finding in words.findings} == set(RULES) - {"typography", "stale-translation"}


# Found by reading the program from outside; each was wrong once -----------------------------------------------------


@pytest.mark.parametrize("text", ["العمل للشاب الطموح", "نبحث عن شَابّ", "شـاب"])
def test_arabic_words_are_found_behind_particles_and_without_vowels(text: str) -> None:
    assert list(words_to_avoid(Text(("here",), text), Guides(SHIPPED.guides("ar"))))


def test_an_address_is_no_prose() -> None:
    text = Text(("here",), "Write to guru@example.org, see https://example.org/guru and guru.yaml.")
    assert list(words_to_avoid(text, Guides(SHIPPED.guides("en")))) == []

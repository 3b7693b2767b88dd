"""``hiring lint``, from outside: what each rule finds in each language, what it leaves alone, and how it is asked."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from hiring.library import Library
from hiring.linting.examples import EXAMPLES
from hiring.linting.inclusive import inclusive_language
from hiring.linting.subject import Guides, Text
from hiring.linting.typography import typography
from hiring.linting.wording import salary_history, unlawful_question, words_to_avoid
from hiring.workspace import Workspace, shipped
from tests.command import Run, hiring

RULES = ("typography", "reading-level", "sentence-length", "words-to-avoid", "mistranslation", "stale-translation")
TAGS = ("en", "fr", "sv", "es", "de", "ar")
THIN = "\u202f"
"""The narrow no-break space of French."""
FIXED = "\u00a0"
"""The no-break space."""
Finding = dict[str, Any]


def lint(folder: Path, *args: str | Path) -> Run:
    """Lint a workspace."""
    return hiring("lint", "--workspace", folder, *args)


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files into a workspace."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def quoted(text: str) -> str:
    """A text as YAML on one line."""
    return json.dumps(text, ensure_ascii=False)


FIRST = 5
"""The line of the first text of ``role``."""


def role(name: str, tag: str, texts: list[str]) -> dict[str, str]:
    """A role of this language with these texts, one a line."""
    lines = [f"id: {name}", f"language: {tag}", "title: X", "responsibilities:"]
    lines += [f"  - {{id: case-{number}, text: {quoted(text)}}}" for number, text in enumerate(texts)]
    return {f"roles/{name}/role.yaml": "\n".join(lines) + "\n"}


def at(findings: list[Finding], file: str, line: int) -> list[Finding]:
    """The findings at a line."""
    return [finding for finding in findings if (finding["file"], finding["line"]) == (file, line)]


def places(findings: list[Finding]) -> set[tuple[str, int]]:
    """Where findings are."""
    return {(finding["file"], finding["line"]) for finding in findings}


# Typography: faults and sound sentences planted in a copy of a shipped role ------------------------------------------

SIGN, PAIR, SPACES, BEFORE, INSIDE, OPENING = "sign", "pair", "spaces", "space_before", "inside", "opening"

FAULTS: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "straight quotes": ('Say "ready" at the desk.', SIGN),
        "straight apostrophe": ("It's your desk.", SIGN),
        "three dots": ("Wait... then call.", SIGN),
        "hyphen as a dash": ("Call the office - then wait.", SIGN),
        "two hyphens as a dash": ("Call the office -- then wait.", SIGN),
        "hyphen in a range": ("Plan 3-5 calls.", SIGN),
        "hyphen between years": ("Kept from 2020-2024.", SIGN),
        "double space": ("Call  the office.", SPACES),
        "space beside a no-break space": (f"Call{FIXED} the office.", SPACES),
        "French quotes": ("Say «ready» at the desk.", SIGN),
        "German quotes": ("Say „ready“ at the desk.", SIGN),
        "quotation not closed": ("Say “ready at the desk.", PAIR),
        "quotation not opened": ("Say ready” at the desk.", PAIR),
        "second quotation not closed": ("Say “ready” or “done.", PAIR),
        "space before a comma": ("Ready , set.", BEFORE),
        "space before a full stop": ("Ready .", BEFORE),
        "space before a question mark": ("Ready ?", BEFORE),
        "French colon": (f"Ready{THIN}: set.", BEFORE),
    },
    "fr": {
        "straight quotes": ('Dites "prêt" ici.', SIGN),
        "straight apostrophe": ("L'équipe vous attend.", SIGN),
        "three dots": ("Attendez... puis appelez.", SIGN),
        "hyphen as a dash": ("Appelez - puis attendez.", SIGN),
        "hyphen in a range": ("Prévoyez 3-5 appels.", SIGN),
        "double space": ("Appelez  le cabinet.", SPACES),
        "German quotes": ("Dites „prêt“ ici.", SIGN),
        "quotation not closed": (f"Dites «{THIN}prêt ici.", PAIR),
        "quotation not opened": (f"Dites prêt{THIN}» ici.", PAIR),
        "space before a comma": ("Prêt , partez.", BEFORE),
        "no space before ?": ("Prêt?", BEFORE),
        "no space before !": ("Prêt!", BEFORE),
        "no space before ;": ("Prêt; partez.", BEFORE),
        "no space before :": ("Prêt: partez.", BEFORE),
        "no space before %": ("Prêt à 100%.", BEFORE),
        "no space before ?!": ("Prêt?!", BEFORE),
        "plain space before ?": ("Prêt ?", BEFORE),
        "plain space before !": ("Prêt !", BEFORE),
        "plain space before ;": ("Prêt ; partez.", BEFORE),
        "plain space before :": ("Prêt : partez.", BEFORE),
        "plain space before %": ("Prêt à 100 %.", BEFORE),
        "no space inside « »": ("Dites «prêt» ici.", INSIDE),
        "no space after «": (f"Dites «prêt{THIN}» ici.", INSIDE),
        "no space before »": (f"Dites «{THIN}prêt» ici.", INSIDE),
        "plain spaces inside « »": ("Dites « prêt » ici.", INSIDE),
        "plain space after «": (f"Dites « prêt{THIN}» ici.", INSIDE),
        "plain space before »": (f"Dites «{THIN}prêt » ici.", INSIDE),
    },
    "sv": {
        "straight quotes": ('Säg "klart" nu.', SIGN),
        "straight apostrophe": ("Vi tar'n i morgon.", SIGN),
        "three dots": ("Vänta... ring sedan.", SIGN),
        "hyphen as a dash": ("Ring dit - vänta sedan.", SIGN),
        "hyphen in a range": ("Räkna med 3-5 samtal.", SIGN),
        "double space": ("Ring  dit.", SPACES),
        "English quotes": ("Säg “klart” nu.", SIGN),
        "German quotes": ("Säg „klart“ nu.", SIGN),
        "French quotes": ("Säg «klart» nu.", SIGN),
        "quotation not closed": ("Säg ”klart nu.", PAIR),
        "quotation not opened": ("Säg klart” nu.", PAIR),
        "space before a comma": ("Klart , färdigt.", BEFORE),
        "space before a question mark": ("Klart ?", BEFORE),
        "no space before %": ("Till 50% klart.", BEFORE),
        "plain space before %": ("Till 50 % klart.", BEFORE),
    },
    "es": {
        "straight quotes": ('Diga "listo" ya.', SIGN),
        "straight apostrophe": ("Según D'Ors, basta.", SIGN),
        "three dots": ("Espere... llame luego.", SIGN),
        "hyphen as a dash": ("Llame - espere luego.", SIGN),
        "hyphen in a range": ("Cuente 3-5 llamadas.", SIGN),
        "double space": ("Llame  ya.", SPACES),
        "German quotes": ("Diga „listo“ ya.", SIGN),
        "quotation not closed": ("Diga «listo ya.", PAIR),
        "quotation not opened": ("Diga listo» ya.", PAIR),
        "inner quotation not closed": ("Diga «todo “listo ya».", PAIR),
        "space before a comma": ("Listo , ya.", BEFORE),
        "space before a question mark": ("¿Listo ?", BEFORE),
        "? without ¿": ("Está listo?", OPENING),
        "! without ¡": ("Está listo!", OPENING),
        "second ? without ¿": ("¿Está listo? Seguro?", OPENING),
        "no space before %": ("Está al 50%.", BEFORE),
        "plain space before %": ("Está al 50 %.", BEFORE),
    },
    "de": {
        "straight quotes": ('Sagen Sie "fertig" hier.', SIGN),
        "straight apostrophe": ("Geht's gut?", SIGN),
        "three dots": ("Warten... dann anrufen.", SIGN),
        "hyphen as a dash": ("Anrufen - dann warten.", SIGN),
        "hyphen in a range": ("Mit 3-5 Anrufen.", SIGN),
        "double space": ("Rufen  Sie an.", SPACES),
        "English quotes": ("Sagen Sie “fertig” hier.", SIGN),
        "English closing quote": ("Sagen Sie „fertig” hier.", SIGN),
        "French quotes": ("Sagen Sie «fertig» hier.", SIGN),
        "pointed quotes": ("Sagen Sie »fertig« hier.", SIGN),
        "quotation not closed": ("Sagen Sie „fertig hier.", PAIR),
        "quotation not opened": ("Sagen Sie fertig“ hier.", PAIR),
        "inner quotation not closed": ("Sagen Sie ‚fertig hier.", PAIR),
        "space before a comma": ("Fertig , los.", BEFORE),
        "space before a question mark": ("Fertig ?", BEFORE),
        "no space before %": ("Zu 50% fertig.", BEFORE),
        "plain space before %": ("Zu 50 % fertig.", BEFORE),
    },
    "ar": {
        "straight quotes": ('قولوا "جاهز" الآن.', SIGN),
        "three dots": ("انتظروا... ثم اتصلوا.", SIGN),
        "hyphen as a dash": ("اتصلوا - ثم انتظروا.", SIGN),
        "hyphen in a range": ("من 4-9 مكالمات.", SIGN),
        "double space": ("اتصلوا  الآن.", SPACES),
        "German quotes": ("قولوا „جاهز“ الآن.", SIGN),
        "quotation not closed": ("قولوا «جاهز الآن.", PAIR),
        "quotation not opened": ("قولوا جاهز» الآن.", PAIR),
        "Latin comma": ("الملف, والموعد.", SIGN),
        "Latin comma without a space": ("الملف,والموعد.", SIGN),
        "Latin comma after a quotation": ("«جاهز», والموعد.", SIGN),
        "Latin semicolon": ("الملف; والموعد.", SIGN),
        "Latin question mark": ("هل الملف جاهز?", SIGN),
        "Latin question mark before !": ("هل الملف جاهز?!", SIGN),
        "Arabic-Indic digit": ("راجعوا ٣ ملفات.", SIGN),
        "Persian digit": ("راجعوا ۳ ملفات.", SIGN),
        "space before a comma": ("الملف ، والموعد.", BEFORE),
        "space before a question mark": ("هل الملف جاهز ؟", BEFORE),
    },
}

_EVERYWHERE = [
    "https://example.org/a-b/?x=1&y='2';z:3!",
    "12:30",
    "9:00–17:00",
    "jo.o'hara@example.org",
    "role.en.yaml",
    "2026-11-22",
    "COVID-19",
    "…",
    "A – B",
    "2020–2024",
    "{privacy_law}",
]
"""Sound in every language, each as a text of its own."""

SOUND: dict[str, list[str]] = {
    "en": [
        "About 3.5 of 10,000.50, at 50%.",
        "(Ready?) [Yes!]",
        "What?! Really!?",
        "Say “ready.” Then “go,” and wait…",
        "“Ready?” she asked; “yes”: (“now”).",
        "The patients’ records, the clerk’s list, and the ’90s.",
        "“The patients’ ‘list’ is long.”",
        "A follow-up, 24-hour, mother-in-law, pre- and post-visit.",
        "Call 555-0142, 415-555-0142, or 1-800-555-0142.",
    ],
    "fr": [
        f"Prêt{THIN}? Partez{THIN}! Oui{THIN}; voici{THIN}: 100{THIN}%.",
        f"Vraiment{THIN}?! Quoi{THIN}!? Attendez…{THIN}?",
        f"(Oui{THIN}!) «{THIN}Prêt{THIN}?{THIN}» «{THIN}Dites “oui”.{THIN}»",
        f"«{THIN}Prêt{THIN}», «{THIN}parti{THIN}»{THIN}: c’est-à-dire l’équipe.",
        f"À 9{THIN}h{THIN}30, 10{THIN}000,50 ou 4:1.",
        f"L’employeur (privé){THIN}? {{privacy_law}}{THIN}: oui.",
    ],
    "sv": [
        "”Klart?” sa hen. ”Säg ’klart’ nu.”",
        "”Klart”, ”färdigt”; (”nu”).",
        f"Kl. 9.30 är 3,5 av 10{FIXED}000 klara, alltså 50{FIXED}%.",
        "Va?! (Klart!) In- och utgående, EU:s, H&M:s.",
    ],
    "es": [
        "¿Está listo? ¡Qué bien! Dígame: ¿seguro?",
        "¿¡Qué!? ¡¿Qué?! ¿Cómo?, dijo.",
        "«¿Listo?», dijo. «Diga “listo” ya». (¿Listo?)",
        "¿Primero esto. Luego aquello?",
        f"El 3,5 de 10.000, al 50{FIXED}%, coordinador/a.",
    ],
    "de": [
        "„Sagen Sie ‚fertig‘ hier.“ „Fertig?“, fragt sie.",
        "„Fertig“, „los“; („jetzt“). Wie geht’s?",
        f"Um 9.30 Uhr sind 3,5 von 10.000 fertig, 50{FIXED}%.",
        "Was?! (Fertig!) Leiter/in (m/w/d), ein- und ausgehend.",
    ],
    "ar": [
        "الملف، والموعد؛ ثم ماذا؟ ماذا؟! أهلًا!",
        "«جاهز»، «قولوا “جاهز” الآن»؛ (جاهز).",
        "من 4 إلى 9، و3.5 من 10,000، أي 50%.",
        "منسق/منسقة: ملف PDF، عند 12:30…",
        "HIPAA, GED",
    ],
}


@dataclass(frozen=True)
class Slot:
    """A text of one line that another text can take the place of."""

    line: int
    column: int
    end: int


def slots(text: str, tag: str) -> list[Slot]:
    """The one-line texts of a file of a role, at most one a line, without those that hold a placeholder."""
    found: dict[int, Slot] = {}

    def walk(node: yaml.Node, key: str) -> None:
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                walk(value, name.value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                walk(value, "")
        elif isinstance(node, yaml.ScalarNode) and (tag != "en" or key == "text"):
            start, end = node.start_mark, node.end_mark
            if start.line == end.line and start.line not in found and "{" not in node.value:
                found[start.line] = Slot(start.line + 1, start.column + 1, end.column + 1)

    root = yaml.compose(text)
    assert root is not None
    walk(root, "")
    return list(found.values())


def plant(path: Path, tag: str, texts: list[str]) -> list[Slot]:
    """Put texts in place of others in a file of a role; where they stand now."""
    lines = path.read_text(encoding="utf-8").split("\n")
    free = slots("\n".join(lines), tag)
    assert len(free) >= len(texts)
    taken = free[:: len(free) // len(texts)][: len(texts)]
    for slot, text in zip(taken, texts, strict=True):
        line = lines[slot.line - 1]
        lines[slot.line - 1] = line[: slot.column - 1] + quoted(text) + line[slot.end - 1 :]
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return taken


@dataclass(frozen=True)
class Planted:
    """A copied role with a fault or a sound sentence in many places, and what lint says of it."""

    run: Run
    faults: dict[tuple[str, str], tuple[str, Slot]]
    sound: dict[tuple[str, str], tuple[str, int]]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Faults and sound sentences in the words of a copied role, and a word to avoid for another rule."""
    folder = tmp_path_factory.mktemp("planted")
    assert hiring("new", "role", "clerk", "--from", "referral-coordinator", "--workspace", folder).code == 0
    for path in (folder / "roles/clerk").glob("interview*.yaml"):
        path.unlink()  # many texts more, and time
    faults: dict[tuple[str, str], tuple[str, Slot]] = {}
    sound: dict[tuple[str, str], tuple[str, int]] = {}
    for tag in TAGS:
        file = "roles/clerk/role.yaml" if tag == "en" else f"roles/clerk/role.{tag}.yaml"
        good = [*SOUND[tag], *_EVERYWHERE]
        taken = plant(folder / file, tag, [*(text for text, _ in FAULTS[tag].values()), *good])
        bad = len(FAULTS[tag])
        faults |= {(tag, name): (file, slot) for name, slot in zip(FAULTS[tag], taken[:bad], strict=True)}
        sound |= {(tag, text): (file, slot.line) for text, slot in zip(good, taken[bad:], strict=True)}
    write(folder, {"employer.yaml": "language: en\nname: X\nabout: We want a rockstar.\n"})
    return Planted(lint(folder, "--select", "typography", "--json"), faults, sound)


@pytest.mark.parametrize(("tag", "name"), [(tag, name) for tag in TAGS for name in FAULTS[tag]])
def test_a_fault_of_typography_is_reported_where_the_text_stands(planted: Planted, tag: str, name: str) -> None:
    text, kind = FAULTS[tag][name]
    file, slot = planted.faults[tag, name]
    found = at(planted.run.findings, file, slot.line)
    assert found
    assert {finding["rule"] for finding in found} == {"typography"}
    assert {finding["column"] for finding in found} == {slot.column}
    assert f"typography.{kind}" in {finding["finding"] for finding in found}
    assert all(finding["values"]["excerpt"] in text for finding in found)


def test_typography_reports_nothing_but_the_faults(planted: Planted) -> None:
    """Neither the copied texts nor the sound sentences nor the text with a word to avoid."""
    expected = {(file, slot.line) for file, slot in planted.faults.values()}
    assert len(expected) == sum(map(len, FAULTS.values()))
    assert places(planted.run.findings) == expected
    assert planted.run.json["problems"] == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_sound_sentence_gives_nothing(planted: Planted, tag: str) -> None:
    texts = [*SOUND[tag], *_EVERYWHERE]
    assert {text: at(planted.run.findings, *planted.sound[tag, text]) for text in texts} == {text: [] for text in texts}


def test_advice_and_warnings_do_not_fail_the_run(planted: Planted) -> None:
    assert (planted.run.code, planted.run.err) == (0, "")
    assert planted.run.findings


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
        "La limite d’âge": ["limite d’âge"],
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


def test_findings_are_sorted_by_file_and_place(own: Own, planted: Planted) -> None:
    for run in (own.run, planted.run):
        order = [(finding["file"], finding["line"], finding["column"]) for finding in run.findings]
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


# Found by reading the program from outside; each was wrong once.

SHIPPED = Library(Workspace.at(shipped("roles")))


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Say ”ready“ now."),
        ("en", "Say 'ready' now."),
        ("es", "Di «listo” ahora."),
        ("es", "Di ”listo“ ahora."),
        ("es", "Di « listo » ahora."),
        ("es", "¿ Está lista la derivación."),
        ("de", "Sagen Sie “fertig„ dazu."),
        ("fr", "Quelle est la suite\u00a0?"),
        ("fr", "Quelle est la suite\u2009?"),
        ("ar", "النسبة ٪50 من الوقت."),
        ("ar", "الأرقام 10, 20 في الجدول."),
    ],
)
def test_what_was_missed_once_is_found(tag: str, text: str) -> None:
    assert list(typography(Text(("here",), text), Guides(SHIPPED.guides(tag))))


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("sv", "Ring 08-123 45 67 före kl. 12."),
        ("de", "Erzählen Sie von einer Situation, in der …"),
        ("sv", "Berätta om en gång när du …"),
        ("en", "See www.example.org/it's or ftp://a.b/c...d today."),
        ("en", "Sections 1/2-3/4 apply."),
    ],
)
def test_what_was_reported_wrongly_once_is_not(tag: str, text: str) -> None:
    assert list(typography(Text(("here",), text), Guides(SHIPPED.guides(tag)))) == []


@pytest.mark.parametrize("text", ["العمل للشاب الطموح", "نبحث عن شَابّ", "شـاب"])
def test_arabic_words_are_found_behind_particles_and_without_vowels(text: str) -> None:
    assert list(words_to_avoid(Text(("here",), text), Guides(SHIPPED.guides("ar"))))


def test_an_address_is_no_prose() -> None:
    text = Text(("here",), "Write to guru@example.org, see https://example.org/guru and guru.yaml.")
    assert list(words_to_avoid(text, Guides(SHIPPED.guides("en")))) == []


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Tell us your current salary."),
        ("fr", "Indiquez votre dernier salaire."),
        ("sv", "Ange din nuvarande lön."),
        ("es", "Indique su salario actual."),
        ("de", "Nennen Sie Ihr bisheriges Gehalt."),
        ("ar", "اذكروا راتبكم الحالي."),
    ],
)
def test_earlier_pay_is_never_asked_for(tag: str, text: str) -> None:
    guides = Guides(SHIPPED.guides(tag))
    assert list(salary_history(Text(("here",), text, is_said=True), guides))
    assert list(salary_history(Text(("here",), text), guides)) == [], "a text for interviewers may say not to ask it"
    assert not any("pay-history" in finding.rule for finding in words_to_avoid(Text(("here",), text), guides))


ASKED = {
    "en": ("How old are you?", "Are you married?", "Do you take medication?", "Where were you born?"),
    "fr": ("Quel âge avez-vous ?", "Êtes-vous mariée ?", "Prenez-vous des médicaments ?", "Où êtes-vous né ?"),
    "sv": ("Hur gammal är du?", "Är du gift?", "Tar du mediciner?", "Var är du född?"),
    "es": ("¿Cuántos años tiene?", "¿Está casada?", "¿Toma algún medicamento?", "¿Dónde nació?"),
    "de": ("Wie alt sind Sie?", "Sind Sie verheiratet?", "Nehmen Sie Medikamente?", "Wo sind Sie geboren?"),
    "ar": ("كم عمركم؟", "هل أنتم متزوجون؟", "هل تتناولون أدوية؟", "أين ولدتم؟"),
}
"""By language a question for age, family, health and origin."""


@pytest.mark.parametrize("tag", TAGS)
def test_what_an_interview_leaves_alone_is_found_in_its_questions(tag: str) -> None:
    guides = Guides(SHIPPED.guides(tag))
    for topic, question in zip(("age", "family", "health", "origin"), ASKED[tag], strict=True):
        (found,) = unlawful_question(Text(("here",), question, is_asked=True), guides)
        assert found.rule == f"unlawful-question.{topic}"
        assert list(unlawful_question(Text(("here",), question), guides)) == [], "what is not asked may say it"


def test_a_question_about_a_patient_is_none_about_the_candidate() -> None:
    text = "A patient says her husband takes medication and asks how old you are allowed to be. What do you do?"
    assert list(unlawful_question(Text(("here",), text, is_asked=True), Guides(SHIPPED.guides("en")))) == []


def test_an_unlawful_question_of_ones_own_interview_is_reported_at_its_words(tmp_path: Path) -> None:
    hiring("new", "role", "porter", "--workspace", tmp_path)
    path = tmp_path / "roles" / "porter" / "interview.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(index for index, line in enumerate(lines) if line.lstrip().startswith("prompt:"))
    lines[number] = lines[number].split("prompt:")[0] + "prompt: Tell me, are you married?\n"
    path.write_text("".join(lines), encoding="utf-8")
    (found,) = lint(tmp_path, "--select", "unlawful-question", "--json").findings
    column = lines[number].index("are you married") + 1
    assert (found["line"], found["column"], found["severity"]) == (number + 1, column, "warning")


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


FIT_TO_STAY = {
    "employer": {"language", "contact.name", "benefits.id", "brand.colour"},
    "opening": {"id", "role", "market", "workplace", "languages", "employment"},
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

    template = yaml.safe_load((shipped("templates") / f"workspace/{kind}.yaml").read_text(encoding="utf-8"))
    examples = {".".join(part for part in path if isinstance(part, str)) for path in EXAMPLES[kind]}
    assert fields(template) == examples | FIT_TO_STAY[kind]
    assert not examples & FIT_TO_STAY[kind]

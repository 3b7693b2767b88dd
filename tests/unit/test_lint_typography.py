"""Typography in ``hiring lint``, from outside: planted faults in each language, and sound sentences that are left alone."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from hiring.linting.subject import Guides, Text
from hiring.linting.typography import typography
from tests.command import Run, hiring
from tests.lint_workspace import FIXED, SHIPPED, TAGS, THIN, at, lint, places, quoted, write

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


# Found by reading the program from outside; each was wrong once -----------------------------------------------------


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

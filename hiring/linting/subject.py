"""What the rules look at: one text, or all texts of a file, in a language with its guides."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hiring.errors import FieldPath
from hiring.model.guide import Asked, Avoided, CodedWords, LanguageGuide, People, Reading, Term, Typography
from hiring.model.market import Market
from hiring.model.text import PLACEHOLDER
from hiring.places import YAML_SPACE
from hiring.source import Document

MASK = "\ufffc"
"""Stands for each character of a placeholder and of what is no prose: no rule counts or judges it."""

# Addresses, file names and options of commands, clock times.
_NO_PROSE = re.compile(
    r"(?:(?:https?|ftp)://|www\.)\S+|\S+@\S+\.\w+|\b\d{1,2}:\d{2}\b"
    r"|[\w/<>*-]+\.(?:yaml|yml|html|j2|css|json|jsonld|pdf|md|txt)\b|--\w+"
)

_SENTENCE_END = re.compile(r"(?<=[.!?:;؟؛…])[»”“\"’)\]\s]*\s+(?=[^\s])")
_ABBREVIATION = re.compile(r"(?:^|[\s(.])(?:[^\W\d_]|Dr|St|Mr|Ms|Mrs|Sr|Sra|Nr|No|vs|ca)\.$")
_WORD = re.compile(r"[^\W_]+(?:[’'\-‑.,][^\W_]+)*")


@dataclass(frozen=True)
class Guides:
    """The guides of a language as one: the nearest with typography and reading limits, and the words of all."""

    parts: tuple[LanguageGuide, ...]

    @cached_property
    def typography(self) -> Typography | None:
        """How the language is set; None for a language whose guide does not say."""
        return next((guide.typography for guide in self.parts if guide.typography), None)

    @cached_property
    def reading(self) -> Reading | None:
        """How easy its texts should read; None for a language whose guide does not say."""
        return next((guide.reading for guide in self.parts if guide.reading), None)

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """What the language writes together with the next word."""
        return tuple(prefix for guide in self.parts for prefix in guide.prefixes)

    @cached_property
    def avoid(self) -> tuple[Avoided, ...]:
        """The words that do not belong in hiring."""
        return tuple(avoided for guide in self.parts for avoided in guide.avoid)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The words of questions that an interview leaves alone."""
        return tuple(asked for guide in self.parts for asked in guide.asked)

    @cached_property
    def coded(self) -> tuple[CodedWords, ...]:
        """The words that studies count as gender-coded."""
        return tuple(coded for guide in self.parts for coded in guide.coded)

    @cached_property
    def people(self) -> tuple[People, ...]:
        """The words for people in the forms of one gender."""
        return tuple(people for guide in self.parts for people in guide.people)

    @cached_property
    def both_forms(self) -> tuple[str, ...]:
        """What is written behind a word for people to add the other form."""
        return tuple(sign for guide in self.parts for sign in guide.both_forms)

    @cached_property
    def exceptions(self) -> tuple[str, ...]:
        """The phrases in which such a word says nothing of gender."""
        return tuple(phrase for guide in self.parts for phrase in guide.exceptions)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The glossary."""
        return tuple(term for guide in self.parts for term in guide.terms)


@dataclass(frozen=True)
class Text:
    """One text as it will be read, and where it stands.

    ``is_message`` marks what the program says about files, ``is_said`` what is said to candidates in a posting or interview,
    ``is_posted`` what a posting shows below its title, ``is_asked`` the questions of an interview.
    """

    path: FieldPath
    written: str
    is_message: bool = False
    is_said: bool = False
    is_posted: bool = False
    is_asked: bool = False

    @cached_property
    def prose(self) -> str:
        """The text with neutral characters for its placeholders, addresses and file names, each at its old place."""
        without_placeholders = PLACEHOLDER.sub(lambda match: MASK * len(match[0]), self.written)
        return _NO_PROSE.sub(lambda match: MASK * len(match[0]), without_placeholders)

    @cached_property
    def bare(self) -> tuple[str, tuple[int, ...]]:
        """The prose without the marks of vowels and the stroke that stretches Arabic letters; where each character stood."""
        kept = [(index, sign) for index, sign in enumerate(self.prose) if not _is_mark(sign)]
        return "".join(sign for _, sign in kept), tuple(index for index, _ in kept)

    def offset(self, index: int) -> int:
        """Where a finding is, by the index of its first character: how many others stand before it, without white space."""
        return sum(character not in YAML_SPACE for character in self.written[:index])

    @cached_property
    def sentences(self) -> tuple[tuple[str, ...], ...]:
        """The words of each sentence. Björnsson's LIX ends one at a full stop and at a colon; here a
        semicolon does too, because anchors list what somebody did with it."""
        found, start = [], 0
        for end in _SENTENCE_END.finditer(self.prose):
            goes_on = self.prose[end.start() - 1] == "." and self.prose[end.end()].islower()
            if goes_on or _ABBREVIATION.search(self.prose[start : end.start()]):
                continue
            found.append(self.prose[start : end.start()])
            start = end.end()
        found.append(self.prose[start:])
        words = (tuple(_WORD.findall(sentence)) for sentence in found)
        return tuple(sentence for sentence in words if sentence)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words."""
        return tuple(word for sentence in self.sentences for word in sentence)


def _is_mark(sign: str) -> bool:
    return sign == "\u0640" or unicodedata.category(sign) == "Mn"


@dataclass(frozen=True)
class TextFile:
    """The texts of one file, all in one language; the markets under which they are said to candidates, and the day.

    The markets are those of the openings that use the file, each once; none where no opening does.
    """

    document: Document
    language: str
    texts: Sequence[Text]
    guides: Guides
    markets: tuple[Market, ...]
    on: date

"""What the rules look at: one text, or all texts of a file, in a language with its guides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hiring.errors import FieldPath
from hiring.model.guide import Avoided, LanguageGuide, Reading, Term, Typography
from hiring.model.text import PLACEHOLDER
from hiring.source import Document

MASK = "\ufffc"
"""Stands for what fills a placeholder, and for each character of what is no prose: no rule counts or judges it."""

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
    def terms(self) -> tuple[Term, ...]:
        """The glossary."""
        return tuple(term for guide in self.parts for term in guide.terms)


@dataclass(frozen=True)
class Text:
    """One text as it will be read, and where it stands.

    ``is_message`` marks what the program says about files, ``is_said`` what is said to candidates in a posting or interview.
    """

    path: FieldPath
    written: str
    is_message: bool = False
    is_said: bool = False

    @cached_property
    def prose(self) -> str:
        """The text with neutral characters for its placeholders, addresses and file names."""
        return _NO_PROSE.sub(lambda match: MASK * len(match[0]), PLACEHOLDER.sub(MASK, self.written))

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


@dataclass(frozen=True)
class TextFile:
    """The texts of one file, all in one language."""

    document: Document
    language: str
    texts: Sequence[Text]
    guides: Guides

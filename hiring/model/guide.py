"""The guide of a language: its terms, the words to avoid, its typography, and how easy its texts should read."""

from typing import Annotated, Literal

from pydantic import Field

from hiring.model.text import LanguageTag, Line, Record, WholeNumber

Space = Literal["no-break-space", "narrow-no-break-space"]

Reason = Literal[
    "age",
    "age-limit",
    "gender",
    "origin",
    "disability",
    "family",
    "slogan",
    "vague",
    "wordy",
    "outdated",
    "pay-history",
    "local-experience",
    "driving-licence",
]

Topic = Literal["age", "family", "health", "origin", "religion", "record", "orientation"]


class Term(Record):
    """One concept and the one term for it. A term to avoid is one that a literal translation would give."""

    en: Line
    """The concept, in English."""
    use: Line
    """The term of the field in this language."""
    avoid: tuple[Line, ...] = ()
    """Wrong terms: literal translations, rare or misleading words. As whole words, in any case."""
    why: Line
    """Why this term, in English, for whoever reviews the words."""


class Avoided(Record):
    """Words that do not belong in hiring, all for one reason."""

    words: Annotated[tuple[Line, ...], Field(min_length=1)]
    """The words or phrases, in any case; a ``*`` at the end stands for any ending, and ``NN`` for an age from 19 to 99:
    “younger than NN”. Laws set lower ages themselves."""
    reason: Reason
    """Why not: what the words suggest or lack. Four are looked for in what is said to candidates alone: ``pay-history``,
    questions for earlier pay, and ``age-limit``, in every market; ``local-experience``, demands for work in one country, and
    ``driving-licence``, where the law of the market limits them."""
    others: tuple[Line, ...] = ()
    """Words for people who are no candidates, such as patients. Right behind one of them the words are not found."""
    instead: Line | None = None
    """What to write instead, in this language. Without it the words are best left out."""


class Asked(Record):
    """Words by which a question raises what an interview leaves alone. Only questions of interviews are held against them."""

    topic: Topic
    """What the question is about; each market’s file says what its law has to say on it."""
    words: Annotated[tuple[Line, ...], Field(min_length=1)]
    """The words or phrases, in any case; a ``*`` at the end of a word stands for any ending. Address the candidate in them,
    so that a question about a patient is none of these."""


class CodedWords(Record):
    """Words that a study counted as coded for one gender in job adverts. They are advice on a posting, not a prediction."""

    gender: Literal["masculine", "feminine"]
    """The gender that the study counted them for."""
    words: Annotated[tuple[Line, ...], Field(min_length=1)]
    """The words, in any case; a ``*`` at the end stands for any ending."""
    source: Line
    """The study, as it is cited."""


class People(Record):
    """A word for people whose two forms name one gender each. A text that has one form alone leaves the others out."""

    masculine: tuple[Line, ...] = ()
    """The forms for men, each as it is written; a ``*`` at the start stands for the first part of a compound."""
    feminine: tuple[Line, ...] = ()
    """The forms for women, in the same way."""
    instead: Line | None = None
    """A word that means everyone, if the language has one."""


class QuotationMarks(Record):
    """A pair of quotation marks."""

    open: Line
    """The opening mark."""
    close: Line
    """The closing mark."""
    inside: Space | None = None
    """The space that stands inside both marks, if any."""


class Mark(Record):
    """A rule for one punctuation mark."""

    sign: Line
    """The mark."""
    before: Space | None = None
    """The space that stands before it. Without this rule no space stands before a mark."""
    opening: Line | None = None
    """The mark that opens what this one ends, such as ¿ for ?."""
    instead: Line | None = None
    """The language's own form of the mark, to be used instead of it."""


class Typography(Record):
    """How the language is set."""

    quotation_marks: Annotated[tuple[QuotationMarks, ...], Field(min_length=1)]
    """The pairs of quotation marks in use: the usual one first, then those for quotations inside quotations."""
    marks: tuple[Mark, ...] = ()
    """Punctuation marks with a rule of their own."""


class Reading(Record):
    """How easy texts should read. Björnsson's LIX: words a sentence, plus the percentage of words over six letters."""

    lix: WholeNumber
    """The highest LIX of all texts of a file together."""
    text_lix: WholeNumber
    """The highest LIX of one text of 30 words or more."""
    sentence_words: WholeNumber
    """The most words in one sentence."""


class LanguageGuide(Record):
    """How words are written in one language. Translators follow it, and ``hiring lint`` holds the words against it."""

    language: LanguageTag
    """The language; the file is named after it."""
    typography: Typography | None = None
    """How the language is set. In your own guide: leave it out to keep the shipped one."""
    prefixes: tuple[Line, ...] = ()
    """Short words that the language writes together with the next one, such as the Arabic article. Words to avoid and wrong
    terms are found behind them."""
    reading: Reading | None = None
    """How easy texts should read. In your own guide: leave it out to keep the shipped limits."""
    avoid: tuple[Avoided, ...] = ()
    """Words that do not belong in hiring. Those of your own guide join the shipped ones."""
    asked: tuple[Asked, ...] = ()
    """Words of questions that an interview leaves alone. Those of your own guide join the shipped ones."""
    coded: tuple[CodedWords, ...] = ()
    """Words that studies count as gender-coded. Those of your own guide join the shipped ones."""
    people: tuple[People, ...] = ()
    """Words for people in the forms of one gender. Those of your own guide join the shipped ones."""
    both_forms: tuple[Line, ...] = ()
    """What is written right behind a word of ``people`` to add the other form, such as /in."""
    exceptions: tuple[Line, ...] = ()
    """Phrases of the field in which a word of ``coded`` or ``people`` says nothing of gender, such as lead time. A ``*`` at
    the end of a word stands for any ending. Those of your own guide join the shipped ones."""
    terms: tuple[Term, ...] = ()
    """The glossary: one term for each concept. Those of your own guide join the shipped ones."""

"""How easy texts read: LIX and the length of sentences.

LIX is C. H. Björnsson's measure (Läsbarhet, 1968): words a sentence, plus the percentage of words over six letters. Its usual
scale is for Swedish; the limits of each language stand in its guide.
"""

from collections.abc import Iterable, Iterator

from hiring.errors import Finding
from hiring.linting.subject import Guides, Text, TextFile

LONG_WORD = 6
TEXT_WORDS = 30
"""A text with fewer words has no LIX of its own: one long word would decide it."""


def lix(texts: Iterable[Text]) -> float:
    """Björnsson's LIX of texts together, without unit: words / sentences + 100 × words over six letters / words.

    Raises ``ZeroDivisionError`` when there are no words.
    """
    sentences = [sentence for text in texts for sentence in text.sentences]
    words = [word for sentence in sentences for word in sentence]
    long_words = sum(sum(letter.isalpha() for letter in word) > LONG_WORD for word in words)
    return len(words) / len(sentences) + 100 * long_words / len(words)


def reading_level(file: TextFile) -> Iterator[Finding]:
    """The LIX of a file's texts together, and of each text of some length."""
    reading = file.guides.reading
    texts = [text for text in file.texts if text.words and not text.is_message]
    if reading is None or sum(len(text.words) for text in texts) < TEXT_WORDS:
        return
    if (level := round(lix(texts))) > reading.lix:
        values = {"lix": str(level), "limit": str(reading.lix)}
        yield Finding("reading-level.file", (), values, "reading-level")
    for text in texts:
        if len(text.words) >= TEXT_WORDS and (level := round(lix([text]))) > reading.text_lix:
            values = {"lix": str(level), "limit": str(reading.text_lix)}
            yield Finding("reading-level.text", text.path, values, "reading-level")


def sentence_length(text: Text, guides: Guides) -> Iterator[Finding]:
    """Sentences with more words than the language's limit."""
    if guides.reading is None:
        return
    for sentence in text.sentences:
        if len(sentence) > guides.reading.sentence_words:
            values = {
                "count": str(len(sentence)),
                "limit": str(guides.reading.sentence_words),
                "start": " ".join(sentence[:5]),
            }
            yield Finding("sentence-length", text.path, values, "sentence-length")

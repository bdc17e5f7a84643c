"""The prose of an article: its sections, paragraphs, sentences and words, without headings, tables and captions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...model import Article, Term
from ..blocks import Block, blocks_of, root_of
from ..own_words import in_own_language
from .sentences import split
from .spanish import syllables_in_spanish
from .syllables import syllables_in
from .words import words_of

_PROSE = ("paragraph", "item", "quotation")
_SYLLABLES: dict[str, Callable[[str], int]] = {"en": syllables_in, "es": syllables_in_spanish}


@dataclass(frozen=True)
class Sentence:
    """A sentence, or an item of a list that is none."""

    text: str
    """As written, spaces made single."""
    words: tuple[str, ...]
    """As written, without the marks around them."""
    syllables: tuple[int, ...]
    """Of each word, as it is said; empty where the language's syllables are not known."""

    @property
    def long_words(self) -> int:
        """Give the number of words with three or more syllables."""
        return sum(count > 2 for count in self.syllables)


@dataclass(frozen=True)
class Section:
    """What stands under a heading, up to the next one of any level."""

    heading: str
    """Empty above the first."""
    paragraphs: tuple[tuple[Sentence, ...], ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Give its sentences in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


@dataclass(frozen=True)
class Prose:
    """What is read of an article word by word."""

    language: str
    """Of its first part: en, es and so on."""
    title: str
    sections: tuple[Section, ...]
    expansions: frozenset[str] = frozenset()
    """Abbreviations that the mark-up expands, and what the glossary explains."""
    letters: frozenset[str] = frozenset()
    """Credentials of the people in the byline."""
    explained: frozenset[str] = frozenset()
    """Words that the clinic's glossary explains, in lower case."""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Give all sentences in order."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)

    def is_in_glossary(self, word: str, sentence: str) -> bool:
        """Tell whether the glossary explains a word, or words of the sentence that it is one of."""
        said, small = sentence.casefold(), word.casefold()
        return any(small in form.split() and form in said for form in self.explained)

    @cached_property
    def text(self) -> str:
        """Give everything with its headings, a paragraph or heading a line: what a reader goes through."""
        lines = []
        for section in self.sections:
            paragraphs = (" ".join(sentence.text for sentence in paragraph) for paragraph in section.paragraphs)
            lines += [section.heading, *paragraphs]
        return "\n".join(line for line in lines if line)


def prose_of(article: Article, glossary: Sequence[Term] = ()) -> Prose:
    """Take an article's prose from its body; passages in other languages are no part of it.

    The clinic's glossary explains some of its words.
    """
    language = article.language.partition("-")[0].casefold()
    expanded = root_of(article.body).iterfind(".//abbr[@title]") if "<abbr" in article.body else ()
    forms = [form for term in glossary if term.is_for(article.language) for form in term.forms]
    return Prose(
        language,
        article.title,
        tuple(_sections(blocks_of(in_own_language(article.body, article.language)), language)),
        frozenset(["".join(abbreviation.itertext()).strip() for abbreviation in expanded] + forms),
        frozenset(letters for byline in article.bylines for letters in byline.credentials),
        frozenset(map(str.casefold, forms)),
    )


def _sections(blocks: list[Block], language: str) -> Iterator[Section]:
    heading, paragraphs = "", list[tuple[Sentence, ...]]()
    for block in blocks:
        if block.kind == "heading":
            if heading or paragraphs:
                yield Section(heading, tuple(paragraphs))
            heading, paragraphs = block.text, []
        elif block.kind in _PROSE:
            sentences = tuple(sentence for text in split(block.text) if (sentence := _sentence(text, language)).words)
            if sentences:
                paragraphs.append(sentences)
    if heading or paragraphs:
        yield Section(heading, tuple(paragraphs))


def _sentence(text: str, language: str) -> Sentence:
    words = words_of(text)
    count = _SYLLABLES.get(language)
    return Sentence(text, words, tuple(map(count, words)) if count else ())

"""How hard prose is to read.

English: Flesch-Kincaid grade level (Kincaid and others 1975) and SMOG (McLaughlin 1969, by the exact formula; a text
with fewer or more than 30 sentences counts as 30/n of them). Spanish: Fernández Huerta 1959, with the sentences' length
in the place of their number, as Law 2011 corrected what is printed in most places.
"""

from collections.abc import Sequence
from math import sqrt

from ...model import Article, Grade, Grades
from .prose import Prose, Sentence, prose_of


def grades(article: Article) -> Grades:
    """Measure an article's body without its headings, as a whole and section by section."""
    return grades_of(prose_of(article))


def grades_of(prose: Prose) -> Grades:
    """Measure an article's prose."""
    sections = ((section.heading, _grade(section.sentences, prose.language)) for section in prose.sections)
    return Grades(_grade(prose.sentences, prose.language), tuple(sections))


def flesch_kincaid(words: int, sentences: int, syllables: int) -> float:
    """Give the Flesch-Kincaid grade level; none of the numbers may be 0."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def smog_grade(long_words: int, sentences: int) -> float:
    """Give the SMOG grade of a text with so many words of three or more syllables."""
    return 3.1291 + 1.0430 * sqrt(long_words * 30 / sentences)


def fernandez_huerta(words: int, sentences: int, syllables: int) -> float:
    """Give Fernández Huerta's ease of reading."""
    return 206.84 - 60 * syllables / words - 1.02 * words / sentences


def _grade(sentences: Sequence[Sentence], language: str) -> Grade:
    count = len(sentences)
    words = sum(len(sentence.words) for sentence in sentences)
    syllables = sum(map(sum, (sentence.syllables for sentence in sentences)))
    if not syllables:
        return Grade(words, count)
    if language == "es":
        return Grade(words, count, huerta=round(fernandez_huerta(words, count, syllables), 1))
    long_words = sum(sentence.long_words for sentence in sentences)
    fkgl, smog = flesch_kincaid(words, count, syllables), smog_grade(long_words, count)
    return Grade(words, count, fkgl=round(fkgl, 1), smog=round(smog, 1))

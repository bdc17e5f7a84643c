"""How hard the article is to read, where it is hardest, and which sentences and paragraphs are long."""

from collections.abc import Iterator

from ...model import Finding, Grade
from ..rules import Rule
from .grading import flesch_kincaid, grades_of
from .listing import listed, opening
from .prose import Prose, Sentence

_AIM = "AMA and NIH advise the 6th grade; CMS Toolkit part 7: a grade is a hint, never a rule"
_SSA = "Social Security Administration, plain writing: sentences up to 20 words, paragraphs up to 7 lines"

HARD = Rule(
    "L201",
    "The article reads above 8th grade",
    "Split the hardest sentences and use everyday words; the 6th grade is a good aim, not a law.",
    _AIM,
)
VERY_HARD = Rule(
    "L202",
    "The article reads above 10th grade",
    "Many readers will lose the thread. Give each thought a sentence of its own, and read it aloud to somebody.",
    _AIM,
)
HARD_SECTION = Rule(
    "L203",
    "A section is much harder to read than the rest",
    "Begin with this section: shorter sentences and everyday words there help most.",
    _AIM,
)
HARDEST = Rule(
    "L204",
    "One of the hardest sentences",
    "Say it in two or three sentences, as you would to somebody across the table.",
    _SSA,
)
LONG_SENTENCES = Rule(
    "L205",
    "Sentences are long",
    "Put a full stop where a new thought begins.",
    _SSA,
)
LONG_PARAGRAPHS = Rule(
    "L206",
    "Paragraphs are long",
    "Part them where the subject turns, or make a list of what is counted up.",
    _SSA,
)

FEWEST_WORDS = 100
"""Below that a grade tells nothing: the formulas were made with samples of this length."""
_FEWEST_IN_SECTION = 50
_LONG, _VERY_LONG = 20, 30
_LONG_PARAGRAPH, _FAR_TOO_LONG = 90, 150
"""Words that fill seven lines of the printed page; the checks of the layout tell of those beyond the second number."""


def reading_level(prose: Prose) -> Iterator[Finding]:
    """Look at the grade of the article, its sections and its hardest sentences."""
    grades = grades_of(prose)
    if grades.whole.words < FEWEST_WORDS:
        return
    hardness = _hardness(grades.whole)
    if hardness:
        yield (VERY_HARD if hardness == 2 else HARD).found(f"the article reads at {_told(grades.whole)}")
    for section, (heading, grade) in zip(prose.sections, grades.sections, strict=True):
        if grade.words >= _FEWEST_IN_SECTION and _hardness(grade) and _is_much_harder(grade, grades.whole):
            message = f"{_told(grade)} in this section, {_told(grades.whole, short=True)} in the whole article"
            yield HARD_SECTION.found(message, heading or opening(section.sentences[0].text))
    if hardness and prose.language == "en":
        yield from map(_hardest, _hardest_of(prose.sentences))


def lengths(prose: Prose) -> Iterator[Finding]:
    """Look for long sentences and long paragraphs."""
    sentences = sorted(prose.sentences, key=lambda sentence: -len(sentence.words))
    longest = [sentence for sentence in sentences if len(sentence.words) > _VERY_LONG]
    long = sum(len(sentence.words) > _LONG for sentence in sentences)
    if longest or (long > 3 and long * 3 > len(sentences)):
        others = [f'"{opening(sentence.text, 6)} …" ({len(sentence.words)} words)' for sentence in longest[1:5]]
        have = "has" if long == 1 else "have"
        message = (
            f"{long} of {len(sentences)} sentences {have} more than {_LONG} words, {len(longest)} over {_VERY_LONG}"
        )
        also = f", such as {listed(others, 4)}" if others else ""
        yield LONG_SENTENCES.found(f"{message}{also}; the longest has {len(sentences[0].words)}", sentences[0].text)
    texts = [" ".join(sentence.text for sentence in paragraph) for paragraph in _paragraphs(prose)]
    large = [text for text in texts if _LONG_PARAGRAPH < len(text.split()) <= _FAR_TOO_LONG]
    if large:
        others = [f'"{opening(text, 6)} …"' for text in large[1:]]
        also = f"; also {listed(others, 3)}" if others else ""
        fill = "fills" if len(large) == 1 else "fill"
        message = f"{len(large)} of {len(texts)} paragraphs {fill} more than seven lines, this one with "
        yield LONG_PARAGRAPHS.found(f"{message}{len(large[0].split())} words{also}", opening(large[0]))


def _paragraphs(prose: Prose) -> Iterator[tuple[Sentence, ...]]:
    return (paragraph for section in prose.sections for paragraph in section.paragraphs)


def _hardness(grade: Grade) -> int:
    """Tell how hard it is: 0 not hard, 1 hard, 2 very hard. In English both measures must agree."""
    if grade.huerta is not None:
        # Fernández Huerta's own table: below 60 is beyond the 8th grade, below 50 beyond school.
        return (grade.huerta < 60) + (grade.huerta < 50)
    if grade.fkgl is None or grade.smog is None:
        return 0
    lower = min(grade.fkgl, grade.smog)
    return (lower > 8) + (lower > 10)


def _is_much_harder(section: Grade, whole: Grade) -> bool:
    if section.huerta is not None and whole.huerta is not None:
        return section.huerta < whole.huerta - 10
    return (section.fkgl or 0) > (whole.fkgl or 0) + 1.5


def _told(grade: Grade, *, short: bool = False) -> str:
    if grade.huerta is not None:
        return f"{grade.huerta:g}" if short else f"{grade.huerta:g} on Fernández Huerta's scale from 100, easy, to 0"
    if short:
        return f"{grade.fkgl:g} and {grade.smog:g}"
    return f"grade {grade.fkgl:g} by Flesch-Kincaid and {grade.smog:g} by SMOG"


def _hardest_of(sentences: tuple[Sentence, ...]) -> list[Sentence]:
    """Give up to five sentences beyond the 12th grade by themselves, the hardest first."""
    scored = [(_score(sentence), sentence) for sentence in dict.fromkeys(sentences) if len(sentence.words) > 9]
    hard = [one for one in scored if one[0] > 12]
    return [sentence for _, sentence in sorted(hard, key=lambda one: -one[0])[:5]]


def _score(sentence: Sentence) -> float:
    return flesch_kincaid(len(sentence.words), 1, sum(sentence.syllables))


def _hardest(sentence: Sentence) -> Finding:
    message = f"{len(sentence.words)} words, {sentence.long_words} of them long, grade {_score(sentence):.0f} by itself"
    return HARDEST.found(message, sentence.text, advice=False)

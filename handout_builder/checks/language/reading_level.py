"""How hard the article is to read, where it is hardest, and which sentences and paragraphs are long."""

from collections.abc import Iterator

from ...model import Finding, Grade
from ..rules import Rule
from .grading import flesch_kincaid, grades_of
from .listing import opening
from .prose import Prose, Sentence

_AIM = "AMA and NIH advise the 6th grade; CMS Toolkit part 7: a grade is a hint, never a rule"
_SSA = "Social Security Administration, plain writing: sentences up to 20 words, paragraphs up to 7 lines"

HARD = Rule(
    "L201",
    "The article reads above 8th grade",
    "Split the longest sentences and use everyday words, first in the sentences that are named; the 6th grade is a good aim.",
    _AIM,
)
VERY_HARD = Rule(
    "L202",
    "The article reads above 10th grade",
    "Most readers will lose the thread. Rewrite the sentences that are named, one thought each, and read them aloud.",
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
_LONG_PARAGRAPH = 90
"""Words that fill seven lines of the printed page."""


def reading_level(prose: Prose) -> Iterator[Finding]:
    """Look at the grade of the article, its sections and its hardest sentences."""
    grades = grades_of(prose)
    if grades.whole.words < FEWEST_WORDS:
        return
    hardness = _hardness(grades.whole)
    if hardness:
        yield (VERY_HARD if hardness == 2 else HARD).found(f"It reads at {_told(grades.whole)}.")
    for heading, grade in grades.sections:
        if heading and grade.words >= _FEWEST_IN_SECTION and _hardness(grade) and _is_much_harder(grade, grades.whole):
            message = f"“{heading}” reads at {_told(grade)}; the whole article at {_told(grades.whole, short=True)}."
            yield HARD_SECTION.found(message, heading)
    if hardness and prose.language == "en":
        yield from map(_hardest, _hardest_of(prose.sentences))


def lengths(prose: Prose) -> Iterator[Finding]:
    """Look for long sentences and long paragraphs."""
    sentences = sorted(prose.sentences, key=lambda sentence: -len(sentence.words))
    longest = [sentence for sentence in sentences if len(sentence.words) > _VERY_LONG]
    long = sum(len(sentence.words) > _LONG for sentence in sentences)
    if longest or (long > 3 and long * 3 > len(sentences)):
        shown = longest[:5] or sentences[:1]
        examples = "; ".join(f"“{opening(sentence.text, 6)} …” ({len(sentence.words)})" for sentence in shown)
        message = f"{long} of {len(sentences)} sentences have more than 20 words, {len(longest)} more than 30: {examples}."
        yield LONG_SENTENCES.found(message, shown[0].text)
    paragraphs = [paragraph for section in prose.sections for paragraph in section.paragraphs]
    sizes = [(sum(len(sentence.words) for sentence in paragraph), paragraph[0].text) for paragraph in paragraphs]
    large = [(size, text) for size, text in sizes if size > _LONG_PARAGRAPH]
    if large:
        examples = "; ".join(f"“{opening(text, 6)} …” ({size})" for size, text in large[:3])
        message = f"{len(large)} of {len(sizes)} paragraphs have more than 90 words, about seven lines: {examples}."
        yield LONG_PARAGRAPHS.found(message, opening(large[0][1]))


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
    message = (
        f"{len(sentence.words)} words, {sentence.long_words} of them long, grade {_score(sentence):.0f} by itself: "
        f"“{sentence.text}”"
    )
    return HARDEST.found(message, sentence.text, advice=False)

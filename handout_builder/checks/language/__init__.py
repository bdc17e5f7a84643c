"""Language: how hard the words are to read, measured in English and, by fewer measures, in Spanish."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from ...model import Article, Clinic, Finding
from ..rules import Rule
from . import abbreviations, passive, percentages, reading_level, terms
from .frequency import zipf
from .grading import grades
from .prose import Prose, prose_of
from .reading_level import FEWEST_WORDS
from .syllables import syllables_in

RULES: tuple[Rule, ...] = (
    reading_level.HARD,
    reading_level.VERY_HARD,
    reading_level.HARD_SECTION,
    reading_level.HARDEST,
    reading_level.LONG_SENTENCES,
    reading_level.LONG_PARAGRAPHS,
    passive.RULE,
    terms.UNEXPLAINED,
    terms.PLAINER,
    abbreviations.RULE,
    percentages.RULE,
)
"""In the order of their codes."""

_LENGTHS = (reading_level.reading_level, reading_level.lengths)
_LOOKS: dict[str, tuple[Callable[[Prose], Iterable[Finding]], ...]] = {
    "en": (
        *_LENGTHS,
        passive.passive_voice,
        terms.unexplained_terms,
        terms.plainer_words,
        abbreviations.abbreviations,
        percentages.percentages,
    ),
    "es": _LENGTHS,
}
"""What is looked for in each language; in others, nothing."""

__all__ = ["FEWEST_WORDS", "RULES", "check_language", "grades", "load_words"]


def load_words() -> None:
    """Read the lists that English words are looked up in, which takes a moment the first time."""
    zipf("word")
    syllables_in("word")


def check_language(article: Article, clinic: Clinic, today: date) -> Iterator[Finding]:  # noqa: ARG001
    """Look whether the words are easy to read and to understand."""
    looks = _LOOKS.get(article.language.partition("-")[0].casefold(), ())
    prose = prose_of(article, clinic.glossary) if looks else None
    return (finding for look in looks if prose for finding in look(prose))

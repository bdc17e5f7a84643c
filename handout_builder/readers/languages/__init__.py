"""What is known of each language: its words, and how a text's language is told."""

from .guessing import guess_language
from .tables import (
    BylineWords,
    DateWords,
    Language,
    frame_openings,
    known_languages,
    language_words,
    navigation_words,
)

__all__ = [
    "BylineWords",
    "DateWords",
    "Language",
    "frame_openings",
    "guess_language",
    "known_languages",
    "language_words",
    "navigation_words",
]

"""How hard an article is to read, in the measures of its language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Grade:
    """How hard a text is to read; a measure is None where its language has none here, or where there are no words."""

    words: int
    sentences: int
    fkgl: float | None = None
    """English: Flesch-Kincaid grade level, in school years."""
    smog: float | None = None
    """English: SMOG grade, in school years."""
    huerta: float | None = None
    """Spanish: Fernández Huerta's ease of reading, from about 0, very hard, to 100, very easy."""


@dataclass(frozen=True)
class Grades:
    """How hard an article is to read: its body as a whole, and each of its sections."""

    whole: Grade
    sections: tuple[tuple[str, Grade], ...] = ()
    """Heading and grade of each in reading order; the heading is empty for what stands above the first."""

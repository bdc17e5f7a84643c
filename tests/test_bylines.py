"""Bylines and dates, the right ones and the wrong ones."""

from datetime import date

import pytest

from handout_builder.model import Clinician
from handout_builder.readers.bylines import parse_byline
from handout_builder.readers.credit_lines import Credits
from handout_builder.readers.dates import parse_date, parse_date_line
from handout_builder.readers.languages import guess_language, language_words

EN = language_words("en")
PEOPLE = (Clinician("Alex Example", ("LCSW",), "Psychotherapist"),)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Kelsey Geiger, LPCC", [("Kelsey Geiger", "LPCC", "", "author")]),
        ("By Kelsey Geiger, LPCC", [("Kelsey Geiger", "LPCC", "", "author")]),
        ("BY KELSEY GEIGER, LPCC", [("KELSEY GEIGER", "LPCC", "", "author")]),
        ("Written by: Jane Q. Roe, Ph.D., L.P.C.C.", [("Jane Q. Roe", "Ph.D. L.P.C.C.", "", "author")]),
        ("Jane Roe, MA, LMFT", [("Jane Roe", "MA LMFT", "", "author")]),
        ("Jane Roe PhD", [("Jane Roe", "PhD", "", "author")]),
        ("By Jane Roe", [("Jane Roe", "", "", "author")]),
        ("By Dr. Jane Roe, MD", [("Dr. Jane Roe", "MD", "", "author")]),
        ("By María José García-López, LMFT", [("María José García-López", "LMFT", "", "author")]),
        ("By Ludwig van der Berg, PsyD", [("Ludwig van der Berg", "PsyD", "", "author")]),
        ("By Sean O’Neill, DO", [("Sean O’Neill", "DO", "", "author")]),
        ("By Jane Roe, PhD and John Doe, MD", [("Jane Roe", "PhD", "", "author"), ("John Doe", "MD", "", "author")]),
        ("By Jane Roe, PhD, John Doe, MD", [("Jane Roe", "PhD", "", "author"), ("John Doe", "MD", "", "author")]),
        ("By Jane Roe & John Doe", [("Jane Roe", "", "", "author"), ("John Doe", "", "", "author")]),
        ("Jane Roe, LPCC, Clinical Director", [("Jane Roe", "LPCC", "Clinical Director", "author")]),
        ("Medically reviewed by Jane Roe, MD", [("Jane Roe", "MD", "", "reviewer")]),
        ("Edited by Jane Roe", [("Jane Roe", "", "", "editor")]),
        ("Alex Example", [("Alex Example", "LCSW", "Psychotherapist", "author")]),
        ("by alex example", [("alex example", "LCSW", "Psychotherapist", "author")]),
        ("Jane Roe, PsyD/LP", [("Jane Roe", "PsyD LP", "", "author")]),
    ],
)
def test_a_byline_is_understood(line: str, people: list[tuple[str, str, str, str]]) -> None:
    found = parse_byline(line, EN, PEOPLE)
    assert [(b.name, " ".join(b.credentials), b.role, b.part) for b in found] == people


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Integration: Supporting Lasting Change",
        "The Brain’s Ability to Change",
        "Healing Together",
        "By the time you read this, you will be asleep.",
        "By taking small steps",
        "Boston, MA",
        "Sleep, diet and exercise",
        "Ketamine, once used mainly as an anesthetic, has become an exciting option.",
        "What Therapists Do, and Why",
        "Reviewed by",
        "By",
        "By Jane Roe, Chief of Wonder",
        "Next",
        "Jane Roe",
        "Dear Jane Roe,",
    ],
)
def test_an_ordinary_line_is_no_byline(line: str) -> None:
    assert parse_byline(line, EN, PEOPLE) == ()


def test_spanish_bylines_are_understood() -> None:
    (found,) = parse_byline("Escrito por María García, LMFT", language_words("es"))
    assert (found.name, found.credentials) == ("María García", ("LMFT",))


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("2025-03-01", "en", date(2025, 3, 1)),
        ("March 1, 2025", "en", date(2025, 3, 1)),
        ("Mar. 1, 2025", "en", date(2025, 3, 1)),
        ("1 March 2025", "en", date(2025, 3, 1)),
        ("1st of March 2025", "en", date(2025, 3, 1)),
        ("March 2025", "en", None),
        ("1 de marzo de 2025", "es", date(2025, 3, 1)),
        ("3/4/2025", "en", None),
        ("March 32, 2025", "en", None),
        ("2025-02-30", "en", None),
        ("March came in like a lion", "en", None),
    ],
)
def test_dates_are_read_whole_or_not_at_all(text: str, language: str, day: date | None) -> None:
    assert parse_date(text, language_words(language)) == day


def test_a_date_line_says_what_it_dates() -> None:
    assert parse_date_line("Published: March 3, 2025", EN) == ("published", date(2025, 3, 3))
    assert parse_date_line("Last reviewed on 2025-03-03", EN) == ("reviewed", date(2025, 3, 3))
    assert parse_date_line("Published widely in March 2025", EN) is None


def test_byline_and_date_may_share_a_line() -> None:
    credits_ = Credits()
    assert credits_.take("By Jane Roe, PhD | March 3, 2025", EN, ())
    assert credits_.bylines[0].name == "Jane Roe"
    assert credits_.dates == {"published": date(2025, 3, 3)}
    assert not credits_.take("By Jane Roe, PhD | a thought", EN, ())


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The brain is able to change, and this is what helps you when you are not well.", "en"),
        ("El sueño es una habilidad que el cuerpo recuerda y que se puede aprender de nuevo con los años.", "es"),
        ("睡眠是身体记得的一种技能。", "zh"),
        ("النوم مهارة يتذكرها الجسد.", "ar"),
        ("xyzzy plugh", "en"),
    ],
)
def test_the_language_is_told_by_script_and_short_words(text: str, tag: str) -> None:
    assert guess_language(text, "en") == tag

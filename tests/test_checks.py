"""What the checks say of small articles, each named for what it shows, and of the example.

`pytest --update-expected` writes the .expected files; read what it wrote before you keep it.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout_builder.builder.kept_readings import article_of, written
from handout_builder.checks import FAMILIES, RULES, check, grades
from handout_builder.checks.elsewhere import MAKING, READING
from handout_builder.commands.check import findings_of, line_of
from handout_builder.commands.places import places_in
from handout_builder.model import Article, Byline, Clinic, Finding
from handout_builder.readers import read
from handout_builder.readers.front_matter import write_front_matter
from handout_builder.settings import load_clinic

from .conftest import HOME, SEED
from .write_findings import PAGE, page

FOLDER = Path(__file__).parent / "hard_checks"
SOURCES = sorted(path for path in (FOLDER / "sources").iterdir() if path.suffix in (".md", ".txt"))
LISTED = (HOME / "handout_builder" / "model" / "credentials.txt").read_text("utf-8").splitlines()
TODAY = date(2026, 1, 15)


@cache
def the_clinic() -> Clinic:
    return load_clinic(FOLDER)


def told(source: Path, folder: Path) -> str:
    clinic = load_clinic(folder)
    (article,) = read(source, folder, clinic.clinicians, clinic.language)
    names = [f"sources/{path.name}" for path in source.parent.iterdir()]
    findings = findings_of(article, clinic, TODAY, places_in(source), names)
    return "".join(f"{line_of(finding, source.name)}\n" for finding in findings) or "nothing\n"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_what_is_advised_on(source: Path, expected: Callable[[Path, str], None]) -> None:
    expected(source.with_name(source.name + ".expected"), told(source, FOLDER))


def test_what_is_advised_on_the_example(expected: Callable[[Path, str], None]) -> None:
    expected(FOLDER / "the-example.expected", told(SEED, HOME))


def an_article(body: str, language: str = "en") -> Article:
    return Article("a", "sources/a.md", "A title", body, language, bylines=(Byline("Jane Roe", ("LPCC", "PhD")),))


def codes(body: str, clinic: Clinic | None = None, language: str = "en", today: date = TODAY) -> dict[str, str]:
    """The words of each finding about the text itself, by its code."""
    found = check(an_article(f"<p>{body}</p>", language), clinic or the_clinic(), today)
    return {finding.code: finding.words for finding in found if finding.code[0] in "SW"}


WITH_988 = "Call or text 988 or chat 988lifeline.org."


@pytest.mark.parametrize(
    ("body", "crisis", "language", "code"),
    [
        ("A word about suicide.", "Call the desk.", "en", "S201"),
        ("A word about suicide.", WITH_988, "en", ""),
        ("A word about suicide. Call 988.", "Call the desk.", "en", ""),
        ("A word about suicide.", "Call 111.", "en-GB", ""),
        ("A word about the suicidegirls.", "Call the desk.", "en", ""),
        ("A pesticide.", "Call the desk.", "en", ""),
    ],
)
def test_a_crisis_needs_988_in_the_united_states(body: str, crisis: str, language: str, code: str) -> None:
    clinic = replace(the_clinic(), crisis=crisis, language=language)
    assert codes(body, clinic) == ({code: "suicide"} if code else {})


@pytest.mark.parametrize(
    "number",
    "1-800-273-8255|1 800 273 8255|(800) 273-8255|1.800.273.8255|18002738255|1–800–273–TALK|+1 800-273-talk".split("|"),
)
def test_the_old_crisis_number_is_told_however_it_is_written(number: str) -> None:
    assert codes(f"Call {number} today.") == {"S202": number}


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("Take 50mg.", "S204", "50mg"),
        ("Take 1,000 mg/day.", "S204", "1,000 mg/day"),
        ("Inject 10 units.", "S204", "10 units"),
        ("Drink 10 units of alcohol.", "", ""),
        ("A pill. Breathe three times a day.", "", ""),
        ("One pill three times a day.", "S204", "three times a day"),
        ("It cures grief.", "S205", "cures"),
        ("It doesn’t cure grief, and no pill cures it.", "", ""),
        ("It is not easy. Success is guaranteed.", "S205", "guaranteed"),
        ("Secure locks, cured ham.", "", ""),
        ("BOOK NOW!", "S206", "BOOK NOW"),
        ("The book nowadays.", "", ""),
        ("Call us now if you bleed.", "", ""),
        ("From 2019-2024, pages 100-2000.", "", ""),
        ("Write to 555-0142.", "", ""),
        ("Ring 555-0143.", "S203", "555-0143"),
        ("See &lt;https://x.example/?a=1&amp;utm_source=b&gt;.", "W203", "https://x.example/?a=1&utm_source=b"),
        ("See https://x.example/?a=1.", "", ""),
        ("Learn to subscribe to nothing.", "", ""),
        ("Subscribe", "W202", "Subscribe"),
        ("☐", "", ""),
        ("😀", "W205", "😀"),
    ],
)
def test_words_are_found_whole_and_as_they_are_written(body: str, code: str, words: str) -> None:
    assert codes(body) == ({code: words} if code else {})


def test_of_very_many_findings_the_last_stands_for_the_rest() -> None:
    body = " ".join(f"{number} mg." for number in range(1, 41))
    found = [one for one in check(an_article(f"<p>{body}</p>"), the_clinic(), TODAY) if one.code == "S204"]
    assert len(found) == 11
    assert found[-1].words == "11 mg"
    assert "30 more" in found[-1].message


@pytest.mark.parametrize(("today", "is_old"), [(date(2026, 2, 28), False), (date(2026, 3, 1), True)])
def test_a_review_is_old_from_the_day_after_three_years_on(today: date, is_old: bool) -> None:
    article = replace(an_article("<p>Words.</p>"), reviewed=date(2023, 2, 28))
    assert ("R202" in [finding.code for finding in check(article, the_clinic(), today)]) is is_old


def test_a_review_counts_rather_than_a_change_of_the_text() -> None:
    article = replace(an_article("<p>Words.</p>"), reviewed=date(2019, 1, 1), updated=date(2025, 1, 1))
    (old,) = [finding for finding in check(article, the_clinic(), TODAY) if finding.code == "R202"]
    assert "last reviewed on 2019-01-01" in old.message


def test_a_clinic_without_a_directory_is_told_nothing_of_names() -> None:
    article = replace(an_article("<p>Words.</p>"), bylines=(Byline("Mary Major"),))
    assert "B201" in [finding.code for finding in check(article, the_clinic(), TODAY)]
    alone = replace(the_clinic(), clinicians=())
    assert "B201" not in [finding.code for finding in check(article, alone, TODAY)]


def test_languages_that_write_without_spaces_are_not_counted_in_words() -> None:
    found = check(an_article(f"<p>{'眠り' * 400}</p>", "ja"), the_clinic(), TODAY)
    assert not {"X202", "X203", "X205", "H201"} & {finding.code for finding in found}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("1-8002735 .()mg©🙂⇒ab’:?&=/\u00a0"), max_size=60), max_size=4))
def test_whatever_stands_in_an_article_the_checks_come_to_an_end(lines: list[str]) -> None:
    body = "".join(f"<p>{line.replace('&', '&amp;')}</p><h2 id='a{n}'>{n}</h2>" for n, line in enumerate(lines))
    for finding in check(an_article(body), the_clinic(), TODAY):
        assert finding.code in RULES_BY_CODE
        assert not finding.message.endswith((":", '"'))


@pytest.mark.parametrize("text", ["-", "1 ", "1-", "800", "https://a", "cures ", "+1 ", "1,", "?&", "🙂"])
def test_endless_repetition_is_no_trouble(text: str) -> None:
    body = (text * 60_000).replace("&", "&amp;")
    check(an_article(f"<p>{body}</p>"), the_clinic(), TODAY)


RULES_BY_CODE = {rule.code: rule for rule in RULES}
NUMBERED = re.compile(r'"([A-Z]\d{3})"')


def sources_of_codes() -> Counter[str]:
    # What a proof finds is no advice: its handout is not published.
    files = [path for path in (HOME / "handout_builder").rglob("*.py") if "proofs" not in path.parts]
    return Counter(code for path in files for code in NUMBERED.findall(path.read_text("utf-8")))


def test_every_code_has_its_sentence_and_every_rule_stands_once() -> None:
    found = sources_of_codes()
    assert len(RULES_BY_CODE) == len(RULES)
    assert not READING.keys() & MAKING.keys()
    assert set(found) == RULES_BY_CODE.keys() | READING.keys() | MAKING.keys()
    assert all(found[code] == 1 and int(code[1:]) > 200 for code in RULES_BY_CODE)
    # Beside the table there is at least one place that gives it.
    assert all(found[code] > 1 and int(code[1:]) <= 200 for code in [*READING, *MAKING])
    assert {code[0] for code in found} == set(FAMILIES)


def test_every_rule_says_what_to_do_and_what_it_comes_from() -> None:
    for rule in RULES:
        assert rule.title[0].isupper()
        assert rule.todo.endswith((".", "?"))
        assert rule.guidance
        assert not rule.title.endswith(".")


def test_the_page_of_findings_is_the_one_that_the_rules_make() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m tests.write_findings"


def test_excuses_are_kept_and_written_as_they_are_read(tmp_path: Path) -> None:
    excused = (("L201", 'quoted: from the "label"'), ("H205", ""), ("S204", "yes"))
    article = replace(an_article("<p>Words that stand below.</p>"), excused=excused)
    assert article_of(written(article)).excused == excused
    path = tmp_path / "a.md"
    path.write_text(write_front_matter(article) + "\nWords that stand below.\n", "utf-8")
    assert read(path, tmp_path)[0].excused == excused


@pytest.mark.parametrize(
    ("front", "excused"),
    [
        ('excused: {L201: "quoted from the label"}', (("L201", "quoted from the label"),)),
        (
            "excused:\n  L201: quoted: from the label\n  h204: a poem",
            (("L201", "quoted: from the label"), ("H204", "a poem")),
        ),
        ("excused: L201", (("L201", ""),)),
        ("excused: [L201, H204]", (("L201", ""), ("H204", ""))),
        ("excused:", ()),
    ],
)
def test_excuses_are_read_from_front_matter(tmp_path: Path, front: str, excused: tuple[tuple[str, str], ...]) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: T\n{front}\n---\n\nWords that stand below.\n", "utf-8")
    (article,) = read(path, tmp_path)
    assert article.excused == excused
    assert article.findings == (article.findings[0],)


def test_what_was_kept_before_there_were_excuses_is_still_read() -> None:
    article = replace(an_article("<p>Words.</p>"), findings=(Finding("W101", "m", 3, advice=False),))
    values = json.loads(written(article))
    del values["excused"], values["findings"][0]["words"], values["findings"][0]["excused"]
    assert article_of(json.dumps(values)) == article


def test_a_passage_in_another_language_is_not_held_against_the_lists_of_the_articles_own() -> None:
    body = (
        'Sleep well. <span lang="{}">It cures grief. Click here for the somnipathy of CBT. Take 50 mg.</span> It is so.'
    )
    assert codes(body.format("en-GB")) == {"S205": "cures", "W201": "Click here", "S204": "50 mg"}
    assert codes(body.format("fr")) == {"S204": "50 mg"}


def test_a_passage_in_another_language_has_no_part_in_grades_and_terms() -> None:
    plain = "<p>Sleep well each night. Walk in the sun.</p>"
    foreign = '<p lang="es">El neuropsicofarmacólogo interdisciplinario CBT considera excepcionalmente.</p>'
    mixed = an_article(plain + foreign + '<p>Rest <i lang="la">requiescat interminabiliter</i> more.</p>')
    alone = an_article(plain + "<p>Rest more.</p>")
    assert grades(mixed) == grades(alone)
    assert grades(mixed) != grades(replace(mixed, body=mixed.body.replace("lang=", "title=")))
    found = {one.code for one in check(mixed, the_clinic(), TODAY)}
    assert found == {one.code for one in check(alone, the_clinic(), TODAY)}


def unlisted(*credentials: str) -> list[str]:
    article = replace(an_article("<p>Words.</p>"), bylines=(Byline("Jane Roe", credentials),))
    found = [one for one in check(article, the_clinic(), TODAY) if one.code == "B203"]
    return [f"{one.words}: {one.message}" for one in found]


@pytest.mark.parametrize(
    ("credential", "told"),
    [
        ("LPPC", "LPPC: no known credential (did you mean LPCC?)"),
        ("LMTF", "LMTF: no known credential (did you mean LMFT?)"),
        ("Pys.D.", "Pys.D.: no known credential (did you mean PsyD?)"),
        ("L.P.P.C.", "L.P.P.C.: no known credential (did you mean LPCC?)"),
        ("PhD LPPC", "LPPC: no known credential (did you mean LPCC?)"),
        ("QXZ", "QXZ: no known credential"),
    ],
)
def test_letters_that_are_no_known_credential_are_told_with_the_one_that_may_be_meant(
    credential: str, told: str
) -> None:
    assert unlisted("MSW", credential) == ([told] if told else [])


def test_what_is_known_or_no_letters_is_no_unknown_credential() -> None:
    known = [word for line in LISTED if line[0] != "#" for word in line.partition(":")[2].split()]
    dotted = [".".join(word) + "." for word in known if word.isalpha() and word.isupper()]
    assert len(known) > 1000
    assert not unlisted(*known, *dotted)
    written = (
        "Ph.D.|M.D.|Psy.D.|M. Ed.|Doctor of Psychology|Master of Social Work|MA in Counseling|MFT Associate|LPC #1234"
    )
    written += (
        "|CRP 06/123456|LMFT (CA)|CA|LPC-XY|Clinical Director|CEO|Jr.|III|PhD candidate|CLINICAL DIRECTOR|NURSE|OTR/L"
    )
    written += "|MD/PhD|PhD (she/her)|Licensed Therapist|BSc (Hons)|Psychologue|心理学博士"
    assert not unlisted(*written.split("|"))


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: T\nauthor: Jane Roe, PhD, LPPC\n---\n\nWords below.\n",
        "---\ntitle: T\nauthor: {name: Jane Roe, credentials: [PhD, LPPC]}\n---\n\nWords below.\n",
        "# T\n\nBy Jane Roe, PhD, LPPC\n\nWords below.\n",
    ],
)
def test_an_unknown_credential_is_told_once_wherever_the_byline_stands(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, "utf-8")
    (article,) = read(path, tmp_path)
    found = findings_of(article, the_clinic(), TODAY, places_in(path), [])
    assert [(one.code, one.line) for one in found if "LPPC" in f"{one.words}{one.message}" and one.code != "B202"] in (
        [("B203", 3)],
        [("B103", None)],
    )

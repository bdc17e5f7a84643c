"""Bylines and dates, the right ones and the wrong ones; most of them stand in bylines.toml."""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from handout_builder.commands.read import understood
from handout_builder.model import Byline, Clinician
from handout_builder.pages.labels import labels_for
from handout_builder.readers import read
from handout_builder.readers.biographies import parse_bio
from handout_builder.readers.bylines import known_person, parse_author, parse_byline
from handout_builder.readers.credit_lines import Credits, date_doubt
from handout_builder.readers.dates import parse_date, parse_date_line
from handout_builder.readers.junk import junk_reason
from handout_builder.readers.languages import guess_language, known_languages, language_words
from handout_builder.settings import load_clinic

from .conftest import HOME, ClinicFolder
from .open_pdf import Pdf

EN = language_words("en")
PEOPLE = (Clinician("Alex Example", ("LCSW",), "Psychotherapist"), Clinician("Maria J. Sample", ("PsyD",)))
TABLE = tomllib.loads((Path(__file__).parent / "bylines.toml").read_text("utf-8"))


ROWS = [(language, *row) for language, rows in TABLE.items() for row in rows]

SOURCES = sorted(p for p in (Path(__file__).parent / "sources" / "bylines").iterdir() if p.suffix != ".expected")


def as_written(byline: Byline) -> str:
    part = "" if byline.part == "author" else f"{byline.part} "
    return part + byline.signature + (f" = {byline.role}" if byline.role else "")


def reading_of(line: str, language: str, place: str) -> str:
    found = Credits()
    if not found.take(line, language_words(language), PEOPLE, place):  # type: ignore[arg-type]
        return "none"
    parts = [*map(as_written, found.bylines), *(f"{kind} {day}" for kind, day in sorted(found.dates.items()))]
    return ("? " if found.doubts else "") + (" + ".join(parts) or "junk")


@pytest.mark.parametrize(("language", "place", "line", "reading"), ROWS)
def test_a_line_is_read_as_the_table_says(language: str, place: str, line: str, reading: str) -> None:
    assert reading_of(line, language, place) == reading


def test_the_table_is_large_and_has_wrong_lines_beside_right_ones_in_every_language() -> None:
    assert sum(map(len, TABLE.values())) >= 150
    for language in known_languages():
        readings = [reading for _, _, reading in TABLE[language]]
        assert "none" in readings
        assert len(set(readings)) > 5


@pytest.mark.parametrize(
    "line",
    ["", "By", "Dear Jane Roe,", "Ketamine, once used mainly as an anesthetic, has become an exciting option."],
)
def test_an_ordinary_line_is_no_byline(line: str) -> None:
    assert parse_byline(line, EN, PEOPLE) == ()


@pytest.mark.parametrize(
    "name",
    [
        "Maria J. Sample",
        "maria sample",
        "MARIA SAMPLE",
        "Dr. Maria Sample",
        "M. J. Sample",
        "M. Sample",
        "Sample, Maria",
        "María Sample",
        "maria-sample",
        "mariasample",
        "Dr. Sample",
        "Maria Sample (she/her)",
    ],
)
def test_a_clinician_is_found_however_the_name_is_written(name: str) -> None:
    assert known_person(name, PEOPLE) == PEOPLE[1]


@pytest.mark.parametrize("name", ["Maria K. Sample", "Sample", "Maria", "Mary Sample", "K. Sample", "Marias Ample"])
def test_another_person_is_not_taken_for_a_clinician(name: str) -> None:
    assert known_person(name, PEOPLE) is None or name == "Marias Ample"


def test_an_initial_that_two_clinicians_share_names_neither() -> None:
    two = (Clinician("Jane Roe"), Clinician("John Roe"))
    assert known_person("J. Roe", two) is None
    assert known_person("Jane Roe", two) == two[0]


def test_an_author_in_front_matter_may_have_any_name() -> None:
    assert parse_author("Prince", EN, "author") == Byline("Prince")
    assert parse_author("Sample, Maria", EN, "author", PEOPLE).name == "Maria J. Sample"
    assert parse_author("Jane Roe, LPCC", EN, "reviewer") == Byline("Jane Roe", ("LPCC",), part="reviewer")


def test_a_date_on_the_next_line_makes_a_login_an_author() -> None:
    assert not Credits().take("mheadd", EN, (), "title", "and so it goes")
    found = Credits()
    assert found.take("mheadd", EN, (), "title", "March 3, 2025")
    assert found.doubts[0].code == "B102"
    assert "mheadd" in found.doubts[0].message


def test_what_a_line_holds_besides_bylines_is_told() -> None:
    found = Credits()
    assert found.take("By Jane Roe | 3/4/25 | 5 min read", EN, ())
    assert [text for text, _ in found.left] == ["5 min read", "3/4/25"]
    assert "2025-03-04 or 2025-04-03" in found.doubts[0].message


def test_a_person_named_twice_is_one_person_with_all_that_is_known() -> None:
    found = Credits()
    assert found.take("By Jane Roe", EN, ())
    assert found.take("Jane Roe, LPCC, Clinical Director", EN, (), "end")
    assert [as_written(byline) for byline in found.bylines] == ["Jane Roe, LPCC = Clinical Director"]
    assert not found.take("By Jane Roe", EN, ())


def test_a_second_date_that_says_otherwise_stays_in_the_text() -> None:
    found = Credits()
    assert found.take("March 3, 2025", EN, ())
    assert not found.take("March 4, 2025", EN, ())


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("2025-03-01", "en", date(2025, 3, 1)),
        ("Mar. 1, 2025", "en", date(2025, 3, 1)),
        ("1st of March 2025", "en", date(2025, 3, 1)),
        ("1/25/24", "en", date(2024, 1, 25)),
        ("25/1/2024", "en", date(2024, 1, 25)),
        ("2025-03-03T10:00:00+00:00", "en", date(2025, 3, 3)),
        ("lunes, 31 de marzo de 2025 a las 9:30", "es", date(2025, 3, 31)),
        ("3/4/2025", "es", date(2025, 4, 3)),
        ("31 mars 2025", "fr", date(2025, 3, 31)),
        ("31 de março de 2025", "pt", date(2025, 3, 31)),
        ("Thứ Hai, ngày 31 tháng 12 năm 2025", "vi", date(2025, 12, 31)),
        ("15 تشرين الثاني 2024", "ar", date(2024, 11, 15)),
        ("יום שני, 31 במרץ 2025", "he", date(2025, 3, 31)),
        ("2025年3月31日 星期一 上午 9:30", "zh", date(2025, 3, 31)),
        ("2025/3/31", "ja", date(2025, 3, 31)),
        ("March 3, 2025", "zh", date(2025, 3, 3)),
        ("March 2025", "en", None),
        ("3/4/2025", "en", None),
        ("March 32, 2025", "en", None),
        ("2025-02-30", "en", None),
        ("March came in like a lion", "en", None),
        ("Published March 3, 2025", "en", None),
    ],
)
def test_dates_are_read_whole_or_not_at_all(text: str, language: str, day: date | None) -> None:
    assert parse_date(text, language_words(language)) == day


def test_a_date_line_says_what_it_dates() -> None:
    assert parse_date_line("Published: March 3, 2025", EN) == ("published", date(2025, 3, 3))
    assert parse_date_line("Last reviewed on 2025-03-03", EN) == ("reviewed", date(2025, 3, 3))
    assert parse_date_line("Updated: March 3, 2025", EN) == ("updated", date(2025, 3, 3))
    assert parse_date_line("Published widely in March 2025", EN) is None


def test_a_date_that_cannot_be_told_is_explained() -> None:
    either, part = date_doubt("3/4/2025", EN), date_doubt("Nov 3", EN)
    assert either and "2025-03-04 or 2025-04-03" in either.message
    assert part and part.code == "D102"
    assert date_doubt("March 28 at 7:41 PM ·", EN)
    assert date_doubt("Jun 2 · 5 min read", EN)
    assert date_doubt("March 3, 2025", EN) is None
    assert date_doubt("On Jun 2 we met", EN) is None
    assert date_doubt("January 2025", EN) is None
    assert date_doubt("Reviewed: January 2025", EN)
    assert date_doubt("Sleep well", EN) is None


def test_a_credential_that_is_in_no_list_is_named() -> None:
    found = Credits()
    assert found.take("By Ana Ruiz, LICSW, XQZ-C, PMH-C", EN, ())
    assert [doubt.code for doubt in found.doubts] == ["B103"]
    assert '"XQZ-C"' in found.doubts[0].message
    near = Credits()
    near.take("By Ana Ruiz, LICSW, LPPC", EN, ())
    assert "(did you mean LPCC?)" in near.doubts[0].message


def test_pronouns_after_credentials_are_no_credential() -> None:
    (byline,) = parse_byline("Jane Roe, LPC (she/her)", EN)
    assert byline == Byline("Jane Roe", ("LPC",), pronouns="(she/her)")
    assert parse_author(byline.signature, EN, "author") == byline


def test_a_date_that_cannot_be_told_says_what_it_dates() -> None:
    found = Credits()
    assert found.take("Reviewed: April 2025 | Updated: 02/03/2025", EN, (), "title")
    assert [doubt.code for doubt in found.doubts] == ["D102", "D101"]
    assert '"reviewed:"' in found.doubts[0].message
    assert '"updated:"' in found.doubts[1].message
    assert found.dates == {}


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The brain is able to change, and this is what helps you when you are not well.", "en"),
        ("El sueño es una habilidad que el cuerpo recuerda y que se puede aprender de nuevo con los años.", "es"),
        ("Dormir bem é importante para a saúde e para o bem-estar de todos nós, mas nem sempre é fácil.", "pt"),
        ("Bien dormir est important pour la santé, et cela peut être appris avec un peu de temps.", "fr"),
        ("Giấc ngủ là một kỹ năng mà cơ thể của bạn nhớ và bạn có thể học lại.", "vi"),
        ("睡眠是身体记得的一种技能。", "zh-Hans"),
        ("睡眠是身體記得的一種技能。", "zh-Hant"),
        ("睡眠は体が覚えている技術です。", "ja"),
        ("النوم مهارة يتذكرها الجسد.", "ar"),
        ("השינה היא מיומנות שהגוף זוכר.", "he"),
        ("خواب مهارتی است که بدن به یاد می‌آورد و می‌توان آن را دوباره آموخت.", "fa"),
        ("نیند ایک ہنر ہے جو جسم یاد رکھتا ہے۔", "ur"),
        ("Dormire bene è importante per la salute e il benessere di tutti, ma non è sempre facile.", "en"),
        ("xyzzy plugh", "en"),
    ],
)
def test_the_language_is_told_by_script_and_short_words(text: str, tag: str) -> None:
    assert guess_language(text, "en") == tag


@pytest.mark.parametrize(
    "line",
    [
        "Share this post",
        "5 min read",
        "12 Shares",
        "Comments (0)",
        "Subscribe to our newsletter",
        "We use cookies to give you the best experience.",
        "Your email address will not be published. Required fields are marked *",
        "© 2024 Willow Creek Counseling",
        "Lectura de 5 minutos",
        "Tu dirección de correo electrónico no será publicada.",
        "Il y a 3 jours",
        "Prendre rendez-vous",
        "Deixe um comentário",
        "Bài viết liên quan",
        "اقرأ المزيد",
        "כל הזכויות שמורות",
        "阅读时间：5 分钟",
        "訂閱電子報",
        "この記事は約5分で読めます",
    ],
)
def test_a_web_pages_own_line_is_known_in_every_language(line: str) -> None:
    assert junk_reason(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share what you feel with a friend.",
        "Five minutes a day are enough",
        "Your privacy is protected by law, and here is how.",
        "The next step is the hardest.",
        "Comments from others may hurt",
        "Compartir lo que sientes ayuda.",
    ],
)
def test_an_authors_line_is_not_the_web_pages(line: str) -> None:
    assert not junk_reason(line)


@pytest.mark.parametrize(
    ("language", "lines", "name", "text"),
    [
        ("en", ["About the Author", "Kim Lee, PhD, LMFT, is a therapist."], "Kim Lee, PhD, LMFT", 1),
        ("en", ["About the author: Kim Lee is a therapist."], "Kim Lee", 0),
        ("en", ["About Jane Roe", "She works in Boulder."], "Jane Roe, LPCC", 1),
        ("en", ["Jane Roe is a therapist in Boulder."], "Jane Roe, LPCC", 0),
        ("en", ["Alex Example works with families."], "Alex Example, LCSW = Psychotherapist", 0),
        ("es", ["Sobre la autora", "María García es terapeuta en Madrid."], "María García", 1),
        ("fr", ["À propos de l’autrice", "Élodie Lefèvre est psychologue."], "Élodie Lefèvre", 1),
        ("pt", ["Sobre a autora", "Ana Souza é psicóloga."], "Ana Souza", 1),
        ("vi", ["Về tác giả", "Nguyễn Văn An là bác sĩ."], "Nguyễn Văn An", 1),
        ("ar", ["عن الكاتب", "أحمد محمود هو طبيب نفسي."], "أحمد محمود", 1),
        ("he", ["על הכותבת", "יעל כהן היא פסיכולוגית."], "יעל כהן", 1),
        ("zh", ["關於作者", "王小明，諮商心理師。"], "王小明", 1),
        ("ja", ["この記事を書いた人", "佐藤 美咲（臨床心理士）"], "佐藤 美咲", 1),
    ],
)
def test_a_paragraph_about_an_author_is_known(language: str, lines: list[str], name: str, text: int) -> None:
    bio = parse_bio(lines, language_words(language), [Byline("Jane Roe", ("LPCC",))], PEOPLE)
    assert bio
    assert as_written(bio.person) == name
    assert lines[text].endswith(bio.text)
    assert bio.lines == text + 1


@pytest.mark.parametrize(
    "lines",
    [
        ["John Doe is a patient who could not sleep."],
        ["Jane is seven and afraid of the dark."],
        ["About anxiety", "Anxiety is common."],
        ["Jane Roe"],
        [],
    ],
)
def test_a_paragraph_about_anybody_else_is_the_text(lines: list[str]) -> None:
    assert parse_bio(lines, EN, [Byline("Jane Roe", ("LPCC",))], PEOPLE) is None


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_what_is_understood_of(source: Path, expected: Callable[[Path, str], None]) -> None:
    (article,) = read(source, source.parent)
    found = understood(article)
    lines = [f"{key}: {found[key]}" for key in ("title", "bylines", "published", "updated", "reviewed")]
    lines += [f"removed: {line['line']}: {line['text']} ({line['reason']})" for line in found["removed"]]
    lines += [f"finding: {line['code']} {line['line']}: {line['message']}" for line in found["findings"]]
    expected(source.with_name(source.name + ".expected"), "\n".join([*lines, article.body]) + "\n")


def test_the_day_of_the_last_change_is_printed_and_written_back(paperless: ClinicFolder) -> None:
    source = paperless.write(
        "sources/a.txt", "Sleep\nBy Jane Roe\nUpdated March 3, 2025\n\nSleep is a skill we learn.\n"
    )
    assert paperless.call("read", str(source), "--write").code == 0
    assert "updated: 2025-03-03" in source.read_text("utf-8")
    assert paperless.run("build", "--edition", "epub").code == 0
    (book,) = paperless.made().values()
    with ZipFile(BytesIO(book)) as archive:
        pages = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith("html"))
        package = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".opf"))
    assert pages.count("Updated March 3, 2025") == 1
    assert "2025-03-03" in package


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "vi", "ar", "he", "zh-Hans", "zh-Hant", "ja"])
def test_the_builders_own_words_are_in_the_articles_language(language: str, tmp_path: Path) -> None:
    clinic = load_clinic(tmp_path)
    labels, english = labels_for(language, clinic), labels_for("en", clinic)
    assert language == "en" or (labels.kind, labels.updated) != (english.kind, english.updated)
    for name in ("others", "published", "reviewed", "updated", "about", "qr", "photo"):
        assert getattr(labels, name).count("{}") == 1


def test_every_byline_and_date_that_the_docs_show_is_understood() -> None:
    table = (HOME / "docs" / "sources.md").read_text("utf-8").split("\n| line |")[1].split("\n\n")[0]
    examples = [example for row in table.split("\n")[2:] for example in re.findall("`([^`]+)`", row.split("|")[1])]
    assert len(examples) > 10
    for example in examples:
        assert any(Credits().take(example, words, PEOPLE) for words in known_languages().values()), example


def test_a_person_told_of_in_the_article_is_not_told_of_twice(clinic: ClinicFolder) -> None:
    clinic.write("sources/clinicians.toml", '[[clinician]]\nname = "Jane Roe"\nbio = "Jane Roe runs the clinic."\n')
    told = "Rest\nBy Jane Roe\n\nRest is a skill we learn.\n"
    clinic.write("sources/without.txt", told)
    clinic.write("sources/with.txt", told + "\nAbout the Author\n\nJane Roe is a counselor in Boulder.\n")
    assert clinic.run("build", "--edition", "letter").code == 0
    without, told_of = (
        " ".join(Pdf(clinic.path / "handouts" / "letter" / f"{name}.pdf").text.split()) for name in ("without", "with")
    )
    assert "Jane Roe runs the clinic." in without
    assert "Jane Roe runs the clinic." not in told_of
    assert "Jane Roe is a counselor in Boulder." in told_of

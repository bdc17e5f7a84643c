"""Articles in scripts whose fonts are packages of their own."""

import re
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pypdfium2
import pytest
from PIL import Image

from handout_builder.model import EDITIONS
from handout_builder.proofs import prove
from handout_builder.readers import read
from handout_builder.renderers.scripts import advice, script_files

from . import damage
from .conftest import ClinicFolder, Outcome
from .damage import pdf_damage
from .open_epub import Epub
from .open_pdf import Pdf
from .open_tags import TagTree

ARABIC = "النوم عند الأطفال\n\nبقلم: د. أحمد محمود\n\nينام الطفل جيدا عندما يشعر بالأمان، ويصحو سعيدا في الصباح.\n"
HEBREW = "שינה טובה\n\nמאת: יעל כהן\n\nרוב האנשים ישנים רע מדי פעם, וזה עובר אחרי כמה ימים.\n"
MARKED = f"""---
language: ar
author: Jane Roe
---

# النوم عند الأطفال

ينام الطفل جيدا عندما يشعر بالأمان.[^1] يساعد كثيرين مع CBT في البيت.

عنوان للنسخ: https://clinic.example/guides/2025/03/{"abcdefghij" * 8} قد يبرد الشاي قبل ذلك.

[دليل المعهد الوطني عن النوم](https://www.example.org/guides/sleep/2025/) وشرب الماء H<sub>2</sub>O غرفة هادئة.

{"قيمة a < b && c > d وكذلك ≤ 5. " * 9}

[^1]: قيس ذلك خلال أسبوعين.
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    folder = ClinicFolder(tmp_path_factory.mktemp("printed"))
    for name, text in (("ar.txt", ARABIC), ("he.txt", HEBREW), ("marked.md", MARKED)):
        folder.write(f"sources/{name}", text)
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter"]\n')
    done = folder.run()
    assert done.code == 0, done.err
    return folder


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [(ARABIC, "ar", "IBMPlexSansArabic"), (HEBREW, "he", "Heebo")],
    ids=["Arabic", "Hebrew"],
)
def test_a_script_with_its_font_is_printed_whole(text: str, language: str, family: str, printed: ClinicFolder) -> None:
    pdf = Pdf(printed.path / "handouts" / "letter" / f"{language}.pdf")
    assert pdf.language == language
    assert any(family in font.family.replace(" ", "").replace("-", "") for font in pdf.fonts)
    assert all(font.is_embedded and font.has_unicode_map for font in pdf.fonts)
    assert {word.strip(".:،,") for word in text.split()} <= {word.strip(".:،,") for word in pdf.text.split()}


def test_a_right_to_left_page_may_hold_raised_marks_and_other_directions(printed: ClinicFolder) -> None:
    # What fails its proof is not put in place, and makes the build fail.
    assert "letter/marked.pdf" in printed.made()


LACKING = {"khmer": "ការគេង", "thai": "การนอน"}
"""Script without a font here -> a word in it."""


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> tuple[ClinicFolder, Outcome]:
    folder = ClinicFolder(tmp_path_factory.mktemp("lacking"))
    for script, letters in LACKING.items():
        text = f"Sleep\n\nBy Jane Roe\n\nIn her language the word is {letters}, and she likes it.\n"
        folder.write(f"sources/{script}.txt", text)
    return folder, folder.run()


@pytest.mark.parametrize("script", LACKING)
def test_a_script_without_its_font_says_what_to_install(script: str, lacking: tuple[ClinicFolder, Outcome]) -> None:
    folder, outcome = lacking
    assert outcome.code == 3
    said = " ".join(outcome.err.split())
    assert re.search(rf"sources/{script}\.txt[^;]*pip install fontpkg-noto-sans-{script}", said)
    assert f"epub/{script}.epub" in folder.made()


@pytest.mark.parametrize("letter", "睡ね수，")
def test_chinese_japanese_and_korean_have_a_package_of_the_system(letter: str) -> None:
    assert "sudo apt-get install fonts-noto-cjk" in advice(letter)


HAN = {
    "zh-Hans": "睡得好\n\n每天晚上睡得好对心理健康很重要。大多数人有时睡不好（很少超过两个星期），这种情况通常几天后就会过去：「直角引号」和《书名号》也保持原样。\n",
    "zh-Hant": "睡得好\n\n每天晚上睡得好對心理健康很重要。大多數人有時睡不好（很少超過兩個星期），這種情況通常幾天後就會過去。\n",
    "ja": "よく眠る\n\nぐっすり眠ることは、心の健康にとって大切です。「眠れない夜」が続くときは、ッ、ー、。などの文字が行頭に来ないように、医師に相談してください。\n",
    "ko": "잘 자는 방법\n\n잠을 잘 자는 것은 마음의 건강에 중요합니다.\n",
}
FORMS = {"zh-Hans": "SC", "zh-Hant": "TC", "ja": "JP", "ko": "KR"}
NEVER_FIRST = "，。：；！？、」』》）ーッ"
NEVER_LAST = "「『《（"


@pytest.fixture(scope="module")
def han(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    if not script_files():
        pytest.skip("Noto Sans CJK is needed: sudo apt-get install fonts-noto-cjk")
    folder = ClinicFolder(tmp_path_factory.mktemp("han"))
    folder.write("layouts/clinic.toml", 'name = "Clinic"\neditions = ["letter", "large-print", "epub"]\n')
    for language, text in HAN.items():
        title, body = text.split("\n\n")
        folder.write(
            f"sources/{language}.md", f"---\nlanguage: {language}\nauthor: Jane Roe\n---\n\n# {title}\n\n{body * 4}"
        )
    done = folder.run()
    assert done.code == 0, done.err
    return folder


@pytest.mark.parametrize("language", HAN)
def test_each_language_has_its_own_forms_of_shared_characters(language: str, han: ClinicFolder) -> None:
    fonts = {font.family for font in Pdf(han.path / "handouts" / "letter" / f"{language.lower()}.pdf").fonts}
    assert {font[-2:] for font in fonts if "CJK" in font and "Bold" not in font} == {FORMS[language]}


@pytest.mark.parametrize("edition", ["letter", "large-print"])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja"])
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(
    language: str, edition: str, han: ClinicFolder
) -> None:
    lines = Pdf(han.path / "handouts" / edition / f"{language.lower()}.pdf").text.split("\n")
    lines = [line.strip() for line in lines if line.strip()]
    assert len(lines) > 6
    assert [line for line in lines if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST] == []


@pytest.mark.parametrize("language", HAN)
def test_a_cover_shows_a_title_in_any_script(language: str, han: ClinicFolder) -> None:
    epub = Epub(han.path / "handouts" / "epub" / f"{language.lower()}.epub")
    cover = Image.open(BytesIO(epub.files["EPUB/cover.png"]))
    title = cover.convert("L").crop((0, 540, 1600, 760))
    assert title.getextrema()[0] != title.getextrema()[1]


def test_a_right_to_left_page_is_mirrored(clinic: ClinicFolder) -> None:
    table = "\n| אחת | שתיים |\n|---|---|\n| alpha | beta |\n"
    clinic.write(
        "sources/sleep.md", f"---\nlanguage: he\nauthor: Jane Roe\n---\n\n# שינה טובה\n\nרוב האנשים ישנים.\n{table}"
    )
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\naddress = ["12 River Street", "Springfield"]\n')
    assert clinic.run("build", "--edition", "letter").code == 0
    path = clinic.path / "handouts" / "letter" / "sleep.pdf"
    middle = Pdf(path).sizes[0][0] / 2
    assert left_edge(path, "alpha") > left_edge(path, "beta")
    assert left_edge(path, "River Street") > middle
    assert left_edge(path, "12") < left_edge(path, "River Street"), "the clinic's own words keep their direction"
    foot = foot_letters(path)
    assert {place > middle for letter, place in foot if letter in "JaneRo"} == {True}, (
        "the foot begins where lines begin"
    )
    assert {place < middle for letter, place in foot if letter.isdigit()} == {True}, "the number stands at its end"


def foot_letters(path: Path) -> list[tuple[str, float]]:
    """Each letter at the foot of the first page, with its place in points from the page's left edge."""
    text = pypdfium2.PdfDocument(path)[0].get_textpage()
    letters = text.get_text_range()
    boxes = [text.get_charbox(number) for number in range(text.count_chars())]
    return [(letter, box[0]) for letter, box in zip(letters, boxes, strict=False) if 0 < box[3] < 72]


def left_edge(path: Path, words: str) -> float:
    """The place of some words on the first page, in points from its left edge."""
    document = pypdfium2.PdfDocument(path)
    text = document[0].get_textpage()
    found = text.search(words).get_next()
    assert found, words
    return float(text.get_charbox(found[0])[0])


MIXED = {
    "ar": """---
title: النوم (الجزء 1)
author: د. أحمد محمود, PhD
language: ar
---

لا تقلق (Jane Roe, 2024) إن استيقظت *مرة* أو ٢ في الليل؛ اتصل 555-0142 بين 9:00 و17:00.

## الخطوات: «لأجلك»

1. الاستيقاظ في 7 [Sleep guide](https://example.org/sleep)
2. لا قهوة بعد [الدليل](https://example.org/guide) الآن

A word in Arabic is سلام (salam), and another is لا (no).
""",
    "he": """---
title: שינה טובה (חלק 1)
author: ד"ר יעל כהן, PhD
language: he
---

רוב האנשים (Jane Roe, 2024) ישנים *רע מדי* פעם (כ-3 לילות בחודש), בין 9:00 ל17:00, וזה עובר.

## שלבים: "לאט"

| יום | שעות |
|---|---|
| שני | 7.5 |

The word שלום (shalom) means peace.
""",
}
RIGHT_TO_LEFT = re.compile(r"[\u05d0-\u05ea\u0621-\u064a]+")
LETTER = EDITIONS[0]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    """Articles that run from the right, with names, numbers and brackets, as a handout and as a booklet."""
    folder = ClinicFolder(tmp_path_factory.mktemp("mixed"))
    for language, text in MIXED.items():
        folder.write(f"sources/{language}.md", text)
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter", "booklet"]\n')
    done = folder.run()
    assert done.code == 0, done.err
    return folder


@pytest.mark.parametrize("program", ["pypdfium2", "pdftotext"])
@pytest.mark.parametrize("edition", ["letter", "booklet"])
@pytest.mark.parametrize("language", ["ar", "he"])
def test_words_copied_from_right_to_left_pages_are_the_articles(
    program: str, edition: str, language: str, mixed: ClinicFolder
) -> None:
    if program == "pdftotext" and not shutil.which("pdftotext"):
        pytest.skip("pdftotext is needed: sudo apt-get install poppler-utils")
    path = mixed.path / "handouts" / edition / f"{language}.pdf"
    command = ["pdftotext", str(path), "-"]
    copied = Pdf(path).text if program == "pypdfium2" else subprocess.check_output(command, text=True, encoding="utf-8")
    wanted = RIGHT_TO_LEFT.findall(MIXED[language].partition("language")[2])
    assert set(wanted) <= set(RIGHT_TO_LEFT.findall(copied))


@pytest.mark.parametrize("language", ["ar", "he"])
def test_right_to_left_words_are_told_in_the_authors_order(language: str, mixed: ClinicFolder) -> None:
    tree = TagTree(mixed.path / "handouts" / "letter" / f"{language}.pdf")
    assert tree.faults == []
    told = " ".join(tag.facts["ActualText"] for tag in tree.root.walk() if "ActualText" in tag.facts)
    wanted = RIGHT_TO_LEFT.findall(MIXED[language].partition("---\n\n")[2])
    found = RIGHT_TO_LEFT.findall(told)
    start = next(n for n in range(len(found)) if found[n : n + 3] == wanted[:3])
    assert found[start : start + len(wanted)] == wanted


@pytest.mark.parametrize(
    ("damaged", "code"), [(damage.swap_told_words, "V101"), (damage.lose_painted_words, "V107")], ids=["order", "paint"]
)
@pytest.mark.parametrize("language", ["ar", "he"])
def test_right_to_left_words_out_of_order_or_lost_are_caught(
    damaged: Callable[[Any], None], code: str, language: str, mixed: ClinicFolder
) -> None:
    data = mixed.made()[f"letter/{language}.pdf"]
    (article,) = read(mixed.path / "sources" / f"{language}.md", mixed.path)
    assert prove(data, [article], LETTER) == []
    assert code in [finding.code for finding in prove(pdf_damage(damaged)(data), [article], LETTER)]


VOWELS = {
    "ar": "---\ntitle: النوم\nlanguage: ar\n---\n\nهذا مهم جدًا، وشكرًا. مُحَمَّد هنا.\n",
    "he": "---\ntitle: שלום\nlanguage: he\n---\n\nזה חשוב מאוד, שָׁלוֹם לכולם.\n",
    # Letters that must not join are parted by a sign that shows nothing.
    "fa": "---\ntitle: خواب\nlanguage: fa\n---\n\nمردم گاهی بد می\u200cخوابند (کمتر از ۲ هفته) و این می\u200cگذرد.\n",
}


def test_vowel_marks_and_parted_letters_stay_as_they_are(clinic: ClinicFolder) -> None:
    for language, text in VOWELS.items():
        clinic.write(f"sources/{language}.md", text)
    clinic.write("layouts/clinic.toml", 'name = "Clinic"\neditions = ["letter", "booklet", "binder"]\n')
    done = clinic.run()
    assert done.code == 0, done.err
    copied = Pdf(clinic.path / "handouts" / "letter" / "he.pdf").text
    assert normalize("NFC", "שָׁלוֹם") in normalize("NFC", copied)

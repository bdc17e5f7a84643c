"""Articles in scripts whose fonts are packages of their own."""

from pathlib import Path

import pypdfium2
import pytest

from .conftest import ClinicFolder
from .open_pdf import Pdf

ARABIC = "النوم عند الأطفال\n\nبقلم: د. أحمد محمود\n\nينام الطفل جيدا عندما يشعر بالأمان، ويصحو سعيدا في الصباح.\n"
HEBREW = "שינה טובה\n\nמאת: יעל כהן\n\nרוב האנשים ישנים רע מדי פעם, וזה עובר אחרי כמה ימים.\n"
MIXED = f"""---
language: ar
author: Jane Roe
---

# النوم عند الأطفال

ينام الطفل جيدا عندما يشعر بالأمان.[^1] يساعد كثيرين مع CBT في البيت.

عنوان للنسخ: https://clinic.example/guides/2025/03/{"abcdefghij" * 8} قد يبرد الشاي قبل ذلك.

[دليل المعهد الوطني عن النوم](https://www.example.org/guides/sleep/2025/) وشرب الماء H<sub>2</sub>O غرفة هادئة.

[^1]: قيس ذلك خلال أسبوعين.
"""


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [(ARABIC, "ar", "IBMPlexSansArabic"), (HEBREW, "he", "Heebo")],
    ids=["Arabic", "Hebrew"],
)
def test_a_script_with_its_font_is_printed_whole(text: str, language: str, family: str, clinic: ClinicFolder) -> None:
    clinic.write("sources/sleep.txt", text)
    assert clinic.run("build", "--edition", "letter").code == 0
    pdf = Pdf(clinic.path / "handouts" / "letter" / "sleep.pdf")
    assert pdf.language == language
    assert any(family in font.family.replace(" ", "").replace("-", "") for font in pdf.fonts)
    assert all(font.is_embedded and font.has_unicode_map for font in pdf.fonts)
    # Programs that copy right-to-left text turn its ligatures around; no letter of a word is missing or another one.
    found = {"".join(sorted(word.strip(".:،,"))) for word in pdf.text.split()}
    assert {"".join(sorted(word.strip(".:،,"))) for word in text.split()} <= found


@pytest.mark.parametrize(
    ("letters", "said"),
    [("ការគេង", "pip install fontpkg-noto-sans-khmer"), ("睡眠", "no font package for Chinese or Japanese")],
)
def test_a_script_without_its_font_says_what_to_install(letters: str, said: str, clinic: ClinicFolder) -> None:
    clinic.write(
        "sources/sleep.txt", f"Sleep\n\nBy Jane Roe\n\nIn her language the word is {letters}, and she likes it.\n"
    )
    outcome = clinic.run("build")
    assert outcome.code == 3
    assert said in " ".join(outcome.err.split())
    assert "epub/sleep.epub" in clinic.made()


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


def test_a_right_to_left_page_may_hold_raised_marks_and_other_directions(clinic: ClinicFolder) -> None:
    clinic.write("sources/sleep.md", MIXED)
    done = clinic.run("build", "--edition", "letter")
    assert done.code == 0, done.err


def left_edge(path: Path, words: str) -> float:
    """The place of some words on the first page, in points from its left edge."""
    document = pypdfium2.PdfDocument(path)
    text = document[0].get_textpage()
    found = text.search(words).get_next()
    assert found, words
    return float(text.get_charbox(found[0])[0])

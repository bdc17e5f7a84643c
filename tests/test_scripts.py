"""Articles in scripts whose fonts are packages of their own."""

import pytest

from .conftest import ClinicFolder
from .open_pdf import Pdf

ARABIC = "النوم عند الأطفال\n\nبقلم: د. أحمد محمود\n\nينام الطفل جيدا عندما يشعر بالأمان، ويصحو سعيدا في الصباح.\n"
HEBREW = "שינה טובה\n\nמאת: יעל כהן\n\nרוב האנשים ישנים רע מדי פעם, וזה עובר אחרי כמה ימים.\n"


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

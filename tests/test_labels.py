"""The builder's own words on a handout: in the article's language, in the clinic's words where it has some."""

import re
from pathlib import Path

import pytest

from handout_builder.labels import shipped

from .conftest import HOME, ClinicFolder
from .open_epub import Epub
from .open_pdf import Pdf
from .open_tags import TagTree

POLISH = """---
title: Dobry sen
author: Jane Roe, LPCC
language: pl
published: 2025-03-04
key_points: [Stałe godziny]
---

Większość ludzi, którzy źle śpią, nie jest chora, i jest wiele rzeczy, które można zrobić w domu.
"""
EXAMPLES = re.findall(r"```toml\n(\[.*?)```", (HOME / "docs" / "layouts.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture
def polish(clinic: ClinicFolder) -> ClinicFolder:
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter", "epub"]\n')
    clinic.write("sources/sen.md", POLISH)
    return clinic


def guide_titles(epub: Epub) -> list[str]:
    return epub.meta("//opf:guide/opf:reference/@title")


def summary_of(path: Path) -> tuple[str, str]:
    (summary,) = Epub(path).package.iterfind(".//{*}meta[@property='schema:accessibilitySummary']")
    return summary.get("{http://www.w3.org/XML/1998/namespace}lang"), summary.text


def test_a_language_is_added_as_the_docs_show(polish: ClinicFolder) -> None:
    polish.write("layouts/labels.toml", EXAMPLES[0])
    done = polish.run("-v")
    assert done.code == 0, done.err
    assert "L104" not in done.err
    text = " ".join(Pdf(polish.path / "handouts" / "letter" / "sen.pdf").text.split())
    for words in (
        "Ulotka dla pacjenta",
        "Autor: Jane Roe",
        "Opublikowano 4 marca 2025",
        "Najważniejsze",
        "Strona 1 z 1",
    ):
        assert words in text
    for words in ("Patient handout", "Key points", "Questions?", "In a crisis"):
        assert words not in text
    epub = Epub(polish.path / "handouts" / "epub" / "sen.epub")
    assert epub.nav.text_of("h1") == ["Spis treści"]
    assert guide_titles(epub)[0] == "Okładka"
    assert epub.chapter("sen").find("//x:p[@class='label']/text()")[0] == "Najważniejsze informacje"
    assert epub.chapter("sen").find("//x:p[@class='label']/@lang") == []
    assert summary_of(epub.path) == (
        "pl",
        "Tekst jest w kolejności czytania, a spis treści prowadzi do każdego nagłówka. "
        "Zaznaczono strony wydrukowanej ulotki. W tekście nie ma ilustracji. "
        "Można zmienić czcionkę, rozmiar i kolory.",
    )


def test_without_words_the_english_ones_are_told_to_be_english(polish: ClinicFolder) -> None:
    done = polish.run("-v", "--strict")
    assert done.code == 0, done.err
    assert 'none for "pl". Put them into layouts/labels.toml under [pl]; docs/layouts.md shows how. [L104]' in done.err
    epub = Epub(polish.path / "handouts" / "epub" / "sen.epub")
    marked = " ".join("".join(words.itertext()) for words in epub.chapter("sen").find("//*[@lang='en']"))
    for words in ("By", "Published March 4, 2025", "Key points", "Questions?", "In a crisis"):
        assert words in marked
    assert "Stałe" not in marked
    assert summary_of(epub.path)[0] == "en"
    tags = TagTree(polish.path / "handouts" / "letter" / "sen.pdf").outline()
    for words in ("Patient handout", "By ", "Key points"):
        assert re.search(f"(P|Span) Lang='en'\n *1: '{words}'", tags), tags


def test_single_words_are_changed_for_a_language_or_for_one_country(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter", "epub"]\n')
    clinic.write("sources/sleep.md", "---\nlanguage: en\n---\n# Sleep well\n\nBy Jane Roe\n\nSleep is a skill.\n")
    clinic.write("sources/sono.md", "---\nlanguage: pt-BR\n---\n# Dormir bem\n\nPor Jane Roe\n\nDormir se aprende.\n")
    clinic.write("sources/sesta.md", "---\nlanguage: pt-PT\n---\n# A sesta\n\nPor Jane Roe\n\nUma sesta basta.\n")
    assert clinic.run().code == 0
    clinic.write("layouts/labels.toml", EXAMPLES[1])
    done = clinic.run()
    assert done.code == 0, done.err
    assert "the clinic's settings changed" in done.out
    text = " ".join(Pdf(clinic.path / "handouts" / "letter" / "sleep.pdf").text.split())
    assert "Take-home sheet" in text
    assert "Patient handout" not in text
    assert "In a crisis" in text
    books = clinic.path / "handouts" / "epub"
    assert [guide_titles(Epub(books / f"{name}.epub"))[0] for name in ("sono", "sesta")] == ["Capa do livro", "Capa"]
    assert "Nothing to do" in clinic.run().err


WRONG = """kind = "Sheet"
[en]
knd = "Sheet"
others = "and others"
qr = "{0} {}"
by = 5
note = ""
questions = "Any {}?"
[Klingon]
kind = "x"
[pt-BR]
kind = "Folheto"
[pt-br]
kind = "Folheto"
"""


def test_all_mistakes_come_at_once_with_their_lines(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", 'nmae = "Clinic"\n')
    clinic.write("layouts/labels.toml", WRONG)
    done = clinic.run()
    assert done.code == 4
    for said in (
        "layouts/clinic.toml, line 1: nmae is not a setting; did you mean name?",
        "layouts/labels.toml, line 1: kind stands in no language; write a line such as [en] above it.",
        "layouts/labels.toml, line 3: en.knd is none of the words; did you mean kind?",
        'layouts/labels.toml, line 4: en.others must have {} once, as in "and {} others".',
        'layouts/labels.toml, line 5: en.qr must have {} once, as in "QR code that opens {}".',
        'layouts/labels.toml, line 6: en.by must be text in quotes, such as by = "By".',
        'layouts/labels.toml, line 7: en.note must not be empty; in English it is "From the clinic".',
        "layouts/labels.toml, line 8: en.questions must have no { or }.",
        "layouts/labels.toml, line 9: Klingon is no language tag; write one such as [pl] or [pt-BR].",
        "layouts/labels.toml, line 13: pt-br stands here a second time; keep one table.",
    ):
        assert said in done.err


def test_a_new_language_that_lacks_words_is_told_which(clinic: ClinicFolder) -> None:
    clinic.write("layouts/labels.toml", re.sub(r"(?m)^(questions|copy) = .*\n", "", EXAMPLES[0]))
    done = clinic.run()
    assert done.code == 4
    assert (
        "layouts/labels.toml, line 1: pl is a new language, which needs all words; "
        'missing are: questions ("Questions?"), copy ("printer\'s copy").'
    ) in done.err


def test_words_of_the_clinic_are_text_and_no_mark_up(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter", "epub"]\n')
    clinic.write("layouts/labels.toml", '[en]\npicture = \'A "picture" & <more> \\1\'\nquestions = "Q & <A>?"\n')
    clinic.write("sources/face.png", (HOME / "tests" / "hard" / "face.png").read_bytes())
    clinic.write("sources/a.md", "---\nlanguage: en\n---\n# Faces\n\nBy Jane Roe\n\n![](face.png)\n")
    done = clinic.run()
    assert done.code == 0, done.err
    chapter = Epub(clinic.path / "handouts" / "epub" / "a.epub").chapter("a")
    assert chapter.find("//x:img/@alt") == ['A "picture" & <more> \\1']
    assert "Q & <A>?" in Pdf(clinic.path / "handouts" / "letter" / "a.pdf").text


@pytest.mark.parametrize("tag", shipped())
def test_no_shipped_language_lacks_a_word(tag: str) -> None:
    assert list(shipped()[tag]) == list(shipped()["en"])
    assert [word.count("{}") for word in shipped()[tag].values()] == [
        word.count("{}") for word in shipped()["en"].values()
    ]


def test_a_book_tells_in_its_own_language_how_it_can_be_read(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", 'name = "Clínica"\nlanguage = "es"\neditions = ["epub", "bundle"]\n')
    clinic.write("sources/a.md", "---\nlanguage: es\n---\n# Dormir\n\nPor Jane Roe\n\nDormir se aprende.\n")
    clinic.write("sources/b.md", "---\nlanguage: ja\n---\n# 眠り\n\n著者：王小明\n\n眠りは学べます。\n")
    assert clinic.run().code == 0
    books = clinic.path / "handouts"
    spanish = "El texto sigue el orden de lectura y desde el índice se puede saltar a cada encabezado."
    for path in (books / "epub" / "a.epub", books / "clinica-handouts.epub"):
        language, said = summary_of(path)
        assert (language, said.startswith(spanish)) == ("es", True)
    assert summary_of(books / "epub" / "b.epub") == (
        "ja",
        "本文は読む順に並んでいて、目次から各見出しに移動できます。本文に画像はありません。書体、文字の大きさ、色を変えられます。",
    )

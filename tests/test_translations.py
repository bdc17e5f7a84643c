"""The same article in several languages: told by the file's name, kept together in the bundle."""

import json
from pathlib import Path

import pytest

from .conftest import ClinicFolder, Outcome
from .open_epub import Epub

ENGLISH = "Most of the people who sleep badly are not ill, and there is a lot that they can do for it at home."
SPANISH = "La mayoría de las personas que duermen mal no están enfermas, y hay mucho que se puede hacer en casa."
NORWEGIAN = "De fleste som sover dårlig er ikke syke, og det er mye man kan gjøre hjemme for å sove bedre igjen."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    folder = ClinicFolder(tmp_path_factory.mktemp("translations"))
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub", "bundle"]\n')
    folder.write(
        "sources/sleep.ar.md", "# نوم هادئ\n\nبقلم: أحمد محمود\n\nمعظم الناس الذين ينامون بشكل سيئ ليسوا مرضى.\n"
    )
    folder.write("sources/sleep.es.md", f"# Dormir bien\n\nPor Jane Roe\n\n{SPANISH}\n\n## De noche\n\nDescanse.\n")
    folder.write("sources/sleep.txt", f"Sleep well\n\nBy Jane Roe\n\n{ENGLISH}\n")
    folder.write("sources/sleep-apnoea.txt", f"Sleep apnoea\n\nBy Jane Roe\n\n{ENGLISH}\n")
    done = folder.run()
    assert done.code == 0, done.err
    return folder.path / "handouts", done


def test_translations_follow_their_original_in_the_bundle(built: tuple[Path, Outcome]) -> None:
    bundle = Epub(built[0] / "test-clinic-handouts.epub")
    chapters = [name for name in bundle.spine if name.startswith("chapter-")]
    assert chapters == [f"chapter-{slug}.xhtml" for slug in ("sleep", "sleep-ar", "sleep-es", "sleep-apnoea")]
    items = bundle.document("contents.xhtml").find("//x:li")
    links = [[(a.get("href"), a.get("lang"), a.text) for a in item.iter("{*}a")] for item in items]
    assert links == [
        [
            ("chapter-sleep.xhtml", None, "Sleep well"),
            ("chapter-sleep-ar.xhtml", "ar", "نوم هادئ"),
            ("chapter-sleep-es.xhtml", "es", "Dormir bien"),
        ],
        [("chapter-sleep-apnoea.xhtml", None, "Sleep apnoea")],
    ]


def test_a_chapter_leads_to_the_other_languages_by_their_own_names(built: tuple[Path, Outcome]) -> None:
    bundle = Epub(built[0] / "test-clinic-handouts.epub")
    for slug, wanted in {
        "sleep": [("chapter-sleep-ar.xhtml", "ar", "العربية"), ("chapter-sleep-es.xhtml", "es", "Español")],
        "sleep-es": [("chapter-sleep.xhtml", "en", "English"), ("chapter-sleep-ar.xhtml", "ar", "العربية")],
        "sleep-apnoea": [],
    }.items():
        found = bundle.chapter(slug).find("//x:p[@class='translations']/x:a")
        assert [(link.get("href"), link.get("lang"), link.text) for link in found] == wanted


def test_a_handout_of_its_own_tells_nothing_of_the_others(built: tuple[Path, Outcome]) -> None:
    epub = Epub(built[0] / "epub" / "sleep-es.epub")
    assert epub.meta("//dc:language/text()") == ["es"]
    assert epub.chapter("sleep-es").find("//x:p[@class='translations']") == []


def test_two_files_that_would_have_one_name_are_both_refused(clinic: ClinicFolder) -> None:
    for name in ("sleep.es.md", "sleep-es.md"):
        clinic.write(f"sources/{name}", f"# Dormir\n\nPor Jane Roe\n\n{SPANISH}\n")
    done = clinic.run()
    assert done.code == 3
    assert "its handouts would have the same name" in done.err


@pytest.mark.parametrize(
    ("name", "text", "language", "code"),
    [
        ("a.es.txt", SPANISH, "es", ""),
        ("a.ES.txt", SPANISH, "es", ""),
        ("a.es-MX.txt", SPANISH, "es-MX", ""),
        ("a.pt_br.txt", "Nada.", "pt-BR", ""),
        ("a.zh-hant.txt", "今天天氣很好，我們去散步。", "zh-Hant", ""),
        ("a.no.txt", NORWEGIAN, "no", ""),
        ("a.es.html", f"<html lang='en'><article><h1>T</h1><p>{SPANISH}</p></article></html>", "es", ""),
        # No language by accident.
        ("a.no.txt", ENGLISH, "en", "L103"),
        ("a.ii.txt", ENGLISH, "en", "L103"),
        ("v1.2.txt", ENGLISH, "en", ""),
        ("dr.smith.txt", ENGLISH, "en", ""),
        ("a.es-ES-final.txt", ENGLISH, "en", ""),
        ("a.und.txt", ENGLISH, "en", ""),
        (".es.txt", ENGLISH, "en", ""),
        ("es.txt", ENGLISH, "en", ""),
        # What the name says and what else is said.
        ("a.es.txt", ENGLISH, "es", "L102"),
        ("a.es.md", f"---\nlanguage: fr\n---\n{SPANISH}", "fr", "L101"),
        ("a.es.md", f"---\nlanguage: es-MX\n---\n{SPANISH}", "es-MX", ""),
        ("a.no.md", f"---\nlanguage: en\n---\n{ENGLISH}", "en", ""),
    ],
)
def test_the_name_tells_the_language(clinic: ClinicFolder, name: str, text: str, language: str, code: str) -> None:
    front = text if text.startswith(("---", "<")) else f"A title\n\n{text}\n\n{text}\n"
    done = clinic.call("read", "--json", str(clinic.write(f"sources/{name}", front)))
    found = json.loads(done.out)
    assert found["language"] == language
    assert [each["code"] for each in found["findings"] if each["code"].startswith("L")] == [code] * bool(code)

"""Links from one source to another, and quotations marked as such."""

from pathlib import Path

import pytest

from .conftest import ClinicFolder, Outcome
from .make_docx import docx, field, p, run
from .open_epub import Epub
from .open_pdf import Pdf

MARKDOWN = """# Links

By Jane Roe

Read [sleep](sleep.md), [at night](sleep.md#at-night), [no place](./sleep.md#nowhere), [the deep one](more/deep%20one.md),
[the Word file](word.docx), [nothing](gone.md), [outside](../layouts/x.md), [a picture of it](sleep.pdf).

She said <q>“Well”, and <q>no</q></q>, 'then' "left" «there».
"""
DEEP = "<html lang='en'><body><article><h1>Deep</h1><p>By Jane Roe</p>{}</article></body></html>"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    folder = ClinicFolder(tmp_path_factory.mktemp("links"))
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter", "epub", "bundle"]\n')
    folder.write("sources/links.md", MARKDOWN)
    folder.write("sources/sleep.md", "# Sleep\n\nBy Jane Roe\n\nRest.\n\n## At night\n\nDream.\n")
    folder.write("sources/more/deep one.md", "# Deep\n\nBy Jane Roe\n\nGo [up](../sleep.md) and down.\n")
    paragraph = "<p>A long enough paragraph of plain words, and more of <a href='../sleep.html'>sleep</a> to read.</p>"
    folder.write("sources/more/page.html", DEEP.format(paragraph * 3))
    link = field('HYPERLINK "more/deep one.md"', run("the deep one"))
    text = p(run("Word")) + p(run("By Jane Roe, LPCC")) + p(run("This goes on for long enough: ") + link)
    folder.write("sources/word.docx", docx(text))
    done = folder.run()
    assert done.code == 0, done.err
    return folder.path / "handouts", done


def links_of(epub: Epub, slug: str) -> dict[str, str]:
    return {link.text: link.get("href") for link in epub.chapter(slug).find("//x:section[1]//x:a")}


def test_a_link_to_a_source_leads_to_its_chapter(built: tuple[Path, Outcome]) -> None:
    bundle = Epub(built[0] / "test-clinic-handouts.epub")
    assert links_of(bundle, "links") == {
        "sleep": "chapter-sleep.xhtml",
        "at night": "chapter-sleep.xhtml#at-night",
        "no place": "chapter-sleep.xhtml",
        "the deep one": "chapter-deep-one.xhtml",
        "the Word file": "chapter-word.xhtml",
    }
    assert links_of(bundle, "deep-one") == {"up": "chapter-sleep.xhtml"}
    assert links_of(bundle, "page") == {"sleep": "chapter-sleep.xhtml"}
    assert links_of(bundle, "word") == {"the deep one": "chapter-deep-one.xhtml"}


def test_in_a_handout_of_its_own_the_words_stay_and_no_address_is_printed(built: tuple[Path, Outcome]) -> None:
    assert links_of(Epub(built[0] / "epub" / "links.epub"), "links") == {}
    text = " ".join(Pdf(built[0] / "letter" / "links.pdf").text.split())
    assert "Read sleep, at night, no place, the deep one, the Word file, nothing, outside, a picture of it." in text


def test_a_link_to_no_source_is_told(built: tuple[Path, Outcome]) -> None:
    assert 'sources/links.md: a link leads to "gone.md", and no such article is in sources/.' in built[1].err
    assert 'the link of "outside" leads nowhere outside the web site' in built[1].err
    assert "sleep.md" not in built[1].err


def test_a_quotation_has_the_same_marks_everywhere_and_typed_ones_stay(built: tuple[Path, Outcome]) -> None:
    wanted = "She said ““Well”, and ‘no’”, 'then' \"left\" «there»."
    assert wanted in " ".join(Pdf(built[0] / "letter" / "links.pdf").text.split())
    chapter = Epub(built[0] / "epub" / "links.epub").chapter("links")
    assert wanted in chapter.text_of("p")
    assert chapter.find("//x:q") == []


QUOTED = {
    "es": "«Sí»",
    "fr": "«\u00a0Sí\u00a0»",
    "zh-TW": "「Sí」",
    "zh-Hans": "“Sí”",
    "vi": "“Sí”",
    "xx": "“Sí”",
}
"""Language -> a quotation in it."""


@pytest.fixture(scope="module")
def quoted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = ClinicFolder(tmp_path_factory.mktemp("quoted"))
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub"]\n')
    for language in QUOTED:
        text = f"---\nlanguage: {language}\nauthor: Jane Roe\n---\n# A\n\nEl dijo <q>Sí</q>.\n"
        folder.write(f"sources/in-{language}.md", text)
    done = folder.run()
    assert done.code == 0, done.err
    return folder.path / "handouts" / "epub"


@pytest.mark.parametrize(("language", "wanted"), QUOTED.items())
def test_a_quotation_has_the_marks_of_its_language(quoted: Path, language: str, wanted: str) -> None:
    slug = f"in-{language.lower()}"
    assert f"El dijo {wanted}." in "".join(Epub(quoted / f"{slug}.epub").chapter(slug).root.itertext())

"""The proof of a finished handout: what is damaged is caught, what is whole passes, and nothing unproven is published."""

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from handout_builder.model import EDITIONS, Article, Edition
from handout_builder.proofs import examine, prove
from handout_builder.readers import read
from handout_builder.settings import load_clinic

from . import damage
from .conftest import HOME, SEED, SLUG, ClinicFolder
from .damage import Damage, epub_damage, pdf_damage, stream

LETTER, EPUB, BUNDLE = (
    next(edition for edition in EDITIONS if edition.name == name) for name in ("letter", "epub", "bundle")
)
LINE = rb"(BT[^B]*?)\[[^\]]*\] TJ(.*?ET)"


def the_article(folder: ClinicFolder, name: str) -> Article:
    (article,) = read(folder.path / "sources" / name, folder.path, load_clinic(folder.path).clinicians)
    return article


def found(data: bytes, articles: list[Article], edition: Edition) -> str:
    return "\n".join(f"{finding.code} {finding.message}" for finding in prove(data, articles, edition))


PDF_DAMAGES = [
    (stream(LINE, rb"\1\2"), "V101", "the article goes on"),
    (pdf_damage(damage.swap_paragraphs), "V101", "the article goes on"),
    (pdf_damage(damage.repeat_last_paragraph), "V101", "follows the article's last words"),
    (pdf_damage(damage.read_a_paragraph_first), "V101", "stands there twice"),
    (pdf_damage(damage.change_a_letters_meaning), "V101", "the handout with"),
    (pdf_damage(damage.demote_heading), "V102", "is at level 3, not 2"),
    (pdf_damage(damage.make_heading_a_paragraph), "V102", "The Brain’s Ability to Change: Neuroplasticity"),
    (pdf_damage(damage.forget_author), "V104", 'the author "Kelsey Geiger"'),
    (pdf_damage(damage.hide_title), "V104", "file's name in place of the title"),
    (stream(rb"\[<0020", rb"[<0000"), "V105", "has no glyph"),
    (pdf_damage(damage.take_font_out), "V106", "is not embedded"),
    (stream(rb"/Span\n<</MCID 2>>\nBDC", rb"/Artifact\nBMC"), "V101", "the article goes on"),
    (pdf_damage(damage.forget_an_outline_entry), "V111", "is no heading"),
    (lambda data: data[: len(data) // 2], "V110", "damaged"),
]
"""What is done to the example's PDF, the code that catches it, and words of the message."""


@pytest.mark.parametrize(("damaged", "code", "words"), PDF_DAMAGES)
def test_a_damaged_pdf_is_caught(damaged: Damage, code: str, words: str, seed: ClinicFolder) -> None:
    data = seed.made()[f"letter/{SLUG}.pdf"]
    article = the_article(seed, SEED.name)
    assert found(data, [article], LETTER) == ""
    report = found(damaged(data), [article], LETTER)
    assert any(line.startswith(code) and words in line for line in report.splitlines()), report


def test_a_byline_that_is_not_printed_is_caught(seed: ClinicFolder) -> None:
    data = seed.made()[f"letter/{SLUG}.pdf"]

    def blank(pdf: object) -> None:
        (byline,) = (e for e in damage.elements(pdf, "/P") if "Art" in str(e.P.P.S) and str(e.P.S) == "/Div")
        byline.K = pikepdf.Array([])

    assert 'V103 "Kelsey Geiger" of the byline is not there.' in found(
        pdf_damage(blank)(data), [the_article(seed, SEED.name)], LETTER
    )


CHAPTER = "chapter-"
EPUB_DAMAGES = [
    (epub_damage(CHAPTER, "brain ", ""), "V101", "the article goes on"),
    (epub_damage(CHAPTER, r"(<p>[^<]*</p>)\s*(<p>[^<]*</p>)", r"\2\1"), "V101", "the article goes on"),
    (epub_damage(CHAPTER, r"</section>", "<p>Subscribe to us.</p></section>"), "V101", '"Subscribe to us."'),
    (epub_damage(CHAPTER, r"<h2 (.*?)</h2>", r"<h3 \1</h3>"), "V102", "is at level 3, not 2"),
    (epub_damage(CHAPTER, "</span>, LPCC", "</span>"), "V103", '"LPCC" of the byline'),
    (epub_damage(CHAPTER, "</p>", ""), "V112", "is not well-formed"),
    (epub_damage("nav.xhtml", r'#[^"]*"', '#nowhere"'), "V112", "leads to no place"),
    (epub_damage("book.css", "", None), "V112", "is listed and not in the file"),
    (epub_damage("nav.xhtml", r"<li><a href=\"chapter-[^\"]*#.*?</li>", ""), "V114", "is no heading"),
    (epub_damage("content.opf", r"<dc:creator.*?</dc:creator>", ""), "V115", 'the author "Kelsey Geiger"'),
    (lambda data: data[: len(data) // 2], "V112", "damaged"),
]
"""What is done to the example's ePub, the code that catches it, and words of the message."""


@pytest.mark.parametrize(("damaged", "code", "words"), EPUB_DAMAGES)
@pytest.mark.parametrize("edition", [EPUB, BUNDLE], ids=lambda edition: edition.name)
def test_a_damaged_epub_is_caught(damaged: Damage, code: str, words: str, edition: Edition, seed: ClinicFolder) -> None:
    made = seed.made()
    data = made[f"epub/{SLUG}.epub"] if edition is EPUB else made["example-clinic-handouts.epub"]
    article = the_article(seed, SEED.name)
    assert found(data, [article], edition) == ""
    report = found(damaged(data), [article], edition)
    assert any(line.startswith(code) and words in line for line in report.splitlines()), report


def test_a_picture_or_its_words_that_are_lost_are_caught(hard: ClinicFolder) -> None:
    article = the_article(hard, "awkward.md")
    made = hard.made()
    book = made["epub/awkward.epub"]
    assert "leads to nothing in the file" in found(epub_damage(".jpg", "", None)(book), [article], EPUB)
    mute = epub_damage(CHAPTER, r' alt="[^"]*"', ' alt=""')(book)
    assert "V116" in found(mute, [article], EPUB)
    silent = pdf_damage(damage.silence_pictures)(made["letter/awkward.pdf"])
    assert "V108" in found(silent, [article], LETTER)
    deaf = pdf_damage(damage.silence_links)(made["letter/awkward.pdf"])
    assert "V109" in found(deaf, [article], LETTER)


def test_chapters_out_of_order_or_missing_are_caught(hard: ClinicFolder) -> None:
    sources = sorted(path.name for path in (hard.path / "sources").iterdir() if path.suffix in (".md", ".txt"))
    articles = [the_article(hard, name) for name in sources]
    data = hard.made()["riverside-clinic-handouts.epub"]
    assert found(data, articles, BUNDLE) == ""
    swapped = epub_damage("content.opf", r'(<itemref idref="document-3"/>)(\s*)(<itemref [^>]*>)', r"\3\2\1")(data)
    assert "V113" in found(swapped, articles, BUNDLE)
    shorter = epub_damage("content.opf", r'<itemref idref="document-4"/>', "")(data)
    assert "V113" in found(shorter, articles, BUNDLE)


def test_every_awkward_handout_passes(hard: ClinicFolder, long: ClinicFolder) -> None:
    for folder in (hard, long):
        for source in (folder.path / "sources").iterdir():
            if source.suffix not in (".md", ".txt"):
                continue
            article = the_article(folder, source.name)
            for edition in (LETTER, EPUB):
                path = folder.path / "handouts" / edition.name / f"{source.stem}{edition.suffix}"
                if path.exists():
                    assert found(path.read_bytes(), [article], edition) == "", path.name


def test_an_epub_begins_with_its_type(seed: ClinicFolder) -> None:
    data = seed.made()[f"epub/{SLUG}.epub"]
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for info in reversed(source.infolist()):
            target.writestr(info, source.read(info))
    assert "does not begin with its type" in found(out.getvalue(), [the_article(seed, SEED.name)], EPUB)


def test_without_its_article_the_rest_is_proved(seed: ClinicFolder) -> None:
    data = pdf_damage(damage.take_font_out)(seed.made()[f"letter/{SLUG}.pdf"])
    checks = {check.name: check for check in examine(data, None, LETTER)}
    assert "words" not in checks
    assert checks["fonts"].findings
    assert not checks["tags"].findings


def test_a_summary_or_a_closing_may_say_what_the_article_says(clinic: ClinicFolder) -> None:
    words = "If you or someone you know is struggling or in crisis, help is available. Call or text 988."
    clinic.write("layouts/clinic.toml", f'name = "Test Clinic"\ncrisis = "{words}"\ndisclaimer = "{words}"\n')
    clinic.write(
        "sources/help.md", f"---\ntitle: Help\nsummary: {words}\nkey_points: [{words}]\n---\n\n{words}\n\n{words}\n"
    )
    done = clinic.run()
    assert done.code == 0, done.err


ARTICLE = """Sleep

Jane Roe, LPCC

Read about the night, about rest.

Put the lamp out early and sleep well."""


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    """A clinic whose handouts are made; to be copied, not changed."""
    folder = ClinicFolder(tmp_path_factory.mktemp("made"))
    folder.write("sources/clinicians.toml", "")
    folder.write("sources/sleep.txt", ARTICLE)
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter", "epub"]\n')
    assert folder.run().code == 0
    return folder


@pytest.fixture
def hiding(made_once: ClinicFolder, tmp_path: Path) -> ClinicFolder:
    """A clinic whose handouts are made, and whose layout then begins to hide the last paragraph."""
    folder = made_once.copy(tmp_path / "clinic")
    css = (HOME / "layouts" / "clinic" / "handout.css").read_text("utf-8")
    folder.write("layouts/clinic/handout.css", css + "article > p:last-child { display: none }\n")
    return folder


def test_a_handout_that_fails_its_proof_is_not_published(hiding: ClinicFolder) -> None:
    before = hiding.made()
    done = hiding.run()
    assert done.code == 3
    assert "handouts/letter/sleep.pdf failed its proof" in done.err
    assert 'the article goes on "Put the lamp out early and sleep…"' in done.err
    assert "What was there before stays." in done.err
    assert hiding.made()["letter/sleep.pdf"] == before["letter/sleep.pdf"]


def test_nothing_is_put_where_nothing_was(hiding: ClinicFolder) -> None:
    shutil.rmtree(hiding.path / "handouts")
    done = hiding.run()
    assert done.code == 3
    assert "It was not put in place." in done.err
    assert set(hiding.made()) == {"epub/sleep.epub"}


def test_a_template_that_changes_a_word_is_caught_in_the_epub(hiding: ClinicFolder) -> None:
    chapter = (HOME / "layouts" / "clinic" / "chapter.xhtml").read_text("utf-8")
    assert "{{ body }}" in chapter
    hiding.write("layouts/clinic/chapter.xhtml", chapter.replace("{{ body }}", '{{ body|replace("rest", "test") }}'))
    done = hiding.run("--edition", "epub")
    assert done.code == 3
    assert 'the article goes on "rest. Put the lamp' in done.err
    assert 'the handout with "test. Put the lamp' in done.err


VOICES = """# Sleep

By Jane Roe

<abbr title="acceptance and commitment therapy">ACT</abbr> helps, *as we say* <span lang="es">poco a poco</span>.
"""


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    folder = ClinicFolder(tmp_path_factory.mktemp("voices"))
    folder.write("sources/clinicians.toml", "")
    folder.write("sources/sleep.md", VOICES)
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter"]\n')
    assert folder.run().code == 0
    return folder


@pytest.mark.parametrize(
    ("key", "words"),
    [("/E", 'the expansion "acceptance and commitment therapy"'), ("/Lang", 'the language "es" of "poco a poco"')],
)
def test_an_expansion_or_a_language_that_is_not_told_is_caught(key: str, words: str, voices: ClinicFolder) -> None:
    data = voices.made()["letter/sleep.pdf"]
    report = found(pdf_damage(damage.forget(key))(data), [the_article(voices, "sleep.md")], LETTER)
    assert f"V118 {words}" in report


@pytest.mark.parametrize("selector", ["h1", "article > p", "article"])
def test_capitals_of_a_layout_are_named(selector: str, hiding: ClinicFolder) -> None:
    hiding.write(
        "layouts/clinic/handout.css", f'@import "shipped/handout.css";\n{selector} {{ text-transform: uppercase }}\n'
    )
    done = hiding.run("--edition", "letter")
    assert done.code == 3
    assert "(text-transform). Capitals are hard to read" in done.err


def test_a_header_printed_behind_a_tall_first_row_passes(clinic: ClinicFolder) -> None:
    row = f"| {'buy a lamp ' * 330}| {'read a book ' * 330}|"
    clinic.write(
        "sources/sleep.md", f"# Sleep\n\nBy Jane Roe\n\nWords.\n\n| To do | Or |\n|---|---|\n{row}\n| a | b |\n"
    )
    done = clinic.run("--edition", "letter")
    assert done.code == 0, done.err

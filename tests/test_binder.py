"""The binder: all articles, or a topic's, in one PDF that is printed on both sides and opened from the front."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from handout_builder.model import EDITIONS
from handout_builder.proofs import prove
from handout_builder.readers import read

from .conftest import ClinicFolder
from .open_pdf import Pdf

SETTINGS = 'name = "Test Clinic"\neditions = ["binder"]\nbinder_topics = ["Sleep"]\n'
LONG = "\n\n".join(f"{'Words of a paragraph ' * 14}and number {n}." for n in range(14))
ARTICLES = {
    "a-calm-day.md": f"# A calm day\n\nBy Jane Roe, LPCC\n\n## In the morning\n\n{LONG}\n",
    "b-dormir.md": "---\nlanguage: es\ntopics: [sleep]\n---\n# Dormir mejor\n\nPor Ana Abad\n\nUn texto[^1] breve.\n\n[^1]: Una nota.\n",
    "c-sleep.md": "---\ntopics: [Sleep, Rest]\n---\n# Sleep well\n\nBy Jane Roe and Ana Abad, MD\n\nA text[^1] so short.\n\n[^1]: A note.\n",
}


@pytest.fixture(scope="module")
def binders(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    folder = ClinicFolder(tmp_path_factory.mktemp("binders"))
    for name, text in ARTICLES.items():
        folder.write(f"sources/{name}", text)
    folder.write("layouts/clinic.toml", SETTINGS)
    done = folder.run()
    assert done.code == 0, done.err
    return folder


@pytest.fixture(scope="module")
def offering(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    """Three articles that name each other: one in French, and the last in Arabic and of several pages."""
    folder = ClinicFolder(tmp_path_factory.mktemp("offering"))
    folder.write("sources/a-rest.md", "---\ntopics: [Sleep]\n---\n# Rest\n\nBy Jane Roe\n\nSee [it](b-sommeil.md).\n")
    folder.write("sources/b-sommeil.md", "---\nlanguage: fr\n---\n# Sommeil\n\nUn texte court.\n")
    folder.write("sources/c-rahatun.md", "---\nlanguage: ar\n---\n# راحة\n\nاقرأ [هذا](a-rest.md) اليوم.\n\n" + LONG)
    folder.write("layouts/clinic.toml", SETTINGS)
    done = folder.run()
    assert done.code == 0, done.err
    return folder


def texts_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return texts


def binder(folder: ClinicFolder, name: str = "test-clinic") -> Path:
    return folder.path / "handouts" / f"{name}-binder.pdf"


def test_each_article_begins_on_a_right_hand_page(binders: ClinicFolder) -> None:
    texts = texts_of(binder(binders))
    begins = [
        next(n for n, text in enumerate(texts, 1) if text.startswith(title))
        for title in ("A calm day", "Dormir mejor", "Sleep well", "Clinicians")
    ]
    assert all(number % 2 for number in begins)
    assert begins == sorted(begins)
    assert texts[1] == texts[3] == ""


def test_the_contents_and_the_index_name_the_pages(binders: ClinicFolder) -> None:
    texts = texts_of(binder(binders))
    begins = {
        title: next(n for n, text in enumerate(texts, 1) if text.startswith(title))
        for title in ("A calm day", "Dormir mejor", "Sleep well")
    }
    contents, index = texts[2], texts[-1]
    for title, number in begins.items():
        assert f"{title} {number} " in contents
    # Sorted by the family name, with all that is known of the credentials; each with what they wrote.
    assert re.search(
        rf"Clinicians Ana Abad, MD Dormir mejor {begins['Dormir mejor']} Sleep well {begins['Sleep well']} "
        rf"Jane Roe, LPCC A calm day {begins['A calm day']} Sleep well {begins['Sleep well']} ",
        index,
    )
    assert "Questions?" in index


def test_every_page_with_words_but_the_cover_is_numbered_once(binders: ClinicFolder) -> None:
    texts = texts_of(binder(binders))
    for number, text in enumerate(texts, 1):
        found = re.findall(r"(?:Page|Página) (\d+) (?:of|de) (\d+)", text)
        assert found == ([] if number == 1 or not text else [(str(number), str(len(texts)))])
    spanish = next(text for text in texts if text.startswith("Dormir mejor"))
    assert "Página" in spanish


def test_links_lead_to_the_page_that_they_name(binders: ClinicFolder) -> None:
    with pikepdf.open(binder(binders)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        notes = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
        inner = [note for note in notes if isinstance(note.get("/Dest"), pikepdf.Array)]
        assert len(inner) == 3 + 4
        assert all(str(note.Contents).endswith(f" {numbers[note.Dest[0].objgen]}") for note in inner)


def test_notes_of_two_articles_do_not_lead_into_each_other(binders: ClinicFolder) -> None:
    with pikepdf.open(binder(binders)) as pdf:
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        found = [
            (number, numbers[places[str(note.Dest)].D[0].objgen])
            for number, page in enumerate(pdf.pages, 1)
            for note in page.obj.get("/Annots", [])
            if isinstance(note.get("/Dest"), pikepdf.String)
        ]
    assert len(found) == 2
    assert all(here == there for here, there in found)
    assert len({here for here, _ in found}) == 2


def test_the_outline_leads_through_the_whole(binders: ClinicFolder) -> None:
    with pikepdf.open(binder(binders)) as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        assert titles == ["Patient handouts", "Contents", "A calm day", "Dormir mejor", "Sleep well", "Clinicians"]
        assert [entry.title for entry in outline.root[2].children] == ["In the morning"]


def test_a_topic_has_a_binder_of_its_own(binders: ClinicFolder) -> None:
    texts = texts_of(binder(binders, "test-clinic-sleep"))
    assert texts[0].startswith("Sleep Patient handouts Test Clinic")
    assert not any(text.startswith("A calm day") for text in texts)
    assert [text.split(" ", 1)[0] for text in texts if text.startswith(("Dormir", "Sleep well"))] == ["Dormir", "Sleep"]


def test_a_topic_that_no_article_has_is_told(clinic: ClinicFolder) -> None:
    clinic.write("sources/a.md", ARTICLES["a-calm-day.md"])
    clinic.write("layouts/clinic.toml", SETTINGS)
    done = clinic.run()
    assert done.code == 3
    assert 'no article has the topic "Sleep". Write topics: [Sleep] at the top' in done.err
    assert binder(clinic).is_file()


def test_a_heading_and_the_cover_may_be_called_as_an_article(clinic: ClinicFolder) -> None:
    clinic.write("sources/a.md", f"---\ntopics: [Sleep]\n---\n# A calm day\n\n## Sleep\n\n{LONG}\n")
    clinic.write(
        "sources/b.md", "---\ntopics: [Sleep]\n---\n# Sleep\n\nA text.\n\n## Dreams\n\nA text that is short.\n"
    )
    clinic.write("layouts/clinic.toml", SETTINGS)
    done = clinic.run()
    assert done.code == 0, done.err
    with pikepdf.open(binder(clinic, "test-clinic-sleep")) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["Sleep", "Contents", "A calm day", "Sleep"]


def test_a_binder_in_arabic_has_its_contents_on_the_next_right_hand_page_too(clinic: ClinicFolder) -> None:
    clinic.write("sources/a.md", "# النوم\n\nبقلم أحمد محمود\n\nهذا نص قصير عن النوم وفيه كلمات قليلة.\n")
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\nlanguage = "ar"\neditions = ["binder"]\n')
    done = clinic.run()
    assert done.code == 0, done.err
    texts = texts_of(binder(clinic))
    assert [number for number, text in enumerate(texts, 1) if not text] == [2, 4, 6]


def test_a_long_list_begins_under_the_heading_of_the_index(clinic: ClinicFolder) -> None:
    for number in range(45):
        clinic.write(f"sources/{number}.md", f"# Title {number}\n\nBy Jane Roe, LPCC\n\nA text that is short.\n")
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["binder"]\n')
    done = clinic.run()
    assert done.code == 0, done.err
    assert any(text.startswith("Clinicians Jane Roe, LPCC Title 0 ") for text in texts_of(binder(clinic)))


def test_an_article_that_fails_is_left_out_and_named(clinic: ClinicFolder) -> None:
    clinic.write("sources/a.md", ARTICLES["a-calm-day.md"])
    clinic.write("sources/b.md", "# Good\n\nBy Jane Roe\n\nA text that is long enough to be read.\n")
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["binder"]\n')
    assert clinic.run().code == 0
    clinic.write("sources/b.md", "# Bad\n\nBy Jane Roe\n\nA letter \U00013000 that no font has.\n")
    done = clinic.run()
    assert done.code == 3
    assert "U+13000" in done.err
    assert "sources/b.md is not in the binder because its pages could not be made." in done.err
    # What keeps its pages from being made may pass without a change of the article.
    assert "binder.pdf" in clinic.run("--dry-run").out
    assert not any(text.startswith(("Good", "Bad")) for text in texts_of(binder(clinic)))


def test_the_leaves_are_out_of_sight_and_go_with_the_binder(clinic: ClinicFolder) -> None:
    clinic.write("sources/a.md", ARTICLES["a-calm-day.md"])
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["binder"]\n')
    done = clinic.run()
    assert [line.split()[0] for line in done.out.splitlines()] == ["made"]
    assert "1 made" in done.err
    before = clinic.made()
    assert "Nothing to do: 1 handouts are up to date." in clinic.run().err
    assert clinic.run("--force").code == 0
    assert clinic.made() == before
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter"]\n')
    assert clinic.run().code == 0
    assert not list((clinic.path / "handouts" / ".binder").glob("*.pdf"))


def test_an_offered_article_is_told_with_the_page_on_which_it_begins(offering: ClinicFolder) -> None:
    path = binder(offering)
    texts = texts_of(path)
    begins = {title: texts.index(next(t for t in texts if t.startswith(title))) + 1 for title in ("Rest", "Sommeil")}
    offered = texts[begins["Rest"] - 1]
    assert f"Read next Sommeil page {begins['Sommeil']}" in offered
    with pikepdf.open(path) as pdf:
        (note,) = pdf.pages[begins["Rest"] - 1].obj.Annots
        assert str(note.Contents) == f"Sommeil page {begins['Sommeil']}"
        assert note.Dest[0].objgen == pdf.pages[begins["Sommeil"] - 1].obj.objgen


def test_an_article_that_is_in_another_binder_is_offered_without_a_page(offering: ClinicFolder) -> None:
    path = binder(offering, "test-clinic-sleep")
    texts = texts_of(path)
    (rest,) = [number for number, text in enumerate(texts) if text.startswith("Rest")]
    assert texts[rest].endswith("Read next Sommeil Page 5 of 7")
    with pikepdf.open(path) as pdf:
        assert not list(pdf.pages[rest].obj.get("/Annots", []))
    assert b"binder.invalid" not in path.read_bytes()


def test_pages_are_told_in_arabic_as_they_are_read(offering: ClinicFolder) -> None:
    with pikepdf.open(binder(offering)) as pdf:
        told = [str(note.Contents) for page in pdf.pages for note in page.obj.get("/Annots", [])]
        (offered,) = [
            note for page in pdf.pages for note in page.obj.get("/Annots", []) if "صفحة" in str(note.Contents)
        ]
        side = float(pdf.pages[0].mediabox[2]) - float(offered.Rect[2])
    assert [words for words in told if "صفحة" in words] == ["Rest صفحة 5"]
    # It begins where the page's text does: 35 mm from the edge.
    assert side == pytest.approx(35 / 25.4 * 72, abs=1)


def test_a_title_with_brackets_is_offered_beside_one_that_runs_from_the_right(clinic: ClinicFolder) -> None:
    clinic.write("sources/a.md", "---\ntitle: علاج الحزن (الفقد)\nlanguage: ar\n---\n\nاقرأ [هذا](b.md) اليوم.\n")
    clinic.write("sources/b.md", "# Grief and loss (a guide)\n\nWords here.\n")
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["binder"]\n')
    done = clinic.run()
    assert done.code == 0, done.err
    with pikepdf.open(binder(clinic)) as pdf:
        told = [str(note.Contents) for page in pdf.pages for note in page.obj.get("/Annots", [])]
    assert "Grief and loss (a guide) صفحة 7" in told


def test_a_wrong_page_of_an_offered_article_fails_the_proof(offering: ClinicFolder, tmp_path: Path) -> None:
    edition = next(edition for edition in EDITIONS if edition.name == "binder")
    sources = sorted(path for path in (offering.path / "sources").glob("*.md"))
    articles = [read(source, offering.path, (), "en")[0] for source in sources]
    assert prove(binder(offering).read_bytes(), articles, edition) == []

    def said(damage: Callable[[pikepdf.Pdf, Any], None]) -> str:
        with pikepdf.open(binder(offering)) as pdf:
            notes = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
            damage(pdf, next(note for note in notes if "Sommeil page" in str(note.Contents)))
            pdf.save(tmp_path / "damaged.pdf")
        return " ".join(each.message for each in prove((tmp_path / "damaged.pdf").read_bytes(), articles, edition))

    wrong = "which is not that of the article"
    assert wrong in said(lambda _, note: note.__setattr__("Contents", "Sommeil page 9"))
    assert wrong in said(lambda pdf, note: note.Dest.__setitem__(0, pdf.pages[8].obj))
    assert "not there to be seen" in said(lambda pdf, _: unpaint(pdf))


def unpaint(pdf: pikepdf.Pdf) -> None:
    """Take away what is painted last for the tag tree on the first article's page: the page of what it offers."""
    page = pdf.pages[4]
    content = b"\n".join(stream.read_bytes() for stream in page.obj.Contents)
    start = content.rindex(b"/Span")
    end = content.index(b"EMC", start)
    page.obj.Contents = pdf.make_stream(content[:start] + b"/Span BMC " + content[end:])


def test_a_link_in_the_contents_is_in_the_tag_tree(binders: ClinicFolder) -> None:
    pdf = Pdf(binder(binders))
    assert pdf.sizes[0] == (612, 792)
    with pikepdf.open(binder(binders)) as opened:
        document = opened.Root.StructTreeRoot.K[0]
        assert str(document.S) == "/Document"
        assert {str(part.S) for part in document.K} == {"/Part"}
        assert len(document.K) == 5


DAMAGES: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "an article goes": (lambda pdf: pdf.Root.StructTreeRoot.K[0].K.__delitem__(2), "should hold 3"),
    "two articles change places": (lambda pdf: swap(pdf.Root.StructTreeRoot.K[0].K, 1, 3), "A calm day"),
    "a page goes": (lambda pdf: pdf.pages.__delitem__(3), "does not begin on a right-hand page"),
    "a line leads elsewhere": (lambda pdf: lead_astray(pdf), "which is not that of the article"),
    "a line goes": (lambda pdf: pdf.pages[2].obj.Annots.__delitem__(0), "is not in the contents"),
    "the outline goes": (lambda pdf: pdf.Root.__delitem__("/Outlines"), "not in the outline"),
}


def swap(kids: Any, one: int, other: int) -> None:
    kids[one], kids[other] = kids[other], kids[one]


def lead_astray(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.Annots[1].Dest[0] = pdf.pages[2].obj


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_binder_fails_its_proof(binders: ClinicFolder, tmp_path: Path, name: str) -> None:
    damage, said = DAMAGES[name]
    edition = next(edition for edition in EDITIONS if edition.name == "binder")
    articles = [read(binders.path / "sources" / source, binders.path, (), "en")[0] for source in ARTICLES]
    assert prove(binder(binders).read_bytes(), articles, edition) == []
    with pikepdf.open(binder(binders)) as pdf:
        damage(pdf)
        pdf.save(tmp_path / "damaged.pdf")
    findings = prove((tmp_path / "damaged.pdf").read_bytes(), articles, edition)
    assert any(said in finding.message for finding in findings), findings

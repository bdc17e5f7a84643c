"""Links between the articles of a bundle."""

from pathlib import Path

import pytest

from .conftest import ClinicFolder
from .open_epub import Epub

LINKS = {
    "same": "https://clinic.example/blog/sleep",
    "other-scheme": "http://www.clinic.example/blog/sleep/?utm_source=mail",
    "section": "https://clinic.example/blog/sleep#at-night",
    "no-section": "https://clinic.example/blog/sleep#comments",
    "by-name": "https://clinic.example/posts/2025/breathing/",
    "by-name-elsewhere": "https://other.example/posts/breathing",
    "outside": "https://clinic.example/blog/sleeping",
    "query": "https://clinic.example/blog/sleep?p=7",
}


@pytest.fixture(scope="module")
def handouts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = ClinicFolder(tmp_path_factory.mktemp("links"))
    folder.write(
        "layouts/clinic.toml", 'name = "Test Clinic"\nweb = "www.clinic.example"\neditions = ["epub", "bundle"]\n'
    )
    front = "---\ntitle: Sleep\nauthor: Jane Roe\nsource_url: https://clinic.example/blog/sleep/\n---\n\n"
    folder.write(
        "sources/sleep.md", f"{front}Read [this](https://clinic.example/blog/sleep).\n\n## At night\n\nRest.\n"
    )
    folder.write("sources/breathing.md", "# Breathing\n\nBy Jane Roe\n\nIn and out.\n")
    lines = "\n\n".join(f"[{name}]({address})" for name, address in LINKS.items())
    folder.write("sources/links.md", f"# Links\n\nBy Jane Roe\n\n{lines}\n")
    done = folder.run()
    assert done.code == 0, done.err
    return folder.path / "handouts"


def links_of(epub: Epub, slug: str) -> dict[str, str]:
    return {link.text: link.get("href") for link in epub.chapter(slug).find("//x:section[1]//x:a")}


def test_links_between_articles_stay_inside_the_bundle(handouts: Path) -> None:
    assert links_of(Epub(handouts / "test-clinic-handouts.epub"), "links") == LINKS | {
        "same": "chapter-sleep.xhtml",
        "other-scheme": "chapter-sleep.xhtml",
        "section": "chapter-sleep.xhtml#at-night",
        "no-section": "chapter-sleep.xhtml",
        "by-name": "chapter-breathing.xhtml",
    }


def test_an_epub_of_one_article_keeps_its_links_to_the_web(handouts: Path) -> None:
    assert links_of(Epub(handouts / "epub" / "links.epub"), "links") == LINKS


def test_where_to_read_it_online_still_leads_to_the_web(handouts: Path) -> None:
    chapter = Epub(handouts / "test-clinic-handouts.epub").chapter("sleep")
    assert chapter.find("//x:section[2]//x:a/@href")[0] == "https://clinic.example/blog/sleep/"


def test_a_chapter_names_its_authors_to_programs(handouts: Path) -> None:
    assert Epub(handouts / "test-clinic-handouts.epub").chapter("sleep").find("//x:meta[@name='author']/@content") == [
        "Jane Roe"
    ]

"""Addresses that an author typed as plain words."""

from pathlib import Path

import pytest

from .conftest import ClinicFolder
from .open_epub import Epub
from .open_pdf import Pdf

TEXT = """Where to ask

By Jane Roe

Read https://clinic.example/a_(b). More (www.example.org/sleep), or write to front.desk@clinic.example!

Not links: http://localhost, a@b, ftp://files.example.org, 10.5 and/or 3.

说明：访问https://clinic.example/睡眠 以了解更多。
"""
LINKS = {
    "https://clinic.example/a_(b)": "https://clinic.example/a_(b)",
    "www.example.org/sleep": "https://www.example.org/sleep",
    "front.desk@clinic.example": "mailto:front.desk@clinic.example",
    "https://clinic.example/": "https://clinic.example/",
}


@pytest.fixture(scope="module")
def handouts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = ClinicFolder(tmp_path_factory.mktemp("typed"))
    folder.write("layouts/clinic.toml", 'name = "Clinic"\neditions = ["letter", "epub"]\ncrisis = ""\n')
    text, _, chinese = TEXT.partition("\n说")
    folder.write("sources/ask.txt", text)
    folder.write("sources/code.md", "# Code\n\nBy Jane Roe\n\n`https://a.example/x` and <https://b.example/y>.\n")
    folder.write("sources/shuo.md", f"---\nlanguage: zh\n---\n\n# 说\n\n说{chinese}")
    folder.run()
    return folder.path / "handouts"


def links_of(handouts: Path, slug: str) -> dict[str, str]:
    return {
        link.text: link.get("href") for link in Epub(handouts / "epub" / f"{slug}.epub").chapter(slug).find("//x:p/x:a")
    }


def test_a_typed_address_is_a_link_without_the_marks_around_it(handouts: Path) -> None:
    assert links_of(handouts, "ask") | links_of(handouts, "shuo") == LINKS


def test_an_address_in_code_stays_code_and_a_link_stays_one_link(handouts: Path) -> None:
    assert links_of(handouts, "code") == {"https://b.example/y": "https://b.example/y"}


def test_a_typed_address_is_printed_once(handouts: Path) -> None:
    printed = Pdf(handouts / "letter" / "ask.pdf").text
    assert all(printed.count(address) == 1 for address in list(LINKS)[:3])

"""Word files as people write them: tests/sources/word/ holds one a folder, its parts as text, and what is expected."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from handout_builder.commands.read import understood
from handout_builder.model import Article
from handout_builder.readers import read
from handout_builder.readers.body import body_words

from .conftest import ClinicFolder
from .make_docx import pack

FOLDER = Path(__file__).parent / "sources" / "word"
SOURCES = sorted(path for path in FOLDER.iterdir() if path.is_dir())
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def packed(source: Path, tmp_path: Path) -> Path:
    path = tmp_path / f"{source.name}.docx"
    path.write_bytes(pack(source))
    return path


def read_source(source: Path, tmp_path: Path) -> Article:
    (article,) = read(packed(source, tmp_path), tmp_path)
    return article


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_what_is_understood_of(source: Path, tmp_path: Path, expected: Callable[[Path, str], None]) -> None:
    article = read_source(source, tmp_path)
    found = understood(article)
    lines = [f"{key}: {found[key]}" for key in ("title", "subtitle", "bylines", "language", "published", "reviewed")]
    lines += ["taken:", *(f"  {line}" for line in article.taken)]
    lines += ["headings:", *("  " * (level - 1) + heading for level, heading in found["headings"])]
    lines += ["pictures:", *(f"  {picture.source}: {picture.alt}" for picture in article.pictures)]
    lines += ["removed:", *(f"  {line['line']}: {line['text']} ({line['reason']})" for line in found["removed"])]
    lines += ["findings:", *(f"  {one.code} {one.message}" for one in article.findings)]
    lines += ["body:", re.sub(r"(?<=>)(?=<(?:p|h\d|ul|ol|li|table|tr|figure|div)\b)", "\n", article.body)]
    expected(FOLDER / f"{source.name}.expected", "\n".join(lines) + "\n")


def written(source: Path, tmp_path: Path) -> str:
    """The letters of the text in a file's own order, a text box once and nothing of what was deleted."""
    with ZipFile(packed(source, tmp_path)) as zipped:
        root = etree.fromstring(zipped.read("word/document.xml"))
    again = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    nodes = [node for node in root.iter(W + "t", M + "t") if next(node.iterancestors(again), None) is None]
    return letters(" ".join(node.text or "" for node in nodes))


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W\d_]", text))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_letter_is_on_the_page_once_or_reported(source: Path, tmp_path: Path) -> None:
    article = read_source(source, tmp_path)
    beside = ("page header", "page footer", "comment in the margin", "deleted in Word")
    removed = [one.text for one in article.removed if not any(reason in one.reason for reason in beside)]
    body = article.body.split('<div class="footnote">')[0]
    placed = letters(" ".join([*article.taken, *removed, *body_words(body)]))
    assert Counter(placed) == Counter(written(source, tmp_path))


def test_all_of_them_are_built_with_every_edition_in_one_run(clinic: ClinicFolder) -> None:
    for source in SOURCES:
        clinic.write(f"sources/{source.name}.docx", pack(source))
    done = clinic.run("--json")
    assert done.code == 0, done.err
    assert {f"letter/{source.name}.pdf" for source in SOURCES} <= set(clinic.made())

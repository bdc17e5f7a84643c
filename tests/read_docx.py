"""Word files made by hand, read as the program reads them."""

from pathlib import Path
from typing import Any

from handout_builder.model import Article, Clinician
from handout_builder.readers import read

from .make_docx import docx, p

TEXT = "This is a sentence that says something, as the text of an article does."
TITLE = p("Sleeping well", "Title")
_PART = '<h2 id="part">Part</h2>'


def article(tmp_path: Path, data: bytes, *people: Clinician, name: str = "article.docx") -> Article:
    path = tmp_path / "sources" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    (found,) = read(path, tmp_path, people)
    assert not [finding.message for finding in found.findings if finding.code == "X104"]
    return found


def body(tmp_path: Path, xml: str, **more: Any) -> str:
    """What becomes of a piece of a document that has headings of its own."""
    return article(tmp_path, docx(TITLE + p("Part", "heading1") + xml, **more)).body.removeprefix(_PART)

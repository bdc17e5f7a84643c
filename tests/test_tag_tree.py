"""What a screen reader is told of the printed handout: the tag tree, read back from the finished file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handout_builder.model import EDITIONS, Article, Clinic
from handout_builder.pages import lay_out, load_layout
from handout_builder.readers import read
from handout_builder.renderers import render
from handout_builder.settings import load_clinic

from .open_tags import TagTree

SOURCES = sorted((Path(__file__).parent / "tag_trees").glob("*.md"))


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "layouts").mkdir()
    (folder / "layouts" / "clinic.toml").write_text('name = "Riverside"\nphone = "555-0142"\n')
    return load_clinic(folder)


def printed(article: Article, clinic: Clinic, folder: Path) -> Path:
    path = folder / f"{article.slug}.pdf"
    path.write_bytes(render(lay_out(article, clinic, load_layout(folder, clinic), EDITIONS[0])).data)
    return path


def tree_of(body: str, clinic: Clinic, folder: Path) -> TagTree:
    article = Article(slug="a", source="sources/a.txt", title="Sleeping well", body=body, language="en")
    return TagTree(printed(article, clinic, folder))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_the_tree_of(source: Path, expected: Callable[[Path, str], None], clinic: Clinic, tmp_path: Path) -> None:
    (article,) = read(source, source.parent)
    tree = TagTree(printed(article, clinic, tmp_path))
    assert tree.faults == []
    expected(source.with_name(source.name + ".expected"), tree.outline())

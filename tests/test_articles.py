"""Small sources, each named for what it shows, and what is understood of them.

`pytest --update-expected` writes the .expected files; read what it wrote before you keep it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from handout_builder.commands.read import understood
from handout_builder.readers import read

FOLDER = Path(__file__).parent / "sources"
SOURCES = sorted(
    path for kind in ("pasted", "markdown") for path in (FOLDER / kind).iterdir() if path.suffix in (".txt", ".md")
)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_what_is_understood_of(source: Path, expected: Callable[[Path, str], None]) -> None:
    (article,) = read(source, source.parent)
    found = understood(article)
    lines = [f"{key}: {found[key]}" for key in ("title", "bylines", "language", "published", "reviewed")]
    lines += ["headings:", *("  " * (level - 1) + heading for level, heading in found["headings"])]
    lines += ["removed:", *(f"  {line['line']}: {line['text']} ({line['reason']})" for line in found["removed"])]
    lines += ["body:", article.body]
    expected(source.with_name(source.name + ".expected"), "\n".join(lines) + "\n")

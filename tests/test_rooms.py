"""Each room imports what the house allows, and nothing else of ours."""

import ast
import tomllib
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "handout_builder"
NOUNS = {"model", "errors"}
ALLOWED = {
    "model": set(),
    "errors": set(),
    "untouched": set(),
    "locking": set(),
    # The shipped words: the settings hold the clinic's own against them, the pages print them.
    "labels": NOUNS,
    "settings": NOUNS | {"labels"},
    # A picture in an article, a clinician's photo and the logo are made fit for a page in the same way.
    "pictures": NOUNS,
    "readers": NOUNS | {"pictures"},
    "checks": NOUNS,
    "pages": NOUNS | {"labels", "pictures"},
    "renderers": NOUNS,
    "proofs": NOUNS,
    "report": NOUNS,
    "programs": NOUNS,
    # The download page is the handout's sister: its letterhead, bylines, days and words are made as the handout's are.
    "catalogue": NOUNS | {"labels", "pages", "pictures"},
    # A worker that makes a handout checks its article too.
    "builder": NOUNS | {"readers", "pages", "renderers", "proofs", "checks", "locking"},
    # A list may be sent by one process only, as a folder may be built by one; a mail is in the builder's own words.
    "delivery": NOUNS | {"labels", "locking"},
    # It writes into sources/ as the builder writes into handouts/: beside, then renamed.
    "intake": NOUNS | {"readers", "builder"},
    "commands": NOUNS
    | {
        "settings",
        "readers",
        "checks",
        "pictures",
        "pages",
        "renderers",
        "proofs",
        "report",
        "programs",
        "catalogue",
        "builder",
        "delivery",
        "intake",
        "labels",
        "untouched",
    },
}


def rooms_imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            depth = len(path.relative_to(PACKAGE).parts)
            if node.level == depth:
                names = [node.module] if node.module else [alias.name for alias in node.names]
                found |= {name.split(".")[0] for name in names}
            elif not node.level and (node.module or "").startswith("handout_builder."):
                found.add((node.module or "").split(".")[1])
    return found - {"__version__"}


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_what_the_house_allows(room: str) -> None:
    base = PACKAGE / room
    files = list(base.rglob("*.py")) if base.is_dir() else [base.with_suffix(".py")]
    assert files
    imported = set().union(*map(rooms_imported, files)) - {room}
    assert imported <= ALLOWED[room]


def test_every_room_is_in_the_table() -> None:
    found = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert found - {"__init__"} == set(ALLOWED)


def test_the_nouns_are_frozen() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in (PACKAGE / "model").glob("*.py")]
    classes = [node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
    assert classes
    assert all("frozen=True" in ast.unparse(node.decorator_list[0]) for node in classes)


def test_every_package_is_in_the_wheel() -> None:
    listed = set(
        tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    )
    found = {".".join(path.parent.relative_to(PACKAGE.parent).parts) for path in PACKAGE.rglob("__init__.py")}
    assert listed == found | {"handout_builder.layouts"}

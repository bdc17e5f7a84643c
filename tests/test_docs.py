"""The documents say what the program does: every command, option, setting and field, and no place of ours."""

import re
import subprocess
from importlib import import_module

import pytest

from handout_builder.commands import COMMANDS, FILES
from handout_builder.delivery.email.recipients import ADDRESS_COLUMNS, NAME_COLUMNS
from handout_builder.model import EDITIONS, Edition
from handout_builder.readers.front_matter import KEYS
from handout_builder.settings import CLINIC, CLINICIAN, TERM

from .conftest import HOME

README = (HOME / "README.md").read_text("utf-8")
MANUAL = (HOME / "docs" / "how_it_works.md").read_text("utf-8")
EMAIL = (HOME / "docs" / "email.md").read_text("utf-8")
LAYOUTS = (HOME / "docs" / "layouts.md").read_text("utf-8")
SCALING = (HOME / "docs" / "scaling.md").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_manual(command: str) -> None:
    assert f"**{command}**" in MANUAL


@pytest.mark.parametrize(
    "option",
    [
        name
        for command in COMMANDS
        for option in import_module(f"handout_builder.commands.{FILES.get(command, command)}").command.params
        for name in option.opts
        if name.startswith("--")
    ],
)
def test_every_option_is_in_the_manual(option: str) -> None:
    assert f"`{option}" in MANUAL


@pytest.mark.parametrize("setting", [*CLINIC, *CLINICIAN, *TERM], ids=lambda setting: setting.key)
def test_every_setting_is_in_the_manual_with_its_sentence(setting: object) -> None:
    assert f"| `{setting.key}` | {setting.sentence} |" in MANUAL  # type: ignore[attr-defined]


@pytest.mark.parametrize("heading", [*ADDRESS_COLUMNS, *NAME_COLUMNS])
def test_every_heading_of_a_list_is_in_the_page_on_email(heading: str) -> None:
    assert f"`{heading}`" in EMAIL


@pytest.mark.parametrize("key", KEYS)
def test_every_front_matter_field_is_in_readme_and_manual(key: str) -> None:
    assert f"`{key}`" in MANUAL
    assert f"{key}:" in README or f"`{key}`" in README


# Kobo and Kindle show the same book as every e-reader.
@pytest.mark.parametrize(
    "edition",
    [edition for edition in EDITIONS if edition.profile == "standard" and not edition.part_of],
    ids=lambda edition: edition.name,
)
def test_every_edition_is_shown_in_a_small_picture(edition: Edition) -> None:
    assert f"](editions/{edition.name}.png)" in LAYOUTS
    assert (HOME / "docs" / "editions" / f"{edition.name}.png").stat().st_size < 60_000


def test_every_block_of_the_handout_is_in_the_manual_of_layouts() -> None:
    template = (HOME / "layouts" / "clinic" / "handout.html").read_text("utf-8")
    blocks = re.findall(r"{% block (\w+) %}", template)
    assert re.findall(r"^\| `(\w+)` \|", LAYOUTS, re.MULTILINE) == blocks
    assert len(blocks) > 5


def test_the_readme_shows_a_page_and_its_links_lead_somewhere() -> None:
    for text, folder in ((README, HOME), (MANUAL, HOME / "docs"), (LAYOUTS, HOME / "docs"), (EMAIL, HOME / "docs")):
        targets = re.findall(r"\]\(([^)#]+)\)", text)
        local = [target for target in targets if not target.startswith("http")]
        assert local or text == EMAIL
        assert all((folder / target).exists() for target in local)
    assert "](docs/handout.png)" in README


def test_what_one_core_makes_follows_from_the_figure_beside_it() -> None:
    seconds = float(re.search(r"Our build: 200 PDFs, 200 ePubs, the bundle, all proved +([\d.]+)", SCALING)[1])  # type: ignore[index]
    told = int(re.search(r"about ([\d,]+) handouts an hour", SCALING)[1].replace(",", ""))  # type: ignore[index]
    assert told == round(401 / seconds * 3600, -3)
    hours = float(re.search(r"= ([\d.]+) hours of one core", SCALING)[1])  # type: ignore[index]
    assert hours == round(100_000 * seconds / 401 / 3600, 1)


def test_the_readme_shows_the_two_commands_and_the_makefile_has_them() -> None:
    makefile = (HOME / "Makefile").read_text("utf-8")
    assert "\nmake " in README
    assert "\nmake test" in README
    assert "\nall:" in makefile
    assert "\ntest:" in makefile


def test_no_file_names_a_registry_or_a_machine() -> None:
    files = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, cwd=HOME, check=True
    ).stdout.splitlines()
    forbidden = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|repo1?\.maven|deb\.debian|/home/|/root/|/Users/")
    for name in files:
        path = HOME / name
        if path.suffix not in (".png", ".jpg") and name != "tests/test_docs.py":
            assert not forbidden.search(path.read_text("utf-8")), name

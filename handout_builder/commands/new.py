"""`new`: write a clinic's folder that builds at once."""

from importlib.resources import files
from pathlib import Path

import click

from ..errors import SettingsError
from ..pages import shipped_layouts
from ..settings import clinic_toml, clinicians_toml, glossary_toml
from .talk import program, say


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> int:
    """Write a clinic's folder that builds at once: sources, layouts, handouts."""
    starter = files("handout_builder") / "starter"
    contents = {
        "sources/your-first-handout.md": (starter / "your-first-handout.md").read_text("utf-8"),
        "sources/clinicians.toml": clinicians_toml(),
        "sources/glossary.toml": glossary_toml(),
        "layouts/clinic.toml": clinic_toml(),
        "layouts/logo.svg": (shipped_layouts() / "logo.svg").read_text("utf-8"),
        "handouts/README.md": (starter / "handouts.md").read_text("utf-8"),
    }
    taken = [name for name in contents if (folder / name).exists()]
    if taken:
        raise SettingsError([f"{folder} already holds {taken[0]}. Nothing was written; choose another folder."])
    try:
        for name, text in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
            click.echo(str(folder / name))
    except OSError as error:
        raise SettingsError(
            [f"{error.filename}: cannot be written ({error.strerror}). Choose another folder."]
        ) from error
    say(
        f"Now put your clinic's name into {folder / 'layouts' / 'clinic.toml'} "
        f'and build: {program()} --folder "{folder}"'
    )
    return 0

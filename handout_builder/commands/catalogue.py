"""`catalogue`: write the download page, after making what of the handouts is not up to date."""

from pathlib import Path

import click

from .build import build_with_site


@click.command("catalogue")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(), help="The clinic's folder (default: here).")
def command(folder: Path) -> int:
    """Write the download page into handouts/: every article, to be read, searched and downloaded."""
    return build_with_site(folder)

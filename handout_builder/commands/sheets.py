"""`sheets`: write PEMAT-P and CDC Clear Communication Index score sheets, filled in as far as a program can."""

import json
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from ..builder.sources import Source, check_only, find_sources
from ..builder.writing import sweep, write_beside
from ..checks.sheets import sheets_of
from ..errors import HandoutError, MissingProgramError, SettingsError, SourceError, StorageError
from ..model import Article, Clinic, Sheet
from ..pages.score_sheets import GENERATOR, lay_out_sheets
from ..programs import pango
from ..readers import read
from ..renderers import render
from ..settings import load_clinic
from .slugs import SLUG
from .talk import say, shown

FOLDER = "sheets"
"""Where they go, in the clinic's folder: never into handouts/, which patients get."""
_TAKEN = {
    "handouts": "patients get what is there",
    "sources": "what is there is taken for articles",
    "layouts": "what is there is taken for the look of the handouts",
}


class _Folder(click.Path):
    """A folder that has a name: an empty one would be where the command was called."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return super().convert(value, param, ctx) if str(value) else self.fail("name a folder.", param, ctx)


@click.command("sheets")
@click.argument("slugs", nargs=-1, type=SLUG, metavar="[SLUG]...")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(), help="The clinic's folder (default: here).")
@click.option("--to", type=_Folder(path_type=Path), help="The folder to write to (default: sheets/ in the clinic's).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per item; write nothing.")
def command(slugs: tuple[str, ...], folder: Path, to: Path | None, as_json: bool) -> int:
    """Write score sheets to print and fill in: a PDF for each article, or for those named."""
    found = find_sources(folder)
    check_only(found, slugs)
    clinic, target = load_clinic(folder), to or folder / FOLDER
    if not as_json:
        _refuse_room(target, folder)
        _refuse_without_pango()
    failures = [receipt.why for receipt in found.refused if not slugs or receipt.slug in slugs]
    wanted = [source for source in found.sources if not slugs or source.slug in slugs]
    made = 0
    for article in _read(wanted, folder, clinic, failures):
        sheets = sheets_of(article, clinic.glossary)
        if as_json:
            _print_items(sheets, article)
        else:
            made += _made(sheets, article, clinic, target, failures)
    for message in failures:
        say(message)
    if not as_json:
        say(_summary(made, target))
    return SourceError.exit_code if failures else 0


def _read(sources: list[Source], folder: Path, clinic: Clinic, failures: list[str]) -> Iterator[Article]:
    """Read the articles one by one; what is wrong with a source is added to the failures."""
    for source in shown("Making score sheets", sources, len(sources), lambda one: one.slug):
        try:
            yield from read(source.path, folder, clinic.clinicians, clinic.language)
        except SourceError as error:
            failures.append(str(error))


def _made(sheets: Iterable[Sheet], article: Article, clinic: Clinic, target: Path, failures: list[str]) -> int:
    """Write an article's sheets, and give how many files that were; what goes wrong is added to the failures."""
    place = target / f"{article.slug}.pdf"
    try:
        _refuse_foreign(place)
        handout = render(lay_out_sheets(tuple(sheets), article, clinic, date.today()))
        _write(place, handout.data)
    except StorageError:
        raise
    except HandoutError as error:
        failures.append(str(error))
        return 0
    click.echo(f"made         {place}  ({handout.pages} page{'s' * (handout.pages != 1)})")
    return 1


def _write(place: Path, data: bytes) -> None:
    try:
        sweep([place.parent])
        write_beside(place, data)
    except OSError as error:
        raise StorageError(
            f"{place}: cannot be written ({error.strerror}). Make room there, or name another folder with --to."
        ) from error


def _refuse_room(target: Path, folder: Path) -> None:
    """Raise SettingsError for a folder that is meant for something else, here or in another clinic, or is none."""
    for room, why in _TAKEN.items():
        if target.resolve().is_relative_to((folder / room).resolve()):
            raise SettingsError(
                [f"{target}: score sheets do not go there, since {why}. Name another folder with --to."]
            )
    for place in (target.resolve(), *target.resolve().parents):
        if place.name in _TAKEN and (place.parent / "layouts" / "clinic.toml").is_file():
            raise SettingsError(
                [f"{target}: score sheets do not go there, since {_TAKEN[place.name]}. Name another folder with --to."]
            )
    try:
        is_other = os.path.lexists(target) and not target.is_dir()
        target.stat()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise SettingsError([f"{target}: is no folder ({error.strerror}). Name one with --to."]) from error
    if is_other:
        raise SettingsError([f"{target}: is no folder. Name one with --to."])


def _refuse_without_pango() -> None:
    if missing := pango.missing():
        raise MissingProgramError(
            f"Score sheets cannot be made: {', '.join(missing)} not installed. To mend it: {pango.advice()}"
        )


def _refuse_foreign(place: Path) -> None:
    """Raise SourceError where a file stands that is no score sheet: only our own are written over."""
    if os.path.lexists(place) and not _is_own(place):
        raise SourceError(
            f"{place}: is no score sheet, and is left as it is. Move it away, or name another folder with --to."
        )


def _is_own(place: Path) -> bool:
    import pikepdf

    try:
        with pikepdf.open(place) as pdf:
            return str(pdf.docinfo.get("/Creator", "")) == GENERATOR
    except (pikepdf.PdfError, OSError):
        return False


def _print_items(sheets: Iterable[Sheet], article: Article) -> None:
    for sheet in sheets:
        for scale in sheet.scales:
            for part in scale.parts:
                for item in part.items:
                    told = {
                        "file": article.source,
                        "slug": article.slug,
                        "sheet": sheet.key,
                        "scale": scale.name,
                        "part": part.name,
                        "number": item.number,
                        "question": item.question,
                        "answer": item.answer,
                        "evidence": item.evidence,
                    }
                    click.echo(json.dumps(told, ensure_ascii=False))


def _summary(made: int, target: Path) -> str:
    if not made:
        return "No score sheets were made."
    return f"Score sheets of {made} article{'s' * (made != 1)} in {target}: print them, and judge what is left open."

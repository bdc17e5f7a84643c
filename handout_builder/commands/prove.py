"""`prove`: read finished handouts again, compare them with their articles, and ask the outside checkers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import click

from ..builder import Plan, book_of, books_of, is_about, make_plan, read_ledger, volume_of, volumes_of
from ..builder.volumes import filled
from ..errors import HandoutError, ProofError, SettingsError
from ..model import EDITIONS, Article, Clinic, Edition, Glossing
from ..pages import glossing_of, load_layout
from ..programs import epubcheck, outloud, verapdf
from ..proofs import Check, examine
from ..readers import read
from ..settings import load_clinic
from .talk import say

_CHECKERS = (outloud, verapdf, epubcheck)
_FAILED = "failed"


@click.command("prove")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="The clinic's folder (default: the one that holds the file's handouts/, else here).",
)
@click.option("--fast", is_flag=True, help="Do not ask the outside checkers, which take seconds a file.")
def command(files: tuple[Path, ...], folder: Path | None, fast: bool) -> int:
    """Prove finished handouts: print what was looked at and what was found, a line each."""
    code = 0
    for path in files:
        try:
            lines = list(_prove(path, folder or _folder_of(path), fast=fast))
        except HandoutError as error:
            say(str(error))
            code = code or error.exit_code
            continue
        for line in (str(path), *lines):
            click.echo(line)
        if any(line.startswith(f"  {_FAILED}") for line in lines):
            code = ProofError.exit_code
    return code


def _folder_of(path: Path) -> Path:
    return next((above.parent for above in path.absolute().parents if above.name == "handouts"), Path())


def _prove(path: Path, folder: Path, *, fast: bool) -> Iterator[str]:
    if not path.is_file():
        raise SettingsError([f"{path}: there is no such file."])
    edition = next((edition for edition in EDITIONS if path.name.endswith(edition.suffix)), None)
    if edition is None:
        raise SettingsError([f"{path}: is no handout; their names end in .pdf or .epub."])
    articles: list[Article] | None = None
    try:
        edition, articles, note = _articles_of(path, folder, edition)
    except HandoutError as error:
        note = f"its article cannot be read: {error}"
    if note:
        yield _line("note", "article", note)
    for check in examine(path.read_bytes(), articles, edition, _glossings(articles or (), folder, edition)):
        yield from _check_lines(check)
    if edition.kind == "booklet":
        yield _line("note", "booklet", "a printer's copy, not for screen readers: their checkers are not asked.")
        return
    for checker in () if fast else _CHECKERS:
        if path.suffix == checker.SUFFIX:
            yield from _outside(checker, path)


def _articles_of(path: Path, folder: Path, edition: Edition) -> tuple[Edition, list[Article] | None, str]:
    """Find what a handout was made of: by its place in handouts/, else by its name."""
    if not (folder / "sources").is_dir():
        return edition, None, "no clinic's folder is here (name it with --folder), so the words cannot be compared."
    clinic = load_clinic(folder)
    with read_ledger(folder / "handouts") as ledger:
        plan = make_plan(folder, clinic, load_layout(folder, clinic), ledger)
        books = [task for task in plan.tasks if task.edition.is_book]
        volumes = [(entry, task) for task in books for entry in volumes_of(ledger, task.slug, task.edition.name)]
    made = [(task.path, task.edition, task.slug, task.why) for task in plan.tasks]
    made += [(entry.path, task.edition, entry.slug, task.why) for entry, task in volumes]
    made += [(task.path, task.edition, task.slug, "") for task in plan.waiting]
    by_name = {edition.name: edition for edition in EDITIONS}
    made += [(entry.path, by_name[entry.edition], entry.slug, "") for entry in plan.kept]
    found = [each for each in made if (folder / each[0]).absolute() == path.absolute()]
    found = found or [each for each in made if Path(each[0]).name == path.name]
    if not found:
        return edition, None, f"no article in sources/ is called {path.stem}, so the words cannot be compared."
    _, edition, slug, why = found[0]
    topic = dict(books_of(edition, clinic)).get(book_of(slug), "")
    note = f"{why} since the last build; build again first." if "changed" in why and "by hand" not in why else ""
    articles = _read(plan, folder, clinic, "" if edition.is_book else slug)
    if not edition.is_book:
        return edition, articles, note
    bound = filled((article for article in articles if is_about(article, topic)), edition, clinic)
    number = volume_of(slug)
    return edition, bound[number - 1] if number <= len(bound) else [], note


def _glossings(articles: Sequence[Article], folder: Path, edition: Edition) -> list[Glossing]:
    """Give what a handout explains of each of its articles."""
    clinic = load_clinic(folder) if articles else None
    return [glossing_of(article, clinic, edition) or Glossing() for article in articles] if clinic else []


def _read(plan: Plan, folder: Path, clinic: Clinic, slug: str) -> list[Article]:
    """Read the article of a slug, or with none all of them, passing over those that a bundle leaves out."""
    articles: list[Article] = []
    for source in plan.sources:
        try:
            if slug in ("", source.slug):
                articles += read(source.path, folder, clinic.clinicians, clinic.language)
        except HandoutError:
            if slug:
                raise
    return articles


def _check_lines(check: Check) -> Iterator[str]:
    if not check.findings:
        yield _line("ok", check.name, check.passed)
    for finding in check.findings:
        yield _line(_FAILED, check.name, f"{finding.message} [{finding.code}]")


def _outside(checker: ModuleType, path: Path) -> Iterator[str]:
    missing: str = checker.missing()
    if missing:
        yield _line("note", checker.NAME, f"not here. To have it: {missing}")
        return
    faults: list[str] = checker.faults(path)
    for fault in faults:
        yield _line(_FAILED, checker.NAME, fault)
    if not faults:
        yield _line("ok", checker.NAME, "finds nothing")


def _line(state: str, name: str, words: str) -> str:
    return f"  {state:<7} {name:<10} {words}"

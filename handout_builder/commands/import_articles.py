"""`import`: write articles, or a whole blog, as editable Markdown into sources/."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from ..errors import HandoutError, SettingsError, SourceError
from ..intake import BlogReport, Intake, Taken, Wanted, import_blog, import_file
from ..model import Article
from ..readers import shown_path
from ..settings import load_clinic
from .read import folder_of
from .talk import finding_line, program, say

_SHOWN = 5
"""Lines left out that are shown of an article without --verbose."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="The clinic's folder (default: the one that holds the file's sources/, else here).",
)
@click.option("--pictures", type=click.Path(path_type=Path), help="A folder of pictures taken from the blog.")
@click.option("--drafts", is_flag=True, help="Bring in drafts and scheduled posts of a blog too.")
@click.option("--pages", is_flag=True, help="Bring in a blog's pages too.")
@click.option("--private", is_flag=True, help="Bring in a blog's private posts and those behind a password too.")
@click.option("--replace", is_flag=True, help="Write over sources edited by hand; what was there is kept aside.")
@click.option("--again", is_flag=True, help="Bring back sources that were deleted by hand.")
@click.option("-v", "--verbose", is_flag=True, help="Say also what is unchanged, and every line left out.")
def command(
    files: tuple[Path, ...],
    folder: Path | None,
    pictures: Path | None,
    drafts: bool,
    pages: bool,
    private: bool,
    replace: bool,
    again: bool,
    verbose: bool,
) -> int:
    """Write what is understood of articles, or of a blog's export, as Markdown into sources/."""
    if pictures and not pictures.is_dir():
        raise SettingsError([f"{pictures}: there is no such folder. Name the one with the pictures of the blog."])
    code = 0
    for path in files:
        try:
            home = folder or folder_of(path)
            clinic = load_clinic(home)
            if not path.is_file():
                raise SettingsError(
                    [f"{path}: {'is a folder. Name the files in it.' if path.is_dir() else 'there is no such file.'}"]
                )
            intake = Intake(home, clinic.clinicians, clinic.language, replace, again)
            if path.suffix.casefold() in (".xml", ".wxr"):
                code = _blog(path, intake, pictures, Wanted(drafts, pages, private), verbose) or code
            else:
                code = _tell(import_file(path, intake), shown_path(path, home), Counter(), verbose) or code
                intake.memory.save()
        except OSError as error:
            say(f"{error.filename or path}: cannot be read or written ({error.strerror}).")
            code = SourceError.exit_code
        except HandoutError as error:
            say(str(error))
            code = error.exit_code
    return code


def _blog(path: Path, intake: Intake, pictures: Path | None, wanted: Wanted, verbose: bool) -> int:
    shown = shown_path(path, intake.folder)
    report = BlogReport()
    counts: Counter[str] = Counter()
    code = _tell(import_blog(path, shown, intake, pictures, wanted, report), shown, counts, verbose)
    _tell_report(report, shown, pictures)
    said = [f"{number} {status}" for status, number in counts.items()]
    said += [f"{len(report.empty)} left out with nothing to print"] if report.empty else []
    said += [f"{len(report.failed)} failed"] if report.failed else []
    say(f"{shown}: {', '.join(said) if counts else ', '.join(['no post was brought in', *said])}.")
    if counts["written"] or counts["rewritten"]:
        say(f"Read them through in {shown_path(intake.sources, intake.folder)}/, then build: {program()}")
    is_lacking = report.failed or report.break_line or not counts
    return SourceError.exit_code if is_lacking else code


def _tell(taken: Iterable[Taken], shown: str, counts: Counter[str], verbose: bool) -> int:
    """Print a line a source, and what was not certain of it; give the exit code."""
    code = 0
    for one in taken:
        counts[one.status] += 1
        if verbose or one.status in ("written", "rewritten"):
            click.echo(f"{one.status:<12} {one.path}")
        if one.said:
            say(f"{one.path} {one.said}")
        code = SourceError.exit_code if one.status == "in the way" else code
        if one.article and one.status in ("written", "rewritten", "edited"):
            _tell_article(one, one.article, shown, verbose)
    return code


def _tell_article(one: Taken, article: Article, shown: str, verbose: bool) -> None:
    for finding in article.findings:
        if finding.code not in ("W101", "B101", "X104"):
            say(finding_line(shown, finding))
    for finding in one.findings:
        say(finding_line(one.path, finding))
    removed = article.removed
    for line in removed if verbose else removed[:_SHOWN]:
        say(f'{shown}, line {line.line}: left out of {one.path}: "{line.text}" ({line.reason}).')
    if len(removed) > _SHOWN and not verbose:
        say(f"{shown}: {len(removed) - _SHOWN} more lines were left out of {one.path}; -v lists them all.")


def _tell_report(report: BlogReport, shown: str, pictures: Path | None) -> None:
    for message in [*report.failed, *report.empty]:
        say(message)
    for what, number in report.left_out.items():
        say(f"{shown}: left out: {what}: {number}.")
    if report.unknown:
        names = ", ".join(f"{name} ({number})" for name, number in sorted(report.unknown.items()))
        say(f"Authors that are not in clinicians.toml, with the number of their posts: {names}.")
    for login, paths in report.nameless.items():
        account = (
            f'the account "{login}", which has no name in the export'
            if login and "@" not in login
            else "no known author"
        )
        count = "1 post is" if len(paths) == 1 else f"{len(paths)} posts are"
        say(f'{count} by {account}. Put "author: NAME" at the top of: {", ".join(paths)}.')
    if report.missing:
        where = f" in {pictures}" if pictures else ""
        say(f"Pictures that are not there{where}: {len(report.missing)}. Save them into a folder and import again with")
        say("--pictures FOLDER:")
        for address in report.missing:
            say(f"  {address}")
    if report.break_line:
        say(
            f"{shown}, line {report.break_line}: the file ends in the middle of this post. It and whatever came after "
            "it are not there; export the blog again."
        )

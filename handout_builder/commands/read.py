"""`read`: show what is understood of articles, or write it back as front matter."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ..builder.writing import write_beside
from ..errors import HandoutError, SettingsError, SourceError
from ..model import Article, Byline, Clinic
from ..readers import TAKES_FRONT_MATTER, read
from ..readers.body import body_words
from ..readers.decoding import decode
from ..readers.front_matter import parse_front_matter, write_front_matter
from ..settings import load_clinic
from .talk import finding_line, say


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="The clinic's folder (default: the one that holds the file's sources/, else here).",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per article.")
@click.option("--write", is_flag=True, help="Write what was understood into the file, as front matter.")
@click.option("-v", "--verbose", is_flag=True, help="Show the body as well, and why a line is a heading or none.")
def command(files: tuple[Path, ...], folder: Path | None, as_json: bool, write: bool, verbose: bool) -> int:
    """Show what is understood of each article, and every line that is left out."""
    code = 0
    for number, path in enumerate(files):
        home = folder or folder_of(path)
        try:
            articles = _read(path, home, load_clinic(home))
            if write:
                _write(path, articles)
        except HandoutError as error:
            say(str(error))
            code = error.exit_code
            continue
        for article in articles:
            if as_json:
                click.echo(json.dumps({"file": str(path), **understood(article)}, ensure_ascii=False))
            else:
                click.echo("\n" * (number > 0) + "\n".join(_report(article, verbose)))
    return code


def understood(article: Article) -> dict[str, Any]:
    """Give what is understood of an article as JSON's types."""
    return {
        "title": article.title,
        "subtitle": article.subtitle,
        "bylines": [
            {"name": byline.name, "credentials": list(byline.credentials), "role": _role(byline)}
            | {key: text for key, text in (("pronouns", byline.pronouns), ("bio", byline.bio)) if text}
            for byline in article.bylines
        ],
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "reviewed": article.reviewed.isoformat() if article.reviewed else None,
        "updated": article.updated.isoformat() if article.updated else None,
        "headings": [[section.level, section.heading] for section in article.sections],
        "pictures": [{"file": picture.source, "alt": picture.alt} for picture in article.pictures],
        "words": body_words(article.body),
        "removed": [{"line": line.line, "text": line.text, "reason": line.reason} for line in article.removed],
        "findings": [
            {"code": finding.code, "line": finding.line, "message": finding.message} for finding in article.findings
        ],
    }


def _role(byline: Byline) -> str:
    """Give what the person did where it is not writing, else the professional role, else author."""
    return byline.part if byline.part != "author" else byline.role or byline.part


def folder_of(path: Path) -> Path:
    """Find the clinic's folder of a source: the one whose sources/ it lies in."""
    return next((above.parent for above in path.absolute().parents if above.name == "sources"), Path())


def _read(path: Path, folder: Path, clinic: Clinic) -> list[Article]:
    if not path.exists():
        raise SettingsError([f"{path}: there is no such file."])
    if path.is_dir():
        raise SettingsError([f"{path}: is a folder. Name the files in it."])
    return read(path, folder, clinic.clinicians, clinic.language)


def _write(path: Path, articles: list[Article]) -> None:
    """Put the front matter at the top; title, byline and date lines move into it, all other lines stay."""
    if path.suffix.casefold() not in TAKES_FRONT_MATTER:
        raise SourceError(
            f"{path}: front matter goes into text files only. Copy the article's text into a .txt file, "
            "and write it into that one."
        )
    for article in articles:
        text = decode(path.read_bytes())
        unknown = parse_front_matter(text).findings
        if unknown:
            raise SourceError(f"{article.source}, line {unknown[0].line}: {unknown[0].message} Correct it first.")
        lines = text.split("\n")[parse_front_matter(text).lines :]
        kept = _without_opening(lines, article)
        write_beside(path, (write_front_matter(article) + "\n" + "\n".join(kept).lstrip("\n")).encode("utf-8"))
        say(f"{article.source}: front matter written. Correct it there if anything is wrong.")


def _without_opening(lines: list[str], article: Article) -> list[str]:
    """Leave out just the lines at the top that the reader took and the front matter now holds."""
    rest = list(article.taken)
    after_title = False
    for number, line in enumerate(lines):
        text = " ".join(line.strip().strip("#").split()).strip("*_ ")
        if rest and text == rest[0].strip("*_ "):
            after_title = text == article.title
            rest.pop(0)
        elif text.strip("=") or (text and not after_title):
            return lines[number:]
    return lines


def _report(article: Article, verbose: bool) -> Iterator[str]:
    yield article.title
    if article.subtitle:
        yield f"  {article.subtitle}"
    for byline in article.bylines:
        what = {"author": "By", "reviewer": "Reviewed by", "editor": "Edited by"}[byline.part]
        yield f"  {what} {byline.signature}" + (f" ({byline.role})" if byline.role else "")
        if byline.bio:
            yield f"    {byline.bio}"
    yield f"  Language: {article.language}"
    days = (("Published", article.published), ("Reviewed", article.reviewed), ("Updated", article.updated))
    for name, day in days:
        if day:
            yield f"  {name}: {day.isoformat()}"
    yield f"  {len(body_words(article.body))} words"
    if article.sections:
        yield "Headings"
        yield from ("  " * (section.level - 1) + section.heading for section in article.sections)
    if article.pictures:
        yield "Pictures"
        yield from (f"  {picture.source}: {picture.alt or '(no alternative text)'}" for picture in article.pictures)
    if article.removed:
        yield "Left out"
        yield from (f"  line {line.line}: {line.text}  ({line.reason})" for line in article.removed)
    findings = [finding for finding in article.findings if finding.code != "W101"]
    if findings:
        yield "Findings"
        yield from (f"  {finding_line(article.source, finding)}" for finding in findings)
    if verbose and article.decisions:
        yield "Decided by their shape"
        for one in article.decisions:
            kind = "heading" if one.is_heading else "no heading"
            yield f"  line {one.line}: {one.text[:50]}  ({kind}: {one.chance:.2f}: {', '.join(one.reasons)})"
    if verbose:
        yield "Body"
        yield article.body

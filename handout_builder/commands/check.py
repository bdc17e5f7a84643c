"""`check`: say what would make the articles better for the patients who read them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from ..builder.sources import Source, check_only, find_sources
from ..checks import FAMILIES, FEWEST_WORDS, RULES, ReadWords, check, grades, has_phrases
from ..errors import HandoutError, SourceError
from ..model import Article, Clinic, Finding, Grade, excuse
from ..pages import listing_of, lost_links, uses_in
from ..programs import tesseract
from ..programs.tesseract import Tesseract
from ..readers import read
from ..settings import load_clinic
from .places import Places, places_in
from .slugs import SLUG
from .talk import say

_SHOWN = 60
"""Letters of the words that a line shows."""
_RULES = {rule.code: rule for rule in RULES}


@click.command("check")
@click.argument("slugs", nargs=-1, type=SLUG, metavar="[SLUG]...")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(), help="The clinic's folder (default: here).")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object per finding, and one of each article's grade."
)
@click.option("--strict", is_flag=True, help="End with exit code 3 where anything could be better.")
@click.option("-v", "--verbose", is_flag=True, help="Show also what is excused, and the guidance behind each finding.")
def command(slugs: tuple[str, ...], folder: Path, as_json: bool, strict: bool, verbose: bool) -> int:
    """Say what would make the articles better: all of them, or those named. Nothing is written."""
    found = find_sources(folder)
    check_only(found, slugs)
    clinic, today = load_clinic(folder), date.today()
    wanted = [source for source in found.sources if not slugs or source.slug in slugs]
    failures = [receipt.why for receipt in found.refused if not slugs or receipt.slug in slugs]
    findings: list[Finding] = []
    checked, names = 0, [source.shown for source in found.sources]
    unused = dict.fromkeys(clinic.glossary if not slugs else ())
    if verbose and (mending := tesseract.missing()):
        say(f"{tesseract.NAME} or a language of it is missing, so words in pictures are not looked for: {mending}")
    program = Tesseract()
    for source in wanted:
        try:
            articles = read(source.path, folder, clinic.clinicians, clinic.language)
        except HandoutError as error:
            failures.append(str(error))
            continue
        own = _look_over(articles, clinic, today, places_in(source.path), names, program, verbose=verbose)
        findings += own
        checked += len(articles)
        for use in (use for article in articles if unused for use in uses_in(article, clinic)):
            unused.pop(use.term, None)
        for line in _graded(articles, source.shown, as_json=as_json):
            click.echo(line)
        for line in _told(own, source, as_json=as_json, verbose=verbose):
            click.echo(line)
    for message in failures:
        say(message)
    if program.has_hung:
        say(
            f"{tesseract.NAME} took more than {tesseract.SECONDS} seconds for a picture, so words in that one and in "
            "those after it were not looked for. Try again when this computer has less to do."
        )
    if unused and not failures:
        terms = ", ".join(term.term for term in unused)
        say(f"sources/glossary.toml: no article uses {terms}. Take it out, or add the form that is used under also.")
    say(_summary(checked, len(failures), findings))
    return SourceError.exit_code if failures or (strict and any(one.advice for one in findings)) else 0


def _look_over(
    articles: Sequence[Article],
    clinic: Clinic,
    today: date,
    places: Places,
    names: Sequence[str],
    program: Tesseract,
    *,
    verbose: bool,
) -> list[Finding]:
    """Give the findings of a source's articles; `names` are the places of all sources, which links may lead to."""
    for article in articles:
        if verbose and not has_phrases(article.language):
            say(f'{article.source}: in "{article.language}" there are no lists of words, so they were not looked for.')
    return [
        finding
        for article in articles
        for finding in findings_of(article, clinic, today, places, names, _reader_of_pictures(article, program))
    ]


def findings_of(
    article: Article,
    clinic: Clinic,
    today: date,
    places: Places,
    names: Iterable[str],
    read_words: ReadWords | None = None,
) -> list[Finding]:
    """Give what its reader noticed and what the checks find, in the order of lines; last what has none."""
    lost = [finding for _, finding in lost_links([listing_of(article, 0)], names)]
    found = excuse([*article.findings, *lost], article.excused)
    found += map(places.placed, check(article, clinic, today, read_words))
    return sorted(found, key=lambda finding: finding.line or float("inf"))


def _reader_of_pictures(article: Article, program: Tesseract) -> ReadWords | None:
    """Give what reads the words in an article's pictures, where it has any and there is a program for its language."""
    return program.words_in if article.pictures and program.reads(article.language) else None


def _told(findings: Sequence[Finding], source: Source, *, as_json: bool, verbose: bool) -> Iterator[str]:
    for finding in findings:
        if as_json:
            yield json.dumps(_as_json(finding, source.shown), ensure_ascii=False)
        elif verbose or not finding.excused:
            yield line_of(finding, source.shown, verbose=verbose)


def line_of(finding: Finding, source: str, *, verbose: bool = False) -> str:
    """Write a finding in one line: where, what, the words, what to do about it, its code."""
    place = f"{source}, line {finding.line}" if finding.line else source
    rule = _RULES.get(finding.code)
    words = f': "{_short(finding.untold)}"' if finding.untold else ""
    what = f"{finding.message.rstrip('.')}{words}. {rule.todo}" if rule else finding.message
    after = [f"Guidance: {rule.guidance}."] if rule and verbose else []
    after += [f'Excused: "{finding.excused}".'] if finding.excused else []
    return " ".join([f"{place}: {what}", *after, f"[{finding.code}]"])


def _graded(articles: Iterable[Article], source: str, *, as_json: bool) -> Iterator[str]:
    """Tell how hard each article is to read; nothing of one that is too short, or in a language without a measure."""
    for article in articles:
        grade = grades(article).whole
        if grade.words < FEWEST_WORDS or (grade.fkgl is None and grade.huerta is None):
            continue
        yield json.dumps({"file": source, "grade": asdict(grade)}) if as_json else f"{source}: {_grade_text(grade)}"


def _grade_text(grade: Grade) -> str:
    if grade.huerta is not None:
        return f"{grade.huerta:g} on Fernández Huerta's scale from 100, easy, to 0, in {grade.words} words."
    return f"grade {grade.fkgl:g} by Flesch-Kincaid and {grade.smog:g} by SMOG, in {grade.words} words."


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + "…"


def _as_json(finding: Finding, source: str) -> dict[str, object]:
    rule = _RULES.get(finding.code)
    return {
        "file": source,
        "line": finding.line,
        "code": finding.code,
        "family": FAMILIES[finding.code[0]],
        "words": finding.words,
        "message": finding.message,
        "todo": rule.todo if rule else "",
        "guidance": rule.guidance if rule else "",
        "excused": finding.excused,
    }


def _summary(articles: int, failed: int, findings: Sequence[Finding]) -> str:
    better = sum(finding.advice for finding in findings)
    excused = sum(bool(finding.excused) for finding in findings)
    parts = [f"{better} thing{'s' * (better != 1)} could be better" if better else "nothing could be better"]
    parts += [f"{excused} excused"] if excused else []
    parts += [f"{failed} file{'s' * (failed != 1)} could not be read"] if failed else []
    return f"{articles} article{'s' * (articles != 1)} checked: {', '.join(parts)}."

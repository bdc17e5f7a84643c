"""What is to be made, and why. Nothing is parsed to find that nothing changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..model import Article, Clinic, Edition, Layout, Listing, Receipt, Volume, editions_of
from . import fingerprints
from .books import (
    articles_digest,
    book_of,
    book_path,
    books_of,
    settled_digest,
    source_part,
    volume_slug,
    volumes_of,
)
from .claims import Claims, is_of_site
from .ledger import Entry, Ledger
from .sources import Source, check_only, find_sources

REPORT = "handouts/report.html"
"""Relative to the clinic's folder, as a handout's path is."""

LACKS = "lacks"
"""The part of a handout that is without something; none has it that is to be made."""
_WHY = {
    "source": "the article changed",
    "pictures": "a picture changed",
    "layout": "the layout changed",
    "settings": "the clinic's settings changed",
    "clinicians": "clinicians.toml changed",
    "glossary": "the glossary changed",
    "edition": "the edition changed",
    "versions": "the program changed",
    "articles": "an article in it changed",
    LACKS: "pages or an article were missing in it",
}
"""Part of a handout -> what is said when it differs from the ledger."""


@dataclass(frozen=True)
class Task:
    """A handout to be made."""

    slug: str
    """The clinic's own slug for what several articles are bound in."""
    edition: Edition
    path: str
    """Relative to the clinic's folder."""
    why: str
    parts: dict[str, str]
    source: Source | None = None
    """None for what several articles are bound in."""
    topic: str = ""
    """What the articles bound in it are about; empty where all are bound."""
    members: tuple[Source, ...] = ()
    """What is bound in a volume; none where that is not known yet."""
    volume: Volume | None = None
    """Which one it is of a book that is too large for one file."""


@dataclass
class Plan:
    """Everything a build will do."""

    sources: list[Source] = field(default_factory=list)
    """Every article that has a slug of its own."""
    tasks: list[Task] = field(default_factory=list)
    kept: list[Entry] = field(default_factory=list)
    """Up to date."""
    waiting: list[Task] = field(default_factory=list)
    """Up to date, unless an article that they offer is one of those that changed: that is known when all are read."""
    is_whole: bool = True
    """Whether all articles may be read, those too of which nothing is made; else those alone that are made."""
    gone: list[Entry] = field(default_factory=list)
    """Made before, and wanted no more."""
    strays: list[str] = field(default_factory=list)
    """Paths of files that were made before and are wanted no more, of which the ledger does not know."""
    refused: list[Receipt] = field(default_factory=list)
    """Sources that cannot have handouts: two that want the same slug."""
    ignored: list[str] = field(default_factory=list)
    """Files in sources/ that are no articles, for a word to the person who put them there."""


Same = tuple[Task, Entry]
"""A handout that was made of what it would be made of now, but maybe for the articles that it offers."""


def make_plan(
    folder: Path,
    clinic: Clinic,
    layout: Layout,
    ledger: Ledger,
    *,
    claims: Claims | None = None,
    only: Sequence[str] = (),
    editions: Sequence[str] = (),
    force: bool = False,
) -> Plan:
    """Compare sources, layout and settings with the ledger, by contents.

    `claims` tell of what a build that was killed left behind.
    `only` and `editions` narrow the plan to those slugs and editions; what is gone is then left alone.
    Raises SettingsError where the folder has no sources/ or a slug in `only` is unknown.
    """
    found = find_sources(folder)
    plan = Plan(found.sources, refused=found.refused, ignored=found.ignored)
    check_only(found, only)
    wanted = editions_of(clinic, editions)
    binds = not only or bool(editions)
    plan.is_whole = not only or (binds and any(edition.is_book for edition in wanted))
    common = {
        "layout": layout.digest,
        "settings": fingerprints.settings_digest(clinic),
        "clinicians": fingerprints.clinicians_digest(clinic),
        "versions": fingerprints.versions_digest(),
    }
    same: list[Same] = []
    for source in plan.sources:
        for edition in wanted:
            # What is made for a binder is made of all articles, if it is bound at all.
            is_wanted = binds if edition.part_of else not only or source.slug in only
            if is_wanted and not edition.is_book:
                parts = common | article_parts(source, edition, clinic)
                path = f"handouts/{edition.folder}/{source.slug}{edition.suffix}"
                task = Task(source.slug, edition, path, "", parts, source)
                same += _decided(plan, ledger, folder, task, force, claims)
    _look_at_neighbours(plan, same, ledger, folder, clinic)
    for edition in wanted:
        if edition.is_book and plan.sources and binds:
            for slug, topic in books_of(edition, clinic):
                task = _book_task(plan, Task(slug, edition, "", "", common, topic=topic), clinic)
                _decide_book(plan, ledger, folder, task, force, claims)
    if not only and not editions:
        _find_gone(plan, ledger)
        _find_strays(plan, ledger, claims)
    return plan


def article_parts(source: Source, edition: Edition, clinic: Clinic) -> dict[str, str]:
    """Give what a handout of an article is made of, beside what all handouts have in common."""
    printed = None if edition.is_printed else print_edition(clinic)
    parts = {"source": source_part(source), "edition": fingerprints.edition_digest(edition, printed)}
    return parts | fingerprints.glossary_part(clinic, edition, printed)


def is_about(article: Article | Listing, topic: str) -> bool:
    """Tell whether an article has a topic; all are about nothing in particular."""
    return not topic or topic.casefold() in (own.casefold() for own in article.topics)


def print_edition(clinic: Clinic) -> Edition | None:
    """Give the edition whose pages an ePub lists: letter, or else that of the clinic's own paper, if it is made."""
    for name in ("letter", clinic.paper):
        if name in clinic.editions:
            return editions_of(clinic, [name])[0]
    return None


def _book_task(plan: Plan, task: Task, clinic: Clinic) -> Task:
    printed = None if task.edition.is_printed else print_edition(clinic)
    parts = task.parts | fingerprints.glossary_part(clinic, task.edition, printed)
    parts |= {
        "articles": articles_digest(plan.sources),
        "edition": fingerprints.edition_digest(task.edition, printed) + task.topic,
    }
    return replace(task, path=book_path(task.slug, task.edition), parts=parts)


def _decided(plan: Plan, ledger: Ledger, folder: Path, task: Task, force: bool, claims: Claims | None) -> list[Same]:
    """Plan what has to be made; give what is made of the same as before."""
    entry = ledger.find(task.slug, task.edition.name)
    if entry:
        task.parts["pictures"] = fingerprints.files_digest(folder / "sources", entry.pictures)
    why = _why(entry, task, folder, force, claims)
    if why:
        plan.tasks.append(replace(task, why=why))
    return [(task, entry)] if entry and not why else []


def _look_at_neighbours(plan: Plan, same: list[Same], ledger: Ledger, folder: Path, clinic: Clinic) -> None:
    """Part what is made of the same as before: some of it may offer articles that changed."""
    # What all offer is known where nothing is new since it was told last.
    is_settled = not plan.tasks and ledger.settled() == settled_digest(plan.sources, clinic)
    if not same or is_settled or not plan.is_whole:
        plan.kept += [entry for _, entry in same]
        return
    from .kept_readings import KeptReadings
    from .neighbours import part_by_neighbours

    part_by_neighbours(plan, same, KeptReadings(ledger, clinic, folder), clinic)


def _decide_book(plan: Plan, ledger: Ledger, folder: Path, task: Task, force: bool, claims: Claims | None) -> None:
    """Keep a book if all volumes that it was made in are up to date."""
    known = {entry.slug: entry for entry in volumes_of(ledger, task.slug, task.edition.name)}
    whole = known.get(task.slug)
    count = int(next(iter(known.values())).parts.get("volumes", "1")) if known and not whole else 1
    slugs = [task.slug] if count == 1 else [volume_slug(task.slug, number) for number in range(1, count + 1)]
    for slug in slugs:
        entry = known.get(slug)
        pictures = {"pictures": fingerprints.files_digest(folder / "sources", entry.pictures)} if entry else {}
        volume = replace(task, path=book_path(slug, task.edition), parts=task.parts | pictures)
        if why := _why(entry, volume, folder, force, claims):
            plan.tasks.append(replace(task, why=why))
            return
    plan.kept += [known[slug] for slug in slugs]


def _why(entry: Entry | None, task: Task, folder: Path, force: bool, claims: Claims | None) -> str:
    if entry is None:
        return "new"
    if force:
        return "forced"
    changed = [said for part, said in _WHY.items() if entry.parts.get(part, "") != task.parts.get(part, "")]
    if changed:
        return ", ".join(changed)
    found = fingerprints.handout_digest(folder, task.path)
    if entry.path != task.path or not found:
        return "the handout is missing"
    if found == entry.digest:
        return ""
    return (
        "the last build was stopped" if claims and claims.has(task.path, found) else "the handout was changed by hand"
    )


def _find_gone(plan: Plan, ledger: Ledger) -> None:
    planned = {(task.slug, task.edition.name) for task in plan.tasks} | {
        (kept.slug, kept.edition) for kept in plan.kept
    }
    planned |= {(task.slug, task.edition.name) for task in plan.waiting}
    # Its volumes stay until it is known how many it will have.
    books = {(task.slug, task.edition.name) for task in plan.tasks if task.edition.is_book}
    refused = {receipt.slug for receipt in plan.refused}
    for entry in ledger.entries():
        is_volume = (book_of(entry.slug), entry.edition) in books
        if (entry.slug, entry.edition) not in planned and entry.slug not in refused and not is_volume:
            plan.gone.append(entry)


def _find_strays(plan: Plan, ledger: Ledger, claims: Claims | None) -> None:
    # Where two sources want one name, whose a file is will be seen when one of them is renamed.
    if claims and not plan.refused:
        known = {entry.path for entry in ledger.entries()} | {task.path for task in plan.tasks} | {REPORT}
        # Those of the download page are told by what it consists of.
        plan.strays += claims.strays(known, lambda path: not is_of_site(path))

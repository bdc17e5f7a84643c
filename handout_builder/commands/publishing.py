"""The download page of a build: written where what it shows has changed, taken away where it is turned off."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..builder import SITE, Entry, Ledger, Place, SiteFiles, fingerprints
from ..errors import HandoutError, SourceError
from ..model import Article, Clinic, Layout, Offers, SiteFile
from .reporting import digest_of
from .talk import program, say

if TYPE_CHECKING:
    from ..builder.kept_readings import KeptReadings
    from ..catalogue import Site
    from .offering import Offered

BY_SETTING, BY_COMMAND = "setting", "command"
"""Who asked for the page: each build keeps one that the settings ask for, `catalogue` writes one now."""

_SENTENCES = 3
"""Told of files that were changed by hand; of more, only how many."""


@dataclass(frozen=True)
class SiteWanted:
    """What the download page is made for."""

    folder: Path
    clinic: Clinic
    layout: Layout
    ledger: Ledger
    place: Place
    asked_by: str = ""
    """BY_COMMAND where `catalogue` was called."""
    has_feeds: bool = True
    """Whether there are OPDS feeds beside it."""


def keep_site(wanted: SiteWanted) -> list[str]:
    """Bring the download page up to date, saying so; give what could not be done.

    Raises StorageError and SettingsError.
    """
    files = SiteFiles(wanted.folder, wanted.ledger, wanted.place)
    asked_by = BY_SETTING if wanted.clinic.catalogue.on else wanted.asked_by
    made_of = _made_of(wanted) if asked_by or files.asked_by else ""
    if asked_by:
        if files.made_of != made_of or not files.is_whole():
            _write(wanted, files, made_of, asked_by)
        elif wanted.asked_by:
            say(f"{wanted.folder / SITE} is up to date.")
    elif files.asked_by == BY_COMMAND:
        if files.made_of != made_of:
            command = f'{program()} catalogue --folder "{wanted.folder}"'
            say(f"{wanted.folder / SITE} shows older handouts. Write it anew: {command}")
    else:
        files.settle("", "")
        if files.changed:
            say("The download page is turned off in layouts/clinic.toml, so its files were taken away.")
    return files.faults


def _made_of(wanted: SiteWanted) -> str:
    entries = sorted(digest_of(entry) for entry in wanted.ledger.entries())
    return fingerprints.digest(repr((_common(wanted), entries)).encode("utf-8", "surrogatepass"))


def _common(wanted: SiteWanted) -> str:
    """Give the digest of what every file of the page is made of."""
    from ..catalogue import look_digest

    clinic = wanted.clinic
    told = (
        fingerprints.settings_digest(clinic),
        fingerprints.clinicians_digest(clinic),
        clinic.glossary and (clinic.glossary, clinic.glossing),
        fingerprints.versions_digest(),
        clinic.catalogue,
        wanted.layout.digest,
        look_digest(),
        wanted.has_feeds,
    )
    return fingerprints.digest(repr(told).encode())


def _write(wanted: SiteWanted, files: SiteFiles, made_of: str, asked_by: str) -> None:
    from ..builder.kept_readings import KeptReadings
    from ..catalogue import Site
    from .offering import gather

    kept = KeptReadings(wanted.ledger, wanted.clinic, wanted.folder)
    offered = gather(wanted.folder, wanted.clinic, wanted.ledger, kept)
    offers = offered.offers
    for source in offered.unknown:
        files.faults.append(f"{source}: is not on the download page, since its handouts are of an older text.")
    while offers.articles:
        site = Site(offers, offered.listings, wanted.clinic, wanted.layout, has_feeds=wanted.has_feeds)
        lost = _write_articles(site, offers, offered, kept, files, wanted)
        if not lost:
            _write_others(site, offers, files, wanted)
            break
        # The others must not lead to what is not there.
        offers = replace(offers, articles=tuple(offer for offer in offers.articles if offer.slug not in lost))
    files.settle(made_of if offers.articles else "", asked_by)
    _tell_remade(files)
    _tell(wanted, offers, files)


def _tell_remade(files: SiteFiles) -> None:
    for sentence in files.remade[:_SENTENCES]:
        say(sentence)
    if more := len(files.remade[_SENTENCES:]):
        say(f"So {'are' if more > 1 else 'is'} {more} more file{'s' * (more > 1)} of the download page.")


def _tell(wanted: SiteWanted, offers: Offers, files: SiteFiles) -> None:
    if not offers.articles:
        say(
            "There is no download page, since no article has a handout of its own yet. "
            "Turn on letter, a4 or epub under editions in layouts/clinic.toml."
            if offers.books
            else "There is nothing to download yet, so there is no download page."
        )
    elif files.changed or wanted.asked_by:
        count = len(offers.articles)
        downloads = sum(len(offer.downloads) for offer in offers.articles) + len(offers.books)
        say(
            f"{wanted.folder / SITE} is the download page: {count} article{'s' * (count != 1)}, "
            f"{downloads} download{'s' * (downloads != 1)}."
        )


def _write_articles(
    site: "Site", offers: Offers, offered: "Offered", kept: "KeptReadings", files: SiteFiles, wanted: SiteWanted
) -> set[str]:
    """Write the pages of the articles that changed; give the slugs of those that have none at all."""
    common = _common(wanted)
    changed: dict[str, str] = {}
    for offer in offers.articles:
        entry = offered.made_of[offer.slug]
        told = (common, site.made_of(offer.slug), entry.parts["source"], entry.parts.get("pictures", ""))
        made_of = fingerprints.digest(repr(told).encode())
        if not files.keep(_page(offer.slug), made_of):
            changed[offer.slug] = made_of
    lost = set()
    entries = [offered.made_of[slug] for slug in changed]
    for slug, article in _articles(entries, kept, wanted):
        try:
            if isinstance(article, SourceError):
                raise article
            made = site.article_files(article)
            _prove(made, article, wanted.clinic)
        except SourceError as error:
            has_page = files.keep_as_it_is(_page(slug))
            stays = "What was there before stays." if has_page else "It is left out."
            files.faults.append(
                f"{offered.made_of[slug].source}: is not on the download page as it is now: {error} {stays}"
            )
            lost |= set() if has_page else {slug}
        else:
            files.put(made, _page(slug), changed[slug])
    return lost


def _page(slug: str) -> str:
    return f"articles/{slug}.html"


def _prove(made: Sequence[SiteFile], article: Article, clinic: Clinic) -> None:
    """Hold the pages of an article against it. Raises SourceError."""
    from ..builder.proving import fault_in
    from ..pages import web_glossing
    from ..proofs import examine_web_pages

    pages = {file.path: file.data for file in made if file.path.endswith(".html")}
    beside = {file.path for file in made} - pages.keys()
    if fault := fault_in(examine_web_pages(pages, article, beside, web_glossing(article, clinic))):
        raise SourceError(f"{next(iter(pages))} failed its proof: {fault}")


def _articles(
    entries: Sequence[Entry], kept: "KeptReadings", wanted: SiteWanted
) -> Iterator[tuple[str, Article | SourceError]]:
    """Give articles as their handouts were made of them, one at a time; those with pictures are read once more."""
    from ..builder.limits import Limits
    from ..builder.reading import Reading
    from ..builder.workers import open_crew

    clinic = wanted.clinic
    sources = {entry.slug: kept.source_of(entry) for entry in entries}
    unread = [source for source in sources.values() if not kept.has(source)]
    with ExitStack() as stack:
        readers = stack.enter_context(open_crew(None, len(unread))).readers if unread else None
        limits = Limits(clinic.time_limit, clinic.memory_limit)
        reading = Reading(unread, wanted.folder, clinic, readers, limits, kept) if readers else None
        for slug, source in sources.items():
            try:
                found = reading.as_read(source) if reading else kept.find(source)
            except SourceError as error:
                yield slug, error
                continue
            if found is None or found.source.digest != source.digest:
                yield slug, SourceError("it was changed since its handouts were made. Build again.")
            else:
                yield slug, found.article


def _write_others(site: "Site", offers: Offers, files: SiteFiles, wanted: SiteWanted) -> None:
    from .covers import cover_of, made_of, small_cover
    from .feeding import write_feeds

    for offer in offers.articles:
        cover = cover_of(offer, wanted.clinic, site.logo)
        path, digest = f"covers/{offer.slug}.png", made_of(cover)
        if not files.keep(path, digest):
            try:
                files.put([SiteFile(path, small_cover(offer, cover, wanted.folder))], made_of=digest)
            except HandoutError as error:
                files.faults.append(f"covers/{offer.slug}.png: {error}")
    files.put(site.other_files())
    write_feeds(offers, wanted.clinic, site.logo, files, wanted.folder)

"""What a handout is rendered from: its articles are read, each once, and laid out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import SourceError
from ..model import Article, Clinic, Finding, Layout, Leaves, Page, PageStart
from ..pages import bind, lay_out, lay_out_binder, lost_links, missing_labels, numbering_of, together
from .ledger import Entry, Ledger
from .limits import Limits
from .plan import Plan, Task, is_about
from .printed_pages import PrintedPages
from .reading import Reading
from .sources import Source
from .workers import Crew

LEAVES = "binder-leaves"
"""The edition whose handouts are bound in a binder."""


@dataclass(frozen=True)
class Prepared:
    """A page ready to be rendered, and what it was made of."""

    page: Page
    articles: list[Article]
    findings: list[Finding]


@dataclass
class Build:
    """What all handouts of a build share."""

    folder: Path
    clinic: Clinic
    layout: Layout
    ledger: Ledger
    crew: Crew
    limits: Limits
    """Of what is made of one article."""
    reading: Reading
    printed: PrintedPages | None
    strict: bool = False
    unavailable: Mapping[str, str] = field(default_factory=dict)
    failed: set[tuple[str, str]] = field(default_factory=set)
    """Slug and edition of each handout that could not be made."""
    endless: dict[str, str] = field(default_factory=dict)
    """By slug of what took too long to print, what is said of it; it is not tried again on other paper."""
    _articles: dict[str, Article] = field(default_factory=dict)
    """By slug; what has been read."""
    _unreadable: dict[str, str] = field(default_factory=dict)
    """By slug; what is wrong with it."""

    def article(self, source: Source) -> Article:
        """Read a source once for all its editions. Raises SourceError each time."""
        if source.slug in self._unreadable:
            raise SourceError(self._unreadable[source.slug])
        if source.slug not in self._articles:
            try:
                self._articles[source.slug] = self.reading.article(source)
            except SourceError as error:
                self._unreadable[source.slug] = str(error)
                raise
        return self._articles[source.slug]


def prepare(task: Task, plan: Plan, build: Build) -> Prepared:
    """Read and lay out what a task needs. Raises SourceError, and SettingsError where a template is wrong."""
    if task.source is None:
        return (
            _prepare_binder(task, plan, build) if task.edition.kind == "binder" else _prepare_bundle(task, plan, build)
        )
    article = build.article(task.source)
    starts = _starts([(task.source, article)], task, build).get(article.slug, ())
    edition = build.printed.edition if build.printed else None
    page = lay_out(article, build.clinic, build.layout, task.edition, edition, starts)
    return Prepared(page, [article], [*article.findings, *missing_labels(article.language, build.clinic)])


def _prepare_bundle(task: Task, plan: Plan, build: Build) -> Prepared:
    found, findings = _bound(task, plan, build)
    starts = _starts(found, task, build)
    articles = [article for _, article in found]
    findings += [
        replace(finding, message=f"{article.source}: {finding.message}") for article, finding in lost_links(articles)
    ]
    edition = build.printed.edition if build.printed else None
    page = bind(articles, build.clinic, build.layout, task.edition, task.slug, edition, starts)
    return Prepared(page, articles, findings + missing_labels(build.clinic.language, build.clinic))


def _prepare_binder(task: Task, plan: Plan, build: Build) -> Prepared:
    found, findings = _bound(task, plan, build)
    articles: list[Article] = []
    leaves: list[Leaves] = []
    for source, article in found:
        entry = build.ledger.find(source.slug, LEAVES)
        if (source.slug, LEAVES) in build.failed:
            # What was made before is of another text.
            entry = None
        data = _bytes_of(entry, build.folder)
        if entry is None or data is None:
            findings.append(_left_out(source, task, "its pages could not be made"))
            continue
        articles.append(article)
        leaves.append(Leaves(data, entry.pages or 1, numbering_of(article.language, build.clinic)))
    if not articles:
        raise SourceError(f"{task.path}: has no article whose pages could be made.")
    page = lay_out_binder(articles, leaves, build.clinic, build.layout, task.edition, task.slug, task.topic)
    return Prepared(page, articles, findings + missing_labels(build.clinic.language, build.clinic))


def _bound(task: Task, plan: Plan, build: Build) -> tuple[list[tuple[Source, Article]], list[Finding]]:
    """Read the articles that are bound together; those that cannot be read are left out, with a finding."""
    found: list[tuple[Source, Article]] = []
    findings: list[Finding] = []
    for source in plan.sources:
        try:
            article = build.article(source)
        except SourceError:
            findings.append(_left_out(source, task, "it cannot be read"))
        else:
            if is_about(article, task.topic):
                found.append((source, article))
    if not found and task.topic:
        raise SourceError(
            f'{task.path}: no article has the topic "{task.topic}". Write topics: [{task.topic}] at the top of each '
            "that belongs there, or change binder_topics in layouts/clinic.toml."
        )
    if not found:
        raise SourceError(f"the {task.edition.name} has no article that can be read.")
    sources = {article.slug: source for source, article in found}
    in_order = together([article for _, article in found], build.clinic)
    return [(sources[article.slug], article) for article in in_order], findings


def _left_out(source: Source, task: Task, why: str) -> Finding:
    return Finding("X103", f"{source.shown} is not in the {task.edition.name} because {why}.")


def _bytes_of(entry: Entry | None, folder: Path) -> bytes | None:
    try:
        return (folder / entry.path).read_bytes() if entry else None
    except OSError:
        return None


def _starts(articles: Sequence[tuple[Source, Article]], task: Task, build: Build) -> dict[str, tuple[PageStart, ...]]:
    """Find where the printed pages of an ePub's articles begin; of none where it is a PDF or PDFs cannot be made."""
    if task.edition.is_printed or build.printed is None:
        return {}
    return build.printed.starts(articles, task.parts, build.crew.renderers)

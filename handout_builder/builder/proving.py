"""What a worker does: it is given values, renders a page, proves what was made, and gives the bytes back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .. import proofs, renderers
from ..errors import ProofError
from ..model import Article, Clinic, Finding, Handout, Page
from ..proofs import Check, examine
from ..renderers import picture_of, render


@dataclass(frozen=True)
class Judge:
    """What it takes to check an article, in a worker."""

    clinic: Clinic
    today: date

    @classmethod
    def of(cls, clinic: Clinic, today: date) -> "Judge":
        """Leave behind what no check looks at: it would make the way to the worker longer."""
        people = tuple(replace(person, photo_data=b"") for person in clinic.clinicians)
        return cls(replace(clinic, clinicians=people, labels=()), today)

    def findings(self, articles: Iterable[Article]) -> list[Finding]:
        """Check articles. It raises nothing: whatever the checks meet, the handout is made."""
        # It loads a parser, which the process that asks for handouts does without.
        from ..checks import check

        try:
            return [finding for article in articles for finding in check(article, self.clinic, self.today)]
        except Exception as error:  # noqa: BLE001 - advice must not stop a handout
            message = f"it could not be checked ({type(error).__name__}: {error}). Please report it."
            return [Finding("X109", message, advice=False)]


def render_and_prove(page: Page, articles: list[Article], judge: Judge | None = None) -> Handout:
    """Render a page and prove what was made, in a worker; with a judge, check the articles too.

    Raises ProofError where the proof fails.
    """
    if page.edition.is_grey:
        # Opening a picture may take much, which is for a worker to do; few handouts need it.
        from ..pages.greys import without_colours

        page = replace(page, assets=tuple(map(without_colours, page.assets)))
    handout = render(page)
    checks = examine(handout.data, articles, page.edition, page.glossings)
    if fault := fault_in(checks):
        raise ProofError(fault)
    # It loads a parser, which the process that asks for handouts does without.
    from ..readers.body import body_words

    words = sum(len(body_words(article.body)) for article in articles)
    findings = (*handout.findings, *(judge.findings(articles) if judge else ()))
    return replace(handout, findings=findings, checks=len(checks), picture=picture_of(handout), words=words)


def load(kinds: Iterable[str], *, with_words: bool = False) -> None:
    """Import what rendering and proving editions of some kinds takes; with lists of words, what checks look up too."""
    for kind in kinds:
        renderers.load(kind)
        proofs.load(kind)
    # Its reader of HTML counts the words.
    from .. import checks
    from ..readers import body  # noqa: F401 - loaded ahead

    if with_words:
        checks.load_words()


def fault_in(checks: Sequence[Check]) -> str:
    """Say what the checks found; nothing where all is well."""
    findings = [finding for check in checks for finding in check.findings]
    more = f" (And {len(findings) - 1} more.)" if len(findings) > 1 else ""
    return f"{findings[0].message}{more}" if findings else ""


def to_prove(article: Article) -> Article:
    """Leave behind what neither proof nor checks need: a worker is sent it with its page."""
    return replace(article, removed=(), taken=(), decisions=())

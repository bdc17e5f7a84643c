"""The proof of a finished handout: its bytes are read again and compared with the article, whoever made them.

Importing this package loads nothing that reads a file.
"""

from collections.abc import Sequence

from ..model import Article, Edition, Finding
from .checks import Check

__all__ = ["Check", "examine", "prove"]


def prove(data: bytes, articles: Sequence[Article], edition: Edition) -> list[Finding]:
    """Give what is wrong with a handout; nothing where every word is in its place."""
    return [finding for check in examine(data, articles, edition) for finding in check.findings]


def examine(data: bytes, articles: Sequence[Article] | None, edition: Edition) -> list[Check]:
    """Make every check of a handout and tell what each found; without articles, those that need none."""
    from .manuscript import manuscript_of

    manuscripts = [manuscript_of(article) for article in articles] if articles else None
    if edition.kind == "pdf":
        from .pdf import prove_pdf

        return prove_pdf(data, manuscripts[0] if manuscripts else None)
    if edition.kind == "binder":
        from .binder import prove_binder

        return prove_binder(data, manuscripts)
    if edition.kind == "booklet":
        from .booklet import prove_booklet

        return prove_booklet(data, manuscripts[0] if manuscripts else None)
    if edition.kind in ("epub", "bundle"):
        from .epub import prove_epub

        return prove_epub(data, manuscripts, edition)
    return []

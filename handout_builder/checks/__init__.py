"""What would make a handout better for the patient: advice about an article, never a refusal.

Each module here holds one family's rules beside the functions that look for them. A check is pure: it is
given the article, the clinic and the day, and gives findings in reading order, without lines.
"""

from collections.abc import Callable, Iterable
from datetime import date

from ..model import Article, Clinic, Finding
from .blocks import Block, blocks_of
from .rules import Rule

Check = Callable[[Article, Clinic, date], Iterable[Finding]]

CHECKS: tuple[Check, ...] = ()
"""In the order in which their findings are given."""

RULES: tuple[Rule, ...] = ()
"""Of all families."""

__all__ = ["CHECKS", "RULES", "Block", "Rule", "blocks_of", "check"]


def check(article: Article, clinic: Clinic, today: date) -> list[Finding]:
    """Look for whatever would make an article better for the patient; `today` is the day that ages count from."""
    return [finding for look in CHECKS for finding in look(article, clinic, today)]

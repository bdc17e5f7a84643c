"""Score sheets: published instruments, filled in for an article as far as a program honestly can.

An answer is given only where it can be counted or where nothing is there to be judged; all else is left open, with
the words of the article that may help a person to judge.
"""

from ...model import Article, Scale, Sheet, SheetPart, Term
from .clear_index import CLEAR_INDEX
from .form import Form, Question
from .pemat import PEMAT
from .seen import Seen

FORMS = (PEMAT, CLEAR_INDEX)
"""In the order in which they are printed."""

__all__ = ["FORMS", "Form", "Question", "sheets_of"]


def sheets_of(article: Article, glossary: tuple[Term, ...] = ()) -> tuple[Sheet, ...]:
    """Fill in each form for an article; what the clinic's glossary explains counts as explained."""
    seen = Seen(article, glossary)
    return tuple(_filled(form, seen) for form in FORMS)


def _filled(form: Form, seen: Seen) -> Sheet:
    scales = tuple(
        Scale(
            name,
            tuple(SheetPart(part.name, tuple(q.answered(seen) for q in part.questions), part.note) for part in parts),
        )
        for name, parts in form.scales
    )
    return Sheet(form.key, form.name, form.source, form.place, form.yes, form.no, form.passes, scales)

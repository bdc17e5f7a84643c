"""The terms that an article's handouts explain, and the clinic's plain words for them on their pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from markupsafe import Markup

from ..model import Article, Clinic, Edition, Form, Gloss, Glossing, Term
from .first_uses import Use, first_uses
from .labels import labels_for
from .tongues import mark_of


def glossing_of(article: Article, clinic: Clinic, edition: Edition) -> Glossing | None:
    """Give what a handout of an article explains; None where it explains nothing.

    Where terms come so thick that a margin cannot hold their plain words, they stand at the end.
    """
    form = clinic.glossing.form_of(edition.part_of or edition.name)
    if form == "margin" and edition.is_printed and _is_crowded(article.body, uses_in(article, clinic)):
        form = "end"
    return _glossing(form, article, clinic) if form else None


def web_glossing(article: Article, clinic: Clinic) -> Glossing | None:
    """Give what an article's page on the web explains at its end; nothing where no edition explains anything."""
    is_off = all(name in clinic.glossing.off for name in clinic.editions)
    return None if is_off else _glossing("end", article, clinic)


def _glossing(form: Form, article: Article, clinic: Clinic) -> Glossing | None:
    glosses = tuple(Gloss(use.term, use.block) for use in uses_in(article, clinic))
    return Glossing(form, labels_for(article.language, clinic).glossary, glosses) if glosses else None


def glossed_body(article: Article, glossing: Glossing, uses: Sequence[Use], *, is_printed: bool) -> str:
    """Give an article's body with what leads from the first use of each term to its plain words, or with those."""
    put: list[tuple[int, str]] = []
    for entry, use in zip(entries_of(glossing, article.language), uses, strict=True):
        before, after = _around(entry, glossing, is_printed=is_printed)
        put += [(use.start, before), (use.end, after)]
        if glossing.form == "margin" and not is_printed:
            put.append((use.block_end, _FOOTNOTE.format(entry)))
    # Notes of one block stay in the order of their terms.
    put.sort(key=lambda each: each[0])
    places = [0, *(place for place, _ in put), len(article.body)]
    pieces = [article.body[start:end] for start, end in pairwise(places)]
    return "".join(f"{piece}{markup}" for piece, (_, markup) in zip(pieces, [*put, (0, "")], strict=True))


def _around(entry: "Entry", glossing: Glossing, *, is_printed: bool) -> tuple[str, str]:
    """Give what is put before and behind the first use of a term."""
    if glossing.form == "margin" and is_printed:
        return "", _MARGIN_NOTE.format(entry)
    told = ""
    if not is_printed:
        kind = "glossref" if glossing.form == "end" else "noteref"
        told = f' id="_use-{entry.number}" epub:type="{kind}" role="doc-{kind}"'
    return f'<a class="word" href="#_word-{entry.number}"{told}>', "</a>"


_MARGIN_NOTE = Markup(
    '<span class="gloss" role="note"{0.mark}><span class="gloss-term" role="paragraph">{0.term}</span>'
    '<span class="gloss-words" role="paragraph">{0.plain}</span></span>'
)
"""A printed page is no HTML, but XML of HTML's names: a renderer sets the note beside the line that it stands in."""
_FOOTNOTE = Markup(
    '<aside class="gloss" epub:type="footnote" role="doc-footnote" id="_word-{0.number}"{0.mark}>'
    "<p><b>{0.term}</b> {0.plain}</p></aside>"
)


_PAGE, _COLUMN = 2600, 600
"""Letters that a page with a margin holds at most, and points of notes that its margin holds at least."""
_ON_A_LINE, _LINE, _AROUND = 22, 13, 11
"""Letters on a line of a note, its height in points, and what is above and below a note."""


def _is_crowded(body: str, uses: Sequence[Use]) -> bool:
    """Tell whether there is a page's worth of text whose notes may be taller than the page."""
    heights = [(len(re.sub(r"<[^>]*>", "", body[: use.start])), _height(use.term)) for use in uses]
    return any(
        sum(height for place, height in heights if first <= place < first + _PAGE) > _COLUMN for first, _ in heights
    )


def _height(term: Term) -> int:
    return _AROUND + sum(_LINE * -(-_width(text) // _ON_A_LINE) for text in (term.term, term.plain))


def _width(text: str) -> int:
    """Count letters, those of Chinese, Japanese and Korean for two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


@dataclass(frozen=True)
class Entry:
    """A term as a template prints it."""

    number: int
    """From 1; its id is _word- and the number, that of the words that it explains _use- and the number."""
    term: str
    plain: str
    mark: Markup
    """Attributes of what holds them, where they are not in the page's language."""


def entries_of(glossing: Glossing | None, language: str) -> list[Entry]:
    """Give the terms that a page in a language explains."""
    return [
        Entry(number, gloss.term.term, gloss.term.plain, mark_of(gloss.term.languages[0], language))
        for number, gloss in enumerate(glossing.glosses if glossing else (), start=1)
    ]


def uses_in(article: Article, clinic: Clinic) -> tuple[Use, ...]:
    """Give the first use of each term that an article uses."""
    if not clinic.glossary:
        return ()
    terms = tuple(term for term in clinic.glossary if term.is_for(article.language))
    return first_uses(article.body, article.language, terms)

"""Score sheets become a page to print and to fill in by hand."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ...model import Article, Clinic, Document, Edition, Page, Sheet, direction_of, han_forms
from ..context import FOOTER, shortened
from ..labels import written_date
from ..particulars import identifier
from ..stylesheets import css_string, resolve
from ..tints import tint

if TYPE_CHECKING:
    from jinja2 import Template

GENERATOR = "Handout Builder, score sheets"
"""By which a file is known for a score sheet: what made it, in its metadata."""
_LANGUAGE = "en"
"""The sheets are for those who rate, and the guides that they rate by are in English."""
_QUOTED = re.compile(r"“[^”]*”")


def lay_out_sheets(sheets: Sequence[Sheet], article: Article, clinic: Clinic, today: date) -> Page:
    """Lay an article's score sheets out on the clinic's paper; `today` is the day that is printed on them."""
    edition = Edition("score-sheets", "pdf", ".pdf", clinic.paper)
    title = f"Score sheets: {article.title}"
    text = _template().render(
        sheets=sheets,
        article=article,
        clinic=clinic,
        title=title,
        generator=GENERATOR,
        day=written_date(today, _LANGUAGE),
        own=lambda words: _own(words, article.language),
    )
    return Page(
        edition=edition,
        slug=article.slug,
        title=title,
        language=_LANGUAGE,
        identifier=identifier(clinic, f"{article.slug}#score-sheets", edition),
        documents=(Document("sheets.html", text, title),),
        stylesheet=_stylesheet(clinic, article),
        publisher=clinic.name,
        source=article.source,
    )


def _stylesheet(clinic: Clinic, article: Article) -> str:
    given = {
        "--brand": clinic.brand,
        "--text": clinic.text,
        "--tint": tint(clinic.brand, 0.07),
        "--line": tint(clinic.brand, 0.35),
        "--paper": clinic.paper,
        "--clinic-name": css_string(clinic.name),
        "--article": css_string(shortened(article.title, FOOTER - len("Score sheets · "))),
        "--han-font": css_string(f"Noto Sans CJK {han_forms(article.language)}"),
    }
    return resolve(_shipped("sheets.css"), given, "sheets.css")


def _own(words: str, language: str) -> Markup:
    """Mark the article's own words, which stand in “ ”, with its language, for whoever hears them."""
    if language.partition("-")[0] == _LANGUAGE:
        return escape(words)
    parts, end = [], 0
    for found in _QUOTED.finditer(words):
        marked = Markup('“<bdi lang="{}" dir="{}">{}</bdi>”').format(language, direction_of(language), found[0][1:-1])
        parts += [escape(words[end : found.start()]), marked]
        end = found.end()
    return Markup("").join([*parts, escape(words[end:])])


@lru_cache(maxsize=1)
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        _shipped("sheets.html")
    )


def _shipped(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")

"""One article in one edition: a printed handout or an ePub of its own."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from markupsafe import Markup

from ..model import Article, Asset, Clinic, Cover, Document, Edition, Layout, Neighbour, Page, PageStart
from .access import with_access_summary
from .chapters import chapter, cover_document, navigation
from .context import article_context
from .inner_links import without_source_links
from .labels import labels_for
from .particulars import identifier, logo, modified, pages_of, undescribed, used, words_of_glossary, words_of_settings
from .screens import for_screens
from .templates import rendered, stylesheet_for


def lay_out(
    article: Article,
    clinic: Clinic,
    layout: Layout,
    edition: Edition,
    printed: Edition | None = None,
    starts: Sequence[PageStart] = (),
    neighbours: Sequence[Neighbour] = (),
) -> Page:
    """Lay one article out in one edition. Raises SettingsError where a template is wrong.

    `starts` are where the pages of its `printed` edition begin, for the page list of an ePub;
    `neighbours` are the articles that it offers at its end.
    """
    context = article_context(article, clinic, layout, edition, neighbours)
    context["body"] = Markup(without_source_links(context["body"]))
    assets = [Asset(f"pictures/{picture.name}", picture.media_type, picture.data) for picture in article.pictures]
    assets += context["assets"]
    if edition.is_printed:
        documents = [
            Document(edition.template, rendered(layout, edition.template, context), article.title, article.sections)
        ]
    else:
        assets = [for_screens(asset) for asset in assets]
        documents = [chapter(article, layout, context, starts)]
        if edition.profile != "kindle":
            documents.insert(0, cover_document(layout, context, article.title))
        documents.append(navigation(layout, context, documents))
    stylesheet = stylesheet_for(layout, clinic, edition, context["labels"], article.language)
    page = Page(
        edition=edition,
        slug=article.slug,
        title=f"{article.title} ({labels_for(clinic.language, clinic).copy})"
        if edition.kind == "booklet"
        else article.title,
        language=article.language,
        identifier=identifier(clinic, article.slug, edition),
        documents=tuple(documents),
        stylesheet=stylesheet,
        assets=used(assets, documents, stylesheet),
        bylines=article.bylines,
        modified=modified(article),
        publisher=clinic.name,
        settings=(*words_of_settings(clinic), *words_of_glossary(context["glossing"], article)),
        direction=context["direction"],
        summary=article.summary,
        topics=article.topics,
        cover=_cover(article, clinic, context) if edition.kind == "epub" else None,
        pages_of=pages_of(clinic, printed, article.slug) if printed and starts else "",
        undescribed=undescribed(article),
        source=article.source,
        glossings=(context["glossing"],) if context["glossing"] else (),
    )
    return page if edition.is_printed else with_access_summary(page, context["labels"])


def _cover(article: Article, clinic: Clinic, context: dict[str, Any]) -> Cover:
    return Cover(
        article.title,
        context["byline"],
        clinic.name,
        clinic.brand,
        logo=logo(context),
        word=context["labels"].cover,
        language=article.language,
    )


def rehearse(clinic: Clinic, layout: Layout, editions: Iterable[Edition]) -> None:
    """Lay a blank article out in some editions: what that takes is loaded then, and no article waits for it.

    What is wrong with a template is for the first article to say, and a clinic's own may not be made for a blank one.
    """
    for edition in editions if _is_shipped(layout) else ():
        with suppress(Exception):
            lay_out(Article("blank", "", "blank", "<p>blank</p>", clinic.language), clinic, layout, edition)


def _is_shipped(layout: Layout) -> bool:
    """Tell whether all templates of a layout are those that come with the program."""
    files = dict(layout.files)
    own = (name for name in files if not name.startswith("shipped/") and not name.endswith(".css"))
    return all(files.get(f"shipped/{name}") == files[name] for name in own)
